"""What is to be cooked, however an order lists it."""

from typing import Any

import pytest

from kitchen_app.domain.order import Problem
from kitchen_app.keeta.lines_codec import decode_lines
from kitchen_app.keeta.wire import Reader
from kitchen_app.sandbox.compose import Wish
from kitchen_app.sandbox.config import SWITCHES, SandboxConfig
from kitchen_app.sandbox.orders import OrderBook
from kitchen_app.sandbox.wire import order_info
from tests.builders import HandClock, order_sample
from tests.keeta.decoding import agreed_case, decoded


def test_a_line_without_a_name_shows_what_else_is_known() -> None:
    info = order_sample()
    first, second = info["products"]
    first["name"], first["spuName"] = None, "Shawarma"
    second["name"] = ""
    assert [line.name for line in decoded(info).lines] == ["Shawarma", "SOUP-LENTIL"]


def test_a_line_of_which_nothing_is_known_is_still_a_line() -> None:
    info = order_sample()
    info["products"] = [{}, None]
    order = decoded(info)
    assert [line.name for line in order.lines] == ["?", "?"]
    assert order.problem is Problem.PARTLY_UNREADABLE


def test_options_go_down_to_their_own_options_but_not_for_ever() -> None:
    def nest(levels: int) -> list[dict[str, Any]]:
        row = {"spuName": f"level {levels}", "count": 1}
        inner = nest(levels - 1) if levels else []
        return [{"shopProductGroupSkuList": [row | {"groups": inner}]}]

    info = order_sample()
    info["products"][1]["groups"] = nest(300)
    depths = [option.depth for option in decoded(info).lines[1].options]
    assert depths[:2] == [0, 1]
    assert len(depths) < 10


def test_options_of_several_groups_keep_their_order() -> None:
    info = order_sample()
    info["products"][1]["groups"] = [
        {"shopProductGroupSkuList": [{"spuName": "a", "count": 1}, {"spuName": "b", "count": 3}]},
        {"shopProductGroupSkuList": [{"groupSkuOpenItemCode": "C", "count": "2"}]},
    ]
    options = decoded(info).lines[1].options
    assert [(each.name, each.quantity) for each in options] == [("a", 1), ("b", 3), ("C", 2)]


@pytest.mark.parametrize("count", [None, "many", 2.5, [], ...])
def test_a_quantity_that_cannot_be_read_is_flagged(count: object) -> None:
    info = order_sample()
    info["products"][0]["count"] = count
    if count is ...:
        del info["products"][0]["count"]
    order = decoded(info)
    assert order.lines[0].quantity == 1
    assert order.problem is Problem.PARTLY_UNREADABLE


@pytest.mark.parametrize(
    ("change", "seen"),
    [
        ({"count": -3}, 1),
        ({"count": 0}, 1),
        ({"count": 10**18}, 9999),
        ({"count": "2"}, 2),
    ],
)
def test_a_quantity_that_cannot_be_is_bounded_and_told(change: dict[str, Any], seen: int) -> None:
    info = order_sample("order_get")
    info["products"][0] |= change
    order = decoded(info)
    assert order.lines[0].quantity == seen
    assert (order.problem is None) == (change["count"] == "2")


def test_options_however_deep_are_shown_or_told() -> None:
    info = order_sample("order_get")
    group: dict[str, Any] = {"shopProductGroupSkuList": [{"spuName": "deepest"}]}
    for depth in range(12):
        group = {"shopProductGroupSkuList": [{"spuName": f"level {depth}", "groups": [group]}]}
    info["products"][0]["groups"] = [group]
    order = decoded(info)
    assert len(order.lines[0].options) == 8
    assert order.problem is Problem.PARTLY_UNREADABLE


