"""When a shop takes orders: nights cut and joined, faults refused, days in every zone."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kitchen_app.domain.hours import (
    ALL_DAY,
    DAY_S,
    LONGEST_SPECIAL,
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
    join_specials,
    last_moment,
    special_dates,
    split_specials,
    weekday_of,
)
from tests.builders import STEADY

_MON, _FRI, _SAT, _SUN = Weekday.MON, Weekday.FRI, Weekday.SAT, Weekday.SUN
_DAY = timedelta(days=1)
_FRIDAY = date(2026, 7, 3)
_RIYADH = ZoneInfo("Asia/Riyadh")
_CLOSED = Week.of({})

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


def _period(start: float, end: float) -> Period:
    """Return a period of hours of the day."""
    return Period(start_s=round(start * 3600), end_s=round(end * 3600))


def _day(*hours: tuple[float, float]) -> Day:
    return tuple(_period(*each) for each in hours)


def _week(**spoken: Day) -> Week:
    return Week.of({Weekday(name): periods for name, periods in spoken.items()})


def _fault(spoken: Mapping[Weekday, Day]) -> tuple[HoursFault, str]:
    with pytest.raises(InvalidHours) as caught:
        Week.of(spoken)
    return caught.value.fault, caught.value.place


_minutes = st.integers(0, 24 * 60 - 1)


@st.composite
def _periods(draw: st.DrawFn, *, over_midnight: bool = True) -> Day:
    """Draw periods of one day that do not overlap; the last may run over midnight."""
    marks = sorted(draw(st.sets(_minutes, max_size=6)))
    if len(marks) % 2:
        marks.append(24 * 60)
    found = [
        Period(start_s=60 * a, end_s=60 * b) for a, b in zip(marks[::2], marks[1::2], strict=True)
    ]
    if over_midnight and found and draw(st.booleans()):
        start_s = found[-1].start_s
        if start_s >= SHORTEST_S:
            end_s = DAY_S + 60 * draw(st.integers(1, start_s // 60))
            found[-1] = Period(start_s=start_s, end_s=end_s)
    return tuple(found)


@st.composite
def _weeks(draw: st.DrawFn) -> Week:
    spoken = {weekday: draw(_periods()) for weekday in Weekday}
    try:
        return Week.of(spoken)
    except InvalidHours:
        assume(False)
        raise


@st.composite
def _specials(draw: st.DrawFn) -> tuple[SpecialDays, ...]:
    day = _FRIDAY + _DAY * draw(st.integers(0, 6))
    found = []
    for _ in range(draw(st.integers(0, 3))):
        first = day + _DAY * draw(st.integers(0, 2))
        last = first + _DAY * draw(st.integers(0, 3))
        found.append(SpecialDays(first=first, last=last, periods=draw(_periods())))
        day = last + _DAY
    return tuple(found)


# The week


def test_a_week_without_words_is_closed() -> None:
    assert _CLOSED.days == ((),) * 7
    assert set(_CLOSED.spoken().values()) == {()}


def test_a_night_is_cut_at_midnight_and_joined_again() -> None:
    week = _week(fri=_day((18, 26)))
    assert week.on(_FRI) == _day((18, 24))
    assert week.on(_SAT) == _day((0, 2))
    assert week.spoken()[_FRI] == _day((18, 26))
    assert week.spoken()[_SAT] == ()


def test_the_night_of_sunday_ends_on_monday() -> None:
    week = _week(sun=_day((20, 25)), mon=_day((9, 17)))
    assert week.on(_MON) == _day((0, 1), (9, 17))
    assert week.spoken() == _week(sun=_day((20, 25)), mon=_day((9, 17))).spoken()
    assert week.spoken()[_SUN] == _day((20, 25))


def test_days_that_are_open_throughout_stay_days() -> None:
    week = Week.of(dict.fromkeys(Weekday, ALL_DAY))
    assert week.spoken() == dict.fromkeys(Weekday, ALL_DAY)


def test_a_night_after_a_whole_day_is_not_joined_to_it() -> None:
    week = _week(fri=ALL_DAY, sat=_day((0, 2)))
    assert week.spoken()[_FRI] == ALL_DAY
    assert week.spoken()[_SAT] == _day((0, 2))


def test_a_night_of_24_hours_is_the_longest() -> None:
    week = _week(fri=_day((6, 30)))
    assert week.spoken()[_FRI] == _day((6, 30))
    assert _fault({_FRI: _day((6, 30.1))}) == (HoursFault.TOO_LONG, "fri")


def test_what_seems_a_night_of_over_24_hours_stays_two_periods() -> None:
    week = _week(fri=_day((1, 24)), sat=_day((0, 2)))
    assert week.spoken()[_FRI] == _day((1, 24))


@pytest.mark.parametrize(
    ("spoken", "fault", "place"),
    [
        ({_MON: _day((10, 12), (11, 13))}, HoursFault.OVERLAP, "mon"),
        ({_MON: _day((10, 20), (11, 12))}, HoursFault.OVERLAP, "mon"),
        ({_MON: _day((10, 12), (10, 12))}, HoursFault.OVERLAP, "mon"),
        ({_FRI: _day((18, 26)), _SAT: _day((1, 5))}, HoursFault.OVERLAP, "sat"),
        ({_SUN: _day((18, 26)), _MON: _day((1, 5))}, HoursFault.OVERLAP, "mon"),
        ({_FRI: _day((18, 26)), _SAT: ALL_DAY}, HoursFault.OVERLAP, "sat"),
        ({_MON: _day((12, 12))}, HoursFault.TOO_SHORT, "mon"),
        ({_MON: _day((0, 0))}, HoursFault.TOO_SHORT, "mon"),
        ({_MON: _day((12, 11))}, HoursFault.TOO_SHORT, "mon"),
        ({_MON: (Period(start_s=0, end_s=SHORTEST_S - 1),)}, HoursFault.TOO_SHORT, "mon"),
        ({_FRI: (Period(start_s=3600, end_s=DAY_S + 1),)}, HoursFault.TOO_SHORT, "sat"),
        ({_MON: _day((-1, 5))}, HoursFault.OUT_OF_DAY, "mon"),
        ({_MON: _day((24, 26))}, HoursFault.OUT_OF_DAY, "mon"),
        ({_MON: _day((0, 25))}, HoursFault.TOO_LONG, "mon"),
        (
            {_MON: tuple(_period(i, i + 0.5) for i in range(MOST_PERIODS + 1))},
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
    assert _week(mon=_day((12, 14), (10, 12))).on(_MON) == _day((10, 12), (12, 14))


@STEADY
@given(_weeks())
def test_a_week_survives_being_said_and_heard(week: Week) -> None:
    assert Week.of(week.spoken()) == week


@STEADY
@given(_weeks())
def test_no_day_of_a_week_overlaps_or_runs_over_midnight(week: Week) -> None:
    for day in week.days:
        assert all(0 <= each.start_s < each.end_s <= DAY_S for each in day)
        assert all(one.end_s <= other.start_s for one, other in pairwise(day))


@STEADY
@given(st.lists(st.lists(st.tuples(_minutes, st.integers(0, 24 * 60))), min_size=7, max_size=7))
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
    plan = OpeningHours(week=_week(fri=_day((18, 26))))
    moment = datetime.fromisoformat(local).replace(tzinfo=ZoneInfo(zone))
    assert plan.is_open(moment.astimezone(UTC), ZoneInfo(zone)) is is_open


def test_a_clock_set_back_shows_an_hour_twice_and_the_shop_is_open_twice() -> None:
    london = ZoneInfo("Europe/London")
    plan = OpeningHours(week=_week(sun=_day((1, 2))))
    moments = [datetime(2026, 10, 25, hour, 30, tzinfo=UTC) for hour in range(3)]
    assert [plan.is_open(moment, london) for moment in moments] == [True, True, False]


def test_a_special_day_replaces_the_whole_calendar_day() -> None:
    saturday = SpecialDays(first=_FRIDAY + _DAY, last=_FRIDAY + _DAY, periods=())
    plan = OpeningHours(week=_week(fri=_day((18, 26)), sat=_day((18, 26))), specials=(saturday,))
    assert plan.on(_FRIDAY) == _day((18, 24))
    assert plan.on(_FRIDAY + _DAY) == ()
    assert plan.on(_FRIDAY + 2 * _DAY) == _day((0, 2))


# Special days


def _special(first: int, last: int, *hours: tuple[float, float]) -> SpecialDays:
    """Return special days counted from a Friday."""
    return SpecialDays(
        first=_FRIDAY + first * _DAY, last=_FRIDAY + last * _DAY, periods=_day(*hours)
    )


def test_days_that_stay_within_themselves_are_written_as_they_are() -> None:
    specials = (_special(0, 1), _special(3, 3, (10, 15)))
    assert split_specials(specials, _CLOSED) == specials
    assert join_specials(specials, _CLOSED) == specials


def test_nights_of_special_days_reach_into_the_morning_after_the_last() -> None:
    nights = (_special(0, 2, (18, 27)),)
    week = Week.of(dict.fromkeys(Weekday, _day((11, 23))))
    split = split_specials(nights, week)
    assert split == (
        _special(0, 0, (18, 24)),
        _special(1, 2, (0, 3), (18, 24)),
        _special(3, 3, (0, 3), (11, 23)),
    )
    assert join_specials(split, week) == (*nights, _special(3, 3, (11, 23)))


def test_the_night_before_a_special_day_ends_at_midnight() -> None:
    week = Week.of(dict.fromkeys(Weekday, _day((18, 26))))
    plan = OpeningHours(week=week, specials=split_specials((_special(0, 0),), week))
    assert plan.on(_FRIDAY - _DAY) == _day((0, 2), (18, 24))
    assert plan.on(_FRIDAY) == ()


def test_a_closed_evening_has_no_morning_after() -> None:
    week = Week.of(dict.fromkeys(Weekday, _day((18, 26))))
    split = split_specials((_special(0, 0),), week)
    assert split == (_special(0, 0), _special(1, 1, (18, 24)))
    plan = OpeningHours(week=week, specials=split)
    assert plan.on(_FRIDAY + 2 * _DAY) == _day((0, 2), (18, 24))


def test_a_special_night_that_ends_like_every_night_needs_no_second_day() -> None:
    week = Week.of(dict.fromkeys(Weekday, _day((18, 26))))
    special = _special(0, 0, (12, 14), (17, 26))
    split = split_specials((special,), week)
    assert split == (_special(0, 0, (12, 14), (17, 24)),)
    assert join_specials(split, week) == (special,)


@pytest.mark.parametrize(
    ("specials", "fault"),
    [
        ((_special(1, 0),), HoursFault.DATES_REVERSED),
        ((_special(0, 2), _special(2, 3)), HoursFault.DATES_OVERLAP),
        ((_special(0, 0, (10, 12), (11, 13)),), HoursFault.OVERLAP),
        ((_special(0, 0, (18, 26)), _special(1, 1, (1, 3))), HoursFault.OVERLAP),
        ((_special(0, 0, (12, 12)),), HoursFault.TOO_SHORT),
        ((_special(0, LONGEST_SPECIAL.days),), HoursFault.TOO_LONG),
        (
            (_special(0, 0, *((i, i + 0.5) for i in range(MOST_PERIODS + 1))),),
            HoursFault.TOO_MANY,
        ),
    ],
)
def test_special_days_that_cannot_be_are_refused(
    specials: tuple[SpecialDays, ...], fault: HoursFault
) -> None:
    with pytest.raises(InvalidHours) as caught:
        split_specials(specials, _CLOSED)
    assert caught.value.fault is fault
    assert caught.value.place.startswith("2026-07-")


@STEADY
@given(_specials(), _weeks())
def test_special_days_survive_being_said_and_heard(
    spoken: tuple[SpecialDays, ...], week: Week
) -> None:
    try:
        split = split_specials(spoken, week)
    except InvalidHours:
        assume(False)
    assert split_specials(join_specials(split, week), week) == split


@STEADY
@given(_specials(), _weeks())
def test_special_days_are_open_as_they_were_said(
    spoken: tuple[SpecialDays, ...], week: Week
) -> None:
    try:
        plan = OpeningHours(week=week, specials=split_specials(spoken, week))
    except InvalidHours:
        assume(False)
    for special in spoken:
        for i in range((special.last - special.first).days + 1):
            day = special.first + i * _DAY
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


# Days in zones


@pytest.mark.parametrize("zone", ZONES)
@STEADY
@given(day=st.dates(date(2024, 1, 1), date(2040, 12, 31)))
def test_a_day_begins_and_ends_within_itself_and_without_a_gap(zone: str, day: date) -> None:
    there = ZoneInfo(zone)
    first, last = first_moment(day, there), last_moment(day, there)
    assert first.astimezone(there).date() == last.astimezone(there).date() == day
    assert last + timedelta(milliseconds=1) == first_moment(day + _DAY, there)
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
    assert [weekday_of(_FRIDAY + i * _DAY).value for i in range(3)] == ["fri", "sat", "sun"]
