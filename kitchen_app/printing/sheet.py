"""A sheet of paper on which texts are laid out by Qt, and lines, boxes and bars beside them."""

import re
import threading
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from math import ceil, floor

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QTextCharFormat,
    QTextLayout,
    QTextLine,
    QTextOption,
)

from kitchen_app.printing.blocks import Role

FAMILIES = ["Noto Sans", "Noto Sans Arabic", "Noto Sans TC"]
SMALLEST_PX = 24  # below, thin strokes of Chinese break up
_LINE_SEPARATOR = "\u2028"
_SMALLER = 0.72  # the second language, beneath the first
_REMEMBERED = 512
_LONGEST_REMEMBERED = 60  # letters: names and fixed words come again, what somebody wrote does not

_TALL = re.compile("[\u0530-\u1dff\u3099\u309a\ua800-\uabff\ufb1d-\ufdff\ufe70-\ufeff]")
_CHINESE = re.compile("[\u2e80-\ua4cf\uac00-\ud7ff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")


@dataclass(frozen=True, slots=True)
class _Pitch:
    """Height of a line, and how far under its top the text stands, by the size of the font."""

    line: float
    base: float


_LATIN_PITCH = _Pitch(1.20, 0.92)
_CHINESE_PITCH = _Pitch(1.24, 1.00)
_TALL_PITCH = _Pitch(1.42, 0.94)
_TIGHT_PITCH = _Pitch(0.94, 0.83)  # for figures and capitals: nothing hangs under the line


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """A font for a text: its size in dots, and where its lines begin."""

    px: int
    is_bold: bool = False
    is_centred: bool = False
    is_at_end: bool = False
    is_tight: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    """What Qt needs for texts of one style."""

    font: QFont
    metrics: QFontMetricsF
    option: QTextOption


class Text:
    """A text laid out at a width; lines stand at a fixed pitch, by their script.

    `marks` are where the words stand that are white on black; they are drawn black on white.
    """

    __slots__ = ("height", "layout", "marks")

    def __init__(
        self,
        text: str,
        style: Style,
        look: _Look,
        width: float,
        marked: tuple[tuple[int, int], ...] = (),
    ) -> None:
        shown = text.replace("\n", _LINE_SEPARATOR)
        self.layout = QTextLayout(shown, look.font)
        self.layout.setCacheEnabled(True)  # it is drawn right after
        self.layout.setTextOption(look.option)
        if marked:
            self.layout.setFormats([_bold(start, end) for start, end in marked])
        self.marks: list[QRect] = []
        top = 0
        self.layout.beginLayout()
        line = self.layout.createLine()
        while line.isValid():
            line.setLineWidth(width)
            start = line.textStart()
            pitch = _pitch(shown[start : start + line.textLength()], is_tight=style.is_tight)
            line.setPosition(QPointF(0, round(top + style.px * pitch.base - line.ascent())))
            bottom = top + round(style.px * pitch.line)
            if marked:
                self.marks += _marks(line, marked, top, bottom)
            top = bottom
            line = self.layout.createLine()
        self.layout.endLayout()
        self.height = top


@dataclass(frozen=True, slots=True)
class Placed:
    """Something at its place on the paper: a text, or without one a black or inverted area."""

    rect: QRect
    text: QTextLayout | None = None
    is_inverting: bool = False


