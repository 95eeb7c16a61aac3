"""The fake reads pictures back, and answers as the manuals say."""

import asyncio

from tests.printing.fake_printer import FakePrinter, Fault


async def asked(printer: FakePrinter) -> bytes:
    reader, writer = await asyncio.open_connection("127.0.0.1", printer.port)
    writer.write(b"\x10\x04\x01\x10\x04\x02\x10\x04\x04")
    told = await reader.readexactly(3)
    writer.close()
    await writer.wait_closed()
    return told


async def test_it_answers_questions() -> None:
    async with FakePrinter.listening() as printer:
        assert await asked(printer) == b"\x12\x12\x12"
        await printer.have(Fault.PAPER_OUT)
        assert await asked(printer) == b"\x1a\x32\x7e"


async def test_it_reads_a_picture_back() -> None:
    async with FakePrinter.listening() as printer:
        _, writer = await asyncio.open_connection("127.0.0.1", printer.port)
        writer.write(b"\x1b@\x1dv0\x00\x01\x00\x02\x00\xaa\x55\x1bd\x04\x1dVB\x00")
        await printer.printed.wait()
        assert [(sheet.width, sheet.rows) for sheet in printer.sheets] == [(8, b"\xaa\x55")]
        writer.close()
        await writer.wait_closed()
