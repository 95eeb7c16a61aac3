"""`kitchen-app report`: what a day, a week or a month brought; also while the app runs."""

import argparse
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from kitchen_app.base.clock import SystemClock
from kitchen_app.base.errors import KnownError
from kitchen_app.base.paths import default_data_dir
from kitchen_app.base.speech import Speech
from kitchen_app.domain.report import EARLIEST, LATEST, Period, Report, Span, period_of
from kitchen_app.domain.sold_out import kitchen_day
from kitchen_app.services.settings import LANGUAGES

if TYPE_CHECKING:
    from kitchen_app.services.report_tables import Table

SUMMARY = "count what a day, a week or a month brought"


class NoReport(KnownError):
    """The report that was asked for cannot be made or written."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--period", choices=[span.value for span in Span], default="day", help="how long it is"
    )
    parser.add_argument(
        "--date", type=_day, metavar="DAY", help="a day in it, as 2026-03-14; today without one"
    )
    parser.add_argument(
        "--format",
        choices=["text", "csv", "xlsx"],
        default="text",
        help="a summary to read, a folder with a CSV file for each table, or one workbook",
    )
    parser.add_argument(
        "--out", type=Path, metavar="WHERE", help="the file, for csv the folder; text needs none"
    )
    parser.add_argument("--language", choices=LANGUAGES, default="en", help="of headings and words")
    parser.add_argument(
        "--data-dir", type=Path, metavar="DIR", help="where configuration and orders lie"
    )


def execute(options: argparse.Namespace) -> int:
    from kitchen_app.services.report_tables import tables_of

    if options.out is None and options.format != "text":
        raise NoReport(f"Say with --out where the {options.format} goes.")
    clock = SystemClock()
    period = period_of(Span(options.period), options.date or kitchen_day(clock.now()))
    report = _read(options.data_dir or default_data_dir(), period)
    speech = Speech(options.language)
    tables = tables_of(report, speech)
    if options.format == "text":
        _give(_as_text(tables), options.out)
        return 0
    try:
        written = _write(options.format, options.out, tables, report, speech)
    except OSError as error:
        raise NoReport(f"{options.out} cannot be written: {error.strerror or error}") from error
    print(f"{written}: {report.whole.orders} orders")
    return 0


def _read(data_dir: Path, period: Period) -> Report:
    from kitchen_app.services.reports import read_report
    from kitchen_app.store.config_file import load_existing_settings
    from kitchen_app.store.database import FILE_NAME, open_read_only
    from kitchen_app.store.report_reader import ReportFile

    open_read_only(data_dir).close()  # it says what to do about a file that is not ours to read
    late_after_min = load_existing_settings(data_dir).screen.late_after_min
    reader = ReportFile(data_dir / FILE_NAME)
    return read_report(reader, period, now=SystemClock().now(), late_after_min=late_after_min)


def _as_text(tables: "tuple[Table, ...]") -> str:
    """Return the summary and the refunds as lines for people."""
    lines: list[str] = []
    for table in tables:
        if table.name not in ("summary", "refunds") or not table.rows:
            continue
        shown = [["" if cell is None else str(cell) for cell in row] for row in table.rows]
        shown = [list(table.header), *shown]
        widths = [max(map(len, column)) for column in zip(*shown, strict=True)]
        for row in shown:
            cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
            lines.append("  ".join(cells).rstrip())
        lines.append("")
    return "\n".join(lines)


def _give(text: str, out: Path | None) -> None:
    if out is None:
        print(text, end="")
        return
    try:
        out.write_text(text, encoding="utf-8")
    except OSError as error:
        raise NoReport(f"{out} cannot be written: {error.strerror or error}") from error
    print(out)


def _write(
    form: str, out: Path, tables: "tuple[Table, ...]", report: Report, speech: Speech
) -> Path:
    from kitchen_app.services.report_csv import csv_files
    from kitchen_app.services.report_words import file_name
    from kitchen_app.services.report_xlsx import xlsx_of

    if form == "csv":
        out.mkdir(parents=True, exist_ok=True)
        start = file_name(report.period)
        for name, content in csv_files(tables).items():
            (out / f"{start}-{name}").write_bytes(content)
        return out
    right_to_left = speech.is_right_to_left
    out.write_bytes(xlsx_of(tables, made_at=report.made_at, is_right_to_left=right_to_left))
    return out


def _day(typed: str) -> date:
    try:
        day = date.fromisoformat(typed)
    except ValueError as error:
        raise argparse.ArgumentTypeError("a day, as 2026-03-14") from error
    if not EARLIEST <= day <= LATEST:
        raise argparse.ArgumentTypeError(f"a day from {EARLIEST} to {LATEST}")
    return day
