"""The JSON of `kitchen-app orders` is a promise to scripts: exact names, exact types."""

import argparse
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from kitchen_app.base.clock import SystemClock
from kitchen_app.cli.orders import add_arguments, as_json, as_text, execute
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
from kitchen_app.store.database import open_database
from kitchen_app.store.sqlite_store import SqliteStore
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


# Requests whose time ran out while the program was off


def listed(
    data_dir: Path, capsys: pytest.CaptureFixture[str], *arguments: str
) -> list[dict[str, Any]]:
    """Return what the command prints."""
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    assert execute(parser.parse_args(["--data-dir", str(data_dir), "--json", *arguments])) == 0
    rows: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    return rows


def stored_with_case(data_dir: Path, *, asked_ago: timedelta, status: Status) -> None:
    """Store an order of yesterday whose customer asked for the money so long ago."""
    now = SystemClock().now()
    store = SqliteStore(open_database(data_dir))
    order = replace(ORDER, status=status)
    case = replace(
        ASKED, order_id=order.order_id, opened_at=now - asked_ago, told_at=now - asked_ago
    )
    with store.transaction():
        store.orders.save(order, now - timedelta(days=1))
        store.refunds.save(case)
    store.close()


@pytest.mark.parametrize(
    ("minutes", "state"), [(1, "waiting"), (19, "waiting"), (21, "closed"), (6000, "closed")]
)
def test_a_request_that_lapsed_while_the_program_was_off_waits_no_more(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], minutes: int, state: str
) -> None:
    asked_ago = timedelta(minutes=minutes)
    stored_with_case(tmp_path, asked_ago=asked_ago, status=Status.ACCEPTED)
    (row,) = listed(tmp_path, capsys)
    (refund,) = row["refunds"]
    assert refund["state"] == state
    assert (refund["answer_by"] is None) is (state == "closed")


@pytest.mark.parametrize(("minutes", "shown"), [(19, 1), (21, 0)])
def test_a_finished_order_is_shown_for_its_request_until_that_lapses(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], minutes: int, shown: int
) -> None:
    asked_ago = timedelta(minutes=minutes)
    stored_with_case(tmp_path, asked_ago=asked_ago, status=Status.COMPLETED)
    assert len(listed(tmp_path, capsys)) == shown
    assert len(listed(tmp_path, capsys, "--all")) == 1
