"""Reading orders back: each wanted one once, never too fast, never forgotten."""

import itertools

import pytest

from kitchen_app.domain.effects import ReadOrder
from kitchen_app.domain.order import Status
from kitchen_app.services.errors import NotSent, Refused
from kitchen_app.services.links import LinkState, Trouble
from tests.fakes import BUSY_FOR_S, NOON, FakePlatform, Fate, an_order, reached
from tests.services.harness import Process, pass_time, until

FIRST, SECOND = an_order(1), an_order(2)


def run(process: Process) -> None:
    process.supervisor.serve(process.sync.run, name="sync")


async def test_a_wanted_order_is_read_and_recorded(
    process: Process, platform: FakePlatform
) -> None:
    platform.place(reached(FIRST, Status.ACCEPTED))
    run(process)
    process.hub.read_wanted.emit(ReadOrder(order_id=FIRST.order_id))
    await until(lambda: FIRST.order_id in process.board.cards)
    assert process.order(FIRST.order_id).status is Status.ACCEPTED
    assert process.links.view.sending.state is LinkState.OK


async def test_an_order_wanted_many_times_is_read_once(
    process: Process, platform: FakePlatform
) -> None:
    platform.place(FIRST)
    for _ in range(5):
        process.sync.want(FIRST.order_id)
    run(process)
    await pass_time(10)
    assert platform.count("read") == 1


async def test_an_order_wanted_again_after_it_was_read_is_read_again(
    process: Process, platform: FakePlatform
) -> None:
    platform.place(FIRST)
    run(process)
    for times in (1, 2):
        process.sync.want(FIRST.order_id)
        await until(lambda seen=times: platform.count("read") == seen)  # type: ignore[misc]  # a default binds the value


async def test_at_most_two_orders_are_read_in_a_second(
    process: Process, platform: FakePlatform
) -> None:
    for number in range(20):
        process.sync.want(platform.place(an_order(number)).order_id)
    run(process)
    await until(lambda: platform.count("read") == 20)
    assert (process.clock.now() - NOON).total_seconds() >= 9.5
    assert [order_id for _, order_id in platform.calls] == list(platform.orders)


async def test_a_failed_read_is_repeated_more_and_more_slowly(
    process: Process, platform: FakePlatform
) -> None:
    platform.place(FIRST)
    platform.next("read", *[Fate.NOT_SENT] * 7)
    moments: list[float] = []
    process.links.changed.connect(lambda _: moments.append(process.clock.monotonic()))
    process.sync.want(FIRST.order_id)
    run(process)
    await until(lambda: FIRST.order_id in process.board.cards, within_s=300)
    pauses = [after - before for before, after in itertools.pairwise(moments)]
    expected = (1, 2, 4, 8, 16, 32, 60)
    assert all(
        wanted * 0.74 <= pause <= wanted for pause, wanted in zip(pauses, expected, strict=True)
    )


async def test_a_success_makes_the_pauses_short_again(
    process: Process, platform: FakePlatform
) -> None:
    platform.place(FIRST)
    platform.next("read", *[Fate.NOT_SENT] * 6)
    process.sync.want(FIRST.order_id)
    run(process)
    await until(lambda: FIRST.order_id in process.board.cards, within_s=300)
    platform.next("read", Fate.NOT_SENT)
    process.sync.want(FIRST.order_id)
    await until(lambda: platform.count("read") == 9, within_s=3)


async def test_an_order_that_cannot_be_read_now_lets_the_others_go_first(
    process: Process, platform: FakePlatform
) -> None:
    platform.place(FIRST)
    platform.place(SECOND)
    platform.next("read", Fate.LOST_BEFORE)
    process.sync.want(FIRST.order_id)
    process.sync.want(SECOND.order_id)
    run(process)
    await until(lambda: len(process.board.cards) == 2)
    ids = [order_id for _, order_id in platform.calls]
    assert ids == [FIRST.order_id, SECOND.order_id, FIRST.order_id]


