"""Playbooks of the order machine: events in; order, effects and entries out."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kitchen_app.domain.deadlines import ACCEPT_WITHIN
from kitchen_app.domain.effects import Entry, ReadOrder
from kitchen_app.domain.events import (
    Accepted,
    Cancelled,
    Completed,
    Hinted,
    OrderEvent,
    Placed,
    Prepared,
    ReadBack,
    RiderMoved,
)
from kitchen_app.domain.machine import ORDINARY_STEPS, Decision, decide, short_number, unread_order
from kitchen_app.domain.money import Money
from kitchen_app.domain.order import (
    Cancellation,
    Line,
    Order,
    OrderId,
    Party,
    Problem,
    Rider,
    RiderState,
    Status,
)
from tests.builders import NOW, ORDER_ID, SHOP_ID, STEADY, an_order, at

_READ = (ReadOrder(order_id=ORDER_ID),)


def _accepted(minutes: float = 1) -> Accepted:
    return Accepted(order_id=ORDER_ID, shop_id=SHOP_ID, at=at(minutes))


def _prepared(minutes: float = 10) -> Prepared:
    return Prepared(order_id=ORDER_ID, shop_id=SHOP_ID, at=at(minutes))


def _completed(minutes: float = 30) -> Completed:
    return Completed(order_id=ORDER_ID, shop_id=SHOP_ID, at=at(minutes))


def _cancelled(minutes: float = 5, by: Party = Party.CUSTOMER, reason: str = "late") -> Cancelled:
    return Cancelled(order_id=ORDER_ID, shop_id=SHOP_ID, at=at(minutes), by=by, reason=reason)


def _rider(state: RiderState = RiderState.ASSIGNED, minutes: float = 3) -> RiderMoved:
    rider = Rider(state=state, at=at(minutes), name="Rider Sample")
    return RiderMoved(order_id=ORDER_ID, shop_id=SHOP_ID, rider=rider)


def _hint(*, creates: bool = True) -> Hinted:
    return Hinted(order_id=ORDER_ID, shop_id=SHOP_ID, event_id=1008, creates=creates)


def _play(
    events: Sequence[OrderEvent], order: Order | None = None, now: datetime = NOW
) -> Order | None:
    for event in events:
        order = decide(order, event, now).order
    return order


def _must(decision: Decision) -> Order:
    assert decision.order is not None
    return decision.order


# The way forward


def test_a_placed_order_is_written_down_as_it_came() -> None:
    order = an_order()
    assert decide(None, Placed(order=order), NOW) == Decision(
        order=order, entries=(Entry(at=NOW, kind="placed", detail="new"),)
    )


def test_a_placed_order_that_could_not_be_read_whole_is_asked_for() -> None:
    order = an_order(problem=Problem.PARTLY_UNREADABLE)
    assert decide(None, Placed(order=order), NOW).effects == _READ


@pytest.mark.parametrize(("minutes", "effects"), [(4, ()), (6, _READ), (60 * 24, _READ)])
def test_an_old_message_of_a_new_order_is_shown_and_looked_up(
    minutes: float, effects: tuple[ReadOrder, ...]
) -> None:
    decision = decide(None, Placed(order=an_order()), at(minutes))
    assert decision.order is not None
    assert decision.effects == effects


@pytest.mark.parametrize(
    ("before", "event", "after", "detail"),
    [
        (Status.NEW, _accepted(), Status.ACCEPTED, "new → accepted"),
        (Status.ACCEPTED, _prepared(), Status.READY, "accepted → ready"),
        (Status.ACCEPTED, _completed(), Status.COMPLETED, "accepted → completed"),
        (Status.READY, _completed(), Status.COMPLETED, "ready → completed"),
        (Status.NEW, _cancelled(), Status.CANCELLED, "new → cancelled"),
        (Status.ACCEPTED, _cancelled(), Status.CANCELLED, "accepted → cancelled"),
        (Status.READY, _cancelled(), Status.CANCELLED, "ready → cancelled"),
        (Status.COMPLETED, _cancelled(), Status.CANCELLED, "completed → cancelled"),
    ],
)
def test_documented_steps_are_ordinary(
    before: Status,
    event: Accepted | Prepared | Completed | Cancelled,
    after: Status,
    detail: str,
) -> None:
    decision = decide(an_order(before), event, NOW)
    assert _must(decision).status is after
    assert decision.entries == (Entry(at=event.at, kind="step", detail=detail),)
    assert decision.effects == ()


@pytest.mark.parametrize(
    ("event", "detail"),
    [(_prepared(), "new → ready"), (_completed(), "new → completed")],
    ids=["ready", "completed"],
)
def test_a_leap_forward_is_taken_and_noted_as_odd(event: OrderEvent, detail: str) -> None:
    decision = decide(an_order(), event, NOW)
    assert [(entry.kind, entry.detail) for entry in decision.entries] == [("odd_step", detail)]


def test_the_whole_way_keeps_every_milestone() -> None:
    order = _play([_accepted(1), _prepared(10), _completed(30)], an_order())
    assert order is not None
    assert (order.accepted_at, order.ready_at, order.completed_at) == (at(1), at(10), at(30))


@pytest.mark.parametrize(
    ("milestone", "before", "event"),
    [
        ("accepted_at", Status.NEW, _accepted()),
        ("ready_at", Status.ACCEPTED, _prepared()),
        ("completed_at", Status.READY, _completed()),
    ],
)
def test_a_milestone_that_keeta_gave_before_is_kept(
    milestone: str, before: Status, event: OrderEvent
) -> None:
    known = an_order(before, **{milestone: at(-1)})
    assert getattr(_must(decide(known, event, NOW)), milestone) == at(-1)


@pytest.mark.parametrize(
    "event", [_accepted(), _prepared(), _completed(), _cancelled()], ids=lambda e: type(e).__name__
)
def test_the_same_news_twice_changes_nothing_and_notes_nothing(event: OrderEvent) -> None:
    once = _must(decide(an_order(), event, NOW))
    assert decide(once, event, at(9)) == Decision(order=once)


def test_the_table_of_steps_only_leads_forward() -> None:
    assert all(
        after.rank > before.rank for before, steps in ORDINARY_STEPS.items() for after in steps
    )
    assert set(ORDINARY_STEPS) == set(Status)


# Any order of events

_HISTORY: tuple[OrderEvent, ...] = (
    Placed(order=an_order()),
    _accepted(),
    _prepared(),
    _completed(),
    _rider(),
    _rider(RiderState.DELIVERED, 29),
)


@pytest.mark.parametrize("first", _HISTORY, ids=["placed", "acc", "prep", "comp", "rider", "gone"])
def test_every_order_of_arrival_ends_in_the_furthest_state(first: OrderEvent) -> None:
    rest = [event for event in _HISTORY if event is not first]
    for events in permutations(rest):
        order: Order | None = None
        rank = 0
        for event in (first, *events):
            order = _must(decide(order, event, NOW))
            assert order.status.rank >= rank
            rank = order.status.rank
        assert order is not None
        assert order.status is Status.COMPLETED
        assert order.lines == an_order().lines
        assert order.problem is None
        assert order.rider is not None
        assert order.rider.state is RiderState.DELIVERED


def test_news_of_acceptance_that_comes_late_still_tells_when() -> None:
    """Without it an order that was ready and is then cancelled would not say STOP."""
    order = _play([_prepared(10), _accepted(1)], an_order())
    assert order is not None
    assert (order.status, order.accepted_at) == (Status.READY, at(1))


_times = st.integers(-60, 60).map(at)
_statuses = st.sampled_from(Status)


@st.composite
def _orders(draw: st.DrawFn) -> Order:
    optional = st.none() | _times
    return an_order(
        draw(_statuses),
        placed_at=draw(_times),
        accepted_at=draw(optional),
        ready_at=draw(optional),
        completed_at=draw(optional),
        problem=draw(st.none() | st.sampled_from(Problem)),
        lines=draw(st.sampled_from([(), (Line(line_id="1", name="Lentil soup"),)])),
        rider=draw(st.none() | st.builds(Rider, state=st.sampled_from(RiderState), at=_times)),
    )


_ids = {"order_id": st.just(ORDER_ID), "shop_id": st.just(SHOP_ID)}
_events: st.SearchStrategy[OrderEvent] = st.one_of(
    st.builds(Placed, order=_orders()),
    st.builds(ReadBack, order=_orders()),
    st.builds(Accepted, at=_times, **_ids),
    st.builds(Prepared, at=_times, **_ids),
    st.builds(Completed, at=_times, **_ids),
    st.builds(Cancelled, at=_times, by=st.sampled_from(Party), reason=st.text(max_size=5), **_ids),
    st.builds(
        RiderMoved, rider=st.builds(Rider, state=st.sampled_from(RiderState), at=_times), **_ids
    ),
    st.builds(Hinted, event_id=st.integers(0, 2000), creates=st.booleans(), **_ids),
)


@STEADY
@given(st.lists(_events, max_size=12))
def test_no_history_ever_leads_an_order_back(events: list[OrderEvent]) -> None:
    order: Order | None = None
    for event in events:
        after = decide(order, event, NOW).order
        if order is not None:
            assert after is not None, "an order is never forgotten"
            assert after.status.rank >= order.status.rank
            assert after.order_id == order.order_id
            assert after.received_at == order.received_at
        order = after


@STEADY
@given(st.lists(_events, max_size=12))
def test_no_history_ever_loses_a_milestone_or_what_is_known_of_an_end(
    events: list[OrderEvent],
) -> None:
    order: Order | None = None
    for event in events:
        after = decide(order, event, NOW).order
        if order is not None and after is not None:
            for milestone in ("accepted_at", "ready_at", "completed_at", "cancellation"):
                assert getattr(order, milestone) is None or getattr(after, milestone) is not None
        order = after


@STEADY
@given(st.lists(_events, max_size=12))
def test_no_history_ever_empties_a_card_that_had_lines(events: list[OrderEvent]) -> None:
    order: Order | None = None
    for event in events:
        after = decide(order, event, NOW).order
        if order is not None and after is not None:
            assert not order.lines or after.lines
        order = after


@STEADY
@given(st.lists(_events, max_size=6), _events)
def test_a_decision_depends_on_nothing_but_its_arguments(
    events: list[OrderEvent], last: OrderEvent
) -> None:
    order = _play(events)
    assert decide(order, last, NOW) == decide(order, last, NOW)


# Ends


def test_a_completed_order_may_still_be_reversed_and_that_is_recorded() -> None:
    completed = an_order(Status.COMPLETED, completed_at=at(30))
    decision = decide(completed, _cancelled(40, Party.SUPPORT), at(41))
    order = _must(decision)
    assert order.status is Status.CANCELLED
    assert order.completed_at == at(30)
    assert order.cancellation == Cancellation(
        by=Party.SUPPORT, reason="late", at=at(40), seen_at=at(41)
    )
    assert [entry.kind for entry in decision.entries] == ["step"]


@pytest.mark.parametrize("event", [_accepted(), _prepared(), _completed()], ids=["a", "p", "c"])
def test_a_cancelled_order_stays_cancelled(event: OrderEvent) -> None:
    order = _must(decide(an_order(), _cancelled(), NOW))
    assert _must(decide(order, event, NOW)).status is Status.CANCELLED


def test_who_cancelled_is_filled_in_when_it_was_first_only_read() -> None:
    seen = Cancellation(by=Party.UNKNOWN, reason="", at=at(5), seen_at=at(6))
    read = decide(
        an_order(), ReadBack(order=an_order(Status.CANCELLED, cancellation=seen)), at(6)
    ).order
    decision = decide(read, _cancelled(5, Party.CUSTOMER, "changed my mind"), at(8))
    assert _must(decision).cancellation == Cancellation(
        by=Party.CUSTOMER, reason="changed my mind", at=at(5), seen_at=at(6)
    )
    assert decision.entries == ()


def test_who_cancelled_is_not_overwritten_by_a_second_voice() -> None:
    first = _must(decide(an_order(), _cancelled(5, Party.CUSTOMER), NOW))
    second = _must(decide(first, _cancelled(6, Party.SYSTEM, "timeout"), at(7)))
    assert second.cancellation == first.cancellation


def test_who_cancelled_survives_a_read_that_does_not_say() -> None:
    known = _must(decide(an_order(), _cancelled(5, Party.MERCHANT), NOW))
    vague = Cancellation(by=Party.UNKNOWN, reason="", at=at(5), seen_at=at(9))
    read = ReadBack(order=an_order(Status.CANCELLED, cancellation=vague))
    assert _must(decide(known, read, at(9))).cancellation == known.cancellation


# Events before the order itself


@pytest.mark.parametrize(
    ("event", "status"),
    [
        (_accepted(), Status.ACCEPTED),
        (_prepared(), Status.READY),
        (_completed(), Status.COMPLETED),
        (_cancelled(), Status.CANCELLED),
        (_rider(), Status.NEW),
        (_hint(), Status.NEW),
    ],
    ids=["accepted", "prepared", "completed", "cancelled", "rider", "hint"],
)
def test_an_event_before_the_order_makes_a_card_and_asks_for_the_rest(
    event: OrderEvent, status: Status
) -> None:
    decision = decide(None, event, NOW)
    order = _must(decision)
    assert order.status is status
    assert order.problem is Problem.DETAILS_MISSING
    assert order.number == ORDER_ID[-5:]
    assert decision.effects == _READ
    assert decision.entries


@pytest.mark.parametrize("made", [Placed, ReadBack])
def test_details_that_come_later_fill_the_card_without_a_step_back(
    made: type[Placed] | type[ReadBack],
) -> None:
    stub = _must(decide(None, _accepted(2), at(3)))
    full = an_order(placed_at=at(-1), accept_by=at(4), received_at=at(8), number="1077")
    order = _must(decide(stub, made(order=full), at(8)))
    assert order.status is Status.ACCEPTED
    assert order.accepted_at == at(2)
    assert order.received_at == at(3)
    assert (order.number, order.lines, order.problem) == ("1077", full.lines, None)
    assert (order.placed_at, order.accept_by) == (at(-1), at(4))


def test_late_details_are_written_down() -> None:
    stub = _must(decide(None, _hint(), NOW))
    decision = decide(stub, Placed(order=an_order()), at(1))
    assert decision.entries == (Entry(at=at(1), kind="details"),)
    assert decision.effects == ()


def test_late_details_that_are_incomplete_are_asked_for_again() -> None:
    stub = _must(decide(None, _hint(), NOW))
    poor = an_order(problem=Problem.PARTLY_UNREADABLE)
    assert decide(stub, Placed(order=poor), at(1)).effects == _READ


def test_a_second_placing_of_a_known_order_is_nothing() -> None:
    known = an_order(Status.READY, number="ours")
    assert decide(known, Placed(order=an_order(number="theirs")), NOW) == Decision(order=known)


def test_a_second_placing_with_other_food_is_not_believed_but_asked_about() -> None:
    known = an_order(Status.READY, note="ours")
    decision = decide(known, Placed(order=an_order(note="theirs")), NOW)
    assert decision.order == known
    assert decision.effects == (ReadOrder(order_id=known.order_id),)


def test_the_clock_of_an_order_nobody_described_starts_now() -> None:
    order = unread_order(ORDER_ID, SHOP_ID, NOW)
    assert (order.placed_at, order.received_at) == (NOW, NOW)
    assert order.accept_by - NOW == ACCEPT_WITHIN


@pytest.mark.parametrize(
    ("order_id", "number"), [("5219876500012345", "12345"), ("123456", "23456"), ("77", "77")]
)
def test_the_short_number_is_the_end_of_the_id(order_id: str, number: str) -> None:
    assert short_number(OrderId(order_id)) == number


# Hints


def test_a_hint_without_proof_makes_no_card_but_a_question() -> None:
    hint = _hint(creates=False)
    wanted = ReadOrder(order_id=ORDER_ID, shop_id=hint.shop_id)
    assert decide(None, hint, NOW) == Decision(order=None, effects=(wanted,))


@pytest.mark.parametrize("creates", [True, False])
def test_a_hint_about_a_known_order_changes_nothing_but_asks(*, creates: bool) -> None:
    known = an_order(Status.READY)
    assert decide(known, _hint(creates=creates), NOW) == Decision(
        order=known, effects=_READ, entries=(Entry(at=NOW, kind="hint", detail="1008"),)
    )


# Reads


def test_an_order_first_seen_by_reading_is_written_down() -> None:
    order = an_order(Status.ACCEPTED, accepted_at=at(-1))
    assert decide(None, ReadBack(order=order), NOW) == Decision(
        order=order, entries=(Entry(at=NOW, kind="read", detail="accepted"),)
    )


def test_a_read_that_is_ahead_moves_the_order() -> None:
    decision = decide(an_order(), ReadBack(order=an_order(Status.ACCEPTED)), NOW)
    assert _must(decision).status is Status.ACCEPTED
    assert decision.entries == (Entry(at=NOW, kind="step", detail="new → accepted"),)


def test_a_read_that_leaps_is_odd() -> None:
    decision = decide(an_order(), ReadBack(order=an_order(Status.READY)), NOW)
    assert decision.entries == (Entry(at=NOW, kind="odd_step", detail="new → ready"),)


def test_a_read_of_the_same_state_notes_nothing_but_takes_what_is_new() -> None:
    decision = decide(an_order(), ReadBack(order=an_order(note="no salt")), NOW)
    assert _must(decision).note == "no salt"
    assert decision.entries == ()


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [(ours, theirs) for ours in Status for theirs in Status if theirs.rank < ours.rank],
)
def test_a_stale_read_is_noted_and_never_leads_back(ours: Status, theirs: Status) -> None:
    decision = decide(an_order(ours), ReadBack(order=an_order(theirs)), NOW)
    assert _must(decision).status is ours
    assert decision.entries == (Entry(at=NOW, kind="stale_read", detail=theirs),)


def test_a_read_without_lines_does_not_empty_the_card() -> None:
    """An answer of order/get may lack members; what the cook can already see must stay."""
    known = an_order(Status.ACCEPTED)
    bare = an_order(Status.ACCEPTED, lines=(), problem=Problem.DETAILS_MISSING)
    order = _must(decide(known, ReadBack(order=bare), at(1)))
    assert order.lines == known.lines
    assert order.problem is None


def test_a_message_that_does_not_state_the_net_does_not_lose_it() -> None:
    net = Money(minor=4976, currency="SAR")
    known = _must(decide(an_order(), ReadBack(order=an_order(net=net)), at(1)))
    assert _must(decide(known, Placed(order=an_order()), at(2))).net == net
    other = replace(net, minor=4000)
    assert _must(decide(known, ReadBack(order=an_order(net=other)), at(2))).net == other


def test_a_read_without_a_time_never_gives_the_shop_more_time() -> None:
    """A missing order time is replaced by the moment of reading: later than the truth."""
    known = an_order()
    late = an_order(placed_at=at(3), accept_by=at(3) + ACCEPT_WITHIN, received_at=at(3))
    order = _must(decide(known, ReadBack(order=late), at(3)))
    assert (order.placed_at, order.accept_by) == (known.placed_at, known.accept_by)


def test_a_read_corrects_a_time_that_was_taken_by_a_wrong_clock_of_ours() -> None:
    """Before Keeta's time was measured, its order seemed to be from the future."""
    guessed = an_order(placed_at=at(-600), accept_by=at(-595), received_at=at(-600))
    read = an_order(received_at=at(1))
    order = _must(decide(guessed, ReadBack(order=read), at(1)))
    assert (order.placed_at, order.accept_by) == (NOW, NOW + ACCEPT_WITHIN)


