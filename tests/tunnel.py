"""A tunnel over real sockets: it carries requests to a listener, or fails as tunnels do."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from enum import StrEnum

from kitchen_app.base.listening import close_listener


class Mode(StrEnum):
    """What becomes of a request."""

    CARRIES = "carries"
    EMPTY_200 = "empty_200"  # cloudflared issue 514: nothing came to the program
    HTML_200 = "html_200"
    YES_200 = "yes_200"  # somebody else's program says code 0
    REDIRECT = "redirect"
    NOT_FOUND = "not_found"
    STATUS_502 = "status_502"
    STATUS_530 = "status_530"
    HANGS = "hangs"
    HANGS_UP = "hangs_up"
    ENDLESS = "endless"  # a page without an end
    OTHER_HOST = "other_host"  # carried, under another name
    CHANGED = "changed"  # carried, with another body
    ANSWER_LOST = "answer_lost"  # carried, and the answer is a gateway's


_PAGE = b"<html><body>Welcome to the hotel's network</body></html>"
_CANNED: dict[Mode, bytes] = {
    Mode.EMPTY_200: b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
    Mode.HTML_200: b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n%b"
    % (len(_PAGE), _PAGE),
    Mode.YES_200: b'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{"code":0}',
    Mode.REDIRECT: b"HTTP/1.1 302 Found\r\nLocation: %b\r\nContent-Length: 0\r\n\r\n",
    Mode.NOT_FOUND: b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n",
    Mode.STATUS_502: b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n",
    Mode.STATUS_530: b"HTTP/1.1 530 Origin DNS error\r\nContent-Length: 4\r\n\r\n1033",
}


class Tunnel:
    """Listens on `port` and leads to `target_port`; a request of `Mode.HANGS` waits for the end."""

    def __init__(self) -> None:
        self.mode = Mode.CARRIES
        self.target_port = 0
        self.elsewhere = b""
        """Where a redirect leads."""
        self.carried: list[bytes] = []
        self._ended = asyncio.Event()
        self._server: asyncio.Server | None = None

    @property
    def port(self) -> int:
        if self._server is None:
            raise RuntimeError("open() the tunnel first")
        port: int = self._server.sockets[0].getsockname()[1]
        return port

    async def open(self, port: int = 0) -> None:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", port)

    async def close(self) -> None:
        self._ended.set()
        if self._server is not None:
            await close_listener(self._server)
            await self._server.wait_closed()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            request = await _whole_message(reader)
            await self._answer(request, writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass  # the other side hung up: as it is meant in some of the cases
        finally:
            writer.close()

    async def _answer(self, request: bytes, writer: asyncio.StreamWriter) -> None:
        if self.mode is Mode.HANGS:
            await self._ended.wait()
        elif self.mode is Mode.HANGS_UP:
            writer.transport.abort()
        elif self.mode is Mode.ENDLESS:
            await self._write_for_ever(writer)
        elif self.mode in _CANNED:
            canned = _CANNED[self.mode]
            is_redirect = self.mode is Mode.REDIRECT
            writer.write(canned % self.elsewhere if is_redirect else canned)
        else:
            answer = await self._carry(self._as_carried(request))
            is_lost = self.mode is Mode.ANSWER_LOST
            writer.write(_CANNED[Mode.STATUS_502] if is_lost else answer)

    async def _write_for_ever(self, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
        while not self._ended.is_set():
            writer.write(_PAGE)
            await writer.drain()

    def _as_carried(self, request: bytes) -> bytes:
        if self.mode is Mode.OTHER_HOST:
            head, _, rest = request.partition(b"\r\n\r\n")
            lines = [
                b"Host: inner.example.net" if line.lower().startswith(b"host:") else line
                for line in head.split(b"\r\n")
            ]
            return b"\r\n".join(lines) + b"\r\n\r\n" + rest
        if self.mode is Mode.CHANGED:
            return request.replace(b'"timestamp":1', b'"timestamp":2')
        return request

    async def _carry(self, request: bytes) -> bytes:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.target_port)
        self.carried.append(request)
        writer.write(request)
        answer = await _whole_message(reader)
        writer.close()
        return answer


async def _whole_message(reader: asyncio.StreamReader) -> bytes:
    head = await reader.readuntil(b"\r\n\r\n")
    length = 0
    for line in head.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            length = int(value)
    return head + await reader.readexactly(length)


@asynccontextmanager
async def open_tunnel() -> AsyncIterator[Tunnel]:
    tunnel = Tunnel()
    await tunnel.open()
    try:
        yield tunnel
    finally:
        await tunnel.close()
