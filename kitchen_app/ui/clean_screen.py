"""A cover over the window, so that the glass can be wiped without touching an order."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from kitchen_app.ui.i18n import figures, tr
from kitchen_app.ui.theme import Theme
from kitchen_app.ui.widgets.text import WrapLabel

CLEAN_FOR_S = 20
_SECOND_MS = 1000


class CleanScreen(QFrame):
    """Takes every touch for twenty seconds and counts them down; Esc ends it early.

    The alarm goes on: it lives on another thread and is none of its business.
    """

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("clean")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._window = window
        self._left_s = 0
        self._title = WrapLabel("clean", self, text=tr("clean.title"))
        self._figure = WrapLabel("clean_figure", self)
        self._hint = WrapLabel("title", self, text=tr("clean.hint"))
        column = QVBoxLayout(self)
        column.setSpacing(theme.px("gap"))
        column.addStretch(1)
        for label in (self._title, self._figure, self._hint):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(label)
        column.addStretch(1)
        self._second = QTimer(self)
        self._second.setInterval(_SECOND_MS)
        self._second.timeout.connect(self._count)
        window.installEventFilter(self)
        self.hide()

    @property
    def left_s(self) -> int:
        """The seconds that the cover stays; 0 when there is none."""
        return self._left_s

    @Slot()
    def begin(self) -> None:
        """Cover the window."""
        self._left_s = CLEAN_FOR_S
        self._show_left()
        self.setGeometry(self._window.rect())
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._second.start()

    @Slot()
    def end(self) -> None:
        self._left_s = 0
        self._second.stop()
        self.hide()
        self._window.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _count(self) -> None:
        self._left_s -= 1
        if self._left_s <= 0:
            self.end()
        else:
            self._show_left()

    def _show_left(self) -> None:
        self._figure.show_text(figures(str(self._left_s)))
        self.setAccessibleName(tr("clean.spoken", n=self._left_s))

    def event(self, event: QEvent) -> bool:
        """Swallow what a cloth does."""
        if event.type() in _TOUCHES:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.end()

    def focusNextPrevChild(self, next_child: bool) -> bool:
        """Keep the keyboard: Tab would lead to a button under the cover."""
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self.setGeometry(self._window.rect())
        return False


_TOUCHES = frozenset(
    {
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonRelease,
        QEvent.Type.MouseButtonDblClick,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TouchEnd,
        QEvent.Type.Gesture,
    }
)
