"""The control API's orders: scripts play the customer, the rider and customer service.

It has no counterpart at Keeta.
"""

from collections.abc import Callable
from typing import Any

from aiohttp import web

from kitchen_app.sandbox.cases import case_json
from kitchen_app.sandbox.compose import Wish
from kitchen_app.sandbox.config import Fulfilment, Language
from kitchen_app.sandbox.control_http import (
    CONTROL_PATH,
    answered,
    count_of,
    json_object,
    member,
    one_of,
    whole_number_in,
)
from kitchen_app.sandbox.errors import BadRequestError
from kitchen_app.sandbox.orders import Order
from kitchen_app.sandbox.snapshot import full_json, summary_json
from kitchen_app.sandbox.world import World

MOST_ORDERS = 500
MOST_LINES = 50
_WISH = {"fulfilment", "language", "cash", "note", "count", "lines", "seed", "big", "shopId"}


class OrderControl:
    """Answers scripts about orders."""

    def __init__(self, world: World) -> None:
        self._world = world

    def routes(self) -> list[web.RouteDef]:
        orders = f"{CONTROL_PATH}/orders"
        one = orders + "/{id}"
        return [
            web.post(orders, answered(self._place)),
            web.get(orders, answered(self._list)),
            web.get(one, answered(self._show)),
            web.post(f"{one}/accept", answered(self._accept)),
            web.post(f"{one}/ready", answered(self._ready)),
            web.post(f"{one}/customer-cancel", answered(self._customer_cancel)),
            web.post(f"{one}/service-cancel", answered(self._service_cancel)),
            web.post(one + "/rider/{status}", answered(self._ride)),
            web.post(f"{one}/complete", answered(self._complete)),
            web.post(f"{one}/refund", answered(self._refund)),
            web.post(f"{one}/appeal", answered(self._appeal)),
            web.post(f"{one}/service-decides", answered(self._service_decides)),
        ]

    async def _place(self, request: web.Request) -> dict[str, Any]:
        asked = await json_object(request, _WISH)
        wish, count = _wish(asked), count_of(asked, "count", MOST_ORDERS) or 1
        if wish.shop_id not in (None, *self._world.authorization.shop_ids):
            raise BadRequestError(f"{wish.shop_id} is not a shop of this brand.")
        placed = [self._summary(self._world.rules.place(wish)) for _ in range(count)]
        return placed[0] if count == 1 else {"orders": placed}

    async def _list(self, request: web.Request) -> dict[str, Any]:
        return {"orders": [self._summary(order) for order in self._world.book.all()]}

    async def _show(self, request: web.Request) -> dict[str, Any]:
        return full_json(self._order(request), self._world.config, self._world.journal)

    async def _accept(self, request: web.Request) -> dict[str, Any]:
        """Accept as if in Keeta's own app: no call of the client's, but event 1002."""
        return self._changed(request, self._world.rules.accept)

    async def _ready(self, request: web.Request) -> dict[str, Any]:
        return self._changed(request, self._world.rules.prepare)

    async def _customer_cancel(self, request: web.Request) -> dict[str, Any]:
        return self._changed(request, self._world.rules.cancel_by_customer)

    async def _service_cancel(self, request: web.Request) -> dict[str, Any]:
        asked = await json_object(request, {"reason"})
        reason = member(asked, "reason", str) or "Cancelled by customer service"
        return self._changed(
            request, lambda order: self._world.rules.cancel_by_service(order, reason)
        )

    async def _complete(self, request: web.Request) -> dict[str, Any]:
        return self._changed(request, self._world.rules.complete)

    async def _ride(self, request: web.Request) -> dict[str, Any]:
        part = member(await json_object(request, {"part"}), "part", int)
        status = whole_number_in(request, "status")
        return self._changed(request, lambda order: self._world.rules.ride(order, status, part))

    async def _refund(self, request: web.Request) -> dict[str, Any]:
        """Ask for money back as the customer; before acceptance this cancels the order."""
        asked = await json_object(request, {"kind", "reason", "pictures", "money", "lines"})
        order = self._order(request)
        case = self._world.refunds.ask(
            order,
            lines=_lines(asked),
            money=count_of(asked, "money", 10**12),
            reason=member(asked, "reason", str) or "Food was cold",
            pictures=_pictures(asked),
        )
        return self._summary(order) | {"case": None if case is None else case_json(case)}

    async def _appeal(self, request: web.Request) -> dict[str, Any]:
        asked = await json_object(request, {"reason"})
        reason = member(asked, "reason", str) or "Customer appeals"
        return self._changed(request, lambda order: self._world.refunds.appeal(order, reason))

    async def _service_decides(self, request: web.Request) -> dict[str, Any]:
        approve = member(await json_object(request, {"approve"}), "approve", bool)
        if approve is None:
            raise BadRequestError("approve must be true or false.")
        return self._changed(
            request, lambda order: self._world.refunds.decide(order, approve=approve)
        )

    def _changed(self, request: web.Request, change: Callable[[Order], object]) -> dict[str, Any]:
        order = self._order(request)
        change(order)
        return self._summary(order)

    def _summary(self, order: Order) -> dict[str, Any]:
        return summary_json(order, self._world.config)

    def _order(self, request: web.Request) -> Order:
        return self._world.book.get(whole_number_in(request, "id"))


def _wish(asked: dict[str, Any]) -> Wish:
    language = member(asked, "language", str)
    return Wish(
        language=None if language is None else one_of(Language, language),
        fulfilment=one_of(Fulfilment, member(asked, "fulfilment", str) or "delivery"),
        cash=member(asked, "cash", bool) or False,
        note=member(asked, "note", str),
        lines=count_of(asked, "lines", MOST_LINES),
        seed=member(asked, "seed", int),
        big=member(asked, "big", bool) or False,
        shop_id=member(asked, "shopId", int),
    )


def _lines(asked: dict[str, Any]) -> dict[int, int] | None:
    """Return which lines of the order are asked back; None for all of it."""
    kind = member(asked, "kind", str) or "full"
    if kind not in ("full", "partial"):
        raise BadRequestError(f"{kind!r} is not one of ['full', 'partial'].")
    if kind == "full":
        return None
    lines: dict[int, int] = {}
    for row in member(asked, "lines", list) or []:
        if not isinstance(row, dict):
            raise BadRequestError('lines must hold {"id": …, "count": …}.')
        lines[member(row, "id", int) or 0] = count_of(row, "count", MOST_ORDERS) or 1
    return lines


def _pictures(asked: dict[str, Any]) -> tuple[str, ...]:
    pictures = member(asked, "pictures", list) or []
    if not all(isinstance(picture, str) for picture in pictures):
        raise BadRequestError("pictures must hold texts.")
    return tuple(pictures)
