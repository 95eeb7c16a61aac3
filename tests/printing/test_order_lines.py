"""Dishes: to cook, to pack, or not to make."""

from dataclasses import replace

from kitchen_app.domain.refunds import RefundKind
from kitchen_app.domain.tickets import Copy
from kitchen_app.printing.blocks import Bar, Item, Words
from kitchen_app.printing.order_lines import change, checklist, items
from tests.printing.papers import AR_EN, CASE, EN, ORDER, RICE, SHAWARMA, SOUP, TEA, ticket

PART = replace(ORDER, lines=(replace(RICE, left=1), TEA))


def test_more_than_one_is_boxed_and_packers_get_a_box_to_check() -> None:
    order = replace(ORDER, lines=(SOUP, RICE))
    cooked = [block for block in items(ticket(order), EN) if isinstance(block, Item)]
    assert [(each.quantity, each.is_boxed) for each in cooked] == [
        ("\u20681\u2069", False),
        ("\u20683\u2069", True),
        ("\u20683\u2069", True),
    ]
    packed = [block for block in checklist(ticket(order), EN) if isinstance(block, Item)]
    assert [each.has_check for each in packed] == [True, True, False]


def test_options_are_indented_by_their_depth_with_the_total_to_make() -> None:
    first, garlic, bread, *_ = items(ticket(replace(ORDER, lines=(SHAWARMA,))), EN)
    assert isinstance(first, Item)
    assert isinstance(garlic, Item)
    assert isinstance(bread, Item)
    assert [first.indent, garlic.indent, bread.indent] == [0, 1, 2]
    assert (garlic.quantity, garlic.name) == ("\u20684\u2069", "\u2068Garlic sauce\u2069 (2 each)")


def test_a_stop_slip_tells_of_the_lines_that_were_given_back_alone() -> None:
    told = list(change(ticket(PART, Copy.STOP, case=CASE), EN))
    assert [block.text for block in told if isinstance(block, Bar)] == ["do not make 2"]
    assert "still to make: 1" in [block.text for block in told if isinstance(block, Words)]
    named = [block.name for block in told if isinstance(block, Item)]
    assert named == ["\u2068Chicken biryani\u2069", "\u2068Less spicy\u2069"]


def test_what_is_gone_is_named_before_all_others_in_both_languages() -> None:
    told = list(items(ticket(replace(ORDER, lines=(SOUP,)), gone=(SHAWARMA, TEA)), AR_EN))
    first, _, second, _, dish, *_ = told
    assert isinstance(first, Bar)
    assert isinstance(second, Bar)
    assert "حُذف: \u20682\u2069 × " in first.text
    assert "صحن شاورما دجاج" in first.text
    assert "كبير" in first.text
    assert "REMOVED: \u20682\u2069 × " in first.second
    assert "Chicken shawarma plate" in first.second
    assert "Iced lemon tea" in second.second
    assert isinstance(dish, Item)
    packed = next(checklist(ticket(replace(ORDER, lines=(SOUP,)), Copy.BAG, gone=(TEA,)), EN))
    assert isinstance(packed, Bar)
    assert packed.text == "REMOVED: \u20681\u2069 × \u2068Iced lemon tea\u2069"


def test_a_station_is_told_its_own_lines() -> None:
    told = list(change(ticket(ORDER, Copy.STOP, case=CASE, only=(SOUP,)), EN))
    assert [block.text for block in told if isinstance(block, Bar)] == ["do not make 1"]


def test_what_nobody_knows_is_said_so() -> None:
    told = list(change(ticket(ORDER, Copy.STOP, case=CASE), EN))
    assert "See on the screen what" in str(told[-1])


def test_a_full_refund_stops_everything() -> None:
    case = replace(CASE, kind=RefundKind.FULL)
    told = list(change(ticket(ORDER, Copy.STOP, case=case), EN))
    assert "Make nothing" in str(told[-1])
