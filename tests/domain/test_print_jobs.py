"""A job is named by what it prints; a version by what the paper shows."""

from dataclasses import replace
from datetime import timedelta

import pytest

from kitchen_app.domain.order import Fulfilment, Line, Option, Order, Rider, RiderState, Status
from kitchen_app.domain.print_jobs import (
    PrintState,
    WantedPrint,
    new_job,
    stop_version,
    ticket_version,
)
from kitchen_app.domain.tickets import Copy, Mark
from tests.fakes import NOON, an_order, reached

SOUP = Line(line_id="1", name="Soup", quantity=2)
ORDER = an_order(lines=(SOUP,), ready_by=NOON)
WANTED = WantedPrint(order_id=ORDER.order_id, copy=Copy.KITCHEN, printer="Grill", version="v")


def version(order: Order) -> str:
    return ticket_version(order, order.lines)


@pytest.mark.parametrize(
    "same",
    [
        reached(ORDER, Status.READY),
        replace(ORDER, rider=Rider(state=RiderState.ARRIVED, at=NOON)),
        replace(ORDER, expected_at=NOON),
        replace(ORDER, ready_by=NOON + timedelta(seconds=20)),
        replace(ORDER, lines=(replace(SOUP, left=1),)),
    ],
)
def test_what_no_ticket_shows_makes_no_version(same: Order) -> None:
    assert version(same) == version(ORDER)


@pytest.mark.parametrize(
    "other",
    [
        replace(ORDER, note="no salt"),
        replace(ORDER, ready_by=NOON + timedelta(minutes=5)),
        replace(ORDER, fulfilment=Fulfilment.PICKUP),
        replace(ORDER, lines=(replace(SOUP, quantity=3),)),
        replace(ORDER, lines=(replace(SOUP, note="hot"),)),
        replace(ORDER, lines=(replace(SOUP, options=(Option(name="Dip"),)),)),
        replace(ORDER, lines=()),
    ],
)
def test_what_a_ticket_shows_makes_a_version(other: Order) -> None:
    assert version(other) != version(ORDER)


def test_a_stop_slip_is_another_for_each_thing_that_it_tells() -> None:
    less = replace(ORDER, lines=(replace(SOUP, left=1),))
    told = [stop_version(each) for each in (ORDER, less, reached(less, Status.CANCELLED))]
    assert len(set(told)) == 3
    assert stop_version(reached(ORDER, Status.CANCELLED)) == told[2]


def test_a_job_is_named_by_all_that_tells_papers_apart() -> None:
    others = [
        replace(WANTED, order_id=an_order(2).order_id),
        replace(WANTED, copy=Copy.BAG),
        replace(WANTED, printer="Counter"),
        replace(WANTED, version="w"),
        replace(WANTED, station="Wok"),
        replace(WANTED, nth=2),
    ]
    assert len({each.job_id for each in (WANTED, *others)}) == 7
    assert replace(WANTED).job_id == WANTED.job_id


def test_a_new_job_has_not_left() -> None:
    job = new_job(WANTED, NOON, Mark.COPY)
    assert (job.state, job.at, job.mark, job.tries) == (PrintState.QUEUED, "Grill", Mark.COPY, 0)
    assert job.place == WANTED.place
