"""Numbers of payment cards in what people write: they are never kept (PCI DSS 4.0.1, req. 3).

Keeta sends none, but a customer may write one into a note. What looks like a card is one run of
13 to 19 digits, or digits in the groups that are printed on cards, begins like a card (ISO 7812:
2 to 6 and 8) and passes the check of Luhn. A number after a "+" is a phone.
"""

import re

MASK = "••••"

_CANDIDATE = re.compile(
    r"""
    (?<![\d+]) (?<!\+\ )
    (?: \d{13,19}
      | \d{4} (?P<four>[-.\ \u00a0]) \d{4} (?P=four) \d{4} (?P=four)
        \d{1,4} (?: (?P=four) \d{1,3} )?
      | \d{4} (?P<six>[-.\ \u00a0]) \d{6} (?P=six) \d{4,5}
    )
    (?!\d)
    """,
    re.VERBOSE,
)
_FIRST_DIGITS = frozenset({2, 3, 4, 5, 6, 8})
_SHORTEST, _LONGEST = 13, 19


def without_card_numbers(text: str) -> str:
    """Return the text with `MASK` for each number that looks like a payment card's."""
    return _CANDIDATE.sub(_masked, text)


def _masked(found: re.Match[str]) -> str:
    digits = [int(character) for character in found[0] if character.isdecimal()]
    is_card = (
        _SHORTEST <= len(digits) <= _LONGEST
        and digits[0] in _FIRST_DIGITS
        and len(set(digits)) > 1  # a row of one digit is a doodle
        and _passes_luhn(digits)
    )
    return MASK if is_card else found[0]


def _passes_luhn(digits: list[int]) -> bool:
    doubled = (sum(divmod(2 * digit, 10)) for digit in digits[-2::-2])
    return (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0
