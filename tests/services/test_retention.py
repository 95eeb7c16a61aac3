"""Forgetting runs by itself, a little at a time, and nobody on the board is surprised by it."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from kitchen_app.domain.deadlines import BOARD_MEMORY
from kitchen_app.domain.events import ReadBack
from kitchen_app.domain.order import OrderId, ShopId, Status
from kitchen_app.services.board import CardView
from kitchen_app.services.errors import Busy, NotSent, NotStored, Refused
from kitchen_app.services.ports import Aged
from kitchen_app.services.preferences import Chosen
from kitchen_app.services.retention import Retention
from kitchen_app.services.settings import PrivacySettings
from kitchen_app.services.sync import Sync
from tests.fakes import FakeClock, FakePlatform, Fate, an_order, reached
from tests.services.harness import Process, pass_time, until

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
ENDED = reached(an_order(note="for Sara"), Status.COMPLETED)


class SlowDisk:
    """Data that is kept behind a reader for a while, and counts how it is forgotten."""

    def __init__(self, due: int = 0, busy: int = 0) -> None:
        self.due = due
        self.busy = busy
        self.is_full = False
        self.seals: list[float] = []
        self.batches: list[int] = []

    def mask_orders(self, aged: Aged, most: int) -> list[OrderId]:
        done = min(self.due, most)
        self.due -= done
        self.batches.append(done)
        return [OrderId(str(number)) for number in range(done)]

    def delete_orders(self, before: datetime, most: int) -> list[OrderId]:
        return []

    def empty_bodies(self, aged: Aged, most: int) -> int:
        return 0

    def expire_failed(self, before: datetime, most: int) -> int:
        return 0

    def forget_messages(self, before: datetime, most: int) -> int:
        return 0

    def seal(self) -> bool:
        if self.is_full:
            raise NotStored("no room")
        self.seals.append(asyncio.get_running_loop().time())
        self.busy -= 1
        return self.busy < 0


class OldCopies:
    def __init__(self, failing: Exception | None = None) -> None:
        self.asked: list[datetime] = []
        self.failing = failing

    def forget_before(self, moment: datetime) -> int:
        self.asked.append(moment)
        if self.failing is not None:
            raise self.failing
        return 1


def over(process: Process, kept: SlowDisk, *copies: OldCopies) -> Retention:
    return Retention(
        store=process.store,
        kept=kept,
        board=process.board,
        hub=process.hub,
        clock=process.clock,
        privacy=PrivacySettings(),
        copies=copies,
    )


async def test_an_ended_order_is_masked_after_a_day_and_gone_after_a_month(
    process: Process, clock: FakeClock
) -> None:
    order_id = process.knows(ENDED)
    clock.advance(23 * HOUR)
    await process.retention.forget()
    assert process.order(order_id).note == "for Sara"
    clock.advance(2 * HOUR)
    await process.retention.forget()
    assert process.order(order_id).is_masked
    clock.advance(28 * DAY)
    await process.retention.forget()
    assert process.store.orders.get(order_id) is not None
    clock.advance(2 * DAY)
    await process.retention.forget()
    assert process.store.orders.get(order_id) is None


async def test_the_looks_at_a_finished_order_do_not_bring_its_person_back(
    process: Process, clock: FakeClock, platform: FakePlatform
) -> None:
    order_id = process.knows(ENDED)
    clock.advance(25 * HOUR)
    await process.retention.forget()
    changed_at = process.store.orders.get(order_id)
    clock.advance(6 * DAY)
    await process.sync.read_now(order_id)
    assert platform.orders[order_id].note == "for Sara"
    assert process.order(order_id).note == ""
    assert process.store.orders.get(order_id) == changed_at  # nor the card onto the board


async def test_it_runs_a_minute_after_the_start_and_then_each_hour(process: Process) -> None:
    kept = SlowDisk()
    process.supervisor.serve(over(process, kept).run, name="retention")
    await pass_time(59)
    assert kept.seals == []
    await pass_time(2 * 3600 + 10)
    assert [round(moment) for moment in kept.seals] == [60, 3660, 7260]


async def test_files_that_cannot_be_sealed_are_tried_again_each_minute(process: Process) -> None:
    kept = SlowDisk(busy=2)
    process.supervisor.serve(over(process, kept).run, name="retention")
    await pass_time(300)
    assert [round(moment) for moment in kept.seals] == [60, 120, 180]


async def test_what_a_full_disk_does_not_let_us_forget_is_tried_again_each_minute(
    process: Process, caplog: pytest.LogCaptureFixture
) -> None:
    kept = SlowDisk()
    kept.is_full = True
    process.supervisor.serve(over(process, kept).run, name="retention")
    await pass_time(90)
    assert [record.message for record in caplog.records] == ["Nothing is forgotten yet: no room"]
    caplog.clear()
    kept.is_full = False
    await pass_time(60)
    assert [round(moment) for moment in kept.seals] == [120]


async def test_batches_are_small_and_others_get_their_turn_in_between(process: Process) -> None:
    kept = SlowDisk(due=1000)
    turns = 0

    async def neighbour() -> None:
        nonlocal turns
        while True:
            await asyncio.sleep(0.001)
            turns += 1

    process.supervisor.serve(neighbour, name="neighbour")
    await over(process, kept).forget()
    assert max(kept.batches) <= 20
    assert turns >= len(kept.batches) - 1


async def test_a_card_that_is_still_on_the_board_loses_its_names_too(
    process: Process, clock: FakeClock
) -> None:
    soon = Retention(
        store=process.store,
        kept=process.kept,
        board=process.board,
        hub=process.hub,
        clock=clock,
        privacy=PrivacySettings(mask_after_hours=1),
    )
    order_id = process.knows(ENDED)
    assert process.card(order_id).order.note
    clock.advance(2 * HOUR)
    await soon.forget()
    assert process.card(order_id).order.note == ""


async def test_an_order_that_left_the_board_does_not_come_back_to_be_masked(
    process: Process, clock: FakeClock
) -> None:
    process.knows(ENDED)
    clock.advance(BOARD_MEMORY + HOUR)
    process.board.recheck()
    assert not process.board.cards
    shown: list[CardView] = []
    process.board.card_changed.connect(shown.append)
    clock.advance(DAY)
    await process.retention.forget()
    assert shown == []
    assert not process.board.cards


async def test_what_a_full_disk_kept_from_being_masked_is_not_announced(
    process: Process, clock: FakeClock
) -> None:
    order_id = process.knows(ENDED)
    clock.advance(25 * HOUR)
    changed: list[OrderId] = []
    process.hub.order_changed.connect(changed.append)
    process.store.fail_next(True)
    with pytest.raises(NotStored, match="planted"):
        await process.retention.forget()
    assert changed == []
    assert process.order(order_id).note == "for Sara"
    await process.retention.forget()
    assert process.order(order_id).is_masked


async def test_copies_of_the_data_live_for_a_week(process: Process, clock: FakeClock) -> None:
    copies = OldCopies()
    await over(process, SlowDisk(), copies).forget()
    assert copies.asked == [clock.now() - 7 * DAY]


async def test_a_copy_in_use_is_told_and_tried_again(
    process: Process, caplog: pytest.LogCaptureFixture
) -> None:
    locked, other = OldCopies(PermissionError("in use")), OldCopies()
    await over(process, SlowDisk(), locked, other).forget()
    assert other.asked
    assert "cannot be deleted yet: PermissionError" in caplog.text
    caplog.clear()


async def test_a_message_that_was_never_understood_is_given_up_with_a_word(
    process: Process,
    clock: FakeClock,
    teach: Callable[..., object],
    caplog: pytest.LogCaptureFixture,
) -> None:
    raw = teach(b"odd", failing=ValueError("planted"))
    process.start()
    await process.intake.receive(raw)  # type: ignore[arg-type]
    clock.advance(8 * DAY)
    await pass_time(1)
    await process.retention.forget()
    assert "1 messages were never understood and are given up" in caplog.text
    caplog.clear()


async def test_a_late_cancel_of_a_masked_order_is_still_shown(
    process: Process, clock: FakeClock
) -> None:
    order_id = process.knows(ENDED)
    clock.advance(20 * DAY)
    await process.retention.forget()
    taken_back = reached(replace(ENDED, note="for Sara"), Status.CANCELLED, clock.now())
    process.ledger.record((ReadBack(order=taken_back),))
    assert process.card(order_id).order.status is Status.CANCELLED
    assert process.order(order_id).note == ""


async def test_a_read_that_was_put_off_does_not_bring_a_deleted_order_back(
    process: Process, clock: FakeClock, platform: FakePlatform
) -> None:
    order_id = process.knows(ENDED)
    platform.next("read", *[Fate.NOT_SENT] * 3)
    process.supervisor.serve(process.sync.run, name="sync")
    process.sync.want(order_id)
    await until(lambda: platform.count("read") == 1)
    clock.advance(40 * DAY)
    await process.retention.forget()
    await pass_time(600)
    assert process.store.orders.get(order_id) is None
    assert platform.count("read") == 1


class SlowAnswer(FakePlatform):
    """Keeta, which answers a read only when it is let go, well or not."""

    def __init__(self, clock: FakeClock, failure: Exception | None = None) -> None:
        super().__init__(clock)
        self.let_go = asyncio.Event()
        self.failure = failure

    async def read(self, order_id: OrderId, shop_id: ShopId) -> ReadBack:
        read = await super().read(order_id, shop_id)
        await self.let_go.wait()
        if self.failure is not None:
            raise self.failure
        return read


@pytest.mark.parametrize(
    "failure", [None, NotSent("planted"), Busy("planted", retry_after_s=1), Refused(1, "planted")]
)
async def test_a_read_under_way_does_not_bring_a_deleted_order_back(
    process: Process, clock: FakeClock, failure: Exception | None
) -> None:
    order_id = process.knows(ENDED)
    platform = SlowAnswer(clock, failure)
    platform.place(ENDED)
    sync = Sync(
        platform=platform,
        ledger=process.ledger,
        hub=process.hub,
        links=process.links,
        shops=process.shops,
    )
    process.supervisor.serve(sync.run, name="sync")
    sync.want(order_id)
    await until(lambda: platform.count("read") == 1)
    clock.advance(40 * DAY)
    await process.retention.forget()
    platform.let_go.set()
    await pass_time(600)
    assert process.store.orders.get(order_id) is None
    assert platform.count("read") == 1


# Other limits, while it runs


def chosen(**limits: int) -> Chosen:
    return Chosen(privacy=PrivacySettings(**limits))


async def test_other_limits_hold_a_minute_later_and_no_sooner(process: Process) -> None:
    kept = SlowDisk()
    retention = over(process, kept)
    process.supervisor.serve(retention.run, name="retention")
    await pass_time(100)
    retention.follow(chosen(mask_after_hours=1))
    await pass_time(30)
    retention.follow(chosen(mask_after_hours=2))  # whoever is still choosing is waited for
    await pass_time(80)
    assert [round(moment) for moment in kept.seals] == [60]
    await pass_time(20)
    assert [round(moment) for moment in kept.seals] == [60, 220]


async def test_what_was_forgotten_by_hand_is_sealed_within_minutes_though_somebody_reads(
    process: Process,
) -> None:
    kept = SlowDisk()
    retention = over(process, kept)
    process.supervisor.serve(retention.run, name="retention")
    await pass_time(100)
    kept.busy = 1
    retention.want_pass(ENDED.order_id)
    await pass_time(125)
    assert [round(moment) for moment in kept.seals] == [60, 160, 220]


async def test_the_same_limits_change_nothing(process: Process) -> None:
    kept = SlowDisk()
    retention = over(process, kept)
    process.supervisor.serve(retention.run, name="retention")
    await pass_time(100)
    retention.follow(chosen())
    await pass_time(600)
    assert len(kept.seals) == 1


async def test_a_shorter_limit_masks_and_a_longer_one_keeps(
    process: Process, clock: FakeClock
) -> None:
    order_id = process.knows(ENDED)
    clock.advance(25 * HOUR)
    process.retention.follow(chosen(mask_after_hours=48))
    await process.retention.forget()
    assert process.order(order_id).note == "for Sara"
    process.retention.follow(chosen(mask_after_hours=6))
    await process.retention.forget()
    assert process.order(order_id).is_masked
    clock.advance(3 * DAY)
    process.retention.follow(chosen(delete_after_days=5))
    await process.retention.forget()
    assert process.store.orders.get(order_id) is not None
    process.retention.follow(chosen(delete_after_days=1))
    await process.retention.forget()
    assert process.store.orders.get(order_id) is None
