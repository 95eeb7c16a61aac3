"""ESC/POS, as far as we need it: a picture, feed, cut, buzzer, drawer, and questions.

The commands are those of Epson's ESC/POS reference that nearly all receipt printers understand.
Text is never sent: everything is drawn, so no code page and no control byte of a customer counts.
"""

from collections.abc import Iterator

from kitchen_app.services.print_ports import Health, PrinterState, Pulse, Raster
from kitchen_app.services.print_profiles import Buzzer, PrinterProfile

BAND_ROWS = 256
"""A picture is sent in bands: cheap printers keep no more in their memory."""

QUESTIONS = (1, 2, 4)
"""DLE EOT 1: on line? 2: why not? 4: how much paper?"""

ASK = b"".join(bytes((0x10, 0x04, number)) for number in QUESTIONS)
ANSWER_BYTES = len(QUESTIONS)

_INIT = b"\x1b@"
_FIXED_MASK, _FIXED = 0b1001_0011, 0b0001_0010
"""Bits that are the same in every answer to DLE EOT; another byte is no answer."""

_OFF_LINE = 0b0000_1000
_COVER_OPEN = 0b0000_0100
_STOPPED_FOR_PAPER = 0b0010_0000
_FAULT = 0b0100_0000
_NEAR_END = 0b0000_1100
_PAPER_END = 0b0110_0000


def paper_bytes(picture: Raster, profile: PrinterProfile) -> bytes:
    """Return the bytes that print a picture and hand the paper out.

    Raises:
        ValueError: the picture is wider than the paper.
    """
    if picture.width > profile.width:
        raise ValueError(f"{picture.width} dots do not fit on {profile.width}")
    return b"".join((_INIT, *_bands(picture), *_end(profile)))


def pulse_bytes(what: Pulse, profile: PrinterProfile) -> bytes:
    """Return the bytes that sound the buzzer or open the drawer; none if there is no such thing."""
    if what is Pulse.DRAWER:
        return b"\x1bp\x00\x19\xfa" if profile.drawer else b""
    return {
        Buzzer.NONE: b"",
        Buzzer.ESC_B: b"\x1bB\x05\x03",  # five times 300 ms
        Buzzer.DRAWER: b"\x1bp\x01\x64\x64" * 3,  # pin 5, so that no drawer at pin 2 opens
    }[profile.buzzer]


def health_told(answer: bytes) -> Health:
    """Return what the answers to `ASK` tell.

    Anything else than one sensible byte for each question is unknown: silence is not "no paper".
    """
    if len(answer) != ANSWER_BYTES or any(byte & _FIXED_MASK != _FIXED for byte in answer):
        return Health(state=PrinterState.UNKNOWN)
    line, cause, paper = answer
    near_end = bool(paper & _NEAR_END)
    if paper & _PAPER_END or cause & _STOPPED_FOR_PAPER:
        return Health(state=PrinterState.PAPER_OUT, near_end=True)
    if cause & _COVER_OPEN:
        return Health(state=PrinterState.COVER_OPEN, near_end=near_end)
    if cause & _FAULT:
        return Health(state=PrinterState.FAULT, near_end=near_end)
    if line & _OFF_LINE:
        return Health(state=PrinterState.OFFLINE, near_end=near_end)
    return Health(state=PrinterState.READY, near_end=near_end)


def _bands(picture: Raster) -> Iterator[bytes]:
    """Yield GS v 0 for each band of rows."""
    width = picture.row_bytes
    for top in range(0, picture.height, BAND_ROWS):
        rows = min(BAND_ROWS, picture.height - top)
        yield b"\x1dv0\x00" + width.to_bytes(2, "little") + rows.to_bytes(2, "little")
        yield picture.rows[top * width : (top + rows) * width]


def _end(profile: PrinterProfile) -> Iterator[bytes]:
    yield bytes((0x1B, 0x64, profile.feed_lines))
    if profile.cuts:
        yield b"\x1dVB\x00"  # a bridge is left, so that nothing falls
