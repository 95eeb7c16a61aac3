"""The table [glossary] of kitchen.toml: what this kitchen calls a dish, a size or an option."""

from functools import partial

from kitchen_app.services.settings import LONGEST_KITCHEN_NAME, LONGEST_MENU_NAME
from kitchen_app.store.section import Section, text


def read_glossary(glossary: Section) -> dict[str, str]:
    """Return the kitchen's names by those of the menu.

    Raises:
        ConfigError: a name is no text, is empty, has two lines or is too long.
    """
    return {key: glossary.read(key, partial(_name, key), "") for key in glossary.keys}


def _name(key: str, value: object) -> str:
    wanted = (
        f"a text of 1 to {LONGEST_KITCHEN_NAME} letters in one line, and its key a name of the "
        f"menu of at most {LONGEST_MENU_NAME}"
    )
    name = text(value, wanted)
    if not _is_line(key, LONGEST_MENU_NAME) or not _is_line(name, LONGEST_KITCHEN_NAME):
        raise ValueError(wanted)
    return name


def _is_line(name: str, longest: int) -> bool:
    return bool(name.strip()) and len(name) <= longest and len(name.splitlines()) == 1
