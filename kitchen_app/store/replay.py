"""Bringing a database up to what the journal says."""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

import apsw
from peewee import IntegrityError

from kitchen_app.domain.actions import Action, ActionState
from kitchen_app.domain.print_jobs import PrintState
from kitchen_app.services.ports import NewCallback, Verdict
from kitchen_app.services.proof_ports import is_proof
from kitchen_app.store.actions import SqliteActions
from kitchen_app.store.database import Database
from kitchen_app.store.errors import Damaged
from kitchen_app.store.inbox import SqliteInbox
from kitchen_app.store.journal import Group, Reading
from kitchen_app.store.print_jobs import SqlitePrintJobs

logger = logging.getLogger(__name__)

_AT_ONCE = 100

_STORED = "SELECT event_id, shop_id, proven FROM inbox WHERE message_id = ? AND content_hash = ?"
"""Asked thousands of times at every start: ten times as fast without a query builder."""

_PROGRESS = {
    ActionState.PENDING: 0,
    ActionState.SENDING: 1,
    ActionState.UNKNOWN: 2,
    ActionState.WAITING_EVENT: 3,
    ActionState.HUMAN: 4,
    ActionState.REFUSED: 5,
    ActionState.DONE: 5,
}
"""An action only moves forward here: whatever may have been sent must not look unsent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Replayed:
    """What the database lacked. A kill may leave the last group out; more than that is a loss."""

    messages: int
    actions: int
    was_behind: bool


def replay(database: Database, reading: Reading) -> Replayed:
    """Put what the journal has, and the database has not, into the database.

    Raises:
        Damaged: a message in the database is another than the journal's.
    """
    inbox, actions = SqliteInbox(database), SqliteActions(database)
    missing = [_missing(database, group.callbacks) for group in reading.groups]
    changed = list(_further(actions, reading.groups))
    lacking = list(chain.from_iterable(missing))
    if lacking or changed:
        logger.warning(
            "The journal brings back %d messages and %d actions", len(lacking), len(changed)
        )
        with database.transaction():
            for start in range(0, len(lacking), _AT_ONCE):
                inbox.take(lacking[start : start + _AT_ONCE])
            for action in sorted(changed, key=lambda each: each.state.is_open):
                _take(actions, action)
    return Replayed(messages=len(lacking), actions=len(changed), was_behind=any(missing[:-1]))


def doubt_unsent(database: Database) -> None:
    """Let nothing be sent, or printed, on the word of a file that may not know that it was."""
    actions, print_jobs = SqliteActions(database), SqlitePrintJobs(database)
    with database.transaction():
        for job in print_jobs.all_open():
            if job.state is PrintState.QUEUED:
                print_jobs.save(replace(job, state=PrintState.UNKNOWN))
        for action in actions.all_open():
            if action.state is ActionState.PENDING:
                actions.save(replace(action, state=ActionState.UNKNOWN))


def _missing(database: Database, callbacks: Sequence[NewCallback]) -> list[NewCallback]:
    """Return what is not stored, but for tests of receiving: they are taken out again at once."""
    return [
        callback
        for callback in callbacks
        if not is_proof(callback.examined.event_id, callback.examined.message_id)
        and not _has(database, callback)
    ]


def _has(database: Database, callback: NewCallback) -> bool:
    """Tell whether a message is stored, and is what it was.

    One that came again, proven, has replaced the body of one that was not.
    """
    examined = callback.examined
    key = (examined.message_id, examined.content_hash)
    stored = database.peewee.connection().execute(_STORED, key).fetchone()
    if stored is None:
        return False
    event_id, shop_id, proven = stored
    if (event_id, shop_id) != (examined.event_id, examined.shop_id):
        raise Damaged(f"message {examined.message_id} is not as it was written")
    return bool(proven or examined.verdict is not Verdict.GENUINE)


def _further(actions: SqliteActions, groups: Sequence[Group]) -> Iterator[Action]:
    """Return the actions that the journal knows in a further state than the database."""
    latest = {group.action.key: group.action for group in groups if group.action is not None}
    for action in latest.values():
        try:
            known = actions.get(action.key)
        except LookupError:
            yield action
            continue
        if _PROGRESS[action.state] > _PROGRESS[known.state]:
            yield action


def _take(actions: SqliteActions, action: Action) -> None:
    try:
        actions.get(action.key)
    except LookupError:
        _add(actions, action)
    else:
        actions.save(action)


def _add(actions: SqliteActions, action: Action) -> None:
    try:
        actions.add(action)
    except (IntegrityError, apsw.ConstraintError):
        logger.exception("Action %s is not brought back: another is open on its order", action.key)
