"""Keeta's order object becomes ours, whatever is missing or broken in it."""

import copy
import json
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kitchen_app.domain.actions import CancelReason
from kitchen_app.domain.money import Money
from kitchen_app.domain.order import (
    Fulfilment,
    Line,
    Option,
    Order,
    OrderId,
    Party,
    Payment,
    Problem,
    Rider,
    RiderState,
    Status,
)
from kitchen_app.domain.projection import Lane, lane_of
from kitchen_app.keeta.codec import CANCEL_CODES, decode_order, order_id_in, order_info
from kitchen_app.keeta.wire import Reader
from tests.builders import NOW, ORDER_ID, PLACED_MS, SHOP_ID, STEADY, order_sample, sample

_ORDERS = [
    "order_get",
    "order_get_waiting",
    "order_get_pickup",
    "order_get_self_delivery",
    "order_get_big",
    "order_get_completed",
    "order_get_cancelled",
]


def _decode(info: dict[str, Any], now: datetime = NOW) -> Order:
    return decode_order(Reader(info), order_id=ORDER_ID, shop_id=SHOP_ID, now=now)


def _order(name: str = "order_get", **merchant: Any) -> Order:
    """Return a sample decoded, with other members in `merchantOrder` (`...` takes one out)."""
    info = order_sample(name)
    whole = info["merchantOrder"] | merchant
    info["merchantOrder"] = {key: value for key, value in whole.items() if value is not ...}
    return _decode(info)


def _ms(after_placing: int) -> datetime:
    return datetime.fromtimestamp((PLACED_MS + after_placing) / 1000, UTC)


