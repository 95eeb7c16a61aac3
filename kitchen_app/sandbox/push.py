"""Delivers signed webhooks: in order for each order, repeated when not acknowledged.

Webhook guide: success is HTTP 200 with `code` 0; else up to three repeats, about a minute apart.
The URL in the signature is the registered callback URL, the best guess that anybody has.
"""

import itertools
import json
import logging
from collections import deque
from dataclasses import dataclass
from typing import Any

import aiohttp

from kitchen_app.base.clock import Clock, to_epoch_ms
from kitchen_app.base.tasks import Supervisor
from kitchen_app.sandbox.agenda import pause
from kitchen_app.sandbox.config import RetryMessageId, SandboxConfig
from kitchen_app.sandbox.journal import Delivery, Journal
from kitchen_app.sandbox.signing import SIGNATURE, compact_json, sign

logger = logging.getLogger(__name__)

REPEATS = 3
REPEAT_AFTER_S = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Push:
    """One event on its way."""

    event_id: int
    message_id: str
    order_view_id: int
    message: str


class Pusher:
    """Sends events to the callback URL, each order in a lane of its own."""

    def __init__(
        self, config: SandboxConfig, clock: Clock, journal: Journal, supervisor: Supervisor
    ) -> None:
        self.callback_url = config.callback_url
        self._config = config
        self._clock = clock
        self._journal = journal
        self._supervisor = supervisor
        self._lanes: dict[int, deque[Push]] = {}
        self._session: aiohttp.ClientSession | None = None
        began_ms = to_epoch_ms(clock.now()) % 10_000_000_000_000
        self._message_ids = itertools.count((10_000_000_000_000 + began_ms) * 100_000 + 1)

    async def start(self) -> None:
        timeout = aiohttp.ClientTimeout(total=self._config.answer_within_s)
        self._session = aiohttp.ClientSession(timeout=timeout)

    async def stop(self) -> None:
        """Close the connections; the lanes themselves stop with the supervisor."""
        if self._session is not None:
            await self._session.close()

    def push(self, event_id: int, order_view_id: int, message: dict[str, Any]) -> None:
        """Queue an event; without a callback URL it is gone, as with Keeta."""
        if self.callback_url is None:
            logger.info("No callback URL: event %d of %d is not sent", event_id, order_view_id)
            return
        push = Push(
            event_id=event_id,
            message_id=self._new_message_id(),
            order_view_id=order_view_id,
            message=compact_json(message),
        )
        if order_view_id in self._lanes:
            self._lanes[order_view_id].append(push)
            return
        self._lanes[order_view_id] = deque([push])

        async def run_lane() -> None:
            await self._run_lane(order_view_id)

        self._supervisor.serve(run_lane, name=f"webhooks of {order_view_id}")

    async def _run_lane(self, order_view_id: int) -> None:
        lane = self._lanes[order_view_id]
        while lane:
            await self._deliver(lane[0])
            lane.popleft()
        del self._lanes[order_view_id]

    async def _deliver(self, push: Push) -> None:
        message_id = push.message_id
        for attempt in range(1, REPEATS + 2):
            if attempt > 1:
                await pause(self._clock, REPEAT_AFTER_S)
                if self._config.retry_message_id == RetryMessageId.NEW:
                    message_id = self._new_message_id()
            if await self._attempt(push, message_id, attempt):
                return
        logger.info("Event %d of %d was not acknowledged", push.event_id, push.order_view_id)

    async def _attempt(self, push: Push, message_id: str, attempt: int) -> bool:
        at_ms = to_epoch_ms(self._clock.now())
        http_status, ok = await self._post(push, message_id, at_ms)
        self._journal.add_delivery(
            Delivery(
                event_id=push.event_id,
                message_id=message_id,
                order_view_id=push.order_view_id,
                attempt=attempt,
                http_status=http_status,
                ok=ok,
                at_ms=at_ms,
            )
        )
        return ok

    async def _post(self, push: Push, message_id: str, at_ms: int) -> tuple[int | None, bool]:
        """Return the HTTP status, if there was one, and whether the event was acknowledged."""
        url = self.callback_url
        if url is None or self._session is None:
            return None, False
        body = compact_json(self._envelope(push, message_id, at_ms, url)).encode()
        headers = {"Content-Type": "application/json"}
        try:
            async with self._session.post(
                url, data=body, headers=headers, allow_redirects=False
            ) as answer:
                return answer.status, answer.status == 200 and _acknowledges(await answer.read())
        except (aiohttp.ClientError, TimeoutError, ValueError) as error:
            logger.info("Webhook got no answer: %s", type(error).__name__)
            return None, False

    def _envelope(self, push: Push, message_id: str, at_ms: int, url: str) -> dict[str, Any]:
        envelope: dict[str, Any] = {
            "eventId": push.event_id,
            "appId": self._config.app_id,
            "messageId": message_id,
            "shopId": self._config.shop_id,
            "message": push.message,
            "timestamp": at_ms // 1000,
        }
        return {SIGNATURE: sign(url, envelope, self._config.secret)} | envelope

    def _new_message_id(self) -> str:
        """Return 19 digits that no earlier run has used."""
        return str(next(self._message_ids))


def _acknowledges(body: bytes) -> bool:
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        return False
    return isinstance(answer, dict) and answer.get("code") == 0 and answer["code"] is not False
