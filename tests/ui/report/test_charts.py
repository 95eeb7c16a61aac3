"""Which bars a report has, and what they tell."""

from dataclasses import replace

from PySide6.QtWidgets import QApplication

from kitchen_app.ui import i18n
from kitchen_app.ui.report.charts import Chart, charts_of
from tests.ui import canned_report


def titles(charts: tuple[Chart, ...]) -> list[str]:
    return [chart.title for chart in charts]


def test_a_day_has_its_hours_from_the_first_to_the_last() -> None:
    by_hour, prepared = charts_of(canned_report.day())
    labels = [bar.label for bar in by_hour.bars]
    assert labels == [f"{hour:02d}" for hour in range(int(labels[0]), int(labels[-1]) + 1)]
    assert sum(bar.value for bar in by_hour.bars) == canned_report.day().whole.orders
    assert [bar.label for bar in prepared.bars] == labels
    quiet = labels.index("16")
    assert (by_hour.bars[quiet].value, prepared.bars[quiet].spoken) == (0, "16:00: No times")
    assert by_hour.bars[quiet].spoken == "16:00: 0 orders"


def test_a_month_has_every_day_and_weekday() -> None:
    by_day, by_weekday, *rest = charts_of(canned_report.month())
    assert len(by_day.bars) == 28
    assert by_day.bars[0].spoken.startswith("Sun, Feb 1: ")
    assert [bar.label for bar in by_weekday.bars] == [
        "Mon",
        "Tue",
        "Wed",
        "Thu",
        "Fri",
        "Sat",
        "Sun",
    ]
    assert sum(bar.value for bar in by_weekday.bars) == sum(bar.value for bar in by_day.bars)
    assert len(rest) == 2


def test_a_chart_without_a_bar_is_left_out(qapp: QApplication) -> None:
    assert charts_of(canned_report.empty()) == ()
    untimed = replace(
        canned_report.day(),
        hours={
            hour: replace(told, prepare=None) for hour, told in canned_report.day().hours.items()
        },
    )
    i18n.install(qapp, "zh_HK")
    assert titles(charts_of(untimed)) == ["每小時訂單"]
