"""What people ask about the shop's hours."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from kitchen_app.base.errors import KnownError
from kitchen_app.domain.hours import OpeningHours, SpecialDays, Week
from kitchen_app.services.kitchen import Kitchen
from kitchen_app.services.manager_lock import NotApproved
from kitchen_app.services.shop_view import ChangeKind
from kitchen_app.ui.carrier import Answer, Carrier


class HoursAsks(QObject):
    """Sets the week and the special days.

    Signals:
        answered: the `ChangeResult` of a change.
        failed: the `ChangeKind`, and why nothing was sent, in the words of the error.
        approval_wanted: the `Matter` that was asked for, and what goes on with an approval for it.
        locked: the `ChangeKind` that waits for the PIN: Keeta is not told yet.
        resumed: the `ChangeKind` that goes on after a right PIN.
    """

    answered = Signal(object)
    failed = Signal(object, str)
    approval_wanted = Signal(object, object)
    locked = Signal(object)
    resumed = Signal(object)

    def __init__(self, kitchen: Kitchen, carrier: Carrier, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kitchen = kitchen
        self._carrier = carrier

    def set_week(self, week: Week, based_on: Week, approval: str = "") -> None:
        """Replace the ordinary hours."""
        self._tell_resumed(ChangeKind.WEEK, approval)
        coro = self._kitchen.hours.set_week(week, based_on=based_on, approval=approval)
        go_on = partial(self.set_week, week, based_on)
        self._carrier.fetch(coro, partial(self._take, ChangeKind.WEEK, go_on))

    def set_specials(
        self, spoken: tuple[SpecialDays, ...], based_on: OpeningHours, approval: str = ""
    ) -> None:
        """Replace all special days."""
        self._tell_resumed(ChangeKind.SPECIALS, approval)
        coro = self._kitchen.hours.set_specials(spoken, based_on=based_on, approval=approval)
        go_on = partial(self.set_specials, spoken, based_on)
        self._carrier.fetch(coro, partial(self._take, ChangeKind.SPECIALS, go_on))

    def _tell_resumed(self, kind: ChangeKind, approval: str) -> None:
        if approval:
            self.resumed.emit(kind)

    def _take(self, kind: ChangeKind, go_on: Callable[[str], None], answer: Answer) -> None:
        error = answer.exception()
        if error is None:
            self.answered.emit(answer.result())
        elif isinstance(error, NotApproved):
            self.locked.emit(kind)
            self.approval_wanted.emit(error.matter, go_on)
        elif isinstance(error, KnownError):
            self.failed.emit(kind, str(error))
        else:
            self._carrier.tell_fault(error)
            self.failed.emit(kind, "")
