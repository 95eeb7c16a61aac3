"""What this computer knows of printers."""

from pathlib import Path

from kitchen_app.printing.finders import CupsFinder, DeviceFinder, SpoolerFinder
from kitchen_app.services.print_ports import FoundPrinter
from tests.printing.test_spooler import FakeWinspool


def test_device_files(tmp_path: Path) -> None:
    for name in ("usb/lp0", "serial/by-id/usb-EPSON", "usb/hiddev0"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    assert DeviceFinder(tmp_path).find() == [
        FoundPrinter(kind="device", address=str(tmp_path / "usb/lp0")),
        FoundPrinter(kind="device", address=str(tmp_path / "serial/by-id/usb-EPSON")),
    ]


def test_cups_where_there_is_one(tmp_path: Path) -> None:
    command = tmp_path / "lpstat"
    command.write_text("#!/bin/sh\necho Office\necho Bar\n")
    command.chmod(0o755)
    assert CupsFinder(str(command)).find() == [
        FoundPrinter(kind="system", address="Office"),
        FoundPrinter(kind="system", address="Bar"),
    ]
    assert CupsFinder("no-such-command").find() == ()
    command.write_text("no program")
    assert CupsFinder(str(command)).find() in ((), [])


def test_the_spooler_of_windows() -> None:
    spool = FakeWinspool()
    finder = SpoolerFinder(spool)
    assert finder.find() == [FoundPrinter(kind="spooler", address="EPSON TM-T20")]
    spool.fail_in = "names"
    assert finder.find() == ()
