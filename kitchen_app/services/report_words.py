"""A report in words and figures that the screen, the command line and files share."""

from collections.abc import Iterable
from datetime import date

from kitchen_app.base.speech import Speech
from kitchen_app.domain.part_refund import PartRefundReason
from kitchen_app.domain.report import Period, RefundLine, Report, Span, Why
from kitchen_app.domain.sold_out import DAY_BEGINS


def file_name(period: Period) -> str:
    """Return the name of a report's file, without its ending."""
    day = f"{period.first:%Y-%m}" if period.span is Span.MONTH else f"{period.first:%Y-%m-%d}"
    return f"report-{period.span.value}-{day}"


def reason(line: RefundLine, speech: Speech) -> str:
    """Return why something was given back; words that are told are as they came."""
    if line.why is Why.TOLD:
        return line.words
    if isinstance(line.why, PartRefundReason):
        return speech.tr(f"refund_reason.{line.why.value}")
    return speech.tr(f"report.why_{line.why.value}")


def duration(seconds: int) -> str:
    """Return m:ss, or h:mm:ss from an hour on."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"


def change(now: int, before: int) -> str:
    """Return by how much something grew, in whole percent; empty without anything before."""
    if before <= 0:
        return ""
    percent = round((now - before) * 100 / before)
    return f"{percent:+d}\u00a0%".replace("-", "\u2212")


def hours_of_day(hours: Iterable[int]) -> list[int]:
    """Return hours in the order of a kitchen's day."""
    first = int(DAY_BEGINS.total_seconds()) // 3600
    return sorted(hours, key=lambda hour: (hour - first) % 24)


def weekday_name(position: int, speech: Speech, *, is_short: bool = False) -> str:
    """Return the name of a day of the week, Monday 0."""
    from babel.dates import get_day_names  # late: the first paint does not need it

    names = get_day_names("abbreviated" if is_short else "wide", locale=speech.locale_name)
    return str(names[position])


def period_name(period: Period, speech: Speech) -> str:
    """Return a period as people say it: a day, from a day to a day, a month."""
    if period.span is Span.MONTH:
        return _said(period.first, "yMMMM", speech)
    if period.span is Span.DAY:
        return _said(period.first, "yMMMEd", speech)
    has_year = period.first.year != period.last.year
    first = _said(period.first, "yMMMd" if has_year else "MMMd", speech)
    return f"{first} – {_said(period.last, 'yMMMd', speech)}"


def short_name(period: Period, speech: Speech) -> str:
    """Return a period in the fewest signs that tell it from its neighbours."""
    if period.span is Span.MONTH:
        from babel.dates import format_date  # late: as above

        return str(format_date(period.first, "LLLL", locale=speech.locale_name))
    if period.span is Span.DAY:
        return _said(period.first, "MMMEd", speech)
    return f"{_said(period.first, 'MMMd', speech)} – {_said(period.last, 'MMMd', speech)}"


def compared_name(report: Report, speech: Speech) -> str:
    """Return what a report is compared with; of a period that goes on, up to when."""
    period, other = report.period, report.period.compared_with()
    if report.until is None:
        return short_name(other, speech)
    cut = min(other.begins + (report.until - period.begins), other.ends).astimezone()
    time = speech.figures(f"{cut:%H:%M}")
    if period.span is not Span.DAY:
        time = f"{_said(cut.date(), 'MMMEd', speech)} {time}"
    return speech.tr("report.part", when=short_name(other, speech), time=time)


def _said(day: date, skeleton: str, speech: Speech) -> str:
    from babel.dates import format_skeleton  # late: as above

    return speech.figures(str(format_skeleton(skeleton, day, locale=speech.locale_name)))
