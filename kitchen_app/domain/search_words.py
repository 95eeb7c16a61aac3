"""How what people type is compared with what is stored: plain text, in any script."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

_SAME = str.maketrans(
    {
        "ى": "ي",
        "ی": "ي",
        "ک": "ك",
        "ة": "ه",
        "ٱ": "ا",
        "ء": None,  # a hamza that stands alone; on a letter it is a mark and goes with the marks
        "ـ": None,  # only stretches a word
    }
)
"""Arabic letters that people type one for another."""

_AMOUNT = re.compile(r"\d{1,9}(?:[.,]\d{1,3})?")
_DAY = re.compile(r"(\d{1,2})[/-](\d{1,2})(?:[/-](\d{4}))?|(\d{4})[/-](\d{1,2})[/-](\d{1,2})")
_LONGEST_NUMBER = 6
_MOST_WORDS = 12


def folded(text: str) -> str:
    """Return a text as it is compared: no capitals, marks, signs or other figures than 0 to 9.

    What is no letter and no figure becomes one space; Chinese stays as it is written.
    """
    plain = unicodedata.normalize("NFKD", text).casefold().translate(_SAME)
    signs = (_folded_sign(sign) for sign in plain)
    return " ".join("".join(signs).split())


def _folded_sign(sign: str) -> str:
    if sign.isdecimal():
        return str(unicodedata.decimal(sign))
    if sign.isalnum():
        return sign
    return "" if unicodedata.category(sign) in ("Mn", "Cf") else " "


def words_of(text: str) -> list[str]:
    """Return the words that were typed, as typed; those without a letter or figure are left out."""
    return [word for word in text.split() if folded(word)][:_MOST_WORDS]


def amount_in(word: str) -> str | None:
    """Return the amount that a word may mean, as `amount_text` writes it."""
    plain = _plain_figures(word).rstrip(".,")
    if not _AMOUNT.fullmatch(plain):
        return None
    return amount_text(Decimal(plain.replace(",", ".")))


def amount_text(amount: Decimal) -> str:
    """Return an amount in its shortest form: 68, 68.5."""
    return f"{amount.normalize():f}"


def day_in(word: str, today: date) -> date | None:
    """Return the day that a word means: 22/11, 22/11/2026 or 2026-11-22.

    Without a year it is the last such day that is not in the future.
    """
    found = _DAY.fullmatch(_plain_figures(word))
    if found is None:
        return None
    day, month, year, iso_year, iso_month, iso_day = (int(part or 0) for part in found.groups())
    if iso_year:
        return _day(iso_year, iso_month, iso_day)
    if year:
        return _day(year, month, day)
    years = (today.year - back for back in range(8))  # the 29th of February is not in every one
    days = (_day(each, month, day) for each in years)
    return next((each for each in days if each is not None and each <= today), None)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def parts_of_number(number: str) -> Iterator[str]:
    """Return every part by which an order's number is found; of a long one only both ends."""
    whole = folded(number).replace(" ", "")
    for start in range(len(whole)):
        for end in range(start + 1, len(whole) + 1):
            if len(whole) <= _LONGEST_NUMBER or start == 0 or end == len(whole):
                yield whole[start:end]


def _plain_figures(word: str) -> str:
    signs = word.replace("٫", ".").replace("٬", "")
    return "".join(str(unicodedata.decimal(s)) if s.isdecimal() else s for s in signs)
