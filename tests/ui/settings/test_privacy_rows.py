"""A shorter time says what it costs before anything is lost; a longer one is in force at once."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kitchen_app.services.erasure_ports import Toll
from kitchen_app.services.preferences import PRIVACY, Setting
from kitchen_app.services.settings import PrivacySettings
from kitchen_app.store.config_file import load_settings
from kitchen_app.store.kept_settings import KeptSettings
from kitchen_app.ui.bridge import Bridge
from kitchen_app.ui.settings.changes import Changes
from kitchen_app.ui.settings.panel import SettingsPanel
from kitchen_app.ui.settings.privacy_rows import PrivacyRow, privacy_rows
from kitchen_app.ui.theme import Theme
from tests.ui.fakes import FakeKitchen
from tests.ui.settings.conftest import Until

MakeRow = Callable[[Setting], PrivacyRow]


@pytest.fixture
def make_row(
    theme: Theme, bridge: Bridge, changes: Changes, ground: QWidget
) -> tuple[SettingsPanel, MakeRow]:
    panel = SettingsPanel(theme, changes, ground)
    panel.add_rows(privacy_rows(theme, bridge.asks.privacy, changes.chosen, panel))
    panel.open_panel(at_once=True)
    bridge.settings_changed.connect(panel.show_chosen)

    def row(setting: Setting) -> PrivacyRow:
        found = panel.rows[setting]
        assert isinstance(found, PrivacyRow)
        return found

    return panel, row


def in_force(row: PrivacyRow) -> list[object]:
    return [value for value, segment in row.segments.items() if segment.isChecked()]


def test_a_longer_time_is_in_force_at_once(
    make_row: tuple[SettingsPanel, MakeRow], kitchen: FakeKitchen, until: Until
) -> None:
    row = make_row[1](Setting.MASK_AFTER_HOURS)
    assert in_force(row) == [24]
    row.segments[72].click()
    until(lambda: in_force(row) == [72])
    assert kitchen.preferences.chosen.privacy == PrivacySettings(mask_after_hours=72)
    assert kitchen.erasure.counted == []


def test_a_shorter_time_is_asked_with_what_it_costs(
    make_row: tuple[SettingsPanel, MakeRow], kitchen: FakeKitchen, until: Until
) -> None:
    row = make_row[1](Setting.DELETE_AFTER_DAYS)
    kitchen.erasure.cost = Toll(masked=1, deleted=12)
    row.segments[7].click()
    until(row.question.isVisible)
    assert "12 orders are deleted" in row.question.told
    assert "The customer of 1 order is forgotten" in row.question.told
    assert row.question.yes_button.accessibleName() == "Shorten to 7 days"
    assert kitchen.preferences.chosen.privacy == PrivacySettings()
    row.question.no_button.click()
    assert not row.question.isVisible()
    row.segments[14].click()
    until(row.question.isVisible)
    row.question.yes_button.held.emit()
    until(lambda: in_force(row) == [14])
    assert kitchen.preferences.chosen.privacy == PrivacySettings(delete_after_days=14)
    assert not row.question.isVisible()


def test_a_shorter_time_that_costs_nothing_is_in_force_at_once(
    make_row: tuple[SettingsPanel, MakeRow], kitchen: FakeKitchen, until: Until
) -> None:
    row = make_row[1](Setting.MASK_AFTER_HOURS)
    row.segments[6].click()
    until(lambda: in_force(row) == [6])
    assert kitchen.erasure.counted == [PrivacySettings(mask_after_hours=6)]


def test_an_answer_to_what_nobody_asks_any_more_is_left_out(
    make_row: tuple[SettingsPanel, MakeRow], bridge: Bridge
) -> None:
    row = make_row[1](Setting.MASK_AFTER_HOURS)
    bridge.asks.privacy.counted.emit(Setting.MASK_AFTER_HOURS, 1, Toll(masked=1))
    bridge.asks.privacy.counted.emit(Setting.DELETE_AFTER_DAYS, 1, Toll(masked=1))
    assert not row.question.isVisible()


def test_the_defaults_leave_privacy_alone(
    make_row: tuple[SettingsPanel, MakeRow], kitchen: FakeKitchen, until: Until
) -> None:
    panel, row = make_row
    row(Setting.MASK_AFTER_HOURS).segments[168].click()
    until(lambda: kitchen.preferences.chosen.privacy.mask_after_hours == 168)
    panel.defaults_button.click()
    until(lambda: kitchen.preferences.chosen.screen.scale is None)
    assert kitchen.preferences.chosen.privacy.mask_after_hours == 168


def test_what_the_file_says_is_among_the_choices(
    theme: Theme, bridge: Bridge, changes: Changes, ground: QWidget
) -> None:
    chosen = replace(changes.chosen, privacy=PrivacySettings(mask_after_hours=36))
    row = PrivacyRow(theme, Setting.MASK_AFTER_HOURS, bridge.asks.privacy, chosen, ground)
    row.show_chosen(chosen)
    assert in_force(row) == [36]


async def test_the_file_takes_every_choice(
    theme: Theme, bridge: Bridge, changes: Changes, ground: QWidget, tmp_path: Path, qtbot: QtBot
) -> None:
    load_settings(tmp_path)
    for setting in sorted(PRIVACY):
        row = PrivacyRow(theme, setting, bridge.asks.privacy, changes.chosen, ground)
        for value in row.segments:
            await KeptSettings(tmp_path).keep({setting: value})
            assert getattr(load_settings(tmp_path).privacy, setting.value) == value
