"""There is a picture of every scene in every language and size, and the screen still looks so."""

from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter
from PySide6.QtWidgets import QApplication

from kitchen_app.base.loop_thread import LoopThread
from kitchen_app.services.settings import LANGUAGES
from kitchen_app.ui import i18n
from kitchen_app.ui.main_window import MainWindow
from kitchen_app.ui.theme import load_theme
from tests.ui.scenes import SCENES
from tests.ui.test_main_window import cut_off, nameless

VISIBLE = 32
"""So far apart two colours are for an eye; the palette of a picture moves them by less."""
MAY_DIFFER = 0.001
"""Letters are drawn a little differently by other versions of the font library."""


@pytest.fixture(scope="module")
def screens(load_script: Callable[[Path], ModuleType], root: Path) -> ModuleType:
    return load_script(root / "packaging" / "screens.py")


def test_every_scene_is_in_the_book(screens: ModuleType) -> None:
    wanted = {
        f"{scene}-{language}{suffix}.png"
        for scene in SCENES
        for language in screens.LANGUAGES
        for suffix in SCENES[scene].sizes
    }
    assert {path.name for path in screens.OUT.glob("*.png")} == wanted


@pytest.mark.parametrize("scene", SCENES)
def test_a_picture_has_the_size_that_its_name_says(
    qapp: QGuiApplication, screens: ModuleType, scene: str
) -> None:
    assert qapp is not None
    for suffix, (width, height) in SCENES[scene].sizes.items():
        picture = QImage(str(screens.OUT / f"{scene}-en{suffix}.png"))
        assert (picture.width(), picture.height()) == (width, height)


def test_the_colours_stay(qapp: QGuiApplication, screens: ModuleType) -> None:
    assert qapp is not None
    image = QImage(40, 40, QImage.Format.Format_RGB32)
    image.fill(QColor("#35c796"))
    image.setPixelColor(3, 3, QColor("#ff6d47"))
    kept = screens.with_palette(image)
    assert kept.pixelColor(0, 0) == QColor("#35c796")
    assert kept.pixelColor(3, 3) == QColor("#ff6d47")


def differing(now: QImage, before: QImage) -> float:
    """Return the share of pixels in which two pictures of one size differ visibly."""
    assert now.size() == before.size()
    now, before = (each.convertToFormat(QImage.Format.Format_RGB32) for each in (now, before))
    ours, theirs = (bytes(each.constBits()) for each in (now, before))
    if ours == theirs:
        return 0.0
    pairs = zip(memoryview(ours).cast("I"), memoryview(theirs).cast("I"), strict=True)
    return sum(a != b and _is_visible(a, b) for a, b in pairs) / (now.width() * now.height())


def _is_visible(one: int, other: int) -> bool:
    return any(abs((one >> at & 255) - (other >> at & 255)) > VISIBLE for at in (0, 8, 16))


@pytest.fixture(scope="module")
def core() -> Iterator[LoopThread]:
    thread = LoopThread("screens")
    thread.start()
    yield thread
    thread.stop()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("scene", SCENES)
def test_the_screen_looks_as_in_its_picture_and_everything_in_it_fits_and_has_a_name(
    qapp: QApplication, screens: ModuleType, core: LoopThread, scene: str, language: str
) -> None:
    load_theme("dark", motion=False).apply(qapp)
    i18n.install(qapp, language)
    suffix, size = list(SCENES[scene].sizes.items())[-1]
    guilty: list[str] = []

    def look(window: MainWindow) -> None:
        guilty.extend([*cut_off(window), *nameless(window)])
        assert (window.width(), window.height()) == size

    picture = screens.photographed(qapp, core, SCENES[scene], size, look=look)
    assert guilty == []
    kept = QImage(str(screens.OUT / f"{scene}-{language}{suffix}.png"))
    assert differing(picture, kept) <= MAY_DIFFER, "draw them anew: packaging/screens.py"


def test_a_button_that_is_gone_is_seen(screens: ModuleType, qapp: QGuiApplication) -> None:
    assert qapp is not None
    kept = QImage(str(screens.OUT / "board-en-small.png")).convertToFormat(
        QImage.Format.Format_RGB32
    )
    changed = kept.copy()
    painter = QPainter(changed)
    painter.fillRect(120, 468, 110, 64, QColor("#1f262e"))
    painter.end()
    assert differing(changed, kept) > MAY_DIFFER
