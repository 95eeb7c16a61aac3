"""Special days in the fewest words: without what follows from the night before.

A special night makes the calendar day after it special too, at Keeta (`domain.hours`). People need
not say so, and must not be told that it differs when they have not.
"""

from datetime import date

from kitchen_app.domain.hours import (
    InvalidHours,
    SpecialDays,
    Week,
    grouped,
    join_specials,
    special_dates,
    split_specials,
    weekday_of,
)

Specials = tuple[SpecialDays, ...]


def said_specials(kept: Specials, week: Week) -> Specials:
    """Return special days of Keeta's as people say them, without those that follow from others."""
    days = special_dates(join_specials(kept, week), date.min)
    wanted, regular = special_dates(kept, date.min), week.spoken()
    for day in sorted(days):
        if days[day] == regular[weekday_of(day)]:
            fewer = {each: periods for each, periods in days.items() if each != day}
            if _kept(grouped(fewer), week) == wanted:
                days = fewer
    return grouped(days)


def settled_specials(said: Specials, week: Week) -> Specials:
    """Return what people would be told of these special days once Keeta keeps them.

    Those that are not possible are returned as they are.
    """
    try:
        return said_specials(split_specials(said, week), week)
    except InvalidHours:
        return said


def _kept(said: Specials, week: Week) -> dict[date, tuple[object, ...]] | None:
    try:
        return dict(special_dates(split_specials(said, week), date.min))
    except InvalidHours:
        return None  # Keeta holds more than may be sent: say all of it
