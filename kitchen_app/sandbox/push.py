"""Delivers webhooks: in order for each order, repeated when not acknowledged.

Webhook guide: success is HTTP 200 with `code` 0; else up to three repeats, about a minute apart.
"""

import itertools
import logging
from collections import deque
from dataclasses import replace
from typing import Any

from kitchen_app.base.clock import Clock, to_epoch_ms
from kitchen_app.base.tasks import Supervisor
from kitchen_app.sandbox.agenda import Agenda, pause
from kitchen_app.sandbox.callbacks import Callbacks
from kitchen_app.sandbox.config import SandboxConfig
from kitchen_app.sandbox.faults import EventFault, EventFaultKind, Faults
from kitchen_app.sandbox.journal import Delivery, Journal
from kitchen_app.sandbox.sender import Push, Sender
from kitchen_app.sandbox.signing import compact_json

logger = logging.getLogger(__name__)

REPEAT_AFTER_S = {"even": (60.0, 60.0, 60.0), "growing": (60.0, 120.0, 180.0)}
_ANSWER_LOST = (EventFaultKind.ANSWER_LOST, EventFaultKind.NEW_ID_ON_RETRY)
HEARTBEAT = 0
"""The event id under which the journal keeps empty packets."""

Lane = int | None


class Pusher:
    """Sends events to the callback URLs, each order in a lane of its own, the shop in another."""

    def __init__(
        self,
        config: SandboxConfig,
        clock: Clock,
        *,
        callbacks: Callbacks,
        faults: Faults,
        journal: Journal,
        agenda: Agenda,
        supervisor: Supervisor,
    ) -> None:
        self._config = config
        self._clock = clock
        self._callbacks = callbacks
        self._faults = faults
        self._journal = journal
        self._agenda = agenda
        self._supervisor = supervisor
        self._sender = Sender(config)
        self._lanes: dict[Lane, deque[Push]] = {}
        self._held: dict[Lane, list[Push]] = {}
        began_ms = to_epoch_ms(clock.now()) % 10_000_000_000_000
        self._message_ids = itertools.count((10_000_000_000_000 + began_ms) * 100_000 + 1)

    async def start(self) -> None:
        await self._sender.start()
        if self._config.heartbeat_every_s > 0:
            self._supervisor.serve(self._beat, name="heartbeats")

    async def stop(self) -> None:
        """Close the connections; the lanes themselves stop with the supervisor."""
        await self._sender.stop()

    def push(
        self,
        event_id: int,
        order_view_id: int | None,
        message: dict[str, Any],
        *,
        shop_id: int | None = None,
    ) -> None:
        """Queue an event; without a callback URL it is gone, as with Keeta.

        The envelope names `shop_id`, None the first shop: no page says whose it is for a consent.
        """
        self._admit(event_id, order_view_id, compact_json(message), None, shop_id)

    def push_flat(self, event_id: int, members: dict[str, Any]) -> None:
        """Queue an event that has no envelope."""
        self._admit(event_id, None, "", members)

    def _admit(
        self,
        event_id: int,
        lane: Lane,
        message: str,
        flat: dict[str, Any] | None,
        shop_id: int | None = None,
    ) -> None:
        if self._callbacks.url_of(event_id) is None:
            logger.info("No callback URL: event %d of %s is not sent", event_id, lane)
            return
        push = Push(
            event_id=event_id,
            message_id=self._new_message_id(),
            order_view_id=lane,
            message=message,
            flat=flat,
            shop_id=shop_id or self._config.shop_id,
        )
        fault = self._faults.take_event(event_id)
        if fault is None:
            self._queue(push)
        else:
            self._spoil(push, fault)

    def _spoil(self, push: Push, fault: EventFault) -> None:
        """Queue an event in the way that its fault wants."""
        match fault.kind:
            case EventFaultKind.LOST:
                logger.info("Event %d of %s is lost on order", push.event_id, push.order_view_id)
            case EventFaultKind.DUPLICATE:
                self._queue(push, push)
            case EventFaultKind.NEW_MESSAGE_ID:
                self._queue(push, replace(push, message_id=self._new_message_id()))
            case EventFaultKind.REORDERED:
                self._held.setdefault(push.order_view_id, []).append(push)
                self._agenda.after(fault.delay_s, lambda: self._let_go(push))
            case EventFaultKind.DELAYED:
                self._agenda.after(fault.delay_s, lambda: self._queue(push))
            case EventFaultKind.UNKNOWN_EVENT:
                self._queue(replace(push, event_id=fault.event_id))
            case (
                EventFaultKind.BAD_SIGNATURE
                | EventFaultKind.NOT_JSON
                | EventFaultKind.ANSWER_LOST
                | EventFaultKind.NEW_ID_ON_RETRY
            ):
                self._queue(replace(push, wrong_at_first=fault.kind))

    def _let_go(self, push: Push) -> None:
        held = self._held.get(push.order_view_id, [])
        if push in held:
            held.remove(push)
            self._queue(push)

    def _queue(self, *pushes: Push) -> None:
        """Append to the lane, with what was held back behind it; start the lane if it rests."""
        lane = pushes[0].order_view_id
        waiting = [*pushes, *self._held.pop(lane, [])]
        if lane in self._lanes:
            self._lanes[lane].extend(waiting)
            return
        self._lanes[lane] = deque(waiting)

        async def run_lane() -> None:
            await self._run_lane(lane)

        self._supervisor.serve(run_lane, name=f"webhooks of {lane or 'the shop'}")

    async def _run_lane(self, key: Lane) -> None:
        lane = self._lanes[key]
        while lane:
            await self._deliver(lane[0])
            lane.popleft()
        del self._lanes[key]

    async def _deliver(self, push: Push) -> None:
        message_id = push.message_id
        pauses_s = (0.0, *REPEAT_AFTER_S[self._config.retry_spacing])
        for attempt, pause_s in enumerate(pauses_s, start=1):
            if attempt > 1:
                await pause(self._clock, pause_s)
                if self._renews_message_id(push):
                    message_id = self._new_message_id()
            if await self._attempt(push, message_id, attempt):
                return
        logger.info("Event %d of %s was not acknowledged", push.event_id, push.order_view_id)

    def _renews_message_id(self, push: Push) -> bool:
        switched = self._config.retry_message_id == "new"
        return switched or push.wrong_at_first is EventFaultKind.NEW_ID_ON_RETRY

    async def _attempt(self, push: Push, message_id: str, attempt: int) -> bool:
        at_ms = to_epoch_ms(self._clock.now())
        http_status, ok = await self._sender.send(
            push,
            self._callbacks.url_of(push.event_id),
            message_id=message_id,
            at_ms=at_ms,
            attempt=attempt,
        )
        if attempt == 1 and push.wrong_at_first in _ANSWER_LOST:
            http_status, ok = None, False
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

    async def _beat(self) -> None:
        """Send an empty packet to each callback URL, over and over."""
        while True:
            await pause(self._clock, self._config.heartbeat_every_s)
            for url in self._callbacks.addresses():
                http_status, ok = await self._sender.heartbeat(url)
                self._journal.add_delivery(
                    Delivery(
                        event_id=HEARTBEAT,
                        message_id="",
                        order_view_id=None,
                        attempt=1,
                        http_status=http_status,
                        ok=ok,
                        at_ms=to_epoch_ms(self._clock.now()),
                    )
                )

    def _new_message_id(self) -> str:
        """Return 19 digits that no earlier run has used."""
        return str(next(self._message_ids))
