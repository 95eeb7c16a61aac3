"""How long a ticket takes to draw, against the same letters drawn by Qt alone.

Run with `python packaging/dev.py test -m bench -s`. Two floors are told. The bare one draws every
line of the ticket where it stands, on one picture of its size: no document, no wrapping, no
mirroring. The other also makes bits of the picture, which no printer can do without: that alone is
more than half of the bare floor, and drawing the same letters is all of it, so twice the bare floor
would leave a few letters' time for laying out sixty texts. The bar is twice the floor with bits.
"""

import sys
import time
from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFont, QImage, QPainter
from PySide6.QtWidgets import QApplication

from kitchen_app.printing.reader import Reader
from kitchen_app.printing.render import QtTicketPainter, lay_out
from kitchen_app.printing.sheet import Sheet
from kitchen_app.printing.templates import load_templates
from kitchen_app.printing.ticket import KNOWN, document
from kitchen_app.ui.theme import load_fonts
from tests.printing.papers import AR, EN, ORDER, ZH, many, ticket

pytestmark = [pytest.mark.bench, pytest.mark.timeout(120)]

ROUNDS = 100
MOST = 2.0
PAPER = ticket(replace(ORDER, lines=many(12)))
WIDTH = 576
UNDITHERED = Qt.ImageConversionFlag.ThresholdDither | Qt.ImageConversionFlag.AvoidDither


def milliseconds(*works: Callable[[], object]) -> list[float]:
    """Return how long each takes when nothing disturbs it: the fastest of rounds in turn."""
    fastest = [float("inf")] * len(works)
    for _ in range(ROUNDS):
        for index, work in enumerate(works):
            start = time.perf_counter()
            work()
            fastest[index] = min(fastest[index], (time.perf_counter() - start) * 1000)
    return fastest


def bare(lines: list[tuple[QFont, QPoint, str]], height: int) -> QImage:
    image = QImage(WIDTH, height, QImage.Format.Format_Grayscale8)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    for font, place, text in lines:
        painter.setFont(font)
        painter.drawText(place, text)
    painter.end()
    return image


def in_bits(image: QImage) -> None:
    """Make bits of what was drawn, as the printer wants them, by the quickest way known."""
    height = image.height()
    sharp = QImage(image.constBits(), WIDTH, height, WIDTH, QImage.Format.Format_Indexed8)
    sharp.setColorTable([0xFF000000] * 176 + [0xFFFFFFFF] * 80)
    sharp.convertToFormat(QImage.Format.Format_Mono, UNDITHERED)


def lines_of(sheet: Sheet) -> list[tuple[QFont, QPoint, str]]:
    found = []
    for each in sheet.placed:
        if each.text is None:
            continue
        for line in (each.text.lineAt(index) for index in range(each.text.lineCount())):
            text = each.text.text()[line.textStart() : line.textStart() + line.textLength()]
            place = each.rect.topLeft() + QPoint(0, int(line.y() + line.ascent()))
            found.append((each.text.font(), place, text))
    return found


@pytest.mark.parametrize("reader", [EN, AR, ZH], ids=["en", "ar", "zh_HK"])
def test_a_ticket_takes_at_most_twice_the_floor(qapp: QApplication, reader: Reader) -> None:
    load_fonts()
    templates = load_templates(KNOWN).by_name
    painter = QtTicketPainter(reader=reader, templates=templates)
    sheet = lay_out(document(PAPER, templates["kitchen"], reader, width=WIDTH), WIDTH)
    lines = lines_of(sheet)
    for _ in range(3):  # the letters are in Qt's memory from then on
        painter.paint(PAPER, width=WIDTH)
        in_bits(bare(lines, sheet.y))
    ours, letters, floor = milliseconds(
        lambda: painter.paint(PAPER, width=WIDTH),
        lambda: bare(lines, sheet.y),
        lambda: in_bits(bare(lines, sheet.y)),
    )
    told = f"{ours:.2f} ms; letters {letters:.2f} ms, {ours / letters:.2f} times; "
    told += f"with bits {floor:.2f} ms, {ours / floor:.2f} times"
    sys.stdout.write(f"\n{reader.languages[0]}: {told}\n")
    assert ours <= MOST * floor
