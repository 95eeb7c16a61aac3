"""When a paper counts as printed, over any line."""

import pytest

from kitchen_app.printing.escpos import paper_bytes
from kitchen_app.printing.escpos_printer import EscposPrinter
from kitchen_app.services.errors import LineLost, MaybePrinted, NoLine, NotPrinted
from kitchen_app.services.print_ports import PrinterState, Pulse, Raster
from kitchen_app.services.print_profiles import PROFILES, PrinterProfile

WELL = b"\x12\x12\x12"
NO_PAPER = b"\x1a\x32\x12"
DOTS = Raster(width=8, height=1, rows=b"\xaa")


class FakeLine:
    """A link and its line in one, with answers that are told; "lost" breaks it."""

    def __init__(self, *answers: bytes | None, can_answer: bool = True) -> None:
        self.can_answer = can_answer
        self.answers = list(answers)
        self.written = b""
        self.events: list[str] = []

    async def open(self, title: str) -> "FakeLine":
        return self

    async def write(self, data: bytes) -> None:
        self.events.append("write")
        self.written += data

    async def ask(self, question: bytes, answer_bytes: int) -> bytes:
        self.events.append("ask")
        answer = self.answers.pop(0)
        if answer is None:
            raise LineLost("planted")
        return answer

    async def finish(self) -> None:
        self.events.append("finish")

    async def close(self) -> None:
        self.events.append("close")


def begun(line: FakeLine) -> None:
    line.events.append("begin")


async def printed(line: FakeLine, printer: EscposPrinter | None = None) -> PrinterState:
    printer = printer or EscposPrinter(line, PROFILES["80mm"])
    told = await printer.print_picture(DOTS, title="t", begin=lambda: begun(line))
    return told.state


async def test_it_asks_begins_writes_and_asks_again() -> None:
    line = FakeLine(WELL, WELL)
    assert await printed(line) is PrinterState.READY
    assert line.events == ["ask", "begin", "write", "ask", "close"]
    assert line.written == paper_bytes(DOTS, PROFILES["80mm"])


@pytest.mark.parametrize("before", [b"", b"\xff\xff\xff", b"\x12"])
async def test_silence_and_nonsense_stop_nothing(before: bytes) -> None:
    line = FakeLine(before)
    assert await printed(line) is PrinterState.UNKNOWN
    assert line.events == ["ask", "begin", "write", "finish", "close"]


async def test_who_has_answered_and_falls_silent_gets_nothing() -> None:
    line = FakeLine(WELL, WELL, b"")
    printer = EscposPrinter(line, PROFILES["80mm"])
    await printed(line, printer)
    with pytest.raises(NotPrinted):
        await printed(line, printer)
    assert line.events.count("begin") == 1


async def test_who_cannot_print_gets_nothing() -> None:
    line = FakeLine(NO_PAPER)
    with pytest.raises(NotPrinted) as told:
        await printed(line)
    assert told.value.health.state is PrinterState.PAPER_OUT
    assert line.events == ["ask", "close"]


@pytest.mark.parametrize("after", [NO_PAPER, b"", None])
async def test_who_is_not_well_afterwards_may_have_printed(after: bytes | None) -> None:
    line = FakeLine(WELL, after)
    with pytest.raises(MaybePrinted):
        await printed(line)
    assert line.events[-1] == "close"


async def test_who_hangs_up_before_the_first_byte_was_not_reached() -> None:
    line = FakeLine(None)
    with pytest.raises(NoLine):
        await printed(line)
    assert "begin" not in line.events


async def test_what_cannot_be_asked_is_not_asked() -> None:
    line = FakeLine(can_answer=False)
    printer = EscposPrinter(line, PROFILES["80mm"])
    assert (await printer.look()).state is PrinterState.CANNOT_TELL
    assert line.events == []
    assert await printed(line, printer) is PrinterState.CANNOT_TELL
    assert line.events == ["begin", "write", "finish", "close"]


async def test_a_look_tells_and_raises_nothing() -> None:
    line = FakeLine(NO_PAPER, None)
    printer = EscposPrinter(line, PROFILES["80mm"])
    assert (await printer.look()).state is PrinterState.PAPER_OUT
    assert (await printer.look()).state is PrinterState.OFFLINE
    await printer.close()


async def test_signals_go_to_who_has_what_they_are_for() -> None:
    line = FakeLine()
    await EscposPrinter(line, PROFILES["80mm"]).pulse(Pulse.DRAWER)
    assert line.events == []
    await EscposPrinter(line, PrinterProfile(width=8, drawer=True)).pulse(Pulse.DRAWER)
    assert line.events == ["write", "finish", "close"]
