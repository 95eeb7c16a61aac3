"""Keeta's order object becomes ours."""

import json
from datetime import datetime, timedelta
from typing import Any

import pytest

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
from kitchen_app.keeta.codec import CANCEL_CODES, decode_order, order_id_in, order_info
from kitchen_app.keeta.wire import Reader
from tests.builders import NOW, ORDER_ID, PLACED_MS, SHOP_ID, order_sample, sample
from tests.keeta.decoding import ORDERS, after_placing, decoded, decoded_sample, texts_of

# The whole sample


def test_the_full_sample() -> None:
    order = decoded_sample()
    assert order == Order(
        order_id=ORDER_ID,
        shop_id=SHOP_ID,
        number="1077",
        status=Status.ACCEPTED,
        fulfilment=Fulfilment.DELIVERY,
        placed_at=after_placing(0),
        accept_by=after_placing(0) + timedelta(minutes=5),
        received_at=NOW,
        expected_at=after_placing(2400000),
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
                spu_id="11020771",
                spu_code="SHW-PLATE",
            ),
            Line(
                line_id="330000772",
                name="Lentil soup",
                spu_id="11020702",
                spu_code="SOUP-LENTIL",
            ),
        ),
        note="Ring twice & wait = thanks",
        cutlery=True,
        paid=Money(minor=7200, currency="SAR"),
        net=Money(minor=4976, currency="SAR"),
        payment=Payment(is_cash=False, label="Apple Pay"),
        rider=Rider(state=RiderState.ASSIGNED, at=after_placing(151000), name="Rider Sample"),
        accepted_at=after_placing(31200),
        platform_status=30,
    )


@pytest.mark.parametrize("name", ORDERS)
def test_no_sample_has_a_problem_or_a_ciphertext(name: str) -> None:
    order = decoded_sample(name)
    assert order.problem is None
    assert not [text for text in texts_of(order) if "ENC_" in text]


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
    order = decoded_sample(status=number, confirmedStatusTime=...)
    assert order.status is status
    assert order.platform_status == int(str(number))
    assert order.problem is None


def test_twenty_alone_still_waits_for_the_shop() -> None:
    order = decoded_sample("order_get_waiting")
    assert (order.status, order.accepted_at) == (Status.NEW, None)


def test_twenty_with_a_time_of_acceptance_is_accepted() -> None:
    order = decoded_sample("order_get_waiting", confirmedStatusTime=PLACED_MS + 1000)
    assert (order.status, order.accepted_at) == (Status.ACCEPTED, after_placing(1000))


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
    order = decoded_sample("order_get_waiting", status=number, **{member: PLACED_MS + 1000})
    assert order.status is status


@pytest.mark.parametrize("nothing", [0, None, "", "0"])
def test_a_milestone_that_is_zero_or_empty_was_not_reached(nothing: object) -> None:
    order = decoded_sample(
        "order_get_waiting", confirmedStatusTime=nothing, canceledStatusTime=nothing
    )
    assert order.status is Status.NEW


@pytest.mark.parametrize("number", [0, 15, 31, 60, 99, 1000])
def test_an_unknown_status_number_is_kept_shown_and_no_failure(number: int) -> None:
    order = decoded_sample(status=number, confirmedStatusTime=...)
    assert order.status is Status.NEW
    if number:
        assert (order.problem, order.platform_status) == (Problem.UNKNOWN_STATUS, number)


def test_a_missing_status_waits_for_the_shop() -> None:
    order = decoded_sample(status=..., confirmedStatusTime=...)
    assert (order.status, order.platform_status) == (Status.NEW, None)


def test_a_status_seen_only_in_the_base_order_counts() -> None:
    info = order_sample()
    info["baseOrder"]["status"] = 40
    del info["merchantOrder"]["status"]
    assert decoded(info).status is Status.COMPLETED


def test_a_completed_order() -> None:
    order = decoded_sample("order_get_completed")
    assert (order.ready_at, order.completed_at) == (after_placing(900000), after_placing(2000000))
    assert order.cancellation is None


def test_a_cancelled_order_does_not_say_by_whom() -> None:
    order = decoded_sample("order_get_cancelled")
    assert order.cancellation is not None
    assert order.cancellation.by is Party.UNKNOWN
    assert (order.cancellation.at, order.cancellation.seen_at) == (after_placing(600000), NOW)


def test_a_cancellation_without_its_time_was_when_we_saw_it() -> None:
    order = decoded_sample("order_get_cancelled", canceledStatusTime=...)
    assert order.cancellation is not None
    assert order.cancellation.at == NOW


# Times


