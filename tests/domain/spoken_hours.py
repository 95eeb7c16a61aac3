"""Hours as people say them, written out and drawn, for the tests of weeks and special days."""

from datetime import date, timedelta

from hypothesis import assume
from hypothesis import strategies as st

from kitchen_app.domain.hours import (
    DAY_S,
    SHORTEST_S,
    Day,
    InvalidHours,
    Period,
    SpecialDays,
    Week,
    Weekday,
)

FRIDAY = date(2026, 7, 3)
ONE_DAY = timedelta(days=1)
CLOSED = Week.of({})
MINUTES = st.integers(0, 24 * 60 - 1)


def a_period(start: float, end: float) -> Period:
    """Return a period of hours of the day."""
    return Period(start_s=round(start * 3600), end_s=round(end * 3600))


def a_day(*hours: tuple[float, float]) -> Day:
    return tuple(a_period(*each) for each in hours)


def a_week(**spoken: Day) -> Week:
    return Week.of({Weekday(name): periods for name, periods in spoken.items()})


def some_days(first: int, last: int, *hours: tuple[float, float]) -> SpecialDays:
    """Return special days counted from a Friday."""
    return SpecialDays(
        first=FRIDAY + first * ONE_DAY, last=FRIDAY + last * ONE_DAY, periods=a_day(*hours)
    )


@st.composite
def periods(draw: st.DrawFn, *, over_midnight: bool = True) -> Day:
    """Draw periods of one day that do not overlap; the last may run over midnight."""
    marks = sorted(draw(st.sets(MINUTES, max_size=6)))
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
def weeks(draw: st.DrawFn) -> Week:
    spoken = {weekday: draw(periods()) for weekday in Weekday}
    try:
        return Week.of(spoken)
    except InvalidHours:
        assume(False)
        raise


@st.composite
def special_days(draw: st.DrawFn) -> tuple[SpecialDays, ...]:
    day = FRIDAY + ONE_DAY * draw(st.integers(0, 6))
    found = []
    for _ in range(draw(st.integers(0, 3))):
        first = day + ONE_DAY * draw(st.integers(0, 2))
        last = first + ONE_DAY * draw(st.integers(0, 3))
        found.append(SpecialDays(first=first, last=last, periods=draw(periods())))
        day = last + ONE_DAY
    return tuple(found)
