"""The words of the screen in the cook's language.

A catalogue is a TOML file; `tr("card.accept")` finds `accept` in its table `card`. A word that
depends on a count is a table of CLDR plural forms and is chosen by the value `n`.
"""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from unicodedata import digit

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QApplication

from kitchen_app.base.paths import resources_dir
from kitchen_app.services.settings import LANGUAGES, Digits

_LOCALES = {"en": "en", "ar": "ar_AE", "zh_HK": "zh_Hant_HK"}
_SYSTEM_TAGS = {"en": "en", "ar": "ar", "zh": "zh_HK", "yue": "zh_HK"}
_RIGHT_TO_LEFT = frozenset({"ar"})
_DIRECTION_MARKS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_SPACES = re.compile("[ \t\v\f]+")
_FIRST, _LAST = "\u2068", "\u2069"
_ISOLATED = re.compile(f"({_FIRST}[^{_LAST}]*{_LAST})")
_ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")

Entry = str | Mapping[str, str]


class _Current:
    """The language and the figures in use; there is one screen, so there is one."""

    language = "en"
    has_arabic_figures = False


def install(app: QApplication, language: str, digits: Digits = Digits.WESTERN) -> None:
    """Speak a language from now on and lay the screen out in its direction.

    Only the Arabic screen has Arabic-Indic figures, if `digits` says so.
    """
    if language not in LANGUAGES:
        raise ValueError(f"unknown language {language!r}")
    _Current.language = language
    _Current.has_arabic_figures = digits is Digits.ARABIC_INDIC and language == "ar"
    right_to_left = language in _RIGHT_TO_LEFT
    app.setLayoutDirection(
        Qt.LayoutDirection.RightToLeft if right_to_left else Qt.LayoutDirection.LeftToRight
    )


def language() -> str:
    return _Current.language


def locale_name() -> str:
    """Return the language as Babel names it."""
    return _LOCALES[_Current.language]


def system_language() -> str:
    """Return the language of the system, English if we do not speak it."""
    for tag in QLocale.system().uiLanguages():
        spoken = _SYSTEM_TAGS.get(tag.replace("_", "-").split("-")[0])
        if spoken is not None:
            return spoken
    return "en"


def tr(key: str, **values: str | int) -> str:
    """Return the words for a key with its placeholders filled in, in the screen's figures."""
    entry = catalogue(_Current.language)[key]
    if isinstance(entry, str):
        return figures(entry.format(**values))
    return figures(_plural(entry, int(values["n"])).format(**values))


def figures(text: str) -> str:
    """Return our own words with the figures of the screen.

    What is isolated came from outside, such as the name of a dish, and stays as it was written.
    """
    if not _Current.has_arabic_figures:
        return text
    parts = _ISOLATED.split(text)
    return "".join(part if part[:1] == _FIRST else part.translate(_ARABIC) for part in parts)


def plain_figures(text: str) -> str:
    """Return a text with the figures 0 to 9, whatever script they were typed in."""
    return "".join(str(digit(sign)) if sign.isdecimal() else sign for sign in text)


def numbering_system() -> str:
    """Return the figures of the screen as Babel names them."""
    return "arab" if _Current.has_arabic_figures else "latn"


def numbered(number: str) -> str:
    """Return an order's number as people read it, apart from the words around it."""
    return isolate(figures(number))


@cache
def catalogue(language: str) -> Mapping[str, Entry]:
    """Return all entries of a language under dotted keys."""
    path = resources_dir() / "translations" / f"{language}.toml"
    entries: dict[str, Entry] = {}
    for table, members in tomllib.loads(path.read_text(encoding="utf-8")).items():
        entries.update({f"{table}.{name}": words for name, words in members.items()})
    return entries


def isolate(text: str) -> str:
    """Keep foreign text from disturbing the direction of the words around it.

    Direction marks inside it are dropped: a stray one could turn a whole card around.
    """
    clean = _DIRECTION_MARKS.sub("", text)
    lines = [_SPACES.sub(" ", line).strip() for line in clean.splitlines()]
    return "\n".join(f"{_FIRST}{line}{_LAST}" for line in lines if line)


def _plural(forms: Mapping[str, str], count: int) -> str:
    from babel import Locale  # late: the first paint does not need it

    return forms.get(Locale.parse(locale_name()).plural_form(count), forms["other"])
