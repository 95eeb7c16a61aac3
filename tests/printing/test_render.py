"""Pictures: the same as those that somebody has looked at, on any thread, at any width."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from kitchen_app.printing.render import BAND, QtTicketPainter
from kitchen_app.printing.templates import load_templates
from kitchen_app.printing.ticket import KNOWN
from tests.architecture.tree import ROOT
from tests.printing.papers import ORDER, SCENES, many, ticket

GOLDEN = Path(__file__).parent / "golden"
PICTURES = [(name, width) for name, scene in SCENES.items() for width in scene.widths]
MOST_BYTES = 600_000
TEMPLATES = load_templates(KNOWN).by_name


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Draw them all in a process of their own: large letters may feel what a screen has drawn."""
    folder = tmp_path_factory.mktemp("drawn")
    script = ROOT / "packaging" / "tickets.py"
    subprocess.run([sys.executable, str(script), "--out", str(folder)], check=True, timeout=100)
    return folder


@pytest.mark.parametrize(("name", "width"), PICTURES)
def test_a_paper_looks_as_it_did(drawn: Path, name: str, width: int) -> None:
    """Draw them anew with packaging/tickets.py, and look at what has changed."""
    grey = QImage.Format.Format_Grayscale8
    kept, shown = (
        QImage(str(folder / f"{name}-{width}.png")).convertToFormat(grey)
        for folder in (GOLDEN, drawn)
    )
    assert shown.size() == kept.size()
    assert bytes(shown.constBits()) == bytes(kept.constBits())


def test_every_picture_that_is_kept_is_drawn_and_they_are_small() -> None:
    kept = list(GOLDEN.iterdir())
    assert {file.name for file in kept} == {f"{name}-{width}.png" for name, width in PICTURES}
    assert sum(file.stat().st_size for file in kept) < MOST_BYTES


@pytest.mark.parametrize("width", [200, 203, 300, 416, 640, 832])
def test_any_width_has_its_own_picture(painter: QtTicketPainter, width: int) -> None:
    raster = painter.paint(ticket(), width=width)
    assert raster.width == width
    rest = width % 8
    if rest:  # beyond the paper nothing is black
        ends = raster.rows[raster.row_bytes - 1 :: raster.row_bytes]
        assert not [end for end in ends if end & (0xFF >> rest)]


def test_a_paper_is_not_narrower_than_people_can_read(painter: QtTicketPainter) -> None:
    with pytest.raises(ValueError, match="199"):
        painter.paint(ticket(), width=199)


def test_threads_draw_the_same(painter: QtTicketPainter) -> None:
    first = painter.paint(ticket(), width=200)
    with ThreadPoolExecutor(3, thread_name_prefix="painter") as pool:
        drawn = list(pool.map(lambda _: painter.paint(ticket(), width=200), range(12)))
    assert drawn == [first] * 12


def test_a_picture_has_no_seam_where_bands_meet(painter: QtTicketPainter) -> None:
    """Moved up by a line, all of the paper below is the same picture moved up."""
    order = replace(ORDER, lines=many(30), note="")
    plain = painter.paint(ticket(order), width=200)
    kitchen = replace(TEMPLATES["kitchen"], blank_top=4)
    painter = QtTicketPainter(
        reader=SCENES["kitchen-en"].reader,
        templates={**TEMPLATES, "kitchen": kitchen},
    )
    moved = painter.paint(ticket(order), width=200)
    by = (moved.height - plain.height) * plain.row_bytes
    assert plain.height > BAND
    assert moved.rows[by:] == plain.rows
