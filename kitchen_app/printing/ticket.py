"""Turns a paper into what stands on it, by its template."""

from collections.abc import Callable, Iterator, Mapping

from kitchen_app.domain.tickets import Copy, DaySummary, Paper, TestPage, Ticket
from kitchen_app.printing import day_summary, order_head, order_lines, sample_page
from kitchen_app.printing.blocks import Bar, Blank, Block, Document, Role
from kitchen_app.printing.reader import Reader
from kitchen_app.printing.templates import Template

TEST, SUMMARY = "test", "summary"

_ORDER: Mapping[str, Callable[[Ticket, Reader], Iterator[Block]]] = {
    "mark": order_head.mark,
    "stop": order_lines.stop,
    "cancelled": order_head.cancelled,
    "source": order_head.source,
    "number": order_head.number,
    "way": order_head.way,
    "due": order_head.due,
    "station": order_head.station,
    "trouble": order_head.trouble,
    "note": order_head.note,
    "items": order_lines.items,
    "checklist": order_lines.checklist,
    "change": order_lines.change,
    "pieces": order_lines.pieces,
    "cutlery": order_head.cutlery,
    "payment": order_head.payment,
    "printed": order_head.printed,
    "rule": order_head.rule,
    "blank": order_head.blank,
}

KNOWN: Mapping[str, frozenset[str]] = {
    **{copy.value: frozenset(_ORDER) for copy in Copy},
    TEST: frozenset(sample_page.BLOCKS),
    SUMMARY: frozenset(day_summary.BLOCKS),
}
"""The blocks that each paper can have, by the name of its template."""


def template_of(paper: Paper) -> str:
    """Return the name of the template that a paper is made by."""
    match paper:
        case Ticket():
            return paper.copy.value
        case TestPage():
            return TEST
        case DaySummary():
            return SUMMARY


def document(paper: Paper, template: Template, reader: Reader, *, width: int) -> Document:
    """Return what stands on a paper that is `width` dots wide."""
    blocks = [block for name in template.blocks for block in _blocks(name, paper, reader, width)]
    return Document(
        blocks=(
            Blank(lines=template.blank_top),
            *_shop(paper, reader),
            *blocks,
            Blank(lines=template.blank_bottom),
        ),
        sizes=dict(template.sizes),
        is_right_to_left=reader.speech.is_right_to_left,
    )


def _shop(paper: Paper, reader: Reader) -> Iterator[Block]:
    """Name the shop over everything, whatever the template: no two kitchens share a bag."""
    if isinstance(paper, Ticket) and paper.shop:
        yield Bar(text=reader.foreign(paper.shop), role=Role.WAY, is_centred=True)


def _blocks(name: str, paper: Paper, reader: Reader, width: int) -> Iterator[Block]:
    match paper:
        case Ticket():
            return _ORDER[name](paper, reader)
        case TestPage():
            return sample_page.BLOCKS[name](paper, reader, width)
        case DaySummary():
            return day_summary.BLOCKS[name](paper, reader)
