"""When a shop takes orders: the week, and the dates on which something else holds.

Times are seconds of the shop's local day. Two forms of the same hours:

* as people say them: a period belongs to the day on which it starts and may run over midnight
  (Friday 18:00 to 02:00);
* as Keeta keeps them (`Week`, and `SpecialDays` after `split_specials`): each calendar day has its
  own periods, none runs over midnight, and a special day replaces its calendar day whole.

Sources: Update Store Business Hours, Update Special Business Hours. What happens to periods over
midnight is not shown there, so they are always split when written and joined when read.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from enum import StrEnum
from itertools import pairwise

from kitchen_app.base.errors import KnownError

DAY_S = 86400
SHORTEST_S = 60
"""Keeta tells no limit; people enter minutes, so less is a slip."""

MOST_PERIODS = 10
"""In one calendar day. Keeta tells no limit; more is a slip."""

LONGEST_SPECIAL = timedelta(days=366)
"""Keeta tells no limit; more is a wrong year."""

_DAY = timedelta(days=1)
_LOOK_AHEAD_DAYS = 9
"""Today, and a week from now with the whole of its day."""

_LAST_MOMENT = timedelta(milliseconds=1)


class Weekday(StrEnum):
    """Keeta's names of the days, Monday first."""

    MON = "mon"
    TUE = "tue"
    WED = "wed"
    THU = "thu"
    FRI = "fri"
    SAT = "sat"
    SUN = "sun"

    @property
    def position(self) -> int:
        return _WEEKDAYS.index(self)


_WEEKDAYS = tuple(Weekday)


class HoursFault(StrEnum):
    """What is wrong with hours that somebody entered."""

    OUT_OF_DAY = "out_of_day"  # starts before 0:00 or at 24:00 or later
    TOO_SHORT = "too_short"  # also: ends before it starts
    TOO_LONG = "too_long"  # a period of over 24 hours, a special of over a year
    OVERLAP = "overlap"  # two periods of a day, or of the night before
    TOO_MANY = "too_many"
    DATES_REVERSED = "dates_reversed"
    DATES_OVERLAP = "dates_overlap"


class InvalidHours(KnownError):
    """Hours that must not be sent: the fault, and the weekday or the date (ISO) it is on."""

    def __init__(self, fault: HoursFault, place: str) -> None:
        super().__init__(f"{fault} {place}")
        self.fault = fault
        self.place = place


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Period:
    """From `start_s` until just before `end_s`, seconds of the local day; over 86400: next day."""

    start_s: int
    end_s: int


Day = tuple[Period, ...]
"""The periods of one day in their order; none means closed."""

