"""Tables of a report: every row as wide as its heading, and the figures where they belong."""

from decimal import Decimal

import pytest

from kitchen_app.base.speech import Speech
from kitchen_app.domain.report import Figures, Report, Span, period_of
from kitchen_app.services.report_tables import Cell, Table, tables_of
from kitchen_app.services.settings import LANGUAGES
from tests.fakes import NOON
from tests.services.reports import HOSTILE, ROWS, a_report


@pytest.fixture(scope="module")
def tables() -> dict[str, Table]:
    return {table.name: table for table in tables_of(a_report(), Speech("en"))}


def cells(table: Table, row: int) -> dict[str, Cell]:
    return dict(zip(table.header, table.rows[row], strict=True))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_row_is_as_wide_as_its_heading(language: str) -> None:
    made = tables_of(a_report(), Speech(language))
    names = ["summary", "day", "hour", "weekday", "shop", "refunds", "orders"]
    assert [table.name for table in made] == names
    for table in made:
        assert {len(row) for row in table.rows} == {len(table.header)}, table.name
        assert len(set(table.header)) == len(table.header), table.name


def test_the_summary_has_the_whole_and_what_it_is_compared_with(tables: dict[str, Table]) -> None:
    summary = {str(row[0]): row[1:] for row in tables["summary"].rows}
    assert summary["Orders"] == (13, "", 4)
    assert summary["Sales"] == (Decimal("550.55"), "SAR", Decimal("200.06"))
    assert summary["Net: Amount not stated"] == (1, "", 0)
    assert summary["Prepared in: longest"] == (14 * 60, "seconds", 7 * 60)
    assert summary["1 order cannot be read and is not counted."] == (1, "", None)


def test_groups_add_up_to_the_whole(tables: dict[str, Table]) -> None:
    for name in ("day", "hour", "weekday", "shop"):
        rows = [cells(tables[name], place) for place in range(len(tables[name].rows))]
        assert sum(int(str(row["Orders"])) for row in rows) == len(ROWS), name
        sales = [row["Sales (SAR)"] for row in rows]
        assert sum(each for each in sales if isinstance(each, Decimal)) == Decimal("550.55"), name


def test_an_order_has_its_moments_and_money_and_no_words(tables: dict[str, Table]) -> None:
    orders = tables["orders"]
    nine = cells(orders, 9)
    assert (nine["Number"], nine["Net (SAR)"]) == ("@SUM(A1)", Decimal("-1.20"))
    assert (nine["Given back (SAR)"], nine["Amount not stated"]) == (None, 1)
    missed = cells(orders, 11)
    assert (missed["Accepted"], missed["Ended by"]) == (None, "Ended by Keeta")
    assert HOSTILE not in repr(orders)
    assert HOSTILE in repr(tables["refunds"])


def test_a_period_without_orders_has_tables_too() -> None:
    empty = Report(
        period=period_of(Span.DAY, NOON.date()),
        made_at=NOON,
        late_after_min=15,
        whole=Figures(),
        earlier=Figures(),
    )
    made = {table.name: len(table.rows) for table in tables_of(empty, Speech("en"))}
    assert made.pop("summary") > 10
    assert set(made.values()) == {0}
