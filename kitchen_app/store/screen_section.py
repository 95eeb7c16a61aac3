"""The table [screen] of kitchen.toml."""

from collections.abc import Callable
from enum import StrEnum
from functools import partial
from typing import TypeVar

from kitchen_app.services.settings import (
    LANGUAGES,
    LARGEST_SCALE,
    LONGEST_COOKING_MIN,
    LONGEST_WORD,
    MOST_WORDS,
    SHORTEST_WORD,
    SMALLEST_SCALE,
    Arrangement,
    Digits,
    Look,
    Motion,
    Palette,
    ScreenSettings,
)
from kitchen_app.store.section import Section, text, whole_number

SYSTEM = "system"
SCREEN = "screen"
AUTO = "auto"

E = TypeVar("E", bound=StrEnum)


def read_screen(screen: Section) -> ScreenSettings:
    """Return what the table says.

    Raises:
        ConfigError: a key holds something of the wrong kind.
    """
    defaults = ScreenSettings()
    soon = screen.read("soon_after_min", _minutes, defaults.soon_after_min)
    late = screen.read("late_after_min", _minutes, defaults.late_after_min)
    if soon >= late:
        raise screen.complaint("late_after_min", f"more than soon_after_min, which is {soon}")
    return ScreenSettings(
        language=screen.read("language", _language(SYSTEM), defaults.language),
        kitchen_language=screen.read(
            "kitchen_language", _language(SCREEN), defaults.kitchen_language
        ),
        scale=screen.read("scale", _scale, defaults.scale),
        arrangement=screen.read("arrangement", _one_of(Arrangement), defaults.arrangement),
        look=screen.read("look", _one_of(Look), defaults.look),
        palette=screen.read("palette", _one_of(Palette), defaults.palette),
        motion=screen.read("motion", _one_of(Motion), defaults.motion),
        digits=screen.read("digits", _one_of(Digits), defaults.digits),
        soon_after_min=soon,
        late_after_min=late,
        allergy_words=screen.read("allergy_words", _words, defaults.allergy_words),
    )


def _one_of(codes: type[E]) -> Callable[[object], E]:
    return partial(_code, codes)


def _code(codes: type[E], value: object) -> E:
    try:
        return codes(text(value, ""))
    except ValueError:
        raise ValueError(_alternatives([code.value for code in codes])) from None


def _alternatives(words: list[str]) -> str:
    *first, last = (f'"{word}"' for word in words)
    return f"{', '.join(first)} or {last}"


def _language(unset: str) -> Callable[[object], str | None]:
    """Return what reads a language; the word `unset` leaves it to something else."""
    known = [*LANGUAGES, unset]

    def read(value: object) -> str | None:
        if value not in known:
            raise ValueError(_alternatives(known))
        return None if value == unset else str(value)

    return read


def _scale(value: object) -> float | None:
    if value == AUTO:
        return None
    is_truth = isinstance(value, bool)  # which Python counts among the numbers
    if isinstance(value, int | float) and not is_truth and SMALLEST_SCALE <= value <= LARGEST_SCALE:
        return float(value)
    raise ValueError(f'"{AUTO}" or a number from {SMALLEST_SCALE} to {LARGEST_SCALE}')


def _minutes(value: object) -> int:
    return whole_number(value, 1, LONGEST_COOKING_MIN, "whole number of minutes", 15)


def _words(value: object) -> tuple[str, ...]:
    wanted = (
        f"a list of at most {MOST_WORDS} words of {SHORTEST_WORD} to {LONGEST_WORD} letters "
        'in quotes, such as ["sesame", "سمسم"]'
    )
    if not isinstance(value, list) or len(value) > MOST_WORDS:
        raise ValueError(wanted)
    words = [text(word, wanted).strip() for word in value]
    if any(not SHORTEST_WORD <= len(word) <= LONGEST_WORD for word in words):
        raise ValueError(wanted)
    return tuple(words)
