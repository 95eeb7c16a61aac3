"""Public holidays as a start for special days: days in a row are offered as one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Holiday:
    """Days in a row, both ends included, and what they are called where that differs."""

    first: date
    last: date
    names: tuple[str, ...]


def in_rows(names: Mapping[date, str]) -> tuple[Holiday, ...]:
    """Return the holidays of a list, the earliest first."""
    rows: list[Holiday] = []
    for day in sorted(names):
        name = names[day]
        before = rows[-1] if rows and rows[-1].last + _DAY == day else None
        if before is None:
            rows.append(Holiday(first=day, last=day, names=(name,)))
            continue
        told = before.names if name in before.names else (*before.names, name)
        rows[-1] = Holiday(first=before.first, last=day, names=told)
    return tuple(rows)
