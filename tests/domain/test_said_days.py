"""Special days in the fewest words, whatever their nights run into."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from kitchen_app.domain.hours import (
    ALL_DAY,
    InvalidHours,
    Period,
    SpecialDays,
    Week,
    Weekday,
    special_dates,
    split_specials,
)
from kitchen_app.domain.said_days import said_specials, settled_specials

HOUR = 3600
LUNCH = Period(start_s=11 * HOUR, end_s=15 * HOUR)
NIGHT = Period(start_s=18 * HOUR, end_s=26 * HOUR)
WEEK = Week.of({**dict.fromkeys(Weekday, (LUNCH,)), Weekday.FRI: (LUNCH, NIGHT)})


def december(first: int, last: int, *periods: Period) -> SpecialDays:
    return SpecialDays(first=date(2026, 12, first), last=date(2026, 12, last), periods=periods)


def test_the_morning_after_a_special_night_is_not_told() -> None:
    said = (december(1, 2, NIGHT),)
    kept = split_specials(said, WEEK)
    assert kept[-1].last == date(2026, 12, 3)
    assert said_specials(kept, WEEK) == said


def test_the_morning_after_a_regular_night_that_is_closed_is_not_told() -> None:
    said = (december(4, 4),)  # a Friday
    assert len(split_specials(said, WEEK)) == 2
    assert settled_specials(said, WEEK) == said


def test_a_day_that_is_special_by_itself_is_told() -> None:
    said = (december(8, 8, LUNCH),)  # the same as in every week, but kept
    assert said_specials(said, WEEK) == said


def test_what_is_impossible_stays_as_it_is() -> None:
    wrong = (december(5, 4),)
    assert settled_specials(wrong, WEEK) == wrong
    odd = (december(1, 1, Period(start_s=0, end_s=10)),)
    assert said_specials(odd, WEEK) == odd
    late = (december(1, 1, Period(start_s=0, end_s=10)), december(2, 2, LUNCH))
    assert said_specials(late, WEEK) == late


PERIODS = st.sampled_from([(), (LUNCH,), (NIGHT,), (LUNCH, NIGHT), ALL_DAY])


@settings(deadline=None, max_examples=60)
@given(
    days=st.dictionaries(st.integers(1, 12), PERIODS, max_size=5),
    nights=st.sets(st.sampled_from(Weekday)),
)
def test_fewer_words_say_the_same_and_settle_at_once(
    days: dict[int, tuple[Period, ...]], nights: set[Weekday]
) -> None:
    week = Week.of({day: (LUNCH, NIGHT) if day in nights else (LUNCH,) for day in Weekday})
    said = tuple(december(day, day, *periods) for day, periods in sorted(days.items()))
    try:
        kept = split_specials(said, week)
    except InvalidHours:
        return
    fewer = settled_specials(said, week)
    again = split_specials(fewer, week)
    assert special_dates(again, date.min) == special_dates(kept, date.min)
    assert settled_specials(fewer, week) == fewer
