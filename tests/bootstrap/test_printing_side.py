"""The core prints what comes in, and makes each kind of printer."""

import asyncio
import sys
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from kitchen_app.base.errors import KnownError
from kitchen_app.bootstrap.core import Core
from kitchen_app.bootstrap.printing_side import find_printers, finders, look_at, make_printer
from kitchen_app.domain.events import ReadBack
from kitchen_app.domain.order import OrderId
from kitchen_app.domain.routing import Moment, PrinterPlan
from kitchen_app.domain.tickets import Copy, Mark
from kitchen_app.services.alarm import Sound
from kitchen_app.services.print_ports import PrinterState
from kitchen_app.services.print_profiles import PROFILES, Buzzer
from kitchen_app.services.print_view import PrintView
from kitchen_app.services.settings import Connection, PrinterSettings, PrintingSettings
from tests.bootstrap.cores import config_for
from tests.e2e.installation import free_port, placed, signed
from tests.fakes import FakeOutput
from tests.printing.fake_printer import FakePrinter, PatternPainter, read
from tests.printing.stage import accepted
from tests.printing.test_folder import PlainWriter


def a_printer(connection: Connection, address: str) -> PrinterSettings:
    return PrinterSettings(
        plan=PrinterPlan(name="Kitchen", kitchen=Moment.PLACED),
        connection=connection,
        address=address,
        profile=PROFILES["80mm"],
    )


async def test_an_order_that_comes_in_comes_out_on_paper(tmp_path: Path) -> None:
    async with FakePrinter.listening() as printer:
        at = a_printer(Connection.NETWORK, f"127.0.0.1:{printer.port}")
        config = config_for(tmp_path)
        printing = PrintingSettings(printers=(at,), default="Kitchen")
        settings = replace(config.settings, printing=printing)
        core = Core(replace(config, settings=settings, painter=PatternPainter()))
        await core.start()
        order_id, message = placed(1)
        body = signed(core.callback_url, event_id=1001, message_id="1", message=message)
        async with httpx.AsyncClient() as client:
            headers = {"Content-Type": "application/json"}
            await client.post(core.callback_url, content=body, headers=headers)
        async with asyncio.timeout(5):
            await printer.printed.wait()
        assert core.kitchen.printing is not None
        await core.kitchen.printing.print_test("Kitchen")
        await core.stop()
        assert read(printer.sheets[0]) == (order_id, Copy.KITCHEN, Mark.FIRST)
        assert len(printer.sheets) == 2


async def test_a_ticket_that_does_not_come_out_is_heard(tmp_path: Path) -> None:
    config = config_for(tmp_path)
    at = a_printer(Connection.NETWORK, f"127.0.0.1:{free_port()}")
    settings = replace(config.settings, printing=PrintingSettings(printers=(at,)))
    core = Core(replace(config, settings=settings, painter=PatternPainter()))
    core.kitchen.alarm.lead_to(output := FakeOutput())
    told = asyncio.Event()

    def note(view: PrintView) -> None:
        if any(trouble.orders for trouble in view.troubles):
            told.set()

    core._hub.printing_changed.connect(note)
    await core.start()
    core._ledger.record((ReadBack(order=accepted(1)),))
    async with asyncio.timeout(5):
        await told.wait()
    assert output.heard == [Sound.FAULT]
    await core.stop()


async def test_without_a_painter_nothing_is_printed_or_missed(tmp_path: Path) -> None:
    config = config_for(tmp_path)
    at = a_printer(Connection.NETWORK, "127.0.0.1:9")
    settings = replace(config.settings, printing=PrintingSettings(printers=(at,)))
    core = Core(replace(config, settings=settings))
    assert core.kitchen.printing is not None
    assert core.kitchen.printing.view.printers == ()
    core._paper.second.call(OrderId("1"))
    await core.kitchen.printer_setup.keep(at, is_new=False)
    assert core.kitchen.printing.view.printers == ()
    await core.stop()


async def test_a_buzzer_is_a_second_alarm(tmp_path: Path) -> None:
    config = config_for(tmp_path)
    at = a_printer(Connection.NETWORK, "127.0.0.1:9")
    loud = replace(at, profile=replace(at.profile, buzzer=Buzzer.ESC_B))
    settings = replace(config.settings, printing=PrintingSettings(printers=(loud,)))
    core = Core(replace(config, settings=settings, painter=PatternPainter()))
    had_buzzer = core._paper.has_buzzer
    core._paper.second.call(OrderId("1"))
    await core.kitchen.printer_setup.keep(at, is_new=False)
    assert (had_buzzer, core._paper.has_buzzer) == (True, False)
    await core.stop()


async def test_each_kind_is_made(tmp_path: Path) -> None:
    folder = a_printer(Connection.FOLDER, str(tmp_path))
    made = [
        make_printer(folder, PlainWriter()),
        make_printer(a_printer(Connection.DEVICE, str(tmp_path / "lp0"))),
        make_printer(a_printer(Connection.NETWORK, "[::1]:9101")),
        make_printer(a_printer(Connection.SYSTEM, "Office")),
    ]
    for printer in made:
        assert printer.width == 576
        await printer.close()
    with pytest.raises(KnownError, match="nothing writes pictures"):
        make_printer(folder)
    if sys.platform != "win32":
        with pytest.raises(KnownError, match="on Windows only"):
            make_printer(a_printer(Connection.SPOOLER, "Bar"))


async def test_printers_are_looked_at_by_name(tmp_path: Path) -> None:
    settings = PrintingSettings(printers=(a_printer(Connection.FOLDER, str(tmp_path)),))
    assert (await look_at(settings))["Kitchen"].state is PrinterState.CANNOT_TELL


def test_somebody_looks_for_printers_here() -> None:
    assert finders()
    assert isinstance(find_printers(), list)
