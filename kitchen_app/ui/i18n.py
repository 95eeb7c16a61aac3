"""The words of the screen in the cook's language.

A catalogue is a TOML file; `tr("card.accept")` finds `accept` in its table `card`. A word that
depends on a count is a table of CLDR plural forms and is chosen by the value `n`.
"""

import re
import tomllib
from collections.abc import Mapping
from functools import cache

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from kitchen_app.base.paths import resources_dir
from kitchen_app.services.settings import LANGUAGES

_LOCALES = {"en": "en", "ar": "ar_AE", "zh_HK": "zh_Hant_HK"}
_MENU_TAGS = {"en": ("en",), "ar": ("ar",), "zh_HK": ("zh-HK", "zh")}
_RIGHT_TO_LEFT = frozenset({"ar"})
_DIRECTION_MARKS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_SPACES = re.compile("[ \t\v\f]+")

Entry = str | Mapping[str, str]


class _Current:
    """The language in use; there is one screen, so there is one."""

    language = "en"


def install(app: QApplication, language: str) -> None:
    """Speak a language from now on and lay the screen out in its direction."""
    if language not in LANGUAGES:
        raise ValueError(f"unknown language {language!r}")
    _Current.language = language
    right_to_left = language in _RIGHT_TO_LEFT
    app.setLayoutDirection(
        Qt.LayoutDirection.RightToLeft if right_to_left else Qt.LayoutDirection.LeftToRight
    )


def language() -> str:
    return _Current.language


def locale_name() -> str:
    """Return the language as Babel names it."""
    return _LOCALES[_Current.language]


def tr(key: str, **values: str | int) -> str:
    """Return the words for a key with its placeholders filled in."""
    entry = catalogue(_Current.language)[key]
    if isinstance(entry, str):
        return entry.format(**values)
    return _plural(entry, int(values["n"])).format(**values)


@cache
def catalogue(language: str) -> Mapping[str, Entry]:
    """Return all entries of a language under dotted keys."""
    path = resources_dir() / "translations" / f"{language}.toml"
    entries: dict[str, Entry] = {}
    for table, members in tomllib.loads(path.read_text(encoding="utf-8")).items():
        entries.update({f"{table}.{name}": words for name, words in members.items()})
    return entries


def menu_name(name: str, names: Mapping[str, str]) -> str:
    """Choose the name of a product in the screen's language, else the plain one."""
    for tag in (*_MENU_TAGS[_Current.language], "default"):
        if names.get(tag):
            return names[tag]
    return name


def isolate(text: str) -> str:
    """Keep foreign text from disturbing the direction of the words around it.

    Direction marks inside it are dropped: a stray one could turn a whole card around.
    """
    clean = _DIRECTION_MARKS.sub("", text)
    lines = [_SPACES.sub(" ", line).strip() for line in clean.splitlines()]
    return "\n".join(f"\u2068{line}\u2069" for line in lines if line)


def _plural(forms: Mapping[str, str], count: int) -> str:
    from babel import Locale  # late: the first paint does not need it

    return forms.get(Locale.parse(locale_name()).plural_form(count), forms["other"])
