"""The rules of business hours."""

from datetime import datetime, timedelta, timezone
from typing import Any, Literal

import pytest

from kitchen_app.sandbox.config import SandboxConfig
from kitchen_app.sandbox.hours import read_special_days, read_week
from kitchen_app.sandbox.refusals import RefusedError

RIYADH = timezone(timedelta(hours=3))
DAY_MS = 86_400_000


def period(start: Any, end: Any) -> dict[str, Any]:
    return {"startTime": start, "endTime": end}


def midnight_ms(day: int) -> int:
    return int(datetime(2026, 12, day, tzinfo=RIYADH).timestamp() * 1000)


def special(first: int, last: int, *periods: dict[str, Any]) -> dict[str, Any]:
    return {
        "startDate": midnight_ms(first),
        "endDate": midnight_ms(last) + DAY_MS - 1,
        "businessHour": list(periods or (period(0, 0),)),
    }


@pytest.mark.parametrize(
    "periods",
    [
        [period(0, 0)],
        [period(0, 86400)],
        [period(61200, 86400), period(36000, 54000)],
        [period(36000, 54000), period(54000, 86400)],
    ],
)
def test_days_that_are_taken(periods: list[dict[str, Any]]) -> None:
    assert read_week({"mon": periods}, SandboxConfig()) == {"mon": periods}


@pytest.mark.parametrize(
    "week",
    [
        {},
        {"monday": [period(0, 0)]},
        {"mon": []},
        {"mon": None},
        {"mon": "closed"},
        {"mon": [7]},
        {"mon": [period(0, 86401)]},
        {"mon": [period(-1, 5)]},
        {"mon": [period(1.5, 5)]},
        {"mon": [period(True, 5)]},
        {"mon": [period(None, 5)]},
        {"mon": [period(50, 50)]},
        {"mon": [period(36000, 54000), period(53999, 60000)]},
        {"mon": [period(0, 0), period(36000, 54000)]},
        {"mon": [period(0, 0), period(0, 0)]},
    ],
)
def test_weeks_that_are_refused(week: dict[str, Any]) -> None:
    with pytest.raises(RefusedError):
        read_week(week, SandboxConfig())


@pytest.mark.parametrize(("switch", "taken"), [("refused", False), ("accepted", True)])
def test_over_midnight(switch: Literal["refused", "accepted"], taken: bool) -> None:
    config = SandboxConfig(overnight_periods=switch)
    assert _takes({"fri": [period(64800, 7200)]}, config) == taken
    overlapping = {"fri": [period(64800, 7200), period(72000, 80000)]}
    assert not _takes(overlapping, config)


@pytest.mark.parametrize(("switch", "taken"), [("accepted", True), ("refused", False)])
def test_a_week_with_days_left_out(switch: Literal["accepted", "refused"], taken: bool) -> None:
    assert _takes({"fri": [period(0, 0)]}, SandboxConfig(partial_week=switch)) == taken


def test_special_days_in_any_zone_and_sequence() -> None:
    later, earlier = special(5, 6), special(1, 2, period(36000, 72000))
    assert read_special_days([later, earlier], SandboxConfig()) == [earlier, later]
    assert read_special_days([], SandboxConfig()) == []


@pytest.mark.parametrize(
    "days",
    [
        [special(1, 2), special(2, 3)],
        [special(2, 1)],
        [special(1, 1) | {"startDate": midnight_ms(1) + 1}],
        [special(1, 1) | {"endDate": midnight_ms(2)}],
        [special(1, 1) | {"endDate": midnight_ms(1) + 3_599_999}],
        [special(1, 1) | {"startDate": "1"}],
        [special(1, 1) | {"businessHour": []}],
        [special(1, 1, period(50, 40))],
        ["tomorrow"],
    ],
)
def test_special_days_that_are_refused(days: list[Any]) -> None:
    with pytest.raises(RefusedError):
        read_special_days(days, SandboxConfig())


def _takes(week: dict[str, Any], config: SandboxConfig) -> bool:
    try:
        read_week(week, config)
    except RefusedError:
        return False
    return True
