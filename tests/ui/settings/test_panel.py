"""The panel has a row for each setting and shows what is in force."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QScroller, QWidget

from kitchen_app.services.preferences import PRIVACY, Setting
from kitchen_app.services.settings import LastResort, Look
from kitchen_app.ui.clock import UiClock
from kitchen_app.ui.settings.changes import Changes, Stage
from kitchen_app.ui.settings.panel import SettingsPanel
from kitchen_app.ui.settings.rows import ChoiceRow, MinutesRow
from kitchen_app.ui.theme import Theme
from tests.ui.settings.conftest import Paper, Until


@pytest.fixture
def panel(ground: QWidget, theme: Theme, changes: Changes) -> SettingsPanel:
    made = SettingsPanel(theme, changes, ground)
    made.open_panel()
    return made


def offered(panel: SettingsPanel, setting: Setting) -> list[object]:
    row = panel.rows[setting]
    assert isinstance(row, ChoiceRow)
    return [segment.option.value for segment in row.segments]


def test_every_setting_has_its_row(panel: SettingsPanel) -> None:
    others = {Setting.KITCHEN_NAMES, *PRIVACY}  # a panel, and rows that count, of their own
    assert panel.rows.keys() == set(Setting) - others


def test_a_touch_changes_it(panel: SettingsPanel, changes: Changes, until: Until) -> None:
    row = panel.rows[Setting.LOOK]
    assert isinstance(row, ChoiceRow)
    QScroller.ungrabGesture(panel.scroll_area.viewport())  # it would wait for the rest of a swipe
    QTest.mouseClick(row.segments[1], Qt.MouseButton.LeftButton)
    until(lambda: changes.chosen.screen.look is Look.LIGHT)
    panel.show_chosen(changes.chosen)
    assert row.segments[1].isChecked()


def test_sizes_that_would_cut_a_lane_off_are_not_offered(
    panel: SettingsPanel, theme: Theme, changes: Changes, ground: QWidget
) -> None:
    assert offered(panel, Setting.SCALE) == [None, 0.8, 1.0, 1.2]
    ground.resize(1920, 1000)
    assert offered(SettingsPanel(theme, changes, ground), Setting.SCALE)[-1] == 1.8
    ground.resize(700, 500)
    assert offered(SettingsPanel(theme, changes, ground), Setting.SCALE)[-1] == 1.0


def test_a_size_out_of_the_file_is_offered_too(
    theme: Theme, changes: Changes, ground: QWidget
) -> None:
    changes.follow(changes.chosen.with_values({Setting.SCALE: 1.75}))
    panel = SettingsPanel(theme, changes, ground)
    assert offered(panel, Setting.SCALE) == [None, 0.8, 1.0, 1.2, 1.75]


def test_the_defaults_leave_what_is_no_matter_of_taste(
    panel: SettingsPanel, changes: Changes, until: Until
) -> None:
    changes.choose(
        {
            Setting.LANGUAGE: "ar",
            Setting.KITCHEN_LANGUAGE: "en",
            Setting.ALLERGY_WORDS: ("sesame",),
            Setting.LOOK: Look.LIGHT,
            Setting.LAST_MINUTE: LastResort.REST,
            Setting.SOON_AFTER_MIN: 14,
        }
    )
    until(lambda: changes.chosen.screen.look is Look.LIGHT)
    panel.show_chosen(changes.chosen)
    panel.defaults_button.click()
    until(lambda: changes.chosen.screen.look is Look.DARK)
    screen = changes.chosen.screen
    assert (screen.language, screen.kitchen_language) == ("ar", "en")
    assert screen.allergy_words == ("sesame",)
    assert (screen.scale, screen.soon_after_min) == (None, 10)
    assert changes.chosen.last_minute is LastResort.NOTHING
    panel.show_chosen(changes.chosen)
    assert not panel.defaults_button.isEnabled()


def test_escape_closes(panel: SettingsPanel) -> None:
    QTest.keyClick(panel, Qt.Key.Key_Escape)
    assert not panel.is_open


def test_escape_first_takes_a_size_back(
    panel: SettingsPanel, changes: Changes, until: Until
) -> None:
    changes.choose({Setting.SCALE: 1.2})
    until(lambda: changes.chosen.screen.scale == 1.2)
    assert panel.back_button.isHidden(), "the bar has the room"
    QTest.keyClick(panel, Qt.Key.Key_Escape)
    until(lambda: changes.chosen.screen.scale == 1.0)
    assert panel.is_open
    assert not panel.back_button.isHidden()


def test_a_number_can_be_stepped_while_a_size_is_tried(
    panel: SettingsPanel, changes: Changes, clock: UiClock, until: Until
) -> None:
    changes.choose({Setting.SCALE: 1.2})
    until(lambda: changes.chosen.screen.scale == 1.2)
    row = panel.rows[Setting.LATE_AFTER_MIN]
    assert isinstance(row, MinutesRow)
    row.stepper.more_button.click()
    clock.tick()
    assert row.stepper.count == 16
    until(lambda: changes.chosen.screen.late_after_min == 16)


def test_a_number_that_cannot_be_kept_goes_back(
    panel: SettingsPanel, changes: Changes, paper: Paper, until: Until
) -> None:
    paper.trouble = "no room"
    row = panel.rows[Setting.LATE_AFTER_MIN]
    assert isinstance(row, MinutesRow)
    row.stepper.more_button.click()
    until(lambda: changes.last is not None and changes.last.stage is Stage.FAILED)
    assert row.stepper.count == 15


def test_the_row_in_use_is_known(panel: SettingsPanel, ground: QWidget) -> None:
    ground.activateWindow()
    assert panel.row_in_use() is None
    panel.rows[Setting.MOTION].take_focus()
    assert panel.row_in_use() is Setting.MOTION
    panel.close_panel()
    panel.open_at(Setting.DIGITS, scrolled=0)
    assert panel.row_in_use() is Setting.DIGITS
