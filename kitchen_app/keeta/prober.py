"""Sending a message of our own to the address at which Keeta finds us, as Keeta would.

Each goes over a connection of its own, so that name, TCP, TLS and tunnel are tested each time.
"""

import asyncio
import json
import socket
import ssl
from collections.abc import Iterator
from typing import Any

import httpx

from kitchen_app.base.clock import Clock
from kitchen_app.keeta.signing import compact_json, sign
from kitchen_app.services.proof_ports import PROOF_EVENT, Reply

_WHOLE_S = 10.0
_CONNECT_SHARE = 0.6
_LONGEST_ANSWER = 4096
"""Ours has some 40 bytes; a page is cut off here."""

_OUR_WORDS: dict[tuple[int, int], Reply] = {
    (200, 0): Reply.TAKEN,
    (401, 401): Reply.SIGNATURE_REFUSED,
    (421, 421): Reply.OTHER_NAME,
    (503, 503): Reply.NOT_STORED,
}
"""HTTP status and `code` as our own listener answers."""

_GATEWAYS = frozenset({502, 503, 504, *range(520, 531)})
"""What the near end of a tunnel says when its far end is gone; 520 to 530 are Cloudflare's."""


class KeetaProber:
    """Sends test messages to `callback_url`, as signed; satisfies `services.proof_ports.Prober`."""

    def __init__(
        self,
        *,
        app_id: int,
        shop_id: str,
        secret: str,
        callback_url: str,
        clock: Clock,
        within_s: float = _WHOLE_S,
    ) -> None:
        self._app_id = app_id
        self._shop_id = int(shop_id)
        self._secret = secret
        self._url = callback_url
        self._clock = clock
        self._within_s = within_s
        self._http = httpx.AsyncClient(
            timeout=httpx.Timeout(within_s, connect=within_s * _CONNECT_SHARE),
            limits=httpx.Limits(max_keepalive_connections=0),
            follow_redirects=False,  # Keeta would not find us there
            trust_env=False,
        )

    async def close(self) -> None:
        await self._http.aclose()

    async def send(self, message_id: str) -> Reply:
        """Send one test message and tell what came back; never raises."""
        try:
            async with asyncio.timeout(self._within_s):
                return await self._exchange(self._envelope(message_id))
        except (httpx.ConnectError, httpx.ConnectTimeout) as error:
            return _why_not_connected(error)
        except (httpx.InvalidURL, httpx.UnsupportedProtocol):
            return Reply.NO_SUCH_NAME
        except (httpx.HTTPError, TimeoutError):
            return Reply.NO_ANSWER

    async def _exchange(self, body: bytes) -> Reply:
        request = self._http.stream(
            "POST", self._url, content=body, headers={"Content-Type": "application/json"}
        )
        async with request as response:
            answer = b""
            async for part in response.aiter_bytes():
                answer += part
                if len(answer) > _LONGEST_ANSWER:
                    break
        return _reply(response.status_code, answer)

    def _envelope(self, message_id: str) -> bytes:
        members: dict[str, Any] = {
            "eventId": PROOF_EVENT,
            "appId": self._app_id,
            "messageId": message_id,
            "shopId": self._shop_id,
            "message": "{}",
            "timestamp": int(self._clock.now().timestamp()),
        }
        members["sig"] = sign(self._url, members, self._secret)
        return compact_json(members).encode("utf-8")


def _reply(status: int, answer: bytes) -> Reply:
    try:
        said = json.loads(answer)
    except (ValueError, RecursionError):
        said = None
    code = said.get("code") if isinstance(said, dict) else None
    if isinstance(code, int) and (status, code) in _OUR_WORDS:
        return _OUR_WORDS[status, code]
    return Reply.GATEWAY if status in _GATEWAYS else Reply.STRANGE


_NOT_CONNECTED: tuple[tuple[type[BaseException], Reply], ...] = (
    (socket.gaierror, Reply.NO_SUCH_NAME),
    (ssl.SSLError, Reply.NOT_TRUSTED),
)


def _why_not_connected(error: Exception) -> Reply:
    """Look for the reason under the layers of the HTTP library."""
    for cause in _causes(error):
        for kind, reply in _NOT_CONNECTED:
            if isinstance(cause, kind):
                return reply
    return Reply.NOT_CONNECTED


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
