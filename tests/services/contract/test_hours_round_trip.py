"""Hours of every kind come back from Keeta as they were said, in any time zone."""

from contextlib import AsyncExitStack
from datetime import date
from zoneinfo import ZoneInfo

import pytest

from kitchen_app.domain.hours import (
    ALL_DAY,
    Day,
    Period,
    SpecialDays,
    Week,
    Weekday,
    first_moment,
    last_moment,
)
from kitchen_app.domain.said_days import said_specials
from tests.services.contract.shop_sides import RealSide, real_side

HOUR = 3600
LUNCH = Period(start_s=10 * HOUR, end_s=15 * HOUR)
EVENING = Period(start_s=17 * HOUR, end_s=24 * HOUR)
NIGHT = Period(start_s=18 * HOUR, end_s=26 * HOUR)
ODD = Period(start_s=3000, end_s=17_400)

CASES: dict[str, dict[Weekday, Day]] = {
    "closed": {},
    "all day": dict.fromkeys(Weekday, ALL_DAY),
    "two periods": dict.fromkeys(Weekday, (LUNCH, EVENING)),
    "over midnight": {Weekday.FRI: (NIGHT,), Weekday.SUN: (LUNCH, NIGHT)},
    "to midnight": {Weekday.MON: (EVENING,), Weekday.TUE: (LUNCH,)},
    "odd minutes": {Weekday.WED: (ODD,)},
}
SPECIALS = (
    SpecialDays(first=date(2036, 12, 1), last=date(2036, 12, 2)),
    SpecialDays(first=date(2036, 12, 24), last=date(2036, 12, 25), periods=(LUNCH, NIGHT)),
    SpecialDays(first=date(2036, 12, 31), last=date(2037, 1, 1), periods=ALL_DAY),
)


@pytest.mark.parametrize("zone_name", ["Asia/Riyadh", "Asia/Hong_Kong", "America/Sao_Paulo"])
async def test_every_case_comes_back_as_it_was_said(stack: AsyncExitStack, zone_name: str) -> None:
    side = await real_side(stack)
    assert isinstance(side, RealSide)
    zone, shop, shop_id = ZoneInfo(zone_name), side.shop, side.shop_id
    for said in CASES.values():
        week = Week.of(said)
        await shop.set_week(shop_id, week)
        found = await shop.week(shop_id)
        assert (found.week, found.unread) == (week, ())
        assert found.week.spoken() == {day: said.get(day, ()) for day in Weekday}
    await shop.set_specials(shop_id, SPECIALS, week=week, zone=zone)
    kept = await shop.specials(shop_id, zone)
    assert kept.unread == ()
    assert said_specials(kept.specials, week) == SPECIALS
    first = side.sandbox.shop.facts.special_days[0]
    assert first["startDate"] == first_moment(date(2036, 12, 1), zone).timestamp() * 1000
    assert first["endDate"] == round(last_moment(date(2036, 12, 2), zone).timestamp() * 1000)
    assert first["businessHour"] == [{"startTime": 0, "endTime": 0}]
    await shop.set_specials(shop_id, (), week=week, zone=zone)
    assert (await shop.specials(shop_id, zone)).specials == ()
