"""Special days: nights cut and joined, faults refused, days grouped one way or another."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import assume, given

from kitchen_app.domain.hours import (
    DAY_S,
    LONGEST_SPECIAL,
    MOST_PERIODS,
    HoursFault,
    InvalidHours,
    OpeningHours,
    Period,
    SpecialDays,
    Week,
    Weekday,
    join_specials,
    special_dates,
    split_specials,
)
from tests.builders import STEADY
from tests.domain.spoken_hours import CLOSED, FRIDAY, ONE_DAY, a_day, some_days, special_days, weeks


def test_days_that_stay_within_themselves_are_written_as_they_are() -> None:
    specials = (some_days(0, 1), some_days(3, 3, (10, 15)))
    assert split_specials(specials, CLOSED) == specials
    assert join_specials(specials, CLOSED) == specials


def test_nights_of_special_days_reach_into_the_morning_after_the_last() -> None:
    nights = (some_days(0, 2, (18, 27)),)
    week = Week.of(dict.fromkeys(Weekday, a_day((11, 23))))
    split = split_specials(nights, week)
    assert split == (
        some_days(0, 0, (18, 24)),
        some_days(1, 2, (0, 3), (18, 24)),
        some_days(3, 3, (0, 3), (11, 23)),
    )
    assert join_specials(split, week) == (*nights, some_days(3, 3, (11, 23)))


def test_the_night_before_a_special_day_ends_at_midnight() -> None:
    week = Week.of(dict.fromkeys(Weekday, a_day((18, 26))))
    plan = OpeningHours(week=week, specials=split_specials((some_days(0, 0),), week))
    assert plan.on(FRIDAY - ONE_DAY) == a_day((0, 2), (18, 24))
    assert plan.on(FRIDAY) == ()


def test_a_closed_evening_has_no_morning_after() -> None:
    week = Week.of(dict.fromkeys(Weekday, a_day((18, 26))))
    split = split_specials((some_days(0, 0),), week)
    assert split == (some_days(0, 0), some_days(1, 1, (18, 24)))
    plan = OpeningHours(week=week, specials=split)
    assert plan.on(FRIDAY + 2 * ONE_DAY) == a_day((0, 2), (18, 24))


def test_a_special_night_that_ends_like_every_night_needs_no_second_day() -> None:
    week = Week.of(dict.fromkeys(Weekday, a_day((18, 26))))
    special = some_days(0, 0, (12, 14), (17, 26))
    split = split_specials((special,), week)
    assert split == (some_days(0, 0, (12, 14), (17, 24)),)
    assert join_specials(split, week) == (special,)


@pytest.mark.parametrize(
    ("specials", "fault"),
    [
        ((some_days(1, 0),), HoursFault.DATES_REVERSED),
        ((some_days(0, 2), some_days(2, 3)), HoursFault.DATES_OVERLAP),
        ((some_days(0, 0, (10, 12), (11, 13)),), HoursFault.OVERLAP),
        ((some_days(0, 0, (18, 26)), some_days(1, 1, (1, 3))), HoursFault.OVERLAP),
        ((some_days(0, 0, (12, 12)),), HoursFault.TOO_SHORT),
        ((some_days(0, LONGEST_SPECIAL.days),), HoursFault.TOO_LONG),
        (
            (some_days(0, 0, *((i, i + 0.5) for i in range(MOST_PERIODS + 1))),),
            HoursFault.TOO_MANY,
        ),
    ],
)
def test_special_days_that_cannot_be_are_refused(
    specials: tuple[SpecialDays, ...], fault: HoursFault
) -> None:
    with pytest.raises(InvalidHours) as caught:
        split_specials(specials, CLOSED)
    assert caught.value.fault is fault
    assert caught.value.place.startswith("2026-07-")


def _split(spoken: tuple[SpecialDays, ...], week: Week) -> tuple[SpecialDays, ...]:
    """Return days that were drawn as they are written, if they can be."""
    try:
        return split_specials(spoken, week)
    except InvalidHours:
        assume(False)
        raise


@STEADY
@given(special_days(), weeks())
def test_special_days_survive_being_said_and_heard(
    spoken: tuple[SpecialDays, ...], week: Week
) -> None:
    split = _split(spoken, week)
    assert split_specials(join_specials(split, week), week) == split


@STEADY
@given(special_days(), weeks())
def test_special_days_are_open_as_they_were_said(
    spoken: tuple[SpecialDays, ...], week: Week
) -> None:
    plan = OpeningHours(week=week, specials=_split(spoken, week))
    for special in spoken:
        for i in range((special.last - special.first).days + 1):
            day = special.first + i * ONE_DAY
            for period in special.periods:
                for second in (period.start_s, period.end_s - 1):
                    there = day + timedelta(days=second // DAY_S)
                    at = datetime(there.year, there.month, there.day, tzinfo=UTC)
                    assert plan.is_open(at + timedelta(seconds=second % DAY_S), UTC)


def test_special_days_compare_equal_however_they_are_grouped_and_whatever_is_past() -> None:
    noon = (Period(start_s=36000, end_s=50400),)
    today = date(2026, 12, 2)

    def special(first: int, last: int) -> SpecialDays:
        return SpecialDays(first=date(2026, 12, first), last=date(2026, 12, last), periods=noon)

    whole = special_dates((special(1, 4),), today)
    assert whole == {date(2026, 12, day): noon for day in (2, 3, 4)}
    assert special_dates((special(4, 4), special(2, 3)), today) == whole
    assert special_dates((special(3, 4),), today) != whole
