"""CSV that every program reads back, and that carries nothing out."""

import csv
import io

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kitchen_app.base.speech import Speech
from kitchen_app.services.report_csv import csv_files, harmless
from kitchen_app.services.report_tables import Table, tables_of
from tests.services.reports import HOSTILE, a_report

FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def read(content: bytes) -> list[list[str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))


def of_one(text: str) -> bytes:
    return csv_files([Table(name="t", title="", header=("a", "b"), rows=((text, -5),))])["t.csv"]


@given(st.text())
@example(HOSTILE)
@example("  =1+1")
@example('say "hi", \r\n=2')
@example("\ud800")
def test_no_text_begins_a_formula_and_all_of_it_is_there(text: str) -> None:
    ((_, _), (cell, number)) = read(of_one(text))
    assert not cell.lstrip(" \u00a0").startswith(FORMULAS)
    kept = text.encode("utf-8", "replace").decode().replace("\x00", "")
    assert cell in (kept, f"'{kept}")
    assert number == "-5", "a figure of our own stays one"


@pytest.mark.parametrize("text", ["Food was cold", "١٢", "'quoted", "a=b", "3 - 2"])
def test_what_is_harmless_stays_as_it_is(text: str) -> None:
    assert harmless(text) == text


def test_a_whole_report_is_read_back() -> None:
    tables = tables_of(a_report(), Speech("zh_HK"))
    files = csv_files(tables)
    assert list(files) == [f"{table.name}.csv" for table in tables]
    for table in tables:
        content = files[f"{table.name}.csv"]
        rows = read(content)
        assert len(rows) == len(table.rows) + 1
        assert {len(row) for row in rows} == {len(table.header)}
        assert content.count(b"\r\n") == len(rows)
    orders = read(files["orders.csv"])
    assert orders[10][0] == "'@SUM(A1)"
    assert orders[10][11] == "-1.20"
    assert f"'{HOSTILE}" in [row[1] for row in read(files["refunds.csv"])]
