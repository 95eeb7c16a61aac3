"""Tables as CSV: RFC 4180, in UTF-8 with the mark by which Excel knows it."""

import csv
import io
from collections.abc import Iterable
from datetime import datetime

from kitchen_app.services.report_tables import Cell, Table

_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""A text that begins so may be taken for a formula and carried out (OWASP, CSV injection); with
the wide signs, which a Chinese or Japanese Excel reads alike."""


def csv_files(tables: Iterable[Table]) -> dict[str, bytes]:
    """Return a file for each table, by its name."""
    return {f"{table.name}.csv": _file(table) for table in tables}


def harmless(text: str) -> str:
    """Return a text that no spreadsheet carries out: with an apostrophe before what may be one.

    What is not text at all (half of a surrogate pair) becomes a question mark.
    """
    clean = text.encode("utf-8", "replace").decode("utf-8").replace("\x00", "")
    return f"'{clean}" if clean.lstrip(" \u00a0").startswith(_STARTS) else clean


def _file(table: Table) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([harmless(each) for each in table.header])
    writer.writerows([_text(cell) for cell in row] for row in table.rows)
    return out.getvalue().encode("utf-8-sig")


def _text(cell: Cell) -> str:
    """Return a cell as text; figures of our own are figures, also below zero."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return harmless(cell)
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d %H:%M:%S}"
    return str(cell)
