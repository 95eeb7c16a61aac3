"""The body of a card needs the room that it gets, and offers what it folded away."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kitchen_app.services.board import CardView
from kitchen_app.ui.board.card_body import CardBody
from kitchen_app.ui.theme import Theme
from tests.ui import canned
from tests.ui.conftest import settle

STATES = canned.states()
WIDTH = 260


def shown(qtbot: QtBot, theme: Theme, view: CardView) -> CardBody:
    body = CardBody(theme, view, canned.NOW)
    qtbot.addWidget(body)
    body.show_card(view, canned.NOW)
    body.resize(WIDTH, 800)
    body.show()
    return body


def fold(body: CardBody, app: QApplication, height: int) -> None:
    body.fold(QSize(WIDTH, height))
    settle(app)
    body.settle_fold()
    settle(app)


@pytest.mark.parametrize("height", [400, 500, 600])
@pytest.mark.parametrize("state", ["in_time", "soon", "preparing", "behind"])
def test_it_needs_no_more_than_its_room(
    qapp: QApplication, qtbot: QtBot, theme: Theme, state: str, height: int
) -> None:
    body = shown(qtbot, theme, STATES[state])
    fold(body, qapp, height)
    assert body.heightForWidth(WIDTH) <= height


def test_small_print_goes_first_and_money_to_collect_stays(
    qapp: QApplication, qtbot: QtBot, theme: Theme
) -> None:
    paid, cash = shown(qtbot, theme, STATES["soon"]), shown(qtbot, theme, STATES["late"])
    for body in (paid, cash):
        assert body.meta.isVisible()
        fold(body, qapp, 240)
    assert not paid.meta.isVisible()
    assert cash.meta.isVisible()


@pytest.mark.parametrize(
    ("height", "words"), [(5000, ""), (430, "Show all 14 lines"), (250, "Show all 14 lines")]
)
def test_what_is_folded_away_is_offered(
    qapp: QApplication, qtbot: QtBot, theme: Theme, height: int, words: str
) -> None:
    plain = canned.long_order("1050").order
    lines = tuple(replace(line, note="") for line in plain.lines)
    body = shown(qtbot, theme, canned.card(replace(plain, lines=lines)))
    fold(body, qapp, height)
    assert body.more_button.text() == words
    assert body.more_button.isVisible() is bool(words)


def test_options_that_are_hidden_are_offered(
    qapp: QApplication, qtbot: QtBot, theme: Theme
) -> None:
    order = replace(STATES["in_time"].order, lines=(canned.RICE,))
    body = shown(qtbot, theme, canned.card(order))
    fold(body, qapp, 190)
    assert body.more_button.text() == "Whole order"


def test_a_notice_that_comes_with_time_is_given_room(
    qapp: QApplication, qtbot: QtBot, theme: Theme
) -> None:
    body = shown(qtbot, theme, STATES["soon"])
    room = body.heightForWidth(WIDTH)
    fold(body, qapp, room)
    assert not body.more_button.isVisible()
    body.show_time(canned.NOW + timedelta(minutes=3))
    settle(qapp)
    body.settle_fold()
    assert [look.kind for look in body.notices.looks] == ["over"]
    assert body.heightForWidth(WIDTH) <= room
