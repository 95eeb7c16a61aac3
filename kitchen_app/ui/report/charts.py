"""When orders came and how long they took, as bars."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from kitchen_app.domain.report import Figures, Report, Span
from kitchen_app.services.report_words import duration, hours_of_day, weekday_name
from kitchen_app.ui.i18n import figures, speech, tr
from kitchen_app.ui.shop.hours_words import date_text
from kitchen_app.ui.widgets.bar_chart import Bar

_HOURS = 24
_NOTHING = Figures()


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Bars under a title."""

    title: str
    bars: tuple[Bar, ...]


def charts_of(report: Report) -> tuple[Chart, ...]:
    """Return the charts of a report; one that could show nothing is left out."""
    return tuple(chart for chart in _all(report) if any(bar.value for bar in chart.bars))


def _all(report: Report) -> Iterator[Chart]:
    if report.period.span is not Span.DAY:
        yield Chart(title=tr("report.by_day"), bars=tuple(_days(report)))
    if report.period.span is Span.MONTH:
        yield Chart(title=tr("report.by_weekday"), bars=tuple(_weekdays(report)))
    hours = _busy_hours(report)
    counts = ((hour, report.hours.get(hour, _NOTHING)) for hour in hours)
    bars = tuple(_count(figures(f"{hour:02d}"), _hour(hour), told) for hour, told in counts)
    yield Chart(title=tr("report.by_hour"), bars=bars)
    yield Chart(title=tr("report.prepare_by_hour"), bars=tuple(_times(report, hours)))


def _days(report: Report) -> Iterator[Bar]:
    for day in report.period.days:
        told = report.days.get(day, _NOTHING)
        yield _count(_day_label(report.period.span, day), date_text(day, has_year=False), told)


def _day_label(span: Span, day: date) -> str:
    if span is Span.MONTH:
        return figures(str(day.day))
    return figures(f"{weekday_name(day.weekday(), speech(), is_short=True)} {day.day}")


def _weekdays(report: Report) -> Iterator[Bar]:
    for day in range(7):
        told = report.weekdays.get(day, _NOTHING)
        short = weekday_name(day, speech(), is_short=True)
        yield _count(short, weekday_name(day, speech()), told)


def _busy_hours(report: Report) -> list[int]:
    """Return the hours from the first to the last in which an order came, by the kitchen's day."""
    ranked = hours_of_day(range(_HOURS))
    busy = [place for place, hour in enumerate(ranked) if hour in report.hours]
    return ranked[busy[0] : busy[-1] + 1] if busy else []


def _hour(hour: int) -> str:
    return figures(f"{hour:02d}:00")


def _count(label: str, whole: str, told: Figures) -> Bar:
    spoken = tr("report.bar", label=whole, value=tr("report.count", n=told.orders))
    return Bar(label=label, value=told.orders, figure=figures(str(told.orders)), spoken=spoken)


def _times(report: Report, hours: Iterable[int]) -> Iterator[Bar]:
    for hour in hours:
        spread = report.hours.get(hour, _NOTHING).prepare
        seconds = spread.median_s if spread else 0
        told = figures(duration(seconds)) if spread else tr("report.no_times")
        yield Bar(
            label=figures(f"{hour:02d}"),
            value=seconds,
            figure=figures(str(round(seconds / 60))),
            spoken=tr("report.bar", label=_hour(hour), value=told),
        )
