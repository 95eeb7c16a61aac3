"""Contrast, sizes and the style sheet."""

import math
import re
from dataclasses import replace

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from kitchen_app.base.paths import resources_dir
from kitchen_app.domain.shop_marks import COLOURS
from kitchen_app.services.settings import (
    LARGEST_SCALE,
    Arrangement,
    Look,
    Motion,
    Palette,
    ScreenSettings,
)
from kitchen_app.ui.theme import (
    Theme,
    fitting_scale,
    load_theme,
    roomy_scale,
    set_state,
    theme_for,
)

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
    *(("on_shop", f"shop_{number}") for number in range(COLOURS + 1)),
]


def luminance(colour: QColor) -> float:
    def linear(part: float) -> float:
        return float(part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4)

    red, green, blue = (linear(p) for p in (colour.redF(), colour.greenF(), colour.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: QColor, other: QColor) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("palette", Palette)
@pytest.mark.parametrize("name", ["dark", "light"])
@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_text_can_be_read(name: str, palette: Palette, ink: str, ground: str) -> None:
    theme = load_theme(name, palette=palette)
    assert contrast(theme.colour(ink), theme.colour(ground)) >= 4.5


def test_both_themes_have_the_same_tokens() -> None:
    keys = load_theme("dark").colours.keys()
    assert load_theme("light").colours.keys() == keys
    for name in ("dark", "light"):
        assert load_theme(name, palette=Palette.COLOUR_BLIND).colours.keys() == keys


# What each kind of colour blindness leaves of linear red, green and blue: Machado, Oliveira and
# Fernandes, "A Physiologically-based Model for Simulation of Color Vision Deficiency" (2009),
# severity 1.0.
SIGHT = {
    "all": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
TOLD_APART = [
    ("in_time", "soon"),
    ("in_time", "late"),
    ("soon", "late"),
    ("go", "soon"),
    ("go", "late"),
    ("go", "stop"),
    ("go", "pending"),
    ("go_quiet_line", "stop"),
    ("in_time_ink", "soon_ink"),
    ("in_time_ink", "late_ink"),
    ("soon_ink", "late_ink"),
    ("ok_ink", "degraded_ink"),
    ("ok_ink", "broken_ink"),
    ("degraded_ink", "broken_ink"),
]
APART = 20.0
"""A distance in CIELAB; about 2.3 is the least that an eye sees at all."""


def seen(colour: QColor, sight: str) -> tuple[float, float, float]:
    """Return a colour in CIELAB as it is seen."""

    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)

    def curve(part: float) -> float:
        return float(part ** (1 / 3)) if part > 0.008856 else 7.787 * part + 16 / 116

    whole = [linear(part) for part in (colour.redF(), colour.greenF(), colour.blueF())]
    sums = (sum(a * b for a, b in zip(row, whole, strict=True)) for row in SIGHT[sight])
    red, green, blue = (min(1.0, max(0.0, part)) for part in sums)
    x = curve((0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047)
    y = curve(0.2126 * red + 0.7152 * green + 0.0722 * blue)
    z = curve((0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def confused(theme: Theme, sight: str) -> list[tuple[str, str]]:
    return [
        (one, other)
        for one, other in TOLD_APART
        if math.dist(seen(theme.colour(one), sight), seen(theme.colour(other), sight)) < APART
    ]


@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize("name", ["dark", "light"])
def test_every_eye_tells_the_colours_of_its_palette_apart(name: str, sight: str) -> None:
    assert confused(load_theme(name, palette=Palette.COLOUR_BLIND), sight) == []


def test_the_measure_sees_colours_that_are_confused() -> None:
    assert ("soon_ink", "late_ink") in confused(load_theme("light"), "protanopia")
    green_and_red = replace(load_theme("dark"), colours={"go": "#5c9a3c", "late": "#b5702f"})
    ends = [seen(green_and_red.colour(token), "deuteranopia") for token in ("go", "late")]
    assert math.dist(*ends) < APART


def test_what_people_have_chosen_becomes_the_theme() -> None:
    chosen = ScreenSettings(
        look=Look.LIGHT, scale=1.4, motion=Motion.OFF, soon_after_min=3, late_after_min=4
    )
    theme = theme_for(chosen, fitting=1.1, motion=True)
    assert theme.colours["surface"] == load_theme("light").colours["surface"]
    assert (theme.scale, theme.motion) == (1.4, False)
    assert (theme.soon_after_min, theme.late_after_min) == (3, 4)


@pytest.mark.parametrize("moves", [True, False])
def test_what_nobody_has_chosen_is_left_to_the_computer(moves: bool) -> None:
    theme = theme_for(ScreenSettings(), fitting=1.1, motion=moves)
    assert (theme.scale, theme.motion) == (1.1, moves)
    still = theme_for(ScreenSettings(motion=Motion.ON), fitting=1.1, motion=False)
    assert still.motion


@pytest.mark.parametrize(("width", "scale"), [(1024, 1.0), (1280, 1.2), (1920, 1.8)])
def test_a_scale_has_room_for_the_lanes(width: int, scale: float) -> None:
    assert scale <= roomy_scale(width, Arrangement.LANES) < scale + 0.2
    assert roomy_scale(width, Arrangement.ONE_LANE) > 3 * scale, "one lane leaves much more"


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
