"""The pieces of a build; and, in the long run, a bundle that runs with nothing around it."""

import shutil
import struct
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtGui import QColor, QImage, QImageReader
from pytestqt.qtbot import QtBot

from kitchen_app.bootstrap import own_parts
from kitchen_app.bootstrap.own_parts import NotWhole


@pytest.fixture(scope="module")
def build(load_script: Callable[[Path], ModuleType], root: Path) -> ModuleType:
    return load_script(root / "packaging" / "build.py")


def is_amber(colour: QColor) -> bool:
    return colour.red() - colour.blue() > 60


def test_the_icon_is_drawn_in_every_size_that_windows_shows(
    build: ModuleType, root: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    icon = build.icon_of(root / "resources" / "icons" / "kitchen-app.svg")
    _, kind, count = struct.unpack_from("<HHH", icon)
    assert (kind, count) == (1, len(build.SIDES))
    (tmp_path / "kitchen-app.ico").write_bytes(icon)
    reader = QImageReader(str(tmp_path / "kitchen-app.ico"))
    pictures: list[QImage] = []
    while reader.imageCount() > len(pictures) and reader.jumpToImage(len(pictures)):
        pictures.append(reader.read())
    assert [picture.width() for picture in pictures] == list(build.SIDES)
    for picture, side in zip(pictures, build.SIDES, strict=True):
        low, high = (picture.pixelColor(side * 67 // 100, side * y // 100) for y in (78, 22))
        assert is_amber(low), "the disc at the foot"
        assert not is_amber(high), "is not upside down"
        assert picture.pixelColor(0, 0).alpha() == 0


def test_the_list_of_files_is_what_the_selftest_reads(build: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "a b.txt").write_text("soup")
    (tmp_path / "link").symlink_to("deep/a b.txt")
    assert build.LISTING == own_parts.LISTING
    (tmp_path / build.LISTING).write_text(build.listed(tmp_path), "utf-8")
    assert own_parts.files(tmp_path).startswith("1 files")
    (tmp_path / "deep" / "a b.txt").write_text("sour")
    with pytest.raises(NotWhole, match=r"deep/a b.txt is damaged"):
        own_parts.files(tmp_path)


def test_licences_go_with_the_packages(build: ModuleType, tmp_path: Path) -> None:
    build.gather_licences(["aiohttp", "not-for-this-system"], tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["aiohttp"]
    assert "Apache" in (tmp_path / "aiohttp" / "LICENSE.txt").read_text("utf-8")


def run_in_nothing(program: Path, home: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(program), "--selftest"],
        cwd=home,
        env={"HOME": str(home)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.mark.long
@pytest.mark.timeout(600)
def test_a_bundle_is_whole_and_knows_when_it_is_not(root: Path, tmp_path: Path) -> None:
    script = str(root / "packaging" / "build.py")
    made = subprocess.run(
        [sys.executable, script, "--out", str(tmp_path / "dist")],
        capture_output=True,
        text=True,
        timeout=500,
        check=False,
    )
    assert made.returncode == 0, made.stdout + made.stderr
    bundle = tmp_path / "elsewhere"
    shutil.move(tmp_path / "dist" / "kitchen-app", bundle)
    program, home = bundle / "kitchen-app", tmp_path / "home"
    home.mkdir()
    whole = run_in_nothing(program, home)
    assert whole.returncode == 0, whole.stdout + whole.stderr
    assert not [path for path in home.rglob("*") if "itchen" in path.name], "no installation"
    (bundle / "_internal" / "resources" / "sounds" / "new-loud.wav").unlink()
    spoilt = run_in_nothing(program, home)
    assert spoilt.returncode == 1
    assert "resources/sounds/new-loud.wav is missing" in spoilt.stdout
    assert "install it again" in spoilt.stdout
    assert "Traceback" not in spoilt.stdout + spoilt.stderr