ALL_DAY: Day = (Period(start_s=0, end_s=DAY_S),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """What holds in every week, as Keeta keeps it: seven calendar days, Monday first."""

    days: tuple[Day, Day, Day, Day, Day, Day, Day]

    @classmethod
    def of(cls, spoken: Mapping[Weekday, Iterable[Period]]) -> "Week":
        """Return the week in which these periods start; a day that is not named is closed.

        Raises:
            InvalidHours: a period or a day is not possible.
        """
        shifts = [tuple(sorted(spoken.get(weekday, ()))) for weekday in Weekday]
        for weekday, periods in zip(Weekday, shifts, strict=True):
            _check_periods(periods, weekday)
        days = [_merged(_tails(shifts[i - 1]), _heads(shifts[i])) for i in range(7)]
        for weekday, day in zip(Weekday, days, strict=True):
            _check_day(day, weekday)
        return cls(days=(days[0], days[1], days[2], days[3], days[4], days[5], days[6]))

    def on(self, weekday: Weekday) -> Day:
        """Return the periods within one calendar day."""
        return self.days[weekday.position]

    def spoken(self) -> dict[Weekday, Day]:
        """Return the periods by the day on which they start; total, even for odd weeks."""
        return {
            weekday: _spoken(self.days[i - 1], self.days[i], self.days[(i + 1) % 7])
            for i, weekday in enumerate(Weekday)
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecialDays:
    """What holds instead of the week on each day from `first` to `last`; none means closed."""

    first: date
    last: date
    periods: Day = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadWeek:
    """A week as Keeta has it; `unread` names what was missing or not understood."""

    week: Week
    unread: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadSpecials:
    """Special days as Keeta has them; `unread` names what was not understood."""

    specials: tuple[SpecialDays, ...] = ()
    unread: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningHours:
    """The whole plan of a shop, in Keeta's form."""

    week: Week
    specials: tuple[SpecialDays, ...] = ()

    def on(self, day: date) -> Day:
        """Return the periods within one calendar day."""
        for special in self.specials:
            if special.first <= day <= special.last:
                return special.periods
        return self.week.on(weekday_of(day))

    def is_open(self, moment: datetime, zone: tzinfo) -> bool:
        """Tell whether an aware moment lies in a period, by the clock on the shop's wall.

        Whether the shop rests is another question (`domain.shop.ShopStatus`).
        """
        local = moment.astimezone(zone)
        second = local.hour * 3600 + local.minute * 60 + local.second
        return any(period.start_s <= second < period.end_s for period in self.on(local.date()))

    def next_change(self, moment: datetime, zone: tzinfo) -> datetime | None:
        """Return when it opens or closes next, in UTC; None if not within eight days."""
        is_open = self.is_open(moment, zone)
        first = moment.astimezone(zone).date()
        for day in (first + i * _DAY for i in range(_LOOK_AHEAD_DAYS)):
            edges = {0, *(s for period in self.on(day) for s in (period.start_s, period.end_s))}
            for edge in sorted(edges):
                at = _on_the_wall(day, edge, zone)
                if at > moment and self.is_open(at, zone) is not is_open:
                    return at
        return None


def weekday_of(day: date) -> Weekday:
    return _WEEKDAYS[day.weekday()]


def split_specials(spoken: Iterable[SpecialDays], week: Week) -> tuple[SpecialDays, ...]:
    """Return special days as Keeta keeps them, where a special replaces a calendar day whole.

    A night that runs into the morning after the last special day, and a regular night that does
    not happen because its evening is special, make that morning's day special too: it then
    carries the rest of its regular hours.

    Raises:
        InvalidHours: a period, a day or a range of dates is not possible.
    """
    shifts = _shifts_by_date(spoken)
    regular = week.spoken()
    split: dict[date, Day] = {}
    for day in sorted(shifts.keys() | {day + _DAY for day in shifts}):
        own = shifts.get(day)
        heads = _heads(regular[weekday_of(day)] if own is None else own)
        periods = _merged(_tails(shifts.get(day - _DAY, ())), heads)
        if own is None and periods == week.on(weekday_of(day)):
            continue
        _check_day(periods, day.isoformat())
        split[day] = periods
    return grouped(split)


def join_specials(specials: Iterable[SpecialDays], week: Week) -> tuple[SpecialDays, ...]:
    """Return special days as people say them; total, even for odd ones.

    The last special evening may go on into a morning of the week.
    """
    plan = OpeningHours(week=week, specials=tuple(specials))
    days = {day: plan.on(day) for special in plan.specials for day in _dates(special)}
    return grouped(
        {
            day: _spoken(
                days.get(day - _DAY, ()),
                periods,
                days.get(day + _DAY, _last_night(week, weekday_of(day + _DAY))),
            )
            for day, periods in days.items()
        }
    )


def special_dates(specials: Iterable[SpecialDays], since: date) -> dict[date, Day]:
    """Return what holds on each special date from `since` on.

    The same special days may be grouped into ranges in several ways; this form is the same for
    all of them, and past days, which Keeta forgets by itself, make no difference to it.
    """
    return {day: special.periods for special in specials for day in _dates(special) if day >= since}


def first_moment(day: date, zone: tzinfo) -> datetime:
    """Return when a local day begins, in UTC; where the clock skips midnight, the skip itself."""
    return datetime(day.year, day.month, day.day, tzinfo=zone).astimezone(UTC)


def _on_the_wall(day: date, second: int, zone: tzinfo) -> datetime:
    """Return when the clock on the wall shows a second of a day, in UTC."""
    midnight = datetime(day.year, day.month, day.day, tzinfo=zone)
    return (midnight + timedelta(seconds=second)).astimezone(UTC)


def last_moment(day: date, zone: tzinfo) -> datetime:
    """Return the last millisecond of a local day, in UTC."""
    return first_moment(day + _DAY, zone) - _LAST_MOMENT


def _heads(shifts: Day) -> Day:
    """Return what lies on the day on which the periods start."""
    return tuple(Period(start_s=each.start_s, end_s=min(each.end_s, DAY_S)) for each in shifts)


def _tails(shifts: Day) -> Day:
    """Return what lies on the day after."""
    return tuple(
        Period(start_s=0, end_s=each.end_s - DAY_S) for each in shifts if each.end_s > DAY_S
    )


def _merged(tails: Day, heads: Day) -> Day:
    return tuple(sorted(tails + heads))


def _spoken(before: Day, today: Day, after: Day) -> Day:
    """Return a calendar day without the rest of last night and with the rest of tonight."""
    periods = today[1:] if _night(before, today) else today
    night = _night(today, after)
    return (*periods[:-1], night) if night else periods


def _night(evening: Day, morning: Day) -> Period | None:
    """Return the period that the end of one day and the start of the next make up, if any.

    A night is over within 24 hours: days that are open throughout stay days.
    """
    if not evening or not morning:
        return None
    start, end = evening[-1], morning[0]
    if start.end_s != DAY_S or end.start_s != 0 or end.end_s > start.start_s:
        return None
    return Period(start_s=start.start_s, end_s=DAY_S + end.end_s)


def _last_night(week: Week, weekday: Weekday) -> Day:
    """Return the morning of a day of the week that belongs to the night before it, if any."""
    today = week.on(weekday)
    return today[:1] if _night(week.days[weekday.position - 1], today) else ()


def _check_periods(periods: Day, place: str) -> None:
    for period in periods:
        if not 0 <= period.start_s < DAY_S:
            raise InvalidHours(HoursFault.OUT_OF_DAY, place)
        if period.end_s - period.start_s < SHORTEST_S:
            raise InvalidHours(HoursFault.TOO_SHORT, place)
        if period.end_s - period.start_s > DAY_S:
            raise InvalidHours(HoursFault.TOO_LONG, place)


def _check_day(day: Day, place: str) -> None:
    if len(day) > MOST_PERIODS:
        raise InvalidHours(HoursFault.TOO_MANY, place)
    if any(period.end_s - period.start_s < SHORTEST_S for period in day):
        raise InvalidHours(HoursFault.TOO_SHORT, place)
    if any(one.end_s > other.start_s for one, other in pairwise(day)):
        raise InvalidHours(HoursFault.OVERLAP, place)


def _shifts_by_date(spoken: Iterable[SpecialDays]) -> dict[date, Day]:
    shifts: dict[date, Day] = {}
    for special in spoken:
        place = special.first.isoformat()
        if special.last < special.first:
            raise InvalidHours(HoursFault.DATES_REVERSED, place)
        if special.last - special.first >= LONGEST_SPECIAL:
            raise InvalidHours(HoursFault.TOO_LONG, place)
        periods = tuple(sorted(special.periods))
        _check_periods(periods, place)
        for day in _dates(special):
            if day in shifts:
                raise InvalidHours(HoursFault.DATES_OVERLAP, day.isoformat())
            shifts[day] = periods
    return shifts


def _dates(special: SpecialDays) -> list[date]:
    return [special.first + i * _DAY for i in range((special.last - special.first).days + 1)]


def grouped(days: Mapping[date, Day]) -> tuple[SpecialDays, ...]:
    """Return the fewest ranges of days that follow each other and are alike."""
    found: list[SpecialDays] = []
    for day, periods in sorted(days.items()):
        latest = found[-1] if found else None
        if latest and latest.last + _DAY == day and latest.periods == periods:
            found[-1] = replace(latest, last=day)
        else:
            found.append(SpecialDays(first=day, last=day, periods=periods))
    return tuple(found)
