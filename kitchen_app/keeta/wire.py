"""Reading what came over the wire, member by member, without ever giving up.

Every reader returns a usable value and notes what it could not read: one member of a shape we
do not know must never hide an order.
"""

import re
import unicodedata
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from kitchen_app.base.clock import from_epoch_ms
from kitchen_app.base.redaction import MARK
from kitchen_app.domain.card_numbers import without_card_numbers

SEAL = "ENC_"
"""How each of Keeta's ciphertexts begins (batchDecrypt page)."""

_MAX_INT64 = 2**63 - 1
_EARLIEST_S = 10**9
_LATEST_S = 4 * 10**9
"""From 2001 to 2096: no second in this range is a millisecond in it, nor the other way round."""

_LARGEST_EXACT_FLOAT = 2**53
_CIPHERTEXT = re.compile(r"ENC_\S*")
_DIGITS = re.compile(r"[0-9]{1,19}")
_BLANKS = dict.fromkeys(map(ord, "\t\r\v\f"), " ")


class Reader:
    """One JSON object as received; `odd` collects the names of members we could not read."""

    def __init__(self, value: object, odd: set[str] | None = None, path: str = "") -> None:
        self.odd: set[str] = set() if odd is None else odd
        self._path = path
        self._members: Mapping[str, Any] = {}
        if isinstance(value, dict):
            self._members = value
        elif value is not None:
            self.odd.add(path or "(root)")

    def __bool__(self) -> bool:
        return bool(self._members)

    def __contains__(self, name: str) -> bool:
        return self._members.get(name) is not None

    def child(self, name: str) -> "Reader":
        """Return the object under `name`, empty when absent or not an object."""
        return Reader(self._members.get(name), self.odd, self._name(name))

    def children(self, name: str) -> list["Reader"]:
        """Return the objects of the array under `name`."""
        value = self._members.get(name)
        if value is None:
            return []
        if not isinstance(value, list):
            self._odd(name)
            return []
        return [Reader(item, self.odd, f"{self._name(name)}[]") for item in value]

    def text(self, *names: str) -> str:
        """Return the first of the members that holds a text; encrypted text is never shown."""
        for name in names:
            value = self._members.get(name)
            if value is None:
                continue
            if isinstance(value, str):
                if text := _readable(value):
                    return text
            elif isinstance(value, int) and not isinstance(value, bool):
                return str(value)
            else:
                self._odd(name)
        return ""

    def prose(self, *names: str) -> str:
        """Return what a person wrote, without the payment cards' numbers in it.

        Only for such members: an id may look like a card's number by chance.
        """
        return without_card_numbers(self.text(*names))

    def texts(self, name: str) -> dict[str, str]:
        """Return a map of language tag to text."""
        value = self._members.get(name)
        if value is None:
            return {}
        if not isinstance(value, dict):
            self._odd(name)
            return {}
        return {
            language: readable
            for tag, text in value.items()
            if isinstance(text, str) and (readable := _readable(text))
            if (language := _readable(tag))
        }

    def integer(self, *names: str) -> int | None:
        """Return the first of the members that is a whole number or its decimal text."""
        for name in names:
            value = self._members.get(name)
            if value is None:
                continue
            number = _whole(value)
            if number is not None:
                return number
            self._odd(name)
        return None

    def count(self, name: str) -> int | None:
        """Return how many of something a member says: 2, "2" or 2.0.

        Only counts may come as 2.0: an id would have lost digits, and an amount of money may then
        be in another unit.
        """
        value = self._members.get(name)
        if isinstance(value, float) and value.is_integer() and abs(value) <= _LARGEST_EXACT_FLOAT:
            return int(value)
        return self.integer(name)

    def identifier(self, *names: str) -> str:
        """Return an id as decimal text; a float has lost digits and is not an id."""
        number = self.integer(*names)
        return str(number) if number is not None and number > 0 else ""

    def moment(self, *names: str) -> datetime | None:
        """Return the first member that is a time in milliseconds since 1970.

        Ten digits are seconds: both units are in Keeta's documents, and a time that is told in the
        other one would be taken as now.
        """
        for name in names:
            number = self.integer(name)
            if number is None or number == 0:
                continue
            for unit_ms in (1, 1000):
                if _EARLIEST_S * 1000 <= number * unit_ms < _LATEST_S * 1000:
                    return from_epoch_ms(number * unit_ms)
            self._odd(name)
        return None

    def raw(self, name: str) -> object:
        """Return a member as it came, for whoever knows its odd shapes."""
        return self._members.get(name)

    def flag(self, name: str) -> bool:
        """Return whether a 0/1 or true/false member is set."""
        value = self._members.get(name)
        if isinstance(value, bool):
            return value
        return self.integer(name) == 1

    def _name(self, name: str) -> str:
        return f"{self._path}.{name}" if self._path else name

    def _odd(self, name: str) -> None:
        self.odd.add(self._name(name))


def is_sealed(text: str) -> bool:
    """Tell whether a text is a ciphertext, whatever blanks and control bytes stand before it."""
    return _clean(text).startswith(SEAL)


def without_ciphertext(text: str) -> str:
    """Return a text as it came, but with a mark in place of every ciphertext."""
    clean = _clean(text)
    if SEAL not in clean:
        return text
    return MARK if clean.startswith(SEAL) else _CIPHERTEXT.sub(MARK, clean)


def is_digits(value: object) -> bool:
    """Tell whether a member is a number, as JSON or as text, that no other text can pass for."""
    if isinstance(value, bool):
        return False
    return isinstance(value, int | str) and _DIGITS.fullmatch(str(value)) is not None


def _readable(text: str) -> str:
    """Return text that every screen, file and printer can take; nothing of a ciphertext."""
    clean = _clean(text)
    return "" if clean.startswith(SEAL) else _CIPHERTEXT.sub("…", clean)


def _clean(text: str) -> str:
    """Return text without what a file or a printer could not take.

    Lone surrogates cannot be stored as UTF-8; control bytes are commands to a printer.
    """
    whole = text.encode("utf-8", "replace").decode("utf-8")
    lines = whole.replace("\r\n", "\n")
    spaced = lines.translate(_BLANKS)
    return "".join(c for c in spaced if not _is_control(c)).strip()


def _is_control(character: str) -> bool:
    return character != "\n" and unicodedata.category(character) == "Cc"


def _whole(value: object) -> int | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value if abs(value) <= _MAX_INT64 else None
    if isinstance(value, str) and len(value) <= 20 and value.isascii():
        digits = value.removeprefix("-")
        return _whole(int(value)) if digits.isdigit() else None
    return None
