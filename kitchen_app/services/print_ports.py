"""What printing needs of the world."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from kitchen_app.domain.order import OrderId
from kitchen_app.domain.print_jobs import PrintJob
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


class TicketPreviewer(Protocol):
    """Draws papers as they would be with other settings; called like a `TicketPainter`."""

    def preview(self, paper: Paper, *, width: int, languages: tuple[str, ...]) -> Raster:
        """Draw a paper in these languages, or in that of the screen if there are none."""
        ...

    def speak(self, languages: tuple[str, ...]) -> None:
        """Draw all papers in these languages from now on."""
        ...


class PrinterState(StrEnum):
    """How a printer is, as far as it tells."""

    READY = "ready"
    PRINTING = "printing"
    OFFLINE = "offline"  # not reached, or switched off line by its own button
    PAPER_OUT = "paper_out"
    COVER_OPEN = "cover_open"
    FAULT = "fault"  # the cutter, the heat of the head: it shows what at its own lamp
    UNKNOWN = "unknown"  # it can be asked and gave no answer, or one that makes no sense
    CANNOT_TELL = "cannot_tell"  # this kind of connection carries no answers


CANNOT_PRINT = frozenset(
    {PrinterState.OFFLINE, PrinterState.PAPER_OUT, PrinterState.COVER_OPEN, PrinterState.FAULT}
)
"""What a printer must say for nothing to be sent to it: silence is no "no"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """What a printer says of itself. `near_end`: the roll is almost used up."""

    state: PrinterState
    near_end: bool = False

    @property
    def can_print(self) -> bool:
        return self.state not in CANNOT_PRINT


class Pulse(StrEnum):
    """What a printer does besides paper."""

    BUZZER = "buzzer"
    DRAWER = "drawer"


class PrinterLine(Protocol):
    """An open connection to a printer; every method raises `services.errors.LineLost`."""

    async def write(self, data: bytes) -> None:
        """Write all of it; returns when the system has taken it."""
        ...

    async def ask(self, question: bytes, answer_bytes: int) -> bytes:
        """Ask, and return what came in time: at most so many bytes, perhaps none."""
        ...

    async def finish(self) -> None:
        """Make sure, as far as the connection can, that what was written has arrived."""
        ...

    async def close(self) -> None:
        """Let go of it, whatever state it is in; raises nothing."""
        ...


class PrinterLink(Protocol):
    """A way to a printer."""

    @property
    def can_answer(self) -> bool:
        """Tell whether this kind of connection carries answers at all."""
        ...

    async def open(self, title: str) -> PrinterLine:
        """Connect. `title` names the paper where the system shows a list of them.

        Raises:
            NoLine: it cannot be reached.
        """
        ...

    async def close(self) -> None:
        """Let go of what is held between two papers."""
        ...


class Printer(Protocol):
    """A printer as the queue needs it."""

    @property
    def width(self) -> int:
        """The width of its paper in dots."""
        ...

    async def look(self) -> Health:
        """Ask how it is; raises nothing."""
        ...

    async def print_picture(
        self, picture: Raster, *, title: str, begin: Callable[[], None]
    ) -> Health:
        """Print a picture; call `begin` before the first byte leaves. Return how it is after.

        Raises:
            NoLine: not reached, `begin` was not called.
            NotPrinted: it says that it cannot print, `begin` was not called.
            MaybePrinted: some of it has left, and it is not known to be on paper whole.
        """
        ...

    async def pulse(self, what: Pulse) -> None:
        """Sound its buzzer or open its drawer, if it has one; raises `PrinterError`."""
        ...

    async def close(self) -> None:
        """Let go of what it holds."""
        ...


class PictureWriter(Protocol):
    """Writes pictures of papers as files; called on any thread but that of the core."""

    def write(self, picture: Raster, file: Path) -> None:
        """Write a file of the kind that its name says (.png, .pdf); raises OSError."""
        ...


class PictureOutput(Protocol):
    """Prints pictures through the system's own drivers, for printers without ESC/POS.

    Called on a thread of each printer.
    """

    def require(self, printer: str) -> None:
        """Make sure that the system has such a printer; raises OSError."""
        ...

    def print_picture(self, picture: Raster, *, printer: str, title: str) -> None:
        """Hand a picture over to the system; raises OSError."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPrinter:
    """A printer that this computer knows of; `kind` and `address` as kitchen.toml wants them."""

    kind: str
    address: str


class PrinterFinder(Protocol):
    """Looks for printers; on a thread of its own, it may take seconds."""

    def find(self) -> Sequence[FoundPrinter]: ...


class PrintJobs(Protocol):
    """Print jobs as they are kept."""

    def get(self, job_id: str) -> PrintJob | None: ...

    def save(self, job: PrintJob) -> None:
        """Keep a job as it is now, new or not."""
        ...

    def of_order(self, order_id: OrderId) -> list[PrintJob]: ...

    def all_open(self) -> list[PrintJob]:
        """Return every job that somebody may still wait for, the oldest first."""
        ...