def _texts(value: object) -> Iterator[str]:
    """Yield every text anywhere in a decoded order."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _texts(key)
            yield from _texts(item)
    elif isinstance(value, tuple | list):
        for item in value:
            yield from _texts(item)
    elif is_dataclass(value):
        for each in fields(value):
            yield from _texts(getattr(value, each.name))


# The whole sample


def test_the_full_sample() -> None:
    order = _order()
    assert order == Order(
        order_id=ORDER_ID,
        shop_id=SHOP_ID,
        number="1077",
        status=Status.ACCEPTED,
        fulfilment=Fulfilment.DELIVERY,
        placed_at=_ms(0),
        accept_by=_ms(0) + timedelta(minutes=5),
        received_at=NOW,
        lines=(
            Line(
                line_id="330000771",
                name="Chicken shawarma plate",
                names={
                    "en": "Chicken shawarma plate",
                    "ar": "صحن شاورما دجاج",
                    "default": "Chicken shawarma plate",
                },
                spec="Large",
                specs={"en": "Large", "ar": "كبير"},
                quantity=2,
                note="no pickles",
                options=(
                    Option(name="Fries", names={"en": "Fries", "ar": "بطاطس"}, quantity=2),
                    Option(name="Garlic sauce", names={"en": "Garlic sauce"}, depth=1),
                ),
            ),
            Line(line_id="330000772", name="Lentil soup"),
        ),
        note="Ring twice & wait = thanks",
        cutlery=True,
        paid=Money(minor=7200, currency="SAR"),
        payment=Payment(is_cash=False, label="Apple Pay"),
        rider=Rider(state=RiderState.ASSIGNED, at=_ms(151000), name="Rider Sample"),
        accepted_at=_ms(31200),
        platform_status=30,
    )


@pytest.mark.parametrize("name", _ORDERS)
def test_no_sample_has_a_problem_or_a_ciphertext(name: str) -> None:
    order = _order(name)
    assert order.problem is None
    assert not [text for text in _texts(order) if "ENC_" in text]


def test_an_order_is_found_bare_and_wrapped() -> None:
    info = order_sample()
    assert order_id_in(Reader(info)) == ORDER_ID
    assert order_id_in(Reader({"orderInfo": info})) == ORDER_ID
    assert order_id_in(order_info(Reader(sample("order_get")["data"]))) == ORDER_ID


# Status


@pytest.mark.parametrize(
    ("number", "status"),
    [
        (10, Status.NEW),
        (20, Status.NEW),
        (30, Status.ACCEPTED),
        (35, Status.READY),
        (40, Status.COMPLETED),
        (50, Status.CANCELLED),
        ("30", Status.ACCEPTED),
    ],
)
def test_every_status_number(number: object, status: Status) -> None:
    order = _order(status=number, confirmedStatusTime=...)
    assert order.status is status
    assert order.platform_status == int(str(number))
    assert order.problem is None


def test_twenty_alone_still_waits_for_the_shop() -> None:
    order = _order("order_get_waiting")
    assert (order.status, order.accepted_at) == (Status.NEW, None)


def test_twenty_with_a_time_of_acceptance_is_accepted() -> None:
    order = _order("order_get_waiting", confirmedStatusTime=PLACED_MS + 1000)
    assert (order.status, order.accepted_at) == (Status.ACCEPTED, _ms(1000))


@pytest.mark.parametrize(
    ("member", "status"),
    [
        ("confirmedStatusTime", Status.ACCEPTED),
        ("readiedStatusTime", Status.READY),
        ("completedStatusTime", Status.COMPLETED),
        ("canceledStatusTime", Status.CANCELLED),
    ],
)
@pytest.mark.parametrize("number", [10, 20, 77, None, ...])
def test_a_milestone_says_more_than_a_low_or_unknown_number(
    member: str, status: Status, number: object
) -> None:
    order = _order("order_get_waiting", status=number, **{member: PLACED_MS + 1000})
    assert order.status is status


@pytest.mark.parametrize("nothing", [0, None, "", "0"])
def test_a_milestone_that_is_zero_or_empty_was_not_reached(nothing: object) -> None:
    order = _order("order_get_waiting", confirmedStatusTime=nothing, canceledStatusTime=nothing)
    assert order.status is Status.NEW


@pytest.mark.parametrize("number", [0, 15, 31, 60, 99, 1000])
def test_an_unknown_status_number_is_kept_shown_and_no_failure(number: int) -> None:
    order = _order(status=number, confirmedStatusTime=...)
    assert order.status is Status.NEW
    if number:
        assert (order.problem, order.platform_status) == (Problem.UNKNOWN_STATUS, number)


def test_a_missing_status_waits_for_the_shop() -> None:
    order = _order(status=..., confirmedStatusTime=...)
    assert (order.status, order.platform_status) == (Status.NEW, None)


def test_a_status_seen_only_in_the_base_order_counts() -> None:
    info = order_sample()
    info["baseOrder"]["status"] = 40
    del info["merchantOrder"]["status"]
    assert _decode(info).status is Status.COMPLETED


def test_a_completed_order() -> None:
    order = _order("order_get_completed")
    assert (order.ready_at, order.completed_at) == (_ms(900000), _ms(2000000))
    assert order.cancellation is None


def test_a_cancelled_order_does_not_say_by_whom() -> None:
    order = _order("order_get_cancelled")
    assert order.cancellation is not None
    assert order.cancellation.by is Party.UNKNOWN
    assert (order.cancellation.at, order.cancellation.seen_at) == (_ms(600000), NOW)


def test_a_cancellation_without_its_time_was_when_we_saw_it() -> None:
    order = _order("order_get_cancelled", canceledStatusTime=...)
    assert order.cancellation is not None
    assert order.cancellation.at == NOW


# Times


@pytest.mark.parametrize(
    ("base", "merchant", "placed_at"),
    [
        (PLACED_MS, PLACED_MS + 850, _ms(0)),
        (None, PLACED_MS + 850, _ms(850)),
        (0, PLACED_MS + 850, _ms(850)),
        ("soon", PLACED_MS + 850, _ms(850)),
        (None, None, NOW + timedelta(seconds=9)),
    ],
)
def test_when_the_order_was_placed(base: object, merchant: object, placed_at: datetime) -> None:
    info = order_sample()
    info["baseOrder"]["ctime"] = base
    info["merchantOrder"]["ctime"] = merchant
    info["merchantOrder"]["unconfirmedStatusTime"] = None
    order = _decode(info, NOW + timedelta(seconds=9))
    assert order.placed_at == placed_at
    assert order.accept_by == placed_at + timedelta(minutes=5)
    assert order.received_at == NOW + timedelta(seconds=9)


def test_a_pickup_order_says_when_it_is_expected() -> None:
    order = _order("order_get_pickup")
    assert order.ready_by == _ms(1200000)


def test_the_expected_time_may_stand_in_the_merchant_order() -> None:
    order = _order(estimatedDiningReadyUrgeTime=PLACED_MS + 5000)
    assert order.ready_by == _ms(5000)


# Number, notes, customer


@pytest.mark.parametrize(
    ("text", "number", "shown"),
    [
        ("1077", 77, "1077"),
        ("K998", 998, "K998"),
        (1042, 77, "1042"),
        (None, 77, "77"),
        ("", 77, "77"),
        (None, None, "12345"),
        ("", None, "12345"),
    ],
)
def test_the_number_people_read(text: object, number: object, shown: str) -> None:
    assert _order(seqNoStr=text, seqNo=number).number == shown


def test_a_line_without_a_name_shows_what_else_is_known() -> None:
    info = order_sample()
    first, second = info["products"]
    first["name"], first["spuName"] = None, "Shawarma"
    second["name"] = ""
    assert [line.name for line in _decode(info).lines] == ["Shawarma", "SOUP-LENTIL"]


def test_a_line_of_which_nothing_is_known_is_still_a_line() -> None:
    info = order_sample()
    info["products"] = [{}, None]
    order = _decode(info)
    assert [line.name for line in order.lines] == ["?", "?"]
    assert order.problem is Problem.PARTLY_UNREADABLE


# Fulfilment and riders


@pytest.mark.parametrize(
    ("mode", "get_mode", "fulfilment"),
    [
        ("1001", "delivery", Fulfilment.DELIVERY),
        ("9001", "delivery", Fulfilment.SELF_DELIVERY),
        (9001, "delivery", Fulfilment.SELF_DELIVERY),
        ("1098", "delivery", Fulfilment.DRONE),
        ("5555", "delivery", Fulfilment.DELIVERY),
        (None, "delivery", Fulfilment.DELIVERY),
        (None, None, Fulfilment.DELIVERY),
        (None, "pickup", Fulfilment.PICKUP),
        (None, "PickUp", Fulfilment.PICKUP),
        ("1001", "pickup", Fulfilment.PICKUP),
    ],
)
def test_who_brings_the_food(mode: object, get_mode: object, fulfilment: Fulfilment) -> None:
    info = order_sample()
    info["merchantOrder"]["userGetMode"] = get_mode
    info["merchantOrderDeliveries"][0]["deliveryMode"] = mode
    assert _decode(info).fulfilment is fulfilment


def _delivery(status: int | None, after_ms: int | None) -> dict[str, Any]:
    at = None if after_ms is None else PLACED_MS + after_ms
    return {"deliveryMode": "1001", "deliveryStatus": status, "deliveryStatusTime": at}


@pytest.mark.parametrize(
    "deliveries",
    [None, [], [_delivery(None, 5)], [_delivery(7, 5)], [_delivery(20, None)], "gone", [None]],
)
def test_no_rider_is_better_than_a_wrong_one(deliveries: object) -> None:
    info = order_sample()
    info["merchantOrderDeliveries"] = deliveries
    assert _decode(info).rider is None


def test_a_new_rider_counts_more_than_one_who_was_lost() -> None:
    info = order_sample()
    info["merchantOrderDeliveries"] = [_delivery(99, 1000), _delivery(20, 2000)]
    rider = _decode(info).rider
    assert rider is not None
    assert rider.state is RiderState.ASSIGNED


@pytest.mark.parametrize("first", [0, 1])
def test_a_big_order_is_as_far_as_its_slowest_part(first: int) -> None:
    """The second rider has not come yet: half of the food is still on the pass."""
    info = order_sample("order_get_big")
    if first:
        info["merchantOrderDeliveries"].reverse()
    order = _decode(info)
    assert order.rider is not None
    assert order.rider.state is RiderState.SEARCHING
    assert lane_of(order, NOW) is not Lane.GONE


# Lines of big orders, options


def test_a_big_order_with_parts_only_shows_every_line() -> None:
    assert _order("order_get_big").lines == _order("order_get").lines


def test_lines_at_the_top_are_not_doubled_by_the_parts() -> None:
    info = order_sample("order_get")
    info["subOrderInfoList"] = [{"products": info["products"]}]
    assert len(_decode(info).lines) == 2


def test_options_go_down_to_their_own_options_but_not_for_ever() -> None:
    def nest(levels: int) -> list[dict[str, Any]]:
        row = {"spuName": f"level {levels}", "count": 1}
        inner = nest(levels - 1) if levels else []
        return [{"shopProductGroupSkuList": [row | {"groups": inner}]}]

    info = order_sample()
    info["products"][1]["groups"] = nest(300)
    depths = [option.depth for option in _decode(info).lines[1].options]
    assert depths[:2] == [0, 1]
    assert len(depths) < 10


def test_options_of_several_groups_keep_their_order() -> None:
    info = order_sample()
    info["products"][1]["groups"] = [
        {"shopProductGroupSkuList": [{"spuName": "a", "count": 1}, {"spuName": "b", "count": 3}]},
        {"shopProductGroupSkuList": [{"groupSkuOpenItemCode": "C", "count": "2"}]},
    ]
    options = _decode(info).lines[1].options
    assert [(each.name, each.quantity) for each in options] == [("a", 1), ("b", 3), ("C", 2)]


@pytest.mark.parametrize("count", [None, "many", 2.5, [], ...])
def test_a_quantity_that_cannot_be_read_is_flagged(count: object) -> None:
    info = order_sample()
    info["products"][0]["count"] = count
    if count is ...:
        del info["products"][0]["count"]
    order = _decode(info)
    assert order.lines[0].quantity == 1
    assert order.problem is Problem.PARTLY_UNREADABLE


# Money and payment


@pytest.mark.parametrize(
    ("path", "currency"),
    [
        ("fee", "AED"),
        ("base", "QAR"),
        ("line", "BHD"),
    ],
)
def test_the_currency_is_the_first_that_is_named(path: str, currency: str) -> None:
    info = order_sample()
    places: list[tuple[str, Callable[[str], None]]] = [
        ("fee", lambda text: info["feeDtl"]["customerFee"].update(i18n={"currency": text})),
        ("base", lambda text: info["baseOrder"].update(currency=text)),
        ("line", lambda text: info["products"][0].update(currency=text)),
    ]
    reached = False
    for name, put in places:
        reached = reached or name == path
        put(currency if name == path else "XXX" if reached else "")
    assert _decode(info).paid == Money(minor=7200, currency=currency)


def test_amounts_are_minor_units() -> None:
    paid = _order().paid
    assert paid is not None
    assert str(paid.amount) == "72.00"


@pytest.mark.parametrize("total", [None, 72.0, "SAR 72.00", [], True])
def test_an_amount_that_cannot_be_read_is_not_guessed(total: object) -> None:
    info = order_sample()
    info["feeDtl"]["customerFee"]["payTotal"] = total
    assert _decode(info).paid is None


def test_an_amount_without_any_currency_is_not_shown() -> None:
    info = order_sample()
    info["feeDtl"]["customerFee"]["i18n"] = None
    info["baseOrder"]["currency"] = None
    for row in info["products"]:
        row["currency"] = None
    assert _decode(info).paid is None


@pytest.mark.parametrize(
    ("kind", "text", "payment"),
    [
        ("applepay", "Apple Pay", Payment(is_cash=False, label="Apple Pay")),
        ("Cash", "Cash", Payment(is_cash=True, label="Cash")),
        ("CASH", None, Payment(is_cash=True, label="CASH")),
        ("newpay", None, Payment(is_cash=False, label="newpay")),
        (None, "Apple Pay", None),
    ],
)
def test_only_cash_is_still_to_be_collected(
    kind: str | None, text: str | None, payment: Payment | None
) -> None:
    info = order_sample()
    info["baseOrder"] |= {"payType": kind, "payTypeDesc": text}
    assert _decode(info).payment == payment


# Ids


@pytest.mark.parametrize("digits", ["761200345678901", "5219876500012345", "1949000000000001001"])
def test_an_order_id_keeps_every_digit_from_text_to_text(digits: str) -> None:
    for member in (digits, f'"{digits}"'):
        info = json.loads(f'{{"baseOrder": {{"orderViewId": {member}}}}}')
        assert order_id_in(Reader(info)) == digits


@pytest.mark.parametrize(
    ("info", "found"),
    [
        ({"baseOrder": {"orderViewIdStr": "77", "orderViewId": 7.7e15}}, "77"),
        ({"baseOrder": {"orderViewId": 7.7e15}}, ""),
        ({"merchantOrder": {"orderViewId": 77}}, "77"),
        ({"orderViewId": 77}, "77"),
        ({"orderViewId": 77, "orderInfo": {"products": []}}, "77"),
        ({"orderInfo": {"merchantOrder": {"orderViewIdStr": "77"}}}, "77"),
        ({"baseOrder": 5, "merchantOrder": [], "orderViewId": 77}, "77"),
        ({"orderId": 77}, ""),
        ({}, ""),
    ],
)
def test_an_order_id_is_found_wherever_it_stands(info: dict[str, Any], found: str) -> None:
    assert order_id_in(Reader(info)) == found


# Whatever is missing or broken


def _places(value: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Yield the path of every member of a JSON value."""
    items: Any = ()
    if isinstance(value, dict):
        items = value.items()
    elif isinstance(value, list):
        items = enumerate(value)
    for key, item in items:
        yield (*path, key)
        yield from _places(item, (*path, key))


