"""Serial ports of Windows through ctypes.

Names and numbers are those of Microsoft's pages on CreateFile, COMMTIMEOUTS, PurgeComm, ReadFile
and WriteFile.
"""

import ctypes
from typing import Any

_READ_AND_WRITE = 0x8000_0000 | 0x4000_0000
_OPEN_EXISTING = 3
_PURGE_READ = 0x0002 | 0x0008  # what is being read, and what was received
_AT_ONCE = 0xFFFF_FFFF  # MAXDWORD: a read ends with the first bytes, or when its time is over
_INVALID = ctypes.c_void_p(-1).value


class Timeouts(ctypes.Structure):
    """COMMTIMEOUTS, in milliseconds."""

    _fields_ = (
        ("read_interval", ctypes.c_uint32),
        ("read_for_each_byte", ctypes.c_uint32),
        ("read_whole", ctypes.c_uint32),
        ("write_for_each_byte", ctypes.c_uint32),
        ("write_whole", ctypes.c_uint32),
    )


class Kernel32Ports:
    """kernel32.dll; satisfies `printing.com_port.ComPorts`. `library` is for tests."""

    def __init__(self, library: Any = None) -> None:
        self._calls = library or _kernel32()

    def open(self, port: str, *, write_within_s: float, read_within_s: float) -> int:
        name = port if port.startswith("\\\\") else f"\\\\.\\{port}"  # COM10 has no short name
        handle = self._calls.CreateFileW(
            ctypes.c_wchar_p(name), _READ_AND_WRITE, 0, None, _OPEN_EXISTING, 0, None
        )
        if handle in (None, 0, _INVALID):
            raise OSError("CreateFile failed")
        limits = Timeouts(
            _AT_ONCE, _AT_ONCE, round(read_within_s * 1000), 0, round(write_within_s * 1000)
        )
        try:
            set_to = self._calls.SetCommTimeouts(ctypes.c_void_p(handle), ctypes.byref(limits))
            _require(set_to, "SetCommTimeouts")
        except OSError:
            self.close(handle)
            raise
        return int(handle)

    def write(self, handle: int, data: bytes) -> int:
        taken = ctypes.c_uint32()
        written = self._calls.WriteFile(
            ctypes.c_void_p(handle), data, len(data), ctypes.byref(taken), None
        )
        _require(written, "WriteFile")
        return taken.value

    def read(self, handle: int, most_bytes: int) -> bytes:
        room, got = ctypes.create_string_buffer(most_bytes), ctypes.c_uint32()
        told = self._calls.ReadFile(
            ctypes.c_void_p(handle), room, most_bytes, ctypes.byref(got), None
        )
        _require(told, "ReadFile")
        return room.raw[: got.value]

    def drop_unread(self, handle: int) -> None:
        _require(self._calls.PurgeComm(ctypes.c_void_p(handle), _PURGE_READ), "PurgeComm")

    def close(self, handle: int) -> None:
        _require(self._calls.CloseHandle(ctypes.c_void_p(handle)), "CloseHandle")


def _kernel32() -> Any:
    calls = ctypes.CDLL("kernel32", use_last_error=True)
    calls.CreateFileW.restype = ctypes.c_void_p  # as wide as an address
    return calls


def _require(succeeded: int, call: str) -> None:
    if not succeeded:
        raise OSError(f"{call} failed")
