"""The menu names its keys and closes when something is chosen."""

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kitchen_app.ui.menu_panel import KEYS, MenuItem, MenuPanel
from kitchen_app.ui.theme import Theme


@pytest.fixture
def menu(qtbot: QtBot, theme: Theme) -> MenuPanel:
    ground = QWidget()
    qtbot.addWidget(ground)
    ground.resize(1280, 660)
    ground.show()
    panel = MenuPanel(theme, ground)
    panel.open_panel()
    return panel


@pytest.mark.parametrize("item", MenuItem)
def test_a_touch_chooses_and_closes(qtbot: QtBot, menu: MenuPanel, item: MenuItem) -> None:
    with qtbot.waitSignal(menu.chosen) as chosen:
        menu.buttons[item].click()  # the last ones are scrolled to
    assert chosen.args == [item]
    assert not menu.is_open


def test_each_button_says_its_key(menu: MenuPanel) -> None:
    for item, key in zip(KEYS, ("A", "R", "O", "C", "F11", "S", "G"), strict=True):
        assert menu.buttons[item].text().endswith(f"· {key}")
    for item in set(MenuItem) - KEYS.keys():
        assert "·" not in menu.buttons[item].text()
    assert all(button.accessibleName() for button in menu.buttons.values())
