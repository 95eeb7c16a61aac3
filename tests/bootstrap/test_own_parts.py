"""Each look at a piece of the program tells a whole one from one that lacks something."""

import hashlib
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

import kitchen_app
from kitchen_app.base.paths import resources_dir
from kitchen_app.base.speech import catalogue
from kitchen_app.bootstrap import own_parts
from kitchen_app.bootstrap.own_parts import LATE, LISTING, NotWhole
from tests.architecture.imports import late_packages


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Resources like a bundle's, to be spoilt; fonts and sounds are too large to copy each time."""
    ours = resources_dir()
    for name in ("icons", "themes", "tickets", "translations"):
        shutil.copytree(ours / name, tmp_path / "resources" / name)
    (tmp_path / "resources" / "sounds").symlink_to(ours / "sounds")
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    catalogue.cache_clear()
    return tmp_path


def list_files(root: Path) -> None:
    files = [path for path in sorted(root.rglob("*.svg")) if path.is_file()]
    rows = (f"{hashlib.sha256(f.read_bytes()).hexdigest()}  {f.relative_to(root)}\n" for f in files)
    (root / LISTING).write_text("".join(rows), "utf-8")


def test_a_file_that_is_missing_or_other_than_it_was_is_named(copy: Path) -> None:
    list_files(copy)
    assert "25 files" in own_parts.files()
    (copy / "resources/icons/warning.svg").unlink()
    (copy / "resources/icons/clock.svg").write_text("<svg/>")
    with pytest.raises(NotWhole, match=r"clock.svg is damaged; .*warning.svg is missing"):
        own_parts.files()


def test_only_a_source_tree_may_have_no_list(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "source" in own_parts.files()
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    with pytest.raises(NotWhole, match=LISTING):
        own_parts.files()


def test_a_language_that_lacks_words_is_named(copy: Path) -> None:
    assert "zh_HK" in own_parts.words()
    file = copy / "resources/translations/ar.toml"
    lines = file.read_text("utf-8").splitlines(keepends=True)
    gone = next(number for number, line in enumerate(lines) if line.startswith("accept ="))
    file.write_text("".join(lines[:gone] + lines[gone + 1 :]), "utf-8")
    catalogue.cache_clear()
    with pytest.raises(NotWhole, match=r"ar lacks words: \w+\.accept"):
        own_parts.words()
    catalogue.cache_clear()


@pytest.mark.qt_log_ignore("Cannot read file .*clock.svg", extend=True)
def test_an_icon_that_cannot_be_drawn_is_named(copy: Path, qtbot: QtBot) -> None:
    assert "25 icons" in own_parts.looks()
    (copy / "resources/icons/clock.svg").write_text("")
    with pytest.raises(NotWhole, match=r"clock\.svg"):
        own_parts.looks()


@pytest.mark.parametrize("look", [own_parts.fonts, own_parts.pictures, own_parts.sound])
def test_what_qt_brings_is_there(look: Callable[[], str], qtbot: QtBot) -> None:
    assert look()


def test_without_a_font_its_script_is_missed(monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    monkeypatch.setattr("kitchen_app.ui.theme.FAMILIES", ["Noto Sans Klingon"])
    with pytest.raises(NotWhole, match="Klingon is not there"):
        own_parts.fonts()


def test_a_weight_that_lacks_is_missed(monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    monkeypatch.setattr(own_parts, "_WEIGHTS", {"Regular", "Black"})
    with pytest.raises(NotWhole, match="Noto Sans is not there"):
        own_parts.fonts()


def test_a_list_of_holidays_that_is_not_there_is_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "7 countries" in own_parts.markets()
    monkeypatch.setattr("kitchen_app.ui.holiday_list.holidays_between", lambda *_: ())
    with pytest.raises(NotWhole, match="holidays of HK"):
        own_parts.markets()


def test_without_authorities_nobody_is_trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "authorities" in own_parts.trust()
    monkeypatch.setattr(own_parts, "_LEAST_ROOTS", 10_000)
    with pytest.raises(NotWhole, match="Keeta is not reached"):
        own_parts.trust()


def test_a_database_of_the_first_version_becomes_one_of_today(tmp_path: Path) -> None:
    assert own_parts.migration(tmp_path / "old").startswith("from version 1 to ")


def test_a_module_that_cannot_be_imported_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kitchen_app, "__path__", [str(tmp_path)])
    with pytest.raises(NotWhole, match="No module"):
        own_parts.modules()
    (tmp_path / "half.py").write_text("import missing_library\n")
    with pytest.raises(NotWhole, match=r"kitchen_app\.half .*missing_library"):
        own_parts.modules()


def test_whatever_is_imported_late_is_imported_by_the_look() -> None:
    assert late_packages() <= {name.split(".")[0] for name in LATE} | {"PySide6"}
