"""The calls of winspool.drv, with a library that behaves as Microsoft's pages say."""

import ctypes
from typing import Any

import pytest

from kitchen_app.printing.winspool import DocInfo, PrinterInfo, WinspoolLibrary


class FakeLibrary:
    """Takes the arguments apart as the real one does; 0 is a failure."""

    def __init__(self) -> None:
        self.data = b""
        self.document: tuple[str, str] = ("", "")
        self.ended: list[str] = []
        self.works = True

    def OpenPrinterW(self, name: Any, handle: Any, _defaults: None) -> int:  # noqa: N802
        handle._obj.value = 7
        return int(self.works and name.value == "Bar")

    def StartDocPrinterW(self, handle: Any, level: int, document: Any) -> int:  # noqa: N802
        told: DocInfo = document._obj
        self.document = (told.title, told.data_type)
        return int(handle.value == 7 and level == 1)

    def WritePrinter(self, _handle: Any, data: bytes, size: int, taken: Any) -> int:  # noqa: N802
        self.data += data[:size]
        taken._obj.value = size
        return int(self.works)

    def EndDocPrinter(self, _handle: Any) -> int:  # noqa: N802
        self.ended.append("end")
        return 1

    def AbortPrinter(self, _handle: Any) -> int:  # noqa: N802
        self.ended.append("abort")
        return 1

    def ClosePrinter(self, _handle: Any) -> int:  # noqa: N802
        self.ended.append("close")
        return 1

    def EnumPrintersW(self, *given: Any) -> int:  # noqa: N802
        _flags, _name, _level, room, _size, needed, count = given
        needed._obj.value = ctypes.sizeof(PrinterInfo) * self.works
        if room is None:
            return 0
        ctypes.cast(room, ctypes.POINTER(PrinterInfo))[0] = PrinterInfo("Bar", None, 0)
        count._obj.value = 1
        return 1


def test_a_document_goes_through() -> None:
    library = FakeLibrary()
    spool = WinspoolLibrary(library)
    handle = spool.open("Bar")
    spool.start(handle, "0042")
    assert spool.write(handle, b"abc") == 3
    spool.end(handle)
    spool.abort(handle)
    spool.close(handle)
    assert library.document == ("0042", "RAW")
    assert library.data == b"abc"
    assert library.ended == ["end", "abort", "close"]


def test_a_call_that_fails_is_told() -> None:
    library = FakeLibrary()
    spool = WinspoolLibrary(library)
    with pytest.raises(OSError, match="OpenPrinter"):
        spool.open("Other")
    library.works = False
    with pytest.raises(OSError, match="WritePrinter"):
        spool.write(7, b"")


def test_printers_are_listed() -> None:
    library = FakeLibrary()
    assert WinspoolLibrary(library).names() == ("Bar",)
    library.works = False
    assert WinspoolLibrary(library).names() == ()
