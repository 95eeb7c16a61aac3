"""Refunds by reason, and the orders of several shops."""

from dataclasses import replace

from pytestqt.qtbot import QtBot

from kitchen_app.domain.order import ShopId
from kitchen_app.domain.report import Figures
from kitchen_app.ui.report.lines import FigureLine, refund_lines, shop_lines
from kitchen_app.ui.theme import Theme
from tests.services.reports import HOSTILE, a_report
from tests.ui import canned_report


def test_refunds_say_who_asked_why_how_many_and_how_much() -> None:
    lines = dict(refund_lines(a_report()))
    worth = "3 refunds · \u2068SAR\u00a014.00\u2069 · 1 without an amount"
    assert lines == {
        f"Customer · \u2068{HOSTILE}\u2069": worth,
        "Shop · It took too long": "1 refund · \u2068SAR\u00a07.00\u2069",
    }


def test_shops_are_told_where_there_are_several() -> None:
    report = canned_report.day()
    assert list(shop_lines(report)) == []
    both = {ShopId("2"): Figures(orders=1), ShopId("1"): report.whole}
    told = [text for text, _ in shop_lines(replace(report, shops=both))]
    assert told == ["\u20681\u2069", "\u20682\u2069"]


def test_a_line_shows_both(theme: Theme, qtbot: QtBot) -> None:
    line = FigureLine(theme, "Customer", "3")
    qtbot.addWidget(line)
    assert (line.text, line.figure) == ("Customer", "3")
