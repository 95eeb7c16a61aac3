"""Big orders: more than one rider can carry, so their food and their riders come in parts."""

from typing import Any, Literal

import pytest

from kitchen_app.domain.order import Order, RiderState, Status
from kitchen_app.domain.projection import Lane, lane_of
from kitchen_app.keeta.lines_codec import decode_lines
from kitchen_app.keeta.wire import Reader
from kitchen_app.sandbox.compose import Wish
from kitchen_app.sandbox.config import SWITCHES, SandboxConfig
from kitchen_app.sandbox.orders import OrderBook, Phase
from kitchen_app.sandbox.wire import order_info
from tests.builders import PLACED_MS, HandClock, order_sample
from tests.keeta.decoding import decoded, decoded_sample

# Food


def test_a_big_order_with_parts_only_shows_every_line() -> None:
    assert decoded_sample("order_get_big").lines == decoded_sample("order_get").lines


def _row(line_id: int | None, count: int = 1, *, sku: int | None = None) -> dict[str, Any]:
    """Return a row as short as it can be; one without an id is known by its item and name."""
    row = {"id": line_id, "spuId": sku, "skuId": sku, "name": f"food {sku or line_id}"}
    return {name: value for name, value in row.items() if value} | {"count": count}


def _big(top: list[dict[str, Any]], *parts: list[dict[str, Any]]) -> dict[str, Any]:
    listed = [{"merchantSubOrderId": 9, "products": part} for part in parts]
    return {"products": top, "bigOrderTag": True, "subOrderInfoList": listed}


def _pieces(info: dict[str, Any]) -> tuple[list[tuple[str, int]], bool]:
    """Return name and quantity of each line, and whether something was odd."""
    reader = Reader(info)
    lines = decode_lines(reader)
    return [(line.name, line.quantity) for line in lines], bool(reader.odd)


_A, _B = _row(1, 4), _row(2, 2)


@pytest.mark.parametrize(
    "info",
    [
        _big([_A, _B]),
        _big([_A, _B], [], []),
        _big([_A, _B], [_A], [_B]),
        _big([_A, _B], [_A, _B]),
        _big([_A, _B], [_row(1, 1)], [_row(1, 3), _B]),
        _big([], [_A], [_B]),
        _big([], [_A, _B], []),
    ],
)
def test_a_big_order_shows_each_line_once(info: dict[str, Any]) -> None:
    assert _pieces(info) == ([("food 1", 4), ("food 2", 2)], False)


def test_parts_that_number_their_lines_anew_double_nothing() -> None:
    top = [_row(1, sku=70), _row(2, sku=71)]
    named = [{"name": "food 70", "count": 1}, {"name": "food 71", "count": 1}]
    for parts in ([_row(901, sku=70), _row(902, sku=71)], [_row(None, sku=70), _row(2)], named):
        info = _big(top, parts[:1], parts[1:])
        assert _pieces(info) == ([("food 70", 1), ("food 71", 1)], False)


@pytest.mark.parametrize(
    ("info", "lines"),
    [
        (_big([_A], [_A], [_B]), [("food 1", 4), ("food 2", 2)]),
        (_big([_A], [_row(1, 3)], [_row(1, 3)]), [("food 1", 4)]),
        (_big([_A, _B], [_A], []), [("food 1", 4), ("food 2", 2)]),
        (_big([_A], [{}]), [("food 1", 4), ("?", 1)]),
        (_big([], [_row(1, 3)], [_row(1, 1)]), [("food 1", 4)]),
    ],
)
def test_where_top_and_parts_disagree_everything_is_shown_and_somebody_looks(
    info: dict[str, Any], lines: list[tuple[str, int]]
) -> None:
    assert _pieces(info) == (lines, True)


def test_rows_without_an_id_stay_lines_of_their_own() -> None:
    info = _big([], [_row(None, 2, sku=70)], [_row(None, 3, sku=70)])
    assert _pieces(info) == ([("food 70", 2), ("food 70", 3)], False)


@pytest.mark.parametrize("seed", range(5))
def test_the_emulators_big_orders_are_the_same_in_either_shape(seed: int) -> None:
    found = []
    for shape in SWITCHES["big_order_products"]:
        config = SandboxConfig(big_order_products=shape)
        order = OrderBook(config, HandClock()).place(Wish(big=True, lines=4, seed=seed))
        reader = Reader(order_info(order, config))
        found.append(sorted(decode_lines(reader), key=lambda line: line.line_id))
        assert not reader.odd
        assert len(found[-1]) == 4
    assert found[0] == found[1]


# Riders


@pytest.mark.parametrize("first", [0, 1])
def test_a_big_order_is_as_far_as_its_slowest_part(first: int) -> None:
    """The second rider has not come yet: half of the food is still on the pass."""
    info = order_sample("order_get_big")
    if first:
        info["merchantOrderDeliveries"].reverse()
    order = decoded(info)
    assert order.rider is not None
    assert order.rider.state is RiderState.SEARCHING
    assert lane_of(order) is not Lane.GONE


def _carried(*statuses: int | None) -> Order:
    """Return a big order in two parts whose deliveries are that far; None says nothing yet."""
    info = order_sample("order_get_big")
    info["merchantOrderDeliveries"] = [
        {"deliveryMode": "1001"}
        if status is None
        else {"deliveryStatus": status, "deliveryStatusTime": PLACED_MS + 1000 * number}
        for number, status in enumerate(statuses)
    ]
    return decoded(info)


@pytest.mark.parametrize(
    ("statuses", "state"),
    [
        ((50, None), RiderState.REQUESTED),
        ((None, 30), RiderState.REQUESTED),
        ((50,), RiderState.REQUESTED),
        ((99, 30), RiderState.REQUESTED),
        ((99, 50, 50), RiderState.DELIVERED),  # another rider came for the one who was lost
        ((99, 50, 25), RiderState.ARRIVED),
        ((20, None), RiderState.ASSIGNED),
        ((30, 50), RiderState.COLLECTED),
    ],
)
def test_a_part_without_a_rider_is_still_on_the_pass(
    statuses: tuple[int | None, ...], state: RiderState
) -> None:
    order = _carried(*statuses)
    assert order.rider is not None
    assert order.rider.state is state
    is_gone = state in (RiderState.COLLECTED, RiderState.DELIVERED)
    assert (lane_of(order) is Lane.GONE) is is_gone


def test_riders_alone_never_end_an_order() -> None:
    assert not _carried(50, 50).status.is_final


def test_an_order_in_one_piece_is_as_far_as_its_rider() -> None:
    info = order_sample()
    info["merchantOrderDeliveries"][0]["deliveryStatus"] = 30
    rider = decoded(info).rider
    assert rider is not None
    assert rider.state is RiderState.COLLECTED


@pytest.mark.parametrize("shape", SWITCHES["big_order_products"])
def test_the_emulators_card_leaves_only_with_the_last_part(
    shape: Literal["top", "parts"],
) -> None:
    config = SandboxConfig(big_order_products=shape)
    order = OrderBook(config, HandClock()).place(Wish(big=True, lines=4, seed=1))
    order.reach(Phase.ACCEPTED, PLACED_MS)
    first, second = order.parts
    rides = [(first, 10), (first, 30), (first, 50), (second, 0), (second, 25), (second, 30)]
    for number, (part, status) in enumerate(rides):
        order.ride(part, PLACED_MS + 1000 * number, status)
        shown = decoded(order_info(order, config))
        assert shown.status is Status.ACCEPTED
        assert (lane_of(shown) is Lane.GONE) == ((part, status) == (second, 30))
