"""Every note has words in every language, and what nobody knows is shown as it is."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QApplication

from kitchen_app.domain.actions import ActionKind, ActionState, Approver, Refusal
from kitchen_app.domain.black_box import OFF, BlackBox
from kitchen_app.domain.effects import Entry
from kitchen_app.domain.order import RiderState, Status
from kitchen_app.domain.print_jobs import PrintState
from kitchen_app.domain.refunds import RefundKind, RefundState
from kitchen_app.domain.tickets import Copy, Mark
from kitchen_app.services.alarm import Rung
from kitchen_app.services.settings import LANGUAGES
from kitchen_app.ui import i18n
from kitchen_app.ui.black_box_words import exact_time, note_words, noted_later, wholeness
from tests.ui import canned, canned_record


def said(kind: str, detail: str = "") -> str:
    return note_words(Entry(at=canned.NOW, kind=kind, detail=detail))


def everything() -> Iterator[tuple[str, str]]:
    """Yield every kind and detail that the program writes."""
    for status in Status:
        yield from ((kind, status.value) for kind in ("placed", "read", "stale_read"))
        for after in Status:
            yield from ((kind, f"{status} → {after}") for kind in ("step", "odd_step"))
    for kind in ("details", "placed_otherwise", "dispatched", "shown"):
        yield kind, ""
    yield "hint", "1001"
    yield from (("rider", state.value) for state in RiderState)
    yield from (("refund", f"{kind} {state}") for kind in RefundKind for state in RefundState)
    yield from (("alarm", rung) for rung in (*(rung.name.lower() for rung in Rung), OFF))
    for deed in ActionKind:
        yield from (("action", f"{deed} {state}") for state in ActionState)
        yield from (("action", f"{deed} pending {by}") for by in ("person", "program"))
        yield from (("action", f"{deed} pending person {by}") for by in Approver)
        yield from (("action", f"{deed} refused {why}") for why in Refusal)
    for copy in Copy:
        for state in PrintState:
            yield from (("print", f"{copy} {state} {mark} Bar") for mark in Mark)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_note_shows_a_code(qapp: QApplication, language: str) -> None:
    i18n.install(qapp, language)
    for kind, detail in everything():
        words = said(kind, detail)
        assert words
        codes = [part for part in words.split("\u2068")[1:] if not part.startswith(("Bar", "1001"))]
        assert not codes, (kind, detail, words)
        assert "_" not in words


@pytest.mark.parametrize(
    ("kind", "detail", "words"),
    [
        ("placed", "new", "Keeta told of the order (new)"),
        ("step", "new → accepted", "The order is now: accepted"),
        ("odd_step", "new → completed", "The order is now: finished (before: new)"),
        ("action", "accept pending person", "Accepting · asked for · by a person here"),
        (
            "action",
            "cancel pending person manager",
            "Cancelling · asked for · by a person here · with the manager's PIN",
        ),
        ("action", "ready refused too_late", "Marking ready · came to nothing · too late"),
        ("action", "acknowledge done person", "STOP was seen · by a person here"),
        ("print", "kitchen printed first Bar", "Kitchen ticket · printed · \u2068Bar\u2069"),
        (
            "print",
            "bag queued possible copy Cold bar",
            "Bag ticket · in the queue · perhaps a copy · \u2068Cold bar\u2069",
        ),
        ("alarm", "off", "Alarm: silent"),
    ],
)
def test_notes_are_read_as_sentences(kind: str, detail: str, words: str) -> None:
    assert said(kind, detail) == words


@pytest.mark.parametrize(
    ("kind", "detail", "shown"),
    [
        ("beamed_up", "warp 9", "beamed_up warp 9"),
        ("step", "nonsense", "step nonsense"),
        ("refund", "whim waiting", "refund whim waiting"),
        ("action", "", ""),
        ("print", "", ""),
        ("rider", "flying", "flying"),
        ("placed", "sideways", "sideways"),
        ("action", "juggle pending person", "juggle"),
    ],
)
def test_what_nobody_knows_is_shown_as_it_is(kind: str, detail: str, shown: str) -> None:
    assert shown in said(kind, detail)


def test_times_are_exact_and_have_their_day_where_it_is_another() -> None:
    here = canned.NOW.astimezone()
    assert exact_time(canned.NOW, here.date()) == f"{here:%H:%M:%S}"
    other = here.date() - timedelta(days=1)
    assert exact_time(canned.NOW, other) == f"{here:%d/%m/%Y %H:%M:%S}"


def test_when_it_was_noted_is_told_where_that_was_later() -> None:
    day, soon = canned.NOW.astimezone().date(), canned.NOW + timedelta(milliseconds=999)
    assert noted_later(canned.NOW, soon, day) == ""
    late = canned.NOW + timedelta(seconds=2)
    assert noted_later(canned.NOW, late, day) == exact_time(late, day)
    assert noted_later(canned.NOW, canned.NOW.fromtimestamp(0, canned.NOW.tzinfo), day) == ""


def test_whether_the_record_is_whole_is_said() -> None:
    whole = canned_record.box()
    assert wholeness(whole) == i18n.tr("record.whole")
    notes = list(whole.notes)
    notes[3] = replace(notes[3], entry=replace(notes[3].entry, detail="off"))
    altered = BlackBox(order_id=whole.order_id, notes=tuple(notes))
    assert wholeness(altered) == i18n.tr("record.altered", number=4)


def test_notes_of_an_older_program_are_told_apart() -> None:
    whole = canned_record.box()
    old = replace(whole.notes[0], chain="", noted_at=canned.NOW.fromtimestamp(0, canned.NOW.tzinfo))
    told = wholeness(BlackBox(order_id=whole.order_id, notes=(old,)))
    assert i18n.tr("record.old", number=1) in told
