"""A job of Windows that ends its processes with us, through ctypes; tried by nobody yet.

Names and numbers are those of Microsoft's pages on CreateJobObject, SetInformationJobObject,
JOBOBJECT_EXTENDED_LIMIT_INFORMATION and AssignProcessToJobObject.
"""

import ctypes
from typing import Any

_EXTENDED_LIMITS = 9  # JobObjectExtendedLimitInformation
_KILL_ON_CLOSE = 0x2000  # JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE


class _BasicLimits(ctypes.Structure):
    """JOBOBJECT_BASIC_LIMIT_INFORMATION."""

    _fields_ = (
        ("per_process_user_time", ctypes.c_int64),
        ("per_job_user_time", ctypes.c_int64),
        ("limit_flags", ctypes.c_uint32),
        ("minimum_working_set", ctypes.c_size_t),
        ("maximum_working_set", ctypes.c_size_t),
        ("active_process_limit", ctypes.c_uint32),
        ("affinity", ctypes.c_size_t),
        ("priority_class", ctypes.c_uint32),
        ("scheduling_class", ctypes.c_uint32),
    )


class ExtendedLimits(ctypes.Structure):
    """JOBOBJECT_EXTENDED_LIMIT_INFORMATION; the counters in it are ours to ignore."""

    _fields_ = (
        ("basic", _BasicLimits),
        ("io_counters", ctypes.c_uint64 * 6),
        ("process_memory_limit", ctypes.c_size_t),
        ("job_memory_limit", ctypes.c_size_t),
        ("peak_process_memory", ctypes.c_size_t),
        ("peak_job_memory", ctypes.c_size_t),
    )


class Job:
    """Processes that end, with all that they start, when this is closed, or when we end.

    The system closes our handles with us, however we end. `library` is for tests.

    Raises:
        OSError: Windows makes no job.
    """

    def __init__(self, library: Any = None) -> None:
        self._calls = library or _kernel32()
        self._handle = self._calls.CreateJobObjectW(None, None)
        if not self._handle:
            raise OSError("CreateJobObject failed")
        limits = ExtendedLimits()
        limits.basic.limit_flags = _KILL_ON_CLOSE
        is_set = self._calls.SetInformationJobObject(
            ctypes.c_void_p(self._handle),
            _EXTENDED_LIMITS,
            ctypes.byref(limits),
            ctypes.sizeof(limits),
        )
        if not is_set:
            self.close()
            raise OSError("SetInformationJobObject failed")

    def take(self, process_handle: int) -> None:
        """Take a process in.

        Raises:
            OSError: Windows does not let it.
        """
        taken = self._calls.AssignProcessToJobObject(
            ctypes.c_void_p(self._handle), ctypes.c_void_p(process_handle)
        )
        if not taken:
            raise OSError("AssignProcessToJobObject failed")

    def close(self) -> None:
        """End whatever is in it."""
        handle, self._handle = self._handle, None
        if handle:
            self._calls.CloseHandle(ctypes.c_void_p(handle))


def _kernel32() -> Any:
    calls = ctypes.CDLL("kernel32", use_last_error=True)
    calls.CreateJobObjectW.restype = ctypes.c_void_p  # as wide as an address
    return calls
