"""Cards stand where the work is, keep their widgets, and do not jump under a finger."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kitchen_app.domain.order import Status
from kitchen_app.domain.projection import Lane
from kitchen_app.services.board import CardView
from kitchen_app.ui.board.board_view import BoardView
from kitchen_app.ui.board.card import OrderCard
from kitchen_app.ui.board.card_column import AT_ONCE
from kitchen_app.ui.clock import UiClock
from tests.ui import canned
from tests.ui.conftest import settle


def numbers(board: BoardView, lane: Lane) -> list[str]:
    """Return the orders of a lane in their sequence, with or without a card."""
    return [view.order.number for view in board.lanes[lane].column.views]


def new(number: str, age_s: float) -> CardView:
    return canned.card(canned.order(number, age_s=age_s))


def accepted(view: CardView) -> CardView:
    order = replace(view.order, status=Status.ACCEPTED, accepted_at=canned.NOW)
    return canned.card(order)


def test_lanes_are_sorted_by_what_must_happen_next(board: BoardView) -> None:
    board.show_changes(tuple(canned.states().values()))
    assert numbers(board, Lane.NEW)[:3] == ["1040", "1041", "1042"]
    assert numbers(board, Lane.PREPARING) == ["1038", "1036", "1037", "1039", "1048"]
    assert numbers(board, Lane.READY) == ["1035", "1034"]
    assert numbers(board, Lane.GONE) == ["1031", "1033", "1032"]


def test_cards_keep_their_identity(board: BoardView, qapp: QApplication) -> None:
    first, second = new("1", 10), new("2", 20)
    board.show_changes((first, second))
    widget = board.cards[first.order_id]
    board.show_changes((accepted(first),))
    settle(qapp)
    assert board.cards[first.order_id] is widget
    assert numbers(board, Lane.NEW) == ["2"]
    assert numbers(board, Lane.PREPARING) == ["1"]
    assert widget.isVisible()
    assert board.lanes[Lane.PREPARING].isAncestorOf(widget)


def test_chosen_orders_are_lit_also_when_their_card_comes_later(board: BoardView) -> None:
    first, second, third = new("1", 10), new("2", 20), new("3", 30)
    board.show_changes((first, second))
    board.light(frozenset({first.order_id, third.order_id}))
    board.show_changes((third,))
    lit = {card.card.order.number: card.property("lit") for card in board.cards.values()}
    assert lit == {"1": "yes", "2": "", "3": "yes"}
    board.light(frozenset())
    assert {card.property("lit") for card in board.cards.values()} == {""}


def test_a_removed_order_leaves(board: BoardView, qapp: QApplication) -> None:
    view = new("1", 10)
    board.show_changes((view,))
    board.remove(view.order_id)
    settle(qapp)
    assert board.cards == {}
    assert numbers(board, Lane.NEW) == []


def finished(number: int) -> CardView:
    done = canned.NOW - timedelta(minutes=number)
    return canned.card(canned.order(str(number), status=Status.COMPLETED, completed_at=done))


@pytest.mark.parametrize("lane", [Lane.NEW, Lane.GONE])
def test_a_long_lane_has_cards_for_what_is_near_and_counts_the_rest(
    board: BoardView, qapp: QApplication, lane: Lane
) -> None:
    make = finished if lane is Lane.GONE else lambda number: new(str(number), 200 - number)
    board.show_changes(tuple(make(number) for number in range(1, 101)))
    view = board.lanes[lane]
    at_once = {card.card.order.number for card in view.cards}
    assert at_once == {str(number) for number in range(1, len(at_once) + 1)}
    assert 0 < len(at_once) <= 2 * AT_ONCE
    for _ in range(30):
        settle(qapp)
    assert len(at_once) <= len(view.cards) < 30
    bottom = view.room().height()
    whole = sum(card.geometry().bottom() <= bottom for card in view.cards)
    assert int(view.foot.text().split()[1]) == 100 - whole


def test_every_order_of_a_long_lane_can_be_reached(board: BoardView, qapp: QApplication) -> None:
    views = [new(str(number), number) for number in range(1, 51)]
    board.show_changes(tuple(views))
    board.activateWindow()
    viewport = board.lanes[Lane.NEW].scroll_area.viewport()
    for view in views:
        board.bring_forward(view.order_id)
        settle(qapp)
        card = board.cards[view.order_id]
        assert card.foot.step_button.hasFocus()
        seen = QRect(card.foot.mapTo(viewport, QPoint(0, 0)), card.foot.size())
        assert viewport.rect().contains(seen)


def walk(board: BoardView, qapp: QApplication, stops: int) -> list[str]:
    """Press Tab; return the orders on whose cards the keyboard stood."""
    walked: list[str] = []
    for _ in range(stops):
        focus = QApplication.focusWidget()
        assert focus is not None
        if isinstance(focus, OrderCard):
            walked.append(focus.card.order.number)
        QTest.keyClick(focus, Qt.Key.Key_Tab)
        settle(qapp)
    return walked


def test_tab_walks_as_the_eye_does(board: BoardView, qapp: QApplication) -> None:
    """Down each lane and on to the next, also after cards have been used for other orders."""
    views = [new(str(number), number) for number in range(1, 31)]
    board.show_changes(tuple(views))
    board.activateWindow()
    settle(qapp)
    board.show_changes(tuple(accepted(view) for view in views[20:]))
    settle(qapp)
    board.bring_forward(views[19].order_id)
    in_new = [str(number) for number in range(19, 0, -1)]
    expected = in_new + numbers(board, Lane.PREPARING)
    assert walk(board, qapp, 150)[: len(expected)] == expected


def test_tab_comes_back_to_the_head_of_a_lane_that_is_scrolled(
    board: BoardView, qapp: QApplication
) -> None:
    views = [new(str(number), number) for number in range(1, 21)]
    board.show_changes(tuple(views))
    board.activateWindow()
    settle(qapp)
    board.bring_forward(views[0].order_id)
    settle(qapp)
    assert walk(board, qapp, 120)[:20] == [str(number) for number in range(20, 0, -1)]


def test_nothing_moves_under_a_finger(board: BoardView, qtbot: QtBot, qapp: QApplication) -> None:
    first = new("1", 10)
    board.show_changes((first,))
    settle(qapp)
    window = board.windowHandle()
    QTest.mousePress(window, Qt.MouseButton.LeftButton, pos=QPoint(20, 200))
    board.show_changes((new("2", 250),))
    board.show_changes((accepted(first),))
    assert numbers(board, Lane.NEW) == ["1"]
    QTest.mouseRelease(window, Qt.MouseButton.LeftButton, pos=QPoint(20, 200))
    qtbot.waitUntil(lambda: numbers(board, Lane.NEW) == ["2"])
    assert numbers(board, Lane.PREPARING) == ["1"]


def test_a_lost_release_does_not_hide_orders(
    board: BoardView, qtbot: QtBot, clock: UiClock, moment: canned.FixedClock, qapp: QApplication
) -> None:
    settle(qapp)
    QTest.mousePress(board.windowHandle(), Qt.MouseButton.LeftButton, pos=QPoint(20, 200))
    board.show_changes((new("1", 10),))
    for _ in range(3):
        clock.tick()
        moment.forward(seconds=2)
    qtbot.waitUntil(lambda: numbers(board, Lane.NEW) == ["1"])
    QTest.mouseRelease(board.windowHandle(), Qt.MouseButton.LeftButton, pos=QPoint(20, 200))


def test_what_is_out_of_sight_is_counted_and_reached(
    board: BoardView, qtbot: QtBot, clock: UiClock, qapp: QApplication
) -> None:
    board.show_changes(tuple(new(str(number), 10 + number) for number in range(1, 8)))
    clock.tick()
    settle(qapp)
    foot = board.lanes[Lane.NEW].foot
    assert foot.isVisible()
    assert "more · oldest 0 min" in foot.text()
    before = foot.text()
    QTest.mouseClick(foot, Qt.MouseButton.LeftButton)
    assert board.lanes[Lane.NEW].scroll_area.verticalScrollBar().value() > 0
    assert foot.text() == before or "↑" in foot.text()


def test_an_empty_lane_says_what_will_come(board: BoardView) -> None:
    assert not board.lanes[Lane.NEW].cards
    assert board.lanes[Lane.NEW].is_empty_shown
    board.show_changes((new("1", 10),))
    assert not board.lanes[Lane.NEW].is_empty_shown


@pytest.mark.parametrize("width", [1024, 1280, 1920])
def test_cards_fill_their_lane_and_never_overflow(
    board: BoardView, qapp: QApplication, width: int
) -> None:
    board.resize(width, 700)
    board.show_changes(tuple(canned.states().values()))
    settle(qapp)
    for lane in board.lanes.values():
        assert 240 <= lane.width() <= 380
        for card in lane.cards:
            assert card.width() == lane.scroll_area.viewport().width()


def test_each_order_is_told_once_when_it_can_be_seen(board: BoardView, clock: UiClock) -> None:
    told: list[tuple[str, ...]] = []
    board.seen.connect(told.append)
    first, second = new("1", 10), new("2", 20)
    board.show_changes((first,))
    board.show_changes((accepted(first),))
    clock.tick()
    board.hide()
    board.show_changes((second,))
    clock.tick()
    assert told == [(first.order_id,)]
    board.show()
    clock.tick()
    clock.tick()
    assert told == [(first.order_id,), (second.order_id,)]
    board.remove(first.order_id)
    clock.tick()
    assert len(told) == 2
