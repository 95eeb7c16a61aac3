"""The spooler of Windows, behind a fake of its calls."""

from collections.abc import Sequence

import pytest

from kitchen_app.printing.escpos_printer import EscposPrinter
from kitchen_app.printing.spooler import SpoolerLink
from kitchen_app.services.errors import MaybePrinted, NoLine
from kitchen_app.services.print_ports import PrinterState, Raster
from kitchen_app.services.print_profiles import PROFILES

DOTS = Raster(width=8, height=40, rows=bytes(40))


class FakeWinspool:
    """A spooler with one printer; `fail_in` names the call that fails."""

    def __init__(self) -> None:
        self.fail_in = ""
        self.calls: list[str] = []
        self.documents: list[tuple[str, bytes]] = []
        self._title = ""
        self._data = b""

    def open(self, printer: str) -> int:
        self._note("open")
        if printer != "EPSON TM-T20":
            raise OSError("no such printer")
        return 7

    def start(self, handle: int, title: str) -> None:
        self._note("start")
        self._title, self._data = title, b""

    def write(self, handle: int, data: bytes) -> int:
        self._note("write")
        self._data += data[:16]
        return len(data[:16])

    def end(self, handle: int) -> None:
        self._note("end")
        self.documents.append((self._title, self._data))

    def abort(self, handle: int) -> None:
        self._note("abort")

    def close(self, handle: int) -> None:
        self._note("close")

    def names(self) -> Sequence[str]:
        self._note("names")
        return ("EPSON TM-T20",)

    def _note(self, call: str) -> None:
        self.calls.append(call)
        if call == self.fail_in:
            raise OSError("planted")


async def printed(spool: FakeWinspool, name: str = "EPSON TM-T20") -> PrinterState:
    printer = EscposPrinter(SpoolerLink(name, spool), PROFILES["80mm"])
    try:
        told = await printer.print_picture(DOTS, title="0042", begin=lambda: None)
    finally:
        await printer.close()
    return told.state


async def test_a_document_is_given_over_whole_and_nothing_is_claimed() -> None:
    spool = FakeWinspool()
    assert await printed(spool) is PrinterState.CANNOT_TELL
    ((title, data),) = spool.documents
    assert title == "0042"
    assert data.startswith(b"\x1b@")
    assert data.endswith(b"\x1dVB\x00")
    assert spool.calls[-1] == "close"


@pytest.mark.parametrize("call", ["open", "start"])
async def test_one_that_is_not_installed_is_told_with_a_cure(call: str) -> None:
    spool = FakeWinspool()
    spool.fail_in = call
    with pytest.raises(NoLine, match="under Printers"):
        await printed(spool)
    with pytest.raises(NoLine):
        await printed(FakeWinspool(), "Other")


@pytest.mark.parametrize("call", ["write", "end"])
async def test_what_the_spooler_does_not_take_whole_is_thrown_away(call: str) -> None:
    spool = FakeWinspool()
    spool.fail_in = call
    with pytest.raises(MaybePrinted):
        await printed(spool)
    assert spool.documents == []
    assert spool.calls[-2:] == ["abort", "close"]
