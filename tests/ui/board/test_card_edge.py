"""A card that the edge of the screen cuts off ends between two lines, and says that it goes on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from kitchen_app.services.board import CardView
from kitchen_app.ui.board.card import OrderCard
from kitchen_app.ui.board.card_edge import Row, cut_above
from kitchen_app.ui.theme import Theme
from tests.ui import canned
from tests.ui.conftest import settle

STATES = canned.states() | canned.money_states()
WIDTH = 241
ROOM = 344


@pytest.fixture
def lane(qtbot: QtBot) -> QWidget:
    lane = QWidget()
    qtbot.addWidget(lane)
    lane.resize(WIDTH, 2000)
    lane.show()
    return lane


def card_in(lane: QWidget, theme: Theme, view: CardView, app: QApplication) -> OrderCard:
    card = OrderCard(theme, view, canned.NOW, lane)
    card.allow_room(QSize(WIDTH, ROOM))
    card.resize(WIDTH, card.heightForWidth(WIDTH))
    card.show()
    settle(app)
    return card


def test_a_card_with_room_has_no_veil(lane: QWidget, theme: Theme, qapp: QApplication) -> None:
    card = card_in(lane, theme, STATES["late"], qapp)
    card.keep_foot_above(card.height())
    assert card.edge.veil.isHidden()


def test_a_cut_allergy_is_told_in_the_colours_of_one(
    lane: QWidget, theme: Theme, qapp: QApplication
) -> None:
    card = card_in(lane, theme, STATES["late"], qapp)
    card.keep_foot_above(ROOM)
    veil = card.edge.veil
    assert veil.isVisible()
    assert veil.property("holds") == "remark"
    assert veil.text().startswith("↓ ")
    assert veil.geometry().bottom() + 1 == card.foot.y()
    assert card.foot.y() + card.foot.height() == ROOM


def test_what_is_only_small_print_is_not_told_as_a_remark(
    lane: QWidget, theme: Theme, qapp: QApplication
) -> None:
    card = card_in(lane, theme, STATES["ready"], qapp)
    card.keep_foot_above(card.height() - 80)
    assert card.edge.veil.isVisible()
    assert card.edge.veil.property("holds") == ""


def test_a_touch_on_it_opens_the_order_and_strikes_nothing_off(
    lane: QWidget, theme: Theme, qtbot: QtBot, qapp: QApplication
) -> None:
    card = card_in(lane, theme, STATES["preparing"], qapp)
    card.keep_foot_above(ROOM)
    struck: list[object] = []
    card.strike_requested.connect(lambda *each: struck.append(each))
    with qtbot.waitSignal(card.details_requested) as asked:
        QTest.mouseClick(card.edge.veil, Qt.MouseButton.LeftButton)
    assert asked.args == [STATES["preparing"].order_id]
    assert struck == []


def test_a_card_of_which_only_the_head_peeks_out_has_no_word_and_no_half_number(
    lane: QWidget, theme: Theme, qapp: QApplication
) -> None:
    card = card_in(lane, theme, STATES["soon"], qapp)
    number = card.body.head.number
    top = number.mapTo(card, QPoint(0, 0)).y()
    card.keep_foot_above(top + number.height() // 2)
    assert card.edge.veil.y() <= top
    assert card.edge.veil.text() == ""
    assert card.edge.veil.accessibleName() != ""


def test_scrolled_into_sight_the_card_is_whole_again(
    lane: QWidget, theme: Theme, qapp: QApplication
) -> None:
    card = card_in(lane, theme, STATES["late"], qapp)
    natural = card.foot.y()
    for edge in (ROOM, 200, 100, card.height()):
        card.keep_foot_above(edge)
    assert card.edge.veil.isHidden()
    assert card.foot.y() == natural


def test_another_order_on_the_same_card_is_cut_at_its_own_lines(
    lane: QWidget, theme: Theme, qapp: QApplication
) -> None:
    card = card_in(lane, theme, STATES["late"], qapp)
    card.keep_foot_above(ROOM)
    card.show_card(STATES["in_time"], canned.NOW)
    card.resize(WIDTH, card.heightForWidth(WIDTH))
    settle(qapp)
    assert card.edge.veil.property("holds") in ("", None)


@given(
    rows=st.lists(st.tuples(st.integers(0, 400), st.integers(1, 60)), max_size=30),
    edge=st.integers(0, 500),
)
def test_no_row_is_ever_cut(rows: list[tuple[int, int]], edge: int) -> None:
    all_rows = tuple(Row(top, top + height) for top, height in rows)
    cut = cut_above(all_rows, edge)
    assert cut <= edge
    assert not any(row.top < cut < row.bottom for row in all_rows)
