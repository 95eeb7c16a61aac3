"""Orders, cases, actions and messages full of a person, for the tests of forgetting."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from kitchen_app.domain.actions import Action, ActionKind, ActionState
from kitchen_app.domain.money import Money
from kitchen_app.domain.order import (
    Cancellation,
    Line,
    Order,
    OrderId,
    Party,
    Rider,
    RiderState,
    Status,
)
from kitchen_app.domain.part_refund import PartRefund, PartRefundReason
from kitchen_app.domain.refunds import CaseId, RefundCase, RefundKind, RefundState
from kitchen_app.services.ports import Aged, Examined, NewCallback, Verdict
from tests.fakes import NOON, SHOP, an_order, reached

NAME = "SaraCanaryPerson"
"""Stands in everything that people wrote."""

PAID = Money(minor=6500, currency="SAR")


def of_a_person(number: int = 1, status: Status = Status.COMPLETED, **changes: Any) -> Order:
    order = an_order(
        number,
        note=f"for {NAME}",
        lines=(Line(line_id="1", name="Soup", note=f"{NAME} likes it hot"),),
        rider=Rider(state=RiderState.DELIVERED, at=NOON, name=f"Omar {NAME}"),
        paid=PAID,
    )
    whole = replace(reached(order, status), **changes)
    if status is Status.CANCELLED:
        end = Cancellation(by=Party.SUPPORT, reason=f"{NAME} rang", at=NOON, seen_at=NOON)
        return replace(whole, cancellation=end)
    return whole


def a_case(
    order: Order, state: RefundState = RefundState.COMPLETED, told_at: datetime = NOON
) -> RefundCase:
    return RefundCase(
        case_id=CaseId(f"8{order.order_id}"),
        order_id=order.order_id,
        kind=RefundKind.PARTIAL,
        state=state,
        by=Party.CUSTOMER,
        opened_at=told_at,
        told_at=told_at,
        reason=f"{NAME} is ill",
        amount=Money(minor=1200, currency="SAR"),
        pictures=(f"https://img.example.test/{NAME}.jpg",),
        handle_reason=f"sorry {NAME}",
    )


def an_action(
    order: Order,
    state: ActionState = ActionState.DONE,
    kind: ActionKind = ActionKind.REFUND_PART,
    at: datetime = NOON,
) -> Action:
    refund = PartRefund(
        choices=(),
        amount=Money(minor=1200, currency="SAR"),
        reason=PartRefundReason.OTHER,
        text=f"{NAME} got a cold one",
    )
    return Action(
        key=f"{kind}-{state}-{order.order_id}",
        order_id=order.order_id,
        kind=kind,
        state=state,
        requested_at=at,
        not_after=at + timedelta(minutes=30),
        part_refund=refund if kind is ActionKind.REFUND_PART else None,
        cancel_text=f"{NAME} asked",
        detail=f"{NAME} may not",
    )


def a_message(number: int, at: datetime = NOON) -> NewCallback:
    examined = Examined(
        verdict=Verdict.GENUINE,
        message_id=f"m{number}",
        event_id=1001,
        shop_id=SHOP,
        content_hash=f"h{number}",
    )
    body = b'{"recipientInfo":{"name":"%s"},"n":%d}' % (NAME.encode(), number)
    return NewCallback(examined=examined, body=body, received_at=at)


def aged(now: datetime, hours: float = 24) -> Aged:
    """Return what is so many hours old; a day ahead is from a wrong clock."""
    return Aged(before=now - timedelta(hours=hours), beyond=now + timedelta(days=1))


def traces(folder: Path, canary: str = NAME) -> dict[str, int]:
    """Return how often a text stands in the raw bytes of each file of a folder."""
    counts = {
        file.name: file.read_bytes().count(canary.encode())
        for file in folder.rglob("*")
        if file.is_file()
    }
    return {name: count for name, count in counts.items() if count}


def ids(*orders: Order) -> list[OrderId]:
    return [order.order_id for order in orders]
