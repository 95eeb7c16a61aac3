"""Business hours: the rules by which Keeta takes a week or special days (store pages).

Times are seconds of the shop's local day, 0 to 86400; `{0,0}` alone closes the whole day. Special
days are milliseconds from local midnight of the first to the last millisecond of the last.
"""

import itertools
from typing import Any

from kitchen_app.sandbox.config import SandboxConfig
from kitchen_app.sandbox.refusals import BAD_BUSINESS_PARAMETER, RefusedError

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY_S = 86_400
_QUARTER_MS = 900_000
_CLOSED = (0, 0)

Week = dict[str, list[dict[str, int]]]
SpecialDays = list[dict[str, Any]]


def read_week(given: dict[str, Any], config: SandboxConfig) -> Week:
    """Return a week that obeys the rules; refuse any other."""
    if unknown := sorted(set(given) - set(DAYS)):
        raise _refused(f"{unknown[0]} is not a day of the week")
    if not given or (config.partial_week == "refused" and len(given) < len(DAYS)):
        raise _refused("businessHourOfTheWeek does not name every day")
    return {day: _read_periods(given[day], day, config) for day in DAYS if day in given}


def read_special_days(given: list[Any], config: SandboxConfig) -> SpecialDays:
    """Return special days that obey the rules, in their order; an empty list clears them."""
    days = sorted((_read_special(each, config) for each in given), key=_first_ms)
    for earlier, later in itertools.pairwise(days):
        if later["startDate"] <= earlier["endDate"]:
            raise _refused("The dates of specialBusinessHour overlap")
    return days


def _first_ms(day: dict[str, Any]) -> int:
    start: int = day["startDate"]
    return start


def _read_special(given: object, config: SandboxConfig) -> dict[str, Any]:
    if not isinstance(given, dict):
        raise _refused("specialBusinessHour is invalid")
    start, end = _whole(given, "startDate"), _whole(given, "endDate")
    # Midnight is some quarter of an hour of UTC in every time zone of the world.
    if start % _QUARTER_MS or (end + 1) % _QUARTER_MS:
        raise _refused("startDate and endDate must be the first and last millisecond of a day")
    if end < start or (end + 1 - start) % (DAY_S * 1000):
        raise _refused("endDate must end a day that is not before startDate")
    periods = _read_periods(given.get("businessHour"), "businessHour", config)
    return {"startDate": start, "endDate": end, "businessHour": periods}


def _read_periods(given: object, name: str, config: SandboxConfig) -> list[dict[str, int]]:
    if not isinstance(given, list) or not given:
        raise _refused(f"{name} must list at least one period")
    periods = [_read_period(each, name, config) for each in given]
    if _CLOSED in periods and len(periods) > 1:
        raise _refused(f"{name} is closed and open at once")
    ordered = sorted((start, end if end >= start else DAY_S) for start, end in periods)
    for earlier, later in itertools.pairwise(ordered):
        if later[0] < earlier[1]:
            raise _refused(f"The periods of {name} overlap")
    return [{"startTime": start, "endTime": end} for start, end in periods]


def _read_period(given: object, name: str, config: SandboxConfig) -> tuple[int, int]:
    if not isinstance(given, dict):
        raise _refused(f"{name} is invalid")
    start, end = _whole(given, "startTime"), _whole(given, "endTime")
    if not (0 <= start <= DAY_S and 0 <= end <= DAY_S):
        raise _refused(f"startTime and endTime of {name} must be from 0 to {DAY_S}")
    if end < start and config.overnight_periods == "refused":
        raise _refused(f"endTime of {name} is before startTime")
    if end == start and (start, end) != _CLOSED:
        raise _refused(f"A period of {name} is empty")
    return start, end


def _whole(given: dict[str, Any], name: str) -> int:
    value = given.get(name)
    if not isinstance(value, int) or isinstance(value, bool):
        raise _refused(f"{name} is invalid")
    return value


def _refused(message: str) -> RefusedError:
    return RefusedError(BAD_BUSINESS_PARAMETER, message)
