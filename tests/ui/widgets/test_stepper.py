"""A count between nothing and the most."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from kitchen_app.ui.theme import Theme
from kitchen_app.ui.widgets.stepper import Stepper


def test_it_counts_between_nothing_and_the_most(qtbot: QtBot, theme: Theme) -> None:
    stepper = Stepper(theme, most=2, less="less soup", more="more soup")
    qtbot.addWidget(stepper)
    stepper.show()
    assert not stepper.less_button.isEnabled()
    for count in (1, 2):
        with qtbot.waitSignal(stepper.count_changed):
            QTest.mouseClick(stepper.more_button, Qt.MouseButton.LeftButton)
        assert stepper.count == count
    assert not stepper.more_button.isEnabled()
    QTest.keyClick(stepper.less_button, Qt.Key.Key_Return)
    assert stepper.count == 1
    assert stepper.more_button.isEnabled()
    assert stepper.less_button.accessibleName() == "less soup"
    assert stepper.more_button.accessibleName() == "more soup"


def test_it_begins_anew_between_other_bounds(qtbot: QtBot, theme: Theme) -> None:
    stepper = Stepper(theme, most=9, least=3, less="less", more="more", figures=lambda n: f"<{n}>")
    qtbot.addWidget(stepper)
    assert stepper.count == 3
    with qtbot.assertNotEmitted(stepper.count_changed):
        stepper.begin(5, least=5, most=6)
    assert not stepper.less_button.isEnabled()
    stepper.more_button.click()
    assert stepper.count == 6
    assert not stepper.more_button.isEnabled()
    assert "<6>" in [label.text() for label in stepper.findChildren(QLabel)]
