"""The JSON of `kitchen-app orders` is a promise to scripts: exact names, exact types."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from kitchen_app.cli.orders import as_json, as_text
from kitchen_app.domain.actions import Action, ActionKind, ActionState
from kitchen_app.domain.money import Money
from kitchen_app.domain.order import (
    Cancellation,
    Fulfilment,
    Line,
    Option,
    Order,
    OrderId,
    Party,
    Problem,
    Rider,
    RiderState,
    ShopId,
    Status,
)
from tests.domain.test_refunds import ASKED

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)

ORDER = Order(
    order_id=OrderId("761200345678901"),
    shop_id=ShopId("470011"),
    number="1042",
    status=Status.NEW,
    fulfilment=Fulfilment.DELIVERY,
    placed_at=NOW,
    accept_by=NOW + timedelta(minutes=5),
    received_at=NOW,
    lines=(
        Line(
            line_id="1",
            name="Chicken shawarma plate",
            spec="Large",
            quantity=2,
            note="no pickles",
            options=(Option(name="Garlic sauce", quantity=1),),
        ),
    ),
    note="ring the bell",
    cutlery=True,
    paid=Money(minor=6800, currency="SAR"),
)
ACTION = Action(
    key="k",
    order_id=ORDER.order_id,
    kind=ActionKind.ACCEPT,
    state=ActionState.SENDING,
    requested_at=NOW,
    not_after=NOW,
)


def test_a_waiting_order_has_every_member() -> None:
    assert as_json(ORDER, ACTION) == {
        "order_id": "761200345678901",
        "number": "1042",
        "status": "new",
        "fulfilment": "delivery",
        "placed_at": "2026-03-01T12:00:00+00:00",
        "accept_by": "2026-03-01T12:05:00+00:00",
        "lines": [
            {
                "name": "Chicken shawarma plate",
                "spec": "Large",
                "quantity": 2,
                "left": 2,
                "note": "no pickles",
                "options": [{"name": "Garlic sauce", "quantity": 1}],
            }
        ],
        "note": "ring the bell",
        "cutlery": True,
        "paid": {"minor": 6800, "currency": "SAR"},
        "pending_actions": [{"action": "accept", "state": "sending"}],
        "cancel": None,
        "refunds": [],
        "rider": None,
        "problem": None,
    }


def test_refunds_and_rider_have_every_member() -> None:
    rider = Rider(state=RiderState.ARRIVED, at=NOW, name="Rider A")
    row = as_json(replace(ORDER, rider=rider), None, (ASKED,))
    assert row["rider"] == {"state": "arrived", "name": "Rider A"}
    assert row["refunds"] == [
        {
            "case_id": "834000000000001",
            "kind": "full",
            "state": "waiting",
            "by": "customer",
            "reason": "Food was cold",
            "amount": {"minor": 6500, "currency": "SAR"},
            "answer_by": "2026-07-01T12:15:00+00:00",
            "pictures": ["https://img.example.test/a.jpg"],
        }
    ]


def test_what_a_partial_refund_left_is_told_line_by_line() -> None:
    (line,) = ORDER.lines
    order = replace(ORDER, lines=(replace(line, left=1), replace(line, left=0), line))
    assert [row["left"] for row in as_json(order, None)["lines"]] == [1, 0, 2]
    assert [row["quantity"] for row in as_json(order, None)["lines"]] == [2, 2, 2]
    assert "  3 pieces" in as_text(order, None)


def test_a_cancelled_order_says_by_whom_and_waits_for_nothing() -> None:
    cancellation = Cancellation(by=Party.CUSTOMER, reason="changed mind", at=NOW, seen_at=NOW)
    row = as_json(replace(ORDER, status=Status.CANCELLED, cancellation=cancellation), None)
    assert row["cancel"] == {"by": "customer", "reason": "changed mind"}
    assert row["accept_by"] is None
    assert row["pending_actions"] == []


@pytest.mark.parametrize("problem", Problem)
def test_every_problem_is_told_in_words(problem: Problem) -> None:
    order = replace(ORDER, problem=problem)
    assert "Keeta's app" in as_json(order, None)["problem"]
    assert "Keeta's app" in as_text(order, None)


def test_the_plain_text_is_one_line_with_the_number_and_the_pending_action() -> None:
    text = as_text(ORDER, ACTION)
    assert "\n" not in text
    assert "1042" in text
    assert "accept sending" in text
