"""What a card does besides its buttons: lines are struck off, and a touch says "seen"."""

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from kitchen_app.services.board import CardView
from kitchen_app.ui.board.card_lines import LinesView

WATCHED = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.FocusOut,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonDblClick,
        QEvent.Type.MouseButtonRelease,
    }
)
"""The events that a card hands over before it looks at them itself."""

_PRESSES = frozenset({QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick})
_STEPS = ((Qt.Key.Key_Down, 1), (Qt.Key.Key_Up, -1))


class CardTouches(QObject):
    """↓ and ↑ choose a line while the card has the keyboard, Space strikes it off.

    Signals:
        strike_wanted: order id, the key of a line, and whether it is to be struck off.
        seen: the id of an order that has changed, or that came while we were away, and whose
            card was touched since.
    """

    strike_wanted = Signal(str, str, bool)
    seen = Signal(str)

    def __init__(self, watched: QWidget, lines: LinesView) -> None:
        super().__init__(watched)
        self._watched = watched
        self._lines = lines
        self._card: CardView | None = None
        lines.strike_wanted.connect(self._strike)

    def follow(self, card: CardView) -> None:
        """Take the order that the card shows now; a line of another order is no longer chosen."""
        if self._card is None or card.order_id != self._card.order_id:
            self._choose_none()
        self._card = card

    def take(self, event: QEvent) -> bool:
        """Take one of the `WATCHED` events of the card; True if nobody else should."""
        kind = event.type()
        if kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._take_key(event)
        if kind == QEvent.Type.FocusOut:
            self._choose_none()
        elif isinstance(event, QMouseEvent):
            self._take_mouse(kind, event)
        return False

    def _take_mouse(self, kind: QEvent.Type, event: QMouseEvent) -> None:
        """Take what no child has taken: beside a line, or a touch that only says "seen"."""
        place = QPointF(self._lines.mapFrom(self._watched, event.position()))
        if kind in _PRESSES and event.button() == Qt.MouseButton.LeftButton:
            self._lines.press(place)
        elif kind == QEvent.Type.MouseButtonRelease:
            self._lines.release(place)
            self._say_seen()

    def _say_seen(self) -> None:
        if self._card is not None and (self._card.marks.changed or self._card.meanwhile):
            self.seen.emit(self._card.order_id)

    def _take_key(self, event: QKeyEvent) -> bool:
        if not self._watched.hasFocus():
            return False
        step = next((step for key, step in _STEPS if event.key() == key), 0)
        if step and self._lines.choose_next(step):
            self._say_chosen()
            return True
        chosen = self._lines.chosen
        is_seen = chosen is not None and not chosen.isHidden()
        if event.key() == Qt.Key.Key_Space and chosen is not None and is_seen:
            if not event.isAutoRepeat():
                self._lines.strike(chosen)
            return True
        return False

    def _strike(self, key: str, is_struck: bool) -> None:
        if self._card is not None:
            self.strike_wanted.emit(self._card.order_id, key, is_struck)

    def _choose_none(self) -> None:
        self._lines.choose(None)
        self._say_chosen()

    def _say_chosen(self) -> None:
        """Let a screen reader, which stays on the card, say where the keyboard has come to."""
        chosen = self._lines.chosen
        said = chosen.accessibleName() if chosen is not None else ""
        if said != self._watched.accessibleDescription():
            self._watched.setAccessibleDescription(said)
