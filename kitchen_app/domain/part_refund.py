"""Giving part of an order's money back: what Keeta offers, what a person chose, what that is worth.

Three steps, as the guide has them: preview (all that may be refunded), choose, preview again for
the amounts; then apply. Only the ids of the preview are ever sent, never those of the order.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NewType

from kitchen_app.base.errors import KnownError
from kitchen_app.domain.money import Money
from kitchen_app.domain.order import Order, OrderId
from kitchen_app.domain.refunds import CaseId, RefundCase, RefundState

RowId = NewType("RowId", str)
"""The `id` of a preview's row as decimal text. Two rows may share one, if it is a product's."""


class PartRefundReason(StrEnum):
    """Keeta's list of reasons for a partial refund (refund/part/apply page)."""

    NO_INGREDIENTS = "no_ingredients"
    SLOW = "slow"
    MISSING = "missing"
    WRONG_ITEM = "wrong_item"
    OTHER = "other"  # needs a text


class RefundFault(StrEnum):
    """Why a partial refund must not be sent."""

    NOTHING_CHOSEN = "nothing_chosen"
    UNKNOWN_ROW = "unknown_row"  # no row of the preview
    TOO_MANY = "too_many"  # more pieces than were bought
    NO_AMOUNT = "no_amount"  # Keeta told no amount for what was chosen
    OVER_REFUNDABLE = "over_refundable"  # more than is left of what the customer paid
    NEEDS_TEXT = "needs_text"


class InvalidRefund(KnownError):
    """A partial refund that must not be sent."""

    def __init__(self, fault: RefundFault) -> None:
        super().__init__(str(fault))
        self.fault = fault


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundRow:
    """One product that may be refunded. `bought` counts pieces, also those refunded before.

    `amount` is what Keeta would give back for this row as chosen: zero while nothing is.
    """

    row_id: RowId
    name: str
    names: Mapping[str, str] = field(default_factory=dict)
    bought: int = 1
    amount: Money | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundPreview:
    """What of an order may be refunded, or what a choice is worth."""

    order_id: OrderId
    rows: tuple[RefundRow, ...]

    @property
    def total(self) -> Money | None:
        """The sum of the rows, or None unless each has an amount, all in one currency."""
        amounts = [row.amount for row in self.rows]
        known = [amount for amount in amounts if amount is not None]
        if not known or len(known) < len(amounts) or len({each.currency for each in known}) > 1:
            return None
        return Money(minor=sum(each.minor for each in known), currency=known[0].currency)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """So many pieces of one row."""

    row_id: RowId
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PartRefund:
    """What a person decided to give back. `amount` is what the second preview said.

    `asked_at` is that moment in Keeta's clock, `known_cases` are those of the order then: a later
    one may be this refund.
    """

    choices: tuple[Choice, ...]
    amount: Money
    reason: PartRefundReason
    text: str = ""
    known_cases: tuple[CaseId, ...] = ()
    asked_at: datetime | None = None


def check_choices(offered: RefundPreview, choices: Sequence[Choice]) -> None:
    """Check what was chosen against the first preview.

    Raises:
        InvalidRefund: nothing, a row that is not offered, or more pieces than were bought.
    """
    bought: Counter[RowId] = Counter()
    for row in offered.rows:
        bought[row.row_id] += row.bought
    chosen: Counter[RowId] = Counter()
    for choice in choices:
        chosen[choice.row_id] += choice.count
    if not chosen or min(chosen.values()) < 1:
        raise InvalidRefund(RefundFault.NOTHING_CHOSEN)
    for row_id, count in chosen.items():
        if row_id not in bought:
            raise InvalidRefund(RefundFault.UNKNOWN_ROW)
        if count > bought[row_id]:
            raise InvalidRefund(RefundFault.TOO_MANY)


def check_refund(wanted: PartRefund, order: Order, cases: Iterable[RefundCase]) -> None:
    """Check amount and reason before a refund is written down.

    Raises:
        InvalidRefund: nothing or too much to give back, or a reason without its text.
    """
    if not wanted.choices:
        raise InvalidRefund(RefundFault.NOTHING_CHOSEN)
    check_amount(wanted.amount, order, cases)
    if wanted.reason is PartRefundReason.OTHER and not wanted.text.strip():
        raise InvalidRefund(RefundFault.NEEDS_TEXT)


def check_amount(amount: Money, order: Order, cases: Iterable[RefundCase]) -> None:
    """Check that there is something to give back, and that so much is left of the payment.

    Raises:
        InvalidRefund: there is not.
    """
    if amount.minor <= 0:
        raise InvalidRefund(RefundFault.NO_AMOUNT)
    left = refundable(order, cases)
    if left is not None and (amount.currency != left.currency or amount.minor > left.minor):
        raise InvalidRefund(RefundFault.OVER_REFUNDABLE)


def refundable(order: Order, cases: Iterable[RefundCase]) -> Money | None:
    """Return what of the customer's payment is not given back or asked for; None if unknown.

    Only an upper limit: delivery and fees are in it, and Keeta has rules of its own.
    """
    if order.paid is None:
        return None
    taken = sum(
        case.amount.minor
        for case in cases
        if case.state in _TAKES_MONEY
        and case.amount
        and case.amount.currency == order.paid.currency
    )
    return Money(minor=max(0, order.paid.minor - taken), currency=order.paid.currency)


_TAKES_MONEY = frozenset(
    {RefundState.WAITING, RefundState.AGREED, RefundState.APPEALED, RefundState.COMPLETED}
)
