"""Orders as Keeta writes them: the `orderInfo` object of order/get and of event 1001."""

import copy
from typing import Any

from kitchen_app.sandbox.config import SandboxConfig
from kitchen_app.sandbox.live_extras import without_live_extras
from kitchen_app.sandbox.options import keep_members
from kitchen_app.sandbox.orders import Order, Phase
from kitchen_app.sandbox.refund_wire import apply_rebates, refund_infos

# The member of `merchantOrder` that tells when a phase was reached; "canceled" has one l.
_TIME_MEMBERS = {
    Phase.ACCEPTED: "confirmedStatusTime",
    Phase.READY: "readiedStatusTime",
    Phase.COMPLETED: "completedStatusTime",
    Phase.CANCELLED: "canceledStatusTime",
}
_UNDER_WAY = (20, 25, 30)
_NEXT_STATION_S = 420
"""Keeta's guess until the next station; the emulator always guesses the same."""
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
    info["refundInfos"] = refund_infos(order, config)
    for part, delivery in zip(order.parts, info["merchantOrderDeliveries"], strict=False):
        _add_ride(info, delivery, order, part)
    apply_rebates(info, order, config)
    keep_members(info, config)
    return info if config.live_extras else without_live_extras(info)


def placed_message(order: Order, config: SandboxConfig) -> dict[str, Any]:
    """Return the message of event 1001, whose status is always 10 (orderPlacedNotification)."""
    if config.placed_shape == "thin":
        return {"orderViewId": order.order_view_id, "shopId": order.shop_id}
    info = order_info(order, config)
    info["merchantOrder"]["status"] = 10
    if config.lazy_merchant_fee:
        info["feeDtl"]["merchantFee"] = None
    return {"orderInfo": info} if config.placed_shape == "wrapped" else info


def _add_ride(info: dict[str, Any], delivery: dict[str, Any], order: Order, part: int) -> None:
    """Fill one row of `merchantOrderDeliveries[]` as the rider's progress does."""
    delivery |= _own_courier(order)
    history = order.rides.get(part)
    if not history:
        return
    changed_at_ms, status = history[-1]
    delivery |= {
        "deliveryStatus": status,
        "deliveryStatusTime": changed_at_ms,
        "merchantOrderDeliveryHisList": [
            {"opTime": at_ms, "deliveryStatus": past} for at_ms, past in history
        ],
    }
    arrived = [at_ms for at_ms, past in history if past == 25]
    if arrived:
        delivery["arrivedStatusTime"] = arrived[-1]
    delivery |= courier(order, part)
    if status in _UNDER_WAY:
        info["deliveryInfos"].append(
            {
                "waybillId": delivery["waybillId"],
                "estimatedTime": _NEXT_STATION_S,
                "estimatedAbsolutelyTime": changed_at_ms + _NEXT_STATION_S * 1000,
            }
        )


def courier(order: Order, part: int) -> dict[str, str]:
    """Return who rides; nobody before a rider is assigned, and nobody ever on a drone."""
    history = order.rides.get(part)
    if not order.rider or not history or history[-1][1] not in (20, 25, 30, 50):
        return {}
    inter_code = order.fixed["recipientInfo"]["interCode"]
    number = f"{order.order_view_id % 10_000:04d}"
    return {
        "courierName": order.rider,
        "courierPhone": f"{inter_code}50000{number}",
        "courierPrivacyPhone": f"{inter_code}80000{number}",
    }


def _own_courier(order: Order) -> dict[str, str]:
    """Return the shop's own courier as the self-delivery calls named him."""
    named = order.own_courier
    names = (named.get("courierFirstName", ""), named.get("courierLastName", ""))
    name = named.get("courierName") or " ".join(each for each in names if each)
    phone = f"{named.get('courierPhoneInterCode', '')}{named.get('courierPhone', '')}"
    found = {"courierName": name, "courierPhone": phone}
    return {member: value for member, value in found.items() if value}
