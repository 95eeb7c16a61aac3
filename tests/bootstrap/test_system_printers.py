"""Printers of the system, where there is Qt: what is not there is told in words."""

import subprocess
import sys

import pytest
from PySide6.QtWidgets import QApplication

from kitchen_app.bootstrap.system_printers import SystemFinder, SystemOutput
from kitchen_app.services.print_ports import Raster

WITHOUT_QT = """
from kitchen_app.bootstrap.system_printers import SystemFinder, SystemOutput
assert list(SystemFinder().find()) == []
try:
    SystemOutput().require("Office")
except OSError as error:
    print(error)
"""


def test_a_printer_that_is_not_there_is_told(qapp: QApplication) -> None:
    with pytest.raises(OSError, match="no printer 'nowhere'"):
        SystemOutput().require("nowhere")
    assert {each.kind for each in SystemFinder().find()} <= {"system"}


def test_without_printing_in_qt_it_is_said_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "kitchen_app.printing.qt_output", None)
    with pytest.raises(OSError, match="libcups2"):
        SystemOutput().print_picture(Raster(width=8, height=1, rows=b"\0"), printer="", title="")


def test_before_qt_has_begun_nothing_is_found() -> None:
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_QT], capture_output=True, text=True, timeout=60, check=True
    )
    assert "waits for the window" in done.stdout
