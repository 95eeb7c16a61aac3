"""What is to be cooked, however an order lists it."""

from typing import Any

import pytest

from kitchen_app.domain.order import Problem
from tests.builders import order_sample
from tests.keeta.decoding import decoded


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
