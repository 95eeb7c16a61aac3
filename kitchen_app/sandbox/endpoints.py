"""Keeta's order endpoints as the emulator answers them.

Checks come in the order JSON, members, application, signature, token, order, state. Every answer
is HTTP 200 with `code` and `message` (API request protocol) unless a fault was asked for.
"""

import asyncio
import json
from collections.abc import Callable
from typing import Any

from aiohttp import web

from kitchen_app.base.clock import Clock, to_epoch_ms
from kitchen_app.sandbox.config import SandboxConfig
from kitchen_app.sandbox.errors import WrongStateError
from kitchen_app.sandbox.faults import Fault, FaultKind, Faults
from kitchen_app.sandbox.journal import Call, Journal
from kitchen_app.sandbox.orders import Order, OrderBook
from kitchen_app.sandbox.rules import Rules
from kitchen_app.sandbox.signing import compact_json, is_signed
from kitchen_app.sandbox.wire import order_info

BASE_PATH = "/api/open"

BAD_PARAMETER = 109000000
UNKNOWN_APPLICATION = 115000100
"""Invented, inside the published band of application errors."""
BAD_SIGNATURE = 115000110
BAD_TOKEN = 115000203
NO_SUCH_ORDER = 209000101

# What each cancelCode means (order/cancel page); 500000 needs a reason in words.
_CANCEL_REASONS = {
    500000: "",
    500001: "Insufficient ingredients",
    500002: "Store temporarily closed",
    500003: "Staff shortage",
}
# The members that every order call must have, with the name that a missing one is called by.
_MEMBERS = {
    "appId": "appId",
    "accessToken": "accessToken",
    "timestamp": "timestamp",
    "sig": "sig",
    "shopId": "shopId",
    "orderViewId": "merchantOrderViewId",
}
_STATE_NAMES = {
    "/order/confirm": "CONFIRM",
    "/order/prepare": "PREPARE",
    "/order/cancel": "CANCEL",
    "/order/collect": "COLLECT",
}

Parameters = dict[str, Any]
Action = Callable[[Order, Parameters], dict[str, Any] | None]


