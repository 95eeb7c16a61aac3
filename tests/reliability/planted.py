"""Wrong versions of the core, a few lines each: what the model must find to be believed."""

import asyncio
import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from kitchen_app.base.backoff import Backoff
from kitchen_app.base.callback import SUCCESS, Answer, RawCallback
from kitchen_app.domain import deadlines, machine, projection
from kitchen_app.domain.actions import Action, ActionKind, ActionState, Refusal
from kitchen_app.domain.effects import Entry
from kitchen_app.domain.events import Placed
from kitchen_app.domain.order import Order, OrderId, Status
from kitchen_app.domain.refunds import RefundCase
from kitchen_app.keeta.callbacks import KeetaCallbacks
from kitchen_app.services import alarm, board, intake, ledger, outbox
from kitchen_app.services.board import Board
from kitchen_app.services.errors import OutcomeUnknown, Refused
from kitchen_app.services.kitchen import Kitchen
from kitchen_app.services.last_minute import LastMinute
from kitchen_app.services.ledger import Ledger
from kitchen_app.services.links import Links
from kitchen_app.services.outbox import Outbox
from kitchen_app.services.ports import NewCallback, StoredCallback, Verdict
from kitchen_app.services.requests import Requests
from kitchen_app.services.settings import LastResort
from kitchen_app.services.watch import Watch
from kitchen_app.store.database import Database, open_database
from kitchen_app.store.inbox import SqliteInbox
from tests.reliability import core_side

Patch = pytest.MonkeyPatch
_NEVER = datetime.max.replace(tzinfo=UTC)


def acknowledges_before_the_commit(patch: Patch) -> None:
    async def receive(self: intake.Intake, raw: RawCallback) -> Answer:
        examined = self._reader.examine(raw.body)
        if examined.verdict not in (Verdict.GENUINE, Verdict.UNPROVEN):
            return await whole(self, raw)
        callback = NewCallback(examined=examined, body=raw.body, received_at=raw.received_at)
        answer: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._waiting.append(intake._Waiting(callback, answer))
        self._arrived.set()
        return SUCCESS

    whole = intake.Intake.receive
    patch.setattr(intake.Intake, "receive", receive)


def last_write_wins(patch: Patch) -> None:
    def advanced(order: Order, to: Status, at: datetime) -> tuple[Order, tuple[Entry, ...]]:
        return machine._with_milestone(replace(order, status=to), to, at), ()

    patch.setattr(machine, "_advanced", advanced)


def _without_index(patch: Patch, instead: str = "") -> None:
    def opened(folder: Path) -> Database:
        database = open_database(folder)
        database.peewee.execute_sql("DROP INDEX IF EXISTS actions_one_open")
        if instead:
            database.peewee.execute_sql(instead)
        return database

    patch.setattr(core_side, "open_database", opened)


def every_click_counts(patch: Patch) -> None:
    def running(self: Kitchen, order_id: OrderId, kind: ActionKind) -> None:
        return None

    _without_index(patch)
    patch.setattr(Kitchen, "_running", running)


def opposites_at_once(patch: Patch) -> None:
    def running(self: Kitchen, order_id: OrderId, kind: ActionKind) -> Action | None:
        found = self._store.actions.unsettled_of(order_id)
        return next((action for action in found if action.kind is kind), None)

    _without_index(patch)
    patch.setattr(Kitchen, "_running", running)


def sends_again_after_a_crash(patch: Patch) -> None:
    def resume(self: Outbox) -> None:
        for action in self._store.actions.all_open():
            if action.state is ActionState.SENDING:
                self._ledger.settle(replace(action, state=ActionState.PENDING))
            self._start(action.key)

    patch.setattr(Outbox, "resume", resume)


def repeats_a_refund_after_a_timeout(patch: Patch) -> None:
    def repeat(self: Outbox, action: Action) -> float:
        self._ledger.settle(replace(action, state=ActionState.PENDING))
        return 1.0

    patch.setattr(Outbox, "_ask_a_person", repeat)


