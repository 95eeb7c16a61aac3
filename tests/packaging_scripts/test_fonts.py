"""The shipped type loads in Qt under the names that the themes use, and can spell the orders."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QFontDatabase, QGuiApplication, QRawFont

FAMILIES = {
    "NotoSans-Regular.ttf": "Noto Sans",
    "NotoSans-Bold.ttf": "Noto Sans",
    "NotoSansArabic-Regular.ttf": "Noto Sans Arabic",
    "NotoSansArabic-Bold.ttf": "Noto Sans Arabic",
    "NotoSansTC-Regular.otf": "Noto Sans TC",
    "NotoSansTC-Bold.otf": "Noto Sans TC",
}
SPELLED = {
    "NotoSans": "Order 1042 × 2 · £€$ – “no pickles” …",
    "NotoSansArabic": "حساسية من المكسرات ٠١٢٣٤٥٦٧٨٩ ؟،",
    # Words of Hong Kong, a lift (outside the basic plane), simplified characters, kana
    "NotoSansTC": "走葱唔該凍檸茶乾炒牛河𨋢，；「」鸡汤请不要放葱ラーメン０１２ABC123",
}


@pytest.fixture
def fonts(root: Path) -> Path:
    return root / "resources" / "fonts"


@pytest.fixture
def loaded(qapp: QGuiApplication, fonts: Path, request: pytest.FixtureRequest) -> Iterator[int]:
    assert qapp is not None
    number = QFontDatabase.addApplicationFont(str(fonts / request.param))
    yield number
    QFontDatabase.removeApplicationFont(number)


@pytest.mark.parametrize(
    ("loaded", "family"), FAMILIES.items(), indirect=["loaded"], ids=list(FAMILIES)
)
def test_family_is_what_the_themes_call_it(loaded: int, family: str) -> None:
    assert QFontDatabase.applicationFontFamilies(loaded) == [family]


@pytest.mark.parametrize("name", FAMILIES)
def test_spells_its_script(qapp: QGuiApplication, fonts: Path, name: str) -> None:
    assert qapp is not None
    raw = QRawFont(str(fonts / name), 20.0)
    wanted = SPELLED[name.partition("-")[0]]
    assert [c for c in wanted if c != " " and not raw.supportsCharacter(ord(c))] == []


@pytest.mark.parametrize("name", FAMILIES)
def test_figures_are_equally_wide(qapp: QGuiApplication, fonts: Path, name: str) -> None:
    """A countdown must not tremble: the plain figures are tabular in every face."""
    assert qapp is not None
    raw = QRawFont(str(fonts / name), 100.0)
    widths = {
        point.x() for point in raw.advancesForGlyphIndexes(raw.glyphIndexesForString("0123456789"))
    }
    assert len(widths) == 1


def test_files_are_the_recorded_ones(fonts: Path) -> None:
    lines = (fonts / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    recorded = {name: digest for digest, name in (line.split("  ") for line in lines)}
    present = {p.name for pattern in ("*.ttf", "*.otf") for p in fonts.glob(pattern)}
    assert set(recorded) == present == set(FAMILIES)
    for name, digest in recorded.items():
        assert hashlib.sha256((fonts / name).read_bytes()).hexdigest() == digest


def test_size_and_licence(fonts: Path) -> None:
    assert sum((fonts / name).stat().st_size for name in FAMILIES) <= 14_000_000
    licence = (fonts / "OFL.txt").read_text(encoding="utf-8")
    assert all(name in licence for name in FAMILIES)
    assert "SIL OPEN FONT LICENSE" in licence