def test_a_read_keeps_milestones_that_it_does_not_have() -> None:
    known = an_order(Status.READY, accepted_at=at(1), ready_at=at(2), completed_at=at(3))
    order = _must(decide(known, ReadBack(order=an_order(Status.READY)), NOW))
    assert (order.accepted_at, order.ready_at, order.completed_at) == (at(1), at(2), at(3))


def test_a_read_keeps_when_we_first_heard_of_the_order() -> None:
    known = an_order(received_at=at(-3))
    assert _must(decide(known, ReadBack(order=an_order()), at(9))).received_at == at(-3)


# Riders


def test_a_rider_shows_and_is_written_down() -> None:
    decision = decide(an_order(Status.READY), _rider(RiderState.ARRIVED, 7), NOW)
    assert _must(decision).rider == Rider(state=RiderState.ARRIVED, at=at(7), name="Rider Sample")
    assert decision.entries == (Entry(at=at(7), kind="rider", detail="arrived"),)


def test_older_news_of_the_rider_is_dropped() -> None:
    known = _must(decide(an_order(), _rider(RiderState.COLLECTED, 9), NOW))
    assert decide(known, _rider(RiderState.ARRIVED, 8), NOW) == Decision(order=known)


def test_a_new_rider_follows_one_that_was_lost() -> None:
    events = [_rider(RiderState.LOST, 5), _rider(RiderState.SEARCHING, 6)]
    order = _play(events, an_order(Status.ACCEPTED))
    assert order is not None
    assert order.rider is not None
    assert order.rider.state is RiderState.SEARCHING


