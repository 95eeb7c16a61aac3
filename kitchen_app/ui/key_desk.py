"""Does what the keys of the board ask, so that an order can be worked without a touch."""

from collections.abc import Mapping
from datetime import datetime

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from kitchen_app.domain.order import Order
from kitchen_app.domain.projection import Lane
from kitchen_app.domain.tickets import Copy
from kitchen_app.services.board_keys import CARDS, BoardKey
from kitchen_app.ui.board.board_view import BoardView
from kitchen_app.ui.board.card import OrderCard
from kitchen_app.ui.board.waiting_strip import WaitingStrip
from kitchen_app.ui.keys import KeyMap, KeyReader
from kitchen_app.ui.menu_panel import KEYS
from kitchen_app.ui.tools import Tools
from kitchen_app.ui.widgets.slide_over import SlideOver

_TOOLS = {action: item for item, action in KEYS.items()}
_KEY_EVENTS = frozenset({QEvent.Type.KeyPress, QEvent.Type.KeyRelease})
_LANES = (Lane.NEW, Lane.PREPARING, Lane.READY, Lane.GONE)


class KeyDesk(QObject):
    """Sees the keys that no widget has taken.

    A card is chosen by the keyboard's focus. In a panel next and previous walk its buttons, and
    bump presses the one in focus for as long as it is held.

    Signals:
        print_requested: order id and the `Copy` that is to be printed again.
    """

    print_requested = Signal(str, object)

    def __init__(
        self, window: QWidget, board: BoardView, waiting: WaitingStrip, tools: Tools
    ) -> None:
        super().__init__(window)
        self._window = window
        self._board = board
        self._waiting = waiting
        self._tools = tools
        self._reader = KeyReader()
        self._held: tuple[int, QWidget] | None = None
        self.map = KeyMap()
        window.installEventFilter(self)

    @Slot(object)
    def use(self, keys: Mapping[BoardKey, str]) -> None:
        """Take another map."""
        self.map = KeyMap(keys)
        self._tools.menu.show_keys(self.map)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() not in _KEY_EVENTS or not isinstance(event, QKeyEvent):
            return False
        if event.type() == QEvent.Type.KeyRelease and self._let_go(event):
            return True
        action = self.map.action_of(self._reader.read(event))
        return action is not None and self._do(action, event)

    def _do(self, action: BoardKey, event: QKeyEvent) -> bool:
        panel = self._panel()
        if panel is not None and action in _IN_PANEL:
            self._work(panel, action, event)
        elif action in _TOOLS:
            self._tools.open(_TOOLS[action])
        elif action in CARDS:
            self._choose(CARDS.index(action))
        else:
            self._act(action)
        return True

    def _act(self, action: BoardKey) -> None:
        board = self._board
        match action:
            case BoardKey.MENU:
                self._tools.open_menu()
            case BoardKey.UNDO:
                board.undo_latest()
            case BoardKey.NEXT:
                self._walk(1)
            case BoardKey.PREVIOUS:
                self._walk(-1)
            case BoardKey.WAITING if self._waiting.chips:
                self._waiting.chips[0].setFocus(Qt.FocusReason.TabFocusReason)
            case BoardKey.ACCEPT_ALL if self._waiting.accept_all_button.isVisible():
                self._waiting.accept_all_button.click()
            case BoardKey.PRINT:
                self._print_again()
            case BoardKey.BUMP | BoardKey.DETAILS | BoardKey.CANCEL | BoardKey.ANSWER:
                self._act_on_card(action)

    def _print_again(self) -> None:
        """Print the ticket of the chosen card, or else of the order that was accepted last."""
        card = self._chosen()
        cooked = [v.order for v in self._board.views.values() if v.order.accepted_at is not None]
        latest = max(cooked, key=_accepted_at, default=None)
        order = card.card.order if card is not None else latest
        if order is not None:
            self.print_requested.emit(order.order_id, Copy.KITCHEN)

    def _act_on_card(self, action: BoardKey) -> None:
        """Do it to the chosen card; without one, only choose the first."""
        card = self._chosen()
        focus = QApplication.focusWidget()
        if card is None and action is BoardKey.BUMP and focus in self._waiting.chips:
            _press(focus, Qt.Key.Key_Return)
            return
        if card is None:
            self._choose(0)
            return
        match action:
            case BoardKey.BUMP if card.foot.step_button.isVisible():
                card.foot.step_button.click()
            case BoardKey.DETAILS:
                self._board.pool.details_requested.emit(card.card.order_id)
            case BoardKey.CANCEL:
                self._board.pool.cancel_requested.emit(card.card.order_id)
            case BoardKey.ANSWER:
                self._board.pool.answer_requested.emit(card.card.order_id)

    def _work(self, panel: SlideOver, action: BoardKey, event: QKeyEvent) -> None:
        focus = QApplication.focusWidget()
        match action:
            case BoardKey.BACK:
                panel.close_panel()
            case BoardKey.NEXT:
                _press(focus or panel, Qt.Key.Key_Tab)
            case BoardKey.PREVIOUS:
                _press(focus or panel, Qt.Key.Key_Backtab)
            case _ if focus is not None and focus is not panel:
                is_press = event.type() == QEvent.Type.KeyPress
                _send(focus, QEvent.Type.KeyPress, Qt.Key.Key_Return)
                if is_press:
                    self._held = (event.key(), focus)
                else:  # a modifier is known only when it comes up: nothing can be held with it
                    _send(focus, QEvent.Type.KeyRelease, Qt.Key.Key_Return)

    def _let_go(self, event: QKeyEvent) -> bool:
        """End what bump holds down; tell whether it was that."""
        if self._held is None or event.isAutoRepeat() or event.key() != self._held[0]:
            return False
        _, widget = self._held
        self._held = None
        if widget is QApplication.focusWidget():
            _send(widget, QEvent.Type.KeyRelease, Qt.Key.Key_Return)
        return True

    def _panel(self) -> SlideOver | None:
        """Return the panel that has the keyboard."""
        widget = QApplication.focusWidget()
        while widget is not None and not isinstance(widget, SlideOver):
            widget = widget.parentWidget()
        return widget

    def _chosen(self) -> OrderCard | None:
        widget = QApplication.focusWidget()
        while widget is not None and not isinstance(widget, OrderCard):
            widget = widget.parentWidget()
        return widget

    def _orders(self) -> list[str]:
        """Return the orders of the board as the eye reads them, those out of sight among them."""
        return [view.order_id for lane in _LANES for view in self._board.lanes[lane].column.views]

    def _choose(self, position: int) -> None:
        orders = self._orders()
        if position < len(orders):
            self._board.bring_forward(orders[position])

    def _walk(self, by: int) -> None:
        """Choose the card after or before the chosen one; the last is followed by the first."""
        orders, chosen = self._orders(), self._chosen()
        if not orders:
            return
        if chosen is not None and chosen.card.order_id in orders:
            self._choose((orders.index(chosen.card.order_id) + by) % len(orders))
        else:
            self._choose(0 if by > 0 else len(orders) - 1)


_IN_PANEL = frozenset({BoardKey.BACK, BoardKey.NEXT, BoardKey.PREVIOUS, BoardKey.BUMP})


def _accepted_at(order: Order) -> tuple[datetime, str]:
    return order.accepted_at or order.received_at, order.order_id


def _press(widget: QWidget | None, key: Qt.Key) -> None:
    if widget is not None:
        _send(widget, QEvent.Type.KeyPress, key)
        _send(widget, QEvent.Type.KeyRelease, key)


def _send(widget: QWidget, kind: QEvent.Type, key: Qt.Key) -> None:
    QApplication.sendEvent(widget, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier))
