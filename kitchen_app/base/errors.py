"""The two families of failure.

Exception
 └─ KnownError      the world's fault: told to the user in words, with a cure; `exit_code`, mostly 2
     └─ (each package draws its own branch in its errors.py)
 └─ anything else   our bug: logged with its traceback, the app goes on
"""

from enum import IntEnum
from typing import ClassVar


class ExitCode(IntEnum):
    """How the process ends, for scripts and for the watchdog."""

    OK = 0
    BUG = 1
    KNOWN = 2
    ALREADY_RUNNING = 3
    AGAIN = 4  # a person wants it to begin again, with other settings
    INTERRUPTED = 130


class KnownError(Exception):
    """A failure that the user can understand and cure; its text is one clear sentence."""

    exit_code: ClassVar[ExitCode] = ExitCode.KNOWN
