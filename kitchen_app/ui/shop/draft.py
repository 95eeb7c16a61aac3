"""What is being edited, what it began from, and what Keeta has by now."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

K = TypeVar("K")
S = TypeVar("S")


class Draft(Generic[K, S]):
    """A form of what Keeta keeps as a `K` and people say as an `S`.

    A draft that nobody has changed follows Keeta. One that somebody has changed stays as it is,
    and is overtaken when Keeta shows something else than what it began from.
    """

    def __init__(self, say: Callable[[K], S], differences: Callable[[S, S], Sequence[str]]) -> None:
        self._say = say
        self._differences = differences
        self.known: K | None = None
        self.based_on: K | None = None
        self.value: S | None = None
        self._before: list[S] = []

    @property
    def is_changed(self) -> bool:
        """Whether it differs from what it began from."""
        if self.based_on is None or self.value is None:
            return False
        return bool(self._differences(self._say(self.based_on), self.value))

    @property
    def is_overtaken(self) -> bool:
        """Whether Keeta shows something else, in words, than what a changed draft began from."""
        if self.known is None or self.based_on is None:
            return False
        return bool(self._differences(self._say(self.based_on), self._say(self.known)))

    @property
    def can_undo(self) -> bool:
        return bool(self._before)

    def follow(self, known: K) -> None:
        """Take what Keeta has."""
        is_untouched = not self.is_changed
        self.known = known
        said = self._say(known)
        if self.value is None or is_untouched:
            if self.value is None or self._differences(said, self.value):
                self._before.clear()
                self.value = said
            self.based_on = known
        elif not self.is_overtaken or not self._differences(said, self.value):
            self.based_on = known  # the same words as before, or as were wanted

    def change(self, value: S) -> None:
        """Take another step; the same value is none."""
        if self.value is not None and value != self.value:
            self._before.append(self.value)
            self.value = value

    def undo(self) -> None:
        """Take the last step back."""
        if self._before:
            self.value = self._before.pop()

    def reset(self) -> None:
        """Be what Keeta has; this, too, can be undone."""
        if self.known is not None:
            self.based_on = self.known
            self.change(self._say(self.known))

    def keep_mine(self) -> None:
        """Stay as it is, over what Keeta has now."""
        self.based_on = self.known

    def said(self, of: K | None) -> S | None:
        """Return one of Keeta's forms as people say it."""
        return None if of is None else self._say(of)
