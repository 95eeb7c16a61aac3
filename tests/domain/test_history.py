"""How an order ended, as the kitchen sees it."""

from dataclasses import replace

import pytest

from kitchen_app.domain.history import MEANT_BY, FoundOrder, Outcome, Standing, outcome_of
from kitchen_app.domain.order import Cancellation, Order, Party, Status
from tests.fakes import NOON, an_order, reached


def ended_by(party: Party, *, was_accepted: bool) -> Order:
    order = reached(an_order(), Status.CANCELLED)
    end = Cancellation(by=party, reason="", at=NOON, seen_at=NOON)
    return replace(order, cancellation=end, accepted_at=NOON if was_accepted else None)


@pytest.mark.parametrize("status", [Status.NEW, Status.ACCEPTED, Status.READY])
def test_what_has_not_ended_is_open(status: Status) -> None:
    assert outcome_of(reached(an_order(), status)) is Outcome.OPEN


@pytest.mark.parametrize(
    ("party", "was_accepted", "outcome"),
    [
        (Party.CUSTOMER, False, Outcome.CANCELLED),
        (Party.CUSTOMER, True, Outcome.CANCELLED),
        (Party.MERCHANT, False, Outcome.REJECTED),
        (Party.MERCHANT, True, Outcome.CANCELLED),
        (Party.SYSTEM, False, Outcome.MISSED),
        (Party.SYSTEM, True, Outcome.CANCELLED),
        (Party.UNKNOWN, False, Outcome.MISSED),
        (Party.SUPPORT, False, Outcome.MISSED),
    ],
)
def test_who_ended_it_and_when_says_what_it_was(
    party: Party, was_accepted: bool, outcome: Outcome
) -> None:
    assert outcome_of(ended_by(party, was_accepted=was_accepted)) is outcome


def test_a_finished_order_is_finished_whoever_accepted_it() -> None:
    finished = replace(reached(an_order(), Status.COMPLETED), accepted_at=None)
    assert outcome_of(finished) is Outcome.FINISHED
    assert FoundOrder(order=finished, outcome=Outcome.FINISHED).order_id == finished.order_id


def test_every_end_can_be_looked_for() -> None:
    meant = [outcome for outcomes in MEANT_BY.values() for outcome in outcomes]
    assert sorted(meant) == sorted(set(Outcome) - {Outcome.OPEN})
    assert set(Standing) - set(MEANT_BY) == {Standing.REFUNDED}
