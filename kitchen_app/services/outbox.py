"""Sending what people asked for: once, in time, and never guessing how it went.

    PENDING ──▶ SENDING ──▶ DONE
       ▲           │  ├───▶ REFUSED
       │           ▼  │
       └──────── UNKNOWN      (read the order back; only then done, refused or pending again)

SENDING is committed before the first byte leaves, so what a crash finds in SENDING is UNKNOWN.
The three actions of today change a state and may be repeated: Keeta refuses the second time.
"""

import asyncio
import logging
from dataclasses import replace
from datetime import timedelta
from typing import assert_never

from kitchen_app.base.backoff import Backoff
from kitchen_app.base.clock import Clock
from kitchen_app.base.tasks import Supervisor
from kitchen_app.domain.actions import (
    REFUND_ANSWERS,
    Action,
    ActionKind,
    ActionState,
    CancelReason,
    Refusal,
    RejectReason,
)
from kitchen_app.domain.events import (
    Accepted,
    Cancelled,
    Completed,
    Dispatched,
    Event,
    Prepared,
    RefundTold,
)
from kitchen_app.domain.order import OrderId, Party, ShopId
from kitchen_app.domain.refunds import RefundState
from kitchen_app.services.calls import watched
from kitchen_app.services.errors import (
    Busy,
    NotAuthorised,
    NotSent,
    OutcomeUnknown,
    PlatformError,
    Refused,
)
from kitchen_app.services.hub import Hub
from kitchen_app.services.ledger import Ledger, refused, settled_by
from kitchen_app.services.links import Links
from kitchen_app.services.ports import Platform, Store
from kitchen_app.services.sync import Sync

logger = logging.getLogger(__name__)

_FIRST_PAUSE_S = 1.0
_LONGEST_PAUSE_S = 15.0
_WAIT_FOR_EVENT = timedelta(seconds=60)
_LOOK_LONGER = timedelta(minutes=10)
"""How long after an action's end its outcome is still looked for before a person is told."""


