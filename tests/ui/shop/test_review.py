"""What differs is shown with two ways to go on."""

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kitchen_app.ui.shop.review import ReviewPane
from kitchen_app.ui.theme import Theme


def test_one_goes_on_or_back(ground: QWidget, theme: Theme, qtbot: QtBot) -> None:
    pane = ReviewPane(theme, ground)
    pane.show()
    pane.ask("First", ["a", "b"], back="No", go="Yes")
    pane.ask("Then", ["c"], back="No", go="Yes")
    assert pane.lines == ["c"]
    with qtbot.waitSignal(pane.agreed):
        pane.go_button.click()
    with qtbot.waitSignal(pane.declined):
        pane.back_button.click()
    pane.let_go(can=False)
    assert not pane.go_button.isEnabled()
    assert not pane.back_button.isEnabled()
