"""It sounds exactly as long as an order waits."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kitchen_app.domain.deadlines import ACCEPT_WITHIN, ANSWER_TO_TOUCH
from kitchen_app.domain.order import OrderId, Party, RiderState, Status
from kitchen_app.domain.projection import Lane
from kitchen_app.domain.refunds import ANSWER_WITHIN
from kitchen_app.services.alarm import (
    Alarm,
    AlarmDuty,
    Level,
    NoSecondOutput,
    Ring,
    Rung,
    Sound,
    flashes,
    loudest,
    rung,
)
from kitchen_app.services.board import CardView
from kitchen_app.services.links import Trouble
from kitchen_app.services.proof_view import Hop
from tests.fakes import FakeClock, FakeOutput, an_order
from tests.services.harness import Process
from tests.ui import canned


def waiting(number: int, *, left_s: float = 200, quiet_s: float | None = None) -> CardView:
    view = canned.card(canned.order(str(number)))
    quiet_until = None if quiet_s is None else canned.NOW + timedelta(seconds=quiet_s)
    limit = canned.NOW + timedelta(seconds=left_s)
    return replace(view, accept_by=limit, quiet_until=quiet_until)


def accepted(number: int) -> CardView:
    return canned.card(canned.order(str(number), status=Status.ACCEPTED))


def test_it_stops_the_moment_nothing_waits() -> None:
    output = FakeOutput()
    alarm = Alarm(output)
    alarm.show_cards((waiting(1), waiting(2)), canned.NOW)
    assert output.looping is Sound.NEW
    alarm.show_cards((accepted(1),), canned.NOW)
    assert output.looping is Sound.NEW
    alarm.remove(waiting(2).order_id, canned.NOW)
    assert output.looping is None


def test_the_last_minute_sounds_different() -> None:
    output = FakeOutput()
    alarm = Alarm(output)
    alarm.show_cards((waiting(1, left_s=61),), canned.NOW)
    first = output.looping
    alarm.tick(canned.NOW + timedelta(seconds=2))
    assert [first, output.looping] == [Sound.NEW, Sound.LATE]


def test_a_touch_keeps_it_quiet_only_for_a_while() -> None:
    output = FakeOutput()
    alarm = Alarm(output)
    alarm.show_cards((waiting(1, quiet_s=10),), canned.NOW)
    assert output.looping is None
    alarm.tick(canned.NOW + timedelta(seconds=11))
    assert output.looping is Sound.NEW


STOPPED = canned.cancelled("1", by=Party.CUSTOMER, reason="", was_cooked=True)


def test_food_cooked_for_nobody_is_told_again_and_again_until_somebody_has_seen_it() -> None:
    output = FakeOutput()
    alarm = Alarm(output)
    alarm.show_cards((STOPPED,), canned.NOW)
    assert output.ring == Ring(Sound.CANCELLED, Level.SOFT)
    alarm.show_cards((waiting(2),), canned.NOW)
    assert output.looping is Sound.NEW, "a new order is told first"
    alarm.remove(waiting(2).order_id, canned.NOW)
    alarm.show_cards((replace(STOPPED, lane=Lane.GONE, actions=frozenset()),), canned.NOW)
    assert output.ring is None


steps = st.lists(
    st.tuples(
        st.integers(min_value=1, max_value=4),
        st.sampled_from(["new", "touched", "accepted", "removed", "time"]),
        st.integers(min_value=0, max_value=150),
    ),
    max_size=40,
)


@given(steps)
def test_sounding_means_that_something_waits(history: list[tuple[int, str, int]]) -> None:
    output = FakeOutput()
    alarm = Alarm(output)
    now = canned.NOW
    cards: dict[int, CardView] = {}
    for number, event, seconds in history:
        if event == "time":
            now += timedelta(seconds=seconds)
            alarm.tick(now)
        elif event == "removed":
            cards.pop(number, None)
            alarm.remove(waiting(number).order_id, now)
        else:
            cards[number] = {
                "new": waiting(number, left_s=seconds),
                "touched": waiting(number, left_s=seconds, quiet_s=seconds / 2),
                "accepted": accepted(number),
            }[event]
            alarm.show_cards((cards[number],), now)
        must_sound = any(
            card.accept_by is not None and (card.quiet_until is None or now > card.quiet_until)
            for card in cards.values()
        )
        assert (output.looping is not None) == must_sound
        assert output.looping is alarm.playing


def test_who_comes_later_hears_what_sounds_and_who_leaves_hears_nothing() -> None:
    alarm, output, other = Alarm(), FakeOutput(), FakeOutput()
    alarm.show_cards((waiting(1),), canned.NOW)
    assert alarm.playing is Sound.NEW
    alarm.lead_to(output)
    assert output.looping is Sound.NEW
    alarm.lead_to(other)
    assert [output.looping, other.looping] == [None, Sound.NEW]
    alarm.lead_to(None)
    assert other.looping is None
    alarm.show_cards((waiting(1, left_s=30),), canned.NOW)
    assert [output.looping, other.looping] == [None, None]


async def test_it_follows_the_board_from_the_first_look_on(process: Process) -> None:
    output, order = FakeOutput(), an_order()
    process.alarm.lead_to(output)
    process.knows(order)
    process.board.load()
    assert output.looping is Sound.NEW
    await process.kitchen.accept(order.order_id)
    assert output.looping is None, "a touch keeps it quiet"


async def test_time_alone_turns_the_sound(process: Process, clock: FakeClock) -> None:
    output, order = FakeOutput(), an_order()
    process.alarm.lead_to(output)
    process.knows(order)
    process.board.load()
    process.supervisor.serve(process.alarm_duty.run, name="alarm")
    clock.advance(ACCEPT_WITHIN)
    async with asyncio.timeout(5):
        await output.heard_loop(Sound.LATE)
    await process.kitchen.accept(order.order_id)
    assert output.looping is None
    clock.advance(ANSWER_TO_TOUCH)
    clock.advance(ANSWER_TO_TOUCH)
    async with asyncio.timeout(5):
        await output.heard_loop(Sound.LATE)


def test_an_order_that_left_the_board_is_not_heard(process: Process, clock: FakeClock) -> None:
    output, order = FakeOutput(), an_order()
    process.alarm.lead_to(output)
    process.knows(order)
    process.board.load()
    process.board.card_removed.emit(OrderId(order.order_id))
    assert output.looping is None


@pytest.mark.parametrize(
    ("left_s", "climbed", "ring"),
    [
        (300, Rung.CARD, Ring(Sound.NEW, Level.NORMAL)),
        (271, Rung.CARD, Ring(Sound.NEW, Level.NORMAL)),
        (270, Rung.LOUDER, Ring(Sound.NEW, Level.LOUD)),
        (240, Rung.SECOND, Ring(Sound.NEW, Level.LOUD)),
        (61, Rung.SECOND, Ring(Sound.NEW, Level.LOUD)),
        (60, Rung.LAST, Ring(Sound.LATE, Level.LOUD)),
        (-9, Rung.LAST, Ring(Sound.LATE, Level.LOUD)),
    ],
)
def test_the_alarm_climbs_as_the_time_runs_out(left_s: float, climbed: Rung, ring: Ring) -> None:
    card = waiting(1, left_s=left_s)
    assert rung(card, canned.NOW) is climbed
    assert loudest((card, accepted(2)), canned.NOW) == ring
    assert flashes((card, accepted(2)), canned.NOW) is (climbed >= Rung.LOUDER)


def test_a_touched_or_accepted_order_is_on_no_rung() -> None:
    quiet = (waiting(1, left_s=9, quiet_s=1), accepted(2), STOPPED)
    assert [rung(card, canned.NOW) for card in quiet] == [None, None, None]
    assert not flashes(quiet, canned.NOW)


class Buzzer:
    def __init__(self) -> None:
        self.called: list[OrderId] = []

    def call(self, order_id: OrderId) -> None:
        self.called.append(order_id)


async def test_a_second_output_is_called_once_for_an_order_that_waits_for_a_minute(
    process: Process, clock: FakeClock
) -> None:
    buzzer, order = Buzzer(), an_order()
    duty = AlarmDuty(
        process.alarm, board=process.board, links=process.links, clock=clock, second=buzzer
    )
    process.knows(order)
    clock.advance(timedelta(seconds=59))
    duty.look()
    assert buzzer.called == []
    clock.advance(timedelta(seconds=1))
    duty.look()
    duty.look()
    assert buzzer.called == [order.order_id]
    await process.kitchen.accept(order.order_id)
    duty.look()
    clock.advance(ANSWER_TO_TOUCH)
    clock.advance(timedelta(seconds=1))
    duty.look()
    assert buzzer.called == [order.order_id] * 2, "nobody has answered: it calls again"


def test_without_a_second_output_the_log_says_that_it_was_wanted(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level("INFO")
    NoSecondOutput().call(OrderId("1038"))
    assert "1038" in caplog.text


def asking(number: int, *, left_s: float, quiet_s: float | None = None) -> CardView:
    """Return the card of an order whose customer wants money back."""
    case = canned.asked_back(str(number), age_s=ANSWER_WITHIN.total_seconds() - left_s)
    quiet_until = None if quiet_s is None else canned.NOW + timedelta(seconds=quiet_s)
    view = canned.card(canned.completed(str(number)), refunds=(case,))
    return replace(view, quiet_until=quiet_until)


@pytest.mark.parametrize(
    ("cards", "ring"),
    [
        ((asking(1, left_s=700),), Ring(Sound.REFUND, Level.SOFT)),
        ((asking(1, left_s=180),), Ring(Sound.REFUND, Level.SOFT)),
        ((asking(1, left_s=179),), Ring(Sound.REFUND, Level.LOUD)),
        ((asking(1, left_s=179, quiet_s=5),), None),
        ((asking(1, left_s=700), STOPPED), Ring(Sound.CANCELLED, Level.SOFT)),
        ((asking(1, left_s=700), waiting(2, left_s=299)), Ring(Sound.NEW, Level.NORMAL)),
        ((asking(1, left_s=100), waiting(2, left_s=99)), Ring(Sound.REFUND, Level.LOUD)),
        ((asking(1, left_s=100), waiting(2, left_s=59)), Ring(Sound.LATE, Level.LOUD)),
    ],
)
def test_a_refund_request_is_heard_below_new_orders_until_its_time_runs_out(
    cards: tuple[CardView, ...], ring: Ring | None
) -> None:
    assert loudest(cards, canned.NOW) == ring


def rider_at(state: RiderState) -> CardView:
    ready = canned.order("3", status=Status.READY, rider=canned.rider(state))
    return canned.card(ready)


def test_a_rider_who_comes_is_told_once() -> None:
    output = FakeOutput()
    alarm = Alarm(output)
    for state in (RiderState.ASSIGNED, RiderState.ARRIVED, RiderState.ARRIVED):
        alarm.show_cards((rider_at(state),), canned.NOW)
    assert (output.heard, output.ring) == ([Sound.RIDER], None)
    alarm.show_cards((rider_at(RiderState.COLLECTED),), canned.NOW)
    assert output.heard == [Sound.RIDER]


def test_a_rider_who_was_there_before_the_program_is_not_told() -> None:
    output = FakeOutput()
    Alarm(output).show_cards((rider_at(RiderState.ARRIVED),), canned.NOW)
    assert output.heard == []


def test_lost_orders_are_told_once_in_five_minutes(process: Process, clock: FakeClock) -> None:
    output, links = FakeOutput(), process.links
    process.alarm.lead_to(output)
    links.sending_broken(Trouble.UNREACHABLE)
    assert output.heard == [], "orders still come in"
    for after_s, heard in ((0, 1), (100, 1), (199, 1), (1, 2)):
        clock.advance(timedelta(seconds=after_s))
        links.receiving_broken(Trouble.LISTENER_DOWN)
        links.receiving_broken(Trouble.LISTENER_DOWN)
        assert output.heard == [Sound.FAULT] * heard
        links.receiving_works()


def test_tests_that_get_lost_are_told_too(process: Process) -> None:
    output = FakeOutput()
    process.alarm.lead_to(output)
    process.links.proof_ended(Hop.TUNNEL, is_public=True)
    process.links.proof_ended(Hop.TUNNEL, is_public=True)
    assert output.heard == [Sound.FAULT]
