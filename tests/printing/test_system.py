"""A printer behind a driver: what it does not have is told before, what it spoils after."""

import threading

import pytest

from kitchen_app.printing.system import SystemPrinter
from kitchen_app.services.errors import MaybePrinted, NoLine
from kitchen_app.services.print_ports import PrinterState, Pulse, Raster

PICTURE = Raster(width=8, height=1, rows=b"\xff")


class Output:
    """Satisfies `services.print_ports.PictureOutput`."""

    def __init__(self) -> None:
        self.printed: list[tuple[str, str, str]] = []
        self.is_there, self.works = True, True

    def require(self, printer: str) -> None:
        if not self.is_there:
            raise OSError(f"no {printer}")

    def print_picture(self, picture: Raster, *, printer: str, title: str) -> None:
        if not self.works:
            raise OSError("given up")
        self.printed.append((printer, title, threading.current_thread().name))


async def test_a_picture_goes_to_the_driver_on_its_own_thread() -> None:
    output, begun = Output(), []
    printer = SystemPrinter("Office", output, 576)
    health = await printer.print_picture(PICTURE, title="bag 1", begin=lambda: begun.append(1))
    assert (printer.width, len(begun)) == (576, 1)
    assert health.state is (await printer.look()).state is PrinterState.CANNOT_TELL
    await printer.pulse(Pulse.BUZZER)
    await printer.close()
    ((name, title, thread),) = output.printed
    assert (name, title) == ("Office", "bag 1")
    assert thread.startswith("printer Office")


async def test_what_is_not_there_begins_nothing() -> None:
    output, begun = Output(), []
    output.is_there = False
    printer = SystemPrinter("Office", output, 576)
    with pytest.raises(NoLine, match="no Office"):
        await printer.print_picture(PICTURE, title="", begin=lambda: begun.append(1))
    assert begun == []
    await printer.close()


async def test_what_is_given_up_may_be_there() -> None:
    output = Output()
    output.works = False
    printer = SystemPrinter("Office", output, 576)
    with pytest.raises(MaybePrinted) as told:
        await printer.print_picture(PICTURE, title="", begin=lambda: None)
    assert told.value.health.state is PrinterState.FAULT
    await printer.close()
