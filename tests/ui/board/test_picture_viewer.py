"""One picture large: gone through and closed by touch and by keys."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from kitchen_app.ui.board.picture_viewer import PictureViewer
from kitchen_app.ui.theme import Theme

COLOURS = (0xAA0000, 0x00AA00, 0x0000AA)


def images() -> list[QImage]:
    made = [QImage(400, 300, QImage.Format.Format_RGB32) for _ in COLOURS]
    for image, colour in zip(made, COLOURS, strict=True):
        image.fill(colour)
    return made


@pytest.fixture
def viewer(ground: QWidget, theme: Theme) -> PictureViewer:
    return PictureViewer(theme, ground)


def seen(viewer: PictureViewer) -> int:
    picture = viewer.grab().toImage()
    return picture.pixelColor(picture.width() // 2, picture.height() // 3).rgb() & 0xFFFFFF


def test_it_covers_its_ground_and_goes_round(viewer: PictureViewer, ground: QWidget) -> None:
    viewer.open_at(images(), 1)
    assert viewer.geometry() == ground.rect()
    assert seen(viewer) == COLOURS[1]
    assert viewer.accessibleName() == "Picture 2 of 3"
    viewer.next_button.click()
    QTest.keyClick(viewer, Qt.Key.Key_Right)
    assert seen(viewer) == COLOURS[0]
    QTest.keyClick(viewer, Qt.Key.Key_Left)
    assert seen(viewer) == COLOURS[2]


@pytest.mark.parametrize("way", ["button", "escape", "touch"])
def test_it_is_closed(viewer: PictureViewer, way: str) -> None:
    viewer.open_at(images(), 0)
    if way == "button":
        viewer.back_button.click()
    elif way == "escape":
        QTest.keyClick(viewer, Qt.Key.Key_Escape)
    else:
        QTest.mouseClick(viewer, Qt.MouseButton.LeftButton)
    assert viewer.isHidden()


def test_one_picture_alone_has_no_next(viewer: PictureViewer) -> None:
    viewer.open_at(images()[:1], 0)
    assert not viewer.next_button.isVisible()
    QTest.keyClick(viewer, Qt.Key.Key_A)
    assert viewer.isVisible()
