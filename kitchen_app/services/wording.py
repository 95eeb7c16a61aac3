"""Figures in words that the screen and the paper share: money, totals of options."""

import re

from kitchen_app.base.speech import Speech
from kitchen_app.domain.money import Money
from kitchen_app.domain.order import Option

_LETTER_BEFORE_FIGURE = re.compile(r"(?<=[A-Z])(?=\d)")


def money(amount: Money, speech: Speech) -> str:
    """Return an amount as it is written in a language, with its currency."""
    from babel.numbers import format_currency  # late: the first paint does not need it

    text: str = format_currency(
        amount.amount,
        amount.currency,
        locale=speech.locale_name,
        numbering_system=speech.numbering_system,
    )
    return speech.figures(_LETTER_BEFORE_FIGURE.sub("\u00a0", text))


def each_of(option: Option, pieces: int, speech: Speech) -> str:
    """Return how many of an option go into one piece, where the total alone does not tell it."""
    if option.quantity > 1 and pieces > 1:
        return f"({speech.tr('card.each', n=option.quantity)})"
    return ""
