"""Choosing the part of a picture that customers will see."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from kitchen_app.ui.i18n import tr
from kitchen_app.ui.shop import crop_frame
from kitchen_app.ui.theme import Theme

_STEP = 0.02
_ZOOM = 1.1
_STEPS = {
    Qt.Key.Key_Left: QPointF(-1, 0),
    Qt.Key.Key_Right: QPointF(1, 0),
    Qt.Key.Key_Up: QPointF(0, -1),
    Qt.Key.Key_Down: QPointF(0, 1),
}
_ZOOMS = {Qt.Key.Key_Plus: _ZOOM, Qt.Key.Key_Equal: _ZOOM, Qt.Key.Key_Minus: 1 / _ZOOM}
_FADED = 0.35


class CropView(QWidget):
    """The picture with a frame: drag the frame or a corner of it; arrows, + and - do the same.

    Signals:
        framed: the part that is chosen, a `QRect` in pixels of the picture.
    """

    framed = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._image = QImage()
        self._frame = QRectF()
        self._corner: Qt.Corner | None = None
        self._held: QPointF | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(tr("shop_picture.frame"))

    @property
    def image(self) -> QImage:
        return self._image

    @property
    def part(self) -> QRect:
        """The chosen part, in pixels of the picture."""
        return crop_frame.in_pixels(self._frame, self._image.size())

    def show_image(self, image: QImage) -> None:
        """Begin with as much of a picture as there can be."""
        self._image = image
        self._take(crop_frame.largest(image.size()))

    def zoom(self, by: float) -> None:
        """Take a larger (over 1) or a smaller part."""
        width = self._frame.width() * by
        self._take(crop_frame.sized(self._frame, width, self._image.size()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS:
            step = _STEPS[key] * (self._frame.width() * _STEP)
            self._take(crop_frame.moved(self._frame, step, self._image.size()))
        elif key in _ZOOMS:
            self.zoom(_ZOOMS[key])
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.angleDelta().y():
            self.zoom(_ZOOM if event.angleDelta().y() > 0 else 1 / _ZOOM)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self._in_picture(event.position())
        reach = self._theme.px("target") / max(self._scale(), 1e-6)
        corners = {
            (crop_frame.place_of(corner, self._frame) - place).manhattanLength(): corner
            for corner in Qt.Corner
        }
        nearest = min(corners)
        self._corner = corners[nearest] if nearest <= reach else None
        is_inside = self._frame.contains(place)
        self._held = place if self._corner is not None or is_inside else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held is None:
            return
        place, picture = self._in_picture(event.position()), self._image.size()
        if self._corner is not None:
            self._take(crop_frame.stretched(self._frame, self._corner, place, picture))
        else:
            self._take(crop_frame.moved(self._frame, place - self._held, picture))
            self._held = place

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._held = None

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._image.isNull():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), self._theme.colour("trough"))
        painter.setOpacity(_FADED)
        painter.drawImage(QRectF(self._ground()), self._image)
        painter.setOpacity(1.0)
        frame = QRectF(self._on_screen(self._frame.topLeft()), self._frame.size() * self._scale())
        painter.drawImage(frame, self._image, self._frame)
        painter.setPen(QPen(self._theme.colour("focus"), self._theme.px("border_strong")))
        painter.drawRect(frame)
        grip = self._theme.px("gap")
        for corner in Qt.Corner:
            spot = QRectF(0, 0, 2 * grip, 2 * grip)
            spot.moveCenter(crop_frame.place_of(corner, frame))
            painter.fillRect(spot, self._theme.colour("focus"))

    def _take(self, frame: QRectF) -> None:
        self._frame = frame
        self.update()
        self.framed.emit(self.part)

    def _ground(self) -> QRect:
        """Return where the whole picture is drawn; its corners leave room for a finger."""
        grip = self._theme.px("gap")
        room = self.rect().adjusted(grip, grip, -grip, -grip)
        size = self._image.size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRect(room.topLeft(), size)
        place.moveCenter(room.center())
        return place

    def _scale(self) -> float:
        return self._ground().width() / max(self._image.width(), 1)

    def _on_screen(self, place: QPointF) -> QPointF:
        return QPointF(self._ground().topLeft()) + place * self._scale()

    def _in_picture(self, place: QPointF) -> QPointF:
        return (place - QPointF(self._ground().topLeft())) / max(self._scale(), 1e-6)

    def sizeHint(self) -> QSize:
        side = self._theme.px("picture")
        return QSize(2 * side, 2 * side)


class Preview(QWidget):
    """The chosen part, as small as customers see it in a list of shops."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image, self._part = QImage(), QRect()
        height = theme.px("picture")
        self.setFixedSize(height * crop_frame.ACROSS // crop_frame.DOWN, height)
        self.setAccessibleName(tr("shop_picture.preview"))

    def show_part(self, image: QImage, part: QRect) -> None:
        self._image, self._part = image, part
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._image.isNull():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(self.rect(), self._image, self._part)
