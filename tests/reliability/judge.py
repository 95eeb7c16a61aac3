"""The invariants of a moment, of a restart and of the end; those of the past are in `history`."""

import hashlib
import json
from collections.abc import Iterator
from datetime import timedelta

from kitchen_app.base.clock import from_epoch_ms
from kitchen_app.domain.actions import ActionKind, ActionState
from kitchen_app.domain.deadlines import ACCEPT_WITHIN, STOP_ASKED_FOR
from kitchen_app.domain.order import Order, OrderId, Status
from kitchen_app.domain.outlook import has_left
from kitchen_app.domain.refunds import waiting_case
from kitchen_app.sandbox.cases import CaseState
from kitchen_app.sandbox.events import Actor
from kitchen_app.sandbox.orders import Order as KeetasOrder
from kitchen_app.sandbox.orders import Phase
from kitchen_app.services.alarm import Sound, is_waiting
from kitchen_app.services.board import CardView
from kitchen_app.services.links import Trouble
from kitchen_app.services.ports import StoredOrder
from tests.reliability.core_side import Run
from tests.reliability.history import SLACK_S, Breach, History, order_in
from tests.reliability.post import Post

_HEARD_WITHIN = timedelta(seconds=1)
_LOOKED_EVERY = timedelta(seconds=1)
_KNOWN_BY = (ActionKind.ACKNOWLEDGE, ActionKind.CANCEL)

STATUS_OF = {
    Phase.WAITING: Status.NEW,
    Phase.ACCEPTED: Status.ACCEPTED,
    Phase.READY: Status.READY,
    Phase.COMPLETED: Status.COMPLETED,
    Phase.CANCELLED: Status.CANCELLED,
}


