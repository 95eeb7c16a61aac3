"""Minor units of Keeta's markets."""

from decimal import Decimal

import pytest
from babel.numbers import get_currency_precision
from hypothesis import given
from hypothesis import strategies as st

from kitchen_app.domain.money import EXPONENTS, Money, exponent_of
from tests.builders import STEADY


@pytest.mark.parametrize(
    ("minor", "currency", "amount"),
    [
        (4600, "SAR", "46.00"),
        (4605, "AED", "46.05"),
        (1, "QAR", "0.01"),
        (3620, "HKD", "36.20"),
        (4600, "BHD", "4.600"),
        (4605, "KWD", "4.605"),
        (5, "OMR", "0.005"),
        (0, "SAR", "0.00"),
        (-250, "SAR", "-2.50"),
        (1234, "XXX", "12.34"),  # a currency we do not know is taken to have two decimals
    ],
)
def test_minor_units_become_exact_amounts(minor: int, currency: str, amount: str) -> None:
    assert str(Money(minor=minor, currency=currency).amount) == amount


@STEADY
@given(st.integers(-(2**63), 2**63 - 1))
def test_no_amount_ever_loses_a_halala(minor: int) -> None:
    assert Money(minor=minor, currency="SAR").amount * 100 == Decimal(minor)


@pytest.mark.parametrize("currency", EXPONENTS)
def test_babel_knows_the_same_number_of_decimals(currency: str) -> None:
    assert exponent_of(currency) == get_currency_precision(currency)
