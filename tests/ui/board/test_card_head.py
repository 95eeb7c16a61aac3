"""Number, time and who brings it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from pytestqt.qtbot import QtBot

from kitchen_app.domain.cooking_times import Usual
from kitchen_app.domain.order import Status
from kitchen_app.services.board import CardView
from kitchen_app.ui import words
from kitchen_app.ui.board.card_head import CardHead, cooking_grade, gone_words
from kitchen_app.ui.theme import Theme
from tests.ui import canned

STATES = canned.states()


@pytest.mark.parametrize(("number", "role"), [("1042", "number"), ("2026-0042", "number_long")])
def test_a_long_number_is_smaller_but_whole(
    qtbot: QtBot, theme: Theme, number: str, role: str
) -> None:
    head = CardHead(theme)
    qtbot.addWidget(head)
    head.show_card(canned.card(canned.order(number)), canned.NOW)
    assert head.number.property("role") == role
    assert number in head.number.text()


def test_a_stopped_order_has_no_clock(qtbot: QtBot, theme: Theme) -> None:
    head = CardHead(theme)
    qtbot.addWidget(head)
    head.show_card(STATES["soon"], canned.NOW)
    assert not head.chip.isHidden()
    head.show_card(STATES["stopped"], canned.NOW)
    assert head.chip.isHidden()


def test_it_tells_when_such_an_order_usually_is_ready(qtbot: QtBot, theme: Theme) -> None:
    head = CardHead(theme)
    qtbot.addWidget(head)
    cooking = canned.card(canned.order("1031", status=Status.ACCEPTED))
    head.show_card(cooking, canned.NOW)
    before = head._times.text()
    ready_at = canned.NOW + timedelta(minutes=9)
    usual = Usual(takes=timedelta(minutes=10), ready_at=ready_at)
    head.show_card(replace(cooking, usual=usual), canned.NOW)
    assert head._times.text() == f"{before} · usually ready {words.clock_time(ready_at)}"
    head.show_card(cooking, canned.NOW)
    assert head._times.text() == before


@pytest.mark.parametrize(
    ("state", "start"),
    [("collected", "left"), ("completed", "delivered"), ("cancelled", "Cancelled by Keeta")],
)
def test_how_it_left(theme: Theme, state: str, start: str) -> None:
    assert gone_words(STATES[state].order).startswith(start)


def test_an_order_that_is_simply_done(theme: Theme) -> None:
    order = canned.order("1", completed_at=canned.NOW)
    assert gone_words(order).startswith("done")


def cooked(minutes: float) -> CardView:
    accepted_at = canned.NOW - timedelta(minutes=minutes)
    order = canned.order("1", status=Status.ACCEPTED, age_s=9000, accepted_at=accepted_at)
    return canned.card(order)


@pytest.mark.parametrize(
    ("minutes", "word", "fill"),
    [
        (4.9, "min", None),
        (5, "min · slow", "soon"),
        (7.9, "min · slow", "soon"),
        (8, "min · late", "late"),
    ],
)
def test_the_age_of_what_is_cooked_is_told_by_colour_word_and_figure(
    qtbot: QtBot, theme: Theme, minutes: float, word: str, fill: str | None
) -> None:
    chosen = replace(theme, soon_after_min=5, late_after_min=8)
    head = CardHead(chosen)
    qtbot.addWidget(head)
    head.show_card(cooked(minutes), canned.NOW)
    look = head.chip.look
    assert look is not None
    assert (look.figure, look.word) == (str(int(minutes)), word)
    assert look.fill == (chosen.colour(fill) if fill else None)


@pytest.mark.parametrize("state", ["ready", "completed", "stopped", "late"])
def test_only_what_is_cooked_has_a_grade_of_age(theme: Theme, state: str) -> None:
    assert cooking_grade(STATES[state], canned.NOW, theme) is None
