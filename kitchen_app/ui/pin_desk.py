"""Asks for the manager's PIN: to let a locked thing go on, or to set another PIN."""

from collections.abc import Callable
from enum import StrEnum

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from kitchen_app.domain.lockout import is_easy
from kitchen_app.domain.order import Status
from kitchen_app.services.board import CardView
from kitchen_app.services.manager_lock import Deed, Matter, PinAnswer, PinOutcome
from kitchen_app.ui import words
from kitchen_app.ui.asks import Asks
from kitchen_app.ui.clock import UiClock
from kitchen_app.ui.i18n import numbered, tr
from kitchen_app.ui.pin_pad import PinPad
from kitchen_app.ui.theme import Theme
from kitchen_app.ui.widgets.press_watch import PressWatch


class _Step(StrEnum):
    """What is being typed."""

    NOTHING = "nothing"
    APPROVAL = "approval"
    OLD = "old"
    NEW = "new"
    AGAIN = "again"
    REMOVAL = "removal"  # nothing: it is being removed


class PinDesk(QObject):
    """What was confirmed goes on after a right PIN, without being asked for again."""

    def __init__(
        self,
        theme: Theme,
        ground: QWidget,
        clock: UiClock,
        presses: PressWatch,
        asks: Asks,
        view_of: Callable[[str], CardView | None],
    ) -> None:
        super().__init__(ground)
        self._clock = clock
        self._asks = asks
        self._view_of = view_of
        self._step = _Step.NOTHING
        self._matter = Matter(deed=Deed.SETTINGS)
        self._go_on: Callable[[str], None] | None = None
        self._old = self._new = ""
        self.pad = PinPad(theme, ground)
        self.pad.entered.connect(self._take)
        self.pad.removal_requested.connect(self._remove)
        self.pad.closed.connect(self._forget)
        clock.ticked.connect(self.pad.tick)
        presses.pressed.connect(self.pad.close_if_outside)
        asks.approval_wanted.connect(self.want)
        asks.pin_answered.connect(self._take_answer)
        asks.pin_known.connect(self._begin_change)

    @Slot(object, object)
    def want(self, matter: Matter, go_on: Callable[[str], None]) -> None:
        """Ask for the PIN; `go_on` gets the approval for this matter."""
        self._step, self._matter, self._go_on = _Step.APPROVAL, matter, go_on
        self.pad.ask(self._words(matter))

    @Slot()
    def change(self) -> None:
        """Let the PIN be set, changed or removed, after the present one, if there is one."""
        self._asks.look_for_pin()

    @Slot(bool)
    def _begin_change(self, is_set: bool) -> None:
        self._old = ""
        self._step = _Step.OLD if is_set else _Step.NEW
        self.pad.ask(tr("pin.old") if is_set else tr("pin.new"))

    @Slot(str)
    def _take(self, pin: str) -> None:
        match self._step:
            case _Step.APPROVAL:
                self.pad.wait()
                self._asks.approve(self._matter, pin)
            case _Step.OLD:
                self._old = pin
                self.pad.wait()
                self._asks.approve(Matter(deed=Deed.SETTINGS), pin)
            case _Step.NEW if is_easy(pin):
                self.pad.say(tr("pin.easy"))
            case _Step.NEW:
                self._new, self._step = pin, _Step.AGAIN
                self.pad.ask(tr("pin.again"))
            case _Step.AGAIN if pin != self._new:
                self._step = _Step.NEW
                self.pad.ask(tr("pin.new"), says=tr("pin.differs"))
            case _Step.AGAIN:
                self.pad.wait()
                self._asks.change_pin(self._old, pin)

    @Slot()
    def _remove(self) -> None:
        self._step = _Step.REMOVAL
        self.pad.wait()
        self._asks.change_pin(self._old, "")

    @Slot(object)
    def _take_answer(self, answer: PinAnswer) -> None:
        if self._step is _Step.NOTHING:
            return  # the pad was closed meanwhile
        if answer.outcome is PinOutcome.RIGHT:
            self._go_ahead(answer.approval)
        elif answer.outcome is PinOutcome.LOCKED or answer.wait_s > 0:
            self.pad.close_for(answer.wait_s, self._clock.now())
        else:
            self.pad.say(tr(f"pin.{answer.outcome.value}"))

    def _go_ahead(self, approval: str) -> None:
        match self._step:
            case _Step.APPROVAL:
                go_on = self._go_on
                self.pad.close_panel()
                if go_on is not None:
                    go_on(approval)
            case _Step.OLD:
                self._step = _Step.NEW
                self.pad.ask(tr("pin.new"), can_remove=True)
            case _Step.REMOVAL:
                self.pad.say(tr("pin.removed"), is_end=True)
            case _Step.AGAIN:
                self.pad.say(tr("pin.set"), is_end=True)

    @Slot()
    def _forget(self) -> None:
        self._step, self._go_on = _Step.NOTHING, None
        self._old = self._new = ""

    def _words(self, matter: Matter) -> str:
        """Return what the PIN is for, by the same words as on the button that was held."""
        view = self._view_of(matter.order_id) if matter.order_id else None
        number = numbered(view.order.number if view else (matter.order_id or ""))
        amount = words.amount(matter.amount) if matter.amount else ""
        match matter.deed:
            case Deed.CANCEL:
                is_new = view is not None and view.order.status is Status.NEW
                return tr("card.reject_order" if is_new else "card.cancel_order", number=number)
            case Deed.AGREE_REFUND if amount:
                return tr("refund.agree_amount", number=number, amount=amount)
            case Deed.AGREE_REFUND:
                return tr("refund.agree", number=number)
            case Deed.REFUND_PART:
                return tr("part.confirm_amount", number=number, amount=amount)
            case Deed.FORGET:
                return tr("forget.hold", number=number)
        return tr(f"pin.{matter.deed.value}")
