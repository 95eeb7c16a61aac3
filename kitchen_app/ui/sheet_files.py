"""The record of an order as two files in the person's own documents: for people, for programs."""

from datetime import datetime
from pathlib import Path

from kitchen_app.services.dispute import DisputeRecord
from kitchen_app.services.dispute_json import as_json
from kitchen_app.ui.dispute_sheet import pdf_of
from kitchen_app.ui.documents import under_free_name


def save_sheet(record: DisputeRecord, folder: Path) -> Path:
    """Write a record as PDF and JSON of one name, on any thread; return the PDF.

    What is there already stays: a name that is taken gets -2, -3 behind it.

    Raises:
        OSError: it cannot be written there; nothing of it is left.
    """
    pdf, told = pdf_of(record), as_json(record)
    name = _name(record.order.number, record.order.order_id, record.made_at)
    return under_free_name(folder, name, ".pdf", lambda place: _write_both(place, pdf, told))


def _name(number: str, order_id: str, made_at: datetime) -> str:
    """Return a name that every system takes: numbers may hold what files may not."""
    kept = "".join(sign if sign.isalnum() else "-" for sign in number or order_id)
    return f"order-{kept}-{made_at.astimezone():%Y-%m-%d}"


def _write_both(place: Path, pdf: bytes, told: bytes) -> None:
    """Write both files under names that nobody has, or neither.

    Raises:
        OSError: FileExistsError if one of the names is taken.
    """
    made: list[Path] = []
    try:
        for path, content in ((place, pdf), (place.with_suffix(".json"), told)):
            with path.open("xb") as file:
                made.append(path)
                file.write(content)
    except OSError:
        for path in made:
            path.unlink(missing_ok=True)
        raise
