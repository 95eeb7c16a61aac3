"""Pictures and signals as bytes, and answers as states."""

import pytest

from kitchen_app.printing.escpos import health_told, paper_bytes, pulse_bytes
from kitchen_app.services.print_ports import Health, PrinterState, Pulse, Raster
from kitchen_app.services.print_profiles import PROFILES, Buzzer, PrinterProfile
from tests.printing.fake_printer import FakePrinter, Parser

NARROW = PROFILES["58mm"]
FULL = PrinterProfile(width=16, drawer=True, buzzer=Buzzer.ESC_B)


def picture(width: int, height: int) -> Raster:
    row_bytes = (width + 7) // 8
    rows = bytes((row * 7 + place) & 0xFF for row in range(height) for place in range(row_bytes))
    return Raster(width=width, height=height, rows=rows)


async def test_a_long_picture_goes_in_bands_and_comes_back_dot_for_dot() -> None:
    printer = FakePrinter()
    drawn = picture(576, 600)
    assert Parser(printer).feed(paper_bytes(drawn, PROFILES["80mm"])) == b""
    (sheet,) = printer.sheets
    assert (sheet.width, sheet.height, sheet.rows) == (576, 600, drawn.rows)


def test_the_bytes_of_a_small_picture_are_those_of_the_manual() -> None:
    drawn = Raster(width=12, height=2, rows=b"\xff\xf0\x00\x10")
    assert paper_bytes(drawn, FULL) == (
        b"\x1b@" + b"\x1dv0\x00\x02\x00\x02\x00\xff\xf0\x00\x10" + b"\x1bd\x04" + b"\x1dVB\x00"
    )
    assert b"\x1dV" not in paper_bytes(drawn, NARROW)


def test_a_picture_that_does_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match="do not fit"):
        paper_bytes(picture(400, 1), NARROW)


@pytest.mark.parametrize(
    ("profile", "what", "data"),
    [
        (FULL, Pulse.BUZZER, b"\x1bB\x05\x03"),
        (FULL, Pulse.DRAWER, b"\x1bp\x00\x19\xfa"),
        (NARROW, Pulse.BUZZER, b""),
        (NARROW, Pulse.DRAWER, b""),
        (PrinterProfile(width=8, buzzer=Buzzer.DRAWER), Pulse.BUZZER, b"\x1bp\x01\x64\x64" * 3),
    ],
)
def test_signals(profile: PrinterProfile, what: Pulse, data: bytes) -> None:
    assert pulse_bytes(what, profile) == data


@pytest.mark.parametrize(
    ("answer", "health"),
    [
        (b"\x12\x12\x12", Health(state=PrinterState.READY)),
        (b"\x12\x12\x1e", Health(state=PrinterState.READY, near_end=True)),
        (b"\x1a\x12\x12", Health(state=PrinterState.OFFLINE)),
        (b"\x1a\x16\x12", Health(state=PrinterState.COVER_OPEN)),
        (b"\x1a\x32\x12", Health(state=PrinterState.PAPER_OUT, near_end=True)),
        (b"\x12\x12\x72", Health(state=PrinterState.PAPER_OUT, near_end=True)),
        (b"\x1a\x52\x12", Health(state=PrinterState.FAULT)),
        (b"", Health(state=PrinterState.UNKNOWN)),
        (b"\x12", Health(state=PrinterState.UNKNOWN)),
        (b"\x00\x00\x00", Health(state=PrinterState.UNKNOWN)),
        (b"\xff\xff\xff", Health(state=PrinterState.UNKNOWN)),
        (b"\x12\x12\x12\x12", Health(state=PrinterState.UNKNOWN)),
    ],
)
def test_answers_tell_the_state_and_nonsense_is_unknown(answer: bytes, health: Health) -> None:
    assert health_told(answer) == health


def test_only_a_sensible_answer_ever_says_that_a_printer_cannot_print() -> None:
    for first in range(256):
        answer = bytes((first, 0x12, 0x12))
        sensible = first & 0x93 == 0x12
        assert sensible or health_told(answer).state is PrinterState.UNKNOWN
