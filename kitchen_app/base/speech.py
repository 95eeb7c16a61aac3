"""The program's words in one of its languages, for the screen and for paper.

A catalogue is a TOML file; the key `card.accept` finds `accept` in its table `card`. A word that
depends on a count is a table of CLDR plural forms and is chosen by the value `n`.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from kitchen_app.base.paths import resources_dir

_LOCALES = {"en": "en", "ar": "ar_AE", "zh_HK": "zh_Hant_HK"}
_RIGHT_TO_LEFT = frozenset({"ar"})
_DIRECTION_MARKS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_SPACES = re.compile("[ \t\v\f]+")
_FIRST, _LAST = "\u2068", "\u2069"
_ISOLATED = re.compile(f"({_FIRST}[^{_LAST}]*{_LAST})")
_ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")

Entry = str | Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Speech:
    """A language that the program speaks, and the figures it is written with.

    Raises:
        ValueError: the program does not speak it.
    """

    language: str = "en"
    has_arabic_figures: bool = False

    def __post_init__(self) -> None:
        if self.language not in _LOCALES:
            raise ValueError(f"unknown language {self.language!r}")

    @property
    def locale_name(self) -> str:
        """The language as Babel names it."""
        return _LOCALES[self.language]

    @property
    def is_right_to_left(self) -> bool:
        return self.language in _RIGHT_TO_LEFT

    @property
    def numbering_system(self) -> str:
        """The figures as Babel names them."""
        return "arab" if self.has_arabic_figures else "latn"

    def tr(self, key: str, **values: str | int) -> str:
        """Return the words for a key with its placeholders filled in, in these figures."""
        entry = catalogue(self.language)[key]
        if not isinstance(entry, str):
            entry = self._plural(entry, int(values["n"]))
        return self.figures(entry.format(**values))

    def figures(self, text: str) -> str:
        """Return our own words with these figures.

        What is isolated came from outside, such as the name of a dish, and stays as it was written.
        """
        if not self.has_arabic_figures:
            return text
        parts = _ISOLATED.split(text)
        return "".join(part if part[:1] == _FIRST else part.translate(_ARABIC) for part in parts)

    def _plural(self, forms: Mapping[str, str], count: int) -> str:
        from babel import Locale  # late: the first paint does not need it

        return forms.get(Locale.parse(self.locale_name).plural_form(count), forms["other"])


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
