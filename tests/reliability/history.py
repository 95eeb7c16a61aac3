"""The invariants of what has happened: every call as it left, every state as it was stored.

The numbers are those of the design's list. A breach is collected where it is seen, also within a
callback, and raised by the next look.
"""

import json
from collections import defaultdict
from dataclasses import dataclass

from kitchen_app.domain.actions import Action, ActionKind, ActionState, Refusal
from kitchen_app.domain.order import Order, OrderId, Status
from kitchen_app.domain.outlook import RULES
from kitchen_app.domain.refunds import RefundCase, RefundState
from kitchen_app.sandbox.cases import CaseState
from kitchen_app.sandbox.events import Actor
from kitchen_app.sandbox.orders import Phase
from kitchen_app.services.settings import LastResort
from kitchen_app.store.documents import decode
from tests.reliability.core_side import Run
from tests.reliability.keeta_side import (
    CHANGES,
    READ,
    REFUND_PART,
    START,
    Call,
    Keeta,
    Told,
)
from tests.reliability.touches import Touch, Touches

SLACK_S = 2.5
"""Keeta tells its time in whole seconds, and the client takes no notice of one."""
PROVED_BY = {
    ActionKind.ACCEPT: (Phase.ACCEPTED, Phase.READY, Phase.COMPLETED),
    ActionKind.READY: (Phase.READY, Phase.COMPLETED),
    ActionKind.CANCEL: (Phase.CANCELLED,),
    ActionKind.COLLECT: (Phase.COMPLETED,),
    ActionKind.DISPATCH: (Phase.COMPLETED,),
    ActionKind.DELIVER: (Phase.COMPLETED,),
    ActionKind.ACKNOWLEDGE: (Phase.CANCELLED,),
}
ANSWERS = {
    ActionKind.AGREE_REFUND: (CaseState.AGREED, CaseState.COMPLETED),
    ActionKind.REJECT_REFUND: (CaseState.REJECTED, CaseState.APPEALED, CaseState.REFUSED),
}
LIMIT_S = {ActionKind.ACCEPT: 60.0, ActionKind.AGREE_REFUND: 60.0, ActionKind.REJECT_REFUND: 60.0}
ACTION_LIFE_S = 1800.0
_ANSWER_PATHS = ("/order/agree", "/order/reject")
_PROVED = (Refusal.ANSWERED_OTHERWISE, Refusal.ORDER_CANCELLED, Refusal.ORDER_FINISHED)
"""What the state of things says: nobody needs to look once more."""


class Breach(AssertionError):
    """An invariant does not hold."""


@dataclass(slots=True)
class Intent:
    """An action as the history tells of it."""

    action: Action
    touch: Touch
    since: float


