"""The paper at the end of a day: how many orders, how much, of what."""

from collections.abc import Callable, Iterator, Mapping

from kitchen_app.base.speech import isolate
from kitchen_app.domain.tickets import DaySummary
from kitchen_app.printing.blocks import Block, Item, Role, Row, Rule, Words
from kitchen_app.printing.reader import Reader

_COUNTS = {
    "completed": "ticket.completed",
    "cancelled": "ticket.cancelled_orders",
    "refunded": "ticket.refunded",
    "missed": "ticket.missed",
}


def _title(day: DaySummary, reader: Reader) -> Iterator[Block]:
    text, second = reader.words("ticket.day_summary")
    yield Words(text=text, second=second, role=Role.WAY, is_bold=True)


def _date(day: DaySummary, reader: Reader) -> Iterator[Block]:
    year = reader.speech.figures(f"{day.day:%Y-%m-%d}")
    yield Row(
        start=reader.day(day.day, reader.speech), end=isolate(year), role=Role.TIME, is_bold=True
    )


def _counts(day: DaySummary, reader: Reader) -> Iterator[Block]:
    for name, key in _COUNTS.items():
        label, second = reader.words(key)
        count = reader.speech.figures(str(getattr(day, name)))
        is_bold = name == "completed"
        yield Row(start=label, second=second, end=count, role=Role.ITEM, is_bold=is_bold)


def _sold(day: DaySummary, reader: Reader) -> Iterator[Block]:
    """Return the amounts as Keeta states them, one for each currency."""
    label, second = reader.words("ticket.sold")
    for amount in day.sold:
        yield Row(
            start=label, second=second, end=reader.money(amount), role=Role.TIME, is_bold=True
        )


def _dishes(day: DaySummary, reader: Reader) -> Iterator[Block]:
    for name, count in day.items:
        yield Item(
            quantity=isolate(reader.speech.figures(str(count))), name=reader.foreign(name) or "?"
        )


def _printed(day: DaySummary, reader: Reader) -> Iterator[Block]:
    at = reader.day(day.printed_at.astimezone(reader.zone).date(), reader.speech)
    time = f"{at} {reader.clock_time(day.printed_at)}"
    yield Words(text=reader.speech.tr("ticket.printed", time=time), role=Role.SMALL)


def _rule(day: DaySummary, reader: Reader) -> Iterator[Block]:
    yield Rule()


BLOCKS: Mapping[str, Callable[[DaySummary, Reader], Iterator[Block]]] = {
    "title": _title,
    "date": _date,
    "rule": _rule,
    "counts": _counts,
    "sold": _sold,
    "dishes": _dishes,
    "printed": _printed,
}
