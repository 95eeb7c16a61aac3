"""What waits for a person, over all orders: the read model of the strip above the lanes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from kitchen_app.domain.actions import ActionKind
from kitchen_app.domain.deadlines import ACCEPT_WITHIN
from kitchen_app.domain.order import OrderId
from kitchen_app.domain.refunds import ANSWER_WITHIN, waiting_case
from kitchen_app.services.board import CardView

_NEVER = datetime.max.replace(tzinfo=UTC)


class WaitKind(StrEnum):
    """What somebody is asked to do."""

    NEW = "new"  # accept or reject
    STOP = "stop"  # say that the kitchen has stopped working on a cancelled order
    REFUND = "refund"  # agree or refuse
    QUESTION = "question"  # look in Keeta's app and say what became of a refund


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingView:
    """One thing that waits. Times are in our clock; `until` None has no limit.

    `is_pending`: somebody has answered and Keeta has not confirmed it yet.
    """

    order_id: OrderId
    number: str
    kind: WaitKind
    since: datetime
    until: datetime | None = None
    within: timedelta = timedelta()
    is_pending: bool = False


def waiting_of(cards: Iterable[CardView]) -> tuple[WaitingView, ...]:
    """Return everything that waits, what has the least time left first."""
    return tuple(sorted((view for card in cards for view in _views(card)), key=_by_limit))


def acceptable(cards: Iterable[CardView]) -> tuple[OrderId, ...]:
    """Return the orders that can be accepted now, the most urgent first."""
    ready = [card for card in cards if ActionKind.ACCEPT in card.actions]
    return tuple(card.order_id for card in sorted(ready, key=_accept_by))


def _views(card: CardView) -> Iterator[WaitingView]:
    order, is_pending = card.order, card.pending is not None
    if card.accept_by is not None:
        yield WaitingView(
            order_id=card.order_id,
            number=order.number,
            kind=WaitKind.NEW,
            since=order.received_at,
            until=card.accept_by,
            within=ACCEPT_WITHIN,
            is_pending=is_pending,
        )
    if card.is_stop:
        yield WaitingView(
            order_id=card.order_id,
            number=order.number,
            kind=WaitKind.STOP,
            since=order.cancellation.seen_at if order.cancellation else order.received_at,
        )
    case = waiting_case(card.refunds)
    if case is not None:
        yield WaitingView(
            order_id=card.order_id,
            number=order.number,
            kind=WaitKind.REFUND,
            since=case.opened_at,
            until=case.answer_by,
            within=ANSWER_WITHIN,
            is_pending=is_pending,
        )
    if card.question is not None:
        yield WaitingView(
            order_id=card.order_id,
            number=order.number,
            kind=WaitKind.QUESTION,
            since=card.question.since,
        )


def _by_limit(view: WaitingView) -> tuple[bool, datetime, datetime, str]:
    """Sort by the time that is left; a cancelled order has none: each minute is food for nobody."""
    return view.kind is not WaitKind.STOP, view.until or _NEVER, view.since, view.order_id


def _accept_by(card: CardView) -> tuple[datetime, str]:
    return card.order.accept_by, card.order_id
