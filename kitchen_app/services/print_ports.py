"""What printing needs of the world."""

from dataclasses import dataclass
from typing import Protocol

from kitchen_app.domain.tickets import Paper


@dataclass(frozen=True, slots=True, kw_only=True)
class Raster:
    """A picture in black and white: a bit for each dot, 1 is black.

    `rows` are `height` rows of `row_bytes` each, the leftmost dot in the highest bit; what a row's
    last byte has beyond `width` is white.

    Raises:
        ValueError: there are not as many bytes as the size asks for.
    """

    width: int
    height: int
    rows: bytes

    def __post_init__(self) -> None:
        if len(self.rows) != self.row_bytes * self.height:
            raise ValueError(f"{len(self.rows)} bytes for {self.width} x {self.height} dots")

    @property
    def row_bytes(self) -> int:
        return (self.width + 7) // 8


class TicketPainter(Protocol):
    """Draws papers; called on any thread but that of the core, and takes some milliseconds."""

    def paint(self, paper: Paper, *, width: int) -> Raster:
        """Draw a paper that is `width` dots wide and as long as it must be."""
        ...
