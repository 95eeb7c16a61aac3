"""Which days are public holidays, from a list that is kept by others.

The list is the `holidays` package. It estimates the days of the Islamic calendar until they are
announced, and says so in their names where it does not know them.
"""

from datetime import date

from kitchen_app.domain.public_holidays import Holiday, in_rows

_SPOKEN = {
    "en": ("en_HK", "en_US"),
    "ar": ("ar", "ar_QA"),
    "zh_HK": ("zh_HK", "en_US"),
}
"""By the screen's language: the languages of the list, the best first. A shop in the Gulf has no
Chinese names, and English is what its kitchen reads beside it."""


def holidays_between(country: str, first: date, last: date, language: str) -> tuple[Holiday, ...]:
    """Return the public holidays of a country, as they are called in a language.

    The first call of a process takes a tenth of a second: not for the screen's thread.

    Raises:
        ValueError: there is no list for this country.
    """
    from holidays import country_holidays, list_localized_countries  # late: few ask for them

    spoken = list_localized_countries().get(country)
    if spoken is None:
        raise ValueError(f"There is no list of the holidays of {country}")
    found = country_holidays(
        country,
        years=range(first.year, last.year + 1),
        language=next((each for each in _SPOKEN[language] if each in spoken), None),
    )
    return in_rows({day: name for day, name in found.items() if first <= day <= last})
