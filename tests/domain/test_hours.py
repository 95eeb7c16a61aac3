"""When a shop takes orders: nights cut and joined, faults refused, days in every zone."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kitchen_app.domain.hours import (
    ALL_DAY,
    DAY_S,
    MOST_PERIODS,
    SHORTEST_S,
    Day,
    HoursFault,
    InvalidHours,
    OpeningHours,
    Period,
    SpecialDays,
    Week,
    Weekday,
    first_moment,
    last_moment,
    weekday_of,
)
from tests.builders import STEADY
from tests.domain.spoken_hours import (
    CLOSED,
    FRIDAY,
    MINUTES,
    ONE_DAY,
    a_day,
    a_period,
    a_week,
    weeks,
)

_MON, _FRI, _SAT, _SUN = Weekday.MON, Weekday.FRI, Weekday.SAT, Weekday.SUN
ZONES = [
    "Asia/Riyadh",
    "Asia/Hong_Kong",
    "UTC",
    "Europe/London",
    "America/Sao_Paulo",
    "America/St_Johns",
    "America/Havana",  # the clock goes from 0:00 to 1:00
    "Africa/Cairo",  # and here, at the end, from 24:00 to 23:00
    "Asia/Beirut",
    "Asia/Tehran",
    "Australia/Lord_Howe",  # by half an hour
    "Pacific/Chatham",
]


def _fault(spoken: Mapping[Weekday, Day]) -> tuple[HoursFault, str]:
    with pytest.raises(InvalidHours) as caught:
        Week.of(spoken)
    return caught.value.fault, caught.value.place


# The week


def test_a_week_without_words_is_closed() -> None:
    assert CLOSED.days == ((),) * 7
    assert set(CLOSED.spoken().values()) == {()}


def test_a_night_is_cut_at_midnight_and_joined_again() -> None:
    week = a_week(fri=a_day((18, 26)))
    assert week.on(_FRI) == a_day((18, 24))
    assert week.on(_SAT) == a_day((0, 2))
    assert week.spoken()[_FRI] == a_day((18, 26))
    assert week.spoken()[_SAT] == ()


def test_the_night_of_sunday_ends_on_monday() -> None:
    week = a_week(sun=a_day((20, 25)), mon=a_day((9, 17)))
    assert week.on(_MON) == a_day((0, 1), (9, 17))
    assert week.spoken() == a_week(sun=a_day((20, 25)), mon=a_day((9, 17))).spoken()
    assert week.spoken()[_SUN] == a_day((20, 25))


def test_days_that_are_open_throughout_stay_days() -> None:
    week = Week.of(dict.fromkeys(Weekday, ALL_DAY))
    assert week.spoken() == dict.fromkeys(Weekday, ALL_DAY)


def test_a_night_after_a_whole_day_is_not_joined_to_it() -> None:
    week = a_week(fri=ALL_DAY, sat=a_day((0, 2)))
    assert week.spoken()[_FRI] == ALL_DAY
    assert week.spoken()[_SAT] == a_day((0, 2))


def test_a_night_of_24_hours_is_the_longest() -> None:
    week = a_week(fri=a_day((6, 30)))
    assert week.spoken()[_FRI] == a_day((6, 30))
    assert _fault({_FRI: a_day((6, 30.1))}) == (HoursFault.TOO_LONG, "fri")


def test_what_seems_a_night_of_over_24_hours_stays_two_periods() -> None:
    week = a_week(fri=a_day((1, 24)), sat=a_day((0, 2)))
    assert week.spoken()[_FRI] == a_day((1, 24))


@pytest.mark.parametrize(
    ("spoken", "fault", "place"),
    [
        ({_MON: a_day((10, 12), (11, 13))}, HoursFault.OVERLAP, "mon"),
        ({_MON: a_day((10, 20), (11, 12))}, HoursFault.OVERLAP, "mon"),
        ({_MON: a_day((10, 12), (10, 12))}, HoursFault.OVERLAP, "mon"),
        ({_FRI: a_day((18, 26)), _SAT: a_day((1, 5))}, HoursFault.OVERLAP, "sat"),
        ({_SUN: a_day((18, 26)), _MON: a_day((1, 5))}, HoursFault.OVERLAP, "mon"),
        ({_FRI: a_day((18, 26)), _SAT: ALL_DAY}, HoursFault.OVERLAP, "sat"),
        ({_MON: a_day((12, 12))}, HoursFault.TOO_SHORT, "mon"),
        ({_MON: a_day((0, 0))}, HoursFault.TOO_SHORT, "mon"),
        ({_MON: a_day((12, 11))}, HoursFault.TOO_SHORT, "mon"),
        ({_MON: (Period(start_s=0, end_s=SHORTEST_S - 1),)}, HoursFault.TOO_SHORT, "mon"),
        ({_FRI: (Period(start_s=3600, end_s=DAY_S + 1),)}, HoursFault.TOO_SHORT, "sat"),
        ({_MON: a_day((-1, 5))}, HoursFault.OUT_OF_DAY, "mon"),
        ({_MON: a_day((24, 26))}, HoursFault.OUT_OF_DAY, "mon"),
        ({_MON: a_day((0, 25))}, HoursFault.TOO_LONG, "mon"),
        (
            {_MON: tuple(a_period(i, i + 0.5) for i in range(MOST_PERIODS + 1))},
            HoursFault.TOO_MANY,
            "mon",
        ),
    ],
)
def test_what_cannot_be_is_refused_with_its_reason_and_place(
    spoken: Mapping[Weekday, Day], fault: HoursFault, place: str
) -> None:
    assert _fault(spoken) == (fault, place)


def test_a_fault_is_told_as_a_code() -> None:
    assert str(InvalidHours(HoursFault.OVERLAP, "fri")) == "overlap fri"


def test_periods_may_touch_and_come_in_any_order() -> None:
    assert a_week(mon=a_day((12, 14), (10, 12))).on(_MON) == a_day((10, 12), (12, 14))


@STEADY
@given(weeks())
def test_a_week_survives_being_said_and_heard(week: Week) -> None:
    assert Week.of(week.spoken()) == week


@STEADY
@given(weeks())
def test_no_day_of_a_week_overlaps_or_runs_over_midnight(week: Week) -> None:
    for day in week.days:
        assert all(0 <= each.start_s < each.end_s <= DAY_S for each in day)
        assert all(one.end_s <= other.start_s for one, other in pairwise(day))


@STEADY
@given(st.lists(st.lists(st.tuples(MINUTES, st.integers(0, 24 * 60))), min_size=7, max_size=7))
def test_even_an_impossible_week_can_be_said(days: list[list[tuple[int, int]]]) -> None:
    mon, tue, wed, thu, fri, sat, sun = (
        tuple(sorted(Period(start_s=60 * a, end_s=60 * b) for a, b in day)) for day in days
    )
    week = Week(days=(mon, tue, wed, thu, fri, sat, sun))
    spoken = week.spoken()
    assert sum(p.end_s - p.start_s for day in week.days for p in day) == sum(
        p.end_s - p.start_s for day in spoken.values() for p in day
    )


# Open or not


@pytest.mark.parametrize(
    ("local", "is_open"),
    [
        ("2026-07-03T17:59:59", False),
        ("2026-07-03T18:00:00", True),
        ("2026-07-03T23:59:59.999", True),
        ("2026-07-04T00:00:00", True),
        ("2026-07-04T01:59:59", True),
        ("2026-07-04T02:00:00", False),
        ("2026-07-05T18:00:00", False),
    ],
)
@pytest.mark.parametrize("zone", ZONES)
def test_open_is_by_the_clock_on_the_shops_wall(local: str, zone: str, *, is_open: bool) -> None:
    plan = OpeningHours(week=a_week(fri=a_day((18, 26))))
    moment = datetime.fromisoformat(local).replace(tzinfo=ZoneInfo(zone))
    assert plan.is_open(moment.astimezone(UTC), ZoneInfo(zone)) is is_open


def test_a_clock_set_back_shows_an_hour_twice_and_the_shop_is_open_twice() -> None:
    london = ZoneInfo("Europe/London")
    plan = OpeningHours(week=a_week(sun=a_day((1, 2))))
    moments = [datetime(2026, 10, 25, hour, 30, tzinfo=UTC) for hour in range(3)]
    assert [plan.is_open(moment, london) for moment in moments] == [True, True, False]


def test_a_special_day_replaces_the_whole_calendar_day() -> None:
    saturday = SpecialDays(first=FRIDAY + ONE_DAY, last=FRIDAY + ONE_DAY, periods=())
    plan = OpeningHours(week=a_week(fri=a_day((18, 26)), sat=a_day((18, 26))), specials=(saturday,))
    assert plan.on(FRIDAY) == a_day((18, 24))
    assert plan.on(FRIDAY + ONE_DAY) == ()
    assert plan.on(FRIDAY + 2 * ONE_DAY) == a_day((0, 2))


# Days in zones


@pytest.mark.parametrize("zone", ZONES)
@STEADY
@given(day=st.dates(date(2024, 1, 1), date(2040, 12, 31)))
def test_a_day_begins_and_ends_within_itself_and_without_a_gap(zone: str, day: date) -> None:
    there = ZoneInfo(zone)
    first, last = first_moment(day, there), last_moment(day, there)
    assert first.astimezone(there).date() == last.astimezone(there).date() == day
    assert last + timedelta(milliseconds=1) == first_moment(day + ONE_DAY, there)
    assert timedelta(hours=22) < last - first < timedelta(hours=26)


@pytest.mark.parametrize(
    ("day", "zone", "epoch_ms"),
    [
        # The documents call this UTC; it is midnight in Hong Kong.
        (date(2023, 7, 25), "Asia/Hong_Kong", 1690214400000),
        (date(2026, 12, 1), "Asia/Riyadh", 1796072400000),
    ],
)
def test_midnights_known_from_elsewhere(day: date, zone: str, epoch_ms: int) -> None:
    assert first_moment(day, ZoneInfo(zone)).timestamp() * 1000 == epoch_ms


def test_the_last_moment_known_from_elsewhere() -> None:
    last = last_moment(date(2023, 7, 29), ZoneInfo("Asia/Hong_Kong"))
    assert round(last.timestamp() * 1000) == 1690646399999


def test_a_day_whose_midnight_is_skipped_begins_when_it_begins() -> None:
    havana = ZoneInfo("America/Havana")
    first = first_moment(date(2026, 3, 8), havana)
    assert first.astimezone(havana).hour == 1


def test_weekdays_are_named() -> None:
    assert [weekday_of(FRIDAY + i * ONE_DAY).value for i in range(3)] == ["fri", "sat", "sun"]


@pytest.mark.parametrize(
    ("now", "change"),
    [
        ((2026, 7, 1, 12), (2026, 7, 2, 1)),  # open over midnight: not at midnight
        ((2026, 7, 2, 0, 59), (2026, 7, 2, 1)),
        ((2026, 7, 2, 1), (2026, 7, 2, 9)),
        ((2026, 7, 2, 9), (2026, 7, 3, 1)),
    ],
)
def test_the_next_change_is_when_it_opens_or_closes(
    now: tuple[int, ...], change: tuple[int, ...]
) -> None:
    zone = ZoneInfo("Asia/Riyadh")
    shift = (Period(start_s=9 * 3600, end_s=25 * 3600),)
    plan = OpeningHours(week=Week.of(dict.fromkeys(Weekday, shift)))
    found = plan.next_change(datetime(*now, tzinfo=zone), zone)  # type: ignore[arg-type,misc]  # its first members
    assert found == datetime(*change, tzinfo=zone)  # type: ignore[arg-type,misc]  # its first members


def test_one_opening_a_week_is_found_from_just_after_it() -> None:
    zone = ZoneInfo("Asia/Riyadh")
    plan = OpeningHours(week=Week.of({Weekday.WED: [Period(start_s=0, end_s=3600)]}))
    after = datetime(2026, 7, 1, 1, tzinfo=zone)  # a Wednesday
    assert plan.next_change(after, zone) == datetime(2026, 7, 8, tzinfo=zone)


@pytest.mark.parametrize("days", [{}, dict.fromkeys(Weekday, ALL_DAY)])
def test_what_never_changes_has_no_next_change(days: Mapping[Weekday, Day]) -> None:
    zone = ZoneInfo("Asia/Hong_Kong")
    assert (
        OpeningHours(week=Week.of(days)).next_change(datetime(2026, 7, 1, tzinfo=UTC), zone) is None
    )


def test_it_opens_by_the_wall_clock_when_the_clocks_change() -> None:
    zone = ZoneInfo("Europe/Berlin")  # forward at 2:00 on 29 March 2026
    shift = (Period(start_s=9 * 3600, end_s=20 * 3600),)
    plan = OpeningHours(week=Week.of(dict.fromkeys(Weekday, shift)))
    night = datetime(2026, 3, 28, 23, tzinfo=zone)
    assert plan.next_change(night, zone) == datetime(2026, 3, 29, 7, tzinfo=UTC)
