"""Amounts of money in Keeta's orders: integer minor units, checked against the text beside them.

Live orders carry a `…Str` twin of every amount, the formatted text that people see: "SAR 46.00",
"HK$46.00", "ر.س. 46.00" with marks of direction in it (order object, feeDtl). No page documents
it, so it may be missing or take a form that nobody has seen.
"""

import re
import unicodedata
from dataclasses import dataclass, replace
from decimal import Decimal

from kitchen_app.domain.money import EXPONENTS, Money, exponent_of
from kitchen_app.keeta.wire import Reader

_LONGEST_TEXT = 60
_FROM_FIRST_TO_LAST_DIGIT = re.compile(r"\d(?:.*\d)?", re.DOTALL)
_PLAIN = re.compile(r"(?P<whole>\d+)(?:[.,٫](?P<fraction>\d+))?")
_GROUPED = re.compile(
    r"(?P<whole>\d{1,3}(?P<mark>[.,٬'’\s])\d{3}(?:(?P=mark)\d{3})*)"
    r"(?:(?!(?P=mark))[.,٫](?P<fraction>\d+))?"
)
_CODE = re.compile(r"(?<![A-Z])[A-Z]{3}(?![A-Z])")
_MORE_THAN_AN_AMOUNT = frozenset({"Pc", "Pd", "Ps", "Pe", "Sm"})
"""Unicode categories that make figures mean something else: dashes, brackets, signs of arithmetic,
and the underscore of a ciphertext."""

_SCALES = tuple(sorted(set(EXPONENTS.values())))


@dataclass(frozen=True, slots=True)
class _Twin:
    """What a text says: its figures read without and with groups of thousands, and a currency.

    Both readings exist where the text is ambiguous: "1,234" is 1234 or 1.234.
    """

    plain: Decimal | None
    grouped: Decimal | None
    code: str

    def says(self, money: Money) -> bool:
        return money.amount in (self.plain, self.grouped)

    def amount_in(self, currency: str) -> Decimal | None:
        """Return the likelier reading: three decimals are for currencies that have three."""
        if self.plain is None or self.grouped is None:
            return self.grouped if self.plain is None else self.plain
        return self.plain if exponent_of(currency) == 3 else self.grouped


def decode_paid(info: Reader) -> Money | None:
    """Return what the customer pays in all.

    The rider's tip and Keeta's own fees are in it: it is not what the shop earns.
    """
    fee = info.child("feeDtl").child("customerFee")
    return decode_amount(fee, "payTotal", order_currency(info), sent_decimals(info))


def decode_net(info: Reader) -> Money | None:
    """Return what the shop gets of an order, below zero if it costs the shop more than it brings.

    Live orders say it as `earnings` (checked against settlements), the documents as `total`; both
    may be missing (order object, merchantFee). It is nothing that a cook needs: where it cannot be
    read it is left out, and the order is not marked.
    """
    stated = info.raw("feeDtl")
    fee = stated.get("merchantFee") if isinstance(stated, dict) else None
    if not isinstance(fee, dict):
        return None
    block = Reader(fee)
    name = next((each for each in _NET if each in block), "")
    minor = block.integer(name)
    currency = block.child("i18n").text("currency") or order_currency(info)
    if minor is None or not _is_code(currency):
        return None
    told = Money(minor=minor, currency=currency.upper())
    twin = _twin(block.raw(f"{name}Str"))
    return _reconciled(told, twin) if twin else in_own_units(told, sent_decimals(info))


_NET = ("earnings", "total")
"""What the shop gets, the surest first."""


def decode_amount(
    block: Reader, name: str, currency: str, decimals: int | None = None
) -> Money | None:
    """Return the amount under `name`, or None when it is missing or not sure.

    Where the text twin contradicts the number, neither is shown: nothing tells which of them is
    wrong, and a courier collects what the card says. The order is marked instead, and a person
    looks at Keeta's app. A twin that is missing or cannot be read changes nothing.

    Whether Keeta sends KWD and OMR in thousandths or hundredths is not documented, so the twin
    decides about the scale: 4600 beside "KWD 46.00" is 46 dinars. Without a twin `decimals` does,
    which other amounts have shown, and else the currency. The result is always in the currency's
    own minor units.
    """
    minor = block.integer(name)
    if minor is None:
        return None
    if minor < 0 or not _is_code(currency):
        block.odd.add(name)
        return None
    told = Money(minor=minor, currency=currency.upper())
    twin = _twin(block.raw(f"{name}Str"))
    money = _reconciled(told, twin) if twin else in_own_units(told, decimals)
    if money is None:
        block.odd.add(name)
    return money


