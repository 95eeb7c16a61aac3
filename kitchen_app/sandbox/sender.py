"""Writes, signs and posts one webhook; knows nothing of repeats.

Which URL goes into a webhook's signature, and how, is said in no page: the recipe is a switch.
"""

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import aiohttp

from kitchen_app.sandbox.config import SandboxConfig
from kitchen_app.sandbox.faults import EventFaultKind
from kitchen_app.sandbox.signing import SIGNATURE, compact_json, sign_with

logger = logging.getLogger(__name__)

# What stands before the sorted members in the signed text.
_PREFIXES = {"url?params": "{url}?", "urlparams": "{url}", "params": "", "?params": "?"}
_HEARTBEATS = {"empty": b"", "object": b"{}"}
_HEADERS = {"Content-Type": "application/json"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Push:
    """One event on its way."""

    event_id: int
    message_id: str
    order_view_id: int | None
    """None for what is about the shop rather than one order."""
    message: str
    shop_id: int
    flat: dict[str, Any] | None = None
    """Event 1 has no envelope: its members stand alone."""
    wrong_at_first: EventFaultKind | None = None
    """The fault that the first attempt shows."""


class Sender:
    """Posts to callback URLs and says whether the other side acknowledged."""

    def __init__(self, config: SandboxConfig) -> None:
        self._config = config
        self._session: aiohttp.ClientSession | None = None

    async def start(self) -> None:
        timeout = aiohttp.ClientTimeout(total=self._config.answer_within_s)
        self._session = aiohttp.ClientSession(timeout=timeout)

    async def stop(self) -> None:
        if self._session is not None:
            await self._session.close()

    async def send(
        self, push: Push, url: str | None, *, message_id: str, at_ms: int, attempt: int
    ) -> tuple[int | None, bool]:
        """Return the HTTP status, if there was one, and whether the event was acknowledged."""
        if url is None:
            return None, False
        wrong = push.wrong_at_first if attempt == 1 else None
        if push.flat is not None:
            return await self._send_flat(push.flat, url, at_ms, wrong)
        envelope: dict[str, Any] = {
            "eventId": push.event_id,
            "appId": self._config.app_id,
            "messageId": message_id,
            "shopId": push.shop_id,
            "message": push.message[:-1] if wrong is EventFaultKind.NOT_JSON else push.message,
            "timestamp": at_ms // 1000,
        }
        body = compact_json({SIGNATURE: self._sign(url, envelope, wrong)} | envelope).encode()
        return await self._request("POST", url, body)

    async def heartbeat(self, url: str) -> tuple[int | None, bool]:
        return await self._request("POST", url, _HEARTBEATS[self._config.heartbeat_body])

    async def _send_flat(
        self, members: dict[str, Any], url: str, at_ms: int, wrong: EventFaultKind | None
    ) -> tuple[int | None, bool]:
        """Send event 1: by GET as the guide has it, or by POST as the reference has it."""
        unit = 1 if self._config.code_event_clock == "ms" else 1000
        flat = members | {"appId": self._config.app_id, "timestamp": at_ms // unit}
        signed = flat | {SIGNATURE: self._sign(url, flat, wrong)}
        if self._config.code_event_method == "POST":
            return await self._request("POST", url, compact_json(signed).encode())
        return await self._request("GET", url, None, {k: str(v) for k, v in signed.items()})

    async def _request(
        self, method: str, url: str, body: bytes | None, query: dict[str, str] | None = None
    ) -> tuple[int | None, bool]:
        if self._session is None:
            return None, False
        try:
            async with self._session.request(
                method, url, data=body, params=query, headers=_HEADERS, allow_redirects=False
            ) as answer:
                return answer.status, answer.status == 200 and _acknowledges(await answer.read())
        except (aiohttp.ClientError, TimeoutError, ValueError) as error:
            logger.info("Webhook got no answer: %s", type(error).__name__)
            return None, False

    def _sign(self, url: str, members: Mapping[str, object], wrong: EventFaultKind | None) -> str:
        if wrong is EventFaultKind.BAD_SIGNATURE:
            return "0" * 64
        prefix = _PREFIXES[self._config.webhook_signature].format(url=url)
        return sign_with(prefix, members, self._config.secret)


def _acknowledges(body: bytes) -> bool:
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        return False
    return isinstance(answer, dict) and answer.get("code") == 0 and answer["code"] is not False