def _parent(root: Any, path: tuple[str | int, ...]) -> Any:
    for key in path[:-1]:
        root = root[key]
    return root


_SAMPLES = {name: order_sample(name) for name in _ORDERS}
_PLACES = [(name, path) for name in _ORDERS for path in _places(_SAMPLES[name])]
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
    order = _decode(info)
    assert order.order_id == ORDER_ID
    assert order.shop_id == SHOP_ID
    assert order.number
    assert order.accept_by == order.placed_at + timedelta(minutes=5)
    for text in _texts(order):
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
            _parent(info, path)[path[-1]] = junk
        except (KeyError, IndexError, TypeError):
            continue  # a member of another sample, or of one that is changed already
    _survives(info)


@pytest.mark.parametrize("name", _ORDERS)
def test_no_missing_member_hides_an_order(name: str) -> None:
    for path in _places(_SAMPLES[name]):
        info = copy.deepcopy(_SAMPLES[name])
        del _parent(info, path)[path[-1]]
        _survives(info)


@pytest.mark.parametrize("junk", [None, 5, -1, 7.5, "", "x", True, [], {}, [[]], "ENC_x", "\ud800"])
@pytest.mark.parametrize("name", _ORDERS)
def test_no_member_of_another_shape_hides_an_order(name: str, junk: object) -> None:
    for path in _places(_SAMPLES[name]):
        info = copy.deepcopy(_SAMPLES[name])
        _parent(info, path)[path[-1]] = junk
        _survives(info)


