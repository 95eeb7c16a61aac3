"""What flipping one thing does to others."""

from kitchen_app.sandbox.config import SandboxConfig
from kitchen_app.sandbox.lines import number_of
from kitchen_app.sandbox.menu import Dish, Text
from kitchen_app.sandbox.shelf import Shelf


def shelf() -> Shelf:
    return Shelf(SandboxConfig())


def test_linkage_flips_options_of_the_same_name_only_when_wanted() -> None:
    for linked in (False, True):
        on_sale = shelf()
        on_sale.set_products(["FRIES"], 0, linked=linked)
        assert on_sale.products["FRIES"] == 0
        assert on_sale.options["G-SIDE", "X-FRIES"] == (0 if linked else 1)


def test_a_group_keeps_the_options_that_its_rule_needs() -> None:
    on_sale = shelf()
    drinks = [("G-DRINK", code) for code in ("X-COLA", "X-WATER", "X-LEMON")]
    change = on_sale.set_options(drinks, 0)
    assert change.codes == ("X-COLA", "X-WATER")
    assert change.failed[0]["openItemCode"] == "X-LEMON"
    assert on_sale.set_options(drinks, 1).failed == ()


def test_ids_lead_back_to_codes() -> None:
    on_sale = shelf()
    unknown = on_sale.codes_of_products([1])
    assert (unknown.codes, [each["id"] for each in unknown.failed]) == ((), [1])
    assert on_sale.code_of_group(1) is None
    assert on_sale.code_of_option("G-DRINK", 1) is None


def test_a_group_is_broken_when_its_last_options_would_go() -> None:
    on_sale = shelf()
    assert on_sale.groups_broken_by("TEA-MILK") == ()
    on_sale.set_options([("G-SETDRINK", "X-LEMONTEA"), ("G-SETDRINK", "X-YUANYANG")], 0)
    assert on_sale.groups_broken_by("TEA-MILK") == (number_of("G-SETDRINK"),)
    on_sale.set_products(["TEA-MILK"], 0, linked=True)
    assert on_sale.options["G-SETDRINK", "X-MILKTEA"] == 1, "what was foretold: it is left alone"


def test_a_group_that_needs_no_option_is_never_broken() -> None:
    on_sale = shelf()
    on_sale.set_options([("G-SIDE", "X-SALAD")], 0)
    assert on_sale.groups_broken_by("FRIES") == ()


def test_names_agree_in_any_language() -> None:
    dish = Dish("A", Text("Chips", "a", "薯條"), 1)
    assert dish.name.agrees_with(Text("Fries", "b", "薯條"))
    assert not dish.name.agrees_with(Text("Fries", "b", "飯"))
