"""A report as files: a workbook, or a folder with a CSV file for each table."""

from collections.abc import Mapping
from pathlib import Path

from kitchen_app.base.speech import Speech
from kitchen_app.domain.report import Report
from kitchen_app.services.report_csv import csv_files
from kitchen_app.services.report_tables import tables_of
from kitchen_app.services.report_words import file_name
from kitchen_app.ui.documents import under_free_name


def save_report(report: Report, form: str, folder: Path, speech: Speech) -> Path:
    """Write a report as "xlsx" or "csv", on any thread; return the file, or the folder of files.

    What is there already stays: a name that is taken gets -2, -3 behind it.

    Raises:
        OSError: it cannot be written there; nothing of it is left.
    """
    name = file_name(report.period)
    if form == "csv":
        files = csv_files(tables_of(report, speech))
        return under_free_name(folder, name, "", lambda place: _write_folder(place, files))
    book = _book(report, speech)
    return under_free_name(folder, name, ".xlsx", lambda place: _write_file(place, book))


def _book(report: Report, speech: Speech) -> bytes:
    from kitchen_app.services.report_xlsx import xlsx_of  # late: few ever save one

    return xlsx_of(
        tables_of(report, speech),
        made_at=report.made_at,
        is_right_to_left=speech.is_right_to_left,
    )


def _write_folder(place: Path, files: Mapping[str, bytes]) -> None:
    """Write all files into a new folder, or none."""
    place.mkdir()
    try:
        for name, content in files.items():
            (place / name).write_bytes(content)
    except OSError:
        for name in files:
            (place / name).unlink(missing_ok=True)
        place.rmdir()
        raise


def _write_file(place: Path, content: bytes) -> None:
    with place.open("xb") as file:
        try:
            file.write(content)
            file.flush()
        except OSError:
            place.unlink(missing_ok=True)
            raise
