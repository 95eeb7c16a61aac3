"""What people ask about the shops that the program serves."""

from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from kitchen_app.base.errors import KnownError
from kitchen_app.services.authorised_shops import StillOpen
from kitchen_app.services.calls import trouble_of
from kitchen_app.services.errors import PlatformError
from kitchen_app.services.kitchen import Kitchen
from kitchen_app.services.manager_lock import NotApproved
from kitchen_app.services.served_shops import ServedShops
from kitchen_app.ui.carrier import Answer, Carrier


class ShopsAsks(QObject):
    """Asks Keeta which shops are covered, and has a choice written down.

    Signals:
        refreshed: the `ShopsView` after Keeta was asked.
        not_refreshed: the `Trouble` because of which it could not be.
        kept: the `ShopsView` after a choice was written down.
        not_kept: why it was not: the `StillOpen`, or a text of ours.
        approval_wanted: the `Matter` that was asked for, and what goes on with an approval for it.
        restarting: the program is to be closed now, and begins again.
    """

    refreshed = Signal(object)
    not_refreshed = Signal(object)
    kept = Signal(object)
    not_kept = Signal(object)
    approval_wanted = Signal(object, object)
    restarting = Signal()

    def __init__(self, kitchen: Kitchen, carrier: Carrier, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kitchen = kitchen
        self._carrier = carrier

    @Slot()
    def refresh(self) -> None:
        """Ask which shops the authorization covers now."""
        self._carrier.fetch(self._kitchen.shops.refresh(), self._take_refreshed)

    def choose(self, served: ServedShops, approval: str = "") -> None:
        """Have a choice written down; with the approval it is asked for once more."""
        coro = self._kitchen.shops.choose(served, approval=approval)
        self._carrier.fetch(coro, partial(self._take_kept, served))

    @Slot()
    def close_offer(self) -> None:
        """Say that somebody has seen the shops that came."""
        self._carrier.fetch(self._kitchen.shops.close_offer(), self._take_end)

    @Slot()
    def restart(self) -> None:
        """Let the program end and begin again."""
        self._carrier.fetch(self._kitchen.shops.want_restart(), self._take_restart)

    def _take_refreshed(self, answer: Answer) -> None:
        error = answer.exception()
        if error is None:
            self.refreshed.emit(answer.result())
        elif isinstance(error, PlatformError):
            self.not_refreshed.emit(trouble_of(error))
        else:
            self._carrier.tell_fault(error)

    def _take_kept(self, served: ServedShops, answer: Answer) -> None:
        error = answer.exception()
        if error is None:
            self.kept.emit(answer.result())
        elif isinstance(error, NotApproved):
            self.approval_wanted.emit(error.matter, partial(self.choose, served))
        elif isinstance(error, StillOpen):
            self.not_kept.emit(error)
        elif isinstance(error, KnownError):
            self.not_kept.emit(str(error))
        else:
            self._carrier.tell_fault(error)

    def _take_restart(self, answer: Answer) -> None:
        error = answer.exception()
        if error is not None:
            self._carrier.tell_fault(error)
        elif answer.result():
            self.restarting.emit()

    def _take_end(self, answer: Answer) -> None:
        error = answer.exception()
        if error is not None:
            self._carrier.tell_fault(error)
