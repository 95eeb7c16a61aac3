"""Every order that was answered is there, once, whatever was repeated, shuffled or killed."""

import asyncio
import json
import random
from pathlib import Path

import httpx
import pytest

from tests.e2e.installation import Installation, placed, signed

ORDERS = 500
MANY = 1540
"""With the repeats two thousand messages."""
REPEATED = 0.3
AT_ONCE = 8


class Sender:
    """Posts callbacks, several at a time, and remembers which were taken."""

    def __init__(self, url: str) -> None:
        self._url = url
        self.taken: set[str] = set()
        self.well_under_way = asyncio.Event()

    async def send(self, deliveries: list[tuple[str, bytes]]) -> None:
        """Send everything; a connection that breaks leaves its callback not taken."""
        queue = list(reversed(deliveries))
        async with httpx.AsyncClient() as client, asyncio.TaskGroup() as group:
            for _ in range(AT_ONCE):
                group.create_task(self._worker(client, queue))

    async def _worker(self, client: httpx.AsyncClient, queue: list[tuple[str, bytes]]) -> None:
        while queue:
            order_id, body = queue.pop()
            try:
                answer = await client.post(
                    self._url, content=body, headers={"Content-Type": "application/json"}
                )
            except httpx.TransportError:
                continue
            if answer.status_code == httpx.codes.OK and answer.json()["code"] == 0:
                self.taken.add(order_id)
                if len(self.taken) >= ORDERS // 4:
                    self.well_under_way.set()


def deliveries(
    url: str, seed: int, orders: int = ORDERS
) -> tuple[set[str], list[tuple[str, bytes]]]:
    """Return the ids sent and the callbacks: 30 % of them twice, in random order."""
    chance = random.Random(seed)
    sent: list[tuple[str, bytes]] = []
    for number in range(orders):
        order_id, message = placed(number)
        body = signed(url, event_id=1001, message_id=f"19{number:017d}", message=message)
        sent.append((order_id, body))
    ids = {order_id for order_id, _ in sent}
    sent += chance.sample(sent, int(orders * REPEATED))
    chance.shuffle(sent)
    return ids, sent


def ids_on_board(installation: Installation) -> list[str]:
    return [row["order_id"] for row in installation.orders()]


@pytest.mark.parametrize("orders", [ORDERS, pytest.param(MANY, marks=pytest.mark.long)])
async def test_all_orders_are_on_the_board_once(tmp_path: Path, orders: int) -> None:
    installation = Installation(tmp_path)
    ids, sent = deliveries(installation.url, seed=1, orders=orders)
    sender = Sender(installation.url)
    with installation.running():
        await sender.send(sent)
        assert sender.taken == ids
        rows = await _settled(installation, len(ids))
    assert sorted(rows) == sorted(ids)


async def answer_lost(port: int, path: str, body: bytes, *, after_first_byte: bool) -> None:
    """Post a callback and hang up: on the first byte of the answer, or without waiting for it."""
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(head.encode() + body)
    await writer.drain()
    if after_first_byte:
        await reader.readexactly(1)
    writer.transport.abort()


async def test_five_hundred_lost_answers_are_sent_again_and_change_nothing(tmp_path: Path) -> None:
    installation = Installation(tmp_path)
    ids, sent = deliveries(installation.url, seed=3)
    path = httpx.URL(installation.url).path
    sender = Sender(installation.url)
    with installation.running():
        for place, (_, body) in enumerate(sent[:ORDERS]):
            await answer_lost(installation.port, path, body, after_first_byte=place % 2 == 0)
        await sender.send(sent)
        assert sender.taken == ids
        rows = await _settled(installation, len(ids))
    assert sorted(rows) == sorted(ids)


async def test_a_kill_half_way_loses_and_doubles_nothing(tmp_path: Path) -> None:
    installation = Installation(tmp_path)
    ids, sent = deliveries(installation.url, seed=2)
    half = len(sent) // 2
    before = Sender(installation.url)
    with installation.running() as process:
        sending = asyncio.get_running_loop().create_task(before.send(sent[:half]))
        await before.well_under_way.wait()
        process.kill()
        await sending
    after = Sender(installation.url)
    with installation.running():
        kept = set(await _settled(installation, len(before.taken)))
        assert before.taken <= kept, "an answered order is gone"
        await after.send(sent)  # Keeta sends again what was not answered, and more
        rows = await _settled(installation, len(ids))
    assert sorted(rows) == sorted(ids)


async def _settled(installation: Installation, wanted: int) -> list[str]:
    """Return the board once it holds as many orders as wanted; the worker may be behind."""
    rows: list[str] = []
    for _ in range(60):
        rows = await asyncio.to_thread(ids_on_board, installation)
        if len(rows) >= wanted:
            return rows
    raise AssertionError(f"{len(rows)} of {wanted} orders: {json.dumps(rows[:5])}…")