async def test_a_refused_read_is_dropped_logged_and_the_others_go_on(
    process: Process, platform: FakePlatform, caplog: pytest.LogCaptureFixture
) -> None:
    platform.place(SECOND)
    process.sync.want(FIRST.order_id)
    process.sync.want(SECOND.order_id)
    run(process)
    await until(lambda: SECOND.order_id in process.board.cards, within_s=2)
    await pass_time(120)
    assert platform.count("read") == 1 + 4, "Keeta may lag behind its own message: ask again"
    assert f"Keeta refuses to show order {FIRST.order_id}" in caplog.text
    caplog.clear()


async def test_a_bug_in_one_read_does_not_lose_the_order(
    process: Process, platform: FakePlatform, caplog: pytest.LogCaptureFixture
) -> None:
    platform.place(FIRST)
    platform.next("read", Fate.BUG)
    process.sync.want(FIRST.order_id)
    run(process)
    try:
        await until(lambda: FIRST.order_id in process.board.cards)
    finally:
        caplog.clear()


async def test_a_read_that_could_not_be_stored_is_done_again(
    process: Process, platform: FakePlatform, caplog: pytest.LogCaptureFixture
) -> None:
    platform.place(FIRST)
    process.store.fail_next(True)
    process.sync.want(FIRST.order_id)
    run(process)
    try:
        await until(lambda: FIRST.order_id in process.board.cards)
    finally:
        caplog.clear()


async def test_a_pause_that_keeta_asks_for_is_kept(
    process: Process, platform: FakePlatform
) -> None:
    platform.place(FIRST)
    platform.next("read", Fate.BUSY)
    process.sync.want(FIRST.order_id)
    run(process)
    await until(lambda: platform.count("read") == 1)
    await pass_time(BUSY_FOR_S - 1)
    assert platform.count("read") == 1


async def test_reading_at_once_records_the_order(process: Process, platform: FakePlatform) -> None:
    platform.place(FIRST)
    await process.sync.read_now(FIRST.order_id)
    assert process.order(FIRST.order_id) == FIRST


async def test_reading_at_once_hands_failures_on_and_changes_nothing(
    process: Process, platform: FakePlatform
) -> None:
    platform.place(FIRST)
    platform.next("read", Fate.NOT_SENT)
    with pytest.raises(NotSent):
        await process.sync.read_now(FIRST.order_id)
    assert process.links.view.sending.trouble is Trouble.UNREACHABLE
    with pytest.raises(Refused):
        await process.sync.read_now(SECOND.order_id)
    assert process.store.transactions == 0


async def test_a_stale_read_moves_nothing_back(process: Process, platform: FakePlatform) -> None:
    order_id = process.knows(FIRST)
    platform.move(order_id, Status.ACCEPTED)
    await process.sync.read_now(order_id)
    platform.next("read", Fate.STALE)
    await process.sync.read_now(order_id)
    assert process.order(order_id).status is Status.ACCEPTED
    assert process.store.orders.timeline(order_id)[-1].kind == "stale_read"


async def test_an_order_that_keeta_shows_only_later_is_read(
    process: Process, platform: FakePlatform
) -> None:
    platform.place(FIRST)
    platform.next("read", Fate.REFUSED, Fate.REFUSED)
    process.sync.want(FIRST.order_id)
    run(process)
    await until(lambda: FIRST.order_id in process.board.cards, within_s=10)


async def test_an_order_that_cannot_be_read_delays_no_other(
    process: Process, platform: FakePlatform
) -> None:
    for order in (FIRST, SECOND):
        platform.place(order)
    process.sync.want(FIRST.order_id)
    run(process)
    platform.next("read", *[Fate.LOST_BEFORE] * 8)
    await until(lambda: platform.count("read") == 8)
    process.sync.want(SECOND.order_id)
    await until(lambda: SECOND.order_id in process.board.cards, within_s=2)


async def test_a_long_list_lets_a_new_order_in_between(
    process: Process, platform: FakePlatform
) -> None:
    old = [platform.place(an_order(number)).order_id for number in range(100, 160)]
    platform.place(FIRST)
    process.sync.want_all(old)
    run(process)
    await pass_time(5)
    process.sync.want(FIRST.order_id)
    await until(lambda: FIRST.order_id in process.board.cards, within_s=2)
