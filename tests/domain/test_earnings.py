"""What is kept for the books names nobody."""

from kitchen_app.domain.actions import ActionKind
from kitchen_app.domain.earnings import earnings_of
from kitchen_app.domain.history import Outcome
from kitchen_app.domain.order import Party, Status
from tests.fakes import NOON
from tests.store.people import NAME, PAID, a_case, an_action, of_a_person


def test_money_stays_and_people_go() -> None:
    order = of_a_person()
    actions = [an_action(order), an_action(order, kind=ActionKind.ACCEPT)]
    earnings = earnings_of(order, [a_case(order)], actions)
    assert NAME not in repr(earnings)
    assert (earnings.order_id, earnings.number, earnings.paid) == (
        order.order_id,
        order.number,
        PAID,
    )
    assert [case.amount for case in earnings.refunds] == [a_case(order).amount]
    assert [action.kind for action in earnings.given_back] == [ActionKind.REFUND_PART]


def test_what_reports_need_stays_too() -> None:
    order = of_a_person(ready_at=NOON, net=PAID)
    earnings = earnings_of(order, (), ())
    assert (earnings.net, earnings.outcome, earnings.ended_by) == (PAID, Outcome.FINISHED, None)
    assert (earnings.accepted_at, earnings.cooked_since, earnings.ready_at) == (NOON, NOON, NOON)
    ended = earnings_of(of_a_person(status=Status.CANCELLED), (), ())
    assert (ended.outcome, ended.ended_by, ended.cooked_since) == (
        Outcome.MISSED,
        Party.SUPPORT,
        None,
    )
