"""What searching all orders needs of the store."""

from typing import Protocol

from kitchen_app.domain.history import Found, Wanted


class Superseded(Exception):
    """A search was given up, because a newer one is wanted instead."""


class HistoryReader(Protocol):
    """Reads beside the core: on another thread, over a connection of its own."""

    def find(self, wanted: Wanted) -> Found:
        """Return a page of what is wanted; it may take a while.

        Raises:
            Superseded: `give_up` was called meanwhile.
            NotStored: the file cannot be read just now.
        """
        ...

    def give_up(self) -> None:
        """Let a search that is going on end soon; from any thread."""
        ...


class HistoryIndex(Protocol):
    """The index of all orders, as an older version of the program left it."""

    def index_some(self, most: int) -> int:
        """Put so many orders into the index that are not in it; return how many are left."""
        ...
