"""`recipientInfo` of an order → who gets the food. Total, as the order codec is.

Any text of it may come as a ciphertext, which base/batchDecrypt opens for some orders. Which
members are encrypted in which market is not documented, so every text is looked at (order
object, recipientInfo). The caller lists the sealed texts, has them opened, and decodes.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from kitchen_app.domain.recipient import Recipient
from kitchen_app.keeta.wire import SEAL, Reader, is_sealed

# Members of the JSON texts `addressStruct` and `detailAddressStruct`, as one integration reads
# them. The full list is not documented.
_STREET, _DISTRICT, _AREA, _CITY = "address", "district", "area", "city"
_BUILDING, _APARTMENT, _DIRECTIONS = "building", "aptNumber", "additionalDirection"
_KNOWN = {_STREET, _DISTRICT, _AREA, _CITY, _BUILDING, _APARTMENT, _DIRECTIONS}


def sealed_texts(info: Reader) -> tuple[str, ...]:
    """Return the ciphertexts in an order's `recipientInfo`, each once, as they can be sent."""
    found = map(_ciphertext, _texts_in(info.raw("recipientInfo")))
    return tuple(dict.fromkeys(text for text in found if text))


def decode_recipient(info: Reader, opened: Mapping[str, str]) -> Recipient:
    """Return the recipient with each ciphertext replaced by what `opened` says that it means.

    A ciphertext that is not in there, or has an empty meaning, becomes an empty text.
    """
    seals = _Seals(opened)
    person = seals.members(info.raw("recipientInfo"))
    address = seals.members(person.get("addressStruct"))
    door = seals.members(person.get("detailAddressStruct"))
    strange = [
        member for part in (address, door) for key, member in part.items() if key not in _KNOWN
    ]
    others = map(seals.text, _texts_in(strange))
    code = seals.text(person.get("interCode"))
    return Recipient(
        name=seals.text(person.get("name")),
        phone=seals.text(person.get("phone")),
        country_code=f"+{code}" if code.isdecimal() else code,
        address=seals.text(person.get("addressName")),
        house_number=seals.text(person.get("houseNumber")),
        street=seals.text(address.get(_STREET)),
        district=seals.text(address.get(_DISTRICT)),
        area=seals.text(address.get(_AREA)),
        city=seals.text(address.get(_CITY)),
        building=seals.text(door.get(_BUILDING)) or seals.text(address.get(_BUILDING)),
        apartment=seals.text(door.get(_APARTMENT)),
        directions=seals.text(door.get(_DIRECTIONS)),
        others=tuple(dict.fromkeys(text for text in others if text)),
        hidden=seals.kept_shut,
    )


def decode_opened(data: Reader) -> dict[str, str]:
    """Return what Keeta opened, by ciphertext: the `data` of base/batchDecrypt.

    A text that Keeta could not open, or that came back sealed, is left out.
    """
    return {
        sealed: plain
        for row in data.children("plainInfos")
        if (row.integer("errorCode") or 0) == 0
        and isinstance(sealed := row.raw("cipherText"), str)
        and isinstance(plain := row.raw("plainText"), str)
        and plain
        and not is_sealed(plain)
    }


class _Seals:
    """Opens ciphertexts as far as their meaning is known; `kept_shut` once one is not."""

    def __init__(self, opened: Mapping[str, str]) -> None:
        self._opened = opened
        self.kept_shut = False

    def text(self, member: object) -> str:
        """Return what a member says, fit for every screen, and nothing of a ciphertext."""
        plain = self._plain(member)
        text = Reader({"text": plain}).text("text")
        if isinstance(plain, str) and SEAL in plain:
            self.kept_shut = True
        return text

    def members(self, value: object) -> dict[str, Any]:
        """Return an object that comes as itself, as JSON text, or sealed as a whole.

        Any other text is kept as a member without a name: it may be the address.
        """
        plain = self._plain(value)
        if isinstance(plain, str):
            parsed = _parsed(plain)
            plain = parsed if isinstance(parsed, dict) else {"": plain}
        return plain if isinstance(plain, dict) else {}

    def _plain(self, value: object) -> object:
        if not isinstance(value, str) or not is_sealed(value):
            return value
        key = _ciphertext(value)
        plain = self._opened.get(key, "") if key else ""
        if not Reader({"text": plain}).text("text"):
            self.kept_shut = True
            return ""
        return plain


def _texts_in(value: object) -> Iterator[str]:
    """Yield every text in a JSON value, also in the JSON that a text holds.

    With a stack instead of recursion: no depth of nesting is a failure.
    """
    waiting = [value]
    while waiting:
        each = waiting.pop()
        inner = _parsed(each) if isinstance(each, str) else each
        if isinstance(inner, dict):
            waiting.extend(reversed(inner.values()))
        elif isinstance(inner, list):
            waiting.extend(reversed(inner))
        elif isinstance(each, str):
            yield each


def _ciphertext(text: str) -> str:
    """Return a ciphertext as it can be sent back, or an empty text for anything else."""
    shown = text.strip()
    if not shown.startswith(SEAL) or any("\ud800" <= each <= "\udfff" for each in shown):
        return ""
    return shown


def _parsed(text: str) -> object:
    if not text.lstrip().startswith(("{", "[")):
        return None
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None
