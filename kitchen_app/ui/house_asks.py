"""What people ask about the shop and about this computer."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from kitchen_app.base.errors import KnownError
from kitchen_app.services.kitchen import Kitchen
from kitchen_app.services.manager_lock import NotApproved
from kitchen_app.services.storefront import Storefront
from kitchen_app.ui.carrier import Answer, Carrier
from kitchen_app.ui.change_asks import Make
from kitchen_app.ui.shop_talk import ShopTalk


class HouseAsks(QObject):
    """What is neither about an order nor a setting of the screen.

    Signals:
        start_known: what happens at log-in, a `StartState` or a `NoStart`.
        start_failed: why the system does not tell, or does not let us change it.
        shop_answered: the `ChangeResult` of a rest or an opening.
        shop_told: the `ShopFacts` of the shop that `talk` speaks of, when they were asked for.
        shop_failed: why the end of a rest cannot be kept; nothing was changed.
        approval_wanted: the `Matter` that was asked for, and what goes on with an approval for it.
    """

    start_known = Signal(object)
    start_failed = Signal(str)
    shop_answered = Signal(object)
    shop_told = Signal(object)
    shop_failed = Signal(str)
    approval_wanted = Signal(object, object)

    def __init__(self, kitchen: Kitchen, carrier: Carrier, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kitchen = kitchen
        self._carrier = carrier
        self.talk = ShopTalk(kitchen, carrier)

    @Slot()
    def close_notice(self) -> None:
        """Say that somebody has read that the home shop was stopped."""
        self._carrier.fetch(self._kitchen.shop.close_notice(), self._take_end)

    @Slot()
    def look_at_shop(self) -> None:
        """Ask how the shop stands that is spoken of; only the home shop tells it unasked."""
        front = self.talk.front
        self.talk.fetch(front, front.look(), self._take_look)

    @Slot(object)
    def rest(self, until: datetime | None) -> None:
        """Rest the shop until a moment, or until somebody opens it."""
        front = self.talk.front
        self._turn(front, partial(front.rests.rest, until))

    @Slot()
    def open_shop(self) -> None:
        """Take orders again."""
        front = self.talk.front
        self._turn(front, front.rests.open)

    def _turn(self, front: Storefront, make: Make, approval: str = "") -> None:
        """Ask for a rest or an opening; with the approval it is asked for once more."""
        go_on = partial(self._turn, front, make)
        self.talk.fetch(front, make(approval=approval), partial(self._take_shop, go_on))

    def _take_look(self, answer: Answer) -> None:
        error = answer.exception()
        if error is None:
            self.shop_told.emit(answer.result())
        else:
            self._carrier.tell_fault(error)

    def _take_shop(self, go_on: Callable[[str], None], answer: Answer) -> None:
        error = answer.exception()
        if error is None:
            self.shop_answered.emit(answer.result())
        elif isinstance(error, NotApproved):
            self.approval_wanted.emit(error.matter, go_on)
        elif isinstance(error, KnownError):
            self.shop_failed.emit(str(error))
        else:
            self._carrier.tell_fault(error)

    @Slot()
    def look_at_start(self) -> None:
        """Ask whether the program starts at log-in."""
        self._carrier.fetch(self._kitchen.log_in.state(), partial(self._take_start, None))

    @Slot(bool)
    def switch_start(self, on: bool, approval: str = "") -> None:
        """Start at log-in from now on, or no longer."""
        coro = self._kitchen.log_in.switch(on=on, approval=approval)
        self._carrier.fetch(coro, partial(self._take_start, on))

    def _take_start(self, wanted: bool | None, answer: Answer) -> None:
        error = answer.exception()
        if error is None:
            self.start_known.emit(answer.result())
        elif isinstance(error, NotApproved) and wanted is not None:
            self.approval_wanted.emit(error.matter, partial(self.switch_start, wanted))
            self.look_at_start()  # who gives no PIN still sees what is in force
        elif isinstance(error, KnownError):
            self.start_failed.emit(str(error))
        else:
            self._carrier.tell_fault(error)

    def _take_end(self, answer: Answer) -> None:
        error = answer.exception()
        if error is not None:
            self._carrier.tell_fault(error)