def repeats_a_refund_that_no_read_shows(patch: Patch) -> None:
    patch.setattr(outbox, "NEVER_REPEATED", frozenset())


def knows_messages_by_id_only(patch: Patch) -> None:
    def add(self: SqliteInbox, callbacks: Sequence[NewCallback]) -> None:
        rows = self._db.execute_sql("SELECT message_id FROM inbox").fetchall()
        known = {row[0] for row in rows}
        fresh = [each for each in callbacks if each.examined.message_id not in known]
        if fresh:
            whole(self, fresh)

    whole = SqliteInbox.add
    patch.setattr(SqliteInbox, "add", add)


def takes_a_repeat_for_a_new_order(patch: Patch) -> None:
    def placed(order: Order | None, event: Placed, now: datetime) -> machine.Decision:
        return whole(None, event, now)

    whole = machine._placed
    handlers = dict(machine._HANDLERS) | {Placed: placed}
    patch.setattr(machine, "_HANDLERS", handlers)


def forgets_at_start_what_waits(patch: Patch) -> None:
    def load(self: Board) -> None:
        for stored in self._store.orders.open_or_changed_since(self._clock.now()):
            self._show(stored)

    patch.setattr(Board, "load", load)


def counts_down_by_our_clock(patch: Patch) -> None:
    def ignored(self: Links, offset: object) -> None:
        return None

    patch.setattr(Links, "clock_measured", ignored)


def sends_after_the_deadline(patch: Patch) -> None:
    async def send(self: Outbox, action: Action, backoff: Backoff) -> float:
        return await whole(self, replace(action, not_after=_NEVER), backoff)

    whole = Outbox._send
    patch.setattr(Outbox, "_send", send)


def believes_a_late_read(patch: Patch) -> None:
    def merge(ours: Order, theirs: Order, now: datetime) -> Order:
        return replace(whole(ours, theirs, now), status=theirs.status)

    whole = machine._merge
    patch.setattr(machine, "_merge", merge)


def reopens_a_refund(patch: Patch) -> None:
    def merge(known: RefundCase | None, news: RefundCase) -> RefundCase:
        return replace(news, case_id=known.case_id) if known else news

    patch.setattr(ledger, "merge_news", merge)


def believes_what_is_not_proven(patch: Patch) -> None:
    def events(self: KeetaCallbacks, callback: StoredCallback, at: datetime) -> tuple[Any, ...]:
        return whole(self, replace(callback, proven=True), at)

    whole = KeetaCallbacks.events
    patch.setattr(KeetaCallbacks, "events", events)


def takes_silence_for_a_yes(patch: Patch) -> None:
    async def send(self: Requests, action: Action) -> None:
        try:
            await whole(self, action)
        except OutcomeUnknown:
            return

    whole = Requests.send
    patch.setattr(Requests, "send", send)


def tells_a_refusal_before_looking(patch: Patch) -> None:
    def doubt(self: Outbox, action: Action, refusal: Refused) -> float:
        self._ledger.settle(ledger.refused(action, Refusal.BY_KEETA, refusal.message))
        return 0

    patch.setattr(Outbox, "_doubt", doubt)


def gives_up_after_a_timeout(patch: Patch) -> None:
    async def find_out(self: Outbox, action: Action, backoff: Backoff) -> float:
        self._ledger.settle(ledger.refused(action, Refusal.BY_KEETA))
        return 0

    patch.setattr(Outbox, "_find_out", find_out)


def sends_before_it_writes(patch: Patch) -> None:
    def settle(self: Ledger, action: Action) -> None:
        if action.state is not ActionState.SENDING:
            whole(self, action)

    whole = Ledger.settle
    patch.setattr(Ledger, "settle", settle)


def forgets_what_failed(patch: Patch) -> None:
    def requeue(self: SqliteInbox) -> None:
        return None

    patch.setattr(SqliteInbox, "requeue_failed", requeue)


