"""What an order costs, if that can be told for sure."""

from collections.abc import Callable

import pytest

from kitchen_app.domain.money import Money
from tests.builders import order_sample
from tests.keeta.decoding import decoded, decoded_sample


@pytest.mark.parametrize(
    ("path", "currency"),
    [
        ("fee", "AED"),
        ("base", "QAR"),
        ("line", "BHD"),
    ],
)
def test_the_currency_is_the_first_that_is_named(path: str, currency: str) -> None:
    info = order_sample()
    places: list[tuple[str, Callable[[str], None]]] = [
        ("fee", lambda text: info["feeDtl"]["customerFee"].update(i18n={"currency": text})),
        ("base", lambda text: info["baseOrder"].update(currency=text)),
        ("line", lambda text: info["products"][0].update(currency=text)),
    ]
    reached = False
    for name, put in places:
        reached = reached or name == path
        put(currency if name == path else "XXX" if reached else "")
    assert decoded(info).paid == Money(minor=7200, currency=currency)


def test_amounts_are_minor_units() -> None:
    paid = decoded_sample().paid
    assert paid is not None
    assert str(paid.amount) == "72.00"


@pytest.mark.parametrize("total", [None, 72.0, "SAR 72.00", [], True])
def test_an_amount_that_cannot_be_read_is_not_guessed(total: object) -> None:
    info = order_sample()
    info["feeDtl"]["customerFee"]["payTotal"] = total
    assert decoded(info).paid is None


def test_an_amount_without_any_currency_is_not_shown() -> None:
    info = order_sample()
    info["feeDtl"]["customerFee"]["i18n"] = None
    info["baseOrder"]["currency"] = None
    for row in info["products"]:
        row["currency"] = None
    assert decoded(info).paid is None
