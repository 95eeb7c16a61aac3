"""The kitchen reads its own language, whatever the screen speaks."""

import pytest
from PySide6.QtWidgets import QApplication

from kitchen_app.services.settings import LANGUAGES, ScreenSettings
from kitchen_app.ui import i18n, menu_names

NAMES = {"ar": "شاي", "zh-HK": "茶", "en": "Tea"}
CALLED = {"en": "Tea", "ar": "شاي", "zh_HK": "茶"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_follow_the_screen(qapp: QApplication, language: str) -> None:
    i18n.install(qapp, language)
    assert menu_names.menu_name("plain", NAMES) == CALLED[language]
    assert menu_names.menu_name("plain", {"default": "any"}) == "any"
    assert menu_names.menu_name("plain", {}) == "plain"
    assert (
        menu_names.menu_name("plain", {"default": "", "en": "", "ar": "", "zh-HK": ""}) == "plain"
    )


@pytest.mark.parametrize("screen", LANGUAGES)
@pytest.mark.parametrize("kitchen", LANGUAGES)
def test_the_kitchen_may_read_another_language(
    qapp: QApplication, screen: str, kitchen: str
) -> None:
    i18n.install(qapp, screen)
    menu_names.use(ScreenSettings(language=screen, kitchen_language=kitchen))
    assert menu_names.menu_name("Tea", NAMES) == CALLED[kitchen]
    assert menu_names.is_renamed("Tea", NAMES) == (kitchen != "en")


def test_capitals_and_spaces_make_no_other_name() -> None:
    assert not menu_names.is_renamed(" iced  TEA", {"en": "Iced tea"})
    assert not menu_names.is_renamed("", {"en": "Iced tea"})


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_own_name_goes_before_the_menus_in_any_language(
    qapp: QApplication, language: str
) -> None:
    """It is given once, by whatever name the order had then."""
    i18n.install(qapp, language)
    for given in ("plain", "tea ", "شاي", "茶"):
        menu_names.use(ScreenSettings(kitchen_language="ar", kitchen_names={given: "T1"}))
        assert menu_names.menu_name("plain", NAMES) == "T1"
        assert menu_names.is_renamed("plain", NAMES)
    assert menu_names.menu_name("Coffee", {"en": "Coffee"}) == "Coffee"
    assert menu_names.menu_name("", {}) == ""


def test_a_dish_that_is_renamed_at_keeta_has_its_new_name(qapp: QApplication) -> None:
    menu_names.use(ScreenSettings(kitchen_names={"Soup of the day: lentil": "LENTIL"}))
    assert menu_names.menu_name("Soup of the day: tomato", {}) == "Soup of the day: tomato"
