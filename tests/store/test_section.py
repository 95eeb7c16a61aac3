"""A table of the file says exactly what is wrong with it; tests of the file try every key."""

from pathlib import Path

import pytest

from kitchen_app.store.errors import ConfigError
from kitchen_app.store.section import Section, text, whole_number

FILE = Path("kitchen.toml")


def minutes(value: object) -> int:
    return whole_number(value, 1, 60, "number of minutes", 5)


def test_what_is_not_there_has_its_default() -> None:
    assert Section({}, "screen", FILE).read("late", minutes, 7) == 7
    assert Section({"screen": {"late": 9}}, "screen", FILE).read("late", minutes, 7) == 9


@pytest.mark.parametrize("value", [0, 61, True, "5", 5.0, None])
def test_a_wrong_number_is_told_with_its_bounds(value: object) -> None:
    section = Section({"screen": {"late": value}}, "screen", FILE)
    with pytest.raises(ConfigError) as caught:
        section.read("late", minutes, 7)
    wanted = "a number of minutes from 1 to 60 without quotes, such as 5"
    assert str(caught.value) == f"kitchen.toml: [screen] late must be {wanted}."


def test_a_text_is_a_text() -> None:
    assert text("x", "a word") == "x"
    with pytest.raises(ValueError, match="a word"):
        text(1, "a word")
