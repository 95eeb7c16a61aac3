"""The buttons beside the frame do what the frame itself can, and nothing while it is sent."""

import pytest
from PySide6.QtCore import QRect
from pytestqt.qtbot import QtBot

from kitchen_app.ui.shop.crop_pane import CropPane
from kitchen_app.ui.theme import Theme
from kitchen_app.ui.widgets.text import WrapLabel
from tests.ui.shop.test_crop_view import picture


@pytest.fixture
def pane(theme: Theme, qtbot: QtBot) -> CropPane:
    pane = CropPane(theme)
    qtbot.addWidget(pane)
    pane.resize(700, 480)
    pane.show()
    pane.show_image(picture(1600, 1200))
    return pane


def test_smaller_and_larger(pane: CropPane) -> None:
    pane.smaller_button.click()
    assert pane.view.part == QRect(160, 120, 1280, 960)
    said = [label.text() for label in pane.findChildren(WrapLabel)]
    assert any("1280 × 960" in text for text in said), said
    pane.larger_button.click()
    pane.larger_button.click()
    assert pane.view.part == QRect(0, 0, 1600, 1200)


def test_it_is_agreed_to_or_not(pane: CropPane, qtbot: QtBot) -> None:
    with qtbot.waitSignal(pane.agreed) as agreed:
        pane.send_button.click()
    assert agreed.args is not None
    assert agreed.args[1] == QRect(0, 0, 1600, 1200)
    with qtbot.waitSignal(pane.declined):
        pane.back_button.click()


def test_nothing_moves_while_it_is_sent(pane: CropPane) -> None:
    pane.let_go(can=False)
    for button in (pane.smaller_button, pane.larger_button, pane.send_button, pane.back_button):
        assert not button.isEnabled()
    assert not pane.view.isEnabled()
