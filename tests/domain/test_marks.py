"""Ticks belong to lines, and only what Keeta changed under somebody's eyes counts as changed."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kitchen_app.domain.marks import (
    NO_MARKS,
    CardPart,
    LineKey,
    OrderMarks,
    can_strike,
    line_keys,
    seen_now,
    view_of,
)
from kitchen_app.domain.order import (
    Fulfilment,
    Line,
    Option,
    Order,
    Rider,
    RiderState,
    Status,
)
from tests.builders import NOW, an_order, at

SOUP = Line(line_id="7", name="Soup", quantity=2)
RICE = Line(line_id="8", name="Rice", quantity=3)
COOKED = an_order(
    Status.ACCEPTED, accepted_at=NOW, lines=(SOUP, RICE), ready_by=at(20), note="ring the bell"
)
MARKS = OrderMarks(order_id=COOKED.order_id)


def rider(state: RiderState) -> Rider:
    return Rider(state=state, at=at(5))


def changed(order: Order, *, before: Order = COOKED) -> frozenset[CardPart]:
    return view_of(order, MARKS, seen_now(before)).changed


@given(st.lists(st.tuples(st.sampled_from(["", "7", "8"]), st.sampled_from(["Soup", "Soup #2"]))))
def test_every_line_has_a_key_of_its_own(rows: list[tuple[str, str]]) -> None:
    lines = [Line(line_id=line_id, name=name) for line_id, name in rows]
    keys = line_keys(lines)
    assert len(set(keys)) == len(lines)
    assert line_keys([replace(line, quantity=9, left=1) for line in lines]) == keys


def test_a_line_keeps_its_key_when_others_come_before_it() -> None:
    assert line_keys((RICE, SOUP))[1] == line_keys((SOUP, RICE))[0]


@pytest.mark.parametrize(
    ("order", "is_at_work"),
    [
        (an_order(), False),
        (COOKED, True),
        (replace(COOKED, status=Status.READY, ready_at=at(9)), True),
        (replace(COOKED, rider=rider(RiderState.COLLECTED)), False),
        (replace(COOKED, dispatched_at=at(9), fulfilment=Fulfilment.SELF_DELIVERY), False),
        (replace(COOKED, status=Status.COMPLETED), False),
        (replace(COOKED, status=Status.CANCELLED), False),
    ],
)
def test_lines_are_struck_off_while_somebody_works_on_them(order: Order, is_at_work: bool) -> None:
    assert can_strike(order) is is_at_work


def test_ticks_are_counted_over_what_is_to_be_made() -> None:
    soup, rice = line_keys(COOKED.lines)
    marks = replace(MARKS, struck={soup: at(3), rice: at(5), LineKey("1 gone"): at(6)})
    view = view_of(COOKED, marks, None)
    assert view.struck == {soup, rice}
    assert (view.ticked, view.to_tick) == (2, 2)
    assert view.is_all_ticked
    assert view.ticked_at == at(5)
    given_back = replace(COOKED, lines=(replace(SOUP, left=0), RICE))
    assert view_of(given_back, replace(MARKS, struck={rice: at(5)}), None).is_all_ticked
    assert not view_of(COOKED, replace(MARKS, struck={rice: at(5)}), None).is_all_ticked


def test_an_order_without_lines_is_never_all_ticked() -> None:
    assert not view_of(replace(COOKED, lines=()), MARKS, None).is_all_ticked
    assert not NO_MARKS.is_all_ticked


@pytest.mark.parametrize(
    ("order", "part"),
    [
        (replace(COOKED, ready_by=at(25)), CardPart.READY_BY),
        (replace(COOKED, fulfilment=Fulfilment.PICKUP), CardPart.FULFILMENT),
        (replace(COOKED, rider=rider(RiderState.ARRIVED)), CardPart.RIDER),
        (replace(COOKED, rider=rider(RiderState.LOST)), CardPart.RIDER),
        (replace(COOKED, note="leave it at the door"), CardPart.NOTE),
        (replace(COOKED, lines=(replace(SOUP, left=1), RICE)), CardPart.LINES),
        (replace(COOKED, lines=(replace(SOUP, note="no salt"), RICE)), CardPart.LINES),
        (replace(COOKED, lines=(replace(SOUP, options=(Option(name="x"),)), RICE)), CardPart.LINES),
        (replace(COOKED, lines=(RICE,)), CardPart.LINES),
    ],
)
def test_what_keeta_changes_is_marked(order: Order, part: CardPart) -> None:
    assert changed(order) == {part}
    assert changed(order, before=order) == frozenset()


@pytest.mark.parametrize(
    "order",
    [
        replace(COOKED, status=Status.READY, ready_at=at(9)),
        replace(COOKED, rider=rider(RiderState.ASSIGNED)),
        replace(COOKED, ready_by=at(20) + timedelta(seconds=40)),
        replace(COOKED, ready_by=None),
        replace(COOKED, note=""),
        replace(COOKED, ready_by=at(25)).without_person(),
        replace(COOKED, ready_by=at(25), status=Status.COMPLETED),
    ],
)
def test_what_makes_no_other_work_is_not(order: Order) -> None:
    assert changed(order) == frozenset()


def test_what_was_not_known_before_has_not_changed() -> None:
    thin = replace(COOKED, lines=(), note="", ready_by=None)
    assert changed(COOKED, before=thin) == frozenset()


def test_a_rider_who_is_found_again_is_no_change_but_his_coming_is() -> None:
    lost = replace(COOKED, rider=rider(RiderState.LOST))
    assert changed(replace(COOKED, rider=rider(RiderState.SEARCHING)), before=lost) == frozenset()
    here = replace(COOKED, rider=rider(RiderState.ARRIVED))
    assert changed(here, before=lost) == {CardPart.RIDER}


def test_the_lines_that_changed_are_named() -> None:
    less = replace(COOKED, lines=(SOUP, replace(RICE, left=1)))
    view = view_of(less, MARKS, seen_now(COOKED))
    assert view.changed_lines == {line_keys(less.lines)[1]}
    gone = view_of(replace(COOKED, lines=(RICE,)), MARKS, seen_now(COOKED))
    assert gone.changed == {CardPart.LINES}
    assert not gone.changed_lines


def test_what_was_seen_holds_no_words_of_a_customer() -> None:
    order = replace(COOKED, lines=(replace(SOUP, note="for Sara"),), note="Sara's bell")
    assert "Sara" not in repr(seen_now(order))
