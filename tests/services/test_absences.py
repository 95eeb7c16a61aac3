"""Orders that came, or were lost, while the line, the machine or the program was away."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from kitchen_app.base.callback import SUCCESS, RawCallback
from kitchen_app.domain.absence import Meanwhile
from kitchen_app.domain.actions import ActionKind
from kitchen_app.domain.deadlines import ACCEPT_WITHIN
from kitchen_app.domain.events import Placed
from kitchen_app.domain.order import Order, OrderId, Status
from kitchen_app.services.links import LinkState, Trouble
from kitchen_app.services.proof_view import Hop
from tests.fakes import FakeClock, FakePlatform, an_order, reached
from tests.services.harness import Process, pass_time, until

SECOND = timedelta(seconds=1)
Teach = Callable[..., RawCallback]


def run(process: Process) -> None:
    process.start()
    process.supervisor.serve(process.pulse.run, name="pulse")


def placed_now(process: Process, number: int) -> Order:
    now = process.steady.now()
    return an_order(number, placed_at=now, accept_by=now + ACCEPT_WITHIN, received_at=now)


async def tell(process: Process, teach: Teach, order: Order) -> None:
    """Let Keeta send an order, or send it again."""
    body = str(order.order_id).encode()
    assert await process.intake.receive(teach(body, Placed(order=order))) == SUCCESS
    await until(lambda: order.order_id in process.board.cards, within_s=2)


async def lose_the_line(process: Process) -> None:
    process.feeler.is_there = False
    await until(lambda: process.links.view.sending.trouble is Trouble.UNREACHABLE, within_s=10)


async def line_is_back(process: Process) -> None:
    process.feeler.is_there = True
    await until(lambda: process.links.view.sending.state is not LinkState.BROKEN, within_s=10)


def told(process: Process) -> dict[OrderId, Meanwhile]:
    cards = process.board.cards.values()
    return {card.order_id: card.meanwhile for card in cards if card.meanwhile}


async def test_an_order_of_the_outage_is_marked_and_others_are_not(
    process: Process, teach: Teach
) -> None:
    run(process)
    await pass_time(30)
    before = placed_now(process, 1)
    await tell(process, teach, before)
    await lose_the_line(process)
    await pass_time(20)
    missed = placed_now(process, 2)
    heard = placed_now(process, 3)
    await tell(process, teach, heard)  # it is we who cannot reach Keeta; Keeta reaches us
    await pass_time(40)
    assert not told(process), "while it lasts there is nothing to look back on"
    await line_is_back(process)
    await tell(process, teach, missed)
    await tell(process, teach, placed_now(process, 4))
    assert told(process) == {missed.order_id: Meanwhile.CAME}


async def test_an_order_that_is_sent_again_before_the_return_is_noticed_is_marked(
    process: Process, teach: Teach
) -> None:
    run(process)
    await pass_time(30)
    await lose_the_line(process)
    missed = placed_now(process, 1)
    await pass_time(60)
    await tell(process, teach, missed)
    assert not told(process)
    await line_is_back(process)
    assert told(process) == {missed.order_id: Meanwhile.CAME}


async def test_it_stays_marked_until_somebody_looks_at_it_or_touches_it(
    process: Process, platform: FakePlatform, teach: Teach
) -> None:
    run(process)
    await pass_time(30)
    await lose_the_line(process)
    orders = [placed_now(process, number) for number in (1, 2, 3)]
    for order in orders:
        platform.place(order)
    await pass_time(60)
    await line_is_back(process)
    for order in orders:
        await tell(process, teach, order)
    await pass_time(45)
    assert len(told(process)) == 3
    await process.kitchen.marks.look(orders[0].order_id)
    await process.ask(ActionKind.ACCEPT, orders[1].order_id)
    assert set(told(process)) == {orders[2].order_id}
    await process.kitchen.accept_untouched(orders[2].order_id)
    assert set(told(process)) == {orders[2].order_id}, "the program is nobody"
    await lose_the_line(process)
    await pass_time(30)
    await line_is_back(process)
    assert set(told(process)) == {orders[2].order_id}, "what was seen was seen"


async def test_an_order_that_keeta_cancelled_meanwhile_is_lost_until_that_is_seen(
    process: Process, platform: FakePlatform
) -> None:
    lost, kept, cooking = (process.knows(an_order(number)) for number in (1, 2, 3))
    run(process)
    await pass_time(30)
    platform.place(reached(an_order(3), Status.ACCEPTED))
    process.sync.want(cooking)
    await until(lambda: process.order(cooking).status is Status.ACCEPTED, within_s=5)
    await lose_the_line(process)
    await pass_time(5)
    for order_id in (lost, cooking):
        platform.move(order_id, Status.CANCELLED)
    await pass_time(60)
    await line_is_back(process)
    await until(lambda: process.order(lost).status is Status.CANCELLED, within_s=10)
    await until(lambda: process.order(cooking).status is Status.CANCELLED, within_s=10)
    assert told(process) == {lost: Meanwhile.LOST}, "what was cooked is a STOP card"
    assert kept not in told(process)
    await process.kitchen.marks.look(lost)
    assert not told(process)


@pytest.mark.parametrize("seconds", [60, 1200])
async def test_an_order_that_came_during_sleep_is_marked(
    process: Process, clock: FakeClock, teach: Teach, seconds: int
) -> None:
    run(process)
    await pass_time(30)
    missed = placed_now(process, 1)
    clock.advance(seconds * SECOND)
    await tell(process, teach, missed)  # the computer wakes, and so does its network
    await pass_time(1.5)
    assert told(process) == {missed.order_id: Meanwhile.CAME}


async def test_an_order_that_came_while_the_program_was_not_running_is_marked(
    process: Process, again: Callable[[], Process], clock: FakeClock, teach: Teach
) -> None:
    run(process)
    await pass_time(30)
    seen = placed_now(process, 1)
    await tell(process, teach, seen)
    await pass_time(30)
    await process.kill()
    missed = placed_now(process, 2)
    clock.advance(90 * SECOND)
    restarted = again()
    run(restarted)
    await tell(restarted, teach, missed)
    await tell(restarted, teach, placed_now(restarted, 3))
    await pass_time(30)
    assert told(restarted) == {missed.order_id: Meanwhile.CAME}
    assert seen.order_id in restarted.board.cards


async def test_an_order_that_was_read_only_by_the_next_run_is_marked(
    process: Process, again: Callable[[], Process], clock: FakeClock, platform: FakePlatform
) -> None:
    """Its id was all that came: what is in it, and when it was placed, is read back."""
    process.knows(an_order(2))
    missed = placed_now(process, 1)
    platform.place(missed)
    await process.kill()
    clock.advance(90 * SECOND)
    restarted = again()
    run(restarted)
    restarted.sync.want(missed.order_id)
    await until(lambda: missed.order_id in restarted.board.cards, within_s=5)
    assert told(restarted) == {missed.order_id: Meanwhile.CAME}


async def test_who_has_never_run_has_missed_nothing(
    process: Process, clock: FakeClock, teach: Teach
) -> None:
    early = placed_now(process, 1)
    clock.advance(90 * SECOND)
    run(process)
    await tell(process, teach, early)
    await pass_time(20)
    assert not told(process)


async def test_a_lost_receiving_path_counts_from_its_last_proof(
    process: Process, teach: Teach
) -> None:
    run(process)
    process.links.proof_ended(Hop.NONE, is_public=True)
    await pass_time(25)
    missed = placed_now(process, 1)  # the tunnel is down, and nobody knows yet
    await pass_time(35)
    process.links.proof_ended(Hop.TUNNEL, is_public=True)
    await pass_time(60)
    process.links.proof_ended(Hop.NONE, is_public=True)
    await tell(process, teach, missed)
    assert told(process) == {missed.order_id: Meanwhile.CAME}


@pytest.mark.parametrize("days", [400, -400])
async def test_a_set_clock_makes_nobody_miss_anything(
    process: Process, clock: FakeClock, teach: Teach, days: int
) -> None:
    run(process)
    await pass_time(30)
    heard = placed_now(process, 1)
    await tell(process, teach, heard)
    await lose_the_line(process)
    missed = placed_now(process, 2)
    clock.set(timedelta(days=days))
    await pass_time(60)
    await line_is_back(process)
    offset = process.links.view.clock_offset
    assert abs(offset + timedelta(days=days)) < SECOND
    await tell(process, teach, missed)
    assert told(process) == {missed.order_id: Meanwhile.CAME}


def test_what_is_deleted_is_forgotten(process: Process) -> None:
    process.board.absences.slept(600)
    now = process.steady.now()
    missed = an_order(placed_at=now - 300 * SECOND, received_at=now)
    absences = process.board.absences
    assert absences.of(missed) is Meanwhile.CAME
    absences.seen(missed.order_id)
    assert absences.of(missed) is None
    process.hub.order_deleted.emit(missed.order_id)
    assert absences.of(missed) is Meanwhile.CAME
