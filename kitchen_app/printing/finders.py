"""Looking for printers that this computer knows of."""

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from kitchen_app.printing.spooler import Winspool
from kitchen_app.services.print_ports import FoundPrinter

_PATTERNS = ("usb/lp*", "serial/by-id/*")
_WITHIN_S = 3.0


class DeviceFinder:
    """USB printers and serial ports under /dev; satisfies `services.print_ports.PrinterFinder`."""

    def __init__(self, folder: Path = Path("/dev")) -> None:
        self._folder = folder

    def find(self) -> Sequence[FoundPrinter]:
        """Return them by path; a serial port may be anything, so it is only a candidate."""
        return [
            FoundPrinter(kind="device", address=str(path))
            for pattern in _PATTERNS
            for path in sorted(self._folder.glob(pattern))
        ]


class CupsFinder:
    """The printers of CUPS, which only a driver prints to; nothing where there is no CUPS."""

    def __init__(self, command: str = "lpstat") -> None:
        self._command = command

    def find(self) -> Sequence[FoundPrinter]:
        program = shutil.which(self._command)
        if program is None:
            return ()
        try:
            told = subprocess.run(  # noqa: S603 - our own words
                (program, "-e"), capture_output=True, text=True, timeout=_WITHIN_S, check=False
            )
        except (OSError, subprocess.SubprocessError):
            return ()
        return [FoundPrinter(kind="system", address=name) for name in told.stdout.split()]


class SpoolerFinder:
    """The printers that Windows has installed."""

    def __init__(self, winspool: Winspool) -> None:
        self._winspool = winspool

    def find(self) -> Sequence[FoundPrinter]:
        try:
            return [FoundPrinter(kind="spooler", address=name) for name in self._winspool.names()]
        except OSError:
            return ()