@pytest.mark.parametrize("name", _ORDERS)
def test_unknown_members_everywhere_change_nothing(name: str) -> None:
    info = copy.deepcopy(_SAMPLES[name])
    for path in [(), *_places(_SAMPLES[name])]:
        place: Any = info
        for key in path:
            place = place[key]
        if isinstance(place, dict) and not (path and str(path[-1]).endswith("I18n")):
            place["newInVersion9"] = {"deep": [1, None]}
    assert _decode(info) == _decode(_SAMPLES[name])


@pytest.mark.parametrize("info", [{}, {"products": []}, {"baseOrder": {}, "merchantOrder": {}}])
def test_an_order_without_content_says_so(info: dict[str, Any]) -> None:
    order = _decode(info)
    assert order.problem is Problem.DETAILS_MISSING
    assert (order.status, order.number) == (Status.NEW, "12345")


@pytest.mark.parametrize("value", [None, 5, "text", [], [{}]])
def test_an_order_that_is_no_object_is_still_an_order(value: object) -> None:
    order = decode_order(Reader(value), order_id=OrderId("77"), shop_id=SHOP_ID, now=NOW)
    assert order.order_id == "77"
    assert order.problem is not None


def test_every_reason_has_keetas_code() -> None:
    assert CANCEL_CODES == {
        CancelReason.OTHER: 500000,
        CancelReason.NO_INGREDIENTS: 500001,
        CancelReason.SHOP_CLOSED: 500002,
        CancelReason.SHORT_STAFFED: 500003,
    }


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
    order = _decode(info)
    assert order.lines[0].quantity == seen
    assert (order.problem is None) == (change["count"] == "2")


def test_an_order_of_tomorrow_gets_a_deadline_of_today() -> None:
    info = order_sample("order_get")
    info["baseOrder"]["ctime"] += 3 * 24 * 3600 * 1000 + 10**9
    order = _decode(info)
    assert order.placed_at == NOW
    assert order.problem is Problem.PARTLY_UNREADABLE


def test_options_however_deep_are_shown_or_told() -> None:
    info = order_sample("order_get")
    group: dict[str, Any] = {"shopProductGroupSkuList": [{"spuName": "deepest"}]}
    for depth in range(12):
        group = {"shopProductGroupSkuList": [{"spuName": f"level {depth}", "groups": [group]}]}
    info["products"][0]["groups"] = [group]
    order = _decode(info)
    assert len(order.lines[0].options) == 8
    assert order.problem is Problem.PARTLY_UNREADABLE
