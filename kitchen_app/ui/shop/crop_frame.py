"""The part of a picture that becomes the main one: 4:3, in pixels of the picture."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, QSizeF, Qt

from kitchen_app.ui.picture_file import LEAST

ACROSS, DOWN = 4, 3
"""Width to height."""

_OPPOSITE = {
    Qt.Corner.TopLeftCorner: Qt.Corner.BottomRightCorner,
    Qt.Corner.TopRightCorner: Qt.Corner.BottomLeftCorner,
    Qt.Corner.BottomLeftCorner: Qt.Corner.TopRightCorner,
    Qt.Corner.BottomRightCorner: Qt.Corner.TopLeftCorner,
}


def place_of(corner: Qt.Corner, frame: QRectF) -> QPointF:
    """Return where a corner of a frame is."""
    return {
        Qt.Corner.TopLeftCorner: frame.topLeft(),
        Qt.Corner.TopRightCorner: frame.topRight(),
        Qt.Corner.BottomLeftCorner: frame.bottomLeft(),
        Qt.Corner.BottomRightCorner: frame.bottomRight(),
    }[corner]


def largest(picture: QSize) -> QRectF:
    """Return the largest part, from the middle."""
    width = min(float(picture.width()), picture.height() * ACROSS / DOWN)
    frame = QRectF(0, 0, width, width * DOWN / ACROSS)
    frame.moveCenter(QPointF(picture.width() / 2, picture.height() / 2))
    return frame


def moved(frame: QRectF, by: QPointF, picture: QSize) -> QRectF:
    """Return the frame elsewhere, as far as the picture reaches."""
    left = min(max(frame.x() + by.x(), 0.0), picture.width() - frame.width())
    top = min(max(frame.y() + by.y(), 0.0), picture.height() - frame.height())
    return QRectF(QPointF(left, top), frame.size())


def sized(frame: QRectF, width: float, picture: QSize) -> QRectF:
    """Return the frame in another width, around the same middle if there is room."""
    width = min(max(width, float(LEAST.width())), largest(picture).width())
    other = QRectF(QPointF(), QSizeF(width, width * DOWN / ACROSS))
    other.moveCenter(frame.center())
    return moved(other, QPointF(), picture)


def stretched(frame: QRectF, corner: Qt.Corner, to: QPointF, picture: QSize) -> QRectF:
    """Return the frame with a corner pulled to a place; the corner opposite stays."""
    fixed = place_of(_OPPOSITE[corner], frame)
    is_left = corner in (Qt.Corner.TopLeftCorner, Qt.Corner.BottomLeftCorner)
    is_top = corner in (Qt.Corner.TopLeftCorner, Qt.Corner.TopRightCorner)
    wanted = max(
        fixed.x() - to.x() if is_left else to.x() - fixed.x(),
        (fixed.y() - to.y() if is_top else to.y() - fixed.y()) * ACROSS / DOWN,
    )
    room = min(
        fixed.x() if is_left else picture.width() - fixed.x(),
        (fixed.y() if is_top else picture.height() - fixed.y()) * ACROSS / DOWN,
    )
    width = min(max(wanted, float(LEAST.width())), room)
    height = width * DOWN / ACROSS
    left = fixed.x() - width if is_left else fixed.x()
    top = fixed.y() - height if is_top else fixed.y()
    return QRectF(left, top, width, height)


def in_pixels(frame: QRectF, picture: QSize) -> QRect:
    """Return the whole pixels of a frame: inside the picture, and never under the least size."""
    width = max(int(frame.width()), LEAST.width())
    height = max(width * DOWN // ACROSS, LEAST.height())
    left = min(round(frame.x()), picture.width() - width)
    top = min(round(frame.y()), picture.height() - height)
    return QRect(max(left, 0), max(top, 0), width, height)
