"""One station: what is touched and typed is told, and nothing else changes."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kitchen_app.domain.order import Line
from kitchen_app.services.settings import PrintingSettings
from kitchen_app.ui.printers.station_editor import StationEditor
from kitchen_app.ui.printers.stations_draft import stations_draft
from kitchen_app.ui.theme import Theme

TEA, SOUP = Line(line_id="1", name="Iced tea"), Line(line_id="2", name="Soup")


@pytest.fixture
def editor(ground: QWidget, theme: Theme) -> StationEditor:
    return StationEditor(theme, ["Kitchen", "Bar"], (TEA, SOUP), ground)


def test_what_is_touched_and_typed_is_told(editor: StationEditor, qtbot: QtBot) -> None:
    with qtbot.waitSignal(editor.dish_touched) as touched:
        editor.dish_buttons[1].click()
    assert touched.args == [SOUP]
    with qtbot.waitSignal(editor.placed) as placed:
        editor.grid.segments[1].click()
    assert placed.args == ["Bar"]
    with qtbot.waitSignal(editor.worded) as worded:
        editor.words_field.textEdited.emit(" tea،  hot  plate ， ,")
    assert worded.args == [("tea", "hot plate")]
    with qtbot.waitSignals([editor.named, editor.keep_wanted]):
        QTest.keyClicks(editor.name_field, "G")
        QTest.keyClick(editor.name_field, Qt.Key.Key_Return)


def test_a_dish_says_who_makes_it(editor: StationEditor, settings: PrintingSettings) -> None:
    draft = stations_draft(settings).with_new("Grill").with_dish(TEA, is_made=True)
    draft = draft.with_new("Drinks").with_words(["soup"])
    editor.begin(draft.chosen)
    editor.show_draft(draft)
    tea, soup = editor.dish_buttons
    assert (editor.name_field.text(), editor.words_field.text()) == ("Drinks", "soup")
    assert "Grill" in tea.hint
    assert (tea.isChecked(), soup.isChecked(), soup.isEnabled()) == (False, True, False)
    editor.begin(None)
    assert editor.content.isHidden()


def test_without_a_dish_words_are_offered(ground: QWidget, theme: Theme) -> None:
    editor = StationEditor(theme, ["Kitchen"], (), ground)
    assert editor.dish_buttons == []
    editor.begin(None)
