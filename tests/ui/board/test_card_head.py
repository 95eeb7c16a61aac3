"""Number, time and who brings it."""

import pytest
from pytestqt.qtbot import QtBot

from kitchen_app.ui.board.card_head import CardHead, gone_words
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


@pytest.mark.parametrize(
    ("state", "start"),
    [("collected", "left"), ("completed", "delivered"), ("cancelled", "Cancelled by Keeta")],
)
def test_how_it_left(theme: Theme, state: str, start: str) -> None:
    assert gone_words(STATES[state].order).startswith(start)


def test_an_order_that_is_simply_done(theme: Theme) -> None:
    order = canned.order("1", completed_at=canned.NOW)
    assert gone_words(order).startswith("done")
