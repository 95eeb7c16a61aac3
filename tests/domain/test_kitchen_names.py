"""The kitchen's word for a dish."""

import pytest

from kitchen_app.domain.kitchen_names import KitchenNames, is_same_name

NAMES = {"ar": "شاي", "zh-HK": "茶", "en": "Tea"}


@pytest.mark.parametrize(("language", "name"), [("en", "Tea"), ("ar", "شاي"), ("zh_HK", "茶")])
def test_the_menus_name_in_a_language(language: str, name: str) -> None:
    assert KitchenNames(language).name_of("plain", NAMES) == name
    assert KitchenNames(language).name_of("plain", {"default": "any"}) == "any"
    assert KitchenNames(language).name_of("plain", {}) == "plain"


@pytest.mark.parametrize("given", ["plain", " TEA", "شاي", "茶"])
def test_an_own_name_goes_before_the_menus_in_any_language(given: str) -> None:
    names = KitchenNames("ar", {given: "T1"})
    assert names.name_of("plain", NAMES) == "T1"
    assert names.is_renamed("plain", NAMES)
    assert not names.is_renamed("", NAMES)


def test_capitals_and_spaces_make_no_other_name() -> None:
    assert is_same_name(" iced  TEA", "Iced tea")
    assert not KitchenNames("en").is_renamed(" iced  TEA", {"en": "Iced tea"})
