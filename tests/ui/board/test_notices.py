"""Which blocks a card carries."""

from dataclasses import replace
from datetime import timedelta

import pytest

from kitchen_app.domain.absence import Meanwhile
from kitchen_app.domain.actions import ActionKind, Refusal
from kitchen_app.domain.marks import line_keys
from kitchen_app.domain.order import Status
from kitchen_app.domain.projection import Lane
from kitchen_app.services.board import FailureView
from kitchen_app.ui.board.notices import LONG_NOTE, is_shortened, note_look, notice_looks
from kitchen_app.ui.theme import Theme
from tests.ui import canned

STATES = canned.states() | canned.money_states()


@pytest.mark.parametrize(
    ("state", "kinds"),
    [
        ("in_time", []),
        ("over", ["over"]),
        ("late", ["allergy"]),
        ("preparing", ["note"]),
        ("failed", ["failure"]),
        ("unreadable", ["problem"]),
        ("unstored", ["failure"]),
        ("unstored_later", ["failure"]),
        ("stopped", ["stop"]),
        ("cancelled", []),
        ("refund", ["refund"]),
        ("refund_cooking", ["refund"]),
        ("question", ["refund"]),
    ],
)
def test_blocks(theme: Theme, state: str, kinds: list[str]) -> None:
    assert [look.kind for look in notice_looks(STATES[state], canned.NOW)] == kinds


def test_what_is_not_stored_is_answered_elsewhere(theme: Theme) -> None:
    (new,) = notice_looks(STATES["unstored"], canned.NOW)
    (later,) = notice_looks(STATES["unstored_later"], canned.NOW)
    assert "Accept order" in new.title
    assert "1047" in new.title
    assert "Handle order" in later.title
    assert "from memory" in new.text


def test_a_long_note_is_shortened_on_a_card_only(theme: Theme) -> None:
    note = "knock " * 100
    assert is_shortened(note)
    assert len(note_look(note, letters=LONG_NOTE).text) < LONG_NOTE + 50
    assert "…" not in note_look(note).text


@pytest.mark.parametrize("note", ["請勿按門鐘" * 120, "x" * 5000, "please knock " * 400])
def test_a_long_note_is_shortened_in_every_script(note: str) -> None:
    look = note_look(note, letters=LONG_NOTE)
    assert len(look.text) < 200
    assert "…" in look.text
    assert note_look(note).text.count(note[:20])


@pytest.mark.parametrize("note", ["a" * 3000 + " nut allergy " + "b" * 3000, "過敏" + "請" * 900])
def test_of_a_long_note_the_part_with_the_allergy_is_shown(note: str) -> None:
    look = note_look(note, letters=LONG_NOTE)
    assert look.kind == "allergy"
    assert "allergy" in look.text or "過敏" in look.title + look.text
    assert len(look.text) < 300


def test_the_word_is_not_said_twice() -> None:
    look = note_look("ALLERGY: no sesame at all")
    assert look.title == "ALLERGY"
    assert "ALLERGY" not in look.text
    assert "no sesame at all" in look.text


def test_a_failure_is_told_even_of_an_order_that_has_left(theme: Theme) -> None:
    failure = FailureView(
        kind=ActionKind.REFUND_PART, refusal=Refusal.BY_KEETA, detail="", at=canned.NOW
    )
    card = replace(STATES["completed"], failure=failure)
    assert [look.kind for look in notice_looks(card, canned.NOW)] == ["failure"]


def test_what_the_program_accepted_is_told_until_it_has_left() -> None:
    card = canned.states()["by_program"]
    assert "accepted by the program" in [look.title for look in notice_looks(card, canned.NOW)]
    assert notice_looks(replace(card, lane=Lane.GONE), canned.NOW) == ()


def test_a_new_order_names_what_was_marked_as_sold_out() -> None:
    new = canned.card(canned.order("41"))
    _, soup = line_keys(new.order.lines)
    (look,) = notice_looks(replace(new, sold_out=frozenset({soup})), canned.NOW)
    assert look.title == "Marked as sold out here"
    assert "Lentil soup" in look.text
    cooking = canned.card(canned.order("41", status=Status.ACCEPTED))
    assert not notice_looks(replace(cooking, sold_out=frozenset({soup})), canned.NOW)


def test_a_note_that_changed_says_so_and_a_line_that_is_gone_too() -> None:
    cooking = canned.card(canned.order("31", status=Status.ACCEPTED, note="no nuts"))
    (look,) = notice_looks(canned.changed_since(cooking, note="x"), canned.NOW)
    assert look.title == "changed"
    lines = (*cooking.order.lines, canned.TEA)
    *_, gone = notice_looks(canned.changed_since(cooking, lines=lines), canned.NOW)
    assert gone.title == "A line is gone from this order"


def test_an_order_for_later_says_its_day_and_hour(theme: Theme) -> None:
    tomorrow, tonight = canned.later_orders()
    for card, title in ((tomorrow, "Tomorrow"), (tonight, "Today")):
        (look,) = notice_looks(card, canned.NOW)
        assert (look.kind, look.title.split()[0]) == ("later", title)
    ready_by = tonight.order.ready_by
    assert ready_by is not None
    assert notice_looks(tonight, ready_by) == ()


def test_a_new_order_for_later_counts_down_like_any_other(theme: Theme) -> None:
    hour = canned.NOW + timedelta(hours=5)
    card = canned.card(canned.order("1", age_s=400, ready_by=hour))
    assert [look.kind for look in notice_looks(card, canned.NOW)] == ["later", "over"]


def test_what_came_or_was_lost_behind_our_back_says_so_first(theme: Theme) -> None:
    came = replace(canned.card(canned.order("41", age_s=250)), meanwhile=Meanwhile.CAME)
    look = notice_looks(came, canned.NOW)[0]
    assert (look.kind, look.title) == ("over", "Came while offline · 4 min ago")
    titles = [
        notice_looks(came, came.order.placed_at + timedelta(minutes=m))[0].title for m in (0, 125)
    ]
    assert [title.split(" · ")[1] for title in titles] == ["just now", "2 h ago"]
    lost = replace(STATES["completed"], meanwhile=Meanwhile.LOST)
    assert [look.title for look in notice_looks(lost, canned.NOW)] == ["Lost while offline"]
