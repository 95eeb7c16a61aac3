"""Printers are added, changed, removed, tried and put back."""

from dataclasses import replace

import pytest

from kitchen_app.base.errors import KnownError
from kitchen_app.domain.routing import Moment, PrinterPlan, Station
from kitchen_app.domain.sample_order import sample_ticket
from kitchen_app.domain.tickets import Copy, Ticket
from kitchen_app.services.errors import NoLine
from kitchen_app.services.manager_lock import Deed, ManagerLock, Matter, NotApproved
from kitchen_app.services.print_ports import FoundPrinter, PrinterState
from kitchen_app.services.print_profiles import PROFILES
from kitchen_app.services.printer_rules import PrinterFault, WrongPrinter
from kitchen_app.services.printer_setup import USUAL_WIDTH
from kitchen_app.services.settings import Connection, PrinterSettings, PrintingSettings
from tests.fakes import FakeClock
from tests.services.setup_fakes import SetupBench
from tests.ui.fakes import FakePins


def a_printer(name: str = "Kitchen", address: str = "192.168.1.50") -> PrinterSettings:
    return PrinterSettings(
        plan=PrinterPlan(name=name),
        connection=Connection.NETWORK,
        address=address,
        profile=PROFILES["80mm"],
    )


KITCHEN, BAR = a_printer(), a_printer("Bar", "192.168.1.51")


@pytest.fixture
def pins() -> FakePins:
    return FakePins()


@pytest.fixture
def manager(pins: FakePins, clock: FakeClock) -> ManagerLock:
    return ManagerLock(pins, clock)


@pytest.fixture
def bench(manager: ManagerLock, clock: FakeClock) -> SetupBench:
    return SetupBench(manager, clock)


async def test_a_printer_is_added_changed_removed_and_put_back(bench: SetupBench) -> None:
    told: list[PrintingSettings] = []
    bench.setup.changed.connect(told.append)
    assert await bench.setup.keep(KITCHEN, is_new=True) == PrintingSettings()
    await bench.setup.keep(replace(BAR, fallback="Kitchen"), is_new=True, languages=("ar", "en"))
    moved = replace(KITCHEN, address="10.0.0.9")
    await bench.setup.keep(moved, is_new=False)
    known = await bench.setup.known()
    assert known.printers == (moved, replace(BAR, fallback="Kitchen"))
    assert (known.default, known.languages) == ("Kitchen", ("ar", "en"))
    before = await bench.setup.remove("Kitchen")
    assert before == known
    left = await bench.setup.known()
    assert (left.printers, left.default) == ((BAR,), "Bar")
    await bench.setup.put_back(before)
    assert bench.used == told == bench.file.written
    assert told[-1] == known


async def test_stations_of_a_removed_printer_go_to_the_default(
    manager: ManagerLock, clock: FakeClock
) -> None:
    grill = Station(name="Grill", printer="Bar", words=("shawarma",))
    both = PrintingSettings(printers=(KITCHEN, BAR), stations=(grill,), default="Kitchen")
    bench = SetupBench(manager, clock, both)
    await bench.setup.remove("Bar")
    assert (await bench.setup.known()).stations == (replace(grill, printer="Kitchen"),)
    await bench.setup.remove("Kitchen")
    assert await bench.setup.known() == PrintingSettings()


async def test_stations_are_kept_and_put_back(manager: ManagerLock, clock: FakeClock) -> None:
    both = PrintingSettings(printers=(KITCHEN, BAR), default="Kitchen", languages=("ar",))
    bench = SetupBench(manager, clock, both)
    drinks = Station(name="Drinks", printer="Bar", items=("Tea",))
    before = await bench.setup.keep_stations((drinks,))
    assert before == both
    assert bench.used == bench.file.written == [replace(both, stations=(drinks,))]
    await bench.setup.put_back(before)
    assert await bench.setup.known() == both


@pytest.mark.parametrize(
    ("stations", "fault"),
    [
        ((Station(name=" ", printer="Kitchen", items=("Tea",)),), PrinterFault.STATION_NAME),
        ((Station(name="A", printer="Kitchen", items=("Tea",)),) * 2, PrinterFault.STATION_TAKEN),
        ((Station(name="A", printer="Nowhere", items=("Tea",)),), PrinterFault.STATION_PRINTER),
        ((Station(name="A", printer="Counter", items=("Tea",)),), PrinterFault.STATION_PRINTER),
        ((Station(name="A", printer="Kitchen"),), PrinterFault.STATION_EMPTY),
        (
            (Station(name="A", printer="Kitchen", words=("tea",) * 301),),
            PrinterFault.STATION_FULL,
        ),
    ],
)
async def test_stations_that_cannot_be_are_refused(
    manager: ManagerLock, clock: FakeClock, stations: tuple[Station, ...], fault: PrinterFault
) -> None:
    counter = replace(BAR, plan=PrinterPlan(name="Counter", kitchen=Moment.NEVER))
    settings = PrintingSettings(printers=(KITCHEN, counter), default="Kitchen")
    bench = SetupBench(manager, clock, settings)
    with pytest.raises(WrongPrinter) as told:
        await bench.setup.keep_stations(stations)
    assert told.value.fault is fault
    assert bench.file.written == bench.used == []


