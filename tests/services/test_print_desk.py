"""Jobs are written with the order, each once, whatever comes how often and in what order."""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kitchen_app.domain.events import Accepted, Cancelled, Completed, Event, ReadBack, RiderMoved
from kitchen_app.domain.order import Line, Order, Party, Rider, RiderState, Status
from kitchen_app.domain.print_jobs import PrintJob, PrintState
from kitchen_app.domain.print_marks import gone_lines
from kitchen_app.domain.routing import Moment, PrinterPlan, PrintPlan, Station
from kitchen_app.domain.tickets import Copy, Mark
from kitchen_app.services.errors import NotStored
from kitchen_app.services.hub import Hub
from kitchen_app.services.ledger import Ledger
from kitchen_app.services.print_desk import PrintDesk
from kitchen_app.store.database import open_database
from kitchen_app.store.sqlite_store import SqliteStore
from tests.fakes import NOON, SHOP, FakeClock, FaultyStore, an_order, reached

ORDER = an_order()
ORDER_ID = ORDER.order_id
ACCEPTED = reached(ORDER, Status.ACCEPTED)
PLAN = PrintPlan(
    printers=(
        PrinterPlan(name="Kitchen"),
        PrinterPlan(name="Counter", kitchen=Moment.NEVER, bag=Moment.ACCEPTED, copies=2),
    ),
    default="Kitchen",
)


class Desk:
    """A desk behind a ledger, over a real file."""

    def __init__(self, folder: Path, plan: PrintPlan = PLAN) -> None:
        self.clock = FakeClock()
        self._database = open_database(folder)
        self.store = FaultyStore(SqliteStore(self._database))
        self.hub = Hub()
        self.told: list[str] = []
        self.hub.prints_added.connect(self.told.append)
        self.has_rescued = False
        self.desk = PrintDesk(self.store, self.clock, plan, has_rescued=lambda: self.has_rescued)
        self.ledger = Ledger(self.store, self.hub, self.clock, desk=self.desk)

    def knows(self, *events: Event | Order) -> None:
        told = [ReadBack(order=each) if isinstance(each, Order) else each for each in events]
        self.ledger.record(tuple(told))

    def jobs(self, copy: Copy | None = None) -> list[PrintJob]:
        found = self.store.print_jobs.of_order(ORDER_ID)
        return [job for job in found if copy in (None, job.copy)]

    def print_all(self) -> None:
        for job in self.store.print_jobs.all_open():
            self.store.print_jobs.save(replace(job, state=PrintState.PRINTED, tries=1))

    def close(self) -> None:
        self._database.close()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path)
    yield made
    made.close()


def test_repeats_print_nothing_more(desk: Desk) -> None:
    accepted = Accepted(order_id=ORDER_ID, shop_id=SHOP, at=NOON)
    desk.knows(ORDER)
    assert desk.jobs() == []
    for _ in range(3):
        desk.knows(accepted, ACCEPTED)
    rider = Rider(state=RiderState.ARRIVED, at=NOON)
    desk.knows(RiderMoved(order_id=ORDER_ID, shop_id=SHOP, rider=rider))
    desk.knows(replace(reached(ORDER, Status.READY), rider=rider))
    assert [(job.copy, job.nth) for job in desk.jobs()] == [
        (Copy.KITCHEN, 1),
        (Copy.BAG, 1),
        (Copy.BAG, 2),
    ]
    assert desk.told == [ORDER_ID]


def test_jobs_are_stored_with_the_order_or_not_at_all(desk: Desk) -> None:
    desk.store.fail_next(True)
    with pytest.raises(NotStored):
        desk.knows(ACCEPTED)
    assert desk.jobs() == []
    assert desk.told == []
    assert desk.store.orders.get(ORDER_ID) is None


def test_a_newer_version_takes_the_place_of_what_is_not_printed(desk: Desk) -> None:
    desk.knows(ACCEPTED)
    desk.knows(replace(ACCEPTED, note="no salt"))
    states = Counter((job.copy, job.state) for job in desk.jobs())
    assert states[Copy.KITCHEN, PrintState.QUEUED] == 1
    assert states[Copy.KITCHEN, PrintState.DROPPED] == 1
    desk.print_all()
    desk.knows(replace(ACCEPTED, note="no salt, no sugar"))
    assert [job.state for job in desk.jobs(Copy.KITCHEN)].count(PrintState.PRINTED) == 1


