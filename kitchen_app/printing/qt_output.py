"""Pictures through the drivers of the system, by Qt's printing.

Any thread may print (Qt paints on printers outside its main thread), once there is an application
object. Loaded late: on Linux, Qt's printing needs the libraries of CUPS.
"""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter, qRgb
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from kitchen_app.printing.file import DOTS_PER_INCH
from kitchen_app.services.print_ports import FoundPrinter, Raster

_MM_PER_DOT = 25.4 / DOTS_PER_INCH
_WIDEST_ROLL_MM = 120.0
_LEAST_OF_A_PAGE = 0.75
"""A page ends at an empty row if one is found below so much of it."""


class QtPictureOutput:
    """Satisfies `services.print_ports.PictureOutput`."""

    def require(self, printer: str) -> None:
        """Make sure that there is such a printer; raises OSError."""
        if QPrinterInfo.printerInfo(printer).isNull():
            names = ", ".join(map(repr, QPrinterInfo.availablePrinterNames())) or "none"
            raise OSError(f"This computer has no printer {printer!r}. It has: {names}.")

    def print_picture(self, picture: Raster, *, printer: str, title: str) -> None:
        """Hand a picture over to the system; raises OSError."""
        found = QPrinterInfo.printerInfo(printer)
        made = QPrinter(found, QPrinter.PrinterMode.HighResolution)
        made.setDocName(title)
        print_on(made, picture)


class QtPrinterFinder:
    """The printers that the system shows; satisfies `services.print_ports.PrinterFinder`."""

    def find(self) -> Sequence[FoundPrinter]:
        names = QPrinterInfo.availablePrinterNames()
        return [FoundPrinter(kind="system", address=name) for name in names]


def print_on(printer: QPrinter, picture: Raster) -> None:
    """Print in true size: on a roll as one long page, on sheets as many as it takes.

    What is wider than the paper is made smaller rather than cut.

    Raises:
        OSError: the system takes no picture.
    """
    paper = printer.pageLayout().fullRect(QPageLayout.Unit.Millimeter)
    if paper.width() <= _WIDEST_ROLL_MM:
        _fit_roll(printer, paper.width(), picture)
    room = printer.pageRect(QPrinter.Unit.DevicePixel)
    dot = min(printer.resolution() / DOTS_PER_INCH, room.width() / picture.width)
    left = max(0, int((room.width() / dot - picture.width) / 2)) * dot
    painter = QPainter()
    if not painter.begin(printer):
        raise OSError("The system does not let anything be printed there.")
    for number, (top, rows) in enumerate(_pages(picture, max(1, int(room.height() / dot)))):
        if number and not printer.newPage():
            painter.end()
            raise OSError("The system takes no further page.")
        size = QRectF(left, 0, picture.width * dot, rows * dot)
        painter.drawImage(size, _image(picture, top, rows))
    if not painter.end() or printer.printerState() is QPrinter.PrinterState.Error:
        raise OSError("The system has given the picture up.")


def _fit_roll(printer: QPrinter, wide_mm: float, picture: Raster) -> None:
    """Make the page as long as the picture; a driver that knows fixed pages only splits it."""
    narrow = min(1.0, wide_mm / (picture.width * _MM_PER_DOT))
    long_mm = max(wide_mm, picture.height * _MM_PER_DOT * narrow + 1)  # else it lies on its side
    size = QPageSize(
        QSizeF(wide_mm, long_mm),
        QPageSize.Unit.Millimeter,
        "ticket",
        QPageSize.SizeMatchPolicy.ExactMatch,
    )
    printer.setPageSize(size)
    printer.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Millimeter)


def _pages(picture: Raster, most_rows: int) -> Iterator[tuple[int, int]]:
    """Yield where pages begin and how many rows they have: none ends within a letter if it can."""
    size, top = picture.row_bytes, 0
    while top < picture.height:
        end = min(picture.height, top + most_rows)
        if end < picture.height:
            least = top + max(1, int(most_rows * _LEAST_OF_A_PAGE))
            empty = (
                row
                for row in range(end, least, -1)
                if not any(picture.rows[(row - 1) * size : row * size])
            )
            end = next(empty, end)
        yield top, end - top
        top = end


def _image(picture: Raster, top: int, rows: int) -> QImage:
    """Return rows as a picture of Qt's own, whose data lives as long as it does."""
    size = picture.row_bytes
    bits = picture.rows[top * size : (top + rows) * size]
    image = QImage(bits, picture.width, rows, size, QImage.Format.Format_Mono)
    image.setColorTable([qRgb(255, 255, 255), qRgb(0, 0, 0)])
    return image.copy()