@pytest.mark.parametrize(
    ("printer", "fault"),
    [
        (a_printer("  "), PrinterFault.NAME),
        (a_printer("x" * 41), PrinterFault.NAME),
        (a_printer("Bar"), PrinterFault.NAME_TAKEN),
        (a_printer(address="192.168.1"), PrinterFault.ADDRESS),
        (a_printer(address="192.168.1.256"), PrinterFault.ADDRESS),
        (a_printer(address="printer:99999"), PrinterFault.ADDRESS),
        (a_printer(address=""), PrinterFault.ADDRESS),
        (replace(KITCHEN, profile=replace(KITCHEN.profile, width=9)), PrinterFault.WIDTH),
        (replace(KITCHEN, plan=replace(KITCHEN.plan, copies=0)), PrinterFault.COPIES),
        (replace(KITCHEN, fallback="Kitchen"), PrinterFault.FALLBACK),
        (replace(KITCHEN, fallback="Nowhere"), PrinterFault.FALLBACK),
    ],
)
async def test_what_cannot_be_is_told_and_changes_nothing(
    manager: ManagerLock, clock: FakeClock, printer: PrinterSettings, fault: PrinterFault
) -> None:
    bench = SetupBench(manager, clock, PrintingSettings(printers=(BAR,), default="Bar"))
    with pytest.raises(WrongPrinter) as told:
        await bench.setup.keep(printer, is_new=True)
    assert told.value.fault is fault
    with pytest.raises(WrongPrinter):
        await bench.setup.keep(KITCHEN, is_new=True, languages=("en", "ar", "zh_HK"))
    assert bench.used == bench.file.written == []


async def test_a_file_that_cannot_be_written_changes_nothing(bench: SetupBench) -> None:
    bench.file.trouble = "no room"
    with pytest.raises(KnownError, match="no room"):
        await bench.setup.keep(KITCHEN, is_new=True)
    bench.file.trouble, bench.no_such = "", KnownError("on Windows only")
    with pytest.raises(KnownError, match="on Windows only"):
        await bench.setup.keep(KITCHEN, is_new=True)
    assert await bench.setup.known() == PrintingSettings()
    assert bench.used == bench.file.written == []


async def test_only_the_manager_changes_printers(
    bench: SetupBench, pins: FakePins, manager: ManagerLock
) -> None:
    pins.pin = "2580"
    with pytest.raises(NotApproved):
        await bench.setup.keep(KITCHEN, is_new=True)
    await bench.setup.try_out(KITCHEN)
    answer = await manager.approve(Matter(deed=Deed.SETTINGS), "2580")
    await bench.setup.keep(KITCHEN, is_new=True, approval=answer.approval)
    await bench.setup.remove("Kitchen")
    assert len(bench.used) == 2


async def test_a_printer_is_tried_before_it_is_kept(bench: SetupBench) -> None:
    health = await bench.setup.try_out(replace(KITCHEN, fallback="Bar"))
    assert health.state is PrinterState.READY
    assert len(bench.port.printed) == 1
    assert bench.port.is_closed
    bench.port.standing = NoLine("planted")
    with pytest.raises(NoLine):
        await bench.setup.try_out(KITCHEN)
    with pytest.raises(WrongPrinter):
        await bench.setup.try_out(replace(KITCHEN, address="not an address"))
    assert bench.used == []


async def test_what_can_be_set_up_is_found_once(bench: SetupBench) -> None:
    usb = FoundPrinter(kind="device", address="/dev/usb/lp0")
    bench.on_the_way = (usb, usb, FoundPrinter(kind="tablet", address="?"))
    assert await bench.setup.found() == (usb,)


async def test_papers_are_drawn_as_they_would_come_out(bench: SetupBench) -> None:
    picture = await bench.setup.preview(Copy.STOP, width=384, languages=("ar",))
    assert picture.width == 384
    ((paper, width, languages),) = bench.previewer.asked
    assert isinstance(paper, Ticket)
    assert (paper.copy, width, languages) == (Copy.STOP, 384, ("ar",))


async def test_a_ticket_is_drawn_in_the_languages_in_force(
    manager: ManagerLock, clock: FakeClock
) -> None:
    bench = SetupBench(manager, clock, PrintingSettings(languages=("ar", "en")))
    ticket = sample_ticket(Copy.KITCHEN, clock.now())
    assert (await bench.setup.ticket(ticket)).width == USUAL_WIDTH
    assert bench.previewer.asked == [(ticket, USUAL_WIDTH, ("ar", "en"))]
