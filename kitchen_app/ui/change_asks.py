"""What people ask to be changed of the shop at Keeta, some of it behind the PIN."""

from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from kitchen_app.base.errors import KnownError
from kitchen_app.services.kitchen import Kitchen
from kitchen_app.services.manager_lock import NotApproved
from kitchen_app.services.shop_view import ChangeKind, ChangeResult
from kitchen_app.services.storefront import Storefront
from kitchen_app.ui.carrier import Answer, Carrier
from kitchen_app.ui.shop_talk import ShopTalk

Make = Callable[..., Coroutine[Any, Any, ChangeResult]]


class ChangeAsks(QObject):
    """Asks for a change of the shop that `talk` speaks of, once more with the approval.

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
        self._carrier = carrier
        self.talk = ShopTalk(kitchen, carrier)

    def _change(self, front: Storefront, kind: ChangeKind, make: Make, approval: str = "") -> None:
        if approval and self.talk.is_of(front):
            self.resumed.emit(kind)
        go_on = partial(self._change, front, kind, make)
        self.talk.fetch(front, make(approval=approval), partial(self._take, kind, go_on))

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
