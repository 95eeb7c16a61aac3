"""Drawing a picture as large as there is room, undistorted."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage, QPainter


def draw_inside(painter: QPainter, image: QImage, room: QRect) -> None:
    """Draw the whole picture in the middle of a rectangle."""
    place = QRect(room)
    place.setSize(image.size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio))
    place.moveCenter(room.center())
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(place, image)
