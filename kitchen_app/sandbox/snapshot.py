"""A frozen picture of one order with all that passed over the wire about it."""

from dataclasses import dataclass
from typing import Any

from kitchen_app.sandbox.cases import case_json
from kitchen_app.sandbox.config import Fulfilment, SandboxConfig
from kitchen_app.sandbox.journal import Call, Delivery, Journal
from kitchen_app.sandbox.orders import Order, Phase
from kitchen_app.sandbox.wire import order_info, status_in_get


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderSnapshot:
    """What the sandbox believes of an order right now."""

    order_view_id: int
    seq_no: str
    fulfilment: Fulfilment
    phase: Phase
    status: int
    """As order/get says it, so under the configuration's reading of 20."""
    rider_status: int | None
    order_info: dict[str, Any]
    calls: tuple[Call, ...]
    deliveries: tuple[Delivery, ...]


def take_snapshot(order: Order, config: SandboxConfig, journal: Journal) -> OrderSnapshot:
    return OrderSnapshot(
        order_view_id=order.order_view_id,
        seq_no=order.seq_no,
        fulfilment=order.fulfilment,
        phase=order.phase,
        status=status_in_get(order, config),
        rider_status=order.rider_status,
        order_info=order_info(order, config),
        calls=journal.calls_of(order.order_view_id),
        deliveries=journal.deliveries_of(order.order_view_id),
    )


def summary_json(order: Order, config: SandboxConfig) -> dict[str, Any]:
    """Return the few members by which a list names an order."""
    return {
        "orderViewId": order.order_view_id,
        "orderViewIdStr": str(order.order_view_id),
        "seqNoStr": order.seq_no,
        "fulfilment": order.fulfilment.value,
        "status": status_in_get(order, config),
        "statusName": order.phase.value,
        "riderStatus": order.rider_status,
    }


def full_json(order: Order, config: SandboxConfig, journal: Journal) -> dict[str, Any]:
    """Return everything, as `GET /_sandbox/orders/{id}` answers it."""
    snapshot = take_snapshot(order, config, journal)
    return summary_json(order, config) | {
        "orderInfo": snapshot.order_info,
        "cases": [case_json(case) for case in order.cases],
        "calls": [_call_json(call) for call in snapshot.calls],
        "deliveries": [_delivery_json(delivery) for delivery in snapshot.deliveries],
    }


def _call_json(call: Call) -> dict[str, Any]:
    return {
        "path": call.path,
        "code": call.code,
        "httpStatus": call.http_status,
        "atMs": call.at_ms,
    }


def _delivery_json(delivery: Delivery) -> dict[str, Any]:
    return {
        "eventId": delivery.event_id,
        "messageId": delivery.message_id,
        "attempt": delivery.attempt,
        "httpStatus": delivery.http_status,
        "ok": delivery.ok,
        "atMs": delivery.at_ms,
    }
