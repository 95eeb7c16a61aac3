"""A deleted order counts as it did before, as far as it is kept."""

from dataclasses import replace
from datetime import timedelta

from kitchen_app.domain.actions import ActionState
from kitchen_app.domain.earnings import earnings_of
from kitchen_app.domain.history import Outcome
from kitchen_app.domain.money import Money
from kitchen_app.domain.order import Party, Status
from kitchen_app.domain.part_refund import PartRefundReason
from kitchen_app.domain.refunds import CaseId, RefundState
from kitchen_app.domain.report import GivenBack
from kitchen_app.domain.report_rows import row_of_money, row_of_order
from tests.fakes import NOON
from tests.store.people import NAME, a_case, an_action, of_a_person

MINUTE = timedelta(minutes=1)
ORDER = of_a_person(
    status=Status.CANCELLED,
    accepted_at=NOON + MINUTE,
    ready_at=NOON + 9 * MINUTE,
    net=Money(minor=4976, currency="SAR"),
)


def test_an_order_counts_the_same_before_and_after_it_is_deleted() -> None:
    cases, actions = [a_case(ORDER)], [an_action(ORDER)]
    whole = row_of_order(ORDER, cases, actions)
    money = row_of_money(earnings_of(ORDER, cases, actions))
    assert whole == replace(
        money, is_whole=True, given_back=(replace(money.given_back[0], words=f"{NAME} is ill"),)
    )
    assert NAME not in repr(money)
    assert (money.accept_s, money.prepare_s) == (60, 480)
    assert (money.outcome, money.ended_by, money.net) == (
        Outcome.CANCELLED,
        Party.SUPPORT,
        ORDER.net,
    )


def test_what_an_older_program_kept_has_no_times_and_perhaps_no_end() -> None:
    for status, outcome in ((Status.COMPLETED, Outcome.FINISHED), (Status.CANCELLED, None)):
        told = earnings_of(of_a_person(status=status), (), ())
        row = row_of_money(replace(told, outcome=None, accepted_at=None, cooked_since=None))
        assert (row.outcome, row.is_timed, row.accept_s) == (outcome, False, None)


def test_an_order_for_later_is_prepared_from_when_it_was_due() -> None:
    later = replace(ORDER, ready_by=NOON + timedelta(hours=3), ready_at=NOON + timedelta(hours=3))
    assert row_of_order(later).prepare_s == 45 * 60


def test_only_what_was_given_back_counts() -> None:
    cases = [a_case(ORDER, state) for state in RefundState]
    row = row_of_order(ORDER, cases)
    assert len(row.given_back) == 2
    assert row_of_order(replace(ORDER, accepted_at=None)).cooked_since is None


def test_a_reason_chosen_here_is_told_where_each_case_has_its_action() -> None:
    ours = replace(a_case(ORDER), by=Party.MERCHANT)
    other = replace(ours, case_id=CaseId("9"), opened_at=NOON + MINUTE)
    done, refused = an_action(ORDER), an_action(ORDER, state=ActionState.REFUSED)
    row = row_of_order(ORDER, [ours], [refused, done])
    assert [given.chosen for given in row.given_back] == [PartRefundReason.OTHER]
    row = row_of_order(ORDER, [other, ours], [done])
    assert [given.chosen for given in row.given_back] == [None, None]
    assert row_of_order(ORDER, [a_case(ORDER)], [done]).given_back == (
        GivenBack(by=Party.CUSTOMER, amount=ours.amount, words=f"{NAME} is ill"),
    )