def lets_a_request_ask_for_ever(patch: Patch) -> None:
    def merge(known: RefundCase | None, news: RefundCase) -> RefundCase:
        return known or news

    def close(self: Watch, now: datetime) -> None:
        return None

    patch.setattr(ledger, "merge_news", merge)
    patch.setattr(Watch, "_close_lapsed", close)


def stops_asking_to_stop_by_itself(patch: Patch) -> None:
    def asks(order: Order, asked: Iterable[Action], now: datetime) -> bool:
        return whole(order, asked, now + deadlines.STOP_ASKED_FOR - timedelta(minutes=5))

    whole = projection.asks_to_stop
    patch.setattr(board, "asks_to_stop", asks)


def forgets_who_has_seen_stop(patch: Patch) -> None:
    def asks(order: Order, asked: Iterable[Action], now: datetime) -> bool:
        return whole(order, (), now)

    whole = projection.asks_to_stop
    patch.setattr(board, "asks_to_stop", asks)


def hears_no_refund_request(patch: Patch) -> None:
    def nothing(cases: Iterable[RefundCase]) -> None:
        return None

    patch.setattr(alarm, "waiting_case", nothing)


def accepts_what_nobody_chose_to(patch: Patch) -> None:
    def init(self: LastMinute, choice: LastResort, **others: Any) -> None:
        whole(self, LastResort.ACCEPT, **others)

    whole = LastMinute.__init__
    patch.setattr(LastMinute, "__init__", init)


def logs_what_it_receives(patch: Patch) -> None:
    async def receive(self: intake.Intake, raw: RawCallback) -> Answer:
        logging.getLogger("kitchen_app.services.intake").debug("received %r", raw.body)
        return await whole(self, raw)

    whole = intake.Intake.receive
    patch.setattr(intake.Intake, "receive", receive)


@dataclass(frozen=True, slots=True)
class Planted:
    """An error and the invariants of which one must break.

    `seed` is of the life that found it last: it is tried first, the others only if it fails to.
    """

    plant: Callable[[Patch], None]
    breaks: tuple[str, ...]
    seed: int = 0


PLANTED: Mapping[str, Planted] = {
    each.plant.__name__.replace("_", " "): each
    for each in (
        Planted(acknowledges_before_the_commit, ("I1",), seed=1),
        Planted(last_write_wins, ("I7",), seed=2),
        Planted(every_click_counts, ("I8",)),
        Planted(opposites_at_once, ("I8",)),
        Planted(sends_again_after_a_crash, ("I10", "I4"), seed=1),
        Planted(repeats_a_refund_after_a_timeout, ("I10", "I4", "I5")),
        Planted(repeats_a_refund_that_no_read_shows, ("I10", "I4", "I5")),
        Planted(knows_messages_by_id_only, ("I1",), seed=2),
        Planted(takes_a_repeat_for_a_new_order, ("I7",), seed=2),
        Planted(forgets_at_start_what_waits, ("I11",), seed=1),
        Planted(counts_down_by_our_clock, ("A7", "I9"), seed=9),
        Planted(sends_after_the_deadline, ("I9",), seed=13),
        Planted(believes_a_late_read, ("I7",)),
        Planted(reopens_a_refund, ("I7",), seed=3),
        Planted(believes_what_is_not_proven, ("I7", "I13"), seed=6),
        Planted(takes_silence_for_a_yes, ("I7", "I10")),
        Planted(tells_a_refusal_before_looking, ("I10",), seed=5),
        Planted(gives_up_after_a_timeout, ("I10",)),
        Planted(sends_before_it_writes, ("I10", "I4"), seed=1),
        Planted(forgets_what_failed, ("I15",), seed=2),
        Planted(lets_a_request_ask_for_ever, ("I15", "I11"), seed=2),
        Planted(stops_asking_to_stop_by_itself, ("I11",), seed=6),
        Planted(forgets_who_has_seen_stop, ("I11",)),
        Planted(hears_no_refund_request, ("I11",), seed=2),
        Planted(accepts_what_nobody_chose_to, ("I6",), seed=1),
        Planted(logs_what_it_receives, ("I16",)),
    )
}
