"""Money and totals, the same on the screen and on paper."""

import pytest

from kitchen_app.base.speech import Speech
from kitchen_app.domain.money import Money
from kitchen_app.domain.order import Option
from kitchen_app.services import wording


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "SAR\u00a068.00"),
        ("ar", "\u200f68.00\u00a0ر.س.\u200f"),
        ("zh_HK", "SAR\u00a068.00"),
    ],
)
def test_money_is_written_as_in_the_language(language: str, told: str) -> None:
    assert wording.money(Money(minor=6800, currency="SAR"), Speech(language)) == told


def test_how_many_go_into_one_piece_is_told_where_the_total_is_another() -> None:
    option = Option(name="Garlic", quantity=2)
    assert option.to_make(3) == 6
    assert wording.each_of(option, 3, Speech()) == "(2 each)"
    assert wording.each_of(option, 1, Speech()) == ""
    assert wording.each_of(Option(name="Garlic"), 3, Speech()) == ""
