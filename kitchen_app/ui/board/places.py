"""Where the orders of a lane stand, also those without a card: pure arithmetic."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate

from PySide6.QtCore import QRect


class Places:
    """Stacks orders under each other by their heights, or by a guess where none is known.

    The guess is the mean of the heights that are known, and `guess` pixels before there is one.
    """

    def __init__(self, *, gap: int, guess: int) -> None:
        self._gap = gap
        self._first_guess = guess
        self._order_ids: Sequence[str] = ()
        self._heights: dict[str, int] = {}
        self._tops: list[int] = [0]

    @property
    def height(self) -> int:
        """The height of all of them, each with its gap."""
        return self._tops[-1]

    def stack(self, order_ids: Sequence[str], heights: dict[str, int]) -> None:
        """Stack these orders; `heights` are those measured now, others are remembered."""
        self._order_ids = order_ids
        known = self._heights | heights
        self._heights = {key: known[key] for key in order_ids if key in known}
        guess = self._first_guess
        if self._heights:
            guess = sum(self._heights.values()) // len(self._heights)
        each = (self._heights.get(key, guess) + self._gap for key in order_ids)
        self._tops = list(accumulate(each, initial=0))

    def forget_heights(self) -> None:
        """Begin anew: the width is another."""
        self._heights.clear()

    def place(self, index: int, width: int) -> QRect:
        """Return where the n-th order stands."""
        top, below = self._tops[index], self._tops[index + 1]
        return QRect(0, top, width, below - top - self._gap)

    def below(self, edge: int) -> int:
        """Return the first order that ends under an edge; their number, if none does."""
        return min(len(self._order_ids), max(0, bisect_right(self._tops, edge + self._gap) - 1))

    def above(self, edge: int) -> int:
        """Return how many orders have more than half of themselves above an edge."""
        index = max(0, bisect_right(self._tops, edge) - 1)
        is_gone = index < len(self._order_ids) and self.place(index, 1).center().y() < edge
        return index + is_gone

    def place_of(self, order_id: str, width: int) -> QRect:
        """Return where an order stands; an empty place if it is not among them."""
        for index, each in enumerate(self._order_ids):
            if each == order_id:
                return self.place(index, width)
        return QRect()

    def between(self, top: int, bottom: int) -> slice:
        """Return which orders stand between two heights, one at least if there is any."""
        first = max(0, bisect_right(self._tops, top) - 1)
        after = min(len(self._order_ids), bisect_left(self._tops, bottom))
        return slice(first, max(first + 1, after))
