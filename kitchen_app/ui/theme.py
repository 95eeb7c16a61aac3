"""Design tokens: colours by meaning, sizes by role, one scale factor, one style sheet.

Widgets ask for tokens; no colour or pixel count is written anywhere else.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from string import Template

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from kitchen_app.base.paths import resources_dir
from kitchen_app.domain.projection import Lane
from kitchen_app.services.settings import (
    LARGEST_SCALE,
    SMALLEST_SCALE,
    Arrangement,
    Motion,
    Palette,
    ScreenSettings,
)

FAMILIES = ["Noto Sans", "Noto Sans Arabic", "Noto Sans TC"]
_FIT_WIDTH = 1440
_FIT_HEIGHT = 820


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """The tokens at one scale; `motion` is False where the user asked for stillness.

    From so many minutes of cooking on an order has the colour of `soon` and of `late`.
    """

    colours: Mapping[str, str]
    sizes: Mapping[str, int]
    scale: float = 1.0
    motion: bool = True
    soon_after_min: int = 10
    late_after_min: int = 15
    arrangement: Arrangement = Arrangement.LANES

    def colour(self, name: str) -> QColor:
        return QColor(self.colours[name])

    def px(self, name: str) -> int:
        """Return a size in pixels at this scale."""
        return max(1, round(self.sizes[name] * self.scale))

    def font(self, role: str, *, bold: bool = False) -> QFont:
        """Return a font for painted text, with figures of one width."""
        font = QFont(FAMILIES)
        font.setPixelSize(self.px(role))
        font.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
        font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def style_sheet(self) -> str:
        border = 2 * self.px("border")
        values = dict(self.colours)
        values.update({f"{name}_px": str(self.px(name)) for name in self.sizes})
        for target in ("primary", "target"):
            values[f"{target}_inside_px"] = str(self.px(target) - border)
        return Template(_read_text("style.qss")).substitute(values)

    def apply(self, app: QApplication) -> None:
        """Give the whole application this look."""
        load_fonts()
        if not app.styleSheet():  # a second style object would stay for good
            app.setStyle("Fusion")
        app.setFont(self.font("meta"))
        app.setPalette(self._palette())
        app.setStyleSheet(self.style_sheet())

    def _palette(self) -> QPalette:
        palette = QPalette()
        roles = {
            QPalette.ColorRole.Window: "surface",
            QPalette.ColorRole.WindowText: "ink",
            QPalette.ColorRole.Base: "card",
            QPalette.ColorRole.Text: "ink",
            QPalette.ColorRole.Button: "raised",
            QPalette.ColorRole.ButtonText: "ink",
            QPalette.ColorRole.PlaceholderText: "ink_muted",
            QPalette.ColorRole.Highlight: "in_time",
            QPalette.ColorRole.HighlightedText: "on_in_time",
        }
        for role, token in roles.items():
            palette.setColor(role, self.colour(token))
        return palette


def load_theme(
    name: str, *, palette: Palette = Palette.STANDARD, scale: float = 1.0, motion: bool = True
) -> Theme:
    """Read the theme `dark` or `light`, with the colours that a palette has of its own."""
    colours = tomllib.loads(_read_text(f"{name}.toml"))["colours"]
    if palette is not Palette.STANDARD:
        colours |= tomllib.loads(_read_text(f"{palette.value}.toml"))[name]
    groups = tomllib.loads(_read_text("sizes.toml"))
    sizes = {key: value for group in groups.values() for key, value in group.items()}
    bounded = min(max(scale, SMALLEST_SCALE), LARGEST_SCALE)
    return Theme(colours=colours, sizes=sizes, scale=bounded, motion=motion)


def fitting_scale(width: int, height: int) -> float:
    """Return the scale at which four lanes fill a screen of this size, never below 1."""
    return min(max(1.0, min(width / _FIT_WIDTH, height / _FIT_HEIGHT)), LARGEST_SCALE)


def theme_for(screen: ScreenSettings, *, fitting: float, motion: bool) -> Theme:
    """Return the theme that people have chosen.

    Where they have not, `fitting` is the scale, and `motion` what the computer asks for.
    """
    theme = load_theme(
        screen.look.value,
        palette=screen.palette,
        scale=fitting if screen.scale is None else screen.scale,
        motion=motion if screen.motion is Motion.AUTO else screen.motion is Motion.ON,
    )
    return replace(
        theme,
        soon_after_min=screen.soon_after_min,
        late_after_min=screen.late_after_min,
        arrangement=screen.arrangement,
    )


def roomy_scale(width: int, arrangement: Arrangement) -> float:
    """Return the scale at which the lanes of a board of this width are as narrow as may be."""
    sizes = load_theme("dark").sizes
    lanes = len(Lane) if arrangement is Arrangement.LANES else 1
    least = sizes["card_min" if arrangement is Arrangement.LANES else "card_easy"]
    return width / (lanes * least + (lanes + 1) * sizes["gap"])


@cache
def load_fonts() -> int:
    """Register the shipped fonts once and return how many were found."""
    folder = resources_dir() / "fonts"
    files = [path for path in sorted(folder.rglob("*")) if path.suffix in (".ttf", ".otf")]
    return sum(QFontDatabase.addApplicationFont(str(path)) >= 0 for path in files)


def set_state(widget: QWidget, name: str, value: str) -> None:
    """Set a dynamic property and restyle the widget, only if it differs."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)


@cache
def _read_text(name: str) -> str:
    return Path(resources_dir() / "themes" / name).read_text(encoding="utf-8")
