"""A crash in the window's library ends the process; it is back at once, with everything."""

import asyncio
import os
import signal
import sys
import time
from pathlib import Path

import httpx
import pytest

from kitchen_app.base.log import CRASH_FILE
from kitchen_app.bootstrap.status import read_status
from tests.e2e.installation import Installation, placed, signed

BACK_WITHIN_S = 10.0
BEFORE, MEANWHILE = 20, 20
EVERY_S = 0.1
JSON = {"Content-Type": "application/json"}

pytestmark = [
    pytest.mark.alone,
    pytest.mark.skipif(sys.platform == "win32", reason="kills by a signal of POSIX"),
]


class Keeta:
    """Sends an order until it is answered, as Keeta does, only sooner."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._client = httpx.AsyncClient(headers=JSON, timeout=5)
        self.answered_at: dict[str, float] = {}

    async def send(self, number: int) -> None:
        order_id, message = placed(number)
        body = signed(self._url, event_id=1001, message_id=f"88{number:017d}", message=message)
        while order_id not in self.answered_at:
            try:
                answer = await self._client.post(self._url, content=body)
                if answer.status_code == httpx.codes.OK and answer.json()["code"] == 0:
                    self.answered_at[order_id] = time.monotonic()
            except httpx.TransportError:
                await asyncio.sleep(EVERY_S)

    async def close(self) -> None:
        await self._client.aclose()


class Shop:
    """What the running program tells of itself in its folder."""

    def __init__(self, data_dir: Path) -> None:
        self._data_dir = data_dir

    @property
    def log(self) -> str:
        return (self._data_dir / "logs" / "kitchen.log").read_text("utf-8")

    async def program_other_than(self, pid: int) -> int:
        """Return the process that is the program now, once it is another one."""
        while True:
            status = read_status(self._data_dir)
            if status is not None and status.pid != pid:
                return status.pid
            await asyncio.sleep(EVERY_S)

    async def window_open(self, times: int) -> float:
        """Return when the window has been open so many times, each in a life of its own."""
        while self.log.count("The window is open") < times:  # noqa: ASYNC110 - a file sets no event
            await asyncio.sleep(EVERY_S)
        return time.monotonic()


async def test_a_segmentation_fault_costs_seconds_and_no_order(tmp_path: Path) -> None:
    installation, shop = Installation(tmp_path), Shop(tmp_path)
    keeta = Keeta(installation.url)
    running = installation.running(watched=True)
    watchdog = await asyncio.to_thread(running.__enter__)
    try:
        async with asyncio.timeout(60):
            pid = await shop.program_other_than(watchdog.pid)
            await asyncio.gather(*(keeta.send(number) for number in range(BEFORE)))
            await shop.window_open(times=1)
            os.kill(pid, signal.SIGSEGV)
            died_at = time.monotonic()
            numbers = range(BEFORE, BEFORE + MEANWHILE)
            sending = asyncio.gather(*(keeta.send(number) for number in numbers))
            back_s = await shop.window_open(times=2) - died_at
            await sending
            assert await shop.program_other_than(pid) != watchdog.pid
        answered_s = max(keeta.answered_at.values()) - died_at
        rows = await asyncio.to_thread(installation.orders)
    finally:
        await keeta.close()
        await asyncio.to_thread(running.__exit__, None, None, None)
    told = (
        f"window back {back_s:.1f} s after the crash, the last message answered {answered_s:.1f} s"
    )
    print(told)  # noqa: T201 - the figures are the point
    assert {row["order_id"] for row in rows} == keeta.answered_at.keys()
    assert len(rows) == BEFORE + MEANWHILE
    assert max(back_s, answered_s) <= BACK_WITHIN_S, told
    assert "Started again after a fault" in shop.log
    assert "SIGSEGV" in shop.log
    assert "Segmentation fault" in (tmp_path / "logs" / CRASH_FILE).read_text("utf-8")
    assert watchdog.returncode == 0, "the second life was ended in order"
