"""How dishes, sizes and options are called on this screen: the kitchen's word for each."""

from collections.abc import Mapping

from kitchen_app.services.settings import ScreenSettings
from kitchen_app.ui import i18n

_TAGS = {"en": ("en",), "ar": ("ar",), "zh_HK": ("zh-HK", "zh")}


class _InForce:
    """What the kitchen has chosen; there is one screen, so there is one."""

    language: str | None = None
    own: Mapping[str, str] = {}


def use(screen: ScreenSettings) -> None:
    """Call everything from now on as these settings say."""
    _InForce.language = screen.kitchen_language
    _InForce.own = {_folded(name): own for name, own in screen.kitchen_names.items()}


def menu_name(name: str, names: Mapping[str, str]) -> str:
    """Return the name that the kitchen reads: its own, else the menu's in its language.

    An own name was given to a name of the menu in any language; without either it is the plain one.
    """
    for each in (name, *(names[tag] for tag in sorted(names))):
        if own := _InForce.own.get(_folded(each)):
            return own
    for tag in (*_TAGS[_InForce.language or i18n.language()], "default"):
        if names.get(tag):
            return names[tag]
    return name


def is_renamed(name: str, names: Mapping[str, str]) -> bool:
    """Tell whether the kitchen reads another name than the one that was ordered."""
    return bool(name.strip()) and _folded(menu_name(name, names)) != _folded(name)


def _folded(name: str) -> str:
    """Return a name without what nobody sees as another: spaces and capitals."""
    return " ".join(name.split()).casefold()
