"""What is made up for at once: after sleep, after a set clock, after Keeta was away."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from kitchen_app.base.callback import SUCCESS, RawCallback
from kitchen_app.domain.actions import ActionKind, ActionState
from kitchen_app.domain.deadlines import ACCEPT_WITHIN
from kitchen_app.domain.events import Placed
from kitchen_app.domain.order import OrderId, Status
from kitchen_app.services.links import LinkState, Trouble
from tests.fakes import NOON, FakeClock, FakePlatform, Fate, an_order, reached
from tests.services.harness import Process, pass_time, until

SECOND = timedelta(seconds=1)
SLEEPS_S = (6, 60, 300, 1200)
JUMPS_S = tuple(
    sign * size for size in (1, 2, 59, 61, 3600, 7200, 86400, 400 * 86400) for sign in (1, -1)
)
Teach = Callable[..., RawCallback]


def run(process: Process) -> None:
    process.start()
    process.supervisor.serve(process.pulse.run, name="pulse")


def reads(platform: FakePlatform) -> list[OrderId]:
    return [order_id for name, order_id in platform.calls if name == "read"]


@pytest.mark.parametrize("seconds", SLEEPS_S)
async def test_after_sleep_everything_is_looked_at_within_two_seconds(
    process: Process, platform: FakePlatform, clock: FakeClock, seconds: int
) -> None:
    cooking = process.knows(reached(an_order(1), Status.ACCEPTED))
    new = process.knows(an_order(2))
    done = process.knows(reached(an_order(3), Status.COMPLETED))
    run(process)
    await pass_time(3)
    platform.calls.clear()
    clock.advance(seconds * SECOND)
    await pass_time(1.1)
    assert reads(platform)
    assert platform.count("reach") == 1
    assert process.proofs_wanted == 1
    await pass_time(0.9)
    assert set(reads(platform)[:2]) == {new, cooking}
    assert done not in reads(platform)


async def test_those_that_wait_for_an_answer_are_read_first(process: Process) -> None:
    cooking = [process.knows(reached(an_order(n), Status.ACCEPTED)) for n in (1, 2)]
    new = [process.knows(an_order(n)) for n in (3, 4)]
    assert process.watch.looked_after() == new + cooking


async def test_what_happened_during_sleep_comes_as_events(
    process: Process, platform: FakePlatform, clock: FakeClock
) -> None:
    order_id = process.knows(an_order())
    run(process)
    await pass_time(3)
    platform.move(order_id, Status.CANCELLED)
    clock.advance(600 * SECOND)
    await until(lambda: process.order(order_id).status is Status.CANCELLED, within_s=2)
    kinds = [entry.kind for entry in process.store.orders.timeline(order_id)]
    assert len(kinds) >= 2, "written down, not edited silently"


async def test_a_completed_order_is_looked_at_after_a_long_sleep(
    process: Process, platform: FakePlatform, clock: FakeClock
) -> None:
    done = process.knows(reached(an_order(3), Status.COMPLETED))
    run(process)
    await pass_time(3)
    clock.advance(timedelta(hours=2))
    await until(lambda: done in reads(platform), within_s=2)


@pytest.mark.parametrize("seconds", JUMPS_S)
async def test_a_set_clock_moves_no_countdown(
    process: Process, platform: FakePlatform, clock: FakeClock, seconds: int
) -> None:
    """Not even before Keeta's answer: how far it was set is known."""
    order_id = process.knows(an_order())
    run(process)
    await pass_time(10)
    platform.calls.clear()
    clock.set(seconds * SECOND)
    for _ in range(12):
        await pass_time(0.25)
        accept_by = process.card(order_id).accept_by
        assert accept_by is not None
        left = accept_by - process.steady.now()
        true = NOON + ACCEPT_WITHIN - (clock.now() - seconds * SECOND)
        assert abs(left - true) <= 2 * SECOND
    assert process.steady.now() == clock.now(), "the screen's clock and ours agree again"
    assert platform.count("reach") == 1, "and Keeta's clock is measured at once"


@pytest.mark.parametrize("seconds", JUMPS_S)
async def test_no_message_is_refused_for_our_clock(
    process: Process, clock: FakeClock, teach: Teach, seconds: int
) -> None:
    run(process)
    await pass_time(2)
    clock.set(seconds * SECOND)
    for number in (1, 2):  # before it is noticed, and after
        order = an_order(number)
        assert await process.intake.receive(teach(b"%d" % number, Placed(order=order))) == SUCCESS
        await until(lambda wanted=order: wanted.order_id in process.board.cards)  # type: ignore[misc]  # a default binds the value


@pytest.mark.parametrize("days", [400, -400])
async def test_a_set_clock_neither_ends_nor_prolongs_what_people_asked_for(
    process: Process, platform: FakePlatform, clock: FakeClock, days: int
) -> None:
    order_id = process.knows(an_order())
    platform.next("accept", *[Fate.NOT_SENT] * 6)
    run(process)
    action = await process.ask(ActionKind.ACCEPT, order_id)
    clock.set(timedelta(days=days))
    await pass_time(2)
    moved = process.action(action.key)
    assert moved.not_after - process.steady.now() < ACCEPT_WITHIN
    settled = await process.settled(action.key, within_s=120)
    assert settled.state is ActionState.DONE


@pytest.mark.parametrize("days", [400, -400])
async def test_a_set_clock_keeps_the_links_ages(
    process: Process, clock: FakeClock, days: int
) -> None:
    run(process)
    process.links.receiving_works()
    await pass_time(5)
    clock.set(timedelta(days=days))
    await pass_time(1)
    last_ok = process.links.view.receiving.last_ok
    assert last_ok is not None
    assert process.steady.now() - last_ok == 6 * SECOND


async def test_open_orders_are_read_each_minute_after_the_clock_was_set_back(
    process: Process, platform: FakePlatform, clock: FakeClock
) -> None:
    order_id = process.knows(reached(an_order(), Status.ACCEPTED))
    run(process)
    await pass_time(2)
    clock.set(timedelta(days=-400))
    await pass_time(2)
    platform.calls.clear()
    await pass_time(125)
    assert reads(platform) == [order_id] * 2


async def test_after_an_outage_everything_is_read_back_spaced(
    process: Process, platform: FakePlatform
) -> None:
    ids = [process.knows(reached(an_order(n), Status.ACCEPTED)) for n in range(1, 11)]
    run(process)
    await pass_time(5)
    process.feeler.is_there = False
    await until(lambda: process.links.view.sending.trouble is Trouble.UNREACHABLE, within_s=10)
    for order_id in ids[:5]:
        platform.move(order_id, Status.READY)
    await pass_time(20)
    platform.calls.clear()
    process.feeler.is_there = True
    await until(lambda: process.links.view.sending.state is not LinkState.BROKEN, within_s=5)
    began = process.clock.now()
    await until(lambda: len(set(reads(platform))) == 10, within_s=15)
    assert process.clock.now() - began >= timedelta(seconds=4.4), "two a second at most"
    for order_id in ids[:5]:
        assert process.order(order_id).status is Status.READY
        assert len(process.store.orders.timeline(order_id)) >= 2
    assert process.proofs_wanted == 1


async def test_a_single_lost_call_is_no_outage(process: Process, platform: FakePlatform) -> None:
    first, _ = (process.knows(reached(an_order(n), Status.ACCEPTED)) for n in (1, 2))
    process.start()
    await pass_time(2)
    platform.next("read", Fate.LOST_BEFORE)
    process.sync.want(first)
    await pass_time(10)
    assert reads(platform) == [first, first]
