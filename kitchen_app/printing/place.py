"""Where each block of a document stands on a sheet: one function for each kind."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from kitchen_app.printing.blocks import (
    Banner,
    Bar,
    Blank,
    Block,
    Edges,
    Headline,
    Item,
    Note,
    Role,
    Row,
    Rule,
    Words,
)
from kitchen_app.printing.sheet import Sheet, Style

_SMALLEST_SHARE = 0.45  # a headline that is too long becomes so small before it is broken
_MOST_QUANTITY = 0.3  # of the width, for a quantity of very many figures
_TEETH = 12


def place(block: Block, sheet: Sheet) -> None:
    """Put a block under what stands on the sheet already."""
    _PLACES[type(block)](block, sheet)


def _headline(block: Headline, sheet: Sheet) -> None:
    style = Style(px=sheet.px(block.role), is_bold=True, is_tight=True)
    wide = sheet.width_of(block.text, style)
    share = max(_SMALLEST_SHARE, min(1.0, (sheet.inside - 1) / max(1.0, wide)))
    sheet.y += sheet.gap // 2
    sheet.add(block.text, replace(style, px=int(style.px * share)), sheet.margin, sheet.inside)
    sheet.y += sheet.gap // 2


def _blank(block: Blank, sheet: Sheet) -> None:
    sheet.y += block.lines * round(sheet.px(Role.BODY) * 1.2)


def _words(block: Words, sheet: Sheet) -> None:
    x = sheet.step(block.indent)
    style = Style(px=sheet.px(block.role), is_bold=block.is_bold, is_centred=block.is_centred)
    width = sheet.width - sheet.margin - x
    _both(block.text, block.second, sheet, style, x, width)


def _both(text: str, second: str, sheet: Sheet, style: Style, x: int, width: int) -> None:
    """Put two languages on one line if it has room, else the second under the first."""
    together = f"{text} · {second}"
    if second and sheet.width_of(together, style) < width:
        sheet.add(together, style, x, width)
        return
    sheet.add(text, style, x, width)
    sheet.add_second(second, style, x, width, is_bold=True)


def _row(block: Row, sheet: Sheet) -> None:
    px = sheet.px(block.role)
    style = Style(px=px, is_bold=block.is_bold)
    at_end = Style(px=px, is_bold=True, is_at_end=True)
    wide = sheet.width_of(block.end, at_end) + 1
    if sheet.width_of(block.start, style) + wide + 2 * sheet.gap > sheet.inside:
        sheet.add(block.start, style, sheet.margin, sheet.inside)
        sheet.add_second(block.second, style, sheet.margin, sheet.inside)
        sheet.add(block.end, at_end, sheet.margin, sheet.inside)
        return
    narrow = sheet.inside - wide - sheet.gap
    end = sheet.text(block.end, at_end, wide)
    sheet.put(end, sheet.width - sheet.margin - wide, sheet.y, wide)
    bottom = sheet.y + end.height
    sheet.add(block.start, style, sheet.margin, narrow)
    sheet.add_second(block.second, style, sheet.margin, narrow)
    sheet.y = max(sheet.y, bottom)


def _item(block: Item, sheet: Sheet) -> None:
    px = sheet.px(block.role)
    x = sheet.step_under(block.indent) if block.indent else sheet.margin
    top = sheet.y + sheet.gap // 2
    style = Style(px=px, is_bold=block.role is Role.ITEM)
    if block.has_check:
        side = round(px * 0.95)
        sheet.frame(x, top + round(px * 0.12), side, side, max(2, px // 12))
        x += side + sheet.gap
    begin, x = x, x + _quantity(block, sheet, x, top, px)
    sheet.y = top
    if sheet.width - sheet.margin - x < sheet.width // 3:  # no room beside so many figures
        x, sheet.y = begin, top + round(px * 1.2)
    if not block.indent:
        sheet.under = x
    width = sheet.width - sheet.margin - x
    sheet.add(block.name, style, x, width)
    sheet.add_second(block.second, Style(px=px), x, width)
    sheet.y = max(sheet.y, top + round(px * 1.2)) + sheet.gap // 2


def _quantity(block: Item, sheet: Sheet, x: int, top: int, px: int) -> int:
    """Put how many there are in front of the name; return how much room that takes."""
    if not block.quantity:
        return 0
    pad = max(3, px // 6) if block.is_boxed else 0
    style = _fitting(block.quantity, px, round(sheet.width * _MOST_QUANTITY), sheet)
    side = max(sheet.width_of(block.quantity, style) + 2 * pad, round(px * 1.16))
    centred = sheet.text(block.quantity, style, side)
    height = round(px * 1.16)
    sheet.put(centred, x, top + (height - centred.height) // 2, side)
    if block.is_boxed:
        sheet.invert(x, top, side, height)
    return side + sheet.gap


def _fitting(text: str, px: int, width: int, sheet: Sheet) -> Style:
    """Return in what size a text has room on one line: smaller than `px` if it must be."""
    style = Style(px=px, is_bold=True, is_centred=True, is_tight=True)
    wide = sheet.width_of(text, style)
    return style if wide <= width else replace(style, px=max(1, int(px * width / wide)))


def _bar(block: Bar, sheet: Sheet) -> None:
    x = sheet.step(block.indent) if block.indent else 0
    px = sheet.px(block.role)
    top, inner = sheet.y, x + sheet.margin + sheet.gap // 2
    width = sheet.width - inner - sheet.margin - sheet.gap // 2
    is_tight = block.role is Role.STOP
    style = Style(px=px, is_bold=True, is_centred=block.is_centred, is_tight=is_tight)
    sheet.y += px // 10
    _both(block.text, block.second, sheet, style, inner, width)
    sheet.y += px // 10
    sheet.invert(x, top, sheet.width - x, sheet.y - top)


def _note(block: Note, sheet: Sheet) -> None:
    sheet.y += sheet.gap // 2
    if block.is_inverse and _is_short(block, sheet):
        together = f"{block.title}: {block.text}"
        _bar(Bar(text=together, role=Role.OPTION, indent=block.indent), sheet)
        sheet.y += sheet.gap
        return
    _bar(Bar(text=block.title, role=Role.OPTION, indent=block.indent), sheet)
    if block.is_inverse:
        _bar(Bar(text=block.text, role=Role.BODY, indent=block.indent), sheet)
        sheet.y += sheet.gap
        return
    x = sheet.step(block.indent) if block.indent else 0
    thick = max(3, sheet.gap // 2)
    inner = x + thick + sheet.gap
    width = sheet.width - inner - thick - sheet.gap
    top = sheet.y
    sheet.y += sheet.gap // 2
    text = sheet.text(block.text, Style(px=sheet.px(Role.BODY)), width, block.marked)
    sheet.put(text, inner, sheet.y, width)
    sheet.y += text.height + sheet.gap // 2 + thick
    sheet.frame(x, top, sheet.width - x, sheet.y - top, thick)
    sheet.y += sheet.gap


def _is_short(block: Note, sheet: Sheet) -> bool:
    """Tell whether title and text have room on one line."""
    style = Style(px=sheet.px(Role.OPTION), is_bold=True)
    wide = sheet.width_of(f"{block.title}: {block.text}", style)
    room = sheet.inside - sheet.step(block.indent) - 2 * sheet.gap
    return "\n" not in block.text and wide < room


def _banner(block: Banner, sheet: Sheet) -> None:
    thick = max(5, sheet.gap)
    top, inner = sheet.y, thick + sheet.gap
    width = sheet.width - 2 * inner
    style = Style(px=sheet.px(block.role), is_bold=True, is_centred=True)
    sheet.y += thick + sheet.gap // 2
    _both(block.text, block.second, sheet, style, inner, width)
    sheet.y += thick + sheet.gap // 2
    sheet.frame(0, top, sheet.width, sheet.y - top, thick)
    sheet.y += sheet.gap


def _rule(block: Rule, sheet: Sheet) -> None:
    thick = max(3, sheet.gap // 2) if block.is_thick else 2
    sheet.fill(0, sheet.y + sheet.gap // 2, sheet.width, thick)
    sheet.y += thick + sheet.gap


def _edges(block: Edges, sheet: Sheet) -> None:
    """Put two bars with teeth from the first dot to the last, and a board between them."""
    high = 3 * sheet.gap
    tooth = sheet.width / _TEETH
    sheet.fill(0, sheet.y, sheet.width, 4)
    sheet.fill(0, sheet.y, 4, high)
    sheet.fill(sheet.width - 4, sheet.y, 4, high)
    for each in range(_TEETH):
        start, end = round(each * tooth), round((each + 1) * tooth)
        offset = high // 2 if each % 2 else 0
        sheet.fill(start, sheet.y + offset, end - start, high // 2)
    sheet.fill(0, sheet.y + high, sheet.width, 4)
    sheet.y += high + 4 + sheet.gap


_PLACES: Mapping[type[Block], Callable[[Any, Sheet], None]] = {
    Headline: _headline,
    Words: _words,
    Row: _row,
    Item: _item,
    Bar: _bar,
    Note: _note,
    Banner: _banner,
    Rule: _rule,
    Blank: _blank,
    Edges: _edges,
}
