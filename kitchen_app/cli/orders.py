"""`kitchen-app orders`: what the board holds, read-only, also while the app runs."""

import argparse
import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kitchen_app.base.clock import SystemClock
from kitchen_app.base.paths import default_data_dir
from kitchen_app.domain.actions import Action
from kitchen_app.domain.deadlines import BOARD_MEMORY
from kitchen_app.domain.money import Money
from kitchen_app.domain.order import Line, Order, OrderId, Problem, Status
from kitchen_app.domain.refunds import RefundCase, lapsed, waiting_case

if TYPE_CHECKING:
    from kitchen_app.store.sqlite_store import SqliteStore

SUMMARY = "list what the board holds"

PROBLEM_TEXTS = {
    Problem.DETAILS_MISSING: "what is in this order has not arrived yet: open it in Keeta's app",
    Problem.PARTLY_UNREADABLE: "part of this order cannot be read: check it in Keeta's app",
    Problem.UNKNOWN_STATUS: "Keeta sent a status we do not know: check it in Keeta's app",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--data-dir", type=Path, metavar="DIR", help="where configuration and orders lie"
    )
    parser.add_argument("--json", action="store_true", help="print JSON for scripts")
    parser.add_argument(
        "--all", action="store_true", help="everything stored, not only what the board shows"
    )


def execute(options: argparse.Namespace) -> int:
    from kitchen_app.store.database import open_read_only
    from kitchen_app.store.sqlite_store import SqliteStore

    now = SystemClock().now()
    store = SqliteStore(open_read_only(options.data_dir or default_data_dir()))
    try:
        if options.all:
            stored = store.orders.all()
        else:
            stored = store.orders.open_or_changed_since(now - BOARD_MEMORY)
            others = set(store.refunds.orders_waiting()) - {row.order.order_id for row in stored}
            asked = [each for each in others if waiting_case(cases_at(now, store, each))]
            stored += [row for order_id in asked if (row := store.orders.get(order_id))]
        open_actions = {action.order_id: action for action in store.actions.all_open()}
        ids = [row.order.order_id for row in stored]
        refunds = {order_id: cases_at(now, store, order_id) for order_id in ids}
    finally:
        store.close()
    orders = sorted((row.order for row in stored), key=_placed_at)
    if options.json:
        rows = [
            as_json(order, open_actions.get(order.order_id), refunds[order.order_id])
            for order in orders
        ]
        print(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        for order in orders:
            print(as_text(order, open_actions.get(order.order_id)))
    return 0


def cases_at(now: datetime, store: "SqliteStore", order_id: OrderId) -> tuple[RefundCase, ...]:
    """Return the refund cases of an order as the program would show them at `now`.

    It closes a request that nobody can have left open; while it is off nobody does, and the
    request would seem to wait for ever. How far Keeta's clock is from ours is not stored: they
    count as one.
    """
    return tuple(lapsed(case, now) or case for case in store.refunds.of_order(order_id))


def as_json(
    order: Order, action: Action | None, refunds: Sequence[RefundCase] = ()
) -> dict[str, Any]:
    """Return an order in the form that scripts rely on; times are in Keeta's clock."""
    waits = order.status is Status.NEW
    return {
        "order_id": order.order_id,
        "number": order.number,
        "status": order.status.value,
        "fulfilment": order.fulfilment.value,
        "placed_at": order.placed_at.isoformat(),
        "accept_by": order.accept_by.isoformat() if waits else None,
        "lines": [_line(line) for line in order.lines],
        "note": order.note,
        "cutlery": order.cutlery,
        "paid": _money(order.paid),
        "pending_actions": (
            [{"action": action.kind.value, "state": action.state.value}] if action else []
        ),
        "cancel": _cancel(order),
        "refunds": [_refund(case) for case in refunds],
        "rider": {"state": order.rider.state.value, "name": order.rider.name}
        if order.rider
        else None,
        "problem": PROBLEM_TEXTS[order.problem] if order.problem else None,
    }


def as_text(order: Order, action: Action | None) -> str:
    """Return an order as one line for people."""
    waits = f" · {action.kind.value} {action.state.value}" if action else ""
    pieces = sum(line.to_make for line in order.lines)
    placed = order.placed_at.astimezone().strftime("%H:%M")
    problem = f" · {PROBLEM_TEXTS[order.problem]}" if order.problem else ""
    return (
        f"{order.number:>8}  {order.status.value:<9}  {order.fulfilment.value:<13}  "
        f"{placed}  {pieces:>3} pieces{waits}{problem}"
    )


def _placed_at(order: Order) -> datetime:
    return order.placed_at


def _line(line: Line) -> dict[str, Any]:
    return {
        "name": line.name,
        "spec": line.spec,
        "quantity": line.quantity,
        "left": line.to_make,
        "note": line.note,
        "options": [{"name": o.name, "quantity": o.quantity} for o in line.options],
    }


def _money(amount: Money | None) -> dict[str, Any] | None:
    return {"minor": amount.minor, "currency": amount.currency} if amount else None


def _refund(case: RefundCase) -> dict[str, Any]:
    return {
        "case_id": case.case_id,
        "kind": case.kind.value,
        "state": case.state.value,
        "by": case.by.value,
        "reason": case.reason,
        "amount": _money(case.amount),
        "answer_by": case.answer_by.isoformat() if case.answer_by else None,
        "pictures": list(case.pictures),
    }


def _cancel(order: Order) -> dict[str, str] | None:
    if order.cancellation is None:
        return None
    return {"by": order.cancellation.by.value, "reason": order.cancellation.reason}
