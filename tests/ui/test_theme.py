"""Contrast, sizes and the style sheet."""

import re

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from kitchen_app.base.paths import resources_dir
from kitchen_app.services.settings import LARGEST_SCALE
from kitchen_app.ui.theme import Theme, fitting_scale, load_theme, set_state

PAIRS = [
    ("ink", "surface"),
    ("ink", "strip"),
    ("ink", "card"),
    ("ink", "card_quiet"),
    ("ink", "raised"),
    ("ink_muted", "surface"),
    ("ink_muted", "strip"),
    ("ink_muted", "card"),
    ("ink_muted", "card_quiet"),
    ("ink_muted", "raised"),
    ("on_inverse", "inverse"),
    ("on_go", "go"),
    ("on_go", "go_pressed"),
    ("on_go_quiet", "go_quiet"),
    ("on_in_time", "in_time"),
    ("in_time_ink", "card"),
    ("on_soon", "soon"),
    ("soon_ink", "card"),
    ("on_late", "late"),
    ("late_ink", "card"),
    ("on_stop", "stop"),
    ("done_ink", "card_quiet"),
    ("pending_ink", "card"),
    ("ok_ink", "strip"),
    ("degraded_ink", "strip"),
    ("broken_ink", "strip"),
    ("on_broken", "broken"),
    ("on_demo", "demo"),
]


def luminance(colour: QColor) -> float:
    def linear(part: float) -> float:
        return float(part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4)

    red, green, blue = (linear(p) for p in (colour.redF(), colour.greenF(), colour.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: QColor, other: QColor) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("name", ["dark", "light"])
@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_text_can_be_read(name: str, ink: str, ground: str) -> None:
    theme = load_theme(name)
    assert contrast(theme.colour(ink), theme.colour(ground)) >= 4.5


def test_both_themes_have_the_same_tokens() -> None:
    assert load_theme("dark").colours.keys() == load_theme("light").colours.keys()


def test_no_text_is_smaller_than_fifteen_pixels() -> None:
    theme = load_theme("dark")
    sizes = [int(size) for size in re.findall(r"font-size: (\d+)px", theme.style_sheet())]
    assert min(sizes) >= 15


def test_one_factor_scales_everything() -> None:
    assert load_theme("dark", scale=1.5).px("primary") == 96
    assert load_theme("dark", scale=9).scale == LARGEST_SCALE


def test_no_widget_names_a_colour() -> None:
    folder = resources_dir().parent / "kitchen_app" / "ui"
    pattern = re.compile(r"#[0-9a-fA-F]{6}|QColor\(\d")
    guilty = [path.name for path in folder.rglob("*.py") if pattern.search(path.read_text("utf-8"))]
    assert not guilty


@pytest.mark.parametrize(
    ("size", "scale"), [((1024, 600), 1.0), ((1280, 800), 1.0), ((1920, 1080), 1.317)]
)
def test_a_larger_screen_gets_larger_type(size: tuple[int, int], scale: float) -> None:
    assert fitting_scale(*size) == pytest.approx(scale, abs=0.001)


def test_a_state_that_stays_is_not_styled_again(qtbot: QtBot, theme: Theme) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    set_state(label, "role", "strong")
    font = label.font()
    set_state(label, "role", "strong")
    assert label.font() == font
    assert label.property("role") == "strong"
