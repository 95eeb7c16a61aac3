"""How urgent a waiting order is, and which card comes first: pure rules of the board."""

from collections.abc import Iterable
from datetime import UTC, datetime
from enum import StrEnum

from kitchen_app.domain.deadlines import LATE_S
from kitchen_app.domain.later import cooked_since, is_for_later
from kitchen_app.domain.order import Order, RiderState, Status
from kitchen_app.domain.projection import Lane
from kitchen_app.domain.refunds import waiting_case
from kitchen_app.services.board import CardView

SOON_S = 120
_FAR = datetime.max.replace(tzinfo=UTC)


class Grade(StrEnum):
    """Always shown as a colour, a word and a figure together."""

    IN_TIME = "in_time"
    SOON = "soon"
    LATE = "late"
    OVER = "over"

    @property
    def colour(self) -> str:
        """The token of its colour; what is over is as red as what is late."""
        return Grade.LATE.value if self is Grade.OVER else self.value


def remaining_s(accept_by: datetime, now: datetime) -> int:
    """Return whole seconds left, counted so that 0 means that the limit has passed."""
    left = (accept_by - now).total_seconds()
    return max(0, -int(-left // 1))


def grade(left_s: int) -> Grade:
    if left_s <= 0:
        return Grade.OVER
    if left_s > SOON_S:
        return Grade.IN_TIME
    return Grade.SOON if left_s > LATE_S else Grade.LATE


def age_grade(minutes: int, *, soon_after_min: int, late_after_min: int) -> Grade:
    """Return how late an order is that has been cooked for so many whole minutes."""
    if minutes >= late_after_min:
        return Grade.LATE
    return Grade.SOON if minutes >= soon_after_min else Grade.IN_TIME


def tone(card: CardView, urgency: Grade | None) -> str:
    """Return what the frame of a card says, as the style sheet knows it."""
    if card.meanwhile is not None:
        return Grade.LATE.colour
    if card.lane is Lane.GONE:
        return "quiet"
    if is_stopped(card.order):
        return "stop"
    if urgency is None or urgency is Grade.IN_TIME:
        return "calm"
    return urgency.colour


def since(card: CardView) -> datetime:
    """Return the moment from which the age of a card in its lane is counted.

    It lies ahead while an order for later is accepted: so it comes after those of now.
    """
    order = card.order
    if card.lane is Lane.PREPARING:
        return cooked_since(order)
    if card.lane is Lane.READY:
        return order.ready_at or order.accepted_at or order.received_at
    if card.lane is Lane.GONE:
        return left_at(order)
    return order.received_at


def is_later(card: CardView, now: datetime) -> bool:
    """Tell whether a card waits for another hour and is not to be cooked yet."""
    is_open = card.lane is not Lane.GONE and not is_stopped(card.order)
    return is_open and is_for_later(card.order, now)


def left_at(order: Order) -> datetime:
    """Return when an order left the kitchen."""
    if order.cancellation is not None:
        return order.cancellation.seen_at
    if order.rider and order.rider.state in (RiderState.COLLECTED, RiderState.DELIVERED):
        return order.completed_at or order.rider.at
    return order.completed_at or order.received_at


def in_sequence(lane: Lane, cards: Iterable[CardView]) -> list[CardView]:
    """Sort the cards of a lane by what must happen next."""
    if lane is Lane.NEW:
        return sorted(cards, key=_by_limit)
    if lane is Lane.GONE:
        return sorted(sorted(cards, key=_by_age, reverse=True), key=_by_asking)
    return sorted(cards, key=_by_stop_then_age)


def is_stopped(order: Order) -> bool:
    return order.status is Status.CANCELLED


def _by_limit(card: CardView) -> tuple[datetime, datetime, str]:
    return card.accept_by or _FAR, card.order.received_at, card.order_id


def _by_age(card: CardView) -> tuple[datetime, str]:
    return since(card), card.order_id


def _by_asking(card: CardView) -> tuple[bool, datetime]:
    """Put first what asks somebody for an answer, the one with the least time left on top."""
    case = waiting_case(card.refunds)
    limit = case.answer_by if case is not None and case.answer_by else _FAR
    return case is None and card.question is None, limit


def _by_stop_then_age(card: CardView) -> tuple[bool, datetime, str]:
    """Put a cancelled order first: every minute of it is food for nobody."""
    return not is_stopped(card.order), since(card), card.order_id
