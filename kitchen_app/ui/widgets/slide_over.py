"""A panel that slides over one side of its parent; never a modal box."""

from PySide6.QtCore import (
    QEasingCurve,
    QEvent,
    QObject,
    QPoint,
    QPointF,
    QPropertyAnimation,
    QRect,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QWidget
from shiboken6 import isValid

from kitchen_app.ui.theme import Theme, set_state

SLIDE_MS = 150


class SlideOver(QFrame):
    """Esc and a tap outside close it; the rest of the screen goes on working beneath.

    It takes one part in `share` of the width: a third, or half for what needs two columns. It
    comes from the trailing side, or with `leads` from the leading one.

    Signals:
        closed: the panel has gone.
    """

    closed = Signal()

    def __init__(
        self, theme: Theme, parent: QWidget, *, share: int = 3, leads: bool = False
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self._ground = parent
        self._share = share
        self._leads = leads
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._focus_before: QWidget | None = None
        self._animation: QPropertyAnimation | None = None
        if theme.motion:
            self._animation = QPropertyAnimation(self, b"pos", self)
            self._animation.setDuration(SLIDE_MS)
            self._animation.setEasingCurve(QEasingCurve.Type.OutCubic)
        parent.installEventFilter(self)
        self.hide()

    @property
    def is_open(self) -> bool:
        return not self.isHidden()

    def open_panel(self, *, at_once: bool = False) -> None:
        """Slide in, or be there at once, and take the keyboard; Tab leads to the first control."""
        self._focus_before = QApplication.focusWidget()
        at_left = self._is_at_left()
        set_state(self, "edge", "right" if at_left else "left")
        place = self._place()
        self.setGeometry(place)
        was_open = self.is_open
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        if self._animation and not was_open and not at_once:
            shift = -place.width() if at_left else place.width()
            self._animation.setStartValue(place.topLeft() + QPoint(shift, 0))
            self._animation.setEndValue(place.topLeft())
            self._animation.start()

    @Slot()
    def close_panel(self) -> None:
        if not self.is_open:
            return
        if self._animation:
            self._animation.stop()
        before, self._focus_before = self._focus_before, None
        self.hide()
        if before is not None and isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        self.closed.emit()

    @Slot(QPointF)
    def close_if_outside(self, window_position: QPointF) -> None:
        """Close for a press that is not on the panel; the press itself goes on."""
        inside = self.mapFrom(self.window(), window_position.toPoint())
        if self.is_open and not self.rect().contains(inside):
            self.close_panel()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_panel()
            return
        super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.is_open:
            self.setGeometry(self._place())
        return False

    def _place(self) -> QRect:
        ground = self._ground.rect()
        width = min(max(ground.width() // self._share, self.theme.px("panel_min")), ground.width())
        return QRect(0 if self._is_at_left() else ground.width() - width, 0, width, ground.height())

    def _is_at_left(self) -> bool:
        return (self.layoutDirection() is Qt.LayoutDirection.RightToLeft) is not self._leads
