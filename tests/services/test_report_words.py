"""Names of periods, durations and changes in words and figures."""

from dataclasses import replace
from datetime import date

import pytest

from kitchen_app.base.speech import Speech
from kitchen_app.domain.report import Period, RefundLine, Span, Why, period_of
from kitchen_app.services import report_words
from tests.services.reports import HOSTILE, a_report

EN, AR, ZH = Speech("en"), Speech("ar", has_arabic_figures=True), Speech("zh_HK")
DAY = period_of(Span.DAY, date(2026, 3, 14))
WEEK = period_of(Span.WEEK, date(2026, 12, 30))
MONTH = period_of(Span.MONTH, date(2026, 3, 14))


@pytest.mark.parametrize(
    ("period", "file", "name", "short"),
    [
        (DAY, "report-day-2026-03-14", "Sat, Mar 14, 2026", "Sat, Mar 14"),
        (WEEK, "report-week-2026-12-28", "Dec 28, 2026 – Jan 3, 2027", "Dec 28 – Jan 3"),
        (MONTH, "report-month-2026-03", "March 2026", "March"),
    ],
)
def test_periods_have_names(period: Period, file: str, name: str, short: str) -> None:
    assert report_words.file_name(period) == file
    assert report_words.period_name(period, EN) == name
    assert report_words.short_name(period, EN) == short


def test_periods_are_named_in_the_language_and_its_figures() -> None:
    assert report_words.period_name(MONTH, ZH) == "2026年3月"
    assert "٢٠٢٦" in report_words.period_name(MONTH, AR)
    assert report_words.weekday_name(0, ZH, is_short=True) == "週一"


@pytest.mark.parametrize(
    ("seconds", "told"), [(0, "0:00"), (59, "0:59"), (600, "10:00"), (3661, "1:01:01")]
)
def test_durations(seconds: int, told: str) -> None:
    assert report_words.duration(seconds) == told


@pytest.mark.parametrize(
    ("now", "before", "told"),
    [
        (110, 100, "+10\u00a0%"),
        (50, 100, "−50\u00a0%"),
        (5, 5, "+0\u00a0%"),
        (5, 0, ""),
        (1, -9, ""),
    ],
)
def test_changes(now: int, before: int, told: str) -> None:
    assert report_words.change(now, before) == told


def test_hours_begin_with_the_kitchens_day() -> None:
    assert report_words.hours_of_day([0, 3, 4, 23]) == [4, 23, 0, 3]


def test_what_a_report_is_compared_with_ends_where_it_does() -> None:
    report = a_report(Span.DAY)
    assert report_words.compared_name(report, EN).endswith(", until 12:00")
    assert ", until " not in report_words.compared_name(replace(report, until=None), EN)
    assert ", until " in report_words.compared_name(a_report(), EN)


def test_every_reason_has_words() -> None:
    told = {report_words.reason(line, EN) for line in a_report().refunds}
    assert told == {HOSTILE, "It took too long"}
    by = a_report().refunds[0].by
    for why in (Why.OWN, Why.NOT_KEPT):
        assert report_words.reason(RefundLine(by=by, why=why), ZH)
