"""A row shows what is in force by more than colour, and asks for what is touched."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kitchen_app.services.preferences import Chosen, Setting
from kitchen_app.services.settings import Look, ScreenSettings
from kitchen_app.ui.settings.rows import ChoiceRow, MinutesRow
from kitchen_app.ui.settings.segments import Option
from kitchen_app.ui.theme import Theme
from kitchen_app.ui.widgets.icon import IconView

LOOKS = [Option(value=look, words=look.value) for look in Look]


@pytest.fixture
def looks(ground: QWidget, theme: Theme) -> ChoiceRow:
    row = ChoiceRow(theme, Setting.LOOK, LOOKS, ground)
    row.resize(600, 200)
    row.show_chosen(Chosen())
    row.show()
    return row


def marked(row: ChoiceRow) -> list[str]:
    """Return what has the mark, as a person sees it."""
    return [
        segment.option.words
        for segment in row.segments
        if not segment.findChildren(IconView)[0].isHidden()
    ]


def test_what_is_in_force_has_a_mark(looks: ChoiceRow) -> None:
    assert marked(looks) == ["dark"]
    looks.show_chosen(Chosen(screen=ScreenSettings(look=Look.LIGHT)))
    assert marked(looks) == ["light"]
    assert [segment.isChecked() for segment in looks.segments] == [False, True]


def test_a_touch_asks_and_shows_nothing_yet(qtbot: QtBot, looks: ChoiceRow) -> None:
    with qtbot.waitSignal(looks.chosen) as asked:
        QTest.mouseClick(looks.segments[1], Qt.MouseButton.LeftButton)
    assert asked.args == [Setting.LOOK, Look.LIGHT]
    assert marked(looks) == ["dark"]
    assert not looks.segments[1].isChecked()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_keys_choose_too(qtbot: QtBot, looks: ChoiceRow, key: Qt.Key) -> None:
    looks.segments[1].setFocus()
    with qtbot.waitSignal(looks.chosen):
        QTest.keyClick(looks.segments[1], key)


def test_a_screen_reader_hears_setting_and_value(looks: ChoiceRow) -> None:
    assert [s.accessibleName() for s in looks.segments] == ["Background: dark", "Background: light"]


def test_choices_wrap_where_there_is_no_room(ground: QWidget, theme: Theme) -> None:
    options = [Option(value=str(n), words=f"number {n}") for n in range(5)]
    row = ChoiceRow(theme, Setting.LANGUAGE, options, ground)
    row.show()
    for width, columns in ((900, 5), (480, 4), (250, 2), (90, 1)):
        row.setFixedWidth(width)
        row.adjustSize()
        tops = [segment.y() for segment in row.segments]
        assert tops.count(tops[0]) == columns
        assert all(s.height() >= theme.px("target") for s in row.segments)


@pytest.mark.parametrize(
    ("setting", "count", "least", "most"),
    [(Setting.SOON_AFTER_MIN, 10, 1, 14), (Setting.LATE_AFTER_MIN, 15, 11, 180)],
)
def test_soon_stays_before_late(
    ground: QWidget, theme: Theme, setting: Setting, count: int, least: int, most: int
) -> None:
    row = MinutesRow(theme, setting, ground)
    row.show_chosen(Chosen())
    stepper = row.stepper
    assert stepper.count == count
    for button, end in ((stepper.less_button, least), (stepper.more_button, most)):
        while button.isEnabled():
            button.click()
        assert stepper.count == end


def test_many_steps_ask_once(qtbot: QtBot, ground: QWidget, theme: Theme) -> None:
    row = MinutesRow(theme, Setting.LATE_AFTER_MIN, ground)
    row.show_chosen(Chosen())
    asked: list[object] = []
    row.chosen.connect(lambda _setting, value: asked.append(value))
    for _ in range(3):
        row.stepper.more_button.click()
    assert asked == []
    qtbot.waitUntil(lambda: asked == [18])


def test_the_keyboard_comes_to_what_is_in_force(ground: QWidget, theme: Theme) -> None:
    ground.activateWindow()
    row = ChoiceRow(theme, Setting.LOOK, LOOKS, ground)
    row.show_chosen(Chosen(screen=ScreenSettings(look=Look.LIGHT)))
    row.show()
    row.take_focus()
    assert ground.focusWidget() is row.segments[1]
    minutes = MinutesRow(theme, Setting.SOON_AFTER_MIN, ground)
    minutes.show_chosen(Chosen(screen=ScreenSettings(soon_after_min=14)))
    minutes.show()
    minutes.take_focus()
    assert ground.focusWidget() is minutes.stepper.less_button
