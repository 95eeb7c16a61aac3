"""Whatever is missing or broken in what Keeta sends, no order is lost."""

import copy
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import ORDER_ID, SHOP_ID, STEADY, order_sample
from tests.keeta.decoding import ORDERS, decoded, parent_of, places, texts_of

_SAMPLES = {name: order_sample(name) for name in ORDERS}
_PLACES = [(name, path) for name in ORDERS for path in places(_SAMPLES[name])]
_junk = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(),
    st.sampled_from(["ENC_qwerty", "", "0", "9" * 25, "\ud800", {}, [], [[]], {"a": 1}, [None]]),
    st.lists(st.integers() | st.text(), max_size=3),
    st.dictionaries(st.text(), st.integers() | st.text(), max_size=3),
)


def _survives(info: dict[str, Any]) -> None:
    order = decoded(info)
    assert order.order_id == ORDER_ID
    assert order.shop_id == SHOP_ID
    assert order.number
    assert order.accept_by == order.placed_at + timedelta(minutes=5)
    for text in texts_of(order):
        assert not text.startswith("ENC_")
        text.encode("utf-8")
    if not order.lines:
        assert order.problem is not None, "a card without lines must say so"


@STEADY
@given(st.lists(st.tuples(st.sampled_from(_PLACES), _junk), min_size=1, max_size=4))
def test_no_changed_members_hide_an_order(
    changes: list[tuple[tuple[str, tuple[str | int, ...]], object]],
) -> None:
    name = changes[0][0][0]
    info = copy.deepcopy(_SAMPLES[name])
    for (_, path), junk in changes:
        try:
            parent_of(info, path)[path[-1]] = junk
        except (KeyError, IndexError, TypeError):
            continue  # a member of another sample, or of one that is changed already
    _survives(info)


@pytest.mark.parametrize("name", ORDERS)
def test_no_missing_member_hides_an_order(name: str) -> None:
    for path in places(_SAMPLES[name]):
        info = copy.deepcopy(_SAMPLES[name])
        del parent_of(info, path)[path[-1]]
        _survives(info)


@pytest.mark.parametrize("junk", [None, 5, -1, 7.5, "", "x", True, [], {}, [[]], "ENC_x", "\ud800"])
@pytest.mark.parametrize("name", ORDERS)
def test_no_member_of_another_shape_hides_an_order(name: str, junk: object) -> None:
    for path in places(_SAMPLES[name]):
        info = copy.deepcopy(_SAMPLES[name])
        parent_of(info, path)[path[-1]] = junk
        _survives(info)


@pytest.mark.parametrize("name", ORDERS)
def test_unknown_members_everywhere_change_nothing(name: str) -> None:
    info = copy.deepcopy(_SAMPLES[name])
    for path in [(), *places(_SAMPLES[name])]:
        place: Any = info
        for key in path:
            place = place[key]
        if isinstance(place, dict) and not (path and str(path[-1]).endswith("I18n")):
            place["newInVersion9"] = {"deep": [1, None]}
    assert decoded(info) == decoded(_SAMPLES[name])
