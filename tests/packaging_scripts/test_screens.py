"""There is a picture of every scene in every language and size, and a palette hides nothing."""

from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtGui import QColor, QGuiApplication, QImage

from tests.ui.scenes import SCENES, SIZES


@pytest.fixture(scope="module")
def screens(load_script: Callable[[Path], ModuleType], root: Path) -> ModuleType:
    return load_script(root / "packaging" / "screens.py")


def test_every_scene_is_in_the_book(screens: ModuleType) -> None:
    wanted = {
        f"{scene}-{language}{suffix}.png"
        for scene in SCENES
        for language in screens.LANGUAGES
        for suffix in SIZES
    }
    assert {path.name for path in screens.OUT.glob("*.png")} == wanted


@pytest.mark.parametrize("scene", SCENES)
def test_a_picture_has_the_size_that_its_name_says(
    qapp: QGuiApplication, screens: ModuleType, scene: str
) -> None:
    assert qapp is not None
    for suffix, (width, height) in SIZES.items():
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
