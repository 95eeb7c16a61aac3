"""The lower part of a card: what can be done now, or what is being done."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kitchen_app.domain.actions import ActionKind
from kitchen_app.domain.order import Status
from kitchen_app.domain.projection import Lane
from kitchen_app.services.board import CardView
from kitchen_app.ui import words
from kitchen_app.ui.i18n import isolate, tr
from kitchen_app.ui.theme import Theme, set_state
from kitchen_app.ui.widgets.pending_line import PendingLine
from kitchen_app.ui.widgets.text import WrapLabel
from kitchen_app.ui.widgets.touch_button import TouchButton


class CardFoot(QWidget):
    """Buttons while something may be asked; a moving line while the answer is awaited.

    Signals:
        accept_requested: the order should be accepted.
        ready_requested: everything is prepared.
        cancel_requested: somebody wants to reject or cancel; a panel asks why.
    """

    accept_requested = Signal()
    ready_requested = Signal()
    cancel_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.accept_button = TouchButton("primary", self)
        self.ready_button = TouchButton("ready", self)
        self.cancel_button = TouchButton("aside", self)
        self._pending_words = WrapLabel("pending", self)
        self._pending_line = PendingLine(
            height=theme.px("pending_bar"),
            colour=theme.colour("pending"),
            trough=theme.colour("trough"),
            motion=theme.motion,
            parent=self,
        )
        self._build_ui()

    def _build_ui(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(self._theme.px("apart"))
        buttons.addWidget(self.cancel_button, 2)
        buttons.addWidget(self.accept_button, 3)
        buttons.addWidget(self.ready_button, 3)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._theme.px("half"))
        column.addLayout(buttons)
        column.addWidget(self._pending_words, 0, Qt.AlignmentFlag.AlignLeading)
        column.addWidget(self._pending_line)
        self.accept_button.clicked.connect(self._ask_accept)
        self.ready_button.clicked.connect(self._ask_ready)
        self.cancel_button.clicked.connect(self._ask_cancel)

    @property
    def pending_text(self) -> str:
        """What is said of an action whose outcome is not known yet."""
        return "" if self._pending_words.isHidden() else self._pending_words.text()

    def show_card(self, card: CardView) -> None:
        number = isolate(card.order.number)
        is_new = card.order.status is Status.NEW
        self.accept_button.show_words(
            tr("card.accept"), spoken=tr("card.accept_order", number=number)
        )
        self.ready_button.show_words(tr("card.ready"), spoken=tr("card.ready_order", number=number))
        verb = "reject" if is_new else "cancel"
        self.cancel_button.show_words(
            tr(f"card.{verb}"), spoken=tr(f"card.{verb}_order", number=number)
        )
        offered = card.actions if card.lane is not Lane.GONE else frozenset()
        self.accept_button.setVisible(ActionKind.ACCEPT in offered)
        self.ready_button.setVisible(ActionKind.READY in offered)
        self.cancel_button.setVisible(ActionKind.CANCEL in offered)
        alone = not offered & {ActionKind.ACCEPT, ActionKind.READY}
        set_state(self.cancel_button, "role", "quiet" if alone else "aside")
        self._show_pending(card)
        self.setVisible(bool(offered) or card.pending is not None)

    def _show_pending(self, card: CardView) -> None:
        waiting = card.pending is not None
        if card.pending is not None:
            self._pending_words.show_text(words.pending(card.pending))
        self._pending_words.setVisible(waiting)
        self._pending_line.setVisible(waiting)

    @Slot()
    def _ask_accept(self) -> None:
        self.accept_requested.emit()

    @Slot()
    def _ask_ready(self) -> None:
        self.ready_requested.emit()

    @Slot()
    def _ask_cancel(self) -> None:
        self.cancel_requested.emit()
