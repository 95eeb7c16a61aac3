"""Where Keeta sells."""

from zoneinfo import ZoneInfo

from kitchen_app.domain.markets import MARKETS


def test_every_country_is_there_once_with_a_zone_that_exists() -> None:
    assert all(ZoneInfo(name) for name in MARKETS)
    countries = {market.country for market in MARKETS.values()}
    assert countries == {"HK", "SA", "AE", "KW", "QA", "BH", "OM"}
    assert len({market.area_code for market in MARKETS.values()}) == len(countries)
