"""Files are whole, exact and as wide as the paper."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QApplication

from kitchen_app.printing.errors import FileNotMade
from kitchen_app.printing.file import pdf_of, png_of, write
from kitchen_app.services.print_ports import Raster


def stripes(width: int, height: int) -> Raster:
    row_bytes = (width + 7) // 8
    return Raster(width=width, height=height, rows=(b"\xf0" * row_bytes) * height)


@pytest.mark.parametrize("width", [200, 203, 384, 576])
def test_a_picture_is_the_raster_dot_for_dot(width: int) -> None:
    image = QImage.fromData(png_of(stripes(width, 5)))
    assert (image.width(), image.height()) == (width, 5)
    for x in (0, 3, 4, 7, 8, width - 1):
        assert (image.pixelColor(x, 4).lightness() == 0) == (x % 8 < 4)
    assert image.dotsPerMeterX() == 7992


@pytest.mark.parametrize(("width", "roll_mm"), [(576, 80), (512, 80), (384, 58), (640, 88)])
def test_a_page_is_as_wide_as_the_roll(width: int, roll_mm: int) -> None:
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf_of(stripes(width, 203)))
    ((wide, high),) = boxes
    assert float(wide) / 72 * 25.4 == pytest.approx(roll_mm, abs=0.2)
    assert float(high) == pytest.approx(72)


def test_a_pdf_can_be_opened_and_shows_the_dots(tmp_path: Path, qapp: QApplication) -> None:
    write(stripes(576, 300), tmp_path / "x.pdf")
    document = QPdfDocument()
    assert document.load(str(tmp_path / "x.pdf")) is QPdfDocument.Error.None_
    assert document.pageCount() == 1
    size = QSize(639, 300)  # the whole roll at 203 dots to the inch
    page = document.render(0, size).convertToFormat(QImage.Format.Format_Grayscale8)
    assert page.size() == size
    black = sum(page.pixelColor(x, 150).lightness() < 128 for x in range(639))
    assert black == pytest.approx(288, abs=80)
    document.close()


def test_a_very_long_paper_has_several_pages(qapp: QApplication) -> None:
    made = pdf_of(stripes(200, 70_000))
    assert made.count(b"/Type /Page ") == 3
    assert b"/Count 3" in made


def test_what_was_there_is_replaced_whole(tmp_path: Path) -> None:
    place = tmp_path / "x.PNG"
    place.write_bytes(b"old")
    write(stripes(200, 3), place)
    assert place.read_bytes().startswith(b"\x89PNG")
    assert list(tmp_path.iterdir()) == [place]


@pytest.mark.parametrize(("name", "told"), [("x.bmp", "in .png or .pdf"), ("no/x.png", "no")])
def test_what_cannot_be_written_is_told(tmp_path: Path, name: str, told: str) -> None:
    with pytest.raises(FileNotMade, match=told):
        write(stripes(200, 3), tmp_path / name)
