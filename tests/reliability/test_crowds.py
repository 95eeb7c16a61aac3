"""Crowds at the door: slow ones, loud ones, strangers. Keeta's messages get in all the same."""

import asyncio
import random
import socket
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path
from typing import Any

import httpx
import pytest

from kitchen_app.keeta.transport import SignedCalls
from kitchen_app.services.errors import PlatformError
from tests.builders import APP_ID, HandClock
from tests.reliability.open_shop import JSON, OpenShop, open_shop

pytestmark = pytest.mark.alone

LONG = [pytest.mark.long, pytest.mark.timeout(600)]
SLOW = 500
IN_TIME_S = 0.3
IN_TIME_UNDER_FLOOD_S = 1.0


@pytest.fixture
async def shop(tmp_path: Path) -> AsyncIterator[OpenShop]:
    async with open_shop(tmp_path) as running:
        yield running


def p99(times: list[float]) -> float:
    return sorted(times)[int(len(times) * 0.99)]


async def genuine(shop: OpenShop, number: int) -> float:
    """Send one order over a connection of its own; return the seconds until it was taken.

    From another thread, with a blocking socket: as fast as a tunnel on the same machine.
    """
    request = shop.request(shop.customer(number).placed())
    return await asyncio.to_thread(_asked, shop.port, request)


def _asked(port: int, request: bytes) -> float:
    began = time.perf_counter()
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(request)
        answer = connection.recv(200)
    assert b" 200 " in answer[:20], answer
    return time.perf_counter() - began


# C6: slow ones


@asynccontextmanager
async def slow_ones(shop: OpenShop) -> AsyncIterator[list[float]]:
    """Have hundreds of slow connections; at the end, hear how long one was held, and how many."""
    crowd = await asyncio.create_subprocess_exec(
        sys.executable,
        *(str(Path(__file__).with_name("slow_crowd.py")), str(shop.port), shop.path, str(SLOW)),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    assert crowd.stdout is not None
    assert await crowd.stdout.readline() == b"ready\n"
    told: list[float] = []
    try:
        yield told
    finally:
        out, _ = await crowd.communicate(b"")
        told += [float(each) for each in out.split()]


@pytest.mark.parametrize("orders", [200, pytest.param(2000, marks=LONG)])
async def test_five_hundred_slow_connections_keep_no_order_waiting(
    shop: OpenShop, orders: int
) -> None:
    numbers = count()

    async def answers(times: int) -> list[float]:
        taken = []
        for _ in range(times):
            taken.append(await genuine(shop, next(numbers)))
            await asyncio.sleep(0.03)
        return taken

    quiet = await answers(50)
    async with slow_ones(shop) as told:
        crowded = await answers(orders)
    longest_s, thrown_out = told
    assert shop.stored == len(quiet) + orders
    # What the machine itself takes, busy with other things, is not the crowd's doing.
    assert p99(crowded) <= IN_TIME_S + p99(quiet)
    assert thrown_out > SLOW
    assert longest_s <= 6


# C7: loud ones


@pytest.mark.parametrize("seconds", [5, pytest.param(60, marks=LONG)])
async def test_a_flood_of_bad_signatures_loses_no_order(shop: OpenShop, seconds: float) -> None:
    forged, numbers = [0], count()
    forgeries = [
        shop.request(shop.customer(number).placed().replace(b'"sig":"', b'"sig":"0'))
        for number in range(50)
    ]
    until = time.perf_counter() + seconds

    async def forge() -> None:
        while time.perf_counter() < until:
            reader, writer = await asyncio.open_connection("127.0.0.1", shop.port)
            try:
                for forgery in forgeries:
                    writer.write(forgery)
                    head = await reader.readuntil(b"\r\n\r\n")
                    assert b" 401 " in head.splitlines()[0]
                    await reader.readuntil(b"}")
                    forged[0] += 1
            finally:
                writer.transport.abort()

    times: list[float] = []

    async def order() -> None:
        while time.perf_counter() < until:
            times.append(await genuine(shop, next(numbers)))
            await asyncio.sleep(0.05)

    async with asyncio.TaskGroup() as group:
        for _ in range(20):
            group.create_task(forge())
        group.create_task(order())
    assert forged[0] > 100 * seconds
    assert shop.stored == len(times), "every order was kept, and nothing else"
    assert p99(times) <= IN_TIME_UNDER_FLOOD_S


# C8: strangers


def listening_on(port: int) -> list[str]:
    """Return the addresses, in hexadecimal, on which this machine listens at a port."""
    lines = [
        line.split()
        for table in ("tcp", "tcp6")
        for line in Path(f"/proc/self/net/{table}").read_text("ascii").splitlines()[1:]
    ]
    sockets = [(*local.split(":"), state) for _, local, _, state, *_ in lines]
    return [at for at, number, state in sockets if state == "0A" and int(number, 16) == port]


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
async def test_only_the_loopback_is_open(shop: OpenShop) -> None:
    assert listening_on(shop.port) == ["0100007F"]
    found = socket.getaddrinfo(socket.gethostname(), shop.port)
    for address in {str(info[4][0]) for info in found} - {"127.0.0.1", "::1", "127.0.1.1"}:
        with pytest.raises(OSError):  # noqa: PT011 - refused or unreachable, by the machine
            await asyncio.open_connection(address, shop.port)


def _strangers(shop: OpenShop) -> list[dict[str, Any]]:
    """Return what a web page, or a neighbour who knows no path, can make a browser send."""
    genuine = shop.customer(1).placed()
    page = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    plain = {"Content-Type": "text/plain"}
    rebound = {"Host": f"rebound.evil.example:{shop.port}"}
    asks = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "x"}
    requests: list[dict[str, Any]] = [
        {"method": "POST", "content": genuine, "headers": page | kind}
        for kind in (form, plain, {"Content-Type": "multipart/form-data; boundary=x"})
    ]
    requests += [
        {"method": "POST", "content": genuine, "headers": JSON | page | host}
        for host in (
            rebound,
            {"Host": "localhost.evil.example"},
            {"Host": "192.0.2.1"},
            {"Host": ""},
        )
    ]
    requests += [
        {"method": method, "headers": page | asks}
        for method in ("OPTIONS", "GET", "HEAD", "PUT", "DELETE", "PATCH", "TRACE")
    ]
    requests.append({"method": "GET", "params": {"code": "x"}, "headers": page | rebound})
    paths = ["/", "/keeta", "/keeta/", "/keeta/" + "0" * 32, "/%2e%2e/", "//", "/favicon.ico"]
    paths += [f"/keeta/{random.Random(n).randbytes(16).hex()}" for n in range(28)]
    requests += [
        {"method": "POST", "path": path, "content": genuine, "headers": JSON} for path in paths
    ]
    return requests


