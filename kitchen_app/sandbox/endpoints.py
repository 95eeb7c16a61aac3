"""Answers Keeta's endpoints over HTTP, with the faults that were asked for.

Every answer is HTTP 200 with `code` and `message` (API request protocol) unless a fault, or the
switch for calls over a limit, says otherwise.
"""

import asyncio
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from kitchen_app.base.clock import Clock, to_epoch_ms
from kitchen_app.sandbox.agenda import Agenda
from kitchen_app.sandbox.config import SandboxConfig
from kitchen_app.sandbox.endpoint_table import ENDPOINTS, Endpoint
from kitchen_app.sandbox.errors import WrongStateError
from kitchen_app.sandbox.faults import Fault, FaultKind, Faults
from kitchen_app.sandbox.incoming import Gate, Incoming, receive
from kitchen_app.sandbox.journal import Call, Journal
from kitchen_app.sandbox.refusals import RefusedError, TooManyError
from kitchen_app.sandbox.replies import Handler, PastHandler
from kitchen_app.sandbox.signing import compact_json

BASE_PATH = "/api/open"

_UNANSWERED = (
    FaultKind.HANG,
    FaultKind.APPLIED_THEN_HANG,
    FaultKind.ANSWER_LOST,
    FaultKind.APPLIED_LATE,
)
_HANGS = (FaultKind.HANG, FaultKind.APPLIED_THEN_HANG)
_LIMIT_LASTS_S = 1
"""`Retry-After` counts in whole seconds, as the limits do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """What answering needs beside the calls themselves."""

    clock: Clock
    agenda: Agenda
    journal: Journal
    faults: Faults


class Endpoints:
    """Answers the calls of a client."""

    def __init__(
        self,
        config: SandboxConfig,
        gate: Gate,
        *,
        handlers: dict[str, Handler],
        past_handlers: dict[str, PastHandler],
        tools: Tools,
    ) -> None:
        self._config = config
        self._gate = gate
        self._handlers = handlers
        self._past_handlers = past_handlers
        self._tools = tools
        self._stopping = asyncio.Event()

    def routes(self) -> list[web.RouteDef]:
        return [web.post(BASE_PATH + path, self._answer) for path in ENDPOINTS]

    def release(self) -> None:
        """Let hanging calls end, because the sandbox stops."""
        self._stopping.set()

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        endpoint = ENDPOINTS[request.path.removeprefix(BASE_PATH)]
        try:
            incoming = await receive(request, endpoint, self._config)
        except ConnectionError:
            return web.Response(status=400)  # the client hung up: nobody hears this
        fault = self._tools.faults.take(endpoint.path)
        code, response = self._respond(incoming, fault)
        lost = fault is not None and fault.kind in _UNANSWERED
        if fault is not None and fault.kind in _HANGS:
            await self._hang(fault.hang_s)
        self._tools.journal.add_call(
            Call(
                path=endpoint.path,
                order_view_id=incoming.order_view_id(),
                code=None if lost else code,
                http_status=None if lost else response.status,
                at_ms=to_epoch_ms(self._tools.clock.now()),
            )
        )
        if lost and request.transport is not None:
            request.transport.close()
        return response

    def _respond(self, incoming: Incoming, fault: Fault | None) -> tuple[int | None, web.Response]:
        """Return the code, if any, and the response; carry the call out unless a fault forbids."""
        if fault is None:
            return self._carry_out(incoming)
        match fault.kind:
            case FaultKind.STALE:
                return self._carry_out(incoming, stale_s=fault.stale_s)
            case FaultKind.APPLIED_THEN_HANG | FaultKind.ANSWER_LOST:
                return self._carry_out(incoming)
            case FaultKind.APPLIED_THEN_500:
                self._carry_out(incoming)
            case FaultKind.APPLIED_LATE:
                self._tools.agenda.after(fault.late_s, lambda: self._apply_late(incoming))
            case FaultKind.REFUSED:
                return self._refuse(RefusedError(fault.code, fault.message))
            case FaultKind.WRONG_STATE:
                return self._refuse(self._wrong_state(incoming.endpoint))
        return None, _failure(fault)

    def _apply_late(self, incoming: Incoming) -> None:
        self._carry_out(incoming)

    def _carry_out(
        self, incoming: Incoming, *, stale_s: float | None = None
    ) -> tuple[int | None, web.Response]:
        """Carry the call out; return the code of its answer, if any, and the response."""
        path = incoming.endpoint.path
        try:
            parameters = self._gate.check(incoming)
            if stale_s is not None and path in self._past_handlers:
                at_ms = to_epoch_ms(self._tools.clock.now()) - round(stale_s * 1000)
                reply = self._past_handlers[path](parameters, at_ms)
            else:
                reply = self._handlers[path](parameters)
        except TooManyError:
            return None, _too_many(_LIMIT_LASTS_S)
        except RefusedError as refusal:
            return self._refuse(refusal)
        except WrongStateError:
            return self._refuse(self._wrong_state(incoming.endpoint))
        answer = reply.body() if reply.flat else self._with_success(reply.body(), done=True)
        return answer.get("code", 0), _json_response(answer)

    def _wrong_state(self, endpoint: Endpoint) -> RefusedError:
        wanted = f"order status is not in a valid state for {endpoint.state_name}"
        return RefusedError(self._config.wrong_state_code, wanted)

    def _refuse(self, refusal: RefusedError) -> tuple[int, web.Response]:
        body = {"code": refusal.code, "message": refusal.message}
        return refusal.code, _json_response(self._with_success(body, done=False))

    def _with_success(self, body: dict[str, Any], *, done: bool) -> dict[str, Any]:
        return body | ({"success": done} if self._config.success_member else {})

    async def _hang(self, hang_s: float | None) -> None:
        try:
            async with asyncio.timeout(hang_s):
                await self._stopping.wait()
        except TimeoutError:
            pass


def _failure(fault: Fault) -> web.Response:
    """Return the response of a call that is not carried out, and answered by no Keeta answer."""
    if fault.kind is FaultKind.HTML:
        return web.Response(text="<html>Bad gateway</html>", content_type="text/html")
    if fault.kind is FaultKind.TOO_MANY:
        return _too_many(fault.retry_after_s)
    return web.Response(status=fault.http_status, text="Server Error")


def _too_many(retry_after_s: int | None) -> web.Response:
    wait = {} if retry_after_s is None else {"Retry-After": str(retry_after_s)}
    return web.Response(status=429, text="Too Many Requests", headers=wait)


def _json_response(answer: dict[str, Any]) -> web.Response:
    return web.Response(body=compact_json(answer).encode(), content_type="application/json")
