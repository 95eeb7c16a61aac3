"""What comes back to a test message, over real sockets, sorted by what it says of the way."""

import asyncio
import json
import socket
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest

from kitchen_app.base.callback import REFUSED, SUCCESS, TRY_AGAIN, Answer, RawCallback
from kitchen_app.keeta.callbacks import KeetaCallbacks
from kitchen_app.keeta.prober import KeetaProber, _why_not_connected
from kitchen_app.services.ports import Verdict
from kitchen_app.services.proof_ports import Reply, is_proof, proof_message_id
from kitchen_app.webhook.server import WebhookServer, allowed_hosts
from tests.builders import APP_ID, SECRET, SHOP_ID, HandClock
from tests.tunnel import Mode, Tunnel, open_tunnel

PATH = "/keeta/probe"
MESSAGE_ID = proof_message_id("5f" * 16)


def prober_to(url: str, *, within_s: float = 5.0) -> KeetaProber:
    return KeetaProber(
        app_id=APP_ID,
        shop_id=SHOP_ID,
        secret=SECRET,
        callback_url=url,
        clock=HandClock(),
        within_s=within_s,
    )


async def reply_from(url: str, *, within_s: float = 5.0) -> Reply:
    prober = prober_to(url, within_s=within_s)
    reply = await prober.send(MESSAGE_ID)
    await prober.close()
    return reply


@asynccontextmanager
async def listener(answer: Answer, came: list[bytes]) -> AsyncIterator[WebhookServer]:
    async def sink(raw: RawCallback) -> Answer:
        came.append(raw.body)
        return answer

    server = WebhookServer(
        host="127.0.0.1", port=0, path=PATH, hosts=allowed_hosts(None), clock=HandClock()
    )
    await server.bind()
    server.serve(sink)
    yield server
    await server.stop()


@pytest.fixture
async def tunnel() -> AsyncIterator[Tunnel]:
    async with open_tunnel() as made:
        yield made


@pytest.mark.parametrize(
    ("answer", "reply"),
    [
        (SUCCESS, Reply.TAKEN),
        (REFUSED, Reply.SIGNATURE_REFUSED),
        (TRY_AGAIN, Reply.NOT_STORED),
    ],
)
async def test_the_words_of_our_own_listener_are_known(
    tunnel: Tunnel, answer: Answer, reply: Reply
) -> None:
    came: list[bytes] = []
    async with listener(answer, came) as server:
        tunnel.target_port = server.port
        url = f"http://127.0.0.1:{tunnel.port}{PATH}"
        assert await reply_from(url) is reply
    reader = KeetaCallbacks(app_id=APP_ID, secret=SECRET, callback_url=url, enforce=True)
    examined = reader.examine(came[0])
    assert examined.verdict is Verdict.GENUINE, "signed as Keeta signs"
    assert is_proof(examined.event_id, examined.message_id)
    assert examined.message_id == MESSAGE_ID
    other = KeetaCallbacks(app_id=APP_ID, secret="other", callback_url=url, enforce=True)
    assert other.examine(came[0]).verdict is Verdict.FORGED


@pytest.mark.parametrize(
    ("mode", "reply"),
    [
        (Mode.EMPTY_200, Reply.STRANGE),
        (Mode.HTML_200, Reply.STRANGE),
        (Mode.YES_200, Reply.TAKEN),  # that nothing came here, the service knows
        (Mode.NOT_FOUND, Reply.STRANGE),
        (Mode.ENDLESS, Reply.STRANGE),
        (Mode.STATUS_502, Reply.GATEWAY),
        (Mode.STATUS_530, Reply.GATEWAY),
        (Mode.HANGS_UP, Reply.NO_ANSWER),
    ],
)
async def test_what_is_not_our_listener_is_told_apart(
    tunnel: Tunnel, mode: Mode, reply: Reply
) -> None:
    tunnel.mode = mode
    assert await reply_from(f"http://127.0.0.1:{tunnel.port}{PATH}") is reply


async def test_a_tunnel_that_hangs_is_given_up(tunnel: Tunnel) -> None:
    tunnel.mode = Mode.HANGS
    url = f"http://127.0.0.1:{tunnel.port}{PATH}"
    assert await reply_from(url, within_s=0.2) is Reply.NO_ANSWER


async def test_the_listener_refuses_another_name(tunnel: Tunnel) -> None:
    async with listener(SUCCESS, []) as server:
        tunnel.target_port, tunnel.mode = server.port, Mode.OTHER_HOST
        assert await reply_from(f"http://127.0.0.1:{tunnel.port}{PATH}") is Reply.OTHER_NAME


async def test_no_redirect_is_followed(tunnel: Tunnel) -> None:
    came: list[bytes] = []
    async with listener(SUCCESS, came) as server:
        tunnel.elsewhere = f"http://127.0.0.1:{server.port}{PATH}".encode()
        tunnel.mode = Mode.REDIRECT
        assert await reply_from(f"http://127.0.0.1:{tunnel.port}{PATH}") is Reply.STRANGE
    assert came == []


async def test_a_proxy_of_the_environment_is_not_used(
    tunnel: Tunnel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    tunnel.mode = Mode.STATUS_530
    assert await reply_from(f"http://127.0.0.1:{tunnel.port}{PATH}") is Reply.GATEWAY


@pytest.mark.parametrize(
    ("url", "reply"),
    [
        ("ftp://127.0.0.1/keeta", Reply.NO_SUCH_NAME),
        ("nonsense", Reply.NO_SUCH_NAME),
        ("http://127.0.0.1:9/keeta", Reply.NOT_CONNECTED),
    ],
)
async def test_an_address_that_leads_nowhere(url: str, reply: Reply) -> None:
    assert await reply_from(url) is reply


async def test_what_speaks_no_tls_is_not_trusted() -> None:
    async def greet(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 no TLS here\r\n")
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(greet, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    assert await reply_from(f"https://127.0.0.1:{port}{PATH}") is Reply.NOT_TRUSTED
    server.close()
    await server.wait_closed()


@pytest.mark.parametrize(
    ("cause", "reply"),
    [
        (ssl.SSLCertVerificationError("hostname mismatch"), Reply.NOT_TRUSTED),
        (socket.gaierror("no such name"), Reply.NO_SUCH_NAME),
        (ConnectionRefusedError(), Reply.NOT_CONNECTED),
    ],
)
def test_the_reason_is_found_under_the_layers(cause: Exception, reply: Reply) -> None:
    layer, error = OSError("all attempts failed"), httpx.ConnectError("failed")
    layer.__context__ = cause
    error.__cause__ = layer
    assert _why_not_connected(error) is reply


async def test_an_answer_is_ours_only_word_for_word(tunnel: Tunnel) -> None:
    """A gateway's 503 with JSON of its own is no failing disk of ours."""
    said = json.dumps({"error": "down"}).encode()
    came: list[bytes] = []
    async with listener(Answer(status=503, code=7, message=said.decode()), came) as server:
        tunnel.target_port = server.port
        assert await reply_from(f"http://127.0.0.1:{tunnel.port}{PATH}") is Reply.GATEWAY
