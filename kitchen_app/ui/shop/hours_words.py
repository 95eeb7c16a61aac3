"""Hours in words: times, periods, days and dates, what differs, and what is wrong."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from kitchen_app.domain.hours import (
    ALL_DAY,
    DAY_S,
    Day,
    InvalidHours,
    Period,
    SpecialDays,
    Week,
    Weekday,
)
from kitchen_app.ui.i18n import figures, isolate, locale_name, plain_figures, tr

SpokenWeek = tuple[Day, ...]
"""Seven days, Monday first, each with the periods that start on it."""

_TIME = re.compile(r"(\d{1,2})[:.]?(\d{2})")
_DAY = timedelta(days=1)


def spoken(week: Week) -> SpokenWeek:
    """Return a week as people say it."""
    said = week.spoken()
    return tuple(said[weekday] for weekday in Weekday)


def kept(days: SpokenWeek) -> Week:
    """Return a week as Keeta keeps it.

    Raises:
        InvalidHours: a period or a day is not possible.
    """
    return Week.of(dict(zip(Weekday, days, strict=True)))


def settled(days: SpokenWeek) -> SpokenWeek:
    """Return a week as it would be said once Keeta keeps it; an impossible one as it is."""
    try:
        return spoken(kept(days))
    except InvalidHours:
        return days


def clock_text(second: int) -> str:
    """Return HH:MM of a second of the day; 24:00 is the end of the day itself."""
    within = second if second <= DAY_S else second - DAY_S
    return figures(f"{within // 3600:02d}:{within // 60 % 60:02d}")


def parse_clock(text: str) -> int | None:
    """Return the second of the day that was typed as HH:MM, up to 24:00; None if it is none."""
    found = _TIME.fullmatch(plain_figures(text).strip())
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2])
    second = hour * 3600 + minute * 60
    return second if minute < 60 and second <= DAY_S else None


def period(start_s: int, end_s: int) -> Period:
    """Return the period between two times of the clock: one that ends earlier ends next day."""
    end = end_s if end_s > start_s else end_s + DAY_S
    return Period(start_s=start_s % DAY_S, end_s=end)


def period_text(told: Period) -> str:
    key = "hours.over_midnight" if told.end_s > DAY_S else "hours.from_to"
    return tr(key, start=clock_text(told.start_s), end=clock_text(told.end_s))


def period_figures(told: Period) -> str:
    """Return a period where its place tells the rest: in the direction of the text around it."""
    return f"{clock_text(told.start_s)}–{clock_text(told.end_s)}"


def day_text(periods: Day | None) -> str:
    """Return the periods of a day; None is a date of the ordinary week."""
    if periods is None:
        return tr("hours.ordinary")
    if not periods:
        return tr("hours.closed")
    if periods == ALL_DAY:
        return tr("hours.all_day")
    return tr("hours.and").join(period_text(each) for each in sorted(periods))


def weekday_name(position: int, *, is_short: bool = False) -> str:
    """Return the name of a day of the week, Monday 0."""
    from babel.dates import get_day_names  # late: the first paint does not need it

    names = get_day_names("abbreviated" if is_short else "wide", locale=locale_name())
    return str(names[position])


def date_text(day: date, *, has_year: bool = True) -> str:
    """Return a date with its weekday."""
    from babel.dates import format_skeleton  # late: as above

    skeleton = "yMMMEd" if has_year else "MMMEd"
    return figures(str(format_skeleton(skeleton, day, locale=locale_name())))


def month_text(day: date) -> str:
    from babel.dates import format_skeleton  # late: as above

    return figures(str(format_skeleton("yMMMM", day, locale=locale_name())))


def dates_text(first: date, last: date) -> str:
    if first == last:
        return isolate(date_text(first))
    start = date_text(first, has_year=first.year != last.year)
    return tr("hours.dates", first=isolate(start), last=isolate(date_text(last)))


def zone_text(zone_name: str, there: datetime) -> str:
    """Return the shop's zone in words, and what the time there is; an aware moment."""
    if not zone_name:
        return tr("hours.no_zone")
    from babel.dates import get_timezone_location  # late: as above

    zone = ZoneInfo(zone_name)
    place = str(get_timezone_location(zone, locale=locale_name(), return_city=True))
    time = figures(f"{there.astimezone(zone):%H:%M}")
    return tr("hours.zone", place=isolate(place), time=time)


def fault_text(fault: InvalidHours) -> str:
    """Return what is wrong, and on which day."""
    place = fault.place
    if place in set(Weekday):
        day = weekday_name(Weekday(place).position)
    else:
        day = isolate(date_text(date.fromisoformat(place)))
    return tr("hours.fault", day=day, words=tr(f"hours.fault_{fault.fault.value}"))


def difference(what: str, old: Day | None, new: Day | None) -> str:
    return tr("hours.differs", what=what, old=day_text(old), new=day_text(new))


def week_differences(old: SpokenWeek, new: SpokenWeek) -> list[str]:
    """Return a line for each day that is another."""
    pairs = enumerate(zip(old, new, strict=True))
    return [
        difference(weekday_name(place), before, after)
        for place, (before, after) in pairs
        if sorted(before) != sorted(after)
    ]


def special_differences(old: Sequence[SpecialDays], new: Sequence[SpecialDays]) -> list[str]:
    """Return a line for each run of dates that changes in the same way."""
    before, after = _by_date(old), _by_date(new)
    runs: list[tuple[date, date, Day | None, Day | None]] = []
    for day in sorted(before.keys() | after.keys()):
        was, becomes = before.get(day), after.get(day)
        if was == becomes:
            continue
        if runs and runs[-1][1] + _DAY == day and runs[-1][2:] == (was, becomes):
            runs[-1] = (runs[-1][0], day, was, becomes)
        else:
            runs.append((day, day, was, becomes))
    return [difference(dates_text(run[0], run[1]), run[2], run[3]) for run in runs]


def _by_date(specials: Iterable[SpecialDays]) -> Mapping[date, Day]:
    return {
        special.first + count * _DAY: tuple(sorted(special.periods))
        for special in specials
        for count in range((special.last - special.first).days + 1)
    }
