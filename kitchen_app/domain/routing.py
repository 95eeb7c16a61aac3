"""Which papers an order wants, and where: a function of the order and of what the shop has set."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from kitchen_app.domain.order import Line, Order, Problem, Status
from kitchen_app.domain.print_jobs import (
    Place,
    WantedPrint,
    line_version,
    stop_version,
    ticket_version,
)
from kitchen_app.domain.refunds import RefundCase, RefundKind, RefundState
from kitchen_app.domain.tickets import Copy


class Moment(StrEnum):
    """When a ticket is printed by itself."""

    NEVER = "never"
    PLACED = "placed"
    ACCEPTED = "accepted"


class StopMoment(StrEnum):
    """When a slip tells the kitchen to stop."""

    CANCELLED = "cancelled"
    REFUNDED = "refunded"  # a part of the order was given back


@dataclass(frozen=True, slots=True, kw_only=True)
class PrinterPlan:
    """What one printer prints by itself; `copies` is how many of each ticket."""

    name: str
    kitchen: Moment = Moment.ACCEPTED
    bag: Moment = Moment.NEVER
    stop: frozenset[StopMoment] = frozenset(StopMoment)
    copies: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Station:
    """A place of the kitchen: it makes the lines with one of its `items` or `words`.

    A word may stand anywhere in the name of a dish; an item is the whole name, in any language of
    the menu, or the shop's own code of the product. Case does not matter. Who names an item comes
    before who has a word in it, and of several the first.
    """

    name: str
    printer: str
    words: tuple[str, ...] = ()
    items: tuple[str, ...] = ()

    def names(self, line: Line) -> bool:
        """Tell whether one of the items is this line's."""
        return any(is_item_of(item, line) for item in self.items)

    def has_word_in(self, line: Line) -> bool:
        """Tell whether one of the words stands in a name of this line."""
        names = [name.casefold() for name in (line.name, *line.names.values())]
        return any(word.casefold() in name for word in self.words for name in names)


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintPlan:
    """All printers and stations; `default` is the printer of lines that no station makes."""

    printers: tuple[PrinterPlan, ...] = ()
    stations: tuple[Station, ...] = ()
    default: str = ""


def is_item_of(item: str, line: Line) -> bool:
    """Tell whether an item of a station is the dish of a line."""
    codes = {each.casefold() for each in (line.name, *line.names.values(), line.spu_code)}
    return item.casefold() in codes - {""}


def station_of(line: Line, stations: Sequence[Station]) -> Station | None:
    """Return the one station that makes a line: no dish is made twice."""
    named = (station for station in stations if station.names(line))
    worded = (station for station in stations if station.has_word_in(line))
    return next(named, None) or next(worded, None)


def working_stations(plan: PrintPlan) -> tuple[Station, ...]:
    """Return the stations whose printer prints for the kitchen; others make nothing."""
    cooks = {each.name for each in plan.printers if each.kitchen is not Moment.NEVER}
    return tuple(station for station in plan.stations if station.printer in cooks)


def rest_printers(plan: PrintPlan) -> tuple[str, ...]:
    """Return the printers of the lines that no station makes; none if nothing prints at all.

    That is the default one, and whoever prints everything. Without any, the first that prints for
    the kitchen does it: no dish is lost.
    """
    cooks = [each.name for each in plan.printers if each.kitchen is not Moment.NEVER]
    busy = {station.printer for station in working_stations(plan)}
    found = tuple(name for name in cooks if name == plan.default or name not in busy)
    return found or tuple(cooks[:1])


_GIVEN_BACK = (RefundState.AGREED, RefundState.COMPLETED)


def wanted_prints(
    order: Order, cases: Sequence[RefundCase], plan: PrintPlan
) -> tuple[WantedPrint, ...]:
    """Return every paper that the order, as it is now, should be on.

    Stop slips are for what is on paper already; whether anything is, is not told here.
    """
    if order.is_masked or order.problem is Problem.DETAILS_MISSING:
        return ()
    found: list[WantedPrint] = []
    for printer in plan.printers:
        if order.status is Status.CANCELLED:
            found += _stop_of_cancelled(order, printer)
        elif not order.status.is_final:
            found += _tickets(order, printer, plan)
            found += _stop_of_refund(order, cases, printer)
    return tuple(found)


def any_prints(
    order: Order, copy: Copy, plan: PrintPlan, printer: str = ""
) -> tuple[WantedPrint, ...]:
    """Return the papers of one kind that a person asks for: one for each place that prints them.

    With a `printer` there alone, whatever it prints by itself; a plan without one that prints
    them by itself leaves them to the default printer.
    """
    known = {each.name: each for each in plan.printers}
    by_itself = {
        Copy.KITCHEN: [each for each in plan.printers if each.kitchen is not Moment.NEVER],
        Copy.BAG: [each for each in plan.printers if each.bag is not Moment.NEVER],
        Copy.STOP: [each for each in plan.printers if each.stop],
    }[copy]
    if printer:
        chosen = [known[printer]] if printer in known else []
    else:
        chosen = by_itself or [each for each in plan.printers if each.name == plan.default]
    found: list[WantedPrint] = []
    for each in chosen:
        once = replace(each, copies=1)
        if copy is Copy.STOP:
            found += _of(order, copy, once, stop_version(order))
        elif copy is Copy.BAG:
            found += _ticket(order, copy, once, order.lines)
        else:
            shares = tuple(_shares(order, each.name, plan)) or (("", None),)
            for station, only in shares:
                lines = order.lines if only is None else only
                found += _ticket(order, copy, once, lines, station)
    return tuple(found)


