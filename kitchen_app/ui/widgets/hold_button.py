"""A button that is held, for what destroys or costs money: a sleeve or a splash does not do it."""

from PySide6.QtCore import QRectF, Qt, QVariantAnimation, Signal, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from kitchen_app.ui.theme import Theme
from kitchen_app.ui.widgets.touch_button import ENTER
from kitchen_app.ui.widgets.words_button import WordsButton

HOLD_MS = 1000


class HoldButton(WordsButton):
    """Mouse, finger, Enter or Space must stay down for a second; a bar shows how far it is.

    `hint` says so on the button, `going` is said while it is held. Of two that stand together
    `role` tells the second apart: "hold_other" has the frame only.

    Signals:
        held: it was held to the end.
    """

    held = Signal()

    def __init__(
        self,
        theme: Theme,
        *,
        hint: str,
        going: str,
        role: str = "hold",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, role, below=theme.px("hold_bar"), parent=parent)
        self._theme = theme
        self._hint_text = hint
        self._going_text = going
        self._bar_colour = "on_stop" if role == "hold" else "stop"
        self._fraction = 0.0
        self._run = QVariantAnimation(self)
        self._run.setStartValue(0.0)
        self._run.setEndValue(1.0)
        self._run.setDuration(HOLD_MS)
        self.show_hint(hint)
        self.pressed.connect(self._begin)
        self.released.connect(self._let_go)
        self._run.valueChanged.connect(self._show_progress)
        self._run.finished.connect(self._finish)

    @property
    def fraction(self) -> float:
        """How much of the time it has been held, 0 to 1."""
        return self._fraction

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.isAutoRepeat():
            return
        if event.key() in ENTER:
            self.setDown(True)
            self.pressed.emit()
            return
        super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.isAutoRepeat():
            return
        if event.key() in ENTER:
            self.setDown(False)
            self.released.emit()
            return
        super().keyReleaseEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self._let_go()
        super().hideEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._fraction:
            return
        inset, bar = self._theme.px("unit"), self._theme.px("hold_bar")
        room = self.width() - 2 * inset
        filled = room * self._fraction
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        left = inset + room - filled if mirrored else inset
        painter = QPainter(self)
        top = self.height() - bar - inset / 2
        painter.fillRect(QRectF(left, top, filled, bar), self._theme.colour(self._bar_colour))
        painter.end()

    @Slot()
    def _begin(self) -> None:
        self.show_hint(self._going_text)
        self._run.start()

    @Slot()
    def _let_go(self) -> None:
        self._run.stop()
        self.show_hint(self._hint_text)
        self._show_progress(0.0)

    @Slot(object)
    def _show_progress(self, fraction: float) -> None:
        self._fraction = fraction
        self.update()

    @Slot()
    def _finish(self) -> None:
        """Tell it once: what is still down begins nothing again."""
        was_down = self.isDown()
        self.setDown(False)
        self._let_go()
        if was_down:
            self.held.emit()
