"""A picture keeps its shape in whatever room there is."""

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage, QPainter

from kitchen_app.ui.widgets.pictures import draw_inside


@pytest.mark.parametrize(
    ("size", "drawn"), [((20, 10), (0, 25, 100, 50)), ((10, 20), (25, 0, 50, 100))]
)
def test_it_is_whole_and_in_the_middle(
    size: tuple[int, int], drawn: tuple[int, int, int, int]
) -> None:
    image = QImage(*size, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    ground = QImage(100, 100, QImage.Format.Format_RGB32)
    ground.fill(Qt.GlobalColor.white)
    painter = QPainter(ground)
    draw_inside(painter, image, ground.rect())
    painter.end()
    red = [
        (x, y)
        for x in range(100)
        for y in range(100)
        if ground.pixelColor(x, y) == Qt.GlobalColor.red
    ]
    left, top, width, height = drawn
    assert len(red) == width * height
    assert QRect(left, top, width, height).contains(red[0][0], red[0][1])
