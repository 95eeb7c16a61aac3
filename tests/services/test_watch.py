"""What happens because time passes."""

from datetime import timedelta

from kitchen_app.domain.actions import ActionKind
from kitchen_app.domain.deadlines import BOARD_MEMORY
from kitchen_app.domain.effects import ReadOrder
from kitchen_app.domain.events import Cancelled
from kitchen_app.domain.order import OrderId, Party, Status
from tests.fakes import NOON, SHOP, FakeClock, FakePlatform, an_order, reached
from tests.services.harness import Process, pass_time, until

ORDER = an_order()
SECOND = timedelta(seconds=1)


class Asked:
    """Which orders the watch wants to be read."""

    def __init__(self, process: Process) -> None:
        self.ids: list[OrderId] = []
        process.hub.read_wanted.connect(self._note)

    def _note(self, effect: ReadOrder) -> None:
        self.ids.append(effect.order_id)


async def test_an_open_order_is_read_once_a_minute(process: Process, clock: FakeClock) -> None:
    """What happens in Keeta's own app, such as "ready", comes without a message."""
    process.knows(reached(ORDER, Status.ACCEPTED))
    asked = Asked(process)
    process.watch.look()
    clock.advance(timedelta(minutes=1))
    process.watch.look()
    assert asked.ids == []
    clock.advance(SECOND)
    process.watch.look()
    process.watch.look()
    assert asked.ids == [ORDER.order_id]


async def test_an_order_past_its_deadline_is_asked_for_at_once_then_every_half_minute(
    process: Process, clock: FakeClock
) -> None:
    process.knows(ORDER)
    clock.advance(timedelta(minutes=4, seconds=30))
    asked = Asked(process)
    process.watch.look()
    clock.advance(30 * SECOND)
    process.watch.look()
    assert asked.ids == []
    clock.advance(SECOND)
    process.watch.look()
    assert asked.ids == [ORDER.order_id]
    clock.advance(30 * SECOND)
    process.watch.look()
    assert len(asked.ids) == 1
    clock.advance(SECOND)
    process.watch.look()
    assert len(asked.ids) == 2


async def test_the_deadline_is_one_of_keetas_clock(process: Process, clock: FakeClock) -> None:
    process.knows(ORDER)
    clock.advance(timedelta(minutes=4))
    asked = Asked(process)
    process.watch.look()
    process.links.clock_measured(timedelta(minutes=2))
    process.watch.look()
    clock.advance(31 * SECOND)
    process.watch.look()
    assert asked.ids == [ORDER.order_id]


async def test_a_finished_order_is_not_asked_for(process: Process, clock: FakeClock) -> None:
    process.knows(reached(ORDER, Status.COMPLETED))
    asked = Asked(process)
    process.watch.look()
    clock.advance(timedelta(hours=1))
    process.watch.look()
    assert asked.ids == []


async def test_old_cards_go_by_themselves(process: Process, clock: FakeClock) -> None:
    process.knows(reached(ORDER, Status.COMPLETED))
    removed: list[OrderId] = []
    process.board.card_removed.connect(removed.append)
    clock.advance(BOARD_MEMORY + SECOND)
    process.watch.look()
    assert removed == [ORDER.order_id]


async def test_an_order_that_keeta_gave_up_on_is_found_cancelled_without_any_message(
    process: Process, platform: FakePlatform
) -> None:
    order_id = process.knows(ORDER)
    process.start()
    await pass_time(290)
    platform.move(order_id, Status.CANCELLED)
    await until(lambda: process.order(order_id).status is Status.CANCELLED, within_s=15)
    assert process.clock.now() - NOON < timedelta(seconds=303)


async def test_an_order_that_stays_overdue_is_read_twice_a_minute_at_most(
    process: Process, platform: FakePlatform
) -> None:
    process.knows(ORDER)
    process.start()
    await pass_time(3600)
    assert 110 < platform.count("read") <= 120
    assert platform.count(ActionKind.ACCEPT) == 0


async def test_a_new_run_reads_what_is_open_and_what_nobody_knows_the_contents_of(
    process: Process, clock: FakeClock
) -> None:
    cancelled = Cancelled(order_id=an_order(3).order_id, shop_id=SHOP, at=NOON, by=Party.CUSTOMER)
    process.ledger.record((cancelled,))
    process.knows(reached(an_order(2), Status.COMPLETED))
    process.knows(an_order(1))
    process.board.load()
    assert process.watch.wanted_at_start() == [an_order(1).order_id, an_order(3).order_id]
    clock.advance(timedelta(hours=13))
    process.board.recheck()
    assert an_order(3).order_id not in process.board.cards
    assert process.watch.wanted_at_start() == [an_order(1).order_id, an_order(3).order_id]
