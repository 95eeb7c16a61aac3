"""A chain of notes is whole only as it was written."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kitchen_app.base.clock import from_epoch_ms
from kitchen_app.domain.actions import ActionKind, ActionState, Approver, Refusal
from kitchen_app.domain.black_box import (
    BlackBox,
    Note,
    action_entry,
    chained,
    first_break,
    print_entry,
)
from kitchen_app.domain.effects import Entry
from kitchen_app.domain.order import OrderId
from kitchen_app.domain.print_jobs import PrintState
from tests.domain.test_outlook import an_action
from tests.fakes import NOON
from tests.store.test_print_jobs import a_job

ORDER = OrderId("1")
LATER = timedelta(seconds=1)


def notes_of(*said: tuple[str, str], older: int = 0) -> list[Note]:
    """Return notes as they are written; the first `older` by a program without a chain."""
    notes, before = [], ""
    for index, (kind, detail) in enumerate(said):
        entry = Entry(at=NOON + index * LATER, kind=kind, detail=detail)
        before = "" if index < older else chained(before, ORDER, entry, NOON)
        noted_at = NOON if before else from_epoch_ms(0)
        notes.append(Note(entry=entry, noted_at=noted_at, chain=before))
    return notes


SAID = st.lists(st.tuples(st.text(max_size=8), st.text(max_size=8)), min_size=1, max_size=8)


@given(said=SAID, older=st.integers(0, 8))
def test_what_nobody_touched_is_whole(said: list[tuple[str, str]], older: int) -> None:
    assert BlackBox(order_id=ORDER, notes=tuple(notes_of(*said, older=older))).is_whole


@given(said=SAID, data=st.data())
def test_what_was_changed_shows(said: list[tuple[str, str]], data: st.DataObject) -> None:
    notes = notes_of(*said)
    index = data.draw(st.integers(0, len(notes) - 1))
    entry = notes[index].entry
    altered = data.draw(
        st.sampled_from(
            [
                replace(notes[index], entry=replace(entry, detail=entry.detail + "x")),
                replace(notes[index], entry=replace(entry, kind=entry.kind + "x")),
                replace(notes[index], entry=replace(entry, at=entry.at + LATER)),
                replace(notes[index], noted_at=NOON - LATER),
                replace(notes[index], chain=""),
            ]
        )
    )
    notes[index] = altered
    assert first_break(ORDER, notes) == index


def test_a_note_that_is_missing_or_of_another_order_shows() -> None:
    notes = notes_of(("placed", "new"), ("alarm", "card"), ("alarm", "off"))
    assert first_break(ORDER, notes[1:]) == 0
    assert first_break(ORDER, [notes[0], notes[2]]) == 1
    assert first_break(ORDER, [notes[1], notes[0], notes[2]]) == 0
    assert first_break(OrderId("2"), notes) == 0
    assert first_break(ORDER, notes[:2]) is None  # only an earlier seal tells
    whole = BlackBox(order_id=ORDER, notes=tuple(notes))
    assert whole.seal == notes[2].chain
    assert BlackBox(order_id=ORDER, notes=()).seal == ""


def test_an_action_is_noted_when_it_is_new_and_when_its_state_is() -> None:
    asked = an_action(ActionKind.ACCEPT)
    entry = action_entry(None, asked, NOON)
    assert entry == Entry(at=NOON, kind="action", detail=f"accept {asked.state} person")
    by_program = replace(asked, by_program=True, approver=Approver.LIMIT)
    told = action_entry(None, by_program, NOON)
    assert told is not None
    assert told.detail.endswith("program limit")
    assert action_entry(asked, replace(asked, not_after=NOON), NOON) is None
    sent = replace(asked, state=ActionState.SENDING)
    refused = replace(sent, state=ActionState.REFUSED, refusal=Refusal.BY_KEETA, detail="private")
    told = action_entry(sent, refused, NOON)
    assert told == Entry(at=NOON, kind="action", detail="accept refused by_keeta")


@pytest.mark.parametrize("state", PrintState)
def test_a_paper_is_noted_with_its_printer(state: PrintState) -> None:
    job = replace(a_job(), at="Bar 2", state=state)
    told = print_entry(None, job, NOON)
    assert told is not None
    assert told.detail == f"{job.copy} {state} {job.mark} Bar 2"
    assert print_entry(job, replace(job, tries=3), NOON) is None
    assert print_entry(job, replace(job, at="Kitchen"), NOON) is not None