async def test_no_web_page_and_no_neighbour_has_any_effect(shop: OpenShop) -> None:
    strangers = _strangers(shop)
    assert len(strangers) >= 50
    view = shop.core.kitchen.links.view.receiving
    async with httpx.AsyncClient(trust_env=False) as client:
        for request in strangers:
            url = shop.url.replace(shop.path, request.pop("path", shop.path))
            answer = await client.request(url=url, **request)
            assert answer.status_code in {400, 404, 405, 415, 421}, request
            allowed = [name for name in answer.headers if name.startswith("access-control")]
            assert allowed == [], "no page may read an answer"
            assert "server" not in answer.headers
    assert shop.stored == 0
    assert shop.core.kitchen.links.view.receiving == view


# C15: our own calls


class Trap:
    """A listener that nobody should come to."""

    def __init__(self, answer: bytes = b"") -> None:
        self.answer = answer
        self.visits: list[bytes] = []

    async def _take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.visits.append(await reader.read(65536))
        writer.write(self.answer)
        writer.close()

    @asynccontextmanager
    async def open(self) -> AsyncIterator[str]:
        server = await asyncio.start_server(self._take, "127.0.0.1", 0)
        async with server:
            yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"


def _calls(base_url: str) -> SignedCalls:
    return SignedCalls(
        base_url=base_url,
        app_id=APP_ID,
        secret="app-secret",
        access_token="access-token",
        clock=HandClock(),
        on_clock=lambda _: None,
    )


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_a_redirect_is_not_followed_to_a_stranger(status: int) -> None:
    stranger = Trap()
    async with stranger.open() as elsewhere:
        keeta = Trap(
            f"HTTP/1.1 {status} Moved\r\nLocation: {elsewhere}/order/get\r\n"
            "Content-Length: 0\r\n\r\n".encode()
        )
        async with keeta.open() as base_url:
            calls = _calls(base_url)
            with pytest.raises(PlatformError):
                await calls.call("/order/get", {"orderViewId": 1})
            await calls.reach()
            await calls.close()
    assert len(keeta.visits) == 2
    assert stranger.visits == []


async def test_the_environments_proxy_gets_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    proxy, keeta = Trap(), Trap(b'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{"code":0}')
    async with proxy.open() as proxy_url, keeta.open() as base_url:
        for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy_url)
            monkeypatch.setenv(name.lower(), proxy_url)
        monkeypatch.delenv("NO_PROXY", raising=False)
        calls = _calls(base_url)
        await calls.call("/order/get", {"orderViewId": 1})
        await calls.close()
    assert len(keeta.visits) == 1
    assert proxy.visits == []


async def test_a_server_with_a_made_up_certificate_gets_no_token() -> None:
    """What is not TLS at all stands for it: the call ends before anything is sent."""
    impostor = Trap(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{}")
    async with impostor.open() as base_url:
        calls = _calls(base_url.replace("http://", "https://"))
        with pytest.raises(PlatformError):
            await calls.call("/order/get", {"orderViewId": 1})
        await calls.close()
    assert all(b"access-token" not in visit for visit in impostor.visits)
