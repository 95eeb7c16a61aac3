"""Which shop the pages are about is chosen by name; of a held-back choice the reason is told."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QWidget

from kitchen_app.domain.shop_marks import marks_of
from kitchen_app.ui.shop.shop_choices import ShopChoices
from kitchen_app.ui.theme import Theme
from tests.ui.canned_shops import ALL, MALAZ, OLAYA, mark, view


@pytest.fixture
def choices(theme: Theme, ground: QWidget) -> ShopChoices:
    widget = ShopChoices(theme, ground)
    widget.resize(800, 200)
    widget.show()
    widget.show_shops(view(marks={each.shop_id: mark(each) for each in (OLAYA, MALAZ)}))
    widget.show_chosen(OLAYA.shop_id)
    return widget


def test_a_touch_chooses_a_shop_by_its_name(choices: ShopChoices) -> None:
    told: list[str] = []
    choices.chosen.connect(told.append)
    button = choices.buttons[MALAZ.shop_id]
    assert button.words == f"\u2068{MALAZ.name}\u2069"
    button.click()
    assert told == [MALAZ.shop_id]
    assert not choices.buttons[OLAYA.shop_id].isChecked()


def test_a_shop_wears_the_colour_of_its_orders(choices: ShopChoices, theme: Theme) -> None:
    button = choices.buttons[MALAZ.shop_id]
    drawn = button.grab().toImage()
    unit = theme.px("unit")
    colour = drawn.pixelColor(drawn.width() // 2, drawn.height() - unit - unit // 2)
    assert colour.name() == theme.colour(f"shop_{mark(MALAZ).colour}").name()


def test_what_is_held_back_says_why_and_keeps_the_one_that_is_seen(choices: ShopChoices) -> None:
    choices.hold_back("Hours: not sent yet.")
    enabled = [each for each, button in choices.buttons.items() if button.isEnabled()]
    assert (enabled, choices.told.text()) == ([OLAYA.shop_id], "Hours: not sent yet.")
    choices.hold_back("")
    assert all(button.isEnabled() for button in choices.buttons.values())
    assert choices.told.isHidden()


def test_other_shops_are_other_choices(choices: ShopChoices) -> None:
    names = marks_of(ALL.all, {})
    choices.show_shops(replace(view(served=ALL), marks=names))
    assert list(choices.buttons) == list(ALL.all)
