"""Keeta's order object → our order. Total: any subset of members gives an order with an id.

Field meanings: order/get page of the order reference, and what live integrations recorded.
"""

from datetime import datetime, timedelta

from kitchen_app.domain.actions import CancelReason, RejectReason
from kitchen_app.domain.deadlines import accept_by
from kitchen_app.domain.machine import short_number
from kitchen_app.domain.order import (
    Cancellation,
    Fulfilment,
    Line,
    Order,
    OrderId,
    Party,
    Payment,
    Problem,
    Rider,
    RiderState,
    ShopId,
    Status,
)
from kitchen_app.keeta.lines_codec import decode_lines
from kitchen_app.keeta.money_codec import decode_net, decode_paid
from kitchen_app.keeta.wire import Reader

CANCEL_CODES = {
    CancelReason.OTHER: 500000,
    CancelReason.NO_INGREDIENTS: 500001,
    CancelReason.SHOP_CLOSED: 500002,
    CancelReason.SHORT_STAFFED: 500003,
}

REJECT_CODES = {
    RejectReason.OTHER: 100000,
    RejectReason.PREPARED: 100001,
    RejectReason.ON_ITS_WAY: 100002,
}

PARTIES = {0: Party.SYSTEM, 10: Party.CUSTOMER, 20: Party.MERCHANT, 30: Party.SUPPORT}

RIDER_STATES = {
    0: RiderState.REQUESTED,
    10: RiderState.SEARCHING,
    20: RiderState.ASSIGNED,
    25: RiderState.ARRIVED,
    30: RiderState.COLLECTED,
    50: RiderState.DELIVERED,
    99: RiderState.LOST,
}

# 20 is missing on purpose: some sources read it as accepted, a live trace shows it as waiting.
_STATUSES = {
    10: Status.NEW,
    20: Status.NEW,
    30: Status.ACCEPTED,
    35: Status.READY,
    40: Status.COMPLETED,
    50: Status.CANCELLED,
}

_FULFILMENTS = {
    "1001": Fulfilment.DELIVERY,
    "9001": Fulfilment.SELF_DELIVERY,
    "1098": Fulfilment.DRONE,
}

_HAS_LEFT = (RiderState.COLLECTED, RiderState.DELIVERED)
_AHEAD = timedelta(hours=1)


def order_info(message: Reader) -> Reader:
    """Return the order object of a message: bare (as seen live) or under `orderInfo` (docs)."""
    wrapped = message.child("orderInfo")
    if holds_order(wrapped) or not holds_order(message):
        return wrapped or message
    return message


def holds_order(info: Reader) -> bool:
    """Tell whether this is an order object, and not only the ids of one."""
    return any(name in info for name in ("baseOrder", "merchantOrder", "products"))


def order_id_in(message: Reader) -> OrderId:
    """Return the order id wherever a message carries it, or an empty text."""
    for whole in (order_info(message), message):
        for place in (whole.child("baseOrder"), whole.child("merchantOrder"), whole):
            if found := place.identifier("orderViewIdStr", "orderViewId"):
                return OrderId(found)
    return OrderId("")


def decode_order(info: Reader, *, order_id: OrderId, shop_id: ShopId, now: datetime) -> Order:
    """Return the order that an order object describes.

    `order_id` and `shop_id` are known from outside; `now` (Keeta's clock) stands in for a missing
    order time.
    """
    base, merchant = info.child("baseOrder"), info.child("merchantOrder")
    placed_at = base.moment("ctime") or merchant.moment("unconfirmedStatusTime", "ctime") or now
    if placed_at > now + _AHEAD:  # a deadline of tomorrow would be no deadline
        info.odd.add("ctime")
        placed_at = now
    raw_status = _raw_status(base, merchant)
    status = _status(raw_status, merchant)
    lines = decode_lines(info)
    return Order(
        order_id=order_id,
        shop_id=shop_id,
        number=merchant.text("seqNoStr", "seqNo") or short_number(order_id),
        status=status,
        fulfilment=_fulfilment(info, merchant),
        placed_at=placed_at,
        accept_by=accept_by(placed_at),
        received_at=now,
        ready_by=_ready_by(base, merchant),
        expected_at=base.moment("deliveryTime"),
        lines=lines,
        note=base.prose("remark"),
        cutlery=base.flag("chooseTableware"),
        paid=decode_paid(info),
        net=decode_net(info),
        payment=_payment(base),
        rider=_rider(info, now),
        accepted_at=merchant.moment("confirmedStatusTime"),
        ready_at=merchant.moment("readiedStatusTime"),
        completed_at=merchant.moment("completedStatusTime"),
        cancellation=_cancellation(status, merchant, now),
        platform_status=raw_status,
        problem=_problem(info, lines, raw_status),
    )