@pytest.mark.parametrize(("levels", "shown", "is_whole"), [(8, 8, True), (9, 8, False)])
def test_options_are_read_eight_levels_deep(levels: int, shown: int, is_whole: bool) -> None:
    row: dict[str, Any] = {"spuName": "deepest", "count": 1}
    for _ in range(levels - 1):
        row = {"spuName": "x", "count": 1, "groups": [{"shopProductGroupSkuList": [row]}]}
    info = order_sample()
    info["products"][0]["groups"] = [{"shopProductGroupSkuList": [row]}]
    order = decoded(info)
    assert len(order.lines[0].options) == shown
    assert (order.problem is None) is is_whole


@pytest.mark.parametrize(
    ("members", "bought", "quantity", "is_whole"),
    [
        ({"count": 2}, 3, 2, True),
        ({"count": 2, "groupSkuCount": 6}, 3, 2, True),
        ({"groupSkuCount": 6}, 3, 2, True),
        ({"count": None, "groupSkuCount": "3"}, 3, 1, True),
        ({"groupSkuCount": 3}, 1, 3, True),
        ({"groupSkuCount": 4}, 3, 1, False),  # not the same in each piece: somebody must look
        ({"groupSkuCount": 0}, 3, 1, False),
        ({"groupSkuCount": -3}, 3, 1, False),
        ({"groupSkuCount": "some"}, 3, 1, False),
        ({"count": 2, "groupSkuCount": "some"}, 3, 2, True),
        ({}, 3, 1, False),
    ],
)
def test_an_option_is_counted_for_one_piece_however_keeta_counts_it(
    members: dict[str, Any], bought: int, quantity: int, is_whole: bool
) -> None:
    inner: dict[str, Any] = {"spuName": "y"} | members
    row = {"spuName": "x", "groups": [{"shopProductGroupSkuList": [inner]}]} | members
    line = {"id": 1, "name": "z", "count": bought}
    info = Reader({"products": [line | {"groups": [{"shopProductGroupSkuList": [row]}]}]})
    (decoded_line,) = decode_lines(info)
    assert [option.quantity for option in decoded_line.options] == [quantity, quantity]
    assert bool(info.odd) is not is_whole


def test_a_count_may_be_written_as_a_fraction_of_nothing() -> None:
    info = order_sample()
    info["products"][0]["count"] = 2.0
    order = decoded(info)
    assert (order.lines[0].quantity, order.problem) == (2, None)
    info["products"][0]["count"] = 2.5
    assert decoded(info).problem is Problem.PARTLY_UNREADABLE


# What a partial refund left


def _row(line_id: int | None, count: object, *, sku: int | None = None) -> dict[str, Any]:
    return {"id": line_id, "spuId": sku, "skuId": sku, "name": "food", "count": count}


def _left(
    lines: list[dict[str, Any]], rebates: object, tag: object = True
) -> tuple[list[int | None], bool]:
    """Return what is left of each line, and whether something was odd."""
    info = {"products": lines, "rebates": rebates, "rebatesTag": tag}
    reader = Reader({name: value for name, value in info.items() if value is not ...})
    return [line.left for line in decode_lines(reader)], bool(reader.odd)


_SOUP, _PLATE = _row(1, 2, sku=70), _row(2, 3, sku=71)


@pytest.mark.parametrize(
    ("residue", "left"),
    [
        ([_row(1, 1, sku=70), _row(2, 3, sku=71)], [1, None]),
        ([_row(2, 2, sku=71)], [0, 2]),
        ([_row(2, 2), _row(1, 2)], [None, 2]),
        ([_row(None, 1, sku=71)], [0, 1]),
        ([_row(901, 1, sku=71), _row(902, 2, sku=70)], [None, 1]),
        ([_row(2, 0), _row(1, 0)], [0, 0]),
        ([_row(1, "1"), _row(2, 3)], [1, None]),
        ([_row(1, 1.0), _row(2, 3.0)], [1, None]),
        ([_row(1, 1) | {"priceWithGroup": {"amount": 1}}, _row(2, 3)], [1, None]),
    ],
)
def test_what_is_left_of_each_line(residue: list[dict[str, Any]], left: list[int | None]) -> None:
    assert _left([_SOUP, _PLATE], {"residueProducts": residue}) == (left, False)


