"""What a kitchen calls dishes, sizes and options (docs/decisions/0027)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

_TAGS = {"en": ("en",), "ar": ("ar",), "zh_HK": ("zh-HK", "zh")}
"""How the menus tag the languages that we speak."""


@dataclass(frozen=True, slots=True)
class KitchenNames:
    """A language of the menu, and before it the kitchen's own names by those of the menu."""

    language: str = "en"
    own: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        folded = {_folded(name): own for name, own in self.own.items()}
        object.__setattr__(self, "own", folded)

    def name_of(self, name: str, names: Mapping[str, str]) -> str:
        """Return the name that the kitchen reads: its own, else the menu's in its language.

        An own name was given to a name of the menu in any language; without either it is the plain
        one.
        """
        if self.own:
            for each in (name, *(names[tag] for tag in sorted(names))):
                if own := self.own.get(_folded(each)):
                    return own
        for tag in (*_TAGS[self.language], "default"):
            if names.get(tag):
                return names[tag]
        return name

    def is_renamed(self, name: str, names: Mapping[str, str]) -> bool:
        """Tell whether the kitchen reads another name than the one that was ordered."""
        return bool(name.strip()) and not is_same_name(self.name_of(name, names), name)


def is_same_name(one: str, other: str) -> bool:
    """Tell whether two names differ only in what nobody sees: spaces and capitals."""
    return _folded(one) == _folded(other)


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()
