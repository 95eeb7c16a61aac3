"""Orders as Keeta writes them: the `orderInfo` object of order/get and of event 1001."""

import copy
from typing import Any

from kitchen_app.sandbox.config import PlacedShape, SandboxConfig
from kitchen_app.sandbox.orders import Order, Phase

# The member of `merchantOrder` that tells when a phase was reached; "canceled" has one l.
_TIME_MEMBERS = {
    Phase.ACCEPTED: "confirmedStatusTime",
    Phase.READY: "readiedStatusTime",
    Phase.COMPLETED: "completedStatusTime",
    Phase.CANCELLED: "canceledStatusTime",
}
_FINAL_STATUS = {Phase.READY: 35, Phase.COMPLETED: 40, Phase.CANCELLED: 50}


def status_in_get(order: Order, config: SandboxConfig) -> int:
    """Return `merchantOrder.status`; what 20 means is one of Keeta's open questions."""
    if order.phase is Phase.WAITING:
        return config.waiting_status
    if order.phase is Phase.ACCEPTED:
        return config.accepted_status_in_get
    return _FINAL_STATUS[order.phase]


def order_info(order: Order, config: SandboxConfig) -> dict[str, Any]:
    """Return the order as order/get shows it now."""
    info = copy.deepcopy(order.fixed)
    merchant = info["merchantOrder"]
    merchant["status"] = status_in_get(order, config)
    for phase, reached_at_ms in order.reached_at_ms.items():
        merchant[_TIME_MEMBERS[phase]] = reached_at_ms
    info["refundInfos"] = copy.deepcopy(order.refunds)
    if order.rider_history:
        info["merchantOrderDeliveries"][0] |= _delivery_state(order, config)
    return info


def placed_message(order: Order, config: SandboxConfig) -> dict[str, Any]:
    """Return the message of event 1001, whose status is always 10 (orderPlacedNotification)."""
    if config.placed_shape == PlacedShape.THIN:
        return {"orderViewId": order.order_view_id, "shopId": config.shop_id}
    info = order_info(order, config)
    info["merchantOrder"]["status"] = 10
    if config.lazy_merchant_fee:
        info["feeDtl"]["merchantFee"] = None
    return {"orderInfo": info} if config.placed_shape == PlacedShape.WRAPPED else info


def _delivery_state(order: Order, config: SandboxConfig) -> dict[str, Any]:
    """Return the members of `merchantOrderDeliveries[]` that the rider's progress fills."""
    changed_at_ms, status = order.rider_history[-1]
    state: dict[str, Any] = {
        "deliveryStatus": status,
        "deliveryStatusTime": changed_at_ms,
        "merchantOrderDeliveryHisList": [
            {"opTime": at_ms, "deliveryStatus": past} for at_ms, past in order.rider_history
        ],
    }
    arrived = [at_ms for at_ms, past in order.rider_history if past == 25]
    if arrived:
        state["arrivedStatusTime"] = arrived[-1]
    return state | courier(order)


def courier(order: Order) -> dict[str, str]:
    """Return who rides; nobody before a rider is assigned, and nobody ever on a drone."""
    status = order.rider_status
    if not order.rider or status is None or status not in (20, 25, 30, 50):
        return {}
    inter_code = order.fixed["recipientInfo"]["interCode"]
    number = f"{order.order_view_id % 10_000:04d}"
    return {
        "courierName": order.rider,
        "courierPhone": f"{inter_code}50000{number}",
        "courierPrivacyPhone": f"{inter_code}80000{number}",
    }