class Outbox:
    """Carries each action to its end, each in a task of its own: none waits for another."""

    def __init__(
        self,
        *,
        store: Store,
        platform: Platform,
        ledger: Ledger,
        sync: Sync,
        links: Links,
        hub: Hub,
        clock: Clock,
        supervisor: Supervisor,
        shop_id: ShopId,
    ) -> None:
        self._store = store
        self._platform = platform
        self._ledger = ledger
        self._sync = sync
        self._links = links
        self._clock = clock
        self._supervisor = supervisor
        self._shop_id = shop_id
        hub.action_added.connect(self._start)

    def resume(self) -> None:
        """Take up what an earlier run left open; call once at start."""
        for action in self._store.actions.all_open():
            if action.state is ActionState.SENDING:
                self._ledger.settle(replace(action, state=ActionState.UNKNOWN))
            self._start(action.key)

    def _start(self, key: str) -> None:
        self._supervisor.spawn(self._carry(key), name=f"action {key}")

    async def _carry(self, key: str) -> None:
        backoff = Backoff(first_s=_FIRST_PAUSE_S, limit_s=_LONGEST_PAUSE_S)
        while True:
            try:
                action = self._store.actions.get(key)
                if not action.state.is_open:
                    return
                pause = await self._step(action, backoff)
            except Exception:
                # A bug or a failing disk must not leave the order locked. What is stored tells
                # how to go on: PENDING was never sent, SENDING may have been.
                logger.exception("Action %s could not go on and is tried again", key)
                pause = backoff.next()
            if pause:
                await asyncio.sleep(pause)

    async def _step(self, action: Action, backoff: Backoff) -> float:
        """Go on with an action; return the pause in seconds before the next step."""
        if action.state is ActionState.PENDING:
            return await self._send(action, backoff)
        if action.state is ActionState.SENDING:  # this task died on it before it could tell
            self._ledger.settle(replace(action, state=ActionState.UNKNOWN))
            return 0
        return await self._find_out(action, backoff)

    async def _send(self, action: Action, backoff: Backoff) -> float:
        """Try once; return the pause in seconds before the next look."""
        stored = self._store.orders.get(action.order_id)
        if stored is None:
            logger.error("The order of action %s is not stored; it is read first", action.key)
            self._ledger.settle(replace(action, state=ActionState.UNKNOWN))
            return 0
        case = self._store.refunds.get(action.case_id) if action.case_id else None
        settled = settled_by(stored.order, action, case)
        if settled is None and self._clock.now() > action.not_after:
            settled = refused(action, Refusal.TOO_LATE)
        if settled is not None:
            self._ledger.settle(settled)
            return 0
        sending = replace(action, state=ActionState.SENDING)
        self._ledger.settle(sending)
        try:
            await watched(self._links, self._call(sending))
        except NotSent:
            return self._put_off(sending, backoff.next())
        except Busy as busy:
            return self._put_off(sending, busy.retry_after_s)
        except NotAuthorised:
            return self._put_off(sending, _LONGEST_PAUSE_S)
        except Refused as refusal:
            return self._doubt(sending, refusal)
        except OutcomeUnknown:
            self._ledger.settle(replace(sending, state=ActionState.UNKNOWN))
            return backoff.next()
        self._succeed(sending)
        return 0

    def _put_off(self, action: Action, pause_s: float) -> float:
        self._ledger.settle(replace(action, state=ActionState.PENDING))
        return pause_s

    def _succeed(self, action: Action) -> None:
        done = replace(action, state=ActionState.DONE)
        self._ledger.record(
            (self._event(action),),
            together_with=lambda: self._store.actions.save(done),
            about=action.order_id,
        )

    def _doubt(self, action: Action, refusal: Refused) -> float:
        """Keeta said no. Often because it is so already: look before anybody is told."""
        self._ledger.settle(
            replace(
                action,
                state=ActionState.UNKNOWN,
                refusal=Refusal.BY_KEETA,
                detail=refusal.message,
            )
        )
        return 0

    async def _find_out(self, action: Action, backoff: Backoff) -> float:
        """Read the order back; what Keeta says settles the action, or it is sent again."""
        try:
            await self._sync.read_now(action.order_id)
        except Busy as busy:
            return busy.retry_after_s
        except Refused as refusal:
            self._ledger.settle(refused(action, Refusal.BY_KEETA, refusal.message))
            return 0
        except PlatformError:
            if self._clock.now() > action.not_after + _LOOK_LONGER:
                self._ledger.settle(refused(action, Refusal.NO_ANSWER))
                return 0
            return backoff.next()
        if self._store.actions.get(action.key).state is not ActionState.UNKNOWN:
            return 0
        if action.refusal is not None:
            return self._give_up_or_wait(action, backoff)
        self._ledger.settle(replace(action, state=ActionState.PENDING))
        return backoff.next()

    def _give_up_or_wait(self, action: Action, backoff: Backoff) -> float:
        """Take a refusal for what it is; that of a refund's answer may be overtaken by an event.

        No read shows a case, and a repeated answer is refused: event 1005 or 1007 tells.
        """
        waited = self._clock.now() - action.requested_at
        if action.kind in REFUND_ANSWERS and waited < _WAIT_FOR_EVENT:
            return backoff.next()
        self._ledger.settle(replace(action, state=ActionState.REFUSED))
        return 0

    async def _call(self, action: Action) -> None:
        if action.kind is ActionKind.CANCEL:
            reason = action.cancel_reason or CancelReason.OTHER
            await self._platform.cancel(
                action.order_id, self._shop_id, reason=reason, text=action.cancel_text
            )
            return
        if action.kind is ActionKind.REJECT_REFUND:
            why = action.reject_reason or RejectReason.OTHER
            await self._platform.reject_refund(
                action.order_id, self._shop_id, reason=why, text=action.reject_text
            )
            return
        calls = {
            ActionKind.ACCEPT: self._platform.accept,
            ActionKind.READY: self._platform.ready,
            ActionKind.COLLECT: self._platform.collect,
            ActionKind.DISPATCH: self._platform.dispatch,
            ActionKind.DELIVER: self._platform.deliver,
            ActionKind.AGREE_REFUND: self._platform.agree_refund,
        }
        await calls[action.kind](action.order_id, self._shop_id)

    def _answered(self, action: Action, state: RefundState) -> Event:
        """Return what Keeta's yes to our answer makes of the case.

        Its time stays that of the request, so that all that Keeta tells of it later is later.
        """
        case = self._store.refunds.get(action.case_id) if action.case_id else None
        if case is None:
            raise LookupError(f"action {action.key} answers a case that is not stored")
        told = replace(
            case,
            state=state,
            handled_by=Party.MERCHANT,
            handle_reason=action.reject_text,
        )
        return RefundTold(case=told, shop_id=self._shop_id)

    def _event(self, action: Action) -> Event:
        """Return what Keeta's yes means; `at` is Keeta's clock."""
        order_id = OrderId(action.order_id)
        at = self._links.to_platform_time(self._clock.now())
        match action.kind:
            case ActionKind.ACCEPT:
                return Accepted(order_id=order_id, shop_id=self._shop_id, at=at)
            case ActionKind.READY:
                return Prepared(order_id=order_id, shop_id=self._shop_id, at=at)
            case ActionKind.DISPATCH:
                return Dispatched(order_id=order_id, shop_id=self._shop_id, at=at)
            case ActionKind.COLLECT | ActionKind.DELIVER:
                return Completed(order_id=order_id, shop_id=self._shop_id, at=at)
            case ActionKind.AGREE_REFUND:
                return self._answered(action, RefundState.AGREED)
            case ActionKind.REJECT_REFUND:
                return self._answered(action, RefundState.REJECTED)
            case ActionKind.CANCEL:
                return Cancelled(
                    order_id=order_id,
                    shop_id=self._shop_id,
                    at=at,
                    by=Party.MERCHANT,
                    reason=action.cancel_text or (action.cancel_reason or ""),
                )
            case never:
                assert_never(never)
