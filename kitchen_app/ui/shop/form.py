"""What a page with a draft needs to know of the thing that is edited."""

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar, Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kitchen_app.base.errors import KnownError
from kitchen_app.services.shop_front import ShopFacts
from kitchen_app.services.shop_view import ChangeKind, ChangeResult
from kitchen_app.ui.asks import Asks
from kitchen_app.ui.change_asks import ChangeAsks
from kitchen_app.ui.clock import UiClock
from kitchen_app.ui.i18n import tr
from kitchen_app.ui.theme import Theme

K = TypeVar("K")
S = TypeVar("S")
F = TypeVar("F", bound=KnownError)


class Form(QWidget, Generic[K, S, F]):
    """Edits what Keeta keeps as a `K` and people say as an `S`; holds nothing of it but a cursor.

    An `F` says what is wrong with a draft. What every form must say itself raises here: the
    metaclass of Qt leaves no room for that of an abstract class.

    Signals:
        edited: another `S`.
        half_typed_changed: something is only half typed, or is so no more.
    """

    kind: ClassVar[ChangeKind]
    edited = Signal(object)
    half_typed_changed = Signal()

    def __init__(self, theme: Theme, clock: UiClock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.clock = clock
        self.facts = ShopFacts()

    @property
    def half_typed(self) -> str:
        """What is wrong with something that is only half typed; empty if nothing is."""
        return ""

    def unknown_words(self) -> str:
        """Return why nothing can be edited."""
        return tr("change.unread")

    def said(self, known: K) -> S:
        """Return what Keeta has as people say it."""
        raise NotImplementedError

    def known_of(self, facts: ShopFacts) -> K | None:
        """Return what Keeta has; None while nobody knows."""
        raise NotImplementedError

    def newer_in(self, result: ChangeResult) -> K | None:
        """Return what Keeta has instead, if the result of a change tells."""
        raise NotImplementedError

    def fault_of(self, value: S, based_on: K) -> F | None:
        """Return why it must not be sent."""
        raise NotImplementedError

    def differences(self, old: S, new: S) -> Sequence[str]:
        """Return a line for each thing that differs."""
        raise NotImplementedError

    def asks_of(self, asks: Asks) -> ChangeAsks:
        """Return the part of the asks that takes the change and tells what became of it."""
        raise NotImplementedError

    def fault_words(self, fault: F) -> str:
        """Say what is wrong, and where."""
        raise NotImplementedError

    def place_words(self, now: datetime) -> str:
        """Say where the shop is as far as it matters here; empty if it does not."""
        return ""

    def send(self, asks: Asks, value: S, based_on: K) -> None:
        """Ask the core for the change."""
        raise NotImplementedError

    def show_value(self, value: S, fault: F | None) -> None:
        """Show a draft, and the place of what is wrong with it."""
        raise NotImplementedError
