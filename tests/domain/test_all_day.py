"""The all-day count: nothing is left out, nothing counted twice."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kitchen_app.domain.all_day import ItemTotal, counts_later
from kitchen_app.domain.all_day import all_day as all_day_at
from kitchen_app.domain.order import Line, Option, Order, Status
from tests.ui import canned


def all_day(orders: Iterable[Order]) -> tuple[ItemTotal, ...]:
    return all_day_at(orders, canned.NOW)


SPICY, MILD = Option(name="Spicy"), Option(name="Mild")


def line(name: str, quantity: int = 1, **changes: object) -> Line:
    plain = Line(line_id="1", name=name, quantity=quantity)
    return replace(plain, **changes)  # type: ignore[arg-type]  # names of the dataclass


def order(number: str, *lines: Line, status: Status = Status.ACCEPTED) -> Order:
    return canned.order(number, status=status, lines=lines)


def test_one_product_in_many_orders_is_one_total() -> None:
    (rice,) = all_day([order("1", line("Rice", 2)), order("2", line("Rice", 3))])
    assert (rice.line.name, rice.quantity, rice.waiting) == ("Rice", 5, 0)
    (way,) = rice.variations
    assert [(ticket.number, ticket.quantity) for ticket in way.tickets] == [("1", 2), ("2", 3)]
    assert len(rice.order_ids) == 2


def test_other_options_or_a_note_are_another_way_to_make_it() -> None:
    (rice,) = all_day(
        [
            order("1", line("Rice", 1, options=(SPICY,)), line("Rice", 4, options=(MILD,))),
            order("2", line("Rice", 1, options=(SPICY,), note="no nuts")),
        ]
    )
    ways = [(way.quantity, way.line.options[0].name, way.line.note) for way in rice.variations]
    assert ways == [(4, "Mild", ""), (1, "Spicy", ""), (1, "Spicy", "no nuts")]


def test_specs_are_products_of_their_own() -> None:
    totals = all_day([order("1", line("Tea", spec="Large"), line("Tea", spec="Small"))])
    assert [total.line.spec for total in totals] == ["Large", "Small"]


def test_new_orders_are_told_apart() -> None:
    (tea,) = all_day([order("1", line("Tea", 2)), order("2", line("Tea", 3), status=Status.NEW)])
    assert (tea.quantity, tea.waiting) == (2, 3)
    assert [ticket.is_accepted for ticket in tea.variations[0].tickets] == [True, False]


@pytest.mark.parametrize("status", [Status.READY, Status.COMPLETED, Status.CANCELLED])
def test_what_is_made_or_off_does_not_count(status: Status) -> None:
    assert all_day([order("1", line("Tea"), status=status)]) == ()


def test_refunded_pieces_are_not_made() -> None:
    (tea,) = all_day([order("1", line("Tea", 3, left=1), line("Soup", 2, left=0))])
    assert (tea.line.name, tea.quantity) == ("Tea", 1)


lines = st.builds(
    line,
    st.sampled_from(["Tea", "Rice", "Soup"]),
    st.integers(1, 9),
    spec=st.sampled_from(["", "Large"]),
    note=st.sampled_from(["", "no nuts"]),
    options=st.sampled_from([(), (SPICY,), (MILD, SPICY)]),
)


@given(st.lists(st.tuples(st.lists(lines, max_size=4), st.sampled_from(list(Status)))))
def test_the_totals_are_what_the_orders_want(wanted: list[tuple[list[Line], Status]]) -> None:
    orders = [
        order(str(at), *content, status=status) for at, (content, status) in enumerate(wanted)
    ]
    totals = all_day(orders)
    assert len({(total.line.name, total.line.spec) for total in totals}) == len(totals)
    for status, attribute in ((Status.ACCEPTED, "quantity"), (Status.NEW, "waiting")):
        pieces = sum(each.to_make for o in orders if o.status is status for each in o.lines)
        assert sum(getattr(total, attribute) for total in totals) == pieces
    for total in totals:
        assert total.quantity == sum(way.quantity for way in total.variations)
    assert [t.quantity for t in totals] == sorted((t.quantity for t in totals), reverse=True)


@pytest.mark.parametrize("status", list(Status))
def test_an_order_for_later_counts_when_its_time_comes(status: Status) -> None:
    tomorrow = replace(
        order("1", line("Rice", 2), status=status), ready_by=canned.NOW + timedelta(days=1)
    )
    is_to_make = status in (Status.NEW, Status.ACCEPTED)
    assert all_day([tomorrow]) == ()
    assert counts_later(tomorrow, canned.NOW) == is_to_make
    then = canned.NOW + timedelta(hours=23, minutes=30)
    assert bool(all_day_at([tomorrow], then)) == is_to_make
    assert not counts_later(tomorrow, then)
