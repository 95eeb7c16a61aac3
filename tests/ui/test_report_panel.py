"""The panel shows what was counted, and nothing of another period."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from kitchen_app.domain.report import Period, Report, Span
from kitchen_app.ui.clock import UiClock
from kitchen_app.ui.report_panel import ReportPanel
from kitchen_app.ui.theme import Theme
from tests.ui import canned_report
from tests.ui.canned_report import DAY
from tests.ui.conftest import settle


@pytest.fixture
def panel(ground: QWidget, theme: Theme, clock: UiClock) -> ReportPanel:
    ground.resize(1024, 520)
    made = ReportPanel(theme, ground, clock)
    made.open_today()
    return made


@pytest.fixture
def wanted(panel: ReportPanel) -> list[Period]:
    told: list[Period] = []
    panel.wanted.connect(told.append)
    return told


def show(panel: ReportPanel, report: Report) -> None:
    panel.show_period(report.period)
    panel.show_report(report)


def test_it_opens_with_today_and_asks(panel: ReportPanel, wanted: list[Period]) -> None:
    assert panel.is_open
    assert panel.chooser.period == DAY.after()
    assert panel.told.text() == "Counting…"
    panel.chooser.earlier.click()
    assert wanted == [DAY]
    assert not panel.deeds.save_buttons["xlsx"].isEnabled()


def test_figures_charts_and_refunds_are_shown(panel: ReportPanel, qapp: QApplication) -> None:
    show(panel, canned_report.month())
    settle(qapp)
    assert not panel.told.isVisible()
    assert panel.tiles is not None
    assert panel.tiles.tiles[0].told.value == str(canned_report.month().whole.orders)
    assert [len(chart.bars) for chart in panel.charts][:2] == [28, 7]
    assert len(panel.lines) == len(canned_report.month().refunds)
    assert panel.deeds.save_buttons["xlsx"].isEnabled()
    assert panel.body is not None
    assert panel.area.verticalScrollBar().maximum() > 0


def test_an_answer_to_what_is_not_wanted_any_more_is_left_out(panel: ReportPanel) -> None:
    panel.show_report(canned_report.month())
    panel.show_unreadable(DAY)
    panel.show_locked(DAY)
    assert (panel.report, panel.told.text()) == (None, "Counting…")
    show(panel, canned_report.day())
    panel.show_period(DAY.before())
    assert panel.report is None
    assert panel.body is None


def test_a_period_without_orders_says_so(panel: ReportPanel) -> None:
    show(panel, canned_report.empty())
    assert panel.told.text() == "No orders were placed in this time."
    assert (panel.tiles, panel.charts, panel.lines) == (None, [], [])


def test_what_is_missing_is_said(panel: ReportPanel, qapp: QApplication) -> None:
    show(panel, replace(canned_report.empty(), damaged=1, left=3))
    assert panel.body is not None
    texts = [child.property("text") for child in panel.body.children()]
    assert "1 order cannot be read and is not counted." in texts
    assert "Still being indexed: 3 older orders may be missing." in texts


def test_who_may_not_look_and_what_cannot_be_read_have_a_way_on(
    panel: ReportPanel, wanted: list[Period]
) -> None:
    show(panel, canned_report.day())
    panel.show_locked(DAY)
    assert (panel.report, panel.again_button.text()) == (None, "Type the PIN")
    panel.again_button.click()
    assert wanted == [DAY, DAY]
    assert not panel.again_button.isVisible()
    panel.show_unreadable(DAY)
    assert panel.told.text().startswith("The orders cannot be read")
    panel.again_button.click()
    assert wanted == [DAY, DAY, DAY]


def test_files_and_paper_are_of_what_is_shown(panel: ReportPanel) -> None:
    saves: list[tuple[object, str]] = []
    prints: list[tuple[str, Period]] = []
    panel.save_requested.connect(lambda *args: saves.append(args))
    panel.print_requested.connect(lambda *args: prints.append(args))
    show(panel, canned_report.day())
    panel.deeds.save_buttons["csv"].click()
    assert saves == [(canned_report.day(), "csv")]
    panel.show_saved("/x/report")
    assert "/x/report" in panel.deeds.told.text()
    panel.deeds.print_requested.emit("Kitchen")
    assert prints == [("Kitchen", DAY)]
    panel.show_not_printed("Kitchen")
    assert "See to the printer" in panel.deeds.told.text()
    panel.show_printed("Kitchen")
    assert panel.deeds.told.text() == "Printed: \u2068Kitchen\u2069"
    rows = (replace(canned_report.day().rows[0], is_whole=False),)
    show(panel, replace(canned_report.day(), rows=rows))
    assert "deleted" in panel.deeds.paper.text()
    assert canned_report.day().period.span is Span.DAY


def test_the_figures_go_when_nobody_looks(panel: ReportPanel) -> None:
    show(panel, canned_report.day())
    panel.forget()
    assert (panel.report, panel.body) == (None, None)
    panel.deeds.save_requested.emit("csv")
    assert panel.deeds.told.text() == ""
