"""Draws papers: Qt shapes the text, and what comes out is black and white.

Nothing here needs a screen, only an application object of Qt, and any thread may draw.
"""

from collections import defaultdict
from collections.abc import Mapping

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from kitchen_app.domain.tickets import Paper
from kitchen_app.printing.blocks import Document
from kitchen_app.printing.place import place
from kitchen_app.printing.reader import Reader
from kitchen_app.printing.sheet import Placed, Sheet
from kitchen_app.printing.templates import Template
from kitchen_app.printing.ticket import document, template_of
from kitchen_app.services.print_ports import Raster

NARROWEST = 200
THRESHOLD = 100  # of 255, less ink is white: 128 breaks thin strokes, 80 fills holes of Chinese
BAND = 2048  # rows that are drawn at once: a paper of any length takes the same memory
_BLACK_OR_WHITE = [0xFF000000 if ink >= THRESHOLD else 0xFFFFFFFF for ink in range(256)]
_UNDITHERED = Qt.ImageConversionFlag.ThresholdDither | Qt.ImageConversionFlag.AvoidDither


class QtTicketPainter:
    """Draws papers as the templates and their readers want them; Qt must know our fonts."""

    def __init__(self, *, reader: Reader, templates: Mapping[str, Template]) -> None:
        self._reader = reader
        self._templates = templates

    def paint(self, paper: Paper, *, width: int) -> Raster:
        """Draw a paper that is `width` dots wide and as long as it must be.

        Raises:
            ValueError: the paper is narrower than `NARROWEST` dots.
        """
        template = self._templates[template_of(paper)]
        return draw(lay_out(document(paper, template, self._reader, width=width), width))


def lay_out(shown: Document, width: int) -> Sheet:
    """Return where everything of a document stands on a paper of this width.

    Raises:
        ValueError: the paper is narrower than `NARROWEST` dots.
    """
    if width < NARROWEST:
        raise ValueError(f"a paper of {width} dots is too narrow: {NARROWEST} at least")
    sheet = Sheet(width, shown.sizes, shown.is_right_to_left)
    for block in shown.blocks:
        place(block, sheet)
    return sheet


def draw(sheet: Sheet) -> Raster:
    """Return the picture of a paper, drawn band by band."""
    height = max(1, sheet.y)
    bands: dict[int, list[Placed]] = defaultdict(list)
    for each in sheet.placed:
        for band in range(each.rect.top() // BAND, each.rect.bottom() // BAND + 1):
            bands[band].append(each)
    row_bytes = (sheet.width + 7) // 8
    # Qt draws letters into this format in half the time of greys, and tells its ink at once.
    image = QImage(row_bytes * 8, min(BAND, height), QImage.Format.Format_ARGB32_Premultiplied)
    rows = bytearray()
    for band in range((height + BAND - 1) // BAND):
        wanted = min(BAND, height - band * BAND)
        if placed := bands[band]:
            _draw_band(image, placed, band * BAND)
            rows += _packed(image, wanted)
        else:
            rows += bytes(wanted * row_bytes)
    for each in sheet.placed:
        if each.is_inverting:
            _invert(rows, each.rect & QRect(0, 0, image.width(), height), row_bytes)
    return Raster(width=sheet.width, height=height, rows=bytes(rows))


def _draw_band(image: QImage, placed: list[Placed], top: int) -> None:
    """Draw what of a paper lies below a row of it."""
    image.fill(Qt.GlobalColor.transparent)
    window = QRect(0, top, image.width(), image.height())
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    painter.translate(0, -top)
    for each in placed:
        if each.text is not None:
            clip = QRectF() if window.contains(each.rect) else QRectF(window)
            each.text.draw(painter, QPointF(each.rect.topLeft()), [], clip)
        elif not each.is_inverting:
            painter.fillRect(each.rect & window, Qt.GlobalColor.black)
    painter.end()


def _invert(rows: bytearray, area: QRect, row_bytes: int) -> None:
    """Turn black and white over: of bits, not of greys, so that white strokes are as thick."""
    start, end = area.top() * row_bytes, (area.bottom() + 1) * row_bytes
    row = ((1 << area.width()) - 1) << (row_bytes * 8 - area.left() - area.width())
    mask = int.from_bytes(row.to_bytes(row_bytes) * area.height())
    rows[start:end] = (int.from_bytes(rows[start:end]) ^ mask).to_bytes(end - start)


def _packed(image: QImage, rows: int) -> bytes:
    """Return the upper rows of a band as bits: a bit for each dot, 1 is black."""
    ink = image.convertToFormat(QImage.Format.Format_Alpha8)
    sharp = QImage(
        ink.constBits(), ink.width(), rows, ink.bytesPerLine(), QImage.Format.Format_Indexed8
    )
    sharp.setColorTable(_BLACK_OR_WHITE)
    mono = sharp.convertToFormat(QImage.Format.Format_Mono, _UNDITHERED)
    if QColor(mono.color(1)).lightness():
        mono.invertPixels()
    row_bytes, line = mono.width() // 8, mono.bytesPerLine()
    bits = bytes(mono.constBits())
    if row_bytes == line:
        return bits
    return b"".join(bits[at : at + row_bytes] for at in range(0, len(bits), line))
