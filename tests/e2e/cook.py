"""A cook at the real window, alone in a rush: sees, decides, and presses one button at a time."""

import random
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from kitchen_app.bootstrap.window import Desk
from kitchen_app.domain.actions import ActionKind, CancelReason
from kitchen_app.domain.projection import Lane
from kitchen_app.domain.refunds import waiting_case
from kitchen_app.services.board import CardView
from kitchen_app.ui.board.card import OrderCard
from kitchen_app.ui.widgets.touch_button import TouchButton
from tests.e2e.hands import By, by_keys, by_mouse

COOKS_FOR = timedelta(seconds=100)
LEFT_ALONE_OF = 13
"""One order of so many is overlooked until the end: it must be called out all the while."""

REJECTS_OF = 11
_STEPS = (ActionKind.COLLECT, ActionKind.DISPATCH, ActionKind.DELIVER)
_TABS, _TOUCHES = 500, 60


class Cook:
    """Works through the board; `done` counts what was pressed, by kind."""

    def __init__(
        self,
        desk: Desk,
        qtbot: QtBot,
        *,
        by: By,
        seed: int,
    ) -> None:
        self._window = window = desk.window
        self._bot = qtbot
        self._clock = desk.clock
        self._press = by
        self._dice = random.Random(f"cook {seed}")
        self._seen: dict[str, int] = {}
        self._undone: set[str] = set()
        self.done: Counter[str] = Counter()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)

    @property
    def left_alone(self) -> set[str]:
        """The orders that are overlooked on purpose."""
        return {order_id for order_id, number in self._seen.items() if _is_overlooked(number)}

    def work_until(self, end: datetime) -> None:
        """Do one thing after the other; look around while there is nothing to do."""
        while self._clock.now() < end:
            QApplication.processEvents()
            if not self._do_one():
                with self._bot.waitSignal(self._clock.ticked):
                    pass

    def _do_one(self) -> bool:
        for tell, do in self._duties():
            for view in sorted(self._views(), key=lambda each: each.order.received_at):
                if tell(view):
                    do(view)
                    return True
        return False

    def _views(self) -> list[CardView]:
        views = list(self._window.board.views.values())
        for view in views:
            self._seen.setdefault(view.order_id, len(self._seen))
        return views

    def _duties(
        self,
    ) -> tuple[tuple[Callable[[CardView], bool], Callable[[CardView], None]], ...]:
        return (
            (lambda view: view.is_stop, self._take_step),
            (self._is_asked_back, self._agree),
            (self._is_new, self._decide),
            (self._is_cooked, self._serve),
            (lambda view: view.next_step in _STEPS, self._take_step),
        )

    # --- what is due ---------------------------------------------------------------------

    def _is_new(self, view: CardView) -> bool:
        can = ActionKind.ACCEPT in view.actions
        return can and not _is_overlooked(self._seen[view.order_id])

    def _is_cooked(self, view: CardView) -> bool:
        began = view.order.accepted_at
        is_due = view.next_step is ActionKind.READY and began is not None
        return is_due and began is not None and self._clock.now() - began > COOKS_FOR

    def _is_asked_back(self, view: CardView) -> bool:
        case = waiting_case(view.refunds)
        return case is not None and ActionKind.AGREE_REFUND in view.actions

    # --- what is done --------------------------------------------------------------------

    def _decide(self, view: CardView) -> None:
        if self._seen[view.order_id] % REJECTS_OF == REJECTS_OF - 1:
            self._reject(view)
        else:
            self._take_step(view)

    def _take_step(self, view: CardView) -> None:
        card = self.reach(view.order_id)
        if card is None or card.card.next_step is not view.next_step:
            return
        step = view.next_step
        assert step is not None
        if self._press_if_there(card.foot.step_button, step.value):
            self._wait(lambda: self._now(view) is None or self._now(view) != view)

    def _serve(self, view: CardView) -> None:
        self._take_step(view)
        if self._dice.random() < 0.2 and view.order_id not in self._undone:
            self._undone.add(view.order_id)
            card = self.reach(view.order_id)
            if card is not None and card.foot.undo_button.isVisible():
                self._press_if_there(card.foot.undo_button, "undo")

    def _reject(self, view: CardView) -> None:
        card = self.reach(view.order_id)
        if card is None or ActionKind.CANCEL not in card.card.actions:
            return
        self._press_if_there(card.foot.cancel_button, "open reject")
        panel = self._window.panels.cancel
        if panel.is_open:
            self._press(panel.why.choices[CancelReason.SHORT_STAFFED])
            self._press_if_there(panel.confirm_button, "reject")
        self._wait(lambda: not panel.is_open)

    def _agree(self, view: CardView) -> None:
        card = self.reach(view.order_id)
        if card is None or not card.foot.answer_button.isVisible():
            return
        self._press_if_there(card.foot.answer_button, "open refund")
        panel = self._window.panels.refund
        if panel.is_open:
            self._press_if_there(panel.agree_button, "agree")
        self._wait(lambda: not panel.is_open)

    def _press_if_there(self, button: TouchButton, name: str) -> bool:
        """Press, unless the order has moved on in the moment of reaching for it."""
        can_be_pressed = button.isVisible() and button.isEnabled()
        if can_be_pressed:
            self._press(button)
            self.done[name] += 1
        return can_be_pressed

    def _now(self, view: CardView) -> CardView | None:
        return self._window.board.views.get(view.order_id)

    def _wait(self, condition: Callable[[], bool]) -> None:
        self._bot.waitUntil(condition, timeout=15_000)

    # --- finding a card ------------------------------------------------------------------

    def reach(self, order_id: str) -> OrderCard | None:
        """Bring a card into sight the way people do; None if the order has left the board."""
        if self._press is by_mouse:
            return self._scroll_to(order_id)
        return self._walk_to(order_id)

    def _scroll_to(self, order_id: str) -> OrderCard | None:
        """Touch the count of what is out of sight until the card is seen."""
        for _ in range(_TOUCHES):
            self._wait(lambda: self._is_found(order_id) or self._count_of(order_id).isVisible())
            if self._is_found(order_id):
                return self._window.board.cards.get(order_id)
            by_mouse(self._count_of(order_id))
            QApplication.processEvents()  # what that led to is drawn by now
        raise AssertionError(f"the count never led to {order_id}")

    def _is_found(self, order_id: str) -> bool:
        """Tell whether an order's card is in sight, or the order gone."""
        view = self._window.board.views.get(order_id)
        card = self._window.board.cards.get(order_id)
        if view is None:
            return True
        viewport = self._window.board.lanes[view.lane].scroll_area.viewport()
        return card is not None and _is_seen(card, viewport)

    def _count_of(self, order_id: str) -> TouchButton:
        """Return the count of what is out of sight in the lane of an order."""
        return self._window.board.lanes[self._window.board.views[order_id].lane].foot

    def _walk_to(self, order_id: str) -> OrderCard | None:
        """Press Tab until the keyboard is on the card."""
        for _ in range(_TABS):
            if order_id not in self._window.board.views:
                return None
            focus = QApplication.focusWidget()
            if isinstance(focus, OrderCard) and focus.card.order_id == order_id:
                return focus
            QTest.keyClick(focus if focus is not None else self._window, Qt.Key.Key_Tab)
            QApplication.processEvents()  # what that led to is drawn by now
        raise AssertionError(f"Tab never led to {order_id}")

    def reach_all(self) -> int:
        """Bring each order of the board into sight, one after the other; return how many."""
        reached = 0
        for lane in Lane:
            for view in list(self._window.board.lanes[lane].column.views):
                card = self.reach(view.order_id)
                if card is not None:
                    viewport = self._window.board.lanes[card.card.lane].scroll_area.viewport()
                    assert _is_seen(card, viewport), view.order.number
                    reached += 1
        return reached