def _ready_by(base: Reader, merchant: Reader) -> datetime | None:
    member = "estimatedDiningReadyUrgeTime"
    return base.moment(member) or merchant.moment(member)


def _raw_status(base: Reader, merchant: Reader) -> int | None:
    number = merchant.integer("status")
    return base.integer("status") if number is None else number


def _status(raw: int | None, merchant: Reader) -> Status:
    """Return the status. 20 alone never means accepted: only a time of acceptance does."""
    status = _STATUSES.get(raw, Status.NEW) if raw is not None else Status.NEW
    reached = [status]
    for member, meaning in (
        ("confirmedStatusTime", Status.ACCEPTED),
        ("readiedStatusTime", Status.READY),
        ("completedStatusTime", Status.COMPLETED),
        ("canceledStatusTime", Status.CANCELLED),
    ):
        if merchant.moment(member):
            reached.append(meaning)
    return max(reached, key=_rank)


def _rank(status: Status) -> int:
    return status.rank


def _problem(info: Reader, lines: tuple[Line, ...], raw_status: int | None) -> Problem | None:
    if not lines:
        return Problem.PARTLY_UNREADABLE if info.odd else Problem.DETAILS_MISSING
    if raw_status is not None and raw_status not in _STATUSES:
        return Problem.UNKNOWN_STATUS
    return Problem.PARTLY_UNREADABLE if info.odd else None


def _fulfilment(info: Reader, merchant: Reader) -> Fulfilment:
    """Return who brings the food.

    Whatever nobody documents is shown as a delivery, and told: the shop may have to bring the
    food itself.
    """
    get_mode = merchant.text("userGetMode").lower()
    if get_mode == "pickup":
        return Fulfilment.PICKUP
    if get_mode not in ("", "delivery"):
        merchant.odd.add("userGetMode")
    deliveries = info.children("merchantOrderDeliveries")
    modes = [mode for each in deliveries if (mode := each.text("deliveryMode"))]
    if any(mode not in _FULFILMENTS for mode in modes):
        info.odd.add("deliveryMode")
    found = [_FULFILMENTS.get(mode, Fulfilment.DELIVERY) for mode in modes]
    return next((each for each in found if each is not Fulfilment.DELIVERY), Fulfilment.DELIVERY)


def _rider(info: Reader, now: datetime) -> Rider | None:
    """Return the delivery that is least far; a lost one counts last, for another may have come.

    A big order has a delivery for each part. While a part has none, its food is still on the
    pass, however far the others are. `now` stands in for a missing time: it is so at least now.
    """
    riders: list[Rider] = []
    for delivery in info.children("merchantOrderDeliveries"):
        number = delivery.integer("deliveryStatus")
        if number in RIDER_STATES:
            at = delivery.moment("deliveryStatusTime") or now
            name = delivery.text("courierName")
            riders.append(Rider(state=RIDER_STATES[number], at=at, name=name))
    if not riders:
        return None
    least = min(riders, key=_progress)
    riding = [rider for rider in riders if rider.state is not RiderState.LOST]
    if len(riding) < _parts(info) and least.state in _HAS_LEFT:
        return Rider(state=RiderState.REQUESTED, at=least.at)
    return least


def _parts(info: Reader) -> int:
    """Return how many deliveries an order needs; one that is only tagged as big needs two."""
    listed = len(info.children("subOrderInfoList"))
    return max(listed, 2) if info.flag("bigOrderTag") else listed


def _progress(rider: Rider) -> int:
    return list(RiderState).index(rider.state)


def _cancellation(status: Status, merchant: Reader, now: datetime) -> Cancellation | None:
    if status is not Status.CANCELLED:
        return None
    at = merchant.moment("canceledStatusTime") or now
    return Cancellation(by=Party.UNKNOWN, reason="", at=at, seen_at=now)


def _payment(base: Reader) -> Payment | None:
    kind = base.text("payType")
    if not kind:
        return None
    return Payment(is_cash=kind.lower() == "cash", label=base.text("payTypeDesc") or kind)
