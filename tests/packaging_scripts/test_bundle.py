"""What a bundle leaves out is nothing that the program uses, and what it keeps is chosen."""

import importlib.metadata
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import PySide6
import pytest

from kitchen_app.base.speech import Speech
from kitchen_app.domain.markets import MARKETS
from kitchen_app.services.settings import LANGUAGES
from tests.architecture.imports import imported_modules


@pytest.fixture(scope="module")
def bundle(load_script: Callable[[Path], ModuleType], root: Path) -> ModuleType:
    return load_script(root / "packaging" / "bundle.py")


@pytest.fixture(scope="module")
def excluded(bundle: ModuleType, root: Path) -> set[str]:
    lock = (root / "packaging" / "requirements.lock").read_text("utf-8")
    installed = importlib.metadata.packages_distributions()
    qt = {path.name.split(".")[0] for path in Path(PySide6.__path__[0]).glob("Qt*.pyi")}
    return set(bundle.excluded_modules(bundle.locked_names(lock), installed, qt))


def test_nothing_that_the_program_imports_is_left_out(excluded: set[str]) -> None:
    for name in imported_modules():
        parts = name.split(".")
        above = {".".join(parts[: count + 1]) for count in range(len(parts))}
        assert not above & excluded, f"{name} is imported: see packaging/bundle.py"


def test_what_no_lock_names_stays_out_though_it_is_installed(excluded: set[str]) -> None:
    assert {"pytest", "mypy", "hypothesis", "PyInstaller"} <= excluded
    assert {"PySide6.QtQml", "PySide6.QtWebEngineCore"} <= excluded
    assert not {"aiohttp", "PySide6", "jaraco", "backports", "PySide6.QtWidgets"} & excluded


def test_a_namespace_that_a_locked_package_shares_is_not_shut_out(bundle: ModuleType) -> None:
    owners = {"shared": ["A.Tool", "ours_too"], "tool": ["A.Tool"], "ours": ["Ours"]}
    found = bundle.excluded_modules({"ours", "ours-too"}, owners, ["QtCore", "QtOdd"])
    assert set(found) - set(bundle.EXCLUDED) == {"tool", "PySide6.QtOdd"}


@pytest.mark.parametrize(
    ("place", "is_left_out"),
    [
        ("PySide6/Qt/plugins/platforms/libqxcb.so", False),
        ("PySide6/Qt/plugins/platforms/libqoffscreen.so", False),
        ("PySide6/plugins/platforms/qwindows.dll", False),
        ("PySide6\\plugins\\platforms\\qdirect2d.dll", True),
        ("PySide6/Qt/plugins/imageformats/libqwebp.so", False),
        ("PySide6/Qt/plugins/imageformats/libqpdf.so", True),
        ("PySide6/plugins/multimedia/windowsmediaplugin.dll", False),
        ("PySide6\\plugins\\multimedia\\ffmpegmediaplugin.dll", True),
        ("PySide6/Qt/translations/qtbase_ar.qm", True),
        ("resources/translations/ar.toml", False),
        ("babel/locale-data/zh_Hant_HK.dat", False),
        ("babel/locale-data/az.dat", True),
        ("holidays/locale/ar/LC_MESSAGES/SA.mo", False),
        ("holidays/locale/de/LC_MESSAGES/DE.mo", True),
    ],
)
def test_files_are_chosen_by_where_they_would_lie(
    bundle: ModuleType, place: str, is_left_out: bool
) -> None:
    assert bundle.is_left_out(place) is is_left_out


def test_each_language_and_country_of_the_program_stays(bundle: ModuleType) -> None:
    for language in LANGUAGES:
        locale = Speech(language).locale_name
        assert not bundle.is_left_out(f"babel/locale-data/{locale}.dat")
    for market in MARKETS.values():
        assert not bundle.is_left_out(f"holidays/locale/ar/LC_MESSAGES/{market.country}.mo")


def test_what_only_a_left_out_file_needed_goes_with_it(bundle: ModuleType) -> None:
    needs = {
        "/q/virtualkeyboard.so": ["/q/Qml.so", "/q/Gui.so"],
        "/q/Qml.so": ["/q/Network.so"],
        "/q/multimedia.so": ["/q/Network.so"],
    }
    plugin = "PySide6/Qt/plugins/platforminputcontexts/libqtvirtualkeyboardplugin.so"
    entries = [
        (plugin, "/q/virtualkeyboard.so", "BINARY"),
        ("PySide6/Qml.so", "/q/Qml.so", "BINARY"),
        ("PySide6/Gui.so", "/q/Gui.so", "BINARY"),
        ("PySide6/Network.so", "/q/Network.so", "BINARY"),
        ("PySide6/multimedia.so", "/q/multimedia.so", "EXTENSION"),
        ("PySide6/widgets.so", "/q/widgets.so", "EXTENSION"),
        ("Qml.so", "PySide6/Qml.so", "SYMLINK"),
        ("Network.so", "PySide6/Network.so", "SYMLINK"),
    ]
    needs["/q/widgets.so"] = ["/q/Gui.so"]
    found = bundle.kept(entries, lambda path: needs.get(path, []))
    assert {place for place, _, _ in found} == {
        *("PySide6/Gui.so", "PySide6/Network.so", "PySide6/multimedia.so", "PySide6/widgets.so"),
        "Network.so",
    }


def test_windows_is_told_the_version_of_the_project(bundle: ModuleType) -> None:
    def seen(*given: Any, **named: Any) -> tuple[tuple[Any, ...], dict[str, Any]]:
        return given, named

    kinds = "VSVersionInfo FixedFileInfo StringFileInfo StringTable StringStruct VarFileInfo"
    text = bundle.version_info("1.20.3rc1", "Sells 'soup'")
    _, info = eval(text, dict.fromkeys([*kinds.split(), "VarStruct"], seen))  # noqa: S307 - our own
    assert info["ffi"][1]["filevers"] == (1, 20, 3, 0)
    assert "('FileDescription', \"Sells 'soup'\")" in str(info)
    with pytest.raises(ValueError, match="no version"):
        bundle.version_info("next", "")
