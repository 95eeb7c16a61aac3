"""The list knows every country in which Keeta sells, in the words of the screen."""

from datetime import date

import pytest

from kitchen_app.domain.markets import MARKETS
from kitchen_app.services.settings import LANGUAGES
from kitchen_app.ui.holiday_list import holidays_between

FIRST, LAST = date(2026, 3, 1), date(2027, 2, 28)
NATIONAL_DAYS = {  # of the state, or of its ruler
    "HK": date(2026, 7, 1),
    "SA": date(2026, 9, 23),
    "AE": date(2026, 12, 2),
    "KW": date(2027, 2, 25),
    "QA": date(2026, 12, 18),
    "BH": date(2026, 12, 16),
    "OM": date(2027, 1, 11),
}


@pytest.mark.parametrize("country", [market.country for market in MARKETS.values()])
def test_a_year_of_every_country_has_its_own_day(country: str) -> None:
    found = holidays_between(country, FIRST, LAST, "en")
    day = NATIONAL_DAYS[country]
    assert any(each.first <= day <= each.last for each in found)
    assert all(each.first >= FIRST and each.last <= LAST for each in found)


@pytest.mark.parametrize(
    ("country", "language", "alphabet"),
    [("SA", "ar", "\u0600"), ("QA", "ar", "\u0600"), ("HK", "zh_HK", "\u4e00"), ("HK", "en", "A")],
)
def test_names_are_in_the_screens_language(country: str, language: str, alphabet: str) -> None:
    names = [
        name for each in holidays_between(country, FIRST, LAST, language) for name in each.names
    ]
    assert names
    assert all(any(letter >= alphabet for letter in name) for name in names)
    if language == "en":
        assert all(name.isascii() for name in names)


def test_a_language_that_a_list_lacks_is_english() -> None:
    assert holidays_between("SA", FIRST, LAST, "zh_HK") == holidays_between("SA", FIRST, LAST, "en")
    assert all(holidays_between("OM", FIRST, LAST, each) for each in LANGUAGES)


def test_a_country_without_a_list_is_said() -> None:
    with pytest.raises(ValueError, match="no list of the holidays of XX"):
        holidays_between("XX", FIRST, LAST, "en")