@pytest.mark.parametrize(
    ("residue", "left"),
    [
        ([_row(1, 1), _row(77, 1, sku=78)], [1, None]),  # the stranger may be the other line
        ([_row(77, 1, sku=78)], [None, None]),
        ([_row(1, 5), _row(2, 1)], [None, 1]),
        ([_row(1, -1), _row(2, 1)], [None, 1]),
        ([_row(1, "some"), _row(2, 1)], [None, 1]),
        ([_row(1, None), _row(2, 1)], [None, 1]),
        ([_row(1, 1), _row(1, 1)], [None, None]),
        ([{}, None, 5], [None, None]),
        ([], [None, None]),  # nothing left of anything would be a refund of the whole order
        (None, [None, None]),
        ("none", [None, None]),
    ],
)
def test_what_cannot_be_told_is_still_cooked_and_somebody_looks(
    residue: object, left: list[int | None]
) -> None:
    assert _left([_SOUP, _PLATE], {"residueProducts": residue}) == (left, True)


@pytest.mark.parametrize("rebates", [None, {}, [], "x", {"residueProducts": [_row(77, 1)]}])
def test_without_the_tag_nothing_was_refunded(rebates: object) -> None:
    assert _left([_SOUP], rebates, tag=False) == ([None], False)


def test_rows_that_are_left_count_where_the_tag_is_missing() -> None:
    rebates = {"residueProducts": [_row(1, 1)]}
    assert _left([_SOUP, _PLATE], rebates, tag=...) == ([1, 0], False)
    assert _left([_SOUP, _PLATE], None, tag=...) == ([None, None], False)


def test_two_lines_of_one_item_are_told_apart_by_their_id_only() -> None:
    lines = [_row(1, 2, sku=70), _row(2, 2, sku=70)]
    assert _left(lines, {"residueProducts": [_row(2, 1, sku=70)]}) == ([0, 1], False)
    both = [_row(None, 1, sku=70), _row(None, 2, sku=70)]
    assert _left(lines, {"residueProducts": both}) == ([1, None], False)
    assert _left(lines, {"residueProducts": both[:1]}) == ([None, None], True)


def test_an_order_with_a_refund_that_cannot_be_read_says_so() -> None:
    info = order_sample() | {"rebatesTag": True, "rebates": None}
    assert decoded(info).problem is Problem.PARTLY_UNREADABLE


@pytest.mark.parametrize("amount", SWITCHES["residue_amount"])
@pytest.mark.parametrize("shape", [None, *SWITCHES["big_order_products"]])
def test_the_emulators_partial_refunds(amount: Any, shape: Any) -> None:
    big = {"big_order_products": shape} if shape else {}
    config = SandboxConfig(residue_amount=amount, **big)
    for seed in range(10):
        order = OrderBook(config, HandClock()).place(Wish(lines=4, seed=seed, big=bool(shape)))
        bought = {str(line["id"]): line["count"] for line in order.products}
        first, second, *_ = order.products
        given_back = {first["id"]: first["count"], second["id"]: 1}
        order.cases.append(agreed_case(given_back))
        reader = Reader(order_info(order, config))
        lines = {line.line_id: line for line in decode_lines(reader)}
        expected = bought | {
            str(line_id): bought[str(line_id)] - count for line_id, count in given_back.items()
        }
        assert {line_id: line.to_make for line_id, line in lines.items()} == expected
        assert {line_id: line.quantity for line_id, line in lines.items()} == bought
        assert not reader.odd


def test_an_odd_product_code_costs_the_code_and_no_problem() -> None:
    order = order_sample()
    order["products"][0]["spuOpenItemCode"] = ["x"]
    read = decoded(order)
    assert (read.lines[0].spu_id, read.lines[0].spu_code) == ("11020771", "")
    assert read.problem is None
