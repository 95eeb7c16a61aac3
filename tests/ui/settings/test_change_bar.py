"""The bar says what was changed, and what can be done about it."""

import pytest
from pytestqt.qtbot import QtBot

from kitchen_app.services.preferences import Setting
from kitchen_app.services.settings import Look
from kitchen_app.ui.settings.change_bar import ChangeBar
from kitchen_app.ui.settings.changes import Changes
from kitchen_app.ui.theme import Theme
from tests.ui.settings.conftest import Paper, Until


@pytest.fixture
def bar(qtbot: QtBot, theme: Theme, changes: Changes) -> ChangeBar:
    made = ChangeBar(theme, changes)
    changes.last_changed.connect(made.show_last)
    qtbot.addWidget(made)
    return made


def test_without_a_change_there_is_none(bar: ChangeBar) -> None:
    assert bar.isHidden()


def test_a_change_is_named_and_can_be_undone(
    bar: ChangeBar, changes: Changes, until: Until
) -> None:
    changes.choose({Setting.LOOK: Look.LIGHT})
    until(lambda: not bar.isHidden())
    assert bar.title == "Changed: Background"
    assert bar.keep_button.isHidden()
    bar.back_button.click()
    until(lambda: changes.chosen.screen.look is Look.DARK)
    assert bar.isHidden()


def test_a_size_asks_to_be_kept(bar: ChangeBar, changes: Changes, until: Until) -> None:
    changes.choose({Setting.SCALE: 1.2})
    assert bar.title == "Keep this size? Back in 15 s"
    until(lambda: changes.chosen.screen.scale == 1.2)
    bar.keep_button.click()
    until(lambda: bar.title == "Changed: Size")


def test_a_failure_is_told_with_its_cure(
    bar: ChangeBar, changes: Changes, paper: Paper, until: Until
) -> None:
    paper.trouble = "no room"
    changes.choose({Setting.LOOK: Look.LIGHT, Setting.SOON_AFTER_MIN: 9})
    until(lambda: not bar.isHidden())
    assert bar.title == "Not changed: all settings"
    assert "Free some space" in bar.why
    assert "no room" in bar.why
    bar.back_button.click()
    assert bar.isHidden()