class History:
    """Judges each call as it leaves, and each state as it was stored."""

    def __init__(self, keeta: Keeta, touches: Touches) -> None:
        self._keeta = keeta
        self._touches = touches
        self._seen_rows = 0
        self._seen_acks = 0
        self._statuses: dict[str, Status] = {}
        self._cases: dict[str, RefundCase] = {}
        self._intents: dict[str, Intent] = {}
        self._open: dict[OrderId, set[str]] = defaultdict(set)
        self._breaches: list[str] = []
        self.applied: dict[str, Call] = {}
        self.set_at = -9.0
        """When our clock was set."""
        self.blind_at = -9.0
        """When a run ended that had not yet seen it."""
        keeta.wire.on_applied = self._note_applied

    # What is told of as it happens

    def _breach(self, number: str, text: str) -> None:
        self._breaches.append(f"{number}: {text}")

    def _note_applied(self, call: Call) -> None:
        if call.key in self.applied and not self._meets_another_case(call):
            self._breach("I4", f"{call.path} of {call.key} is applied twice")
        self.applied[call.key] = call

    def _meets_another_case(self, call: Call) -> bool:
        """Tell whether an answer that Keeta applied late may have met another request.

        The call names the order and no case. Nothing but never repeating an answer would help,
        and then a lost one would let the customer's request win after fifteen minutes.
        """
        order = self._keeta.order(call.order_id) if call.path in _ANSWER_PATHS else None
        return order is not None and len(order.cases) > 1

    def note_sent(self, call: Call, run: Run) -> None:
        """Judge a call at the moment it leaves."""
        if run.dead:
            return
        self._read_history(run)
        if call.path not in CHANGES:
            return
        intent = self._intents.get(call.key)
        if intent is None:
            self._breach("I6", f"{call.path} is sent and nobody has asked for it")
            return
        earlier = [each for each in self._keeta.wire.calls if each.path in CHANGES]
        for other in earlier:
            if other is not call and other.order_id == call.order_id:
                self._judge_pair(other, call)
        self._judge_time(intent, call, run)

    def _judge_pair(self, other: Call, call: Call) -> None:
        if other.run == call.run and other.ended_at is None:
            self._breach("I8", f"{other.path} and {call.path} are on the way together")
        if other.key != call.key or other.told is not Told.UNKNOWN:
            return
        if call.path == REFUND_PART:
            self._breach("I10", "a partial refund is sent again, and nobody knows how it went")
        elif not self._was_read(call.order_id, since=other.ended_at or other.sent_at):
            self._breach("I10", f"{call.path} is sent again without a look")

    def _was_read(self, order_id: int, *, since: float) -> bool:
        return any(
            call.path == READ
            and call.order_id == order_id
            and call.sent_at >= since
            and call.told in (Told.YES, Told.NO)
            for call in self._keeta.wire.calls
        )

    def _was_heard_of(self, order_id: int, *, since: float) -> bool:
        """Tell whether Keeta was asked about an order, or told of it, since a moment."""
        if self._was_read(order_id, since=since):
            return True
        return any(
            told.at >= since and order_in(told.message) == order_id
            for told in self._keeta.post.acknowledged
        )

    def _judge_time(self, intent: Intent, call: Call, run: Run) -> None:
        touch = intent.touch
        is_blind = self.blind_at >= touch.at  # our clock was set, and no run was there to see it
        if not is_blind and call.sent_at > self._deadline(intent) + SLACK_S + touch.offset_error_s:
            self._breach("I9", f"{call.path} is sent after its deadline")
        stored = run.store.orders.get(intent.action.order_id)
        rule = RULES.get(intent.action.kind)
        if stored is None or rule is None or stored.order.status is intent.action.base_status:
            return
        if stored.order.status in rule.prevented | rule.reached:
            self._breach("I9", f"{call.path} is sent to an order that is {stored.order.status}")

    def _deadline(self, intent: Intent) -> float:
        """Return until when, in true time, an action may be sent."""
        kind, at = intent.action.kind, intent.touch.at
        if kind not in LIMIT_S:
            return at + ACTION_LIFE_S
        order = self._keeta.order(int(intent.action.order_id))
        assert order is not None
        if kind is ActionKind.ACCEPT:
            limit = order.placed_at_ms / 1000 - START.timestamp() + 300
        else:
            opened = [
                case.opened_at_ms for case in order.cases if case.applied_by is Actor.CUSTOMER
            ]
            limit = max(opened, default=0) / 1000 - START.timestamp() + 900
        return max(limit, at + LIMIT_S[kind])

    # What the file has ever held

    def _read_history(self, run: Run) -> None:
        rows = run.database.peewee.execute_sql(
            "SELECT seq, what, id, state, doc FROM every_state WHERE seq > ? ORDER BY seq",
            (self._seen_rows,),
        ).fetchall()
        for seq, what, _, _, document in rows:
            self._seen_rows = seq
            match what:
                case "orders":
                    self._judge_order(decode(document, Order))
                case "actions":
                    self._judge_action(decode(document, Action), run)
                case "refunds":
                    self._judge_case(decode(document, RefundCase))

    def _judge_order(self, order: Order) -> None:
        theirs = self._keeta.order(int(order.order_id))
        if theirs is None:
            self._breach("I13", f"order {order.order_id} is stored and Keeta has none")
            return
        before = self._statuses.get(order.order_id, Status.NEW)
        self._statuses[order.order_id] = order.status
        if order.status.rank < before.rank:
            self._breach("I7", f"an order goes back from {before} to {order.status}")
        if order.status is not Status.NEW and Phase(order.status.value) not in theirs.reached_at_ms:
            self._breach("I7", f"an order is {order.status} here and {theirs.phase} at Keeta")

    def _judge_case(self, case: RefundCase) -> None:
        before = self._cases.get(case.case_id)
        self._cases[case.case_id] = case
        if before is None:
            return
        reopened = case.state is RefundState.WAITING and before.state is not RefundState.WAITING
        if reopened or before.state is RefundState.COMPLETED is not case.state:
            self._breach("I7", f"a refund case goes back from {before.state} to {case.state}")

    def _judge_action(self, action: Action, run: Run) -> None:
        known = self._intents.get(action.key)
        if known is None:
            self._judge_new(action, run)
        else:
            known.action = action
        opened = self._open[action.order_id]
        (opened.add if action.state.is_open else opened.discard)(action.key)
        if len(opened) > 1:
            self._breach("I8", f"{len(opened)} actions are open on one order")
        if action.state is ActionState.DONE:
            self._judge_done(action)
        if action.state is ActionState.REFUSED:
            self._judge_refused(action)

    def _judge_new(self, action: Action, run: Run) -> None:
        if action.by_program:
            touch = self._touch_of_program(action, run)
        else:
            touch = self._touches.behind(action.kind, int(action.order_id))
        if touch is None:
            self._breach("I6", f"{action.kind} is written down and nobody has touched anything")
            return
        self._intents[action.key] = Intent(action, touch, touch.at)

    def _touch_of_program(self, action: Action, run: Run) -> Touch | None:
        """Return what stands for a touch: the owner's choice, for an order that nobody touched."""
        is_touched = any(
            intent.action.order_id == action.order_id for intent in self._intents.values()
        )
        is_chosen = run.choice is LastResort.ACCEPT and action.kind is ActionKind.ACCEPT
        if is_touched or not is_chosen:
            return None
        now = self._keeta.clock.now()
        error = run.links.to_platform_time(run.clock.now()) - now
        return Touch(
            kind=action.kind,
            order_id=int(action.order_id),
            at=(now - START).total_seconds(),
            offset_error_s=abs(error.total_seconds()),
        )

    def _judge_done(self, action: Action) -> None:
        order = self._keeta.order(int(action.order_id))
        assert order is not None
        if action.key in self.applied or self._touches.words.get(action.key):
            return
        if action.kind in ANSWERS:
            proved = any(case.state in ANSWERS[action.kind] for case in order.cases)
        elif action.kind is ActionKind.REFUND_PART:
            proved = self._is_done_by_its_twin(action)
        else:
            proved = any(phase in order.reached_at_ms for phase in PROVED_BY[action.kind])
        if not proved:
            self._breach("I10", f"{action.kind} is called done and is not")

    def _is_done_by_its_twin(self, action: Action) -> bool:
        """Tell whether the same money went back for an earlier touch that a person took for lost.

        Keeta may apply a call long after a person has looked and asked for the same once more.
        Nothing it tells says which of the two a case belongs to.
        """
        assert action.part_refund is not None
        return any(
            twin.action.key in self.applied and self._touches.words.get(key) is False
            for key, twin in self._intents.items()
            if twin.action.order_id == action.order_id
            and twin.action.part_refund is not None
            and twin.action.part_refund.amount == action.part_refund.amount
        )

    def _judge_refused(self, action: Action) -> None:
        """A failure is told only of what is proved, or after a look since the answer was lost."""
        if action.refusal in (Refusal.NO_ANSWER, Refusal.NOT_DONE):
            return
        if action.refusal in _PROVED:
            is_ours = action.key in self.applied and action.kind in ANSWERS
            if is_ours and not self._is_undocumented(action):
                self._breach("I10", f"{action.kind} is called {action.refusal} and was applied")
            return
        doubtful = {Told.UNKNOWN, Told.NO} if _may_be_done(action) else {Told.UNKNOWN}
        lost = [
            call.ended_at or call.sent_at
            for call in self._keeta.wire.calls
            if call.key == action.key and call.path in CHANGES and call.told in doubtful
        ]
        order_id = int(action.order_id)
        if lost and not self._was_heard_of(order_id, since=max(lost)):
            self._breach("I10", f"{action.kind} is called {action.refusal} without a look")

    def _is_undocumented(self, action: Action) -> bool:
        """Tell whether all that is known of the case is that it ended, but not how."""
        case = self._cases.get(action.case_id) if action.case_id else None
        return case is not None and case.state is RefundState.CLOSED and case.handled_by is None


def _may_be_done(action: Action) -> bool:
    """Tell whether a refusal may mean that it is done already, and must be looked into."""
    return action.kind is not ActionKind.REFUND_PART


def order_in(message: str) -> int | None:
    """Return the order that a message is about, unless it is no JSON."""
    try:
        found = json.loads(message)
    except ValueError:
        return None
    inner = found.get("orderInfo", found)
    number: int | None = inner.get("baseOrder", inner).get("orderViewId")
    return number