def _is_code(currency: str) -> bool:
    return len(currency) == 3 and currency.isalpha() and currency.isascii()


def in_own_units(told: Money, decimals: int | None) -> Money:
    """Return an amount that was sent with so many decimals in the currency's own minor units."""
    own = exponent_of(told.currency)
    if decimals is None or decimals >= own:
        return told
    return replace(told, minor=told.minor * 10 ** (own - decimals))


def sent_decimals(info: Reader) -> int | None:
    """Return with how many decimals an order's amounts are sent, if its texts show it.

    Only currencies of three decimals are in question. The price of a product has a documented
    text (products, `priceStr`), the fees have one in live orders. Amounts that disagree say
    nothing.
    """
    currency = order_currency(info).upper()
    if exponent_of(currency) != max(_SCALES):
        return None
    fee = info.child("feeDtl").child("customerFee")
    pairs = [(fee, "payTotal"), (fee, "productPrice")]
    pairs += [(row, "price") for row in info.children("products")]
    shown = {_shown_decimals(block, name, currency) for block, name in pairs} - {None}
    return shown.pop() if len(shown) == 1 else None


def _shown_decimals(block: Reader, name: str, currency: str) -> int | None:
    """Return the one scale in which an amount says what its text says; zero says it in all."""
    minor, twin = block.raw(name), _twin(block.raw(f"{name}Str"))
    if not isinstance(minor, int) or isinstance(minor, bool) or minor <= 0 or twin is None:
        return None
    if twin.code in EXPONENTS and twin.code != currency:
        return None
    readings = (twin.plain, twin.grouped)
    scales = [scale for scale in _SCALES if Decimal(minor).scaleb(-scale) in readings]
    return scales[0] if len(scales) == 1 else None


def order_currency(info: Reader) -> str:
    """Return the first currency that an order names: with the fee, the order or a line."""
    fee = info.child("feeDtl").child("customerFee")
    return (
        fee.child("i18n").text("currency")
        or info.child("baseOrder").text("currency")
        or next((text for row in info.children("products") if (text := row.text("currency"))), "")
    )


def _reconciled(told: Money, twin: _Twin) -> Money | None:
    """Return the amount on which number and text agree, in whatever scale the number is."""
    if twin.code in EXPONENTS and twin.code != told.currency:
        return None
    if twin.says(told):
        return told
    seen = twin.amount_in(told.currency)
    if seen is None or seen not in (Decimal(told.minor).scaleb(-scale) for scale in _SCALES):
        return None
    minor = seen.scaleb(exponent_of(told.currency))
    return Money(minor=int(minor), currency=told.currency) if minor == int(minor) else None


def _twin(text: object) -> _Twin | None:
    """Return what a text says, or None if it is no plain amount.

    Digits of any script count; marks of direction (Unicode category Cf) do not.
    """
    if not isinstance(text, str) or len(text) > _LONGEST_TEXT:
        return None
    shown = "".join(each for each in text if unicodedata.category(each) != "Cf")
    found = _FROM_FIRST_TO_LAST_DIGIT.search(shown)
    if found is None:
        return None
    figures, around = found.group(), shown[: found.start()] + shown[found.end() :]
    if "%" in around or any(unicodedata.category(c) in _MORE_THAN_AN_AMOUNT for c in around):
        return None
    plain, grouped = _decimal(_PLAIN, figures), _decimal(_GROUPED, figures)
    if plain is None and grouped is None:
        return None
    code = _CODE.search(around)
    return _Twin(plain=plain, grouped=grouped, code=code.group() if code else "")


def _decimal(form: re.Pattern[str], figures: str) -> Decimal | None:
    found = form.fullmatch(figures)
    if found is None:
        return None
    whole = "".join(each for each in found["whole"] if each.isdecimal())
    return Decimal(f"{whole}.{found['fraction'] or 0}")
