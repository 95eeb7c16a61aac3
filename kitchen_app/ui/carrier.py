"""What takes the asks of the screen to the core thread."""

import concurrent.futures
from collections.abc import Callable, Coroutine
from typing import Any, Protocol

from kitchen_app.domain.actions import Action, ActionKind
from kitchen_app.services.manager_lock import Matter

Answer = concurrent.futures.Future[Any]


class Carrier(Protocol):
    """Takes coroutines to the core thread; the bridge does."""

    def ask(
        self,
        coro: Coroutine[Any, Any, Action | None],
        order_id: str,
        kind: ActionKind,
        *,
        on_locked: Callable[[Matter], None] | None = None,
    ) -> None:
        """Start what changes an order; its outcome shows on the card.

        `on_locked` is called on the UI thread when only the manager may do it.
        """
        ...

    def fetch(
        self,
        coro: Coroutine[Any, Any, Any],
        done: Callable[[Answer], None],
    ) -> None:
        """Start what only reads; `done` is called on the UI thread."""
        ...

    def tell_fault(self, error: BaseException) -> None:
        """Log a bug of ours and let the screen say so."""
        ...
