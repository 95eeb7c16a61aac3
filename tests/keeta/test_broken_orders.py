"""Every single break of an order object: what could be read is shown, and the rest is told."""

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kitchen_app.domain.order import Fulfilment, Problem
from tests.builders import STEADY, order_sample
from tests.keeta.decoding import ORDERS, Path, check_order, decoded, parent_of, paths_in

_SAMPLES = {name: order_sample(name) for name in ORDERS}
_WRONG: list[Any] = [None, 5, -1, 7.5, "", "x", True, [], {}, [[]], [None], "ENC_x", "\ud800"]


@pytest.mark.parametrize("name", ORDERS)
def test_no_missing_member_hides_an_order(name: str) -> None:
    for path in paths_in(_SAMPLES[name]):
        info = copy.deepcopy(_SAMPLES[name])
        del parent_of(info, path)[path[-1]]
        check_order(decoded(info))


@pytest.mark.parametrize("junk", _WRONG)
@pytest.mark.parametrize("name", ORDERS)
def test_no_member_of_another_shape_hides_an_order(name: str, junk: object) -> None:
    for path in paths_in(_SAMPLES[name]):
        info = copy.deepcopy(_SAMPLES[name])
        parent_of(info, path)[path[-1]] = junk
        check_order(decoded(info))


@STEADY
@given(st.sampled_from(ORDERS), st.sets(st.text("abcdeghilmnoprstu", min_size=1, max_size=2)))
def test_any_subset_of_the_members_is_an_order(name: str, left_out: set[str]) -> None:
    """Members whose names have such letters in them are left out, at any depth."""

    def without(value: Any) -> Any:
        if isinstance(value, list):
            return [without(item) for item in value]
        if isinstance(value, dict):
            return {
                key: without(item)
                for key, item in value.items()
                if not any(letters in key.lower() for letters in left_out)
            }
        return value

    check_order(decoded(without(_SAMPLES[name])))


@pytest.mark.parametrize("name", ORDERS)
def test_unknown_members_everywhere_change_nothing(name: str) -> None:
    info = copy.deepcopy(_SAMPLES[name])
    for path in [(), *paths_in(_SAMPLES[name])]:
        place: Any = info
        for key in path:
            place = place[key]
        if isinstance(place, dict) and not (path and str(path[-1]).endswith("I18n")):
            place["newInVersion9"] = {"deep": [1, None]}
    assert decoded(info) == decoded(_SAMPLES[name])


_GROUP: Path = ("groups", 0)
_OPTION: Path = (*_GROUP, "shopProductGroupSkuList", 0)


@pytest.mark.parametrize("junk", [{}, [], 7.5, True])
@pytest.mark.parametrize(
    "path",
    [
        ("id",),
        ("name",),
        ("nameI18n",),
        ("spec",),
        ("specI18n",),
        ("count",),
        ("remark",),
        ("groups",),
        _GROUP,
        (*_GROUP, "shopProductGroupSkuList"),
        _OPTION,
        (*_OPTION, "spuName"),
        (*_OPTION, "spuNameI18n"),
        (*_OPTION, "count"),
        (*_OPTION, "groups"),
    ],
    ids=lambda path: path[-1],
)
def test_one_broken_line_leaves_the_others_whole(path: Path, junk: object) -> None:
    """An empty object or list where one was expected is no break, but an option has a count."""
    whole = decoded(order_sample())
    info = order_sample()
    line = info["products"][0]
    was = parent_of(line, path)[path[-1]]
    parent_of(line, path)[path[-1]] = junk
    order = decoded(info)
    assert len(order.lines) == 2
    assert order.lines[1] == whole.lines[1]
    is_whole = type(was) is type(junk) and path != _OPTION
    assert order.problem is (None if is_whole else Problem.PARTLY_UNREADABLE)


@pytest.mark.parametrize("row", [None, 5, "x", [], True])
def test_a_line_that_is_no_object_is_a_line_without_a_name(row: object) -> None:
    info = order_sample()
    info["products"][0] = row
    order = decoded(info)
    assert [line.name for line in order.lines] == ["?", "Lentil soup"]
    assert order.problem is Problem.PARTLY_UNREADABLE


@pytest.mark.parametrize(
    ("path", "unknown", "problem"),
    [
        (("merchantOrder", "status"), 77, Problem.UNKNOWN_STATUS),
        (("merchantOrder", "userGetMode"), "dine_in", Problem.PARTLY_UNREADABLE),
        (("merchantOrderDeliveries", 0, "deliveryMode"), "5555", Problem.PARTLY_UNREADABLE),
        (("merchantOrderDeliveries", 0, "deliveryStatus"), 77, None),  # nothing to cook by
        (("baseOrder", "payType"), "newpay", None),  # shown as Keeta names it
        (("products", 0, "groups", 0, "status"), 77, None),  # not read
    ],
)
def test_an_unknown_value_of_a_list_is_told_where_it_matters(
    path: Path, unknown: object, problem: Problem | None
) -> None:
    info = order_sample()
    parent_of(info, path)[path[-1]] = unknown
    order = decoded(info)
    assert order.lines == decoded(order_sample()).lines
    assert order.fulfilment is Fulfilment.DELIVERY
    assert order.problem is problem
