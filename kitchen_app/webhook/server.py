"""The HTTP listener for Keeta's callbacks, all by POST but the owner's consent (event 1).

It stands behind a tunnel, so a remote address proves nothing and is never used. Anything that
might be genuine and could not be stored gets a failure, so that Keeta sends it again.
"""

import asyncio
import json
import logging
import zlib
from collections.abc import Awaitable, Callable, Collection
from urllib.parse import urlsplit

from aiohttp import web

from kitchen_app.base.callback import TRY_AGAIN, Answer, RawCallback
from kitchen_app.base.clock import Clock
from kitchen_app.base.listening import close_listener
from kitchen_app.webhook.errors import ListenError
from kitchen_app.webhook.guard import Door, note_progress, read_whole

logger = logging.getLogger(__name__)

LARGEST_BODY = 1024 * 1024
"""A big order must fit; this also bounds what a compressed body may unpack to."""

_GZIP_OR_ZLIB = 32 + zlib.MAX_WBITS
_BODY_WITHIN_S = 5.0
_KEEP_ALIVE_S = 15.0
_LINGER_S = 2.0
_BACKLOG = 256
"""Connections that may wait to be let in. A smaller queue overflows when hundreds come at once, and
whoever is turned away there tries again only after a whole second (TCP)."""

_STOP_WITHIN_S = 1.5

Sink = Callable[[RawCallback], Awaitable[Answer]]

_NO_LENGTH = Answer(status=408, code=408, message="body too slow")
_TOO_LARGE = Answer(status=413, code=413, message="too large")
_BROKEN_BODY = Answer(status=400, code=400, message="broken body")
_NOT_JSON = Answer(status=415, code=415, message="send application/json")
_TWICE = Answer(status=400, code=400, message="a parameter stands twice")
_NOT_HERE = Answer(status=421, code=421, message="unknown host")


