"""The dishes of an order's paper: to cook, to pack, or not to make any more."""

from collections.abc import Iterator
from functools import partial

from kitchen_app.base.speech import Speech
from kitchen_app.domain.order import Line, Option
from kitchen_app.domain.refunds import RefundCase, RefundKind
from kitchen_app.domain.tickets import Ticket
from kitchen_app.printing.blocks import Bar, Block, Item, Role, Rule, Words
from kitchen_app.printing.order_head import cancellation, note_of, quantity
from kitchen_app.printing.plain_text import in_own_direction
from kitchen_app.printing.reader import Reader
from kitchen_app.services import wording


def items(ticket: Ticket, reader: Reader) -> Iterator[Block]:
    """Return what is to be cooked, as the kitchen calls it."""
    yield from _removed(ticket, reader, is_for_customer=False)
    for line in ticket.lines:
        yield from _changed(line, ticket, reader)
        yield _item(line, reader, line.to_make, is_for_customer=False)
        yield from _refunded(line, reader)
        if line.to_make:
            yield from _options(line, reader, is_for_customer=False)
        yield from note_of(line.note, reader, indent=1)


def checklist(ticket: Ticket, reader: Reader) -> Iterator[Block]:
    """Return what goes into the bag, as the customer calls it, each with a box to check."""
    yield from _removed(ticket, reader, is_for_customer=True)
    for line in ticket.lines:
        yield from _changed(line, ticket, reader)
        yield _item(line, reader, line.to_make, is_for_customer=True)
        yield from _refunded(line, reader)
        if line.to_make:
            yield from _options(line, reader, is_for_customer=True)
        yield from note_of(line.note, reader, indent=1)


def pieces(ticket: Ticket, reader: Reader) -> Iterator[Block]:
    """Return how many pieces there are: who has a torn paper counts fewer."""
    count = sum(line.to_make for line in ticket.lines)
    text, second = reader.words("ticket.pieces", n=count)
    yield Words(text=text, second=second)


def stop(ticket: Ticket, reader: Reader) -> Iterator[Block]:
    text, second = reader.words("stop.title")
    yield Bar(text=text, second=second, role=Role.STOP, is_centred=True)


def change(ticket: Ticket, reader: Reader) -> Iterator[Block]:
    """Say what is not to be made: the whole order, or the lines that were given back."""
    if ticket.case is None:
        text, second = reader.words("ticket.make_nothing")
        yield Words(text=text, second=second, role=Role.ITEM, is_bold=True)
        yield from cancellation(ticket.order, reader)
        return
    yield from _case(ticket.case, reader)
    if ticket.case.kind is RefundKind.FULL:
        text, second = reader.words("ticket.make_nothing")
        yield Words(text=text, second=second, role=Role.ITEM, is_bold=True)
        return
    gone = [line for line in ticket.lines if line.to_make < line.quantity]
    if not gone and ticket.only is None:
        text, second = reader.words("ticket.lines_unknown")
        yield Words(text=text, second=second, role=Role.ITEM, is_bold=True)
    for line in gone or ticket.only or ():
        yield from _gone(line, reader)


def _case(case: RefundCase, reader: Reader) -> Iterator[Block]:
    told = reader.words(f"refund.by_{case.by.value}", time=reader.clock_time(case.opened_at))
    yield Words(text=told[0], second=told[1], is_bold=True)
    if reason := reader.foreign(case.reason):
        yield Words(text=reason)


def _gone(line: Line, reader: Reader) -> Iterator[Block]:
    """Return a line that is not to be made, or not all of it, and what is still to be made."""
    count = line.quantity - line.to_make or line.quantity
    text, second = reader.words("ticket.do_not_make", n=count)
    yield Bar(text=text, second=second, role=Role.OPTION)
    yield _item(line, reader, count, is_for_customer=False)
    yield from _options(line, reader, is_for_customer=False, pieces=count)
    if 0 < line.to_make < line.quantity:
        text, second = reader.words("ticket.still_to_make", n=line.to_make)
        yield Words(text=text, second=second, indent=1, is_bold=True)


def _changed(line: Line, ticket: Ticket, reader: Reader) -> Iterator[Block]:
    """Say that the earlier paper does not show a line so."""
    if line.line_id in ticket.changed:
        text, second = reader.words("ticket.line_changed")
        yield Bar(text=text, second=second, role=Role.BODY)


def _removed(ticket: Ticket, reader: Reader, *, is_for_customer: bool) -> Iterator[Block]:
    """Name what the earlier paper shows and nobody wants any more, before all that is wanted."""
    naming = reader.ordered_name if is_for_customer else reader.kitchen_name
    for line in ticket.gone:
        told = naming(line.name, line.names)
        spec = naming(line.spec, line.specs) if line.spec.strip() else ("", "")
        first, second = (_joined(name, size) for name, size in zip(told, spec, strict=True))
        count = quantity(line.quantity, reader)
        text, other = reader.both(
            partial(_removed_words, count=count, names=(first, second or first), reader=reader)
        )
        yield Bar(text=text, second=other, role=Role.OPTION)
        yield Rule()  # else two bars are one


def _removed_words(speech: Speech, *, count: str, names: tuple[str, str], reader: Reader) -> str:
    name = names[speech.language != reader.languages[0]]
    return speech.tr("ticket.line_removed", count=count, name=name or "?")


def _refunded(line: Line, reader: Reader) -> Iterator[Block]:
    if gone := line.quantity - line.to_make:
        left = line.quantity - gone
        key = "card.refunded" if left else "card.refunded_all"
        text, second = reader.words(key, n=gone, bought=line.quantity, left=left)
        yield Bar(text=text, second=second, role=Role.BODY, indent=1)


def _item(line: Line, reader: Reader, count: int, *, is_for_customer: bool) -> Item:
    naming = reader.ordered_name if is_for_customer else reader.kitchen_name
    name = naming(line.name, line.names)
    spec = naming(line.spec, line.specs) if line.spec.strip() else ("", "")
    return Item(
        quantity=quantity(count, reader),
        is_boxed=count > 1,
        name=_joined(name[0] or "?", spec[0]),
        # the other language says both, or what of it differs
        second=_joined(name[1], spec[1]) if name[1] else spec[1],
        has_check=is_for_customer,
    )


def _options(
    line: Line, reader: Reader, *, is_for_customer: bool, pieces: int | None = None
) -> Iterator[Block]:
    for option in line.options:
        yield _option(option, reader, line.to_make if pieces is None else pieces, is_for_customer)


def _option(option: Option, reader: Reader, pieces: int, is_for_customer: bool) -> Block:
    """Return an option with the total to make: its number is never that for one piece."""
    naming = reader.ordered_name if is_for_customer else reader.kitchen_name
    name, second = naming(option.name, option.names)
    total = option.to_make(pieces)
    each = wording.each_of(option, pieces, reader.speech)
    return Item(
        quantity=quantity(total, reader) if total != 1 else "",
        is_boxed=total > 1,
        name=f"{name} {each}" if each else name,
        second=second,
        role=Role.OPTION,
        indent=1 + option.depth,
    )


def _joined(name: str, spec: str) -> str:
    return in_own_direction(f"{name} · {spec}") if name and spec else name or spec
