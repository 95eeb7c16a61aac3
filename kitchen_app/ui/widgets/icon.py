"""Outline icons in any colour."""

from functools import cache

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QWidget

from kitchen_app.base.paths import resources_dir


@cache
def icon_pixmap(name: str, size: int, colour: str, ratio: float) -> QPixmap | None:
    """Return an icon drawn in one colour, or None if there is no such file."""
    path = resources_dir() / "icons" / f"{name}.svg"
    if not path.is_file():
        return None
    pixmap = QPixmap(round(size * ratio), round(size * ratio))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(str(path)).render(painter)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    painter.fillRect(pixmap.rect(), QColor(colour))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


class IconView(QWidget):
    """One icon; it takes no room if its file is missing, because a word stands beside it."""

    def __init__(self, size: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._size = size
        self._name = ""
        self._colour = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_icon(self, name: str, colour: QColor) -> None:
        if (name, colour.name()) == (self._name, self._colour):
            return
        self._name, self._colour = name, colour.name()
        self.setVisible(icon_pixmap(name, self._size, self._colour, 1.0) is not None)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._size, self._size)

    def paintEvent(self, event: QPaintEvent) -> None:
        pixmap = icon_pixmap(self._name, self._size, self._colour, self.devicePixelRatioF())
        if pixmap is None:
            return
        painter = QPainter(self)
        painter.drawPixmap(0, 0, pixmap)
        painter.end()
