"""What kinds of receipt printers can do, as data."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Buzzer(StrEnum):
    """How a printer makes a noise."""

    NONE = "none"
    ESC_B = "esc_b"  # a buzzer inside: ESC B n t
    DRAWER = "drawer"  # a buzzer in the socket of the cash drawer: the pulse that opens one


@dataclass(frozen=True, slots=True, kw_only=True)
class PrinterProfile:
    """A kind of printer. `width` is in dots; `feed_lines` bring the last row past the cutter."""

    width: int
    cuts: bool = True
    buzzer: Buzzer = Buzzer.NONE
    drawer: bool = False
    feed_lines: int = 4


PROFILES: Mapping[str, PrinterProfile] = {
    "58mm": PrinterProfile(width=384, cuts=False),
    "80mm": PrinterProfile(width=576),
    "tm-t88": PrinterProfile(width=512),  # 180 dots an inch: 576 would be cut off
    "tm-m30": PrinterProfile(width=576),
    "tm-p20": PrinterProfile(width=384, cuts=False),
    "star-80mm": PrinterProfile(width=576, feed_lines=6),  # set to ESC/POS in its own menu
}
"""By the name in kitchen.toml. The widths are those that the makers' manuals state; a printer
that is not here is told by its width in dots."""

NARROWEST = 200
WIDEST = 1200
"""Widths in dots that receipt printers have."""
