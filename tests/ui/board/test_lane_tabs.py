"""One lane at a time: the tabs say what waits in the others, and lead there."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kitchen_app.domain.projection import Lane
from kitchen_app.services.settings import LANGUAGES, Arrangement
from kitchen_app.ui import i18n
from kitchen_app.ui.board.board_view import BoardView
from kitchen_app.ui.board.lane_tabs import LaneTabs
from kitchen_app.ui.clock import UiClock
from kitchen_app.ui.theme import Theme
from kitchen_app.ui.widgets.press_watch import PressWatch
from tests.ui import canned
from tests.ui.conftest import settle

STATES = canned.states() | canned.money_states()


@pytest.fixture
def board(qtbot: QtBot, theme: Theme, clock: UiClock, presses: PressWatch) -> BoardView:
    alone = replace(theme, arrangement=Arrangement.ONE_LANE)
    view = BoardView(alone, clock, presses)
    qtbot.addWidget(view)
    view.resize(1024, 456)
    view.show()
    view.show_changes(tuple(STATES.values()))
    return view


def seen(board: BoardView) -> list[Lane]:
    return [lane for lane, view in board.lanes.items() if view.isVisible()]


def test_a_tab_opens_its_lane(board: BoardView, qapp: QApplication) -> None:
    assert seen(board) == [Lane.NEW]
    QTest.mouseClick(board.tabs.buttons[Lane.READY], Qt.MouseButton.LeftButton)
    settle(qapp)
    assert seen(board) == [Lane.READY]
    assert board.tabs.buttons[Lane.READY].isChecked()
    assert len(board.lanes[Lane.READY].cards) == len(board.lanes[Lane.READY].column.views)


def test_cards_stand_side_by_side_and_are_folded_to_the_lane_that_is_open(
    board: BoardView, qapp: QApplication
) -> None:
    for lane in Lane:
        board.tabs.chosen.emit(lane)
        settle(qapp)
        settle(qapp)
        first, *others = board.lanes[lane].cards
        assert 300 <= first.width() <= 380
        assert others[0].y() == first.y()
        viewport = board.lanes[lane].scroll_area.viewport()
        assert first.foot.isHidden() or first.foot.geometry().bottom() <= viewport.height()


def test_an_order_that_is_chosen_elsewhere_brings_its_lane(
    board: BoardView, qapp: QApplication
) -> None:
    board.activateWindow()
    board.bring_forward(STATES["preparing"].order_id)
    settle(qapp)
    assert seen(board) == [Lane.PREPARING]
    assert board.cards[STATES["preparing"].order_id].isVisible()


def test_tabs_count_and_call(board: BoardView) -> None:
    lanes = {lane: len(view.column.views) for lane, view in board.lanes.items()}
    assert board.tabs.buttons[Lane.NEW].text() == f"New {lanes[Lane.NEW]}"
    tones = {lane: button.property("tone") for lane, button in board.tabs.buttons.items()}
    assert tones[Lane.PREPARING] == "stop"
    assert tones[Lane.NEW] == "late"
    assert tones[Lane.READY] in ("", None)


def test_a_tab_grows_urgent_with_the_time(qtbot: QtBot, theme: Theme) -> None:
    tabs = LaneTabs(theme)
    qtbot.addWidget(tabs)
    view = canned.card(canned.order("1", age_s=0))
    told = []
    for age_s in (0, 200, 290):
        tabs.follow({Lane.NEW: [view]}, canned.NOW + timedelta(seconds=age_s))
        told.append(tabs.buttons[Lane.NEW].property("tone"))
    assert told == ["in_time", "soon", "late"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_are_not_cut_off(
    qtbot: QtBot, theme: Theme, qapp: QApplication, language: str
) -> None:
    i18n.install(qapp, language)
    tabs = LaneTabs(theme)
    qtbot.addWidget(tabs)
    tabs.resize(1000, 60)
    tabs.follow({lane: [canned.card(canned.order("1"))] * 99 for lane in Lane}, canned.NOW)
    tabs.show()
    settle(qapp)
    for button in tabs.buttons.values():
        assert button.sizeHint().width() <= button.width()
        assert button.height() >= 48