def lines_of(order: Order, station: str, plan: PrintPlan, printer: str) -> tuple[Line, ...] | None:
    """Return the lines of a ticket; None is the whole order.

    A `station` that is set no more has the whole order too: a paper too many misses nothing.
    """
    for name, only in _shares(order, printer, plan):
        if name == station:
            return only
    return None


def emptied_prints(order: Order, plan: PrintPlan) -> tuple[WantedPrint, ...]:
    """Return the kitchen papers of stations that have nothing to make of an order.

    Whether one had anything, so that it must be told, is not told here.
    """
    if order.status.is_final or order.is_masked or order.problem is Problem.DETAILS_MISSING:
        return ()
    found: list[WantedPrint] = []
    for printer in plan.printers:
        if _has_come(order, printer.kitchen):
            full = {station for station, _ in _shares(order, printer.name, plan)}
            stations = working_stations(plan)
            theirs = [each.name for each in stations if each.printer == printer.name]
            theirs += [""] if theirs or printer.name in rest_printers(plan) else []
            for station in theirs:
                if station not in full:
                    once = replace(printer, copies=1)
                    found += _ticket(order, Copy.KITCHEN, once, (), station)
    return tuple(found)


def is_set_up(place: Place, plan: PrintPlan) -> bool:
    """Tell whether the plan still has a printer and a station."""
    _, printer, station = place
    stations = {each.name for each in plan.stations if each.printer == printer}
    return any(each.name == printer for each in plan.printers) and station in {"", *stations}


def _tickets(order: Order, printer: PrinterPlan, plan: PrintPlan) -> Iterator[WantedPrint]:
    if _has_come(order, printer.kitchen):
        for station, only in _shares(order, printer.name, plan):
            lines = order.lines if only is None else only
            yield from _ticket(order, Copy.KITCHEN, printer, lines, station)
    if _has_come(order, printer.bag):
        yield from _ticket(order, Copy.BAG, printer, order.lines)


def _shares(
    order: Order, printer: str, plan: PrintPlan
) -> Iterator[tuple[str, tuple[Line, ...] | None]]:
    """Yield what of an order a printer's kitchen tickets show, one for each station."""
    stations = working_stations(plan)
    theirs = [station for station in stations if station.printer == printer]
    if not stations or (not theirs and printer != plan.default):
        yield "", None
        return
    for station in theirs:
        lines = tuple(line for line in order.lines if station_of(line, stations) is station)
        if lines:
            yield station.name, lines
    if printer in rest_printers(plan):
        rest = tuple(line for line in order.lines if station_of(line, stations) is None)
        if rest:
            yield "", None if rest == order.lines else rest


def _has_come(order: Order, moment: Moment) -> bool:
    if moment is Moment.ACCEPTED:
        return order.status.rank >= Status.ACCEPTED.rank
    return moment is Moment.PLACED


def _stop_of_cancelled(order: Order, printer: PrinterPlan) -> Iterator[WantedPrint]:
    """Yield the slip of an order that ended before the customer had it."""
    if StopMoment.CANCELLED in printer.stop and order.completed_at is None:
        yield from _of(order, Copy.STOP, printer, stop_version(order))


def _stop_of_refund(
    order: Order, cases: Sequence[RefundCase], printer: PrinterPlan
) -> Iterator[WantedPrint]:
    """Yield the slip of what need not be made any more: once for each change of what is left."""
    is_less = any(line.to_make < line.quantity for line in order.lines)
    if StopMoment.REFUNDED not in printer.stop or not is_less:
        return
    given = [each for each in cases if each.kind is RefundKind.PARTIAL]
    given = [each for each in given if each.state in _GIVEN_BACK]
    latest = max(given, key=lambda case: case.told_at, default=None)
    case_id = latest.case_id if latest else None
    for each in _of(order, Copy.STOP, printer, stop_version(order)):
        yield replace(each, case_id=case_id)


def _ticket(
    order: Order, copy: Copy, printer: PrinterPlan, lines: Sequence[Line], station: str = ""
) -> Iterator[WantedPrint]:
    shown = tuple(map(line_version, lines))
    said = tuple(replace(line, note="") for line in lines)
    for each in _of(order, copy, printer, ticket_version(order, lines), station):
        yield replace(each, lines=shown, shown=said)


def _of(
    order: Order, copy: Copy, printer: PrinterPlan, version: str, station: str = ""
) -> Iterator[WantedPrint]:
    copies = 1 if copy is Copy.STOP else printer.copies
    for nth in range(1, copies + 1):
        yield WantedPrint(
            order_id=order.order_id,
            copy=copy,
            printer=printer.name,
            version=version,
            station=station,
            nth=nth,
        )
