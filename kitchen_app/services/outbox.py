"""Sending what people asked for: once, in time, and never guessing how it went.

    PENDING ──▶ SENDING ──▶ DONE
       ▲           │  ├───▶ REFUSED
       │           ▼  │
       └──────── UNKNOWN      (read the order back; only then done, refused or pending again)
                  │    │
                  │    └──▶ WAITING_EVENT ──▶ DONE or, when none has come, REFUSED
                  └──▶ HUMAN ──▶ DONE or REFUSED, by an event or a person's word

SENDING is committed before the first byte leaves, so what a crash finds in SENDING is UNKNOWN.
Most actions change a state and may be repeated: Keeta refuses the second time. A partial refund
moves money each time, and no read shows whether it did: it is never sent again.
"""

import asyncio
import logging
from dataclasses import replace
from datetime import timedelta

from kitchen_app.base.backoff import Backoff
from kitchen_app.base.clock import Clock
from kitchen_app.base.tasks import Supervisor
from kitchen_app.domain.actions import NEVER_REPEATED, Action, ActionKind, ActionState, Refusal
from kitchen_app.domain.deadlines import UNDO_FOR
from kitchen_app.domain.outlook import REFUND_ANSWERS
from kitchen_app.services.calls import watched
from kitchen_app.services.errors import (
    Barred,
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
from kitchen_app.services.ports import Store
from kitchen_app.services.requests import Requests
from kitchen_app.services.sync import Sync

logger = logging.getLogger(__name__)

_FIRST_PAUSE_S = 1.0
_LONGEST_PAUSE_S = 15.0
_SENT = (ActionState.UNKNOWN, ActionState.WAITING_EVENT)
"""What was sent, and what a read, an event or time has still to settle."""

_WAIT_FOR_EVENT = timedelta(seconds=60)
_READS_LAG = timedelta(seconds=15)
"""So long a read may show an order as it was before a change (our assumption: ten seconds)."""
_LOOK_LONGER = timedelta(minutes=10)
"""How long after an action's end its outcome is still looked for before a person is told."""


class Outbox:
    """Carries each action to its end, each in a task of its own: none waits for another."""

    def __init__(
        self,
        *,
        store: Store,
        requests: Requests,
        ledger: Ledger,
        sync: Sync,
        links: Links,
        hub: Hub,
        clock: Clock,
        supervisor: Supervisor,
    ) -> None:
        self._store = store
        self._requests = requests
        self._ledger = ledger
        self._sync = sync
        self._links = links
        self._clock = clock
        self._supervisor = supervisor
        hub.action_added.connect(self._start)

    def resume(self) -> None:
        """Take up what an earlier run left open; call once at start."""
        for action in self._store.actions.all_open():
            if action.state is ActionState.SENDING:
                self._ledger.settle(self._in_doubt(action))
            self._start(action.key)

    def clock_set(self, by: timedelta) -> None:
        """Move the limits of what is open with our clock, so that none ends before its time."""
        with self._store.transaction():
            for action in self._store.actions.all_open():
                self._store.actions.save(action.moved(by))

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
        if action.state is ActionState.SENDING:  # this task died on it before it could tell
            self._ledger.settle(self._in_doubt(action))
            return 0
        if action.state in _SENT:
            return await self._find_out(action, backoff)
        if action.can_be_withdrawn(self._clock.now()):
            return self._rest_of_undo(action)
        if action.part_refund is not None:
            pause = await self._look_before(action, backoff)
            if pause is not None:
                return pause
        return await self._send(action, backoff)

    def _rest_of_undo(self, action: Action) -> float:
        """Return for how long a person may still take the action back; seconds."""
        left = action.not_before - self._clock.now() if action.not_before else timedelta()
        return min(left, UNDO_FOR).total_seconds()

    async def _look_before(self, action: Action, backoff: Backoff) -> float | None:
        """Make sure that Keeta would give back the amount that was agreed to.

        Returns None if the action may be sent now, else the pause in seconds. What has happened
        to the action meanwhile counts more than what is found here.
        """
        settled = None
        try:
            if not await watched(self._links, self._requests.still_fits(action)):
                settled = refused(action, Refusal.AMOUNT_CHANGED)
        except Refused as refusal:
            settled = refused(action, Refusal.BY_KEETA, refusal.message)
        except Busy as busy:
            return busy.retry_after_s
        except PlatformError:
            if self._clock.now() <= action.not_after:
                return backoff.next()
            settled = refused(action, Refusal.TOO_LATE)
        if self._store.actions.get(action.key).state is not ActionState.PENDING:
            return 0
        if settled is not None:
            self._ledger.settle(settled)
            return 0
        return None

    async def _send(self, action: Action, backoff: Backoff) -> float:
        """Try once; return the pause in seconds before the next look."""
        stored = self._store.orders.get(action.order_id)
        if stored is None:
            logger.error("The order of action %s is not stored; it is read first", action.key)
            return await self._read_back(action, backoff) or backoff.next()
        settled = settled_by(stored.order, action, self._store.refunds.of_order(action.order_id))
        if settled is None and self._clock.now() > action.not_after:
            settled = refused(action, Refusal.TOO_LATE)
        if settled is not None:
            self._ledger.settle(settled)
            return 0
        sending = replace(action, state=ActionState.SENDING)
        self._ledger.settle(sending)
        try:
            await watched(self._links, self._requests.send(sending))
        except NotSent:
            return self._put_off(sending, backoff.next())
        except Busy as busy:
            return self._put_off(sending, busy.retry_after_s)
        except Barred:
            # Keeta itself has not said that nothing was done.
            self._ledger.settle(self._in_doubt(sending))
            return _LONGEST_PAUSE_S
        except NotAuthorised:
            return self._put_off(sending, _LONGEST_PAUSE_S)
        except Refused as refusal:
            return self._doubt(sending, refusal)
        except OutcomeUnknown:
            self._ledger.settle(self._in_doubt(sending))
            return backoff.next()
        self._succeed(sending)
        return 0

    def _in_doubt(self, action: Action) -> Action:
        """Return an action of which nobody knows whether Keeta has done it."""
        return replace(action, state=ActionState.UNKNOWN, doubted_at=self._clock.now())

    def _put_off(self, action: Action, pause_s: float) -> float:
        self._ledger.settle(replace(action, state=ActionState.PENDING))
        return pause_s

    def _succeed(self, action: Action) -> None:
        done = replace(action, state=ActionState.DONE)
        self._ledger.record(
            self._requests.events(action),
            together_with=lambda: self._store.actions.save(done),
            about=action.order_id,
        )

    def _doubt(self, action: Action, refusal: Refused) -> float:
        """Keeta said no. Often because it is so already: look before anybody is told."""
        said = replace(action, refusal=Refusal.BY_KEETA, detail=refusal.message)
        is_sure = action.kind in NEVER_REPEATED  # it was sent once: the no is meant
        state = ActionState.REFUSED if is_sure else ActionState.UNKNOWN
        self._ledger.settle(replace(said, state=state))
        return 0

    async def _find_out(self, action: Action, backoff: Backoff) -> float:
        """Read the order back; what Keeta says settles the action, or it is sent again."""
        if action.kind in NEVER_REPEATED:
            return self._ask_a_person(action)
        pause = await self._read_back(action, backoff)
        if pause is not None:
            return pause
        if self._store.actions.get(action.key).state not in _SENT:
            return 0
        if action.refusal is not None:
            return self._give_up_or_wait(action, backoff)
        self._ledger.settle(replace(action, state=ActionState.PENDING))
        return backoff.next()

    async def _read_back(self, action: Action, backoff: Backoff) -> float | None:
        """Read the order of an action; return the pause in seconds if that did not succeed."""
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
        return None

    def _ask_a_person(self, action: Action) -> float:
        """Leave it to a person, unless the refund was told of while its answer got lost."""
        stored = self._store.orders.get(action.order_id)
        cases = self._store.refunds.of_order(action.order_id)
        told = settled_by(stored.order, action, cases) if stored else None
        is_done = told is not None and told.state is ActionState.DONE
        self._ledger.settle(told if told and is_done else replace(action, state=ActionState.HUMAN))
        self._sync.want(action.order_id)
        return 0

    def _give_up_or_wait(self, action: Action, backoff: Backoff) -> float:
        """Take a refusal for what it is, unless more may still be told.

        A repeated answer to a refund request is refused: event 1005 or 1007, or a later read,
        tells. After a lost answer the refusal may mean that it is done already, although a read
        does not show it yet; that a courier has left shows in no read at all.
        """
        if action.kind is ActionKind.DISPATCH and action.doubted_at is not None:
            self._succeed(replace(action, refusal=None, detail=""))  # an earlier try got through
            return 0
        is_answer = action.kind in REFUND_ANSWERS
        since = action.requested_at if is_answer else action.doubted_at
        patience = _WAIT_FOR_EVENT if is_answer else _READS_LAG
        waited = self._clock.now() - since if since else patience
        if timedelta() <= waited < patience:  # less than nothing: the clock was set meanwhile
            if action.state is not ActionState.WAITING_EVENT:
                self._ledger.settle(replace(action, state=ActionState.WAITING_EVENT))
            return backoff.next()
        self._ledger.settle(replace(action, state=ActionState.REFUSED))
        return 0
