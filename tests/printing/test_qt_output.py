"""Printers of the system: what goes to them is the picture, in true size, drawn back from a PDF."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMarginsF, QSize, QSizeF
from PySide6.QtGui import QColor, QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter

from kitchen_app.printing.file import DOTS_PER_INCH
from kitchen_app.printing.qt_output import QtPictureOutput, QtPrinterFinder, print_on
from kitchen_app.printing.render import QtTicketPainter
from kitchen_app.services.print_ports import Raster
from tests.printing.papers import ticket

WIDTH = 384
ROLL_MM = 58
ALIKE = 0.95  # of the dots that are black in one of the two: edges lie between dots


def printed(picture: Raster, file: Path, size: QPageSize) -> QPdfDocument:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(file))
    printer.setPageSize(size)
    printer.setPageMargins(QMarginsF(5, 5, 5, 5), QPageLayout.Unit.Millimeter)
    print_on(printer, picture)
    document = QPdfDocument()
    assert document.load(str(file)) is QPdfDocument.Error.None_
    return document


def page(document: QPdfDocument, number: int) -> QImage:
    """Return a page as the printer's dots."""
    points = document.pagePointSize(number)
    size = QSize(*(round(side / 72 * DOTS_PER_INCH) for side in points.toTuple()))
    drawn = QImage(size, QImage.Format.Format_RGB32)
    drawn.fill(QColor("white"))
    painter = QPainter(drawn)
    painter.drawImage(0, 0, document.render(number, size))
    painter.end()
    return drawn


def black_of(image: QImage) -> set[tuple[int, int]]:
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    bits, line = bytes(grey.constBits()), grey.bytesPerLine()
    rows = (bits[at : at + grey.width()] for at in range(0, len(bits), line))
    return {(x, y) for y, row in enumerate(rows) for x, dot in enumerate(row) if dot < 128}


def moved(dots: set[tuple[int, int]]) -> set[tuple[int, int]]:
    left, top = min(x for x, _ in dots), min(y for _, y in dots)
    return {(x - left, y - top) for x, y in dots}


def black_in(picture: Raster) -> set[tuple[int, int]]:
    size = picture.row_bytes
    return {
        (x, y)
        for y in range(picture.height)
        for x in range(picture.width)
        if picture.rows[y * size + x // 8] & (0x80 >> x % 8)
    }


def test_a_roll_gets_one_page_as_long_as_the_picture(tmp_path: Path) -> None:
    bar = b"\xff" * 24 + b"\x00" * 24
    picture = Raster(width=WIDTH, height=900, rows=(bar * 25 + bytes(25 * 48)) * 18)
    size = QPageSize(QSizeF(ROLL_MM, 200), QPageSize.Unit.Millimeter)
    document = printed(picture, tmp_path / "roll.pdf", size)
    assert document.pageCount() == 1
    points = document.pagePointSize(0)
    assert points.width() == pytest.approx(ROLL_MM / 25.4 * 72, abs=1.5)
    assert points.height() == pytest.approx(900 / DOTS_PER_INCH * 72, abs=4)
    shown, wanted = moved(black_of(page(document, 0))), black_in(picture)
    assert len(shown & wanted) >= ALIKE * len(shown | wanted)


def test_a_true_ticket_is_legible_on_sheets(tmp_path: Path, painter: QtTicketPainter) -> None:
    picture = painter.paint(ticket(), width=WIDTH)
    long = Raster(width=WIDTH, height=3 * picture.height, rows=picture.rows * 3)
    document = printed(long, tmp_path / "sheet.pdf", QPageSize(QPageSize.PageSizeId.A5))
    assert document.pageCount() > 1
    blacks = [len(black_of(page(document, each))) for each in range(document.pageCount())]
    assert sum(blacks) == pytest.approx(len(black_in(long)), rel=0.05)
    for number in range(document.pageCount()):
        shown = moved(black_of(page(document, number)))
        assert max(x for x, _ in shown) <= WIDTH, "in true size"


def test_what_is_wider_than_the_paper_is_made_smaller(tmp_path: Path) -> None:
    picture = Raster(width=832, height=80, rows=b"\xff" * 104 * 80)
    size = QPageSize(QSizeF(ROLL_MM, 200), QPageSize.Unit.Millimeter)
    shown = black_of(page(printed(picture, tmp_path / "wide.pdf", size), 0))
    wide = max(x for x, _ in shown) - min(x for x, _ in shown) + 1
    assert wide == pytest.approx(ROLL_MM / 25.4 * DOTS_PER_INCH, abs=3)


def test_a_printer_that_is_not_there_is_told_with_those_that_are() -> None:
    with pytest.raises(OSError, match=r"no printer 'nowhere'\. It has: "):
        QtPictureOutput().require("nowhere")


@pytest.mark.qt_log_ignore("Returned false")  # Qt says it as well
def test_a_file_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "missing" / "a.pdf"))
    with pytest.raises(OSError, match="does not let"):
        print_on(printer, Raster(width=8, height=1, rows=b"\xff"))


def test_only_printers_of_the_system_are_found() -> None:
    assert {each.kind for each in QtPrinterFinder().find()} <= {"system"}
