"""How dishes, sizes and options are called on this screen: the kitchen's word for each."""

from collections.abc import Mapping

from kitchen_app.domain.kitchen_names import KitchenNames
from kitchen_app.services.settings import LANGUAGES, ScreenSettings
from kitchen_app.ui import i18n


class _InForce:
    """What the kitchen has chosen; there is one screen, so there is one."""

    language: str | None = None
    names: Mapping[str, KitchenNames] = {}


def use(screen: ScreenSettings) -> None:
    """Call everything from now on as these settings say."""
    _InForce.language = screen.kitchen_language
    _InForce.names = {
        language: KitchenNames(language, screen.kitchen_names) for language in LANGUAGES
    }


def menu_name(name: str, names: Mapping[str, str]) -> str:
    """Return the name that the kitchen reads (see `KitchenNames`)."""
    return _in_force().name_of(name, names)


def is_renamed(name: str, names: Mapping[str, str]) -> bool:
    """Tell whether the kitchen reads another name than the one that was ordered."""
    return _in_force().is_renamed(name, names)


def _in_force() -> KitchenNames:
    language = _InForce.language or i18n.language()
    return _InForce.names.get(language) or KitchenNames(language)
