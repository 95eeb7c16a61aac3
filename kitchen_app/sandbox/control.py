"""The control API under `/_sandbox`: scripts play the customer, the rider and the observer.

It has no counterpart at Keeta. No password guards it, so it answers this machine only.
"""

import ipaddress
import json
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from aiohttp import web

from kitchen_app.sandbox.compose import Wish
from kitchen_app.sandbox.config import Fulfilment, Language, SandboxConfig
from kitchen_app.sandbox.errors import (
    BadRequestError,
    SandboxError,
    UnknownOrderError,
    WrongStateError,
)
from kitchen_app.sandbox.journal import Journal
from kitchen_app.sandbox.orders import Order, OrderBook
from kitchen_app.sandbox.rules import Rules
from kitchen_app.sandbox.signing import compact_json
from kitchen_app.sandbox.snapshot import full_json, summary_json

CONTROL_PATH = "/_sandbox"
MOST_ORDERS = 500
MOST_LINES = 50

T = TypeVar("T")
Named = TypeVar("Named", Language, Fulfilment)
Handler = Callable[[web.Request], Awaitable[dict[str, Any]]]

_HTTP_STATUS = {BadRequestError: 400, UnknownOrderError: 404, WrongStateError: 409}


class Control:
    """Answers scripts."""

    def __init__(
        self, config: SandboxConfig, book: OrderBook, rules: Rules, journal: Journal
    ) -> None:
        self._config = config
        self._book = book
        self._rules = rules
        self._journal = journal

    def routes(self) -> list[web.RouteDef]:
        orders = f"{CONTROL_PATH}/orders"
        one = orders + "/{id}"
        return [
            web.post(orders, _answered(self._place)),
            web.get(orders, _answered(self._list)),
            web.get(one, _answered(self._show)),
            web.post(f"{one}/accept", _answered(self._accept)),
            web.post(f"{one}/customer-cancel", _answered(self._customer_cancel)),
            web.post(one + "/rider/{status}", _answered(self._ride)),
            web.post(f"{one}/complete", _answered(self._complete)),
        ]

    async def _place(self, request: web.Request) -> dict[str, Any]:
        wish, count = _read_wish(await request.read())
        placed = [summary_json(self._rules.place(wish), self._config) for _ in range(count)]
        return placed[0] if count == 1 else {"orders": placed}

    async def _list(self, request: web.Request) -> dict[str, Any]:
        return {"orders": [summary_json(order, self._config) for order in self._book.all()]}

    async def _show(self, request: web.Request) -> dict[str, Any]:
        return full_json(self._order(request), self._config, self._journal)

    async def _accept(self, request: web.Request) -> dict[str, Any]:
        """Accept as if in Keeta's own app: no call of the client's, but event 1002."""
        return self._changed(request, self._rules.accept)

    async def _customer_cancel(self, request: web.Request) -> dict[str, Any]:
        return self._changed(request, self._rules.cancel_by_customer)

    async def _complete(self, request: web.Request) -> dict[str, Any]:
        return self._changed(request, self._rules.complete)

    async def _ride(self, request: web.Request) -> dict[str, Any]:
        status = _whole_number(request, "status")
        return self._changed(request, lambda order: self._rules.ride(order, status))

    def _changed(self, request: web.Request, change: Callable[[Order], None]) -> dict[str, Any]:
        order = self._order(request)
        change(order)
        return summary_json(order, self._config)

    def _order(self, request: web.Request) -> Order:
        return self._book.get(_whole_number(request, "id"))


def _answered(handler: Handler) -> Callable[[web.Request], Awaitable[web.Response]]:
    """Wrap a handler: its dict becomes the answer, its refusal a status and one sentence."""

    async def answer(request: web.Request) -> web.Response:
        if not is_this_machine(request.remote):
            return _json(403, {"error": "The control API answers this machine only."})
        try:
            return _json(200, await handler(request))
        except SandboxError as error:
            return _json(_HTTP_STATUS.get(type(error), 500), {"error": str(error)})

    return answer


def is_this_machine(remote: str | None) -> bool:
    """Say whether a peer address is a loopback address."""
    try:
        return ipaddress.ip_address(remote or "").is_loopback
    except ValueError:
        return False


def _json(status: int, answer: dict[str, Any]) -> web.Response:
    body = compact_json(answer).encode()
    return web.Response(status=status, body=body, content_type="application/json")


def _whole_number(request: web.Request, name: str) -> int:
    text = request.match_info[name]
    if not (text.isascii() and text.isdigit() and len(text) <= 19):
        raise BadRequestError(f"The {name} in the address must be a whole number, not {text!r}.")
    return int(text)


def _read_wish(body: bytes) -> tuple[Wish, int]:
    """Read the optional body of a placed order; return the wish and how many of it."""
    asked = _json_object(body)
    known = {"fulfilment", "language", "cash", "note", "count", "lines", "seed"}
    if unknown := sorted(asked.keys() - known):
        raise BadRequestError(f"Unknown member {unknown[0]!r}; known are {sorted(known)}.")
    language = _member(asked, "language", str)
    wish = Wish(
        language=None if language is None else _one_of(Language, language),
        fulfilment=_one_of(Fulfilment, _member(asked, "fulfilment", str) or "delivery"),
        cash=_member(asked, "cash", bool) or False,
        note=_member(asked, "note", str),
        lines=_count(asked, "lines", MOST_LINES),
        seed=_member(asked, "seed", int),
    )
    return wish, _count(asked, "count", MOST_ORDERS) or 1


def _json_object(body: bytes) -> dict[str, Any]:
    try:
        asked = json.loads(body) if body.strip() else {}
        compact_json(asked).encode()
    except (ValueError, RecursionError) as error:
        raise BadRequestError("The body is not JSON.") from error
    if not isinstance(asked, dict):
        raise BadRequestError("The body must be a JSON object.")
    return asked


def _member(asked: dict[str, Any], name: str, kind: type[T]) -> T | None:
    value = asked.get(name)
    if value is None:
        return None
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise BadRequestError(f"{name} must be of type {kind.__name__}.")
    return value


def _count(asked: dict[str, Any], name: str, most: int) -> int | None:
    value = _member(asked, name, int)
    if value is not None and not 1 <= value <= most:
        raise BadRequestError(f"{name} must be from 1 to {most}.")
    return value


def _one_of(kind: type[Named], text: str) -> Named:
    try:
        return kind(text)
    except ValueError as error:
        raise BadRequestError(f"{text!r} is not one of {[each.value for each in kind]}.") from error