def test_a_rider_moves_no_status() -> None:
    order = _must(decide(an_order(Status.ACCEPTED), _rider(RiderState.DELIVERED), NOW))
    assert order.status is Status.ACCEPTED


_EARLY = Rider(state=RiderState.ASSIGNED, at=at(3))
_LATE = Rider(state=RiderState.ARRIVED, at=at(4))


@pytest.mark.parametrize(
    ("ours", "theirs", "kept"),
    [
        (None, None, None),
        (_EARLY, None, _EARLY),
        (None, _EARLY, _EARLY),
        (_EARLY, _LATE, _LATE),
        (_LATE, _EARLY, _LATE),
    ],
)
def test_a_read_keeps_the_later_news_of_the_rider(
    ours: Rider | None, theirs: Rider | None, kept: Rider | None
) -> None:
    read = ReadBack(order=an_order(rider=theirs))
    assert _must(decide(an_order(rider=ours), read, NOW)).rider == kept


def test_a_cancellation_keeps_lines_and_rider() -> None:
    known = replace(an_order(Status.ACCEPTED), rider=_EARLY, note="no salt")
    order = _must(decide(known, _cancelled(), NOW + timedelta(seconds=1)))
    assert (order.lines, order.rider, order.note) == (known.lines, _EARLY, "no salt")


