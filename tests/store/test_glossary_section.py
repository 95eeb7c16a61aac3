"""The table [glossary]: what stands there is a name, or it is refused by its key."""

from pathlib import Path

import pytest

from kitchen_app.store.errors import ConfigError
from kitchen_app.store.glossary_section import read_glossary
from kitchen_app.store.section import Section


def read(names: object) -> dict[str, str]:
    return read_glossary(Section({"glossary": names}, "glossary", Path("kitchen.toml")))


def test_names_are_read_as_they_stand() -> None:
    assert read({}) == {}
    assert read({"Iced tea": "TEA", "شاي": "茶"}) == {"Iced tea": "TEA", "شاي": "茶"}


@pytest.mark.parametrize("name", ["", "  ", "two\nlines", "x" * 41, 5, None, ["TEA"]])
def test_what_is_no_name_is_refused(name: object) -> None:
    with pytest.raises(ConfigError, match=r"\[glossary\] Iced tea must be a text of 1 to 40"):
        read({"Iced tea": name})


@pytest.mark.parametrize("key", ["", " ", "x" * 201, "two\nlines"])
def test_what_cannot_be_a_name_of_the_menu_is_refused(key: str) -> None:
    with pytest.raises(ConfigError, match="a name of the menu of at most 200"):
        read({key: "TEA"})