class Judge(History):
    """Sees everything that either side knows, and compares."""

    # What holds now

    def look(self, run: Run, *, now: float) -> None:
        """Look at everything.

        Raises:
            Breach: something does not hold.
        """
        self._read_history(run)
        self._judge_acknowledged(run)
        self._judge_money(run)
        for row_id, status in self._stored(run):
            card = run.board.cards.get(OrderId(row_id))
            if card is None and status not in ("completed", "cancelled"):
                self._breach("I2", f"an order that is {status} has no card")
            if card is not None:
                self._judge_card(card, run, status)
        self._judge_stops(run)
        self._judge_unstored(run)
        self._judge_countdowns(run, now)
        self.judge_waiting(run)
        self._judge_silence(run)
        self._raise()

    def _raise(self) -> None:
        if self._breaches:
            raise Breach("\n".join(self._breaches))

    @staticmethod
    def _stored(run: Run) -> Iterator[tuple[str, str]]:
        yield from run.database.peewee.execute_sql("SELECT order_id, status FROM orders").fetchall()

    def _judge_acknowledged(self, run: Run) -> None:
        """I1, for what was acknowledged since the last look."""
        acknowledged = self._keeta.post.acknowledged
        for told in acknowledged[self._seen_acks :]:
            self._require_stored(run, told.message_id, told.message)
        self._seen_acks = len(acknowledged)

    def _require_stored(self, run: Run, message_id: str, message: str) -> None:
        rows = run.database.peewee.execute_sql(
            "SELECT body, body_hash FROM inbox WHERE message_id = ?", (message_id,)
        ).fetchall()
        bodies = [bytes(body) for body, digest in rows if _digest(bytes(body)) == digest]
        if not any(_message_of(body) == message for body in bodies):
            self._breach("I1", f"message {message_id} was acknowledged and is not stored")

    def _judge_money(self, run: Run) -> None:
        """I5: nobody gets back more than people have approved, nor more than was paid."""
        for order in self._keeta.orders():
            given = sum(case.money for case in order.cases if case.applied_by is Actor.MERCHANT)
            if not given:
                continue
            wanted = [
                intent.action.part_refund.amount.minor
                for intent in self._intents.values()
                if intent.action.part_refund and int(intent.action.order_id) == order.order_view_id
            ]
            if given > sum(wanted):
                self._breach("I5", f"{given} was given back and {sum(wanted)} approved")

    def _judge_card(self, card: CardView, run: Run, status: str) -> None:
        """I2 and I11: a card tells the truth, and what waits says so."""
        if card.order.status.value != status:
            self._breach("I2", f"a card says {card.order.status} of an order that is {status}")
        if not card.is_stored:
            self._breach("I2", f"a card calls an order that is {status} not stored")
        if card.order.status is Status.NEW:
            now = run.clock.now()
            if card.quiet_until is not None and now <= card.quiet_until:
                return
            if not is_waiting(card, now):
                self._breach("I11", "an order waits and makes no alarm")
            if self._is_due(card, run) and run.alarm.playing is None:
                self._breach("I11", "an order waits and nothing is heard")

    def _judge_stops(self, run: Run) -> None:
        """I11 for food that is cooked for nobody: asked until somebody here has seen or wanted it.

        From the file and from what people have touched, not from the board.
        """
        known = {
            intent.action.order_id
            for intent in self._intents.values()
            if intent.action.kind in _KNOWN_BY and intent.action.state is not ActionState.REFUSED
        }
        cards = [card for card in run.board.cards.values() if card.is_stored]
        for card in cards:
            stored = run.store.orders.get(card.order_id)
            is_open = stored is not None and card.order_id not in known
            if card.is_stop and not (is_open and card.order.status is Status.CANCELLED):
                self._breach(
                    "I11", "a kitchen is asked to stop that knows, or that cooks for somebody"
                )
            if stored is not None and is_open and not card.is_stop and self._must_stop(stored, run):
                self._breach("I11", "a kitchen cooks for nobody and is not told")
        is_asked = any(card.is_stop for card in cards)
        if is_asked and run.alarm.playing is None:
            self._breach("I11", "a kitchen cooks for nobody and hears nothing")
        if run.alarm.playing is Sound.CANCELLED and not is_asked:
            self._breach("I11", "STOP is heard and nobody is asked")

    @staticmethod
    def _must_stop(stored: StoredOrder, run: Run) -> bool:
        order, ended = stored.order, stored.order.cancellation
        if order.status is not Status.CANCELLED or ended is None or has_left(order):
            return False
        is_cooked = (order.accepted_at or order.ready_at) and not order.completed_at
        return bool(is_cooked) and run.clock.now() - ended.seen_at < STOP_ASKED_FOR - _LOOKED_EVERY

    def _judge_unstored(self, run: Run) -> None:
        """I2 and I11 for what the disk did not take: it is heard and offers nothing."""
        for order_id in run.board.unstored:
            card = run.board.cards.get(order_id)
            if card is None or card.is_stored or card.actions or card.pending:
                self._breach("I2", "an order that is not stored looks as if it were")
            elif card.order.status is Status.NEW and not is_waiting(card, run.clock.now()):
                self._breach("I11", "an order that is not stored waits and makes no alarm")

    def _judge_countdowns(self, run: Run, now: float) -> None:
        """A7: once this run has heard Keeta's time; a clock that is set is followed in a second."""
        answered_at = self._keeta.wire.answered_at
        if answered_at < 0 or now < max(answered_at, self.set_at) + 1.5:
            return
        ahead = run.clock.now() - self._keeta.clock.now()
        for card in run.board.cards.values():
            theirs = self._keeta.order(int(card.order_id))
            if card.accept_by is None or theirs is None or card.order.problem is not None:
                continue
            if not self._was_read(theirs.order_view_id, since=self._keeta.wire.run_since):
                continue
            true = from_epoch_ms(theirs.placed_at_ms) + ACCEPT_WITHIN + ahead
            if abs((card.accept_by - true).total_seconds()) > SLACK_S:
                self._breach("A7", f"a countdown is off by {card.accept_by - true}")

    def judge_waiting(self, run: Run) -> None:
        """I11 for refunds and questions: from the file, not from the board."""
        for order_id in run.store.refunds.orders_waiting():
            card = run.board.cards.get(order_id)
            if card is None or waiting_case(card.refunds) is None:
                self._breach("I11", "a refund request waits and no card says so")
            elif run.alarm.playing is None and self._is_due(card, run):
                self._breach("I11", "a refund request waits and nothing is heard")
        for order_id in run.store.actions.orders_asking():
            card = run.board.cards.get(order_id)
            if card is None or card.question is None:
                self._breach("I11", "a question waits and no card says so")

    @staticmethod
    def _is_due(card: CardView, run: Run) -> bool:
        """Tell whether no touch keeps a card quiet any more."""
        return card.quiet_until is None or run.clock.now() > card.quiet_until + _HEARD_WITHIN

    def _judge_silence(self, run: Run) -> None:
        """I11, the other way round: what is heard has a reason that can be seen."""
        has_reason = any(
            card.accept_by is not None or card.is_stop or waiting_case(card.refunds) is not None
            for card in run.board.cards.values()
        )
        if run.alarm.playing is not None and not has_reason:
            self._breach("I11", "something is heard and nothing waits")

    # After a death, and at the end

    def look_at_file(self, run: Run, post: Post) -> None:
        """I1, I14 and I18: what a new run finds is whole, and everything acknowledged is in it."""
        check = run.database.peewee.execute_sql("PRAGMA quick_check").fetchone()[0]
        if check != "ok":
            self._breach("I18", check)
        for told in post.acknowledged:
            self._require_stored(run, told.message_id, told.message)

    def look_at_end(self, run: Run) -> None:
        """I3 and I15: nothing is left undone, and the board says what Keeta says.

        Raises:
            Breach: something does not hold.
        """
        left = run.database.peewee.execute_sql(
            "SELECT event_id, state, body FROM inbox WHERE state IN ('waiting', 'failed')"
        ).fetchall()
        for event_id, state, body in left:
            is_told = Trouble.UNREADABLE in run.links._standing
            if order_in(_message_of(bytes(body))) or not is_told:
                self._breach("I15", f"event {event_id} is still {state}")
        for action in run.store.actions.all_open():
            self._breach("I15", f"{action.kind} is still {action.state}")
        told = {order_in(each.message) for each in self._keeta.post.acknowledged}
        for order in self._keeta.orders():
            stored = run.store.orders.get(OrderId(str(order.order_view_id)))
            if stored is None:
                if order.order_view_id in told:
                    self._breach("I3", "an order was told of and is unknown")
                continue
            self._judge_end(stored.order, order.phase)
            self._judge_cases_at_end(run, stored.order, order)
        self._raise()

    def _judge_end(self, ours: Order, phase: Phase) -> None:
        is_reversal = ours.status is Status.COMPLETED and phase is Phase.CANCELLED
        if STATUS_OF[phase] is not ours.status and not is_reversal:
            self._breach("I15", f"an order is {ours.status} here and {phase} at Keeta")
        if not ours.lines:
            self._breach("I15", "nobody knows what is in an order")

    def _judge_cases_at_end(self, run: Run, ours: Order, theirs: KeetasOrder) -> None:
        """What waits here waits at Keeta; and the other way round while the order is read."""
        here = waiting_case(run.store.refunds.of_order(ours.order_id)) is not None
        there = any(case.state is CaseState.WAITING for case in theirs.cases)
        if any(case.state is CaseState.ESCALATED for case in theirs.cases):
            return  # no message and no read tells of it: it waits here until it lapses
        if here != there and (here or not ours.status.is_final):
            self._breach("I15", f"a refund waits: {here} here, {there} at Keeta")


def _digest(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def _message_of(body: bytes) -> str:
    message: str = json.loads(body)["message"]
    return message
