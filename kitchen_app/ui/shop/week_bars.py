"""Where the periods of a week stand in a grid of seven rows, and what a drag makes of them."""

from dataclasses import dataclass, replace
from enum import StrEnum

from PySide6.QtCore import QRectF

from kitchen_app.domain.hours import DAY_S, Period
from kitchen_app.ui.shop.hours_words import SpokenWeek

STEP_S = 900
DAYS = 7


class Grip(StrEnum):
    """What of a bar is held."""

    START = "start"
    WHOLE = "whole"
    END = "end"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """The part of a period that lies in one row; `goes_on` in the next, `came` from the last."""

    day: int
    position: int
    row: int
    start_s: int
    end_s: int
    came: bool = False
    goes_on: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The track of the rows in pixels: `left` and `width` of 24 hours, `top` and row height."""

    left: float
    width: float
    top: float
    row: float
    is_mirrored: bool = False

    def x_of(self, second: int) -> float:
        share = second / DAY_S
        return self.left + self.width * (1 - share if self.is_mirrored else share)

    def second_at(self, x: float) -> float:
        share = (x - self.left) / self.width
        return DAY_S * (1 - share if self.is_mirrored else share)

    def row_at(self, y: float) -> int:
        """Return the row; above and below the grid the numbers go on."""
        return int((y - self.top) // self.row)

    def rect_of(self, bar: Bar, inset: float) -> QRectF:
        one, other = self.x_of(bar.start_s), self.x_of(bar.end_s)
        top = self.top + bar.row * self.row + inset
        return QRectF(min(one, other), top, abs(other - one), self.row - 2 * inset)


def bars_of(days: SpokenWeek) -> list[Bar]:
    """Return a bar for each period, two where it goes on over midnight."""
    bars = []
    for day, periods in enumerate(days):
        for position, each in enumerate(periods):
            is_night = each.end_s > DAY_S
            end_s = DAY_S if is_night else each.end_s
            first = Bar(
                day=day,
                position=position,
                row=day,
                start_s=each.start_s,
                end_s=end_s,
                goes_on=is_night,
            )
            bars.append(first)
            if is_night:
                rest = replace(first, row=(day + 1) % DAYS, start_s=0, end_s=each.end_s - DAY_S)
                bars.append(replace(rest, came=True, goes_on=False))
    return bars


def grip_at(bar: Bar, second: float, reach_s: float) -> Grip | None:
    """Return what of a bar is under a finger that reaches so far to each side."""
    if not bar.start_s - reach_s <= second <= bar.end_s + reach_s:
        return None
    inner = min(reach_s, (bar.end_s - bar.start_s) / 3)
    if second <= bar.start_s + inner and not bar.came:
        return Grip.START
    if second >= bar.end_s - inner and not bar.goes_on:
        return Grip.END
    return Grip.WHOLE if bar.start_s <= second <= bar.end_s else None


def dragged(old: Period, grip: Grip, by_s: float) -> Period:
    """Return a period after a drag by so many seconds, on a quarter of an hour."""
    if grip is Grip.START:
        start = _bounded(_quarter(old.start_s + by_s), old.end_s - DAY_S, old.end_s - STEP_S)
        return Period(start_s=_bounded(start, 0, DAY_S - STEP_S), end_s=old.end_s)
    if grip is Grip.END:
        end = _quarter(old.end_s + by_s)
        return replace(old, end_s=_bounded(end, old.start_s + STEP_S, old.start_s + DAY_S))
    start = _bounded(_quarter(old.start_s + by_s), 0, DAY_S - STEP_S)
    return Period(start_s=start, end_s=start + old.end_s - old.start_s)


def with_period(days: SpokenWeek, day: int, position: int, period: Period | None) -> SpokenWeek:
    """Return the week with another period in a place; None takes it away."""
    periods = list(days[day])
    periods[position : position + 1] = [] if period is None else [period]
    return with_day(days, day, tuple(periods))


def with_day(days: SpokenWeek, day: int, periods: tuple[Period, ...]) -> SpokenWeek:
    return (*days[:day], periods, *days[day + 1 :])


def _quarter(second: float) -> int:
    return round(second / STEP_S) * STEP_S


def _bounded(value: int, least: int, most: int) -> int:
    return max(least, min(most, value))
