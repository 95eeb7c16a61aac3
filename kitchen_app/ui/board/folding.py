"""What a card gives up, step by step, to be seen whole on a small screen."""

from dataclasses import dataclass

from kitchen_app.ui.board.notices import LONG_NOTE


@dataclass(frozen=True, slots=True, kw_only=True)
class Folding:
    """How much of an order its card shows; the panel of the order always shows it whole.

    `letters` is the length up to which notes are shown. Allergies, STOP, troubles and cash to
    collect are never given up.
    """

    letters: int = LONG_NOTE
    small_print: bool = True
    options: bool = True
    times: bool = True


FOLDINGS = (
    Folding(),
    Folding(small_print=False),
    Folding(small_print=False, letters=64),
    Folding(small_print=False, letters=64, options=False),
    Folding(small_print=False, letters=32, options=False, times=False),
)
"""The first that fits is taken, else the last. Lines are folded in each, the plain ones first."""