class Ear:
    """Listens at each tick whether what waits is called out, and for how long it was not."""

    def __init__(self, desk: Desk, is_heard: Callable[[], bool]) -> None:
        self._window = desk.window
        self._is_heard = is_heard
        self._silent_since: datetime | None = None
        self.longest_silence = timedelta()
        self.called_out: dict[str, timedelta] = {}
        self._last = desk.clock.now()
        desk.clock.ticked.connect(self.listen)

    def listen(self, now: datetime) -> None:
        """Look and listen now."""
        waiting = [
            view
            for view in self._window.board.views.values()
            if view.accept_by is not None and (view.quiet_until is None or view.quiet_until < now)
        ]
        if waiting and not self._is_heard():
            self._silent_since = self._silent_since or now
            self.longest_silence = max(self.longest_silence, now - self._silent_since)
        else:
            self._silent_since = None
            for view in waiting:
                before = self.called_out.get(view.order_id, timedelta())
                self.called_out[view.order_id] = before + (now - self._last)
        self._last = now


def _is_overlooked(number: int) -> bool:
    return number % LEFT_ALONE_OF == LEFT_ALONE_OF - 1


def _is_seen(card: OrderCard, viewport: QWidget) -> bool:
    """Tell whether the head and the buttons of a card are in sight."""
    parts: list[QWidget] = [card.body.head]
    if not card.foot.isHidden():
        parts.append(card.foot)
    return card.isVisible() and all(
        viewport.rect().contains(QRect(part.mapTo(viewport, QPoint(0, 0)), part.size()))
        for part in parts
    )


HANDS: dict[str, By] = {"mouse": by_mouse, "keys": by_keys}
