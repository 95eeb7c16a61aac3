"""The test page: whether the width fits, and every language's letters."""

from collections.abc import Callable, Iterator, Mapping

from kitchen_app.base.speech import Speech, isolate
from kitchen_app.domain.tickets import TestPage
from kitchen_app.printing.blocks import Bar, Block, Edges, Item, Role, Row, Rule, Words
from kitchen_app.printing.plain_text import in_own_direction
from kitchen_app.printing.reader import Reader

DOTS_PER_MM = 203 / 25.4
_SAMPLES = {"en": "English", "ar": "العربية", "zh_HK": "繁體中文"}


def _edges(page: TestPage, reader: Reader, width: int) -> Iterator[Block]:
    yield Edges()


def _hint(page: TestPage, reader: Reader, width: int) -> Iterator[Block]:
    text, second = reader.words("ticket.edges")
    yield Words(text=text, second=second, role=Role.SMALL, is_centred=True)


def _title(page: TestPage, reader: Reader, width: int) -> Iterator[Block]:
    text, second = reader.words("ticket.test_page")
    yield Words(text=text, second=second, role=Role.WAY, is_bold=True, is_centred=True)


def _printer(page: TestPage, reader: Reader, width: int) -> Iterator[Block]:
    yield Words(text=reader.foreign(page.printer), role=Role.TIME, is_bold=True, is_centred=True)


def _width(page: TestPage, reader: Reader, width: int) -> Iterator[Block]:
    dots, second = reader.words("ticket.dots", n=width)
    millimetres = in_own_direction(reader.speech.figures(f"{width / DOTS_PER_MM:.0f} mm"))
    yield Row(start=dots, second=second, end=millimetres)


def _date(page: TestPage, reader: Reader, width: int) -> Iterator[Block]:
    at = page.printed_at.astimezone(reader.zone)
    day = isolate(reader.speech.figures(f"{at:%Y-%m-%d}"))
    yield Row(start=day, end=reader.clock_time(page.printed_at))


def _samples(page: TestPage, reader: Reader, width: int) -> Iterator[Block]:
    """Return a line of each language, with what makes trouble: figures, money, boxes, bars."""
    for language, name in _SAMPLES.items():
        speech = Speech(language)
        yield Bar(text=isolate(name), role=Role.OPTION)
        line = speech.tr("ticket.sample")
        yield Item(quantity="2", is_boxed=True, name=isolate(line))
        yield Words(text=isolate(line), role=Role.SMALL)


def _rule(page: TestPage, reader: Reader, width: int) -> Iterator[Block]:
    yield Rule(is_thick=True)


BLOCKS: Mapping[str, Callable[[TestPage, Reader, int], Iterator[Block]]] = {
    "edges": _edges,
    "hint": _hint,
    "title": _title,
    "printer": _printer,
    "width": _width,
    "date": _date,
    "samples": _samples,
    "rule": _rule,
}
