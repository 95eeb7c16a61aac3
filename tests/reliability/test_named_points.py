"""A1: the core dies at each point of its work where a wrong order of steps would show.

The promise is that of `test_kills`: what Keeta was told is stored is there, nothing is applied
twice, both sides say the same in the end; and the files are whole.
"""

import asyncio
import random
import signal
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kitchen_app.base.clock import SystemClock
from kitchen_app.domain.order import Status
from kitchen_app.sandbox.config import SandboxConfig
from kitchen_app.sandbox.orders import Phase
from kitchen_app.sandbox.server import Sandbox
from kitchen_app.services.ports import Aged, CallbackState
from kitchen_app.store.safekeeping import Safekeeping
from kitchen_app.store.soundness import require_sound
from kitchen_app.store.sqlite_store import SqliteStore
from tests.fakes import an_order, reached
from tests.reliability import core_process, named_points
from tests.reliability.named_points import Point
from tests.reliability.test_kills import SETTLED_WITHIN_S, Victim, taken_up
from tests.store.test_inbox import a_message

pytestmark = pytest.mark.usefixtures("expect_complaints")

CI_TIMES = 1
LONG_TIMES = 10
DIES_WITHIN_S = 60.0
ORDERS_A_LIFE = 4
OLD_ORDERS = 45
LONG_AGO = timedelta(days=3)
IN_CI = (
    Point.BEFORE_COMMIT,
    Point.AFTER_COMMIT,
    Point.BEFORE_REQUEST,
    Point.AFTER_REQUEST,
    Point.BACKUP_COPIED,
    Point.BEFORE_SEAL,
)
FORGETTING = (Point.IN_RETENTION, Point.BEFORE_SEAL)


class OldShop:
    """Orders of three days ago, with notes and messages, that retention has to do with."""

    def __init__(self, data_dir: Path) -> None:
        self._data_dir = data_dir
        self.made = 0

    def add(self) -> None:
        """Write some more while nobody has the files."""
        safe = Safekeeping(self._data_dir, SystemClock())
        store = SqliteStore(safe.database, safe.journal)
        then = datetime.now(UTC) - LONG_AGO
        numbers = range(self.made, self.made + OLD_ORDERS)
        with store.transaction():
            store.inbox.add([a_message(each, received_at=then) for each in numbers])
        for each in numbers:
            order = reached(an_order(each, note="knock twice"), Status.CANCELLED, then)
            with store.transaction():
                store.orders.save(order, then)
        with store.transaction():
            for callback in store.inbox.waiting(10 * OLD_ORDERS):
                if not callback.message_id.startswith("m"):
                    continue  # what the last life left for the next
                order_id = an_order(int(callback.message_id[1:])).order_id
                store.inbox.settle(callback.row_id, CallbackState.DONE, order_id)
        self.made += OLD_ORDERS
        safe.close()

    def ids(self) -> set[int]:
        return {int(an_order(each).order_id) for each in range(self.made)}


async def dies_at(victim: Victim, point: Point, visits: int, chance: random.Random) -> None:
    """Let orders come in; the process kills itself where it was told to."""
    run = (str(named_points.__file__), point.value, str(visits))
    async with victim.living(*run) as process:
        for _ in range(ORDERS_A_LIFE):
            await victim.sandbox.place_order()
            await asyncio.sleep(chance.uniform(0, 0.15))
        try:
            async with asyncio.timeout(DIES_WITHIN_S):
                await process.wait()
        except TimeoutError:
            pytest.fail(f"{point} was not reached: {victim.complaints.read_text('utf-8')}")
        assert process.returncode == -signal.SIGKILL, victim.complaints.read_text("utf-8")


def require_whole(data_dir: Path, old: OldShop) -> None:
    """Every row is as it was written, and a cut round of forgetting is finished by the next."""
    safe = Safekeeping(data_dir, SystemClock())
    try:
        require_sound(safe.database.peewee.connection(), thorough=True)
        store = SqliteStore(safe.database, safe.journal)
        now = datetime.now(UTC)
        aged = Aged(before=now - timedelta(days=1), beyond=now + timedelta(days=1))
        with store.transaction():
            store.retention.mask_orders(aged, old.made)
            store.retention.empty_bodies(aged, old.made)
        assert store.retention.seal()
        for each in range(old.made):
            stored = store.orders.get(an_order(each).order_id)
            assert stored is not None
            assert stored.order.status is Status.CANCELLED
            assert stored.order.note == ""
    finally:
        safe.close()
    names = [path for path in data_dir.rglob("*") if path.is_file()]
    assert not [path.name for path in names if "damaged" in path.name]


@pytest.mark.parametrize(
    "times",
    [CI_TIMES, pytest.param(LONG_TIMES, marks=[pytest.mark.long, pytest.mark.timeout(3600)])],
)
async def test_what_was_answered_survives_a_death_at_each_point(tmp_path: Path, times: int) -> None:
    chance = random.Random(times)
    async with Sandbox(SandboxConfig(seed=times, other_calls_a_second=None)) as sandbox:
        victim = Victim(tmp_path, sandbox)
        old = OldShop(tmp_path)
        for _ in range(times):
            for point in Point if times > CI_TIMES else IN_CI:
                if point in FORGETTING:
                    await asyncio.to_thread(old.add)
                await dies_at(victim, point, chance.randint(1, 3), chance)
        answered = victim.answered()
        assert len(answered) >= times * len(IN_CI)
        async with victim.living(str(core_process.__file__)):
            await taken_up(victim, answered, within_s=10 + len(answered) / 10)
            async with asyncio.timeout(SETTLED_WITHIN_S + len(answered)):
                while await victim.unsettled(answered):
                    continue
        ready = [each for each in sandbox.book.all() if each.phase is Phase.READY]
        assert len(ready) >= len(answered) / 2
        stored = set(victim.statuses()) - old.ids()
        placed = {order.order_view_id for order in sandbox.book.all()}
    assert answered <= stored <= placed
    assert victim.applied_twice() == []
    require_whole(tmp_path, old)
