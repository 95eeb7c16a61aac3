"""Choosing a period, and what is done with a report."""

from datetime import date

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kitchen_app.domain.report import Period, Span, period_of
from kitchen_app.services.print_view import PrintView
from kitchen_app.ui import i18n
from kitchen_app.ui.report.side import PeriodChooser, ReportDeeds
from kitchen_app.ui.theme import Theme
from tests.ui import canned

TODAY = date(2026, 3, 14)


@pytest.fixture
def chooser(theme: Theme, qtbot: QtBot) -> PeriodChooser:
    made = PeriodChooser(theme)
    qtbot.addWidget(made)
    made.show_period(period_of(Span.DAY, TODAY), TODAY)
    return made


@pytest.fixture
def chosen(chooser: PeriodChooser) -> list[Period]:
    told: list[Period] = []

    def take(period: Period) -> None:
        told.append(period)
        chooser.show_period(period, TODAY)

    chooser.chosen.connect(take)
    return told


def test_nothing_lies_after_today(chooser: PeriodChooser, chosen: list[Period]) -> None:
    assert not chooser.later.isEnabled()
    assert not chooser.now.isEnabled()
    chooser.earlier.click()
    assert chosen == [period_of(Span.DAY, date(2026, 3, 13))]
    assert (chooser.later.isEnabled(), chooser.now.isEnabled()) == (True, True)
    assert chooser.name.text() == "Fri, Mar 13, 2026"
    chooser.later.click()
    assert chosen[-1] == period_of(Span.DAY, TODAY)
    chooser.earlier.click()
    chooser.earlier.click()
    chooser.now.click()
    assert chosen[-1] == period_of(Span.DAY, TODAY)


def test_a_longer_or_shorter_period_holds_what_was_seen(
    chooser: PeriodChooser, chosen: list[Period]
) -> None:
    chooser.spans[Span.MONTH].click()
    chooser.earlier.click()
    chooser.spans[Span.WEEK].click()
    chooser.spans[Span.DAY].click()
    assert chosen == [
        period_of(Span.MONTH, TODAY),
        period_of(Span.MONTH, date(2026, 2, 1)),
        period_of(Span.WEEK, date(2026, 2, 28)),
        period_of(Span.DAY, date(2026, 3, 1)),
    ]
    assert [span for span, each in chooser.spans.items() if each.isChecked()] == [Span.DAY]
    chooser.show_period(period_of(Span.MONTH, TODAY), TODAY)
    chooser.spans[Span.DAY].click()
    assert chosen[-1] == period_of(Span.DAY, TODAY), "not the last of March"


def test_arrows_point_the_way_of_the_language(
    theme: Theme, qtbot: QtBot, qapp: QApplication
) -> None:
    i18n.install(qapp, "ar")
    chooser = PeriodChooser(theme)
    qtbot.addWidget(chooser)
    assert (chooser.earlier.text(), chooser.later.text()) == ("→", "←")
    assert chooser.earlier.accessibleName() == "السابق"


@pytest.fixture
def deeds(theme: Theme, qtbot: QtBot) -> ReportDeeds:
    made = ReportDeeds(theme)
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_day_is_printed_at_any_printer(deeds: ReportDeeds) -> None:
    told: list[str] = []
    deeds.print_requested.connect(told.append)
    deeds.show_ready(is_ready=True, is_day=True)
    assert "Printers" in deeds.paper.text()
    deeds.show_printers(canned.printing("Kitchen"))
    assert [button.text() for button in deeds.print_buttons] == ["Print this day"]
    deeds.show_printers(canned.printing("Kitchen", "Bar"))
    for button in deeds.print_buttons:
        assert button.isVisible()
        button.click()
    assert told == ["Kitchen", "Bar"]
    deeds.show_ready(is_ready=True, is_day=False)
    assert not any(button.isVisible() for button in deeds.print_buttons)
    deeds.show_ready(is_ready=True, is_day=True, has_paper=False)
    assert not any(button.isVisible() for button in deeds.print_buttons)
    assert "deleted" in deeds.paper.text()
    deeds.show_printers(PrintView())
    assert deeds.print_buttons == []


def test_files_are_wanted_and_shown(deeds: ReportDeeds) -> None:
    saved: list[str] = []
    shown: list[str] = []
    deeds.save_requested.connect(saved.append)
    deeds.folder_requested.connect(shown.append)
    deeds.show_ready(is_ready=False, is_day=True)
    for button in deeds.save_buttons.values():
        assert not button.isEnabled()
    deeds.show_ready(is_ready=True, is_day=True)
    for button in deeds.save_buttons.values():
        button.click()
    assert saved == ["xlsx", "csv"]
    assert not deeds.folder_button.isVisible()
    deeds.say("Saved", file="/x/report.xlsx")
    deeds.folder_button.click()
    assert shown == ["/x/report.xlsx"]
    deeds.say("Not saved")
    assert not deeds.folder_button.isVisible()
