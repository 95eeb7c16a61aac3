"""Each icon can be drawn by Qt and recoloured by one replacement."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QRectF
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

OUTLINES = [
    "allergy",
    "card",
    "cash",
    "check",
    "clock",
    "cross",
    "cutlery",
    "delivery",
    "drone",
    "link_broken",
    "link_ok",
    "no_cutlery",
    "note",
    "pickup",
    "printer",
    "question",
    "refund",
    "rider",
    "self_delivery",
    "shop_closed",
    "shop_open",
    "sound_off",
    "sound_on",
    "warning",
]
SIZE = 24


@pytest.fixture
def icons(root: Path) -> Path:
    return root / "resources" / "icons"


def test_the_set_is_complete(icons: Path) -> None:
    assert {path.stem for path in icons.glob("*.svg")} == {*OUTLINES, "kitchen-app"}


@pytest.mark.parametrize("name", OUTLINES)
def test_drawn_with_one_colour_token(icons: Path, name: str) -> None:
    text = (icons / f"{name}.svg").read_text(encoding="utf-8")
    assert 'viewBox="0 0 24 24"' in text
    assert re.findall(r'(?:stroke|fill)="([^"]+)"', text) == ["none", "#000"]
    assert 'stroke-width="2"' in text


@pytest.mark.parametrize("name", [*OUTLINES, "kitchen-app"])
def test_qt_draws_it_inside_its_square(qapp: QGuiApplication, icons: Path, name: str) -> None:
    assert qapp is not None
    source = (icons / f"{name}.svg").read_bytes().replace(b'"#000"', b'"#ff0000"')
    renderer = QSvgRenderer(QByteArray(source))
    assert renderer.isValid()
    image = QImage(SIZE, SIZE, QImage.Format.Format_ARGB32)
    image.fill(QColor(0, 0, 0, 0))
    painter = QPainter(image)
    renderer.render(painter, QRectF(0, 0, SIZE, SIZE))
    painter.end()
    places = [(x, y) for x in range(SIZE) for y in range(SIZE)]
    inked = [p for p in places if image.pixelColor(*p).alpha() > 128]
    assert 30 < len(inked) < SIZE * SIZE * 0.95
    if name in OUTLINES:
        assert all(image.pixelColor(*p).red() > 200 for p in inked)
