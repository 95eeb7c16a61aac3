"""A workbook, read back from its bytes: texts are texts, figures are figures."""

import io
import zipfile
from datetime import datetime
from decimal import Decimal
from xml.etree import ElementTree

import pytest

from kitchen_app.base.speech import Speech
from kitchen_app.services.report_tables import Table, tables_of
from kitchen_app.services.report_xlsx import xlsx_of
from tests.fakes import NOON
from tests.services.reports import HOSTILE, a_report

NS = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
TEXTS = (HOSTILE, "http://x.test/", "1e5", "{=A1}", "شوربة \ud800", "_x0041_ \x07", "+1", "汁")


def sheets(content: bytes) -> dict[str, ElementTree.Element]:
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        assert book.testzip() is None
        told = ElementTree.fromstring(book.read("xl/workbook.xml"))
        names = [sheet.get("name", "") for sheet in told.iterfind(".//m:sheet", NS)]
        return {
            name: ElementTree.fromstring(book.read(f"xl/worksheets/sheet{place}.xml"))
            for place, name in enumerate(names, start=1)
        }


def strings(content: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        root = ElementTree.fromstring(book.read("xl/sharedStrings.xml"))
    return ["".join(part.text or "" for part in each.iter()) for each in root]


def test_no_text_is_a_formula_a_link_or_a_number() -> None:
    rows = tuple((text,) for text in TEXTS)
    table = Table(name="t", title="a/b [c]", header=("=1+1",), rows=rows)
    content = xlsx_of([table], made_at=NOON, is_right_to_left=False)
    ((name, sheet),) = sheets(content).items()
    assert name == "a b  c "
    assert {cell.get("t") for cell in sheet.iterfind(".//m:c", NS)} == {"s"}
    assert b"<f>" not in content
    assert sheet.find(".//m:hyperlink", NS) is None
    assert sheet.find(".//m:f", NS) is None
    told = strings(content)
    assert {"=1+1", HOSTILE, "1e5", "شوربة ?", "+1", "汁"} <= set(told)


def test_figures_and_moments_are_values() -> None:
    moment = datetime(2026, 3, 14, 12, 0)  # noqa: DTZ001 - as the clock on the wall shows it
    row = ("x", 7, Decimal("-1.20"), Decimal("0.125"), moment, moment.date(), None, "")
    table = Table(name="t", title="t", header=tuple("abcdefgh"), rows=(row,))
    (sheet,) = sheets(xlsx_of([table], made_at=NOON, is_right_to_left=False)).values()
    cells = sheet.findall(".//m:row[@r='2']/m:c", NS)
    values = [cell.findtext("m:v", "", NS) for cell in cells[1:]]
    assert values == ["7", "-1.2", "0.125", "46095.5", "46095"]
    assert len({cell.get("s") for cell in cells[2:]}) == 4, "each has a look of its own"


@pytest.mark.parametrize(("language", "mirrored"), [("en", None), ("ar", "1")])
def test_a_whole_report_has_a_sheet_for_each_table(language: str, mirrored: str | None) -> None:
    tables = tables_of(a_report(), Speech(language))
    content = xlsx_of(tables, made_at=NOON, is_right_to_left=bool(mirrored))
    made = sheets(content)
    assert list(made) == [table.title for table in tables]
    for table, sheet in zip(tables, made.values(), strict=True):
        assert len(sheet.findall(".//m:row", NS)) == len(table.rows) + 1
        view = sheet.find(".//m:sheetView", NS)
        assert view is not None
        assert view.get("rightToLeft") == mirrored
