"""What people ask about the connection to Keeta, some of it behind the PIN."""

from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from kitchen_app.services.kitchen import Kitchen
from kitchen_app.services.manager_lock import NotApproved
from kitchen_app.ui.carrier import Answer, Carrier

GoOn = Callable[[str], None]


class ConnectionAsks(QObject):
    """Looks at the connection, has our address registered, and begins a consent.

    Signals:
        told: the `ConnectionView`.
        registered: the `ConnectionView` once Keeta was asked for every event.
        consent_ready: the address of the page on which the owner consents.
        failed: what was asked for did not happen; the fault is told elsewhere.
        locked: what was asked for waits for the PIN.
        approval_wanted: the `Matter` that was asked for, and what goes on with an approval for it.
    """

    told = Signal(object)
    registered = Signal(object)
    consent_ready = Signal(str)
    failed = Signal()
    locked = Signal()
    approval_wanted = Signal(object, object)

    def __init__(self, kitchen: Kitchen, carrier: Carrier, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kitchen = kitchen
        self._carrier = carrier

    @Slot()
    def look(self) -> None:
        """Ask what is in force."""
        self._fetch(self._kitchen.connection.view(), self.told.emit, self._never)

    @Slot(bool)
    def register(self, is_test: bool, approval: str = "") -> None:
        """Have Keeta told our address."""
        coro = self._kitchen.connection.register(is_test=is_test, approval=approval)
        self._fetch(coro, self.registered.emit, partial(self.register, is_test))

    @Slot()
    def begin_consent(self, approval: str = "") -> None:
        """Ask for a page on which the owner consents."""
        coro = self._kitchen.connection.consent_address(approval=approval)
        self._fetch(coro, self.consent_ready.emit, self.begin_consent)

    def _fetch(
        self, coro: Coroutine[Any, Any, Any], tell: Callable[[Any], None], go_on: GoOn
    ) -> None:
        self._carrier.fetch(coro, partial(self._take, tell, go_on))

    def _take(self, tell: Callable[[Any], None], go_on: GoOn, answer: Answer) -> None:
        error = answer.exception()
        if error is None:
            tell(answer.result())
        elif isinstance(error, NotApproved):
            self.locked.emit()
            self.approval_wanted.emit(error.matter, go_on)
        else:
            self._carrier.tell_fault(error)
            self.failed.emit()

    def _never(self, _approval: str) -> None:
        raise RuntimeError("looking needs no approval")
