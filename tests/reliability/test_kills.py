"""A1: the core is killed at random moments while orders come in and are accepted.

What Keeta was told is stored is there after the last start; no accept and no "ready" was applied
twice; in the end both sides say the same of every order.
"""

import asyncio
import random
import socket
import sys
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest

from kitchen_app.domain.order import Status
from kitchen_app.sandbox.config import SandboxConfig
from kitchen_app.sandbox.orders import Phase
from kitchen_app.sandbox.server import Sandbox
from kitchen_app.store.database import open_read_only
from kitchen_app.store.sqlite_store import SqliteStore
from tests.e2e.installation import free_port
from tests.reliability import core_process

pytestmark = pytest.mark.usefixtures("expect_complaints")

CI_KILLS = 5
LONG_KILLS = 200
PLACED = 1001
JOURNAL_HOLDS = 20_000
ORDERS_A_ROUND = 6
SETTLED_WITHIN_S = 60.0
ENDS = ((Phase.READY, Status.READY), (Phase.CANCELLED, Status.CANCELLED))
ONCE = ("order/confirm", "order/prepare")


class Victim:
    """A data directory, and the process that lives there until it is killed."""

    def __init__(self, data_dir: Path, sandbox: Sandbox) -> None:
        self.data_dir = data_dir
        self.complaints = data_dir / "complaints.txt"
        self.sandbox = sandbox
        self.port = free_port()
        sandbox.set_callback_url(f"http://127.0.0.1:{self.port}{core_process.PATH}")

    @asynccontextmanager
    async def living(self, *program: str) -> AsyncIterator[asyncio.subprocess.Process]:
        """Run the core, or another program that becomes one, until the context ends."""
        keeta = self.sandbox.config
        options = (keeta.app_id, keeta.shop_id, self.port, keeta.secret, keeta.access_token)
        with self.complaints.open("w") as complaints:
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, *(program or (str(core_process.__file__),))),
                *(str(self.data_dir), self.sandbox.base_url, *map(str, options)),
                stderr=complaints,
            )
        try:
            while not await asyncio.to_thread(self._answers):
                assert process.returncode is None, self.complaints.read_text("utf-8")
            yield process
        finally:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()

    def _answers(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def statuses(self) -> dict[int, Status]:
        store = SqliteStore(open_read_only(self.data_dir))
        try:
            return {int(each.order.order_id): each.order.status for each in store.orders.all()}
        finally:
            store.close()

    def answered(self) -> set[int]:
        """Return the orders of which Keeta was told that we have them."""
        return {
            delivery.order_view_id
            for delivery in self.sandbox.journal.deliveries
            if delivery.ok and delivery.event_id == PLACED and delivery.order_view_id is not None
        }

    async def unsettled(self, answered: set[int]) -> list[str]:
        """Return the orders of which the two sides do not both say that they are ready.

        On a slow machine Keeta may end one before its five minutes were of any use.
        """
        stored = await asyncio.to_thread(self.statuses)
        phases = {order_id: self.sandbox.book.get(order_id).phase for order_id in answered}
        return [
            f"{order_id}: {phase} at Keeta, {stored.get(order_id)} here"
            for order_id, phase in phases.items()
            if (phase, stored.get(order_id)) not in ENDS
        ]

    def applied_twice(self) -> list[tuple[int | None, str]]:
        calls = Counter(
            (call.order_view_id, call.path.strip("/"))
            for call in self.sandbox.journal.calls
            if call.code == 0 and call.path.strip("/") in ONCE
        )
        return [call for call, times in calls.items() if times > 1]


async def shifts(victim: Victim, kills: int, chance: random.Random) -> set[int]:
    """Let orders come in and kill the process in the middle, again and again.

    Returns the orders that Keeta had an answer for before the last start.
    """
    for _ in range(kills):
        async with victim.living():
            lives_until = asyncio.get_running_loop().time() + chance.uniform(0, 0.8)
            for _ in range(ORDERS_A_ROUND):
                await victim.sandbox.place_order()
                await asyncio.sleep(chance.uniform(0, 0.15))
            left = lives_until - asyncio.get_running_loop().time()
            await asyncio.sleep(max(0.0, left))
    return victim.answered()


@pytest.mark.parametrize(
    "kills",
    [CI_KILLS, pytest.param(LONG_KILLS, marks=[pytest.mark.long, pytest.mark.timeout(1800)])],
)
async def test_what_was_answered_survives_every_kill_and_is_done_once(
    tmp_path: Path, kills: int
) -> None:
    async with Sandbox(SandboxConfig(seed=kills, other_calls_a_second=None)) as sandbox:
        victim = Victim(tmp_path, sandbox)
        answered = await shifts(victim, kills, random.Random(kills))
        assert len(answered) >= kills, "most orders of a round are answered before the kill"
        async with victim.living():
            await taken_up(victim, answered)
            async with asyncio.timeout(SETTLED_WITHIN_S + kills * ORDERS_A_ROUND):
                while await victim.unsettled(answered):
                    continue
        stored = victim.statuses()
        placed = {order.order_view_id for order in sandbox.book.all()}
    assert answered <= stored.keys() <= placed
    assert victim.applied_twice() == []
    assert len(sandbox.journal.calls) < JOURNAL_HOLDS, "nothing was forgotten before it was counted"


async def taken_up(victim: Victim, answered: set[int], *, within_s: float = 10) -> None:
    """Wait until everything that was answered is an order, without Keeta sending it again."""
    missing = answered
    try:
        async with asyncio.timeout(within_s):
            while missing:
                missing = answered - set(await asyncio.to_thread(victim.statuses))
    except TimeoutError:
        pytest.fail(f"of {len(answered)} orders {sorted(missing)} are not taken up")
