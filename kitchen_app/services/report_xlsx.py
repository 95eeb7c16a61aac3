"""Tables as the sheets of one XLSX file; every text is written as text, never as a formula."""

import io
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from kitchen_app.services.report_tables import Cell, Table

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_LONGEST_TEXT = 32_767
_LONGEST_NAME = 31
_NOT_IN_NAMES = str.maketrans("[]:*?/\\'", "        ")
_WIDEST = 28
_THOUSANDTHS = -3
_DATE, _MOMENT = "yyyy-mm-dd", "yyyy-mm-dd hh:mm:ss"


def xlsx_of(tables: Iterable[Table], *, made_at: datetime, is_right_to_left: bool) -> bytes:
    """Return a workbook with a sheet for each table; `made_at` stands in its properties."""
    import xlsxwriter  # late: only who saves a report needs it

    out = io.BytesIO()
    plain = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = xlsxwriter.Workbook(out, plain)
    book.set_properties({"created": made_at.replace(tzinfo=None, microsecond=0)})
    looks = {
        "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
        "date": book.add_format({"num_format": _DATE}),
        "moment": book.add_format({"num_format": _MOMENT}),
        **{f"0.{n * '0'}": book.add_format({"num_format": f"0.{n * '0'}"}) for n in (2, 3)},
    }
    for table in tables:
        _write(book, table, looks, is_right_to_left=is_right_to_left)
    book.close()
    return out.getvalue()


def _write(
    book: "Workbook", table: Table, looks: dict[str, Any], *, is_right_to_left: bool
) -> None:
    sheet = book.add_worksheet(table.title.translate(_NOT_IN_NAMES)[:_LONGEST_NAME])
    if is_right_to_left:
        sheet.right_to_left()
    sheet.freeze_panes(1, 0)
    for column, heading in enumerate(table.header):
        sheet.write_string(0, column, _clean(heading), looks["head"])
        sheet.set_column(column, column, _width(table, column))
    for place, row in enumerate(table.rows, start=1):
        for column, cell in enumerate(row):
            _put(sheet, place, column, cell, looks)


def _put(sheet: "Worksheet", row: int, column: int, cell: Cell, looks: dict[str, Any]) -> None:
    if cell is None or cell == "":
        return
    if isinstance(cell, str):
        sheet.write_string(row, column, _clean(cell))
    elif isinstance(cell, datetime):
        sheet.write_datetime(row, column, cell, looks["moment"])
    elif isinstance(cell, date):
        sheet.write_datetime(row, column, cell, looks["date"])
    elif isinstance(cell, Decimal):
        sheet.write_number(
            row,
            column,
            float(cell),
            looks["0.000" if cell.as_tuple().exponent == _THOUSANDTHS else "0.00"],
        )
    else:
        sheet.write_number(row, column, cell)


def _clean(text: str) -> str:
    """Return what an XLSX file can hold of a text."""
    return text.encode("utf-8", "replace").decode("utf-8")[:_LONGEST_TEXT]


def _width(table: Table, column: int) -> int:
    longest = max((len(str(row[column] or "")) for row in table.rows[:50]), default=0)
    return min(_WIDEST, max(10, longest + 2))
