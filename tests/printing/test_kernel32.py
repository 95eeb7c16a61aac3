"""The calls of kernel32.dll, with a library that behaves as Microsoft's pages say."""

from typing import Any

import pytest

from kitchen_app.printing.kernel32 import Kernel32Ports, Timeouts

MOST = 0xFFFF_FFFF


class FakeLibrary:
    """Takes the arguments apart as the real one does; 0 is a failure."""

    def __init__(self) -> None:
        self.name = ""
        self.limits: list[int] = []
        self.data = b""
        self.purged = 0
        self.closed = 0
        self.works = True

    def CreateFileW(self, name: Any, *given: Any) -> int | None:  # noqa: N802
        self.name = name.value
        assert given == (0xC000_0000, 0, None, 3, 0, None)
        return 7 if "COM" in self.name else None

    def SetCommTimeouts(self, handle: Any, limits: Any) -> int:  # noqa: N802
        told: Timeouts = limits._obj
        self.limits = [getattr(told, name) for name, _ in Timeouts._fields_]
        return int(self.works and handle.value == 7)

    def WriteFile(self, _handle: Any, data: bytes, size: int, taken: Any, _no: None) -> int:  # noqa: N802
        self.data += data[:size]
        taken._obj.value = size
        return int(self.works)

    def ReadFile(self, _handle: Any, room: Any, size: int, got: Any, _no: None) -> int:  # noqa: N802
        room[:2] = b"\x12\x00"
        got._obj.value = min(2, size)
        return int(self.works)

    def PurgeComm(self, _handle: Any, what: int) -> int:  # noqa: N802
        self.purged = what
        return 1

    def CloseHandle(self, _handle: Any) -> int:  # noqa: N802
        self.closed += 1
        return 1


@pytest.mark.parametrize("port", ["COM12", "\\\\.\\COM12"])
def test_bytes_go_both_ways(port: str) -> None:
    library = FakeLibrary()
    ports = Kernel32Ports(library)
    handle = ports.open(port, write_within_s=3, read_within_s=0.5)
    assert library.name == "\\\\.\\COM12"
    assert library.limits == [MOST, MOST, 500, 0, 3000]
    assert ports.write(handle, b"abc") == 3
    assert ports.read(handle, 3) == b"\x12\x00"
    ports.drop_unread(handle)
    ports.close(handle)
    assert (library.data, library.purged, library.closed) == (b"abc", 0xA, 1)


def test_what_fails_is_told_and_let_go_of() -> None:
    library = FakeLibrary()
    ports = Kernel32Ports(library)
    with pytest.raises(OSError, match="CreateFile"):
        ports.open("LPT1", write_within_s=3, read_within_s=1)
    library.works = False
    with pytest.raises(OSError, match="SetCommTimeouts"):
        ports.open("COM3", write_within_s=3, read_within_s=1)
    assert library.closed == 1
    with pytest.raises(OSError, match="WriteFile"):
        ports.write(7, b"")
    with pytest.raises(OSError, match="ReadFile"):
        ports.read(7, 3)
