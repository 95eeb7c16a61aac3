"""The part of a picture is chosen by finger, by wheel and by keys."""

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kitchen_app.ui.shop.crop_view import CropView, Preview
from kitchen_app.ui.theme import Theme

LEFT = Qt.MouseButton.LeftButton


def picture(width: int = 4000, height: int = 1500) -> QImage:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(0xB5632A)
    return image


@pytest.fixture
def view(theme: Theme, qtbot: QtBot) -> CropView:
    view = CropView(theme)
    qtbot.addWidget(view)
    view.resize(424, 324)
    view.show()
    view.show_image(picture())
    return view


def drag(view: CropView, start: QPoint, by: QPoint) -> None:
    QTest.mousePress(view, LEFT, pos=start)
    QTest.mouseMove(view, start + by)
    QTest.mouseRelease(view, LEFT, pos=start + by)


def test_the_frame_is_dragged_to_the_end_of_the_picture(view: CropView) -> None:
    assert view.part == QRect(1000, 0, 2000, 1500)
    drag(view, view.rect().center(), QPoint(40, 0))
    assert view.part.x() > 1000
    drag(view, view.rect().center(), QPoint(300, 0))
    assert view.part == QRect(2000, 0, 2000, 1500)


def test_a_corner_is_pulled(view: CropView) -> None:
    middle = view.rect().center()
    ground = 400 * 1500 // 4000
    corner = QPoint(middle.x() + 100, middle.y() + ground // 2)
    drag(view, corner, QPoint(-40, -30))
    assert view.part.topLeft() == QPoint(1000, 0)
    assert view.part.width() < 2000


def test_a_touch_beside_it_moves_nothing(view: CropView) -> None:
    drag(view, QPoint(5, 5), QPoint(60, 0))
    assert view.part == QRect(1000, 0, 2000, 1500)


def test_keys_and_the_wheel_do_the_same(view: CropView, qapp: QApplication) -> None:
    QTest.keyClick(view, Qt.Key.Key_Left)
    assert view.part.x() == 960
    QTest.keyClick(view, Qt.Key.Key_Minus)
    smaller = view.part.width()
    assert smaller < 2000
    spot = QPointF(view.rect().center())
    turned = QWheelEvent(
        spot,
        QPointF(view.mapToGlobal(spot)),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    qapp.sendEvent(view, turned)
    assert view.part.width() > smaller


def test_the_frame_and_the_preview_are_drawn(view: CropView, theme: Theme, qtbot: QtBot) -> None:
    preview = Preview(theme)
    qtbot.addWidget(preview)
    preview.show_part(view.image, view.part)
    for widget in (view, preview):
        drawn = widget.grab().toImage()
        assert drawn.pixelColor(drawn.rect().center()).name() == "#b5632a"
    assert view.grab().toImage().pixelColor(14, 160).name() != "#b5632a"
