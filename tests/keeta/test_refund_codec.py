"""Messages 1005 and 1007 become refund cases, whatever is missing or odd in them."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kitchen_app.domain.money import Money
from kitchen_app.domain.order import OrderId, Party
from kitchen_app.domain.refunds import CaseId, RefundCase, RefundKind, RefundState
from kitchen_app.keeta.refund_codec import decode_refund
from kitchen_app.keeta.wire import Reader

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
