"""An owner sets a printer up on the screen: nobody has touched kitchen.toml."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kitchen_app.domain.routing import Moment
from kitchen_app.sandbox.config import SandboxConfig
from kitchen_app.store.config_file import FILE_NAME, load_settings
from kitchen_app.ui.printers.draft import PrinterSetting
from kitchen_app.ui.printers.page import PrinterPage
from tests.e2e.stage import Stage, emulated_keeta, program
from tests.e2e.test_paper import Paper, Wait, accept, paper, place, wait

__all__ = ["paper", "wait"]


@pytest.fixture
def runs(qtbot: QtBot, tmp_path: Path) -> Iterator["Runs"]:
    with ExitStack() as stack:
        yield Runs(tmp_path, stack)


class Runs:
    """A shop whose program may be started again over the same data."""

    def __init__(self, data_dir: Path, stack: ExitStack) -> None:
        self.data_dir = data_dir
        load_settings(data_dir)
        self._sandbox, self._keeta = stack.enter_context(emulated_keeta(SandboxConfig(seed=7)))

    def start(self) -> AbstractContextManager[Stage]:
        printing = load_settings(self.data_dir).printing
        return program(self.data_dir, self._sandbox, self._keeta, printing=printing)


def touch(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def page_of(stage: Stage, wait: Wait) -> PrinterPage:
    setup = stage.desk.window.printing.setup
    wait(lambda: setup.page is not None and setup.page.is_open)
    assert setup.page is not None
    return setup.page


def test_a_printer_is_added_by_mouse_tried_used_and_there_again(
    runs: Runs, paper: Paper, wait: Wait
) -> None:
    with runs.start() as stage:
        printing = stage.desk.window.printing
        printing.open()
        touch(printing.panel.add_button)
        page = page_of(stage, wait)
        wait(lambda: not page.preview.picture.pixmap().isNull())
        for sign in f"127.0.0.1:{paper.printer.port}":
            page.place.address.keys[sign].click()
        touch(page.test_button)
        wait(lambda: paper.sheets == 1)
        wait(page.test_button.isEnabled)
        assert "test page was sent" in page.said
        assert stage.core.kitchen.printing.view.printers == ()
        touch(page.keep_button)
        wait(lambda: list(printing.panel.rows) == ["Printer 1"])
        wait(lambda: not page.is_open)
        order_id = place(stage, wait)
        accept(stage, order_id)
        wait(lambda: paper.sheets == 2)
    with runs.start() as stage:
        wait(lambda: list(stage.desk.window.printing.panel.rows) == ["Printer 1"])
        accept(stage, place(stage, wait))
        wait(lambda: paper.sheets == 3)
        assert paper.printer.sheets[2].width == 576


def tab_to(page: PrinterPage, widget: QWidget) -> None:
    """Walk with the Tab key until a widget has the keyboard."""
    for _ in range(80):
        focus = page.window().focusWidget()
        if focus is widget:
            return
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    raise AssertionError("Tab does not lead there")


def test_a_printer_is_added_changed_removed_and_put_back_by_keys(
    runs: Runs, paper: Paper, wait: Wait
) -> None:
    with runs.start() as stage:
        printing = stage.desk.window.printing
        printing.open()
        printing.setup.add()
        page = page_of(stage, wait)
        tab_to(page, page.place.address.field)
        QTest.keyClicks(page.place.address.field, "127.0.0.1:")
        QTest.keyClick(page.place.address.field, Qt.Key.Key_Return)
        wait(lambda: "no address" in page.said)
        QTest.keyClicks(page.place.address.field, str(paper.printer.port))
        tab_to(page, page.name_field)
        page.name_field.selectAll()
        QTest.keyClicks(page.name_field, "Grill")
        narrow = page.rows[PrinterSetting.WIDTH].grid.segments[1]
        tab_to(page, narrow)
        QTest.keyClick(narrow, Qt.Key.Key_Space)
        tab_to(page, page.keep_button)
        QTest.keyClick(page.keep_button, Qt.Key.Key_Return)
        wait(lambda: list(printing.panel.rows) == ["Grill"])
        printing.panel.rows["Grill"].change_button.click()
        wait(lambda: printing.setup.page is not page)
        again = page_of(stage, wait)
        always = again.rows[PrinterSetting.KITCHEN].grid.segments[1]
        tab_to(again, always)
        QTest.keyClick(always, Qt.Key.Key_Return)
        again.keep_button.click()
        wait(lambda: load_settings(runs.data_dir).printing.printers != ())
        wait(lambda: not again.is_open)
        (kept,) = load_settings(runs.data_dir).printing.printers
        assert (kept.name, kept.plan.kitchen) == ("Grill", Moment.PLACED)
        place(stage, wait)
        wait(lambda: paper.sheets == 1)
        assert paper.printer.sheets[0].width == 384
        printing.setup._remove("Grill")
        wait(lambda: not printing.panel.rows)
        wait(printing.bar.back_button.isVisible)
        QTest.keyClick(printing.bar.back_button, Qt.Key.Key_Return)
        wait(lambda: list(printing.panel.rows) == ["Grill"])
    assert load_settings(runs.data_dir).printing.printers == (kept,)


def test_what_cannot_be_written_is_told_and_not_in_force(
    runs: Runs, paper: Paper, wait: Wait
) -> None:
    with runs.start() as stage:
        printing = stage.desk.window.printing
        printing.setup.add()
        page = page_of(stage, wait)
        (runs.data_dir / f"{FILE_NAME}.new").mkdir()
        page.place.address.field.setText("127.0.0.1")
        page.keep_button.click()
        wait(lambda: "Nothing was changed" in page.said)
        assert page.is_open
        assert page.keep_button.isEnabled()
        assert stage.core.kitchen.printing.view.printers == ()
