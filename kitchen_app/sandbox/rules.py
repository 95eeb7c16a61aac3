"""Keeta's rules: what may happen to an order when, and which event tells of it.

Order guide, life cycle. Every change is a plain function call in sandbox time; the events are
queued for delivery before it returns.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kitchen_app.base.clock import Clock, to_epoch_ms
from kitchen_app.base.signal import Signal
from kitchen_app.sandbox.agenda import Agenda
from kitchen_app.sandbox.cases import COMPLETED_STATUS, EXPIRED_TYPE, Case, CaseState
from kitchen_app.sandbox.compose import Wish
from kitchen_app.sandbox.config import Fulfilment, SandboxConfig
from kitchen_app.sandbox.errors import BadRequestError, WrongStateError
from kitchen_app.sandbox.events import Actor, Event
from kitchen_app.sandbox.orders import Order, OrderBook, Phase
from kitchen_app.sandbox.push import Pusher
from kitchen_app.sandbox.wire import courier, placed_message

ACCEPT_WITHIN_S = 300.0
"""An order that nobody accepts is cancelled after five minutes (order/confirm page)."""
EXPIRED_REASON = "The merchant did not accept the order in time"
EXPIRED_CANCEL_TYPE = 5042
"""The `cancelType` of event 1008 as seen in Hong Kong."""
RIDER_DELIVERED = 50
RIDER_STATUSES = (0, 10, 20, 25, 30, RIDER_DELIVERED, 99)

_OPEN = (Phase.ACCEPTED, Phase.READY)
_CANCEL_WINDOWS = {
    "open": (Phase.WAITING, *_OPEN, Phase.COMPLETED),
    "until_completed": (Phase.WAITING, *_OPEN),
    "until_ready": (Phase.WAITING, Phase.ACCEPTED),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """What has happened to an order before: seconds are counted from its placing."""

    ago_s: int
    reached_s: Mapping[Phase, int]
    rode_s: tuple[tuple[int, int], ...] = ()
    """Pairs of rider status and second."""


class Rules:
    """Changes orders and sends the events. The signals tell couriers and scenarios."""

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
        self.completed: Signal[Order] = Signal()
        self._config = config
        self._clock = clock
        self._book = book
        self._agenda = agenda
        self._pusher = pusher

    def place(self, wish: Wish) -> Order:
        order = self._book.place(wish)
        message = placed_message(order, self._config)
        self._pusher.push(Event.PLACED, order.order_view_id, message, shop_id=order.shop_id)
        self._agenda.after(ACCEPT_WITHIN_S, lambda: self._expire(order))
        return order

    def place_earlier(self, wish: Wish, earlier: Earlier) -> Order:
        """Put an order on the book that began before the sandbox did, and tell of it now.

        Its event 1001 carries the times it has reached, as a repeat of it would.
        """
        order = self._book.place(wish, ago_s=earlier.ago_s)
        for phase, at_s in earlier.reached_s.items():
            order.reach(phase, order.placed_at_ms + at_s * 1000)
        for status, at_s in earlier.rode_s if order.keeta_delivers else ():
            order.ride(0, order.placed_at_ms + at_s * 1000, status)
        message = placed_message(order, self._config)
        self._pusher.push(Event.PLACED, order.order_view_id, message, shop_id=order.shop_id)
        return order

    def accept(self, order: Order) -> None:
        """Accept by order/confirm (or in Keeta's own app, which looks the same from here)."""
        _require(order, "accept", Phase.WAITING)
        order.reach(Phase.ACCEPTED, self._now_ms())
        self.push(Event.ACCEPTED, order, {"status": 30})
        self.accepted.emit(order)

    def prepare(self, order: Order) -> None:
        """Mark the food ready; there is no event for it (order/prepare page)."""
        _require(order, "prepare", Phase.ACCEPTED)
        if self._config.prepare_window == "until_collected" and order.is_collected:
            raise WrongStateError(f"Order {order.order_view_id} is with its rider.")
        order.reach(Phase.READY, self._now_ms())
        if order.fulfilment is Fulfilment.PICKUP:
            self._agenda.after(
                self._config.pickup_completes_after_s, lambda: self.complete_if_open(order)
            )
        self.readied.emit(order)

    def collect(self, order: Order) -> None:
        """Hand a pickup order to its customer."""
        if order.fulfilment is not Fulfilment.PICKUP:
            raise WrongStateError(f"Order {order.order_view_id} is not a pickup order.")
        ready = (Phase.READY,) if self._config.collect_needs_ready else _OPEN
        _require(order, "collect", *ready)
        self._complete(order)

    def dispatch(self, order: Order, courier_info: dict[str, Any]) -> None:
        """Send the shop's own courier off; there is no event for it (self-delivery pages)."""
        _require(order, "dispatch", *_OPEN)
        if self._config.repeated_dispatch == "error" and order.dispatched:
            raise WrongStateError(f"Order {order.order_view_id} was dispatched already.")
        order.remember(self._now_ms())
        order.dispatched = True
        order.own_courier |= courier_info

    def deliver(self, order: Order, courier_info: dict[str, Any]) -> None:
        """Hand a self-delivery order over; it is completed."""
        _require(order, "deliver", *_OPEN)
        if self._config.delivered_needs_dispatched and not order.dispatched:
            raise WrongStateError(f"Order {order.order_view_id} was not dispatched yet.")
        order.own_courier |= courier_info
        self._complete(order)

    def complete(self, order: Order) -> None:
        _require(order, "complete", *_OPEN)
        self._complete(order)

    def complete_if_open(self, order: Order) -> None:
        if order.phase in _OPEN:
            self._complete(order)

    def cancel_by_merchant(self, order: Order, reason: str) -> None:
        """Cancel while the window is open; it is not published (order/cancel page)."""
        _require(order, "cancel", *_CANCEL_WINDOWS[self._config.merchant_cancel_window])
        self.cancel(order, Actor.MERCHANT, reason)

    def cancel_by_customer(self, order: Order) -> None:
        """Cancel as the customer, who can do so only while nobody has accepted."""
        _require(order, "cancel as the customer", Phase.WAITING)
        self.cancel(order, Actor.CUSTOMER, "Customer cancel the order")

    def cancel_by_service(self, order: Order, reason: str) -> None:
        """Cancel as Keeta's customer service, which may do so after completion too."""
        _require(order, "cancel", *(phase for phase in Phase if phase is not Phase.CANCELLED))
        self.cancel(order, Actor.CUSTOMER_SERVICE, reason)

    def ride(self, order: Order, status: int, part: int | None = None) -> None:
        """Move the rider, in any sequence; once every part is delivered the order is completed.

        Status 99 loses the rider, not the order. A big order's `part` is a `merchantSubOrderId`;
        None moves the riders of all parts.
        """
        if status not in RIDER_STATUSES:
            raise BadRequestError(f"{status} is not a rider status; use one of {RIDER_STATUSES}.")
        if part is not None and part not in order.parts:
            raise BadRequestError(f"{part} is not a part of order {order.order_view_id}.")
        if not order.keeta_delivers:
            raise WrongStateError(f"Order {order.order_view_id} has no rider of Keeta's.")
        _require(order, "move its rider", *_OPEN)
        for each in order.parts if part is None else (part,):
            self._ride(order, each, status)
        if order.rider_status == RIDER_DELIVERED and _all_ride(order):
            self._complete(order)

    def _ride(self, order: Order, part: int, status: int) -> None:
        order.ride(part, self._now_ms(), status)
        rider = courier(order, part)
        self.push(
            Event.DELIVERY,
            order,
            {"logisticsStatus": status, "bigOrderTag": part != 0}
            | ({"merchantSubOrderId": part} if part else {})
            | {name: rider[name] for name in ("courierName", "courierPhone") if name in rider},
        )

    def _expire(self, order: Order) -> None:
        if order.phase is not Phase.WAITING:
            return
        order.cases.append(expiry_case(order, self._now_ms()))
        told_by = self._config.expiry_event
        self.cancel(order, Actor.SYSTEM, EXPIRED_REASON, tell=told_by in ("1004", "both"))
        if told_by in ("1008", "both"):
            members = {"status": 50, "cancelType": EXPIRED_CANCEL_TYPE, "opType": 0}
            self.push(Event.SYSTEM_CANCELLED, order, members | {"cancelReason": EXPIRED_REASON})

    def _complete(self, order: Order) -> None:
        order.reach(Phase.COMPLETED, self._now_ms())
        self.push(Event.COMPLETED, order, {"status": 40})
        self.completed.emit(order)

    def cancel(self, order: Order, actor: Actor, reason: str, *, tell: bool = True) -> None:
        """Cancel whatever the state; the open cases are settled by it."""
        order.reach(Phase.CANCELLED, self._now_ms())
        for case in order.cases:
            if case.is_open or case.state is CaseState.AGREED:
                case.move(CaseState.COMPLETED, COMPLETED_STATUS, self._now_ms())
        if tell:
            who_and_why = {"status": 50, "cancelReason": reason, "opType": int(actor)}
            self.push(Event.CANCELLED, order, who_and_why)

    def push(self, event: Event, order: Order, members: dict[str, Any]) -> None:
        """Send an event about an order with the members that all of them have."""
        common = {
            "orderViewId": order.order_view_id,
            "shopId": order.shop_id,
            "opTime": self._now_ms(),
        }
        self._pusher.push(event, order.order_view_id, common | members, shop_id=order.shop_id)

    def _now_ms(self) -> int:
        return to_epoch_ms(self._clock.now())


def expiry_case(order: Order, at_ms: int) -> Case:
    """Return the refund seen on orders that were never accepted (type 3001)."""
    return Case(
        case_id=834_000_000_000_000 + order.order_view_id % 1_000_000_000,
        apply_type=EXPIRED_TYPE,
        money=paid(order),
        currency=order.fixed["baseOrder"]["currency"],
        applied_by=Actor.SYSTEM,
        reason=EXPIRED_REASON,
        opened_at_ms=at_ms,
        state=CaseState.COMPLETED,
        status=COMPLETED_STATUS,
    )


def paid(order: Order) -> int:
    """Return what the customer has paid to Keeta; cash is paid at the door."""
    in_cash = order.fixed["baseOrder"]["payType"].lower() == "cash"
    total: int = order.fixed["feeDtl"]["customerFee"]["payTotal"]
    return 0 if in_cash and order.phase is not Phase.COMPLETED else total


def _all_ride(order: Order) -> bool:
    return all(order.rides.get(part) for part in order.parts)


def _require(order: Order, action: str, *allowed: Phase) -> None:
    """Refuse unless the order is in an allowed phase; the sentence is for scripts."""
    if order.phase not in allowed:
        wanted = " or ".join(allowed)
        raise WrongStateError(
            f"Order {order.order_view_id} is {order.phase}; to {action} it must be {wanted}."
        )
