"""The hours that people set: not over another's change, and a night with its morning."""

from datetime import timedelta

import pytest

from kitchen_app.domain.hours import (
    ALL_DAY,
    HoursFault,
    InvalidHours,
    OpeningHours,
    Period,
    Week,
    Weekday,
)
from kitchen_app.services.errors import NoTimeZone
from kitchen_app.services.links import Trouble
from kitchen_app.services.shop_view import Outcome, Part
from tests.fakes import FakeClock, Fate
from tests.services.shop_stage import MONDAYS, ShopStage, special
from tests.shop_fakes import WEEK

TUESDAYS = Week.of({Weekday.TUE: ALL_DAY})
NIGHT = Period(start_s=64_800, end_s=86_400 + 7_200)
IMPOSSIBLE = Week(
    days=((Period(start_s=0, end_s=7_200), Period(start_s=3_600, end_s=9_000)),) + 6 * ((),)
)


def plan_of(stage: ShopStage) -> OpeningHours:
    hours = stage.view.hours
    assert hours is not None
    return hours


async def test_a_week_that_changed_meanwhile_is_not_overwritten(shop_stage: ShopStage) -> None:
    await shop_stage.open_for_business()
    shop_stage.keeta.week_now = TUESDAYS
    result = await shop_stage.keeper.set_week(MONDAYS, based_on=WEEK)
    assert (result.outcome, result.week) == (Outcome.CHANGED_MEANWHILE, TUESDAYS)
    assert shop_stage.keeta.week_now == shop_stage.view.week == TUESDAYS
    assert shop_stage.keeta.count("set_week") == 0
    again = await shop_stage.keeper.set_week(MONDAYS, based_on=TUESDAYS)
    assert again.outcome is Outcome.DONE


async def test_a_week_that_somebody_else_made_the_same_is_done(shop_stage: ShopStage) -> None:
    await shop_stage.open_for_business()
    shop_stage.keeta.week_now = MONDAYS
    result = await shop_stage.keeper.set_week(MONDAYS, based_on=WEEK)
    assert result.outcome is Outcome.DONE
    assert shop_stage.keeta.count("set_week") == 0


async def test_a_week_is_not_sent_when_the_present_one_cannot_be_read(
    shop_stage: ShopStage,
) -> None:
    await shop_stage.open_for_business()
    shop_stage.keeta.next("week", Fate.LOST_BEFORE)
    result = await shop_stage.keeper.set_week(MONDAYS, based_on=WEEK)
    assert (result.outcome, result.trouble) == (Outcome.NOT_REACHED, Trouble.NO_ANSWER)
    assert shop_stage.keeta.count("set_week") == 0


@pytest.mark.parametrize("what", ["week", "specials"])
async def test_special_days_are_not_set_on_a_plan_that_changed_meanwhile(
    shop_stage: ShopStage, what: str
) -> None:
    await shop_stage.open_for_business()
    seen = plan_of(shop_stage)
    if what == "week":
        shop_stage.keeta.week_now = TUESDAYS
    else:
        shop_stage.keeta.specials_now = (special(24),)
    keeta = shop_stage.keeta
    result = await shop_stage.keeper.set_specials((special(1),), based_on=seen)
    assert result.outcome is Outcome.CHANGED_MEANWHILE
    assert (result.week, result.specials) == (keeta.week_now, keeta.specials_now)
    assert plan_of(shop_stage) == OpeningHours(week=keeta.week_now, specials=keeta.specials_now)
    assert keeta.count("set_specials") == 0


async def test_special_days_that_lapsed_or_are_grouped_otherwise_are_no_change(
    shop_stage: ShopStage, clock: FakeClock
) -> None:
    shop_stage.keeta.specials_now = (special(1), special(24, last=25))
    await shop_stage.open_for_business()
    seen = plan_of(shop_stage)
    clock.advance(timedelta(days=154))  # 2 December
    shop_stage.keeta.specials_now = (special(24), special(25))
    result = await shop_stage.keeper.set_specials((special(31),), based_on=seen)
    assert result.outcome is Outcome.DONE
    assert list(shop_stage.keeta.specials_now) == [special(31)]


@pytest.mark.parametrize(("offset_h", "outcome"), [(0, "done"), (-24, "changed_meanwhile")])
async def test_today_is_keetas_today(
    shop_stage: ShopStage, clock: FakeClock, offset_h: int, outcome: str
) -> None:
    shop_stage.keeta.specials_now = (special(1),)
    await shop_stage.open_for_business()
    seen = plan_of(shop_stage)
    clock.advance(timedelta(days=154))
    shop_stage.links.clock_measured(timedelta(hours=offset_h))
    shop_stage.keeta.specials_now = ()
    result = await shop_stage.keeper.set_specials((special(31),), based_on=seen)
    assert result.outcome.value == outcome


async def test_a_special_night_takes_its_morning_along(shop_stage: ShopStage) -> None:
    await shop_stage.open_for_business()
    await shop_stage.keeper.set_specials((special(1, NIGHT),), based_on=plan_of(shop_stage))
    first, second = shop_stage.keeta.specials_now
    assert (first.first.day, first.periods) == (1, (Period(start_s=64_800, end_s=86_400),))
    assert (second.first.day, second.periods[0]) == (2, Period(start_s=0, end_s=7_200))
    assert shop_stage.view.specials == (first, second)


async def test_special_days_are_cleared_by_none(shop_stage: ShopStage) -> None:
    shop_stage.keeta.specials_now = (special(1),)
    await shop_stage.open_for_business()
    result = await shop_stage.keeper.set_specials((), based_on=plan_of(shop_stage))
    assert result.outcome is Outcome.DONE
    assert list(shop_stage.keeta.specials_now) == []


async def test_hours_that_cannot_be_are_refused_before_keeta_is_asked(
    shop_stage: ShopStage,
) -> None:
    with pytest.raises(InvalidHours) as caught:
        await shop_stage.keeper.set_week(IMPOSSIBLE, based_on=WEEK)
    assert (caught.value.fault, caught.value.place) == (HoursFault.OVERLAP, "mon")
    with pytest.raises(InvalidHours):
        await shop_stage.keeper.set_specials(
            (special(2, last=1),), based_on=OpeningHours(week=WEEK)
        )
    assert shop_stage.keeta.calls == []
    assert shop_stage.view.change is None


async def test_without_a_zone_special_days_are_not_touched(clock: FakeClock) -> None:
    stage = ShopStage(clock, zone=None)
    with pytest.raises(NoTimeZone):
        await stage.keeper.set_specials((), based_on=OpeningHours(week=WEEK))
    assert stage.keeta.calls == []
    assert (await stage.keeper.set_week(MONDAYS, based_on=WEEK)).outcome is Outcome.DONE
    assert Part.SPECIALS in stage.view.unread
    await stage.supervisor.stop(jobs_within_s=0)
