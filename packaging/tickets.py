"""Draw the golden pictures of ``tests/printing/golden`` anew: every kind of paper, as it prints.

Nothing is sent and nothing is read: the papers are those that the tests use, in the fonts that are
shipped. Look at each picture that changes before it is kept.
"""

import argparse
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "tests" / "printing" / "golden"

sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def draw(out: Path, only: str) -> int:
    """Draw the papers whose name begins with `only`; return how many pictures were written."""
    from PySide6.QtGui import QGuiApplication

    from kitchen_app.printing.file import write
    from kitchen_app.printing.render import QtTicketPainter
    from kitchen_app.printing.templates import load_templates
    from kitchen_app.printing.ticket import KNOWN
    from kitchen_app.ui.theme import load_fonts
    from tests.printing.papers import SCENES

    app = QGuiApplication.instance() or QGuiApplication(["tickets"])
    load_fonts()
    templates = load_templates(KNOWN).by_name
    out.mkdir(parents=True, exist_ok=True)
    written = 0
    for name, scene in SCENES.items():
        if not name.startswith(only):
            continue
        painter = QtTicketPainter(reader=scene.reader, templates=templates)
        for width in scene.widths:
            write(painter.paint(scene.paper, width=width), out / f"{name}-{width}.png")
            written += 1
    del app
    return written


def main() -> int:
    """Run the script."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--only", default="", help="the beginning of the papers' names")
    given = parser.parse_args()
    print(f"{draw(given.out, given.only)} pictures in {given.out}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
