"""Giving part of the money back: what may be chosen, and how much at most."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kitchen_app.domain.money import Money
from kitchen_app.domain.order import Order, Status
from kitchen_app.domain.part_refund import (
    Choice,
    InvalidRefund,
    PartRefund,
    PartRefundReason,
    RefundFault,
    RefundPreview,
    RefundRow,
    RowId,
    check_choices,
    check_refund,
    refundable,
)
from kitchen_app.domain.refunds import RefundState
from tests.builders import ORDER_ID, an_order
from tests.domain.test_refunds import ASKED

SOUP, BREAD = RowId("330000101"), RowId("330000102")


def riyals(minor: int) -> Money:
    return Money(minor=minor, currency="SAR")


def a_row(row_id: RowId, bought: int = 1, minor: int | None = 0) -> RefundRow:
    amount = None if minor is None else riyals(minor)
    return RefundRow(row_id=row_id, name="Soup", bought=bought, amount=amount)


def a_preview(*rows: RefundRow) -> RefundPreview:
    return RefundPreview(order_id=ORDER_ID, rows=rows)


def paid(minor: int | None) -> Order:
    return replace(an_order(Status.COMPLETED), paid=None if minor is None else riyals(minor))


WANTED = PartRefund(
    choices=(Choice(row_id=SOUP, count=1),),
    amount=riyals(1200),
    reason=PartRefundReason.NO_INGREDIENTS,
)
OFFERED = a_preview(a_row(SOUP, 2), a_row(BREAD))


def fault_of(*choices: Choice) -> RefundFault | None:
    try:
        check_choices(OFFERED, choices)
    except InvalidRefund as error:
        return error.fault
    return None


@pytest.mark.parametrize(
    ("choices", "fault"),
    [
        (((SOUP, 1),), None),
        (((SOUP, 2), (BREAD, 1)), None),
        ((), RefundFault.NOTHING_CHOSEN),
        (((SOUP, 0),), RefundFault.NOTHING_CHOSEN),
        (((SOUP, 1), (BREAD, -1)), RefundFault.NOTHING_CHOSEN),
        (((RowId("1"), 1),), RefundFault.UNKNOWN_ROW),
        (((SOUP, 3),), RefundFault.TOO_MANY),
        (((SOUP, 2), (SOUP, 1)), RefundFault.TOO_MANY),  # the same row twice counts together
    ],
)
def test_only_what_is_offered_can_be_chosen(
    choices: tuple[tuple[RowId, int], ...], fault: RefundFault | None
) -> None:
    assert fault_of(*(Choice(row_id=row, count=count) for row, count in choices)) is fault


def test_two_lines_of_one_product_are_chosen_together() -> None:
    by_product = a_preview(a_row(SOUP, 2), a_row(SOUP, 3))
    check_choices(by_product, [Choice(row_id=SOUP, count=5)])
    with pytest.raises(InvalidRefund):
        check_choices(by_product, [Choice(row_id=SOUP, count=6)])


@pytest.mark.parametrize(
    ("rows", "total"),
    [
        ((a_row(SOUP, minor=1200), a_row(BREAD, minor=300)), riyals(1500)),
        ((a_row(SOUP, minor=1200), a_row(BREAD, minor=None)), None),
        ((), None),
        (
            (
                a_row(SOUP, minor=1200),
                replace(a_row(BREAD), amount=Money(minor=1, currency="AED")),
            ),
            None,
        ),
    ],
)
def test_a_total_is_known_only_when_every_amount_is(
    rows: tuple[RefundRow, ...], total: Money | None
) -> None:
    assert a_preview(*rows).total == total


@pytest.mark.parametrize(
    ("wanted", "fault"),
    [
        (replace(WANTED, choices=()), RefundFault.NOTHING_CHOSEN),
        (replace(WANTED, amount=riyals(0)), RefundFault.NO_AMOUNT),
        (replace(WANTED, amount=riyals(5001)), RefundFault.OVER_REFUNDABLE),
        (
            replace(WANTED, amount=Money(minor=10, currency="AED")),
            RefundFault.OVER_REFUNDABLE,
        ),
        (replace(WANTED, reason=PartRefundReason.OTHER), RefundFault.NEEDS_TEXT),
        (replace(WANTED, reason=PartRefundReason.OTHER, text=" "), RefundFault.NEEDS_TEXT),
    ],
)
def test_what_keeta_would_refuse_is_not_sent(wanted: PartRefund, fault: RefundFault) -> None:
    with pytest.raises(InvalidRefund) as caught:
        check_refund(wanted, paid(5000), ())
    assert caught.value.fault is fault


def test_a_whole_payment_may_be_given_back_and_an_unknown_one_is_keetas_to_check() -> None:
    check_refund(replace(WANTED, amount=riyals(5000)), paid(5000), ())
    check_refund(replace(WANTED, amount=riyals(5001)), paid(None), ())
    check_refund(replace(WANTED, reason=PartRefundReason.OTHER, text="late"), paid(5000), ())


@pytest.mark.parametrize(
    ("state", "left"),
    [
        (RefundState.WAITING, 2200),
        (RefundState.AGREED, 2200),
        (RefundState.APPEALED, 2200),
        (RefundState.COMPLETED, 2200),
        (RefundState.REJECTED, 5000),
        (RefundState.CLOSED, 5000),
    ],
)
def test_what_was_given_back_or_asked_for_is_not_left(state: RefundState, left: int) -> None:
    case = replace(ASKED, state=state, amount=riyals(2800))
    assert refundable(paid(5000), (case,)) == riyals(left)


@given(st.lists(st.integers(min_value=0, max_value=9000), max_size=5))
def test_never_less_than_nothing_is_left(amounts: list[int]) -> None:
    cases = [replace(ASKED, amount=riyals(minor)) for minor in amounts]
    left = refundable(paid(5000), cases)
    assert left is not None
    assert left.minor == max(0, 5000 - sum(amounts))
