"""The blocks of an order's paper but for its dishes: whose, for when, and what is wrong with it."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from kitchen_app.base.speech import Speech, isolate
from kitchen_app.domain.later import due_from, is_for_later, promised_at
from kitchen_app.domain.order import Order
from kitchen_app.domain.tickets import Copy, Mark, Ticket
from kitchen_app.printing.blocks import (
    Banner,
    Bar,
    Blank,
    Block,
    Headline,
    Note,
    Role,
    Row,
    Rule,
    Words,
)
from kitchen_app.printing.reader import Reader

_SOURCE = "Keeta"
_MARKS = {
    Mark.COPY: ("ticket.copy", ""),
    Mark.POSSIBLE_COPY: ("ticket.possible_copy", "ticket.possible_copy_why"),
    Mark.CHANGED: ("ticket.changed", "ticket.changed_why"),
}
_SHORT_NOTE = 240
"""So many letters of a note stand white on black; a longer one is framed and its words marked."""


def mark(ticket: Ticket, reader: Reader) -> Iterator[Block]:
    """Say that the same paper, or an earlier one, may be in the kitchen already."""
    if ticket.mark is Mark.FIRST:
        return
    banner, why = _MARKS[ticket.mark]
    text, second = reader.words(banner, time=reader.clock_time(ticket.printed_at))
    yield Banner(text=text, second=second)
    if why:  # who reads of a slip that it replaces "the ticket" throws the order away
        is_slip = ticket.mark is Mark.CHANGED and ticket.copy is Copy.STOP
        text, second = reader.words("ticket.changed_slip_why" if is_slip else why)
        yield Words(text=text, second=second, is_centred=True)


def source(ticket: Ticket, reader: Reader) -> Iterator[Block]:
    order = ticket.order
    placed = reader.moment(order.placed_at, ticket.printed_at)
    yield Row(start=_SOURCE, end=reader.speech.tr("card.placed", time=placed), is_bold=True)


def number(ticket: Ticket, reader: Reader) -> Iterator[Block]:
    yield Headline(text=reader.number(ticket.order.number))


def way(ticket: Ticket, reader: Reader) -> Iterator[Block]:
    text, second = reader.words(f"fulfilment.{ticket.order.fulfilment.value}")
    yield Words(text=text, second=second, role=Role.WAY, is_bold=True)


def due(ticket: Ticket, reader: Reader) -> Iterator[Block]:
    """Say until when, with the day unless it is today's; an order for later stands out."""
    order, now = ticket.order, ticket.printed_at
    promised = promised_at(order)
    if promised is None:
        return
    label, second = reader.words("ticket.ready_by" if order.ready_by else "ticket.arrives")
    if is_for_later(order, now):
        yield from _later(promised, ticket, reader)
        return
    time = reader.moment(promised, now)
    yield Row(start=label, second=second, end=time, role=Role.TIME, is_bold=True)


def _later(promised: datetime, ticket: Ticket, reader: Reader) -> Iterator[Block]:
    """Return bars that say for which day and hour, and when to begin."""
    order, now = ticket.order, ticket.printed_at
    title, other = reader.words("ticket.later")
    yield Bar(text=title, second=other, role=Role.TIME, is_centred=True)
    when, other = reader.both(partial(_day_and_hour, promised, now, reader))
    yield Bar(text=when, second=other, role=Role.WAY, is_centred=True)
    label, other = reader.words("ticket.ready_by" if order.ready_by else "ticket.arrives")
    whole = reader.moment(promised, now, has_day=True)
    yield Bar(text=f"{label} {whole}", second=other, role=Role.BODY, is_centred=True)
    if (start := due_from(order)) is not None:
        begins, other = reader.words("ticket.start", time=reader.moment(start, now, has_day=True))
        yield Bar(text=begins, second=other, role=Role.BODY, is_centred=True)


