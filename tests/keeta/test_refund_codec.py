"""Messages and order objects become refund cases, whatever is missing or odd in them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kitchen_app.domain.money import Money
from kitchen_app.domain.order import OrderId, Party
from kitchen_app.domain.refunds import CaseId, RefundCase, RefundKind, RefundState
from kitchen_app.keeta.money_codec import decode_paid
from kitchen_app.keeta.money_scale import MoneyScale
from kitchen_app.keeta.refund_codec import decode_refund, decode_refund_infos
from kitchen_app.keeta.wire import Reader
from kitchen_app.sandbox.config import SWITCHES
from kitchen_app.sandbox.refund_wire import case_message
from kitchen_app.sandbox.wire import order_info
from tests.builders import order_sample
from tests.keeta.decoding import decoded_sample
from tests.sandbox.fakes import Scene, scene

ORDER = OrderId("761200345678901")
NOW = datetime(2026, 7, 1, 12, 0, tzinfo=UTC)
WAITING: dict[str, Any] = {
    "orderViewId": 761200345678901,
    "shopId": 470011,
    "status": 1001,
    "afterSaleOrderId": 834000000000001,
    "isAppeal": 0,
    "pictures": '["https://img.example.test/a.jpg"]',
    "money": 6500,
    "currency": "SAR",
    "applyOpType": 10,
    "applyReason": "Food was cold",
    "opTime": 1751446000000,
}


def decoded(**changes: object) -> RefundCase:
    message = {name: value for name, value in (WAITING | changes).items() if value is not ...}
    kind = RefundKind.FULL
    return decode_refund(Reader(message), order_id=ORDER, kind=kind, received_at=NOW)


def test_a_waiting_case_is_read_whole() -> None:
    moment = datetime.fromtimestamp(1751446000, UTC)
    assert decoded() == RefundCase(
        case_id=CaseId("834000000000001"),
        order_id=ORDER,
        kind=RefundKind.FULL,
        state=RefundState.WAITING,
        by=Party.CUSTOMER,
        opened_at=moment,
        told_at=moment,
        reason="Food was cold",
        amount=Money(minor=6500, currency="SAR"),
        pictures=("https://img.example.test/a.jpg",),
        platform_status=1001,
    )


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({"status": 1001}, RefundState.WAITING),
        ({"status": 2000, "handleOpType": 0}, RefundState.WAITING),
        ({"status": 3001, "isAppeal": 1}, RefundState.APPEALED),
        ({"status": 3001, "isAppeal": 1, "handleReason": "No"}, RefundState.CLOSED),
        ({"status": 5002, "isAppeal": 1}, RefundState.COMPLETED),
        ({"status": 1001, "handleOpType": None, "handleReason": ""}, RefundState.WAITING),
        ({"status": 1001, "isAppeal": 1}, RefundState.APPEALED),
        ({"status": 1001, "handleReason": "answered elsewhere"}, RefundState.CLOSED),
        ({"status": 1001, "handleOpType": 20}, RefundState.CLOSED),
        ({"status": 2001, "handleReason": "Merchant agree refund"}, RefundState.AGREED),
        ({"status": 5001, "handleReason": "Merchant agree refund"}, RefundState.AGREED),
        ({"status": 5002}, RefundState.COMPLETED),
        ({"status": 2002, "handleOpType": 20, "handleReason": "no"}, RefundState.CLOSED),
        ({"status": 9999}, RefundState.CLOSED),
        ({"status": ...}, RefundState.CLOSED),
        ({"status": "soon"}, RefundState.CLOSED),
    ],
)
def test_only_a_case_that_is_known_to_wait_asks(
    changes: dict[str, object], state: RefundState
) -> None:
    assert decoded(**changes).state is state


@pytest.mark.parametrize(
    ("pictures", "found"),
    [
        ('["https://a.test/1", "https://a.test/2"]', 2),
        (["https://a.test/1"], 1),
        ("https://a.test/1.jpg", 1),
        ("https://a.test/1.jpg,https://a.test/2.jpg, http://a.test/3.jpg", 3),
        ("https://a.test/1.jpg?crop=1,2,3,https://a.test/2.jpg", 2),
        ("https://a.test/1.jpg,javascript:alert(1)", 1),
        (",".join(["https://a.test"] * 30), 9),
        ("[]", 0),
        ("", 0),
        (None, 0),
        ("[broken", 0),
        ("[" * 100_000, 0),
        ('["javascript:alert(1)", 5, null, "ENC_x"]', 0),
        ({"url": "https://a.test"}, 0),
        ("[" + ",".join(['"https://a.test"'] * 30) + "]", 9),
    ],
)
def test_pictures_are_read_in_every_shape_that_was_seen(pictures: object, found: int) -> None:
    assert len(decoded(pictures=pictures).pictures) == found


def test_a_case_without_an_id_is_still_one_case() -> None:
    first = decoded(afterSaleOrderId=...)
    assert first.case_id == decoded(afterSaleOrderId=None, status=2001).case_id
    assert first.case_id


def test_pictures_between_commas_are_whole() -> None:
    bare = "https://a.test/1.jpg?crop=1,2,https://a.test/2.jpg"
    assert decoded(pictures=bare).pictures == (
        "https://a.test/1.jpg?crop=1,2",
        "https://a.test/2.jpg",
    )


@pytest.mark.parametrize("told", [1751446000000, 1751446000, "1751446000"])
def test_a_time_in_seconds_is_the_same_moment(told: object) -> None:
    assert decoded(opTime=told) == decoded()


def test_a_message_without_a_time_happened_when_it_came() -> None:
    assert decoded(opTime=...).told_at == NOW


@pytest.mark.parametrize(
    ("changes", "minor"),
    [
        ({}, 6500),
        ({"moneyStr": "SAR 65.00"}, 6500),
        ({"moneyStr": "soon"}, 6500),
        ({"moneyStr": "SAR 56.00"}, None),
        ({"money": 6500, "currency": "KWD", "moneyStr": "KWD 65.00"}, 65000),
        ({"money": -1}, None),
        ({"currency": "ENC_x"}, None),
        ({"currency": ...}, None),
    ],
)
def test_an_amount_is_shown_only_if_it_is_sure(
    changes: dict[str, object], minor: int | None
) -> None:
    amount = decoded(**changes).amount
    assert (amount.minor if amount else None) == minor


@given(
    st.dictionaries(
        st.sampled_from(sorted(WAITING)),
        st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.lists(st.text()),
    )
)
def test_no_shape_of_any_member_loses_the_case(changes: dict[str, object]) -> None:
    case = decoded(**changes)
    assert case.order_id == ORDER
    assert case.case_id
    assert "ENC_" not in repr(case)


# What an order object lists

OPENED_MS = 1751446000000
LISTED: dict[str, Any] = {
    "id": 834000000000001,
    "applyType": 1001,
    "refundType": 1,
    "partRefund": 0,
    "status": 1001,
    "refundMoney": 6500,
    "actRefundMoney": 0,
    "duty": 0,
    "responsible": 0,
    "applyReason": "Food was cold",
    "ctime": OPENED_MS,
    "commonExt": '{"refundBearer":0}',
    "refundStatusHisList": [{"opTime": OPENED_MS, "status": 1001}],
}


def read_infos(infos: object) -> tuple[RefundCase, ...]:
    info = {"refundInfos": infos, "baseOrder": {"currency": "SAR"}}
    return decode_refund_infos(Reader(info), order_id=ORDER, received_at=NOW)


def listed(**changes: object) -> RefundCase:
    row = {name: value for name, value in (LISTED | changes).items() if value is not ...}
    (case,) = read_infos([row])
    return case


def test_a_listed_case_is_read_whole_and_like_its_message() -> None:
    assert listed() == replace(decoded(), pictures=(), is_listed=True)


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"partRefund": 0}, RefundKind.FULL),
        ({"partRefund": 1}, RefundKind.PARTIAL),
        ({"partRefund": ..., "applyType": 2002}, RefundKind.PARTIAL),
        ({"partRefund": ..., "applyType": 1001}, RefundKind.FULL),
        ({"partRefund": ..., "applyType": ...}, RefundKind.FULL),
    ],
)
def test_a_part_or_the_whole(changes: dict[str, object], kind: RefundKind) -> None:
    assert listed(**changes).kind is kind


@pytest.mark.parametrize(
    ("apply_type", "party"),
    [(1001, Party.CUSTOMER), (2002, Party.UNKNOWN), (9, Party.UNKNOWN), (..., Party.UNKNOWN)],
)
def test_only_a_customers_claim_says_by_whom_it_is(apply_type: object, party: Party) -> None:
    assert listed(applyType=apply_type, status=2001).by is party


@pytest.mark.parametrize("apply_type", [1001, 2002, 9, ...])
def test_only_a_customer_is_made_to_wait(apply_type: object) -> None:
    """What the shop gives back of itself is never asked of the shop."""
    assert listed(applyType=apply_type, status=1001).by is Party.CUSTOMER


def test_an_order_that_nobody_accepted_has_no_case() -> None:
    assert read_infos([LISTED | {"applyType": 3001, "status": 5002}]) == ()


def _history(*statuses: int) -> list[dict[str, int]]:
    return [
        {"opTime": OPENED_MS + 60_000 * number, "status": status}
        for number, status in enumerate(statuses)
    ]


@pytest.mark.parametrize(
    ("statuses", "state"),
    [
        ((1001,), RefundState.WAITING),
        ((1001, 2001), RefundState.AGREED),
        ((1001, 2001, 5002), RefundState.COMPLETED),
        ((1001, 2002), RefundState.CLOSED),
        ((1001, 2002, 1001), RefundState.APPEALED),  # waits again: Keeta decides
        ((1001, 1001), RefundState.WAITING),
        ((1000, 1001), RefundState.WAITING),  # whatever came before the shop was asked
    ],
)
def test_what_has_become_of_it(statuses: tuple[int, ...], state: RefundState) -> None:
    case = listed(status=statuses[-1], refundStatusHisList=_history(*statuses))
    assert case.state is state
    assert case.told_at - case.opened_at == timedelta(minutes=len(statuses) - 1)


def test_the_history_may_come_in_any_order() -> None:
    case = listed(status=2001, refundStatusHisList=_history(1001, 2001)[::-1])
    assert (case.opened_at, case.told_at) == (_at(OPENED_MS), _at(OPENED_MS + 60_000))


@pytest.mark.parametrize("history", [..., None, [], "[]", [{}], [None], [{"opTime": "soon"}]])
def test_without_a_history_the_case_is_as_old_as_its_opening(history: object) -> None:
    """A later guess would overtake the messages that tell what became of it since."""
    case = listed(refundStatusHisList=history)
    assert (case.opened_at, case.told_at) == (_at(OPENED_MS), _at(OPENED_MS))


def test_a_case_without_any_time_was_seen_when_it_was_read() -> None:
    case = listed(ctime=..., refundStatusHisList=...)
    assert (case.opened_at, case.told_at) == (NOW, NOW)


@pytest.mark.parametrize("infos", [None, [], {}, "x", 5, [None], [5], [{}], [[LISTED]]])
def test_a_list_in_which_nothing_can_be_read_holds_no_case(infos: object) -> None:
    assert read_infos(infos) == ()


@pytest.mark.parametrize("partial", [False, True])
@pytest.mark.parametrize("appeal_status", SWITCHES["appeal_status"])
@pytest.mark.parametrize("agreed_status", SWITCHES["agreed_partial_status"])
async def test_the_emulators_orders_list_what_its_messages_tell(
    partial: bool, appeal_status: int, agreed_status: int
) -> None:
    async with scene(appeal_status=appeal_status, agreed_partial_status=agreed_status) as on:
        order_id = await on.accepted(lines=2)
        refunds, order = on.sandbox.refunds, on.order(order_id)
        line = order.products[0]
        refunds.ask(order, lines={line["id"]: 1} if partial else None)
        _same_both_ways(on, order_id)
        for answer in (
            lambda: refunds.reject(order, "already made"),
            lambda: refunds.appeal(order),
            lambda: refunds.decide(order, approve=True),
            lambda: on.pass_time(60),
        ):
            on.pass_time(1)
            answer()
            _same_both_ways(on, order_id)


def _same_both_ways(on: Scene, order_id: int) -> None:
    """Hold a case of an order object against the message that tells of the same case."""
    order, config = on.order(order_id), on.sandbox.config
    info = Reader(order_info(order, config))
    (read,) = decode_refund_infos(info, order_id=ORDER, received_at=NOW)
    told = decode_refund(
        Reader(case_message(order, order.cases[0], config)),
        order_id=ORDER,
        kind=read.kind,
        received_at=NOW,
    )
    for name in ("case_id", "kind", "reason", "amount", "platform_status"):
        assert getattr(read, name) == getattr(told, name), name
    # Under a number of its own only the message's `isAppeal` tells an appeal.
    is_told_only = told.state is RefundState.APPEALED and config.appeal_status != 1001
    assert read.state is (RefundState.CLOSED if is_told_only else told.state)
    assert not info.odd


@pytest.mark.parametrize("money_scale", SWITCHES["money_scale"])
@pytest.mark.parametrize("live_extras", [True, False])
async def test_dinars_are_the_same_amount_in_the_order_and_in_its_cases(
    money_scale: str, live_extras: bool
) -> None:
    """The amounts of cases have no text: the order's own say in which unit they are."""
    async with scene(currency="KWD", money_scale=money_scale, live_extras=live_extras) as on:
        order_id = await on.accepted(lines=2)
        order, scale = on.order(order_id), MoneyScale()
        on.sandbox.refunds.ask(order)
        info = Reader(order_info(order, on.sandbox.config))
        (read,) = decode_refund_infos(info, order_id=ORDER, received_at=NOW)
        scale.learn(info)
        message = Reader(case_message(order, order.cases[0], on.sandbox.config))
        told = decode_refund(message, order_id=ORDER, kind=read.kind, received_at=NOW, scale=scale)
    assert read.amount == told.amount == decode_paid(info)


