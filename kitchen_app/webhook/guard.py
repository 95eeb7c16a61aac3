"""Time and number limits that aiohttp's server does not have of itself.

Without them idle, half-header and half-body connections stay open for ever, and a few hundred of
them keep Keeta out. The timer runs from the first byte (or the connection) to complete headers.
"""

import asyncio
from collections.abc import Callable
from typing import Any

from aiohttp import web

HEADERS_WITHIN_S = 5.0
MOST_CONNECTIONS = 128
_TIMES_IN_A_BURST = 3
_OUR_FAULT = 500

SPARED_S = 0.1
"""So long a connection that has just come is not thrown out for a later one. The tunnel is on this
machine: what it has to say comes within milliseconds."""


class Door:
    """Counts the connections of one listener and turns away the idlest when it gets crowded.

    A request is incomplete until all of its body is there: only then is there work to lose. One
    that has only just come is spared: in a burst it would be thrown out before it was read. So
    for a moment there may be three times as many.
    """

    def __init__(
        self,
        server: web.Server,
        *,
        headers_within_s: float = HEADERS_WITHIN_S,
        most: int = MOST_CONNECTIONS,
        spared_s: float = SPARED_S,
        **options: Any,
    ) -> None:
        self._server = server
        self._options = options
        self._most = most
        self.headers_within_s = headers_within_s
        self._spared_s = spared_s
        self._open: set[GuardedHandler] = set()
        self._incomplete: dict[GuardedHandler, None] = {}
        self._idle: dict[GuardedHandler, None] = {}
        self._fresh: set[GuardedHandler] = set()

    def __call__(self) -> "GuardedHandler":
        """Make the protocol of a new connection (what `loop.create_server` asks for)."""
        loop = asyncio.get_running_loop()
        return GuardedHandler(self._server, loop=loop, door=self, **self._options)

    def entered(self, handler: "GuardedHandler") -> None:
        """Let a connection in; when it gets crowded, drop the one that is missed least."""
        self._open.add(handler)
        self._fresh.add(handler)
        asyncio.get_running_loop().call_later(self._spared_s, self._spare_no_more, handler)
        self._make_room()

    def _spare_no_more(self, handler: "GuardedHandler") -> None:
        self._fresh.discard(handler)
        self._make_room()

    def _make_room(self) -> None:
        while len(self._open) > self._most:
            slow = (each for each in self._incomplete if each not in self._fresh)
            dropped = next(iter(self._idle), None) or next(slow, None)
            if dropped is None and len(self._open) > _TIMES_IN_A_BURST * self._most:
                dropped = next(iter(self._incomplete), None)
            if dropped is None:
                return
            self.left(dropped)
            dropped.abort()

    def waits_for_request(self, handler: "GuardedHandler") -> None:
        self._idle.pop(handler, None)
        self._incomplete.setdefault(handler)

    def has_request(self, handler: "GuardedHandler") -> None:
        self._idle.pop(handler, None)
        self._incomplete.pop(handler, None)

    def is_idle(self, handler: "GuardedHandler") -> None:
        if handler in self._open:
            self._idle.setdefault(handler)

    def left(self, handler: "GuardedHandler") -> None:
        self._open.discard(handler)
        self._fresh.discard(handler)
        self._idle.pop(handler, None)
        self._incomplete.pop(handler, None)


class GuardedHandler(web.RequestHandler):
    """One connection: aborted unless complete headers arrive in time."""

    __slots__ = ("_busy", "_door", "_timer", "_wire")

    def __init__(self, server: web.Server, *, door: Door, **options: Any) -> None:
        super().__init__(server, **options)
        self._door = door
        self._timer: asyncio.TimerHandle | None = None
        self._wire: asyncio.Transport | None = None
        self._busy = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        self._wire = transport if isinstance(transport, asyncio.Transport) else None
        self._arm()
        self._door.entered(self)

    def data_received(self, data: bytes) -> None:
        if not self._busy:
            self._arm()
        super().data_received(data)

    def connection_lost(self, exc: BaseException | None) -> None:
        self._disarm()
        self._door.left(self)
        super().connection_lost(exc)

    def request_began(self) -> None:
        """Headers are complete and a handler has taken over; the body may still be on its way."""
        self._busy = True
        self._disarm()

    def request_came(self) -> None:
        """Headers and body are complete: from now on there is work to lose."""
        self._door.has_request(self)

    def request_ended(self) -> None:
        self._busy = False
        self._door.is_idle(self)

    def handle_error(
        self,
        request: web.BaseRequest,
        status: int = 500,
        exc: BaseException | None = None,
        message: str | None = None,
    ) -> web.StreamResponse:
        """Answer what is no HTTP shortly: anybody can send it, so it is not worth a log line."""
        if status >= _OUR_FAULT:
            return super().handle_error(request, status, exc, message)
        response = web.Response(status=status, headers={"Server": ""})
        response.force_close()
        return response

    def abort(self) -> None:
        """Drop the connection at once."""
        self._disarm()
        if self._wire is not None:
            self._wire.abort()

    def _arm(self) -> None:
        if self._timer is None:
            loop = asyncio.get_running_loop()
            self._timer = loop.call_later(self._door.headers_within_s, self.abort)
            self._door.waits_for_request(self)

    def _disarm(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None


@web.middleware
async def note_progress(
    request: web.Request, handler: Callable[[web.Request], Any]
) -> web.StreamResponse:
    """Tell the guard when a request's headers are complete and when it is answered."""
    protocol = request.protocol
    if not isinstance(protocol, GuardedHandler):
        response: web.StreamResponse = await handler(request)
        return response
    protocol.request_began()
    if not request.can_read_body:
        protocol.request_came()
    try:
        response = await handler(request)
    finally:
        protocol.request_ended()
    return response


async def read_whole(request: web.Request) -> bytes:
    """Return a request's body, and tell the guard that it is all there."""
    body = await request.read()
    if isinstance(request.protocol, GuardedHandler):
        request.protocol.request_came()
    return body