@pytest.mark.parametrize(
    ("base", "merchant", "placed_at"),
    [
        (PLACED_MS, PLACED_MS + 850, after_placing(0)),
        (None, PLACED_MS + 850, after_placing(850)),
        (0, PLACED_MS + 850, after_placing(850)),
        ("soon", PLACED_MS + 850, after_placing(850)),
        (None, None, NOW + timedelta(seconds=9)),
    ],
)
def test_when_the_order_was_placed(base: object, merchant: object, placed_at: datetime) -> None:
    info = order_sample()
    info["baseOrder"]["ctime"] = base
    info["merchantOrder"]["ctime"] = merchant
    info["merchantOrder"]["unconfirmedStatusTime"] = None
    order = decoded(info, NOW + timedelta(seconds=9))
    assert order.placed_at == placed_at
    assert order.accept_by == placed_at + timedelta(minutes=5)
    assert order.received_at == NOW + timedelta(seconds=9)


def test_a_pickup_order_says_when_it_is_expected() -> None:
    order = decoded_sample("order_get_pickup")
    assert order.ready_by == after_placing(1200000)


def test_the_expected_time_may_stand_in_the_merchant_order() -> None:
    order = decoded_sample(estimatedDiningReadyUrgeTime=PLACED_MS + 5000)
    assert order.ready_by == after_placing(5000)


def test_a_delivered_order_says_when_it_arrives() -> None:
    info = order_sample()
    info["baseOrder"]["deliveryTime"] = PLACED_MS + 6000
    assert decoded(info).expected_at == after_placing(6000)
    info["baseOrder"]["deliveryTime"] = 0
    assert decoded(info).expected_at is None


# Number


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
    assert decoded_sample(seqNoStr=text, seqNo=number).number == shown


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
    assert decoded(info).fulfilment is fulfilment


def _delivery(status: int | None, after_ms: int | None) -> dict[str, Any]:
    at = None if after_ms is None else PLACED_MS + after_ms
    return {"deliveryMode": "1001", "deliveryStatus": status, "deliveryStatusTime": at}


@pytest.mark.parametrize(
    "deliveries",
    [None, [], [_delivery(None, 5)], [_delivery(7, 5)], "gone", [None]],
)
def test_no_rider_is_better_than_a_wrong_one(deliveries: object) -> None:
    info = order_sample()
    info["merchantOrderDeliveries"] = deliveries
    assert decoded(info).rider is None


def test_a_rider_without_a_time_is_there_from_now_on() -> None:
    info = order_sample()
    info["merchantOrderDeliveries"] = [_delivery(25, None)]
    rider = decoded(info).rider
    assert rider is not None
    assert (rider.state, rider.at) == (RiderState.ARRIVED, NOW)


def test_a_status_of_zero_is_no_status_that_we_know() -> None:
    info = order_sample("order_get_waiting")
    info["merchantOrder"]["status"] = 0
    info["baseOrder"]["status"] = 10
    assert decoded(info).problem is Problem.UNKNOWN_STATUS


def test_a_new_rider_counts_more_than_one_who_was_lost() -> None:
    info = order_sample()
    info["merchantOrderDeliveries"] = [_delivery(99, 1000), _delivery(20, 2000)]
    rider = decoded(info).rider
    assert rider is not None
    assert rider.state is RiderState.ASSIGNED


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
        ({"orderInfo": {"new": 1}, "baseOrder": {"orderViewId": 77}}, "77"),
        ({"orderInfo": "gone", "merchantOrder": {"orderViewId": 77}}, "77"),
        ({"orderId": 77}, ""),
        ({}, ""),
    ],
)
def test_an_order_id_is_found_wherever_it_stands(info: dict[str, Any], found: str) -> None:
    assert order_id_in(Reader(info)) == found


# Payment


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
    assert decoded(info).payment == payment


# Whatever is missing


@pytest.mark.parametrize("info", [{}, {"products": []}, {"baseOrder": {}, "merchantOrder": {}}])
def test_an_order_without_content_says_so(info: dict[str, Any]) -> None:
    order = decoded(info)
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


def test_an_order_of_tomorrow_gets_a_deadline_of_today() -> None:
    info = order_sample("order_get")
    info["baseOrder"]["ctime"] += 3 * 24 * 3600 * 1000 + 10**9
    order = decoded(info)
    assert order.placed_at == NOW
    assert order.problem is Problem.PARTLY_UNREADABLE


def test_card_numbers_in_notes_are_not_kept_and_ids_that_look_like_one_are() -> None:
    card = "4111111111111111"
    info = order_sample()
    info["baseOrder"] |= {"remark": f"pay by {card}"}
    info["products"][0] |= {"remark": card, "id": int(card)}
    order = decode_order(Reader(info), order_id=OrderId(card), shop_id=SHOP_ID, now=NOW)
    assert order.note == "pay by ••••"
    assert order.lines[0].note == "••••"
    assert order.lines[0].line_id == card
    assert order.order_id == card
