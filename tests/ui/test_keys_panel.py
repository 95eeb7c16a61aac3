"""A bump bar is learned key by key; the keys that lead through the screen cannot be taken away."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kitchen_app.services.board_keys import DEFAULTS, BoardKey
from kitchen_app.services.settings import LANGUAGES
from kitchen_app.ui.keys_panel import KeysPanel
from kitchen_app.ui.main_window import MainWindow
from kitchen_app.ui.widgets.text import WrapLabel
from tests.ui.conftest import ShowWindow
from tests.ui.fakes import FakeKitchen
from tests.ui.stage import settle

PAD = Qt.KeyboardModifier.KeypadModifier


@pytest.fixture
def window(show_window: ShowWindow) -> MainWindow:
    return show_window()


@pytest.fixture
def panel(window: MainWindow) -> KeysPanel:
    window.keys_panel.learn()
    return window.keys_panel


def asked(panel: KeysPanel) -> BoardKey:
    return panel.asked


def test_keys_are_learned_one_after_the_other_and_kept_at_the_end(
    window: MainWindow, panel: KeysPanel, kitchen: FakeKitchen, qtbot: QtBot
) -> None:
    assert asked(panel) is BoardKey.BUMP
    QTest.keyClick(panel, Qt.Key.Key_Control)
    assert asked(panel) is BoardKey.NEXT
    QTest.keyClick(panel, Qt.Key.Key_Plus, PAD)
    QTest.mouseClick(panel.skip_button, Qt.MouseButton.LeftButton)
    assert asked(panel) is BoardKey.UNDO
    QTest.mouseClick(panel.before_button, Qt.MouseButton.LeftButton)
    QTest.mouseClick(panel.clear_button, Qt.MouseButton.LeftButton)
    assert window.keys.map.key_of(BoardKey.BUMP) == "B"
    QTest.mouseClick(panel.keep_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.keys.map.key_of(BoardKey.BUMP) == "Ctrl")
    assert window.keys.map.key_of(BoardKey.NEXT) == "Num++"
    assert window.keys.map.key_of(BoardKey.PREVIOUS) == ""
    assert kitchen.kept_keys["bump"] == "Ctrl"
    assert not panel.is_open


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_what_leads_through_the_screen_is_refused(panel: KeysPanel, key: Qt.Key) -> None:
    QTest.keyClick(panel, key)
    assert asked(panel) is BoardKey.BUMP
    assert "always leads" in panel.said


def test_escape_closes_and_keeps_nothing(
    window: MainWindow, panel: KeysPanel, kitchen: FakeKitchen
) -> None:
    QTest.keyClick(panel, Qt.Key.Key_F5)
    QTest.keyClick(panel, Qt.Key.Key_Escape)
    assert not panel.is_open
    assert kitchen.kept_keys == {}
    panel.learn()
    assert asked(panel) is BoardKey.BUMP
    QTest.keyClick(panel, Qt.Key.Key_F5)
    assert asked(panel) is BoardKey.NEXT


def test_tab_walks_to_the_buttons(panel: KeysPanel) -> None:
    QTest.keyClick(panel, Qt.Key.Key_Tab)
    focus = QApplication.focusWidget()
    assert focus is not panel
    assert asked(panel) is BoardKey.BUMP


def test_a_key_in_use_is_taken_over_only_when_pressed_again(
    window: MainWindow, panel: KeysPanel, qtbot: QtBot
) -> None:
    QTest.keyClick(panel, Qt.Key.Key_A)
    assert asked(panel) is BoardKey.BUMP
    assert "All day" in panel.said
    assert not window.tools.all_day.is_open
    QTest.keyClick(panel, Qt.Key.Key_A)
    assert asked(panel) is BoardKey.NEXT
    QTest.mouseClick(panel.keep_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.keys.map.key_of(BoardKey.BUMP) == "A")
    assert window.keys.map.key_of(BoardKey.ALL_DAY) == ""


def test_everything_goes_back_to_how_it_was_delivered(
    window: MainWindow, panel: KeysPanel, qtbot: QtBot
) -> None:
    window.keys.use({**DEFAULTS, BoardKey.BUMP: "F5"})
    QTest.keyClick(panel, Qt.Key.Key_F6)
    QTest.mouseClick(panel.defaults_button, Qt.MouseButton.LeftButton)
    QTest.mouseClick(panel.keep_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.keys.map.key_of(BoardKey.BUMP) == "B")


def test_the_last_key_says_so(panel: KeysPanel) -> None:
    for _ in BoardKey:
        panel.skip_button.click()
    assert asked(panel) is BoardKey.CARD_9
    QTest.keyClick(panel, Qt.Key.Key_F9)
    assert "last key" in panel.said


def test_the_manager_is_asked_where_there_is_a_pin(
    window: MainWindow, panel: KeysPanel, kitchen: FakeKitchen, qtbot: QtBot
) -> None:
    kitchen.pins.set("2580")
    QTest.keyClick(panel, Qt.Key.Key_F5)
    panel.keep_button.click()
    qtbot.waitUntil(lambda: window.pin.pad.is_open)
    assert kitchen.kept_keys == {}
    QTest.keyClicks(window.pin.pad, "2580")
    QTest.keyClick(window.pin.pad, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: kitchen.kept_keys.get("bump") == "F5")


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_fits_on_the_smallest_screen(
    show_window: ShowWindow, qapp: QApplication, language: str
) -> None:
    window = show_window(language=language, size=(1024, 600))
    panel = window.keys_panel
    panel.learn()
    QTest.keyClick(panel, Qt.Key.Key_A)
    settle(qapp)
    buttons = (panel.skip_button, panel.before_button, panel.clear_button, panel.defaults_button)
    for part in (*buttons, panel.keep_button, panel.back_button):
        assert part.height() >= 48
        assert part.width() >= part.sizeHint().width()
        assert panel.rect().contains(part.mapTo(panel, part.rect().bottomRight()))
    for label in panel.findChildren(WrapLabel):
        assert label.height() >= label.heightForWidth(label.width())