def _day_and_hour(at: datetime, now: datetime, reader: Reader, speech: Speech) -> str:
    time = reader.clock_time(at)
    days = reader.days_until(at, now)
    if days in (0, 1):
        return speech.tr("later.tomorrow" if days else "later.today", time=time)
    return f"{reader.day(at.astimezone(reader.zone).date(), speech)} {time}"


def station(ticket: Ticket, reader: Reader) -> Iterator[Block]:
    if name := reader.foreign(ticket.station):
        yield Words(text=name, role=Role.TIME, is_bold=True)


def trouble(ticket: Ticket, reader: Reader) -> Iterator[Block]:
    """Say what of the order cannot be read, and where it can."""
    order = ticket.order
    if order.problem is None:
        return
    title, second = reader.words("problem.title", number=reader.number(order.number))
    yield Bar(text=title, second=second, role=Role.OPTION)
    text, second = reader.words(f"problem.{order.problem.value}")
    yield Words(text=text, second=second, is_bold=True)


def note(ticket: Ticket, reader: Reader) -> Iterator[Block]:
    yield from note_of(ticket.order.note, reader)


def note_of(text: str, reader: Reader, *, indent: int = 0) -> Iterator[Block]:
    """Return what a customer wrote; an allergy is called so."""
    shown = reader.foreign(text)
    if not shown:
        return
    marked = reader.allergies.places(shown)
    first, second = reader.words("ticket.allergy" if marked else "ticket.note")
    yield Note(
        title=f"{first} · {second}" if second else first,
        text=shown,
        is_inverse=len(shown) <= _SHORT_NOTE,
        marked=marked,
        indent=indent,
    )


def cancelled(ticket: Ticket, reader: Reader) -> Iterator[Block]:
    """Say of an order that is over that nothing of it is to be made."""
    if ticket.order.cancellation is None:
        return
    text, second = reader.words("ticket.cancelled")
    yield Bar(text=text, second=second, role=Role.WAY, is_centred=True)
    yield from cancellation(ticket.order, reader)


def cancellation(order: Order, reader: Reader) -> Iterator[Block]:
    """Say who ended an order, when and why."""
    if order.cancellation is None:
        return
    ended = order.cancellation
    who, second = reader.words(f"stop.by_{ended.by.value}", time=reader.clock_time(ended.at))
    yield Words(text=who, second=second, is_bold=True)
    if reason := reader.foreign(ended.reason):
        yield Words(text=reason)


def cutlery(ticket: Ticket, reader: Reader) -> Iterator[Block]:
    key = "card.cutlery" if ticket.order.cutlery else "card.no_cutlery"
    text, second = reader.words(key)
    yield Words(text=text, second=second, is_bold=True)


def payment(ticket: Ticket, reader: Reader) -> Iterator[Block]:
    """Say the total; what is still to be collected stands out."""
    order = ticket.order
    amount = reader.money(order.paid) if order.paid else ""
    if order.payment is not None and order.payment.is_cash:
        key = "ticket.collect" if amount else "card.cash_unknown"
        text, second = reader.words(key)
        yield Bar(text=text, second=second, role=Role.TIME, is_centred=True)
        if amount:
            yield Headline(text=amount, role=Role.STOP)
    elif amount:
        label, second = reader.words("ticket.paid")
        yield Row(start=label, second=second, end=amount, role=Role.TIME, is_bold=True)


def printed(ticket: Ticket, reader: Reader) -> Iterator[Block]:
    at = reader.day(ticket.printed_at.astimezone(reader.zone).date(), reader.speech)
    time = f"{at} {reader.clock_time(ticket.printed_at)}"
    yield Words(text=reader.speech.tr("ticket.printed", time=time), role=Role.SMALL)


def rule(ticket: Ticket, reader: Reader) -> Iterator[Block]:
    yield Rule(is_thick=True)


def blank(ticket: Ticket, reader: Reader) -> Iterator[Block]:
    yield Blank()


def quantity(count: int, reader: Reader) -> str:
    return isolate(reader.speech.figures(str(count)))
