"""Keeta's rules: what may happen to an order when, and which event tells of it.

Order guide, life cycle. Every change is a plain function call in sandbox time; the events are
queued for delivery before it returns.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from kitchen_app.base.clock import Clock, to_epoch_ms
from kitchen_app.base.signal import Signal
from kitchen_app.sandbox.agenda import Agenda
from kitchen_app.sandbox.compose import Wish
from kitchen_app.sandbox.config import Fulfilment, SandboxConfig
from kitchen_app.sandbox.errors import BadRequestError, WrongStateError
from kitchen_app.sandbox.orders import Order, OrderBook, Phase
from kitchen_app.sandbox.push import Pusher
from kitchen_app.sandbox.wire import courier, placed_message

ACCEPT_WITHIN_S = 300.0
"""An order that nobody accepts is cancelled after five minutes (order/confirm page)."""
PICKUP_COMPLETES_AFTER_S = 1800.0
"""Keeta completes a ready pickup order by itself; after how long is not published."""
RIDER_DELIVERED = 50
RIDER_STATUSES = (0, 10, 20, 25, 30, RIDER_DELIVERED, 99)

_OPEN = (Phase.ACCEPTED, Phase.READY)


class Event(IntEnum):
    """The `eventId` of each order webhook."""

    PLACED = 1001
    ACCEPTED = 1002
    COMPLETED = 1003
    CANCELLED = 1004
    DELIVERY = 1006


class Actor(IntEnum):
    """Who did it: `opType` of event 1004."""

    SYSTEM = 0
    CUSTOMER = 10
    MERCHANT = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """What has happened to an order before: seconds are counted from its placing."""

    ago_s: int
    reached_s: Mapping[Phase, int]
    rode_s: tuple[tuple[int, int], ...] = ()
    """Pairs of rider status and second."""


class Rules:
    """Changes orders and sends the events. `accepted` and `readied` tell the demo flow."""

    def __init__(
        self,
        config: SandboxConfig,
        clock: Clock,
        book: OrderBook,
        *,
        agenda: Agenda,
        pusher: Pusher,
    ) -> None:
        self.accepted: Signal[Order] = Signal()
        self.readied: Signal[Order] = Signal()
        self._config = config
        self._clock = clock
        self._book = book
        self._agenda = agenda
        self._pusher = pusher

    def place(self, wish: Wish) -> Order:
        order = self._book.place(wish)
        message = placed_message(order, self._config)
        self._pusher.push(Event.PLACED, order.order_view_id, message)
        self._agenda.after(ACCEPT_WITHIN_S, lambda: self._expire(order))
        return order

    def place_earlier(self, wish: Wish, earlier: Earlier) -> Order:
        """Put an order on the book that began before the sandbox did, and tell of it now.

        Its event 1001 carries the times it has reached, as a repeat of it would.
        """
        order = self._book.place(wish, ago_s=earlier.ago_s)
        for phase, at_s in earlier.reached_s.items():
            order.reach(phase, order.placed_at_ms + at_s * 1000)
        if order.keeta_delivers:
            order.rider_history += [
                (order.placed_at_ms + at_s * 1000, status) for status, at_s in earlier.rode_s
            ]
        message = placed_message(order, self._config)
        self._pusher.push(Event.PLACED, order.order_view_id, message)
        return order

    def accept(self, order: Order) -> None:
        """Accept by order/confirm (or in Keeta's own app, which looks the same from here)."""
        _require(order, "accept", Phase.WAITING)
        order.reach(Phase.ACCEPTED, self._now_ms())
        self._push_status(Event.ACCEPTED, order, 30)
        self.accepted.emit(order)

    def prepare(self, order: Order) -> None:
        """Mark the food ready; there is no event for it (order/prepare page)."""
        _require(order, "prepare", Phase.ACCEPTED)
        order.reach(Phase.READY, self._now_ms())
        if order.fulfilment is Fulfilment.PICKUP:
            self._agenda.after(PICKUP_COMPLETES_AFTER_S, lambda: self.complete_if_open(order))
        self.readied.emit(order)

    def collect(self, order: Order) -> None:
        """Hand a pickup order to its customer."""
        if order.fulfilment is not Fulfilment.PICKUP:
            raise WrongStateError(f"Order {order.order_view_id} is not a pickup order.")
        _require(order, "collect", *_OPEN)
        self._complete(order)

    def complete(self, order: Order) -> None:
        _require(order, "complete", *_OPEN)
        self._complete(order)

    def complete_if_open(self, order: Order) -> None:
        if order.phase in _OPEN:
            self._complete(order)

    def cancel_by_merchant(self, order: Order, reason: str) -> None:
        """Cancel from any state but cancelled; the window is not published (order/cancel page)."""
        _require(order, "cancel", *(phase for phase in Phase if phase is not Phase.CANCELLED))
        self._cancel(order, Actor.MERCHANT, reason)

    def cancel_by_customer(self, order: Order) -> None:
        """Cancel as the customer, who can do so only while nobody has accepted."""
        _require(order, "cancel as the customer", Phase.WAITING)
        self._cancel(order, Actor.CUSTOMER, "Customer cancel the order")

    def ride(self, order: Order, status: int) -> None:
        """Move the rider, in any sequence; status 50 completes the order."""
        if status not in RIDER_STATUSES:
            raise BadRequestError(f"{status} is not a rider status; use one of {RIDER_STATUSES}.")
        if not order.keeta_delivers:
            raise WrongStateError(f"Order {order.order_view_id} has no rider of Keeta's.")
        _require(order, "move its rider", *_OPEN)
        order.rider_history.append((self._now_ms(), status))
        self._push(
            Event.DELIVERY,
            order,
            {"logisticsStatus": status, "bigOrderTag": False} | _courier_of_event(order),
        )
        if status == RIDER_DELIVERED:
            self._complete(order)

    def _expire(self, order: Order) -> None:
        if order.phase is Phase.WAITING:
            order.refunds.append(self._expiry_refund(order))
            self._cancel(order, Actor.SYSTEM, "The merchant did not accept the order in time")

    def _complete(self, order: Order) -> None:
        order.reach(Phase.COMPLETED, self._now_ms())
        self._push_status(Event.COMPLETED, order, 40)

    def _cancel(self, order: Order, actor: Actor, reason: str) -> None:
        order.reach(Phase.CANCELLED, self._now_ms())
        who_and_why = {"status": 50, "cancelReason": reason, "opType": int(actor)}
        self._push(Event.CANCELLED, order, who_and_why)

    def _push_status(self, event: Event, order: Order, status: int) -> None:
        self._push(event, order, {"status": status})

    def _push(self, event: Event, order: Order, members: dict[str, Any]) -> None:
        common = {
            "orderViewId": order.order_view_id,
            "shopId": self._config.shop_id,
            "opTime": self._now_ms(),
        }
        self._pusher.push(event, order.order_view_id, common | members)

    def _expiry_refund(self, order: Order) -> dict[str, Any]:
        """Return the `refundInfos[]` row seen on orders that were never accepted (type 3001)."""
        customer_fee = order.fixed["feeDtl"]["customerFee"]
        paid_in_cash = order.fixed["baseOrder"]["payType"].lower() == "cash"
        money = 0 if paid_in_cash else customer_fee["payTotal"]
        return {
            "id": 834_000_000_000_000 + order.order_view_id % 1_000_000_000,
            "applyType": 3001,
            "status": 5002,
            "refundMoney": money,
            "actRefundMoney": money,
            "duty": 20,
            "responsible": 20,
            "ctime": self._now_ms(),
            "commonExt": json.dumps({"refundBearer": 20}),
        }

    def _now_ms(self) -> int:
        return to_epoch_ms(self._clock.now())


def _require(order: Order, action: str, *allowed: Phase) -> None:
    """Refuse unless the order is in an allowed phase; the sentence is for scripts."""
    if order.phase not in allowed:
        wanted = " or ".join(allowed)
        raise WrongStateError(
            f"Order {order.order_view_id} is {order.phase}; to {action} it must be {wanted}."
        )


def _courier_of_event(order: Order) -> dict[str, str]:
    rider = courier(order)
    return {name: rider[name] for name in ("courierName", "courierPhone") if name in rider}
