"""What is written down of an order as it happens, and the chain that shows if it was altered.

Each note carries a hash over itself and the one before it: a note that is changed, taken out or
put in between breaks the chain from there on. That the last notes were cut off shows only against
an earlier sheet, which has the hash that was the last then.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from kitchen_app.base.clock import to_epoch_ms
from kitchen_app.domain.actions import Action
from kitchen_app.domain.effects import Entry
from kitchen_app.domain.order import OrderId
from kitchen_app.domain.print_jobs import PrintJob

ACTION, PRINT, SHOWN, ALARM = "action", "print", "shown", "alarm"
"""Kinds of entries that tell of what was done here; `domain.machine` has those of the order."""

RECEIVED = "received"
"""The kind of the arrival of a message here: its detail is the number of its event."""

REFUND = "refund"
"""The kind of what Keeta told of a refund case: its detail is kind and state."""

FORGOTTEN = "forgotten"
"""The kind of what a person had forgotten of the customer: its detail is who stood up for it."""

OFF = "off"
"""The detail of an alarm that is silent; the others are the names of its rungs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """An entry as it was written down.

    `noted_at` is when that was, our clock; `entry.at` is when it happened, for what Keeta told in
    Keeta's clock. What older programs wrote has no `chain`, and 1970 for `noted_at`.
    """

    entry: Entry
    noted_at: datetime
    chain: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BlackBox:
    """All notes of one order, in the sequence in which they were written."""

    order_id: OrderId
    notes: tuple[Note, ...]

    @property
    def is_whole(self) -> bool:
        """Whether every note is as it was written, and none is missing before the last."""
        return first_break(self.order_id, self.notes) is None

    @property
    def seal(self) -> str:
        """The hash of the last note: it stands for all of them."""
        return self.notes[-1].chain if self.notes else ""


def chained(before: str, order_id: OrderId, entry: Entry, noted_at: datetime) -> str:
    """Return the hash of a note; `before` is that of the note before it, empty for the first."""
    moments = (to_epoch_ms(entry.at), to_epoch_ms(noted_at))
    said = json.dumps([before, order_id, *moments, entry.kind, entry.detail])
    return hashlib.sha256(said.encode()).hexdigest()


def first_break(order_id: OrderId, notes: Sequence[Note]) -> int | None:
    """Return the index of the first note that does not fit; None if all do."""
    before = ""
    for index, note in enumerate(notes):
        is_older = not note.chain and not before and not to_epoch_ms(note.noted_at)
        if not is_older and note.chain != chained(before, order_id, note.entry, note.noted_at):
            return index
        before = note.chain
    return None


def action_entry(before: Action | None, after: Action, now: datetime) -> Entry | None:
    """Return what is new of an action; None if nothing is that anybody would ask about."""
    if before is not None and (before.state, before.refusal) == (after.state, after.refusal):
        return None
    parts = [after.kind.value, after.state.value]
    if before is None:
        parts.append("program" if after.by_program else "person")
        if after.approver is not None:
            parts.append(after.approver.value)
    elif after.refusal is not None:
        parts.append(after.refusal.value)
    return Entry(at=now, kind=ACTION, detail=" ".join(parts))


def print_entry(before: PrintJob | None, after: PrintJob, now: datetime) -> Entry | None:
    """Return what is new of a paper; the printer's name comes last, it may have spaces."""
    if before is not None and (before.state, before.at) == (after.state, after.at):
        return None
    parts = (after.copy.value, after.state.value, after.mark.value, after.at)
    return Entry(at=now, kind=PRINT, detail=" ".join(parts))
