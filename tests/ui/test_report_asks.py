"""Reports are asked for, saved and printed by asks of the screen."""

from pathlib import Path
from unittest.mock import ANY

import pytest
from pytestqt.qtbot import QtBot

from kitchen_app.domain.print_jobs import PrintJob
from kitchen_app.services.errors import NotStored
from kitchen_app.services.manager_lock import Deed, Matter, Tries
from kitchen_app.ui.bridge import Bridge
from kitchen_app.ui.report_asks import ReportAsks
from tests.ui import canned_report
from tests.ui.canned_report import DAY
from tests.ui.fakes import FakeKitchen

PIN = "2580"


@pytest.fixture
def asks(bridge: Bridge, kitchen: FakeKitchen) -> ReportAsks:
    kitchen.reports.reports[DAY] = canned_report.day()
    return bridge.asks.report


def test_a_report_is_told(qtbot: QtBot, asks: ReportAsks, kitchen: FakeKitchen) -> None:
    with qtbot.waitSignal(asks.told) as told:
        asks.look(DAY)
    assert told.args == [canned_report.day()]
    assert kitchen.reports.asked == [DAY]


def test_one_that_was_given_up_is_not(qtbot: QtBot, asks: ReportAsks, kitchen: FakeKitchen) -> None:
    told: list[object] = []
    asks.told.connect(told.append)
    asks.look(DAY.before())
    asks.look(DAY)
    qtbot.waitUntil(lambda: bool(told))
    assert told == [canned_report.day()]


def test_the_pin_is_asked_for_and_the_ask_goes_on(
    qtbot: QtBot, asks: ReportAsks, kitchen: FakeKitchen, bridge: Bridge
) -> None:
    kitchen.pins.set(PIN)
    with qtbot.waitSignal(bridge.asks.approval_wanted) as wanted, qtbot.waitSignal(asks.locked):
        asks.look(DAY)
    assert wanted.args == [Matter(deed=Deed.REPORTS), ANY]
    kitchen.reports.is_open = True  # as a right PIN would
    with qtbot.waitSignal(asks.told):
        asks.look(DAY)
    asks.leave()
    with qtbot.waitSignal(asks.locked):
        asks.look(DAY)
    with qtbot.waitSignal(bridge.asks.approval_wanted) as again:
        asks.print_day("Kitchen", DAY)
    assert again.args is not None
    assert again.args[0] == Matter(deed=Deed.REPORTS)
    kitchen.reports.is_open = True
    with qtbot.waitSignal(asks.printed) as printed:
        again.args[1]("")
    assert printed.args == ["Kitchen"]
    assert kitchen.reports.asked[-1] == ("Kitchen", DAY.first)
    assert kitchen.pins.known == Tries()


def test_orders_that_cannot_be_read_are_no_fault_of_ours(
    qtbot: QtBot, asks: ReportAsks, kitchen: FakeKitchen
) -> None:
    kitchen.reports.error = NotStored("not now")
    with qtbot.waitSignal(asks.unreadable) as unreadable:
        asks.look(DAY)
    assert unreadable.args == [DAY]
    with qtbot.waitSignal(asks.not_printed):
        asks.print_day("Kitchen", DAY)


def test_a_bug_is_told_as_one(
    qtbot: QtBot,
    asks: ReportAsks,
    bridge: Bridge,
    kitchen: FakeKitchen,
    caplog: pytest.LogCaptureFixture,
) -> None:
    kitchen.reports.error = RuntimeError("planted")
    with qtbot.waitSignals([bridge.fault_happened, asks.unreadable]):
        asks.look(DAY)
    with qtbot.waitSignals([bridge.fault_happened, asks.not_printed]):
        asks.print_day("Kitchen", DAY)
    caplog.clear()


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_a_report_is_saved_and_its_folder_shown(
    qtbot: QtBot, asks: ReportAsks, tmp_path: Path, form: str
) -> None:
    with qtbot.waitSignal(asks.not_saved) as why:
        asks.save(canned_report.day(), form)
    assert "documents" in str(why.args)
    asks.folder = tmp_path / "reports"
    with qtbot.waitSignal(asks.saved) as saved:
        asks.save(canned_report.day(), form)
    assert saved.args is not None
    assert Path(saved.args[0]).parent == asks.folder
    shown: list[str] = []

    def note(file: str) -> bool:
        shown.append(file)
        return len(shown) == 1

    asks.opener = note
    asks.show_folder(saved.args[0])
    with qtbot.waitSignal(asks.not_saved) as why:
        asks.show_folder(saved.args[0])
    assert shown == saved.args * 2
    assert saved.args[0] in str(why.args)


def test_a_folder_that_takes_nothing_is_named(
    qtbot: QtBot, asks: ReportAsks, tmp_path: Path
) -> None:
    asks.folder = tmp_path / "taken"
    asks.folder.write_text("x")
    with qtbot.waitSignal(asks.not_saved) as why:
        asks.save(canned_report.day(), "csv")
    assert "Make room" in str(why.args)


def test_a_report_that_cannot_be_written_by_our_fault_is_a_fault(
    qtbot: QtBot,
    asks: ReportAsks,
    bridge: Bridge,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    asks.folder = tmp_path
    with qtbot.waitSignals([bridge.fault_happened, asks.not_saved]):
        asks.save(PrintJob, "xlsx")  # type: ignore[arg-type]  # no report at all
    caplog.clear()
