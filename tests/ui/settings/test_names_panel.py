"""A name is given, taken back and removed on the screen, in force at once."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from kitchen_app.domain.order import Line
from kitchen_app.services.preferences import Setting
from kitchen_app.ui.settings.changes import Changes
from kitchen_app.ui.settings.names_panel import NamesPanel
from kitchen_app.ui.theme import Theme
from tests.ui import canned
from tests.ui.settings.conftest import Paper, Until

SHAWARMA = "Chicken shawarma plate"


def opened(ground: QWidget, theme: Theme, changes: Changes, *lines: Line) -> NamesPanel:
    panel = NamesPanel(theme, changes, ground, lines)
    panel.open_panel()
    return panel


@pytest.fixture
def panel(ground: QWidget, theme: Theme, changes: Changes) -> NamesPanel:
    return opened(ground, theme, changes, canned.SHAWARMA, canned.SHAWARMA, canned.SOUP)


def test_products_sizes_and_options_can_be_named_each_once(panel: NamesPanel) -> None:
    wanted = [SHAWARMA, "Extra bread", "Garlic sauce", "Large", "Lentil soup"]
    assert list(panel.buttons) == wanted
    assert not panel.field.isVisible()


def test_a_name_is_typed_and_kept(
    panel: NamesPanel, changes: Changes, paper: Paper, until: Until, ground: QWidget, theme: Theme
) -> None:
    panel.buttons[SHAWARMA].click()
    assert panel.field.isVisible()
    assert not panel.keep_button.isEnabled()
    QTest.keyClicks(panel.field, "  SHAWARMA   C ")
    QTest.keyClick(panel.field, Qt.Key.Key_Return)
    until(lambda: changes.chosen.screen.kitchen_names == {SHAWARMA: "SHAWARMA C"})
    assert paper.written == [{Setting.KITCHEN_NAMES: {SHAWARMA: "SHAWARMA C"}}]
    again = opened(ground, theme, changes)
    assert "SHAWARMA C" in again.buttons[SHAWARMA].accessibleName(), "without an order of it"


def test_a_name_is_removed_and_that_is_undone(
    panel: NamesPanel, changes: Changes, until: Until, ground: QWidget, theme: Theme
) -> None:
    changes.choose({Setting.KITCHEN_NAMES: {SHAWARMA: "C", "Tea": "T"}})
    until(lambda: len(changes.chosen.screen.kitchen_names) == 2)
    again = opened(ground, theme, changes)
    again.buttons[SHAWARMA].click()
    assert again.field.text() == "C"
    again.remove_button.click()
    until(lambda: changes.chosen.screen.kitchen_names == {"Tea": "T"})
    until(again.bar.back_button.isVisible)
    again.bar.back_button.click()
    until(lambda: changes.chosen.screen.kitchen_names == {SHAWARMA: "C", "Tea": "T"})


def test_nothing_is_kept_without_a_name(panel: NamesPanel, paper: Paper) -> None:
    panel.buttons[SHAWARMA].click()
    QTest.keyClicks(panel.field, "   ")
    QTest.keyClick(panel.field, Qt.Key.Key_Return)
    assert paper.written == []
    QTest.keyClicks(panel.field, "x" * 60)
    assert len(panel.field.text()) == 40
    assert not panel.remove_button.isVisible()


def test_what_cannot_be_named_is_not_offered(
    ground: QWidget, theme: Theme, changes: Changes
) -> None:
    lines = (Line(line_id="1", name="x" * 201), Line(line_id="2", name=" "))
    assert not opened(ground, theme, changes, *lines).buttons
