"""A person's word for what became of a refund."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kitchen_app.ui.board.question_panel import QuestionPanel
from kitchen_app.ui.theme import Theme
from tests.ui import canned

CARD = canned.money_states()["question"]


@pytest.fixture
def panel(ground: QWidget, theme: Theme) -> QuestionPanel:
    return QuestionPanel(theme, ground)


@pytest.mark.parametrize("was_done", [True, False])
def test_either_answer_is_held_and_names_the_order(
    qtbot: QtBot, panel: QuestionPanel, was_done: bool
) -> None:
    panel.ask(CARD)
    button = panel.yes_button if was_done else panel.no_button
    assert "1029" in button.words
    with qtbot.waitSignal(panel.question_answered, timeout=5000) as answered:
        QTest.mousePress(button, Qt.MouseButton.LeftButton)
    assert answered.args == [CARD.order_id, "touch", was_done]
    assert not panel.is_open


def test_it_closes_when_the_question_is_answered_elsewhere(panel: QuestionPanel) -> None:
    panel.ask(CARD)
    panel.follow(CARD)
    assert panel.is_open
    panel.follow(replace(CARD, question=None))
    assert not panel.is_open


def test_it_does_not_open_for_nothing(qtbot: QtBot, panel: QuestionPanel) -> None:
    panel.ask(replace(CARD, question=None))
    assert (panel.is_open, panel.order_id) == (False, "")
    with qtbot.assertNotEmitted(panel.question_answered):
        panel._say_yes()
