"""A touch on a line strikes it off, also by keyboard; what changed is marked until it is seen."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kitchen_app.domain.absence import Meanwhile
from kitchen_app.domain.marks import line_keys
from kitchen_app.domain.order import RiderState, Status
from kitchen_app.services.board import CardView
from kitchen_app.ui.board.card import OrderCard
from kitchen_app.ui.board.card_lines import LineRow
from kitchen_app.ui.theme import Theme
from tests.ui import canned
from tests.ui.conftest import settle

STATES = canned.states() | canned.money_states()
COOKING = canned.card(canned.order("31", status=Status.ACCEPTED, ready_by=canned.NOW))
FINGER = 48

ShowCard = Callable[[CardView], OrderCard]


@pytest.fixture
def show(qtbot: QtBot, theme: Theme, qapp: QApplication) -> ShowCard:
    def shown(view: CardView) -> OrderCard:
        card = OrderCard(theme, view, canned.NOW)
        qtbot.addWidget(card)
        card.resize(340, card.heightForWidth(340))
        card.show()
        settle(qapp)
        return card

    return shown


def touch(card: OrderCard, row: LineRow, *, at: QPoint | None = None) -> None:
    place = row.mapTo(card.body.lines, at or row.rect().center())
    QTest.mouseClick(card.body.lines, Qt.MouseButton.LeftButton, pos=place)


def look_of(card: OrderCard) -> list[tuple[bool, bool, bool]]:
    """Return of each line whether it is struck through, marked as changed and chosen."""
    rows = card.body.lines.rows
    return [(row.is_struck, row.is_changed, row.property("chosen") == "yes") for row in rows]


@pytest.mark.parametrize("state", ["preparing", "behind", "ready", "ready_pickup", "courier"])
def test_a_touch_strikes_a_line_off_and_another_brings_it_back(
    qtbot: QtBot, show: ShowCard, state: str
) -> None:
    view = STATES[state]
    card = show(view)
    key = line_keys(view.order.lines)[0]
    with qtbot.waitSignal(card.strike_requested) as asked:
        touch(card, card.body.lines.rows[0])
    assert asked.args == [view.order_id, key, True]
    card.show_card(canned.ticked(view, 0), canned.NOW)
    assert card.body.lines.rows[0].is_struck
    with qtbot.waitSignal(card.strike_requested) as asked:
        touch(card, card.body.lines.rows[0])
    assert asked.args == [view.order_id, key, False]


@pytest.mark.parametrize("state", ["soon", "pending", "stopped", "unreadable"])
def test_nothing_is_struck_off_where_nobody_works(qtbot: QtBot, show: ShowCard, state: str) -> None:
    card = show(STATES[state])
    with qtbot.assertNotEmitted(card.strike_requested):
        for row in card.body.lines.rows:
            touch(card, row)
        card.setFocus()
        for key in (Qt.Key.Key_Down, Qt.Key.Key_Space):
            QTest.keyClick(card, key)


def test_a_line_is_as_high_as_a_finger_with_the_space_around_it(
    qtbot: QtBot, show: ShowCard
) -> None:
    card = show(canned.card(replace(COOKING.order, lines=(canned.SOUP,) * 3)))
    lines = card.body.lines
    hit = [lines.row_at(QPoint(20, y)) for y in range(-20, lines.height() + 20)]
    assert all(hit.count(row) >= FINGER for row in lines.rows)
    above = card.body.lines.mapTo(card, QPoint(20, -5))
    with qtbot.waitSignal(card.strike_requested):
        QTest.mouseClick(card, Qt.MouseButton.LeftButton, pos=above)


def test_a_struck_line_moves_nothing(show: ShowCard, qapp: QApplication) -> None:
    card = show(COOKING)
    card.allow_room(QSize(340, 700))
    settle(qapp)
    before = [row.geometry() for row in card.body.lines.rows], card.foot.geometry()
    card.show_card(canned.ticked(COOKING, 0, 1), canned.NOW)
    settle(qapp)
    assert ([row.geometry() for row in card.body.lines.rows], card.foot.geometry()) == before
    assert look_of(card) == [(True, False, False)] * 2


def test_it_is_struck_through_and_said(show: ShowCard, qapp: QApplication) -> None:
    card = show(COOKING)
    row = card.body.lines.rows[1]
    assert "done" not in row.accessibleName()
    card.show_card(canned.ticked(COOKING, 1), canned.NOW)
    settle(qapp)
    assert row.accessibleName().startswith("done: 1 × ")
    (title,) = [label for label in row.findChildren(type(card.body.head.number)) if label.text()]
    assert title.font().strikeOut()
    card.show_card(COOKING, canned.NOW)
    assert not title.font().strikeOut()


def test_dragging_off_a_line_strikes_nothing(qtbot: QtBot, show: ShowCard) -> None:
    card = show(COOKING)
    lines = card.body.lines
    first, second = (row.geometry().center() for row in lines.rows)
    with qtbot.assertNotEmitted(card.strike_requested):
        QTest.mousePress(lines, Qt.MouseButton.LeftButton, pos=first)
        QTest.mouseRelease(lines, Qt.MouseButton.LeftButton, pos=second)


def test_lines_are_struck_off_by_keyboard(qtbot: QtBot, show: ShowCard) -> None:
    card = show(COOKING)
    keys = line_keys(COOKING.order.lines)
    card.setFocus()
    qtbot.waitUntil(card.hasFocus)
    QTest.keyClick(card, Qt.Key.Key_Down)
    QTest.keyClick(card, Qt.Key.Key_Down)
    QTest.keyClick(card, Qt.Key.Key_Down)
    assert look_of(card)[1] == (False, False, True)
    assert "Lentil soup" in card.accessibleDescription()
    with qtbot.waitSignal(card.strike_requested) as asked:
        QTest.keyClick(card, Qt.Key.Key_Space)
    assert asked.args == [COOKING.order_id, keys[1], True]
    QTest.keyClick(card, Qt.Key.Key_Up)
    with (
        qtbot.assertNotEmitted(card.strike_requested),
        qtbot.waitSignal(card.details_requested),
    ):
        QTest.keyClick(card, Qt.Key.Key_Return)
    assert look_of(card)[0] == (False, False, True)


def test_without_a_chosen_line_space_opens_the_order(qtbot: QtBot, show: ShowCard) -> None:
    card = show(COOKING)
    card.setFocus()
    qtbot.waitUntil(card.hasFocus)
    with qtbot.waitSignal(card.details_requested):
        QTest.keyClick(card, Qt.Key.Key_Space)
    QTest.keyClick(card, Qt.Key.Key_Up)
    assert look_of(card)[1] == (False, False, True)
    card.clearFocus()
    assert look_of(card)[1] == (False, False, False)
    assert card.accessibleDescription() == ""


def test_a_line_that_is_folded_away_cannot_be_chosen(show: ShowCard, qapp: QApplication) -> None:
    card = show(canned.long_order("1050", status=Status.ACCEPTED))
    card.allow_room(QSize(340, 500))
    settle(qapp)
    lines = card.body.lines
    while lines.choose_next(1):
        assert lines.chosen is not None
        assert not lines.chosen.isHidden()
    assert any(row.isHidden() for row in lines.rows)


def test_another_order_brings_nothing_of_the_one_before(qtbot: QtBot, show: ShowCard) -> None:
    changed = canned.changed_since(canned.ticked(COOKING, 0), ready_by=canned.NOW.replace(hour=3))
    card = show(canned.ticked(changed, 0))
    card.setFocus()
    qtbot.waitUntil(card.hasFocus)
    QTest.keyClick(card, Qt.Key.Key_Down)
    other = canned.card(canned.order("32", status=Status.ACCEPTED))
    card.show_card(other, canned.NOW)
    assert look_of(card) == [(False, False, False)] * 2
    assert card.body.head.times_changed.isHidden()
    assert card.accessibleDescription() == ""
    with qtbot.waitSignal(card.strike_requested) as asked:
        touch(card, card.body.lines.rows[0])
    assert asked.args is not None
    assert asked.args[0] == other.order_id


def test_when_all_is_ticked_the_card_says_so(show: ShowCard) -> None:
    card = show(canned.ticked(COOKING, 0))
    assert "all ticked" not in card.body.head._times.text()
    card.show_card(canned.ticked(COOKING, 0, 1), canned.NOW)
    assert "all ticked · " in card.body.head._times.text()


def test_what_changed_is_marked_where_it_changed(show: ShowCard) -> None:
    less = replace(COOKING.order, lines=(replace(canned.SHAWARMA, left=1), canned.SOUP))
    card = show(canned.changed_since(canned.card(less), lines=COOKING.order.lines))
    assert look_of(card) == [(False, True, False), (False, False, False)]
    assert card.body.head.times_changed.isHidden()
    later = canned.changed_since(COOKING, ready_by=canned.NOW + timedelta(hours=1))
    card.show_card(later, canned.NOW)
    assert look_of(card) == [(False, False, False)] * 2
    assert not card.body.head.times_changed.isHidden()
    here = replace(COOKING.order, rider=canned.rider(RiderState.ARRIVED))
    card.show_card(canned.changed_since(canned.card(here), rider=None), canned.NOW)
    assert not card.body.head.way_changed.isHidden()
    card.show_card(COOKING, canned.NOW)
    assert card.body.head.way_changed.isHidden()


def test_a_touch_says_that_it_is_seen(qtbot: QtBot, show: ShowCard) -> None:
    card = show(canned.changed_since(COOKING, ready_by=canned.NOW + timedelta(hours=1)))
    with qtbot.waitSignal(card.look_requested) as asked:
        QTest.mouseClick(card, Qt.MouseButton.LeftButton, pos=card.body.meta.geometry().center())
    assert asked.args == [COOKING.order_id]
    card.show_card(COOKING, canned.NOW)
    with qtbot.assertNotEmitted(card.look_requested):
        QTest.mouseClick(card, Qt.MouseButton.LeftButton, pos=card.body.meta.geometry().center())


@pytest.mark.parametrize("kind", Meanwhile)
def test_a_touch_says_that_what_happened_meanwhile_is_seen(
    qtbot: QtBot, show: ShowCard, kind: Meanwhile
) -> None:
    card = show(replace(COOKING, meanwhile=kind))
    assert card.property("tone") == "late"
    with qtbot.waitSignal(card.look_requested) as asked:
        QTest.mouseClick(card, Qt.MouseButton.LeftButton, pos=card.body.meta.geometry().center())
    assert asked.args == [COOKING.order_id]
    card.show_card(COOKING, canned.NOW)
    assert card.property("tone") == "calm"
