"""Asking a tunnel program, on this computer, whether it reaches its provider."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass

_WITHIN_S = 2.0
_LONGEST_ANSWER = 256 * 1024

Judge = Callable[[int, bytes], bool | None]
"""Tells from status (0: nobody answers) and body whether it is connected; None: not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Readiness:
    """Where to ask, and how to read the answer."""

    port: int
    path: str
    judge: Judge

    async def ask(self) -> bool | None:
        """Ask once, for two seconds at most; never raises."""
        try:
            async with asyncio.timeout(_WITHIN_S):
                status, body = await _get(self.port, self.path)
        except (OSError, ValueError, TimeoutError):
            status, body = 0, b""
        return self.judge(status, body)


def judge_cloudflared(status: int, _body: bytes) -> bool | None:
    """Read cloudflared's /ready: 200 with a connection, 503 without (its metrics/readiness.go)."""
    return status == 200


def judge_ngrok(host: str) -> Judge:
    """Return what reads ngrok's /api/tunnels: connected, if our host is among its addresses.

    Otherwise nothing is known: another ngrok may have taken the port.
    """

    def judge(status: int, body: bytes) -> bool | None:
        try:
            tunnels = json.loads(body)["tunnels"] if status == 200 else []
            addresses = [str(each["public_url"]) for each in tunnels]
        except (ValueError, LookupError, TypeError, RecursionError):
            return None
        return True if any(each.partition("://")[2] == host for each in addresses) else None

    return judge


async def _get(port: int, path: str) -> tuple[int, bytes]:
    """Ask by HTTP/1.0, which ends each answer by closing; return status and body.

    Raises:
        OSError: nobody answers there.
        ValueError: the answer is no HTTP.
    """
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(f"GET {path} HTTP/1.0\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode())
        answer = b""
        while len(answer) < _LONGEST_ANSWER and (part := await reader.read(65536)):
            answer += part
    finally:
        writer.close()
    head, _, body = answer.partition(b"\r\n\r\n")
    words = head.split(maxsplit=2)
    if len(words) < 2:
        raise ValueError("no HTTP")
    return int(words[1]), body
