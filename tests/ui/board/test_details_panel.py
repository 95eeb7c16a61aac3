"""The whole of a long order, with its buttons."""

from datetime import timedelta
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from kitchen_app.domain.actions import ActionKind
from kitchen_app.domain.marks import line_keys
from kitchen_app.domain.order import Status
from kitchen_app.ui.board.details_panel import DetailsPanel
from kitchen_app.ui.board.recipient_row import SHOWN_FOR
from kitchen_app.ui.theme import Theme
from tests.ui import canned
from tests.ui.canned_recipient import RECIPIENT
from tests.ui.conftest import settle


@pytest.fixture
def panel(qtbot: QtBot, theme: Theme) -> DetailsPanel:
    ground = QWidget()
    qtbot.addWidget(ground)
    ground.resize(1024, 528)
    ground.show()
    return DetailsPanel(theme, ground)


def test_every_line_is_shown_and_the_buttons_stay(
    panel: DetailsPanel, qtbot: QtBot, qapp: QApplication
) -> None:
    view = canned.long_order("1050")
    panel.show_details(view, canned.NOW)
    settle(qapp)
    assert len(panel.lines.rows) == 14
    assert all(row.isVisible() for row in panel.lines.rows)
    assert panel.rect().contains(panel.foot.geometry())
    with qtbot.waitSignal(panel.step_requested) as asked:
        QTest.mouseClick(panel.foot.step_button, Qt.MouseButton.LeftButton)
    assert asked.args == [view.order_id, ActionKind.ACCEPT]
    with qtbot.waitSignal(panel.cancel_requested) as asked:
        QTest.mouseClick(panel.foot.cancel_button, Qt.MouseButton.LeftButton)
    assert asked.args == [view.order_id]


def test_it_follows_its_order(panel: DetailsPanel, qtbot: QtBot) -> None:
    panel.show_details(canned.long_order("1050"), canned.NOW)
    view = canned.long_order("1050", status=Status.ACCEPTED)
    panel.show_details(view, canned.NOW)
    panel.tick(canned.NOW + timedelta(minutes=1))
    with qtbot.waitSignal(panel.step_requested):
        QTest.mouseClick(panel.foot.step_button, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(panel.closed):
        QTest.keyClick(panel, Qt.Key.Key_Escape)


def test_an_order_that_is_long_done_can_still_be_cancelled_or_given_back_in_part(
    panel: DetailsPanel, qtbot: QtBot
) -> None:
    view = canned.states()["completed"]
    panel.show_details(view, canned.NOW)
    for button, signal in (
        (panel.part_button, panel.part_requested),
        (panel.foot.cancel_button, panel.cancel_requested),
    ):
        assert button.isVisible()
        with qtbot.waitSignal(signal) as asked:
            QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        assert asked.args == [view.order_id]


def test_what_a_card_offers_is_offered_here_too(panel: DetailsPanel, qtbot: QtBot) -> None:
    states = canned.money_states()
    panel.show_details(states["refund"], canned.NOW)
    with qtbot.waitSignal(panel.answer_requested) as asked:
        QTest.mouseClick(panel.foot.answer_button, Qt.MouseButton.LeftButton)
    assert asked.args == [states["refund"].order_id]
    panel.show_details(states["undo"], canned.NOW)
    with qtbot.waitSignal(panel.undo_requested) as asked:
        QTest.mouseClick(panel.foot.undo_button, Qt.MouseButton.LeftButton)
    assert asked.args == [states["undo"].order_id]


def test_lines_are_struck_off_here_too(panel: DetailsPanel, qtbot: QtBot) -> None:
    view = canned.card(canned.order("31", status=Status.ACCEPTED))
    panel.show_details(canned.ticked(view, 0), canned.NOW)
    assert [row.is_struck for row in panel.lines.rows] == [True, False]
    with qtbot.waitSignal(panel.strike_requested) as asked:
        panel.lines.strike(panel.lines.rows[0])
    assert asked.args == [view.order_id, line_keys(view.order.lines)[0], False]


def test_what_changed_is_seen_by_opening_and_stays_marked_until_it_is_closed(
    panel: DetailsPanel, qtbot: QtBot
) -> None:
    view = canned.card(canned.order("31", status=Status.ACCEPTED, ready_by=canned.NOW))
    changed = canned.changed_since(view, ready_by=canned.NOW + timedelta(hours=1))
    with qtbot.waitSignal(panel.look_requested) as asked:
        panel.show_details(changed, canned.NOW)
    assert asked.args == [view.order_id]
    with qtbot.assertNotEmitted(panel.look_requested):
        panel.show_details(view, canned.NOW)
    assert not panel._head.times_changed.isHidden()
    panel.show_details(canned.card(canned.order("32", status=Status.ACCEPTED)), canned.NOW)
    assert panel._head.times_changed.isHidden()
    panel.show_details(changed, canned.NOW)
    panel.close_panel()
    panel.show_details(view, canned.NOW)
    assert panel._head.times_changed.isHidden()


def test_what_was_noted_is_asked_for_with_every_state(panel: DetailsPanel, qtbot: QtBot) -> None:
    view = canned.states()["completed"]
    for _ in range(2):
        with qtbot.waitSignal(panel.record_requested) as asked:
            panel.show_details(view, canned.NOW)
        assert asked.args == [view.order_id]


def test_where_it_goes_is_gone_with_the_panel_and_after_a_while(panel: DetailsPanel) -> None:
    view = canned.money_states()["courier"]
    row, sheet = panel.recipient, panel.recipient.sheet
    for end in (panel.close_panel, partial(panel.tick, canned.NOW + SHOWN_FOR)):
        panel.show_details(view, canned.NOW)
        row.button.click()
        row.show_recipient(view.order_id, RECIPIENT)
        panel.show_details(view, canned.NOW)
        panel.tick(canned.NOW)
        assert sheet.geometry() == panel.rect()
        assert sheet.isVisible()
        end()
        assert not sheet.is_open
        assert not sheet.shown
    panel.show_details(canned.states()["completed"], canned.NOW)
    assert row.isHidden()
