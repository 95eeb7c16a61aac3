"""Which papers an order wants, and where."""

from dataclasses import replace

import pytest

from kitchen_app.domain.order import Line, Order, Problem, Status
from kitchen_app.domain.print_jobs import WantedPrint
from kitchen_app.domain.refunds import RefundKind, RefundState
from kitchen_app.domain.routing import (
    Moment,
    PrinterPlan,
    PrintPlan,
    Station,
    StopMoment,
    any_prints,
    emptied_prints,
    lines_of,
    rest_printers,
    station_of,
    wanted_prints,
)
from kitchen_app.domain.tickets import Copy
from tests.domain.test_refunds import ASKED
from tests.fakes import an_order, reached

TEA = Line(line_id="1", name="Iced tea", names={"ar": "شاي مثلج"})
PLATE = Line(line_id="2", name="Chicken Shawarma plate", spu_code="SHW-1")
RICE = Line(line_id="3", name="Rice")
ORDER = an_order(lines=(TEA, PLATE, RICE))
ACCEPTED = reached(ORDER, Status.ACCEPTED)
KITCHEN = PrinterPlan(name="Kitchen")
COUNTER = PrinterPlan(name="Counter", kitchen=Moment.NEVER, bag=Moment.PLACED, copies=2)
PLAN = PrintPlan(printers=(KITCHEN, COUNTER), default="Kitchen")
GRILL = Station(name="Grill", printer="Grill printer", words=("shawarma",))
BAR = Station(name="Bar", printer="Grill printer", items=("شاي مثلج",))
STATIONS = PrintPlan(
    printers=(KITCHEN, PrinterPlan(name="Grill printer"), PrinterPlan(name="Expo")),
    stations=(GRILL, BAR),
    default="Kitchen",
)


def places(wanted: tuple[WantedPrint, ...]) -> list[tuple[Copy, str, str, int]]:
    return [(each.copy, each.printer, each.station, each.nth) for each in wanted]


def test_each_copy_at_its_moment() -> None:
    bags = [(Copy.BAG, "Counter", "", 1), (Copy.BAG, "Counter", "", 2)]
    assert places(wanted_prints(ORDER, (), PLAN)) == bags
    assert places(wanted_prints(ACCEPTED, (), PLAN)) == [(Copy.KITCHEN, "Kitchen", "", 1), *bags]
    assert wanted_prints(reached(ORDER, Status.COMPLETED), (), PLAN) == ()


@pytest.mark.parametrize(
    "order",
    [
        replace(ACCEPTED, is_masked=True),
        replace(ACCEPTED, problem=Problem.DETAILS_MISSING),
    ],
)
def test_nothing_is_printed_of_what_nobody_can_read(order: Order) -> None:
    assert wanted_prints(order, (), PLAN) == ()


def test_lines_go_to_their_stations_and_the_rest_to_the_default() -> None:
    assert places(wanted_prints(ACCEPTED, (), STATIONS)) == [
        (Copy.KITCHEN, "Kitchen", "", 1),
        (Copy.KITCHEN, "Grill printer", "Grill", 1),
        (Copy.KITCHEN, "Grill printer", "Bar", 1),
        (Copy.KITCHEN, "Expo", "", 1),
    ]
    assert lines_of(ACCEPTED, "", STATIONS, "Kitchen") == (RICE,)
    assert lines_of(ACCEPTED, "Grill", STATIONS, "Grill printer") == (PLATE,)
    assert lines_of(ACCEPTED, "Bar", STATIONS, "Grill printer") == (TEA,)
    assert lines_of(ACCEPTED, "", STATIONS, "Expo") is None
    assert lines_of(ACCEPTED, "Gone", STATIONS, "Grill printer") is None


def test_every_line_is_on_exactly_one_kitchen_ticket_of_the_stations() -> None:
    tickets = (("Kitchen", ""), ("Grill printer", "Grill"), ("Grill printer", "Bar"))
    shown = [
        line
        for printer, station in tickets
        for line in lines_of(ACCEPTED, station, STATIONS, printer) or ()
    ]
    assert sorted(line.line_id for line in shown) == ["1", "2", "3"]


def test_a_station_without_lines_prints_nothing() -> None:
    plain = replace(ACCEPTED, lines=(RICE,))
    assert places(wanted_prints(plain, (), STATIONS)) == [
        (Copy.KITCHEN, "Kitchen", "", 1),
        (Copy.KITCHEN, "Expo", "", 1),
    ]
    assert lines_of(plain, "", STATIONS, "Kitchen") is None


@pytest.mark.parametrize(
    ("station", "takes"),
    [
        (Station(name="s", printer="p", items=("shw-1",)), True),
        (Station(name="s", printer="p", items=("shawarma",)), False),
        (Station(name="s", printer="p", words=("SHAWARMA",)), True),
        (Station(name="s", printer="p", words=("tea",)), False),
    ],
)
def test_words_stand_anywhere_and_items_are_whole(station: Station, takes: bool) -> None:
    assert (station_of(PLATE, [station]) is station) == takes


def test_a_change_at_one_station_is_no_news_for_another() -> None:
    more = replace(ACCEPTED, lines=(TEA, replace(PLATE, quantity=2), RICE))
    before = {each.job_id: each for each in wanted_prints(ACCEPTED, (), STATIONS)}
    new = [each for each in wanted_prints(more, (), STATIONS) if each.job_id not in before]
    assert [each.station or each.printer for each in new] == ["Grill", "Expo"]


