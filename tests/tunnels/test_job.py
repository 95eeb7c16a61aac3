"""The calls to Windows that end a process with us, over a kernel32 that remembers them."""

import ctypes
from typing import Any

import pytest

from kitchen_app.tunnels.job import ExtendedLimits, Job

HANDLE = 0x1_0000_0042


class FakeKernel32:
    """Remembers what it was asked; `refuses` names a call that fails."""

    def __init__(self, refuses: str = "") -> None:
        self.refuses = refuses
        self.calls: list[str] = []
        self.flags = 0

    def CreateJobObjectW(self, _security: None, _name: None) -> int | None:  # noqa: N802
        return None if self._note("CreateJobObjectW") else HANDLE

    def SetInformationJobObject(  # noqa: N802
        self, handle: ctypes.c_void_p, kind: int, limits: Any, size: int
    ) -> int:
        assert (handle.value, kind, size) == (HANDLE, 9, ctypes.sizeof(ExtendedLimits))
        self.flags = limits._obj.basic.limit_flags
        return not self._note("SetInformationJobObject")

    def AssignProcessToJobObject(  # noqa: N802
        self, handle: ctypes.c_void_p, process: ctypes.c_void_p
    ) -> int:
        assert (handle.value, process.value) == (HANDLE, 77)
        return not self._note("AssignProcessToJobObject")

    def CloseHandle(self, handle: ctypes.c_void_p) -> int:  # noqa: N802
        assert handle.value == HANDLE
        return not self._note("CloseHandle")

    def _note(self, call: str) -> bool:
        self.calls.append(call)
        return call == self.refuses


def test_a_process_is_taken_in_and_ended_once() -> None:
    windows = FakeKernel32()
    job = Job(windows)
    job.take(77)
    job.close()
    job.close()
    assert windows.flags == 0x2000, "JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE"
    assert windows.calls[-2:] == ["AssignProcessToJobObject", "CloseHandle"]
    assert windows.calls.count("CloseHandle") == 1


def test_the_structure_is_as_large_as_windows_has_it() -> None:
    assert ctypes.sizeof(ExtendedLimits) == 144, "on 64 bits"


def test_what_windows_refuses_is_an_error_and_leaves_nothing_open() -> None:
    with pytest.raises(OSError, match="CreateJobObject"):
        Job(FakeKernel32("CreateJobObjectW"))
    windows = FakeKernel32("SetInformationJobObject")
    with pytest.raises(OSError, match="SetInformationJobObject"):
        Job(windows)
    assert windows.calls[-1] == "CloseHandle"
    with pytest.raises(OSError, match="AssignProcess"):
        Job(FakeKernel32("AssignProcessToJobObject")).take(77)