# What is masked stays masked


def _masked() -> Order:
    return an_order(Status.COMPLETED, note="for Sara", completed_at=at(30)).without_person()


@pytest.mark.parametrize(
    "event",
    [
        ReadBack(order=an_order(Status.COMPLETED, note="for Sara", completed_at=at(30))),
        Placed(order=an_order(note="for Sara")),
        _rider(RiderState.DELIVERED, minutes=60),
        _cancelled(reason="Sara rang"),
        _hint(),
        _completed(),
    ],
    ids=lambda event: type(event).__name__,
)
def test_nothing_brings_a_person_back_into_a_masked_order(event: OrderEvent) -> None:
    order = _must(decide(_masked(), event, at(60 * 24 * 7)))
    assert order.is_masked
    assert not any(name in repr(order) for name in ("Sara", "Rider Sample"))


def test_a_read_or_a_repeat_that_tells_nothing_new_leaves_a_masked_order_as_it_is() -> None:
    whole = an_order(Status.COMPLETED, note="for Sara", completed_at=at(30))
    read = decide(_masked(), ReadBack(order=whole), at(60 * 24 * 7))
    assert read == Decision(order=_masked())
    repeat = decide(_masked(), Placed(order=an_order(note="for Sara")), at(60 * 24 * 7))
    assert repeat == Decision(order=_masked())


def test_a_masked_order_can_still_be_taken_back() -> None:
    order = _must(decide(_masked(), _cancelled(by=Party.SUPPORT), at(60 * 24 * 20)))
    assert order.status is Status.CANCELLED
    assert order.cancellation is not None
    assert order.cancellation.by is Party.SUPPORT