def test_a_cancelled_order_stops_everybody_who_wants_to_know() -> None:
    deaf = replace(PLAN, printers=(KITCHEN, replace(COUNTER, stop=frozenset())))
    cancelled = reached(ORDER, Status.CANCELLED)
    assert places(wanted_prints(cancelled, (), deaf)) == [(Copy.STOP, "Kitchen", "", 1)]
    assert wanted_prints(replace(cancelled, completed_at=ORDER.placed_at), (), PLAN) == ()


def test_a_refund_in_part_has_a_slip_for_each_change_of_what_is_left() -> None:
    case = replace(ASKED, kind=RefundKind.PARTIAL, state=RefundState.COMPLETED)
    waiting = replace(case, state=RefundState.WAITING)
    less = replace(ACCEPTED, lines=(TEA, replace(PLATE, left=0), RICE))

    def slips(order: Order, *cases: object) -> list[WantedPrint]:
        wanted = wanted_prints(order, cases, replace(PLAN, printers=(KITCHEN,)))  # type: ignore[arg-type]
        return [each for each in wanted if each.copy is Copy.STOP]

    assert slips(ACCEPTED, case) == []
    (slip,) = slips(less, case)
    assert slip.case_id == case.case_id
    assert slips(less, waiting)[0].case_id is None
    none = replace(less, lines=(replace(TEA, left=0), replace(PLATE, left=0), RICE))
    assert slips(none, case)[0].job_id != slip.job_id
    only_ends = replace(KITCHEN, stop=frozenset({StopMoment.CANCELLED}))
    wanted = wanted_prints(less, (case,), PrintPlan(printers=(only_ends,)))
    assert Copy.STOP not in [each.copy for each in wanted]


def test_what_a_person_asks_for_comes_where_it_is_printed_by_itself() -> None:
    assert places(any_prints(ORDER, Copy.KITCHEN, PLAN)) == [(Copy.KITCHEN, "Kitchen", "", 1)]
    assert places(any_prints(ORDER, Copy.BAG, PLAN)) == [(Copy.BAG, "Counter", "", 1)]
    assert len(any_prints(ORDER, Copy.STOP, PLAN)) == 2
    silent = PrintPlan(printers=(replace(KITCHEN, kitchen=Moment.NEVER),), default="Kitchen")
    assert places(any_prints(ORDER, Copy.KITCHEN, silent)) == [(Copy.KITCHEN, "Kitchen", "", 1)]
    assert places(any_prints(ORDER, Copy.KITCHEN, PLAN, "Counter")) == [
        (Copy.KITCHEN, "Counter", "", 1)
    ]
    assert any_prints(ORDER, Copy.BAG, PLAN, "Nowhere") == ()
    rice = replace(ORDER, lines=(RICE,))
    assert places(any_prints(rice, Copy.KITCHEN, STATIONS, "Grill printer")) == [
        (Copy.KITCHEN, "Grill printer", "", 1)
    ]


def test_stations_with_nothing_to_make_are_known() -> None:
    order = replace(ACCEPTED, lines=(TEA, RICE))
    emptied = emptied_prints(order, STATIONS)
    assert places(emptied) == [
        (Copy.KITCHEN, "Grill printer", "Grill", 1),
        (Copy.KITCHEN, "Grill printer", "", 1),
    ]
    assert emptied[0].lines == ()
    assert emptied_prints(ACCEPTED, PLAN) == ()
    assert emptied_prints(ORDER, STATIONS) == ()
    assert emptied_prints(reached(order, Status.COMPLETED), STATIONS) == ()


def test_a_paper_remembers_its_lines_without_what_the_customer_wrote() -> None:
    order = replace(ACCEPTED, lines=(replace(TEA, note="call me"),))
    (wanted,) = wanted_prints(order, (), PrintPlan(printers=(KITCHEN,)))
    assert wanted.shown == (TEA,)


def test_who_names_an_item_comes_before_who_has_a_word_in_it() -> None:
    words = Station(name="Words", printer="Kitchen", words=("shawarma",))
    named = Station(name="Items", printer="Kitchen", items=("chicken shawarma PLATE",))
    assert station_of(PLATE, (words, named)) is named
    assert station_of(PLATE, (words, replace(named, items=("Tea",)))) is words
    assert station_of(RICE, (words, named)) is None


def all_dishes(plan: PrintPlan) -> list[str]:
    """Return the dishes on all kitchen papers of an order."""
    wanted = [each for each in wanted_prints(ACCEPTED, (), plan) if each.copy is Copy.KITCHEN]
    return sorted(line.name for each in wanted for line in each.shown)


ONE_OF_EACH = sorted(line.name for line in ACCEPTED.lines)
BAR_PRINTER = PrinterPlan(name="Grill printer")
SILENT = replace(KITCHEN, kitchen=Moment.NEVER)


@pytest.mark.parametrize(
    ("printers", "default", "rest"),
    [
        ((KITCHEN, BAR_PRINTER), "Kitchen", ("Kitchen",)),
        ((SILENT, BAR_PRINTER), "Kitchen", ("Grill printer",)),
        ((KITCHEN, replace(BAR_PRINTER, kitchen=Moment.NEVER)), "Kitchen", ("Kitchen",)),
        ((SILENT, replace(BAR_PRINTER, kitchen=Moment.NEVER)), "Kitchen", ()),
    ],
)
def test_no_dish_is_lost_and_none_is_made_twice(
    printers: tuple[PrinterPlan, ...], default: str, rest: tuple[str, ...]
) -> None:
    plan = PrintPlan(printers=printers, stations=(GRILL, BAR), default=default)
    assert rest_printers(plan) == rest
    assert all_dishes(plan) == (ONE_OF_EACH if rest else [])
    for wanted in wanted_prints(ACCEPTED, (), plan):
        only = lines_of(ACCEPTED, wanted.station, plan, wanted.printer)
        assert wanted.shown == (ACCEPTED.lines if only is None else only)
