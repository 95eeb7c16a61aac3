"""The strip above the lanes: what waits, the most urgent first."""

from dataclasses import replace
from datetime import timedelta

from kitchen_app.domain.actions import ActionKind, ActionState
from kitchen_app.domain.money import Money
from kitchen_app.domain.order import OrderId, Status
from kitchen_app.domain.part_refund import PartRefund, PartRefundReason
from kitchen_app.domain.projection import Lane
from kitchen_app.domain.refunds import ANSWER_WITHIN
from kitchen_app.services.board import CardView, PendingView, QuestionView
from kitchen_app.services.waiting import WaitKind, acceptable, waiting_of
from tests.domain.test_refunds import ASKED
from tests.fakes import NOON, an_order, reached

MINUTE = timedelta(minutes=1)


def a_card(order_id: str, status: Status = Status.NEW, *, age: timedelta = MINUTE) -> CardView:
    order = replace(reached(an_order(), status), order_id=OrderId(order_id), accept_by=NOON - age)
    return CardView(
        order=order,
        lane=Lane.NEW,
        accept_by=order.accept_by if status is Status.NEW else None,
        quiet_until=None,
        actions=frozenset({ActionKind.ACCEPT} if status is Status.NEW else ()),
        pending=None,
        failure=None,
    )


QUESTION = QuestionView(
    key="k",
    wanted=PartRefund(
        choices=(), amount=Money(minor=1, currency="SAR"), reason=PartRefundReason.SLOW
    ),
    since=NOON,
)


def test_what_has_the_least_time_left_comes_first() -> None:
    refund = replace(a_card("3", Status.COMPLETED), refunds=(ASKED,))
    asked = replace(a_card("4", Status.COMPLETED), question=QUESTION)
    quiet = a_card("5", Status.ACCEPTED)
    waiting = waiting_of((asked, quiet, a_card("1"), refund, a_card("2", age=2 * MINUTE)))
    news = [view for view in waiting if view.kind is WaitKind.NEW]
    assert [view.order_id for view in news] == ["2", "1"]
    assert waiting[-1].kind is WaitKind.QUESTION, "what has no limit comes last"
    (told,) = [view for view in waiting if view.kind is WaitKind.REFUND]
    assert (told.since, told.until, told.within) == (
        ASKED.opened_at,
        ASKED.answer_by,
        ANSWER_WITHIN,
    )


def test_what_is_answered_and_not_confirmed_still_waits_and_says_so() -> None:
    pending = PendingView(kind=ActionKind.ACCEPT, state=ActionState.SENDING, since=NOON)
    touched = replace(a_card("1"), pending=pending, actions=frozenset())
    assert [view.is_pending for view in waiting_of((touched, a_card("2")))] == [True, False]
    assert acceptable((touched, a_card("2"), a_card("3", age=2 * MINUTE))) == ("3", "2")


def test_a_stop_waits_before_everything_that_still_has_time() -> None:
    stop = replace(a_card("7", Status.CANCELLED), actions=frozenset({ActionKind.ACKNOWLEDGE}))
    waiting = waiting_of((a_card("1"), stop))
    assert [view.kind for view in waiting] == [WaitKind.STOP, WaitKind.NEW]
    assert waiting_of((a_card("8", Status.CANCELLED),)) == ()
