"""Make ``docs/screens``: the real window with canned orders, in every language and both sizes.

Nothing is sent and nothing is read: the views are those that the tests of the screen use. The
window is drawn offscreen, in the fonts that are shipped, so that any machine makes the same
pictures.
"""

import argparse
import os
import sys
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QImage
    from PySide6.QtWidgets import QApplication

    from kitchen_app.base.loop_thread import LoopThread
    from kitchen_app.ui.main_window import MainWindow
    from tests.ui.scenes import Scene

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "docs" / "screens"
LANGUAGES = ("en", "ar", "zh_HK")
Size = tuple[int, int]

sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["TZ"] = "UTC"  # the same clock times on every machine
if hasattr(time, "tzset"):
    time.tzset()


def with_palette(image: "QImage") -> "QImage":
    """Return the picture in its 256 most frequent colours: a third of the size, seen by nobody."""
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QImage

    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    counts = Counter(memoryview(plain.constBits()).cast("I"))
    palette = [colour for colour, _ in counts.most_common(256)]
    undithered = Qt.ImageConversionFlag.ThresholdDither | Qt.ImageConversionFlag.AvoidDither
    return plain.convertToFormat(QImage.Format.Format_Indexed8, palette, undithered)


def photographed(
    app: "QApplication",
    core: "LoopThread",
    scene: "Scene",
    size: Size,
    *,
    look: "Callable[[MainWindow], None] | None" = None,
) -> "QImage":
    """Return the window as it looks in a scene, in the language that is installed.

    `look` is called with the window before it is gone.
    """
    from tests.ui.stage import open_window, settle

    window = open_window(core, scene.cards, size=size, screen=scene.screen)
    settle(app)
    scene.play(window)
    settle(app)
    picture = with_palette(window.grab().toImage())
    if look is not None:
        look(window)
    window.deleteLater()
    settle(app)
    return picture


def draw(out: Path, only: str) -> int:
    """Draw the scenes whose name begins with `only`; return how many pictures were written."""
    from kitchen_app.base.loop_thread import LoopThread
    from kitchen_app.bootstrap.window import application
    from kitchen_app.ui import i18n
    from kitchen_app.ui.theme import load_theme
    from tests.ui.scenes import SCENES

    app = application()
    load_theme("dark", motion=False).apply(app)
    core = LoopThread("screens")
    core.start()
    out.mkdir(parents=True, exist_ok=True)
    written = 0
    for language in LANGUAGES:
        i18n.install(app, language)
        for name, scene in SCENES.items():
            if not name.startswith(only):
                continue
            for suffix, size in scene.sizes.items():
                picture = photographed(app, core, scene, size)
                picture.save(str(out / f"{name}-{language}{suffix}.png"))
                written += 1
    core.stop()
    return written


def main() -> int:
    """Run the script."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--only", default="", help="the beginning of the scenes' names")
    given = parser.parse_args()
    print(f"{draw(given.out, given.only)} pictures in {given.out}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