@dataclass(slots=True)
class Sheet:
    """A paper that grows downwards. Places are told from its start and mirrored where needed."""

    width: int
    sizes: Mapping[Role, float]
    is_right_to_left: bool
    y: int = 0
    under: int = 0  # where the name of the last dish begins: its options stand under it
    placed: list[Placed] = field(default_factory=list)

    @property
    def margin(self) -> int:
        return max(4, self.width // 96)

    @property
    def gap(self) -> int:
        return max(4, self.width // 72)

    @property
    def inside(self) -> int:
        return self.width - 2 * self.margin

    def px(self, role: Role) -> int:
        return max(SMALLEST_PX, round(self.sizes[role] * self.width / 100))

    def text(
        self, text: str, style: Style, width: int, marked: tuple[tuple[int, int], ...] = ()
    ) -> Text:
        if marked or len(text) > _LONGEST_REMEMBERED:
            return Text(text, style, _look(style, self.is_right_to_left), width, marked)
        return _memory.text(text, style, width, is_right_to_left=self.is_right_to_left)

    def width_of(self, text: str, style: Style) -> int:
        """Return how wide a text is on one line."""
        return _memory.width_of(text, style.px, style.is_bold)

    def put(self, text: Text, x: int, y: int, width: int) -> None:
        place = self._rect(x, y, width, text.height)
        self.placed.append(Placed(place, text.layout))
        for mark in text.marks:
            self.placed.append(Placed(mark.translated(place.topLeft()), is_inverting=True))

    def fill(self, x: int, y: int, width: int, height: int) -> None:
        self.placed.append(Placed(self._rect(x, y, width, height)))

    def invert(self, x: int, y: int, width: int, height: int) -> None:
        self.placed.append(Placed(self._rect(x, y, width, height), is_inverting=True))

    def frame(self, x: int, y: int, width: int, height: int, thick: int) -> None:
        self.fill(x, y, width, thick)
        self.fill(x, y + height - thick, width, thick)
        self.fill(x, y + thick, thick, height - 2 * thick)
        self.fill(x + width - thick, y + thick, thick, height - 2 * thick)

    def add(self, text: str, style: Style, x: int, width: int) -> int:
        """Put a text under what is there; return its height."""
        laid = self.text(text, style, width)
        self.put(laid, x, self.y, width)
        self.y += laid.height
        return laid.height

    def add_second(
        self, text: str, style: Style, x: int, width: int, *, is_bold: bool = False
    ) -> None:
        """Put the second language under the first, if there is one."""
        if text:
            smaller = max(SMALLEST_PX, round(style.px * _SMALLER))
            look = replace(style, px=smaller, is_bold=style.is_bold and is_bold)
            self.add(text, look, x, width)

    def step(self, indent: int) -> int:
        """Return where a text of this indent begins; deep ones keep half of the paper."""
        return min(self.margin + indent * 3 * self.gap, self.width // 2)

    def step_under(self, indent: int) -> int:
        """Return where an option begins: never left of its dish's name."""
        step = self.under + self.gap + (indent - 1) * 3 * self.gap
        return max(self.under, min(step, self.width // 2))

    def _rect(self, x: int, y: int, width: int, height: int) -> QRect:
        return QRect(self.width - x - width if self.is_right_to_left else x, y, width, height)


def _look(style: Style, is_right_to_left: bool) -> _Look:
    look = _memory.looks.get((style, is_right_to_left))
    if look is None:
        font = _font(style)
        option = _option(style, is_right_to_left=is_right_to_left)
        look = _Look(font=font, metrics=QFontMetricsF(font), option=option)
        _memory.looks[style, is_right_to_left] = look
    return look


def _short_text(text: str, style: Style, width: int, *, is_right_to_left: bool) -> Text:
    return Text(text, style, _look(style, is_right_to_left), width)


def _width_of(text: str, px: int, is_bold: bool) -> int:
    look = _look(Style(px=px, is_bold=is_bold), is_right_to_left=False)
    return int(look.metrics.horizontalAdvance(text)) + 1


class _Memory(threading.local):
    """What this thread has made: fonts, which Qt looks up anew for each, and short texts.

    A shop prints the same dishes and words all day; a text that is laid out is only drawn.
    """

    def __init__(self) -> None:
        self.looks: dict[tuple[Style, bool], _Look] = {}
        self.text = lru_cache(_REMEMBERED)(_short_text)
        self.width_of = lru_cache(_REMEMBERED)(_width_of)


_memory = _Memory()


def _font(style: Style) -> QFont:
    font = QFont(FAMILIES)
    font.setPixelSize(style.px)
    font.setWeight(QFont.Weight.Bold if style.is_bold else QFont.Weight.Normal)
    font.setFeature(QFont.Tag("tnum"), 1)
    # Strokes fall on whole dots. Unhinted, Qt draws the edges of large letters (from 64 dots, as
    # outlines) a little differently from one time to the next.
    font.setHintingPreference(QFont.HintingPreference.PreferFullHinting)
    font.setStyleStrategy(QFont.StyleStrategy.PreferAntialias)
    return font


def _option(style: Style, *, is_right_to_left: bool) -> QTextOption:
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    option.setTextDirection(
        Qt.LayoutDirection.RightToLeft if is_right_to_left else Qt.LayoutDirection.LeftToRight
    )
    if style.is_centred:
        option.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    elif is_right_to_left is not style.is_at_end:  # QTextLayout does not mirror
        option.setAlignment(Qt.AlignmentFlag.AlignRight)
    else:
        option.setAlignment(Qt.AlignmentFlag.AlignLeft)
    return option


def _bold(start: int, end: int) -> QTextLayout.FormatRange:
    look = QTextCharFormat()
    look.setFontWeight(QFont.Weight.Bold)
    found = QTextLayout.FormatRange()
    found.start, found.length, found.format = start, end - start, look
    return found


def _marks(
    line: QTextLine, marked: Iterable[tuple[int, int]], top: int, bottom: int
) -> Iterator[QRect]:
    """Yield an area around each of these places that is on a line."""
    begin, behind = line.textStart(), line.textStart() + line.textLength()
    for start, end in marked:
        inside = range(max(start, begin), min(end, behind) + 1)
        if len(inside) > 1:
            # cursorToX returns a pair, which the stubs of Qt call one float
            across = [float(line.cursorToX(place)[0]) for place in inside]  # type: ignore[index]
            left, right = floor(min(across)), ceil(max(across))
            yield QRect(left, top, right - left, bottom - top)


def _pitch(text: str, *, is_tight: bool) -> _Pitch:
    if _TALL.search(text):
        return _TALL_PITCH
    if _CHINESE.search(text):
        return _CHINESE_PITCH
    return _TIGHT_PITCH if is_tight else _LATIN_PITCH
