"""Hours in words, and times out of what people type."""

from datetime import UTC, date, datetime

import pytest
from PySide6.QtWidgets import QApplication

from kitchen_app.domain.hours import ALL_DAY, HoursFault, InvalidHours, Period, SpecialDays, Weekday
from kitchen_app.services.settings import LANGUAGES, Digits
from kitchen_app.ui import i18n
from kitchen_app.ui.shop import hours_words
from tests.ui import canned

NOON = Period(start_s=43_200, end_s=46_800)
NIGHT = Period(start_s=64_800, end_s=86_400 + 7_200)


def plain(text: str) -> str:
    return text.replace("\u2068", "").replace("\u2069", "").replace("\u2009", " ")


@pytest.mark.parametrize(
    ("typed", "second"),
    [
        ("09:30", 34_200),
        ("9:30", 34_200),
        ("0930", 34_200),
        ("9.30", 34_200),
        (" 24:00 ", 86_400),
        ("٠٩:٣٠", 34_200),
        ("24:01", None),
        ("9:60", None),
        ("9", None),
        ("", None),
        ("noon", None),
    ],
)
def test_a_time_is_read_as_people_type_it(typed: str, second: int | None) -> None:
    assert hours_words.parse_clock(typed) == second


def test_a_period_that_ends_earlier_ends_next_day() -> None:
    assert hours_words.period(64_800, 7_200) == NIGHT
    assert hours_words.period(43_200, 46_800) == NOON
    assert hours_words.period(0, 0) == ALL_DAY[0]


def test_days_in_words() -> None:
    assert hours_words.day_text(()) == "closed"
    assert hours_words.day_text(ALL_DAY) == "open all day"
    assert hours_words.day_text(None) == "as in every week"
    assert hours_words.day_text((NIGHT, NOON)) == "12:00–13:00, 18:00–02:00 next day"
    assert hours_words.clock_text(86_400) == "24:00"


def test_only_days_that_differ_are_told() -> None:
    old = hours_words.spoken(canned.NIGHTS)
    new = (*old[:4], (), *old[5:])
    assert hours_words.week_differences(old, new) == ["Friday: 18:00–02:00 next day → closed"]
    turned = ((old[0][1], old[0][0]), *old[1:])
    assert hours_words.week_differences(old, turned) == []
    assert hours_words.kept(old) == canned.NIGHTS


def test_dates_that_change_alike_are_told_together() -> None:
    def days(first: int, last: int, *periods: Period) -> SpecialDays:
        return SpecialDays(first=date(2026, 12, first), last=date(2026, 12, last), periods=periods)

    told = hours_words.special_differences((days(1, 4),), (days(1, 1), days(3, 4, NOON)))
    assert [plain(line) for line in told] == [
        "Wed, Dec 2, 2026: closed → as in every week",
        "Thu, Dec 3 – Fri, Dec 4, 2026: closed → 12:00–13:00",
    ]


@pytest.mark.parametrize("place", [Weekday.FRI, "2026-12-02"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fault_has_words_and_its_day(qapp: QApplication, language: str, place: str) -> None:
    i18n.install(qapp, language)
    told = {hours_words.fault_text(InvalidHours(fault, place)) for fault in HoursFault}
    assert len(told) == len(HoursFault)


def test_the_zone_and_the_time_there() -> None:
    noon = datetime(2026, 11, 22, 12, tzinfo=UTC)
    assert plain(hours_words.zone_text("Asia/Riyadh", noon)) == (
        "Times in Riyadh; there it is 15:00 now"
    )
    assert hours_words.zone_text("", noon) == "Times of the shop's place"


def test_figures_are_those_of_the_screen(qapp: QApplication) -> None:
    i18n.install(qapp, "ar", Digits.ARABIC_INDIC)
    assert hours_words.clock_text(34_200) == "٠٩:٣٠"
    assert hours_words.month_text(date(2026, 12, 1)) == "ديسمبر ٢٠٢٦"
    assert hours_words.weekday_name(4) == "الجمعة"