def test_a_cancelled_order_has_a_slip_only_if_a_ticket_may_be_there(desk: Desk) -> None:
    desk.knows(ACCEPTED)
    desk.knows(Cancelled(order_id=ORDER_ID, shop_id=SHOP, at=NOON, by=Party.CUSTOMER))
    assert {job.state for job in desk.jobs()} == {PrintState.DROPPED}
    other = reached(an_order(2), Status.ACCEPTED)
    desk.knows(other)
    desk.print_all()
    desk.knows(reached(other, Status.CANCELLED))
    slips = [job for job in desk.store.print_jobs.all_open() if job.copy is Copy.STOP]
    assert [job.printer for job in slips] == ["Kitchen", "Counter"]


@pytest.mark.parametrize("status", [Status.COMPLETED, Status.CANCELLED])
def test_an_order_that_is_first_seen_at_its_end_prints_nothing(desk: Desk, status: Status) -> None:
    desk.knows(reached(ORDER, status))
    assert desk.store.print_jobs.all_open() == []


def test_what_was_rescued_is_marked(desk: Desk) -> None:
    desk.has_rescued = True
    desk.knows(replace(ACCEPTED, placed_at=NOON.replace(hour=11)))
    assert {job.mark for job in desk.jobs()} == {Mark.POSSIBLE_COPY}
    new = reached(an_order(2), Status.ACCEPTED)
    desk.knows(new)
    marks = [job.mark for job in desk.store.print_jobs.of_order(new.order_id)]
    assert marks == [Mark.FIRST, Mark.FIRST, Mark.COPY], "the counter has two by its own will"


def test_a_changed_order_never_looks_like_a_second_one(desk: Desk) -> None:
    desk.knows(ACCEPTED)
    desk.print_all()
    desk.knows(replace(ACCEPTED, note="no salt"))
    newer = [job for job in desk.jobs() if job.state is PrintState.QUEUED]
    assert [job.mark for job in newer] == [Mark.CHANGED] * 3
    desk.print_all()
    desk.knows(ACCEPTED)
    back = [job for job in desk.jobs() if job.state is PrintState.QUEUED]
    assert [job.mark for job in back] == [Mark.CHANGED] * 3, "the last paper is the one that holds"


SOUP, TEA = Line(line_id="1", name="Soup"), Line(line_id="2", name="Tea", note="for Ann")
STATIONS = PrintPlan(
    printers=(PrinterPlan(name="Kitchen"), PrinterPlan(name="Bar")),
    stations=(Station(name="Drinks", printer="Bar", items=("Tea",)),),
    default="Kitchen",
)


def test_a_dish_that_is_gone_is_named_where_its_paper_lies(tmp_path: Path) -> None:
    desk = Desk(tmp_path, STATIONS)
    both = replace(ACCEPTED, lines=(SOUP, TEA))
    desk.knows(both)
    desk.print_all()
    desk.knows(replace(both, lines=(SOUP,)))
    *_, told = desk.jobs()
    assert (told.printer, told.station, told.mark) == ("Bar", "Drinks", Mark.CHANGED)
    assert (told.state, told.lines) == (PrintState.QUEUED, ())
    assert [line.name for line in gone_lines(told, (SOUP,))] == ["Tea"]
    assert "Ann" not in str(told)
    count = len(desk.jobs())
    desk.knows(replace(both, lines=(SOUP,), cutlery=True))
    assert len(desk.jobs()) == count
    desk.close()


def test_a_dish_that_is_gone_before_its_paper_came_is_named_nowhere(tmp_path: Path) -> None:
    desk = Desk(tmp_path, STATIONS)
    desk.knows(replace(ACCEPTED, lines=(SOUP, TEA)))
    desk.knows(replace(ACCEPTED, lines=(SOUP,)))
    waiting = [job for job in desk.jobs() if job.state is PrintState.QUEUED]
    assert [(job.printer, job.mark) for job in waiting] == [("Kitchen", Mark.FIRST)]
    desk.close()


