"""The day in numbers."""

from datetime import date

from kitchen_app.domain.money import Money
from kitchen_app.domain.tickets import DaySummary
from kitchen_app.printing.blocks import Row
from kitchen_app.printing.day_summary import BLOCKS
from tests.printing.papers import EN, NOW


def test_every_count_and_every_currency_has_its_row() -> None:
    amounts = (Money(minor=100, currency="SAR"), Money(minor=1, currency="KWD"))
    day = DaySummary(day=date(2026, 3, 14), printed_at=NOW, completed=2, missed=1, sold=amounts)
    counts = [block.end for block in BLOCKS["counts"](day, EN) if isinstance(block, Row)]
    assert counts == ["2", "0", "0", "1"]
    sold = [block.end for block in BLOCKS["sold"](day, EN) if isinstance(block, Row)]
    assert sold == ["\u2068SAR\u00a01.00\u2069", "\u2068KWD\u00a00.001\u2069"]
