"""The spooler of Windows through ctypes: the few calls that raw printing takes.

Names and structures are those of Microsoft's winspool documentation (OpenPrinter,
StartDocPrinter with DOC_INFO_1, EnumPrinters with PRINTER_INFO_4).
"""

import ctypes
from collections.abc import Sequence
from typing import Any

_LOCAL_AND_CONNECTED = 0x2 | 0x4
_LEVEL = 4


class DocInfo(ctypes.Structure):
    """DOC_INFO_1: a document's title, its output file (none) and its kind of data."""

    _fields_ = (
        ("title", ctypes.c_wchar_p),
        ("output", ctypes.c_wchar_p),
        ("data_type", ctypes.c_wchar_p),
    )


class PrinterInfo(ctypes.Structure):
    """PRINTER_INFO_4: what is quick to list of a printer."""

    _fields_ = (
        ("name", ctypes.c_wchar_p),
        ("server", ctypes.c_wchar_p),
        ("attributes", ctypes.c_uint32),
    )


class WinspoolLibrary:
    """winspool.drv; satisfies `printing.spooler.Winspool`. `library` is for tests."""

    def __init__(self, library: Any = None) -> None:
        self._calls = library or ctypes.CDLL("winspool.drv", use_last_error=True)

    def open(self, printer: str) -> int:
        handle = ctypes.c_void_p()
        name = ctypes.c_wchar_p(printer)
        _require(self._calls.OpenPrinterW(name, ctypes.byref(handle), None), "OpenPrinter")
        return handle.value or 0

    def start(self, handle: int, title: str) -> None:
        document = DocInfo(title, None, "RAW")
        started = self._calls.StartDocPrinterW(ctypes.c_void_p(handle), 1, ctypes.byref(document))
        _require(started, "StartDocPrinter")

    def write(self, handle: int, data: bytes) -> int:
        taken = ctypes.c_uint32()
        written = self._calls.WritePrinter(
            ctypes.c_void_p(handle), data, len(data), ctypes.byref(taken)
        )
        _require(written, "WritePrinter")
        return taken.value

    def end(self, handle: int) -> None:
        _require(self._calls.EndDocPrinter(ctypes.c_void_p(handle)), "EndDocPrinter")

    def abort(self, handle: int) -> None:
        _require(self._calls.AbortPrinter(ctypes.c_void_p(handle)), "AbortPrinter")

    def close(self, handle: int) -> None:
        _require(self._calls.ClosePrinter(ctypes.c_void_p(handle)), "ClosePrinter")

    def names(self) -> Sequence[str]:
        """Return the names of the printers of this user."""
        needed, count = ctypes.c_uint32(), ctypes.c_uint32()
        self._enumerate(None, 0, needed, count)
        if not needed.value:
            return ()
        room = ctypes.create_string_buffer(needed.value)
        _require(self._enumerate(room, needed.value, needed, count), "EnumPrinters")
        found = ctypes.cast(room, ctypes.POINTER(PrinterInfo))
        return tuple(found[place].name for place in range(count.value))

    def _enumerate(
        self, room: Any, size: int, needed: ctypes.c_uint32, count: ctypes.c_uint32
    ) -> int:
        told: int = self._calls.EnumPrintersW(
            _LOCAL_AND_CONNECTED,
            None,
            _LEVEL,
            room,
            size,
            ctypes.byref(needed),
            ctypes.byref(count),
        )
        return told


def _require(succeeded: int, call: str) -> None:
    if not succeeded:
        raise OSError(f"{call} failed")
