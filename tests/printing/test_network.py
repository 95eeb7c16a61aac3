"""Raw TCP to a real socket: short patience, and what broke is told."""

import asyncio
import socket

import pytest

from kitchen_app.printing.network import NetworkLine, NetworkLink, Patience
from kitchen_app.services.errors import LineLost, NoLine
from tests.printing.fake_printer import FakePrinter, Fault
from tests.printing.stage import IMPATIENT

ASK = b"\x10\x04\x01\x10\x04\x02\x10\x04\x04"


def link_to(printer: FakePrinter) -> NetworkLink:
    return NetworkLink("127.0.0.1", printer.port, IMPATIENT)


async def broken(line: NetworkLine) -> None:
    async with asyncio.timeout(5):
        while True:
            await line.ask(ASK, 3)


async def test_an_answer_comes_back() -> None:
    async with FakePrinter.listening() as printer:
        line = await link_to(printer).open("t")
        assert await line.ask(ASK, 3) == b"\x12\x12\x12"
        assert await line.ask(ASK, 3) == b"\x12\x12\x12"
        await line.finish()
        await line.close()


async def test_silence_ends() -> None:
    async with FakePrinter.listening() as printer:
        await printer.have(Fault.MUTE)
        line = await link_to(printer).open("t")
        assert await line.ask(ASK, 3) == b""
        await line.close()


async def test_nobody_there_is_told_with_a_cure() -> None:
    with pytest.raises(NoLine, match="check its power"):
        await link_to(FakePrinter()).open("t")


async def test_one_that_does_not_take_the_connection_is_given_up_in_time() -> None:
    with socket.socket() as full:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        port = full.getsockname()[1]
        taken = [socket.socket() for _ in range(3)]
        for each in taken:
            each.setblocking(False)
            each.connect_ex(("127.0.0.1", port))
        with pytest.raises(NoLine):
            await NetworkLink("127.0.0.1", port, Patience(connect_s=0.1)).open("t")
        for each in taken:
            each.close()


async def test_one_that_reads_nothing_is_given_up_in_time() -> None:
    async with FakePrinter.listening() as printer:
        await printer.have(Fault.HANGS)
        line = await link_to(printer).open("t")
        with pytest.raises(LineLost):
            await line.write(bytes(4_000_000))
        await line.close()


async def test_a_line_that_breaks_is_told() -> None:
    async with FakePrinter.listening() as printer:
        await printer.have(Fault.CUT_IN_THE_MIDDLE)
        link = link_to(printer)
        line = await link.open("t")
        await line.write(b"\x1b@" * 3000)
        with pytest.raises(LineLost):
            await broken(line)
        await line.close()
        await link.close()