class WebhookServer:
    """Listens on one address and one secret path, and hands every body to a sink.

    `hosts` are the names under which the listener may be addressed; another name in the `Host`
    header is refused, so that a web page cannot reach it by re-pointing its own name at us.
    """

    def __init__(
        self, *, host: str, port: int, path: str, hosts: Collection[str], clock: Clock
    ) -> None:
        self._host = host
        self._port = port
        self._path = path
        self._hosts = frozenset(name.lower() for name in hosts)
        self._sink: Sink = _not_open
        self._clock = clock
        self._runner: web.AppRunner | None = None
        self._door: Door | None = None
        self._server: asyncio.Server | None = None
        self._is_stopped = False

    @property
    def port(self) -> int:
        """The port that is open (the one asked for, unless that was 0)."""
        return self._port

    @property
    def path(self) -> str:
        return self._path

    @property
    def is_listening(self) -> bool:
        return self._server is not None and self._server.is_serving()

    @property
    def is_stopped(self) -> bool:
        """Whether it was closed for good, by `stop`."""
        return self._is_stopped

    async def bind(self) -> None:
        """Take the address, so that `port` is known; nothing is taken in before `serve()`.

        Raises:
            ListenError: the address or port is taken or not ours.
        """
        app = web.Application(client_max_size=LARGEST_BODY, middlewares=[note_progress])
        app.router.add_post(self._path, self._receive)
        app.router.add_get(self._path, self._receive_consent, allow_head=False)
        app.on_response_prepare.append(_hide_software)
        self._runner = web.AppRunner(
            app, access_log=None, handler_cancellation=False, shutdown_timeout=_STOP_WITHIN_S
        )
        await self._runner.setup()
        if self._runner.server is None:
            raise RuntimeError("aiohttp made no server")
        self._door = Door(
            self._runner.server,
            access_log=None,
            auto_decompress=False,  # aiohttp logs a traceback for each body that is no gzip
            keepalive_timeout=_KEEP_ALIVE_S,
            lingering_time=_LINGER_S,
        )
        try:
            await self.reopen()
        except ListenError:
            await self._runner.cleanup()
            raise

    async def reopen(self) -> None:
        """Open the listener, also after the system has closed it; not after `stop`.

        Raises:
            ListenError: the address or port is taken or not ours.
        """
        if self._door is None:
            raise RuntimeError("bind() the listener first")
        if self._is_stopped:
            return
        loop = asyncio.get_running_loop()
        try:
            server = await loop.create_server(self._door, self._host, self._port, backlog=_BACKLOG)
        except (OSError, OverflowError) as error:
            raise ListenError(
                f"Port {self._port} on {self._host} cannot be opened ({error}): close the "
                "program that uses it, or set another [webhook] port in kitchen.toml."
            ) from error
        await self._take(server)

    async def _take(self, server: asyncio.Server) -> None:
        if self._is_stopped:
            await close_listener(server)  # the stop came while it was opened
            return
        self._server = server
        self._port = server.sockets[0].getsockname()[1]

    def serve(self, sink: Sink) -> None:
        """Hand every body to `sink` from now on; until then senders are told to send again."""
        self._sink = sink

    async def stop(self) -> None:
        self._is_stopped = True
        server, self._server = self._server, None
        if server is not None:
            await close_listener(server)
        runner, self._runner = self._runner, None
        if runner is not None:
            await runner.cleanup()

    async def _receive(self, request: web.Request) -> web.Response:
        try:
            return _response(await self._answer(request))
        except Exception:
            logger.exception("A callback could not be taken in")
            return _response(TRY_AGAIN)

    async def _receive_consent(self, request: web.Request) -> web.Response:
        """Take a code of authorization, from Keeta or the owner's browser; nothing else by GET.

        Source: self-authorization guide, which names GET where the reference names POST.
        """
        if "code" not in request.query:
            raise web.HTTPMethodNotAllowed(request.method, ["POST"])
        try:
            return _response(await self._answer_consent(request))
        except Exception:
            logger.exception("A consent could not be taken in")
            return _response(TRY_AGAIN)

    async def _answer_consent(self, request: web.Request) -> Answer:
        if _host_name(request.headers.get("Host", "")) not in self._hosts:
            return _NOT_HERE
        members = dict(request.query)
        if len(members) < len(request.query):
            return _TWICE
        body = json.dumps(members).encode("ascii")
        return await self._sink(RawCallback(body=body, received_at=self._clock.now()))

    async def _answer(self, request: web.Request) -> Answer:
        if _host_name(request.headers.get("Host", "")) not in self._hosts:
            return _NOT_HERE
        try:
            async with asyncio.timeout(_BODY_WITHIN_S):
                body = await read_whole(request)
        except TimeoutError:
            return _NO_LENGTH
        except web.HTTPRequestEntityTooLarge:
            return _TOO_LARGE
        except (web.RequestPayloadError, ConnectionError, RuntimeError):
            # The sender's fault, or he hung up (aiohttp then raises RuntimeError): no log of it.
            return _BROKEN_BODY
        if request.headers.get("Content-Encoding", "identity").lower() != "identity":
            unpacked = _unpack(body)
            if isinstance(unpacked, Answer):
                return unpacked
            body = unpacked
        if body and request.content_type != "application/json":
            return _NOT_JSON
        return await self._sink(RawCallback(body=body, received_at=self._clock.now()))


async def _not_open(_raw: RawCallback) -> Answer:
    return TRY_AGAIN


def _unpack(body: bytes) -> bytes | Answer:
    """Return what a gzip or deflate body holds, never more than the largest body we take."""
    unpacker = zlib.decompressobj(wbits=_GZIP_OR_ZLIB)
    try:
        content = unpacker.decompress(body, LARGEST_BODY + 1)
    except zlib.error:
        return _BROKEN_BODY
    if len(content) > LARGEST_BODY:
        return _TOO_LARGE
    return content if unpacker.eof else _BROKEN_BODY


def _host_name(host: str) -> str:
    """Return the name in a `Host` header, without its port."""
    if host.startswith("["):
        return host.partition("]")[0].removeprefix("[").lower()
    return host.partition(":")[0].lower()


def _response(answer: Answer) -> web.Response:
    body = {"code": answer.code, "message": answer.message}
    return web.json_response(body, status=answer.status)


async def _hide_software(_request: web.Request, response: web.StreamResponse) -> None:
    response.headers.popall("Server", None)


def allowed_hosts(callback_url: str | None) -> frozenset[str]:
    """Return the names a listener answers to: the loopback ones and the registered address's."""
    registered = urlsplit(callback_url or "").hostname
    return frozenset({"127.0.0.1", "localhost", "::1"} | ({registered} if registered else set()))
