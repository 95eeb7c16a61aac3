"""A signal without Qt: one thread tells several listeners a fact."""

import logging
from collections.abc import Callable
from typing import Generic, TypeVar

logger = logging.getLogger(__name__)

T = TypeVar("T")


class Signal(Generic[T]):
    """Calls each listener, in the order of connection, on the thread that emits.

    The fact has happened whatever a listener makes of it: one that fails is logged as our bug and
    the others still hear.
    """

    def __init__(self) -> None:
        self._listeners: list[Callable[[T], None]] = []

    def connect(self, listener: Callable[[T], None]) -> None:
        self._listeners.append(listener)

    def disconnect(self, listener: Callable[[T], None]) -> None:
        self._listeners.remove(listener)

    def emit(self, fact: T) -> None:
        for listener in tuple(self._listeners):
            try:
                listener(fact)
            except Exception:
                logger.exception("A listener failed")
