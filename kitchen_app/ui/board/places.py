"""Where the orders of a lane stand, also those without a card: pure arithmetic."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate

from PySide6.QtCore import QRect


class Places:
    """Lays orders out in rows, as many side by side as have `narrowest` pixels each.

    A row is as high as its highest order. Where no height is known it is guessed: the mean of
    those that are, and `guess` pixels before there is one.
    """

    def __init__(self, *, gap: int, guess: int, narrowest: int) -> None:
        self._gap = gap
        self._first_guess = guess
        self._narrowest = narrowest
        self._width = 0
        self._is_mirrored = False
        self._order_ids: Sequence[str] = ()
        self._heights: dict[str, int] = {}
        self._tops: list[int] = [0]

    @property
    def height(self) -> int:
        """The height of all rows, each with its gap."""
        return self._tops[-1]

    @property
    def columns(self) -> int:
        return max(1, (self._width + self._gap) // (self._narrowest + self._gap))

    @property
    def card_width(self) -> int:
        return (self._width + self._gap) // self.columns - self._gap

    def fit(self, width: int, *, is_mirrored: bool) -> None:
        """Use another width; heights of cards that are as wide as before are still known."""
        before = self.card_width
        self._width, self._is_mirrored = width, is_mirrored
        if self.card_width != before:
            self._heights.clear()

    def stack(self, order_ids: Sequence[str], heights: dict[str, int]) -> None:
        """Lay these orders out; `heights` are those measured now, others are remembered."""
        if order_ids is self._order_ids and heights.items() <= self._heights.items():
            return
        self._order_ids = order_ids
        known = self._heights | heights
        self._heights = {key: known[key] for key in order_ids if key in known}
        guess = self._guess()
        each = [self._heights.get(key, guess) for key in order_ids]
        wide = self.columns
        rows = (max(each[at : at + wide]) + self._gap for at in range(0, len(each), wide))
        self._tops = list(accumulate(rows, initial=0))

    def place(self, index: int) -> QRect:
        """Return where the n-th order stands."""
        row, column = divmod(index, self.columns)
        at = self.columns - 1 - column if self._is_mirrored else column
        height = self._heights.get(self._order_ids[index], self._guess())
        return QRect(at * (self.card_width + self._gap), self._tops[row], self.card_width, height)

    def place_of(self, order_id: str) -> QRect:
        """Return where an order stands; an empty place if it is not among them."""
        for index, each in enumerate(self._order_ids):
            if each == order_id:
                return self.place(index)
        return QRect()

    def below(self, edge: int) -> int:
        """Return the first order of the first row that ends under an edge, or their number."""
        row = max(0, bisect_right(self._tops, edge + self._gap) - 1)
        return min(len(self._order_ids), row * self.columns)

    def above(self, edge: int) -> int:
        """Return how many orders stand in rows that are more than half above an edge."""
        row = max(0, bisect_right(self._tops, edge) - 1)
        if row + 1 < len(self._tops):
            row += (self._tops[row] + self._tops[row + 1] - self._gap) // 2 < edge
        return min(len(self._order_ids), row * self.columns)

    def between(self, top: int, bottom: int) -> slice:
        """Return which orders stand between two heights, one at least if there is any."""
        first = max(0, bisect_right(self._tops, top) - 1) * self.columns
        after = min(len(self._order_ids), bisect_left(self._tops, bottom) * self.columns)
        return slice(first, max(first + 1, after))

    def _guess(self) -> int:
        if not self._heights:
            return self._first_guess
        return sum(self._heights.values()) // len(self._heights)