def test_a_dish_that_another_station_makes_now_is_not_gone(tmp_path: Path) -> None:
    desk = Desk(tmp_path, STATIONS)
    desk.knows(replace(ACCEPTED, lines=(SOUP, TEA)))
    desk.print_all()
    desk.desk.use(replace(STATIONS, stations=(replace(STATIONS.stations[0], items=("Soup",)),)))
    desk.knows(replace(ACCEPTED, lines=(SOUP, TEA), note="hot"))
    waiting = [job for job in desk.jobs() if job.state is PrintState.QUEUED]
    assert len(waiting) == 2
    assert not any(gone_lines(job, (SOUP, TEA)) for job in waiting)
    desk.close()


def test_a_paper_at_a_printer_that_is_gone_may_be_there(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.knows(ACCEPTED)
    desk.print_all()
    desk.close()
    renamed = PrintPlan(printers=(PrinterPlan(name="Stove"),), default="Stove")
    again = Desk(tmp_path, renamed)
    again.knows(reached(ORDER, Status.READY))
    (job,) = again.store.print_jobs.all_open()
    assert (job.printer, job.mark) == ("Stove", Mark.POSSIBLE_COPY)
    again.close()


def test_without_printers_nothing_is_written(tmp_path: Path) -> None:
    desk = Desk(tmp_path, PrintPlan())
    desk.knows(ACCEPTED)
    assert desk.jobs() == []
    assert desk.told == []
    desk.close()


def test_a_person_gets_the_first_paper_early_and_copies_after_it(desk: Desk) -> None:
    desk.knows(ORDER)
    (first,) = desk.desk.write_again(ORDER, Copy.KITCHEN)
    assert first.mark is Mark.FIRST
    desk.knows(ACCEPTED)
    assert desk.jobs(Copy.KITCHEN) == [first]
    desk.print_all()
    again = [desk.desk.write_again(ACCEPTED, Copy.KITCHEN)[0] for _ in range(2)]
    assert [(job.nth, job.mark) for job in again] == [(2, Mark.COPY), (3, Mark.COPY)]


NOTES = ("", "no salt", "hot")


@st.composite
def histories(draw: st.DrawFn) -> list[Event]:
    """Return the events of two orders, repeated and shuffled as Keeta may send them."""
    events: list[Event] = []
    for number in (1, 2):
        plain = an_order(number, lines=(Line(line_id="1", name="Soup", quantity=2),))
        ids: dict[str, Any] = {"order_id": plain.order_id, "shop_id": SHOP, "at": NOON}
        for note in draw(st.lists(st.sampled_from(NOTES), max_size=3)):
            status = draw(st.sampled_from((Status.NEW, Status.ACCEPTED, Status.READY)))
            events.append(ReadBack(order=reached(replace(plain, note=note), status)))
        events.append(Accepted(**ids))
        if draw(st.booleans()):
            events.append(Completed(**ids))
        if draw(st.booleans()):
            events.append(Cancelled(**ids, by=Party.CUSTOMER))
    repeats = draw(st.lists(st.integers(0, len(events) - 1), max_size=10))
    told = events + [events[place] for place in repeats]
    random.Random(draw(st.integers(0, 999))).shuffle(told)
    return told


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(told=histories(), cuts=st.sets(st.integers(0, 30)), prints=st.sets(st.integers(0, 30)))
def test_there_is_exactly_one_job_for_each_paper(
    tmp_path_factory: pytest.TempPathFactory, told: list[Event], cuts: set[int], prints: set[int]
) -> None:
    desk = Desk(tmp_path_factory.mktemp("life"))
    seen: set[str] = set()
    for place, event in enumerate(told):
        desk.store.fail_next(place in cuts)
        try:
            desk.knows(event)
        except NotStored:
            desk.knows(event)  # Keeta sends it again
        jobs = [*desk.store.print_jobs.of_order(ORDER_ID)]
        jobs += desk.store.print_jobs.of_order(an_order(2).order_id)
        papers = Counter((j.order_id, j.version, j.place, j.nth) for j in jobs)
        assert set(papers.values()) <= {1}
        assert seen <= {job.job_id for job in jobs}
        seen = {job.job_id for job in jobs}
        queued = Counter((j.order_id, j.place, j.nth) for j in jobs if j.state is PrintState.QUEUED)
        assert set(queued.values()) <= {1}, "only the newest version waits"
        if place in prints:
            desk.print_all()
    desk.knows(*told)
    assert {
        job.job_id
        for each in (1, 2)
        for job in desk.store.print_jobs.of_order(an_order(each).order_id)
    } >= seen
    desk.close()