class RefusedError(Exception):
    """A call that Keeta answers with a code other than 0."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class Endpoints:
    """Answers the calls of a client."""

    def __init__(
        self,
        config: SandboxConfig,
        clock: Clock,
        book: OrderBook,
        rules: Rules,
        *,
        journal: Journal,
        faults: Faults,
    ) -> None:
        self._config = config
        self._clock = clock
        self._book = book
        self._rules = rules
        self._journal = journal
        self._faults = faults
        self._stopping = asyncio.Event()
        self._actions: dict[str, Action] = {
            "/order/get": self._get,
            "/order/confirm": lambda order, _: rules.accept(order),
            "/order/prepare": lambda order, _: rules.prepare(order),
            "/order/cancel": self._cancel,
            "/order/collect": lambda order, _: rules.collect(order),
        }

    def routes(self) -> list[web.RouteDef]:
        return [web.post(BASE_PATH + path, self._answer) for path in self._actions]

    def release(self) -> None:
        """Let hanging calls end, because the sandbox stops."""
        self._stopping.set()

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        path = request.path.removeprefix(BASE_PATH)
        body = await request.read()
        fault = self._faults.take(path)
        if fault is None or fault.kind is FaultKind.ANSWER_LOST:
            answer = self._reply(self._outcome(request, path, body))
            code: int | None = answer["code"]
            response = _json_response(answer)
        else:
            code, response = await self._failure(fault)
        lost = fault is not None and fault.kind in (FaultKind.ANSWER_LOST, FaultKind.HANG)
        self._journal.add_call(
            Call(
                path=path,
                order_view_id=_order_named_in(body),
                code=None if lost else code,
                http_status=None if lost else response.status,
                at_ms=to_epoch_ms(self._clock.now()),
            )
        )
        if lost and request.transport is not None:
            request.transport.close()
        return response

    async def _failure(self, fault: Fault) -> tuple[int | None, web.Response]:
        """Return the code, if any, and the response of a call that is not carried out."""
        if fault.kind is FaultKind.REFUSED:
            refusal = RefusedError(fault.code, fault.message)
            return fault.code, _json_response(self._reply(refusal))
        if fault.kind is FaultKind.HTML:
            return None, web.Response(text="<html>Bad gateway</html>", content_type="text/html")
        if fault.kind is FaultKind.HANG:
            try:
                async with asyncio.timeout(fault.hang_s):
                    await self._stopping.wait()
            except TimeoutError:
                pass
        return None, web.Response(status=500, text="Internal Server Error")

    def _outcome(
        self, request: web.Request, path: str, body: bytes
    ) -> dict[str, Any] | RefusedError | None:
        """Carry the call out; return its data or why it was refused."""
        try:
            parameters = _parse(body)
            order = self._check(request, path, parameters)
            return self._actions[path](order, parameters)
        except RefusedError as refusal:
            return refusal
        except WrongStateError:
            wanted = f"order status is not in a valid state for {_STATE_NAMES[path]}"
            return RefusedError(self._config.wrong_state_code, wanted)

    def _check(self, request: web.Request, path: str, parameters: Parameters) -> Order:
        """Return the order that the call names, once everything before its state is right."""
        _check_members(path, parameters)
        if str(parameters["appId"]) != str(self._config.app_id):
            raise RefusedError(UNKNOWN_APPLICATION, "The appId does not exist")
        # Behind a proxy the client may have called https; it signs the URL that it called.
        urls = (f"{scheme}://{request.host}{request.path}" for scheme in ("http", "https"))
        if not any(is_signed(url, parameters, self._config.secret) for url in urls):
            raise RefusedError(BAD_SIGNATURE, "The sig calculation error")
        if parameters["accessToken"] != self._config.access_token:
            raise RefusedError(BAD_TOKEN, "The access token is invalid or expired")
        order = self._book.find(_whole_number(parameters, "orderViewId"))
        if order is None or _whole_number(parameters, "shopId") != self._config.shop_id:
            raise RefusedError(NO_SUCH_ORDER, "The order does not exist")
        return order

    def _reply(self, outcome: dict[str, Any] | RefusedError | None) -> dict[str, Any]:
        refused = isinstance(outcome, RefusedError)
        answer: dict[str, Any] = {"code": 0, "message": "Success"}
        if isinstance(outcome, RefusedError):
            answer = {"code": outcome.code, "message": outcome.message}
        elif outcome is not None:
            answer["data"] = outcome
        return answer | ({"success": not refused} if self._config.success_member else {})

    def _get(self, order: Order, _: Parameters) -> dict[str, Any]:
        return {"orderInfo": order_info(order, self._config)}

    def _cancel(self, order: Order, parameters: Parameters) -> None:
        code = _whole_number(parameters, "cancelCode")
        self._rules.cancel_by_merchant(
            order, str(parameters.get("cancelReason") or _CANCEL_REASONS[code])
        )


def _parse(body: bytes) -> Parameters:
    try:
        parameters = json.loads(body)
        compact_json(parameters).encode()  # what cannot be written cannot be signed
    except (ValueError, RecursionError) as error:
        raise RefusedError(BAD_PARAMETER, "The request body is not JSON") from error
    if not isinstance(parameters, dict):
        raise RefusedError(BAD_PARAMETER, "The request body is not a JSON object")
    return parameters


def _check_members(path: str, parameters: Parameters) -> None:
    for member, name in _MEMBERS.items():
        if parameters.get(member) is None:
            raise RefusedError(BAD_PARAMETER, f"{name} is null")
    _whole_number(parameters, "shopId")
    _whole_number(parameters, "orderViewId")
    if path != "/order/cancel":
        return
    if parameters.get("cancelCode") is None:
        raise RefusedError(BAD_PARAMETER, "cancelCode is null")
    code = _whole_number(parameters, "cancelCode")
    if code not in _CANCEL_REASONS:
        raise RefusedError(BAD_PARAMETER, "cancelCode is invalid")
    if code == 500000 and not str(parameters.get("cancelReason") or "").strip():
        raise RefusedError(BAD_PARAMETER, "cancelReason is null")


def _whole_number(parameters: Parameters, member: str) -> int:
    """Return an int64 that may also have been sent as text of digits."""
    value = parameters[member]
    digits = str(value) if isinstance(value, int | str) and not isinstance(value, bool) else ""
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 19):
        raise RefusedError(BAD_PARAMETER, f"{member} is invalid")
    return int(digits)


def _order_named_in(body: bytes) -> int | None:
    """Return the order that a call is about, however wrong the rest of it may be."""
    try:
        return _whole_number(_parse(body), "orderViewId")
    except (RefusedError, KeyError):
        return None


def _json_response(answer: dict[str, Any]) -> web.Response:
    return web.Response(body=compact_json(answer).encode(), content_type="application/json")
