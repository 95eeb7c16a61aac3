"""One reason at a time; one of them needs words."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kitchen_app.domain.actions import RejectReason
from kitchen_app.ui.board.reason_chooser import ReasonChooser
from kitchen_app.ui.theme import Theme


@pytest.fixture
def why(qtbot: QtBot, theme: Theme) -> ReasonChooser[RejectReason]:
    chooser = ReasonChooser(theme, RejectReason, table="reject_reason", other=RejectReason.OTHER)
    qtbot.addWidget(chooser)
    chooser.show()
    return chooser


def test_nothing_is_chosen_for_anybody_at_first(why: ReasonChooser[RejectReason]) -> None:
    why.start()
    assert (why.reason, why.is_valid, why.said) == (None, False, "")
    why.start(RejectReason.PREPARED)
    assert (why.reason, why.is_valid) == (RejectReason.PREPARED, True)


def test_the_other_reason_needs_words(qtbot: QtBot, why: ReasonChooser[RejectReason]) -> None:
    why.start()
    with qtbot.waitSignals([why.changed, why.text_wanted]):
        QTest.mouseClick(why.choices[RejectReason.OTHER], Qt.MouseButton.LeftButton)
    assert why.text.isVisible()
    assert not why.is_valid
    QTest.keyClicks(why.text, " it was eaten ")
    assert (why.is_valid, why.said) == (True, "it was eaten")
    QTest.mouseClick(why.choices[RejectReason.PREPARED], Qt.MouseButton.LeftButton)
    assert not why.text.isVisible()
    assert (why.is_valid, why.said) == (True, "")


def test_a_hint_stands_on_one_reason_only(why: ReasonChooser[RejectReason]) -> None:
    why.mark(RejectReason.PREPARED, "fits")
    why.mark(RejectReason.ON_ITS_WAY, "fits")
    shown = [button.text() for button in why.choices.values()]
    assert shown == ["The meal was prepared", "It had left already · fits", "Another reason"]
