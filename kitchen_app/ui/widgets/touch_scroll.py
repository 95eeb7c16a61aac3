"""What scrolls under a finger."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QScroller, QVBoxLayout, QWidget

_HARDLY_MORE = 4
"""So few pixels below are only the foot of the last line."""


class TouchArea(QScrollArea):
    """Kinetic, vertical, without bars."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setObjectName("viewport")
        # Touches arrive as mouse events; this gesture holds a press back until it is a tap.
        gesture = QScroller.ScrollerGestureType.LeftMouseButtonGesture
        QScroller.grabGesture(self.viewport(), gesture)


class TouchScroll(TouchArea):
    """A column that scrolls; what is put into `column` fills its width.

    While there is more of it below, a bar at the foot says so: nothing seems to end too soon.
    """

    def __init__(self, parent: QWidget | None = None, *, spacing: int) -> None:
        super().__init__(parent)
        self.content = QWidget()
        self.content.setObjectName("column")
        self.column = QVBoxLayout(self.content)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(spacing)
        self.more = QLabel("↓", self)
        self.more.setAccessibleName(self.more.text())
        self.more.setProperty("role", "more")
        self.more.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.more.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.more.hide()
        self.setWidget(self.content)
        self.setWidgetResizable(True)
        bar = self.verticalScrollBar()
        bar.valueChanged.connect(self._tell_more)
        bar.rangeChanged.connect(self._tell_more)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell_more()

    @Slot()
    def _tell_more(self) -> None:
        """Show the bar while it hides less than is below; what it takes itself does not count."""
        below = self.content.height() - self.verticalScrollBar().value() - self.height()
        height = self.more.sizeHint().height() if below > _HARDLY_MORE else 0
        self.more.setVisible(height > 0)
        self.more.setGeometry(0, self.height() - height, self.width(), height)
        if self.viewportMargins().bottom() != height:
            self.setViewportMargins(0, 0, 0, height)