def test_an_amount_whose_unit_no_order_has_shown_is_in_the_currencys_own() -> None:
    assert decoded(currency="KWD").amount == Money(minor=6500, currency="KWD")


async def test_the_emulators_expired_order_has_no_case() -> None:
    async with scene() as on:
        order_id = await on.sandbox.place_order()
        on.pass_time(301)
        info = order_info(on.order(order_id), on.sandbox.config)
        assert info["refundInfos"]
    assert decode_refund_infos(Reader(info), order_id=ORDER, received_at=NOW) == ()


def _at(milliseconds: int) -> datetime:
    return datetime.fromtimestamp(milliseconds / 1000, UTC)


def test_an_order_after_a_refund_says_what_is_left_and_what_still_waits() -> None:
    info = Reader(order_sample("order_get_refunded"))
    done, waiting = decode_refund_infos(info, order_id=ORDER, received_at=NOW)
    assert (done.kind, done.state) == (RefundKind.PARTIAL, RefundState.COMPLETED)
    assert done.amount == Money(minor=2700, currency="SAR")
    assert (waiting.kind, waiting.state) == (RefundKind.FULL, RefundState.WAITING)
    assert waiting.by is Party.CUSTOMER
    order = decoded_sample("order_get_refunded")
    assert [(line.quantity, line.left) for line in order.lines] == [(2, 1), (1, None)]


def test_a_card_number_in_a_reason_is_not_kept() -> None:
    case = decoded(applyReason="charged 5555555555554444 twice", handleReason="378282246310005")
    assert (case.reason, case.handle_reason) == ("charged •••• twice", "••••")
