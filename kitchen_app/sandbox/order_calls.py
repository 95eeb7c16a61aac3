"""The order endpoints: each takes the order that the call names and the other members."""

from collections.abc import Callable

from kitchen_app.base.clock import Clock
from kitchen_app.sandbox.config import Fulfilment, SandboxConfig
from kitchen_app.sandbox.errors import WrongStateError
from kitchen_app.sandbox.orders import Order, OrderBook, Phase
from kitchen_app.sandbox.refundable import choose_lines, preview_rows
from kitchen_app.sandbox.refunds import Refunds
from kitchen_app.sandbox.refusals import NO_SUCH_ORDER, NOT_SELF_DELIVERY, RefusedError
from kitchen_app.sandbox.replies import DONE, Handler, Parameters, PastHandler, Reply
from kitchen_app.sandbox.rules import Rules
from kitchen_app.sandbox.wire import order_info

# What each code means in words (order pages); the first of each needs a text of the merchant's.
_REASONS = {
    500000: "",
    500001: "Insufficient ingredients",
    500002: "Store temporarily closed",
    500003: "Staff shortage",
    100000: "",
    100001: "Meal already prepared",
    100002: "Delivery already started",
    200000: "",
    200001: "Slow preparation",
    200002: "Insufficient ingredients",
    200003: "Missing or incomplete delivery",
    200004: "Wrong item prepared",
}

OrderHandler = Callable[[Order, Parameters], Reply | None]


class OrderCalls:
    """Carries out the calls about one order."""

    def __init__(
        self,
        config: SandboxConfig,
        clock: Clock,
        book: OrderBook,
        *,
        rules: Rules,
        refunds: Refunds,
    ) -> None:
        self._config = config
        self._clock = clock
        self._book = book
        self._rules = rules
        self._refunds = refunds

    def handlers(self) -> dict[str, Handler]:
        rules, refunds = self._rules, self._refunds
        table: dict[str, OrderHandler] = {
            "/order/get": lambda order, _: self._shown(order),
            "/order/confirm": lambda order, _: rules.accept(order),
            "/order/prepare": lambda order, _: rules.prepare(order),
            "/order/cancel": self._cancel,
            "/order/agree": lambda order, _: _done(refunds.agree(order)),
            "/order/reject": self._reject,
            "/order/collect": lambda order, _: rules.collect(order),
            "/order/refund/part/products/preview": self._preview,
            "/order/refund/part/apply": self._apply,
            "/order/dispatched": self._dispatch,
            "/order/delivered": self._deliver,
        }
        return {path: self._with_order(handler) for path, handler in table.items()}

    def past_handlers(self) -> dict[str, PastHandler]:
        """Return what answers a stale read-back."""

        def get(parameters: Parameters, at_ms: int) -> Reply:
            return self._shown(self._order(parameters).as_of(at_ms))

        return {"/order/get": get}

    def _with_order(self, handler: OrderHandler) -> Handler:
        def handle(parameters: Parameters) -> Reply:
            return handler(self._order(parameters), parameters) or DONE

        return handle

    def _order(self, parameters: Parameters) -> Order:
        order = self._book.find(parameters["orderViewId"])
        if order is None or parameters["shopId"] != order.shop_id:
            raise RefusedError(NO_SUCH_ORDER, "The order does not exist")
        return order

    def _shown(self, order: Order) -> Reply:
        return Reply(data={"orderInfo": order_info(order, self._config)})

    def _cancel(self, order: Order, parameters: Parameters) -> None:
        self._rules.cancel_by_merchant(order, _reason(parameters, "cancelCode", "cancelReason"))

    def _reject(self, order: Order, parameters: Parameters) -> None:
        self._refunds.reject(order, _reason(parameters, "rejectCode", "rejectReason"))

    def _preview(self, order: Order, parameters: Parameters) -> Reply:
        """Show what can be refunded; without a choice everything, and with amount 0."""
        if order.phase in (Phase.WAITING, Phase.CANCELLED):
            raise WrongStateError(f"Order {order.order_view_id} is {order.phase}.")
        refund_id, asked = self._config.refund_id, parameters.get("products")
        chosen = choose_lines(order, asked, refund_id) if asked else None
        rows = preview_rows(order, chosen, refund_id)
        if self._config.preview_currency == "absent":
            for row in rows:
                del row["currency"]
        return Reply(data={"products": rows})

    def _apply(self, order: Order, parameters: Parameters) -> None:
        is_limited = self._config.part_refund_window == "until_completed"
        if is_limited and order.phase is Phase.COMPLETED:
            raise WrongStateError(f"Order {order.order_view_id} is {order.phase}.")
        chosen = choose_lines(order, parameters["products"], self._config.refund_id)
        reason = _reason(parameters, "partRefundType", "partRefundReason")
        self._refunds.give_back(order, chosen, reason)

    def _dispatch(self, order: Order, parameters: Parameters) -> None:
        _require_self_delivery(order)
        self._rules.dispatch(order, parameters.get("courierInfo", {}))

    def _deliver(self, order: Order, parameters: Parameters) -> None:
        _require_self_delivery(order)
        self._rules.deliver(order, parameters.get("courierInfo", {}))


def _reason(parameters: Parameters, code: str, text: str) -> str:
    """Return the merchant's own words, or else what the code means."""
    return str(parameters.get(text) or _REASONS[parameters[code]])


def _require_self_delivery(order: Order) -> None:
    if order.fulfilment is not Fulfilment.SELF_DELIVERY:
        raise RefusedError(NOT_SELF_DELIVERY, "The order is not a merchant self-delivery order")


def _done(_: object) -> Reply:
    return DONE
