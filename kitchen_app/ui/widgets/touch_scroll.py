"""What scrolls under a finger."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QScroller, QVBoxLayout, QWidget


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
    """A column that scrolls; what is put into `column` fills its width."""

    def __init__(self, parent: QWidget | None = None, *, spacing: int) -> None:
        super().__init__(parent)
        self.content = QWidget()
        self.content.setObjectName("column")
        self.column = QVBoxLayout(self.content)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(spacing)
        self.setWidget(self.content)
        self.setWidgetResizable(True)
