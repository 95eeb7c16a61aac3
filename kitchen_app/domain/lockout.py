"""How long nobody may try a PIN after wrong ones, and which PINs are worth setting."""

from datetime import timedelta
from itertools import pairwise

SHORTEST, LONGEST = 4, 8
"""How many digits a PIN has."""

FREE_TRIES = 5
"""So many wrong ones in a row cost nothing: fingers slip."""

_FIRST_WAIT = timedelta(seconds=60)
_LONGEST_WAIT = timedelta(minutes=15)


def wait_after(wrong: int) -> timedelta:
    """Return the wait that follows the last of so many wrong tries in a row."""
    if wrong < FREE_TRIES:
        return timedelta()
    wait = _FIRST_WAIT
    for _ in range(wrong - FREE_TRIES):
        if wait >= _LONGEST_WAIT:
            break
        wait *= 2
    return min(wait, _LONGEST_WAIT)


def is_pin(text: str) -> bool:
    """Tell whether a text can be a PIN at all: a few plain digits."""
    return SHORTEST <= len(text) <= LONGEST and text.isascii() and text.isdigit()


def is_easy(pin: str) -> bool:
    """Tell whether a PIN is among the first to be guessed: one digit over and over, or a run."""
    steps = {(ord(after) - ord(before)) % 10 for before, after in pairwise(pin)}
    return steps <= {0} or steps in ({1}, {9})
