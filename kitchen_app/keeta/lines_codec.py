"""The lines of Keeta's order object: what to cook, how many of it, and with which options."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TypeVar

from kitchen_app.domain.order import Line, Option
from kitchen_app.keeta.wire import Reader

T = TypeVar("T")

_OPTIONS_DEEP = 8
_MOST_PIECES = 9999


def decode_lines(info: Reader) -> tuple[Line, ...]:
    """Return the lines of an order, each once, with what partial refunds left of them."""
    gathered = _gathered(info)
    lines = [_line(rows) for rows in gathered]
    if _has_rebates(info):
        heads = [rows[0] for rows in gathered]
        lines = list(_after_refund(info.child("rebates"), heads, lines))
    return tuple(lines)


def _gathered(info: Reader) -> list[list[Reader]]:
    """Return the rows of each line: one, or several of a line that is split between parts.

    A big order lists its food at the top, in its parts (`subOrderInfoList`), or in both; which
    of them is not documented. The top speaks for the whole order where it lists anything. Food
    that only a part lists is shown too, but then they contradict each other and somebody must
    look.
    """
    top = info.children("products")
    parts = [row for part in info.children("subOrderInfoList") for row in part.children("products")]
    if not top:
        return _joined(info, parts)
    known = {name for row in top for name in _names(row)}
    strays = [row for row in parts if known.isdisjoint(_names(row))]
    if parts and (strays or _pieces(parts) != _pieces(top)):
        info.odd.add("subOrderInfoList")
    return [[row] for row in top] + _joined(info, strays)


def _joined(info: Reader, rows: list[Reader]) -> list[list[Reader]]:
    """Return rows of one line id together, as far as they have one.

    Their quantities are added: a part says what one rider carries. Nobody documents that a line
    can be split, so somebody must look.
    """
    lines: dict[str, list[Reader]] = {}
    for number, row in enumerate(rows):
        lines.setdefault(row.identifier("id") or f"row {number}", []).append(row)
    if len(lines) < len(rows):
        info.odd.add("subOrderInfoList")
    return list(lines.values())


def _names(row: Reader) -> set[tuple[str, str, str]]:
    """Return all that a row may be known by: its line id, item and variant, name and variant.

    What ids the rows of a part have is not documented; they may be numbered anew.
    """
    names = {
        ("line", row.identifier("id"), ""),
        ("item", row.identifier("spuId"), row.identifier("skuId")),
        ("name", row.text("name"), row.text("spec")),
    }
    return {name for name in names if name[1]}


def _pieces(rows: list[Reader]) -> int:
    return sum(row.count("count") or 1 for row in rows)


def _line(rows: list[Reader]) -> Line:
    row = rows[0]
    return Line(
        line_id=row.identifier("id"),
        name=row.text("name", "spuName", "spuOpenItemCode") or "?",
        names=row.texts("nameI18n"),
        spec=row.text("spec"),
        specs=row.texts("specI18n"),
        quantity=min(sum(map(_quantity, rows)), _MOST_PIECES),
        note=row.prose("remark"),
        options=tuple(_options(row, pieces=_quantity(row), depth=0)),
        spu_id=row.identifier("spuId"),
        spu_code=_apart(row, "spuOpenItemCode").text("spuOpenItemCode"),
    )


def _apart(row: Reader, name: str) -> Reader:
    """Return a member to be read apart: it names the product for selling it or not.

    If it is odd that costs a button, and nobody need look at the order in Keeta's app.
    """
    return Reader({name: row.raw(name)})


def _has_rebates(info: Reader) -> bool:
    if "rebatesTag" in info:
        return info.flag("rebatesTag")
    return "residueProducts" in info.child("rebates")


def _after_refund(rebates: Reader, heads: list[Reader], lines: list[Line]) -> Iterator[Line]:
    """Yield the lines with what `residueProducts` says is left of them; `heads` are their rows.

    A line that is not among them was given back whole. That is believed only while every row
    there is known to be of another line: better to cook what was refunded, and look, than to
    leave out what somebody waits for. The amounts of these rows are not read: whether they are
    of the line or of one piece is not documented (order object, products).
    """
    rows = rebates.children("residueProducts")
    found = _paired(heads, rows)
    is_clear = bool(rows) and len(found) == len(rows)
    if not is_clear:
        rebates.odd.add("residueProducts")
    for number, line in enumerate(lines):
        if number in found:
            yield replace(line, left=_rest(found[number], line.quantity))
        else:
            yield replace(line, left=0) if is_clear else line


def _paired(heads: list[Reader], rows: list[Reader]) -> dict[int, Reader]:
    """Return the row that tells of each line, by the line's place.

    First by line id, then by item and variant: whether the ids are kept is not documented. Of
    several lines of one item a row means one only if there are as many rows.
    """
    found: dict[int, Reader] = {}
    for key in (_line_key, _item_key):
        open_lines = _grouped((key(heads[n]), n) for n in range(len(heads)) if n not in found)
        open_rows = _grouped((key(row), row) for row in rows)
        rows = []
        for name, same in open_rows.items():
            places = open_lines.get(name, []) if name else []
            if len(places) == len(same):
                found.update(zip(places, same, strict=True))
            else:
                rows += same
    return found


def _grouped(pairs: Iterable[tuple[str, T]]) -> dict[str, list[T]]:
    groups: dict[str, list[T]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return groups


def _line_key(row: Reader) -> str:
    return row.identifier("id")


def _item_key(row: Reader) -> str:
    item = row.identifier("spuId")
    return f"{item}/{row.identifier('skuId')}" if item else ""


def _rest(row: Reader, quantity: int) -> int | None:
    """Return how many are left, None for all; a number that cannot be says nothing."""
    left = row.count("count")
    if left is None or not 0 <= left <= quantity:
        row.odd.add("count")
        return None
    return left if left < quantity else None


def _options(parent: Reader, *, pieces: int, depth: int) -> Iterator[Option]:
    """Yield the options of a row and theirs; `pieces` is how many of the line were bought."""
    if depth >= _OPTIONS_DEEP:
        if "groups" in parent:
            parent.odd.add("groups")
        return
    for group in parent.children("groups"):
        for row in group.children("shopProductGroupSkuList"):
            yield Option(
                name=row.text("spuName", "groupSkuOpenItemCode") or "?",
                names=row.texts("spuNameI18n"),
                quantity=_per_piece(row, pieces),
                depth=depth,
            )
            yield from _options(row, pieces=pieces, depth=depth + 1)


def _per_piece(row: Reader, pieces: int) -> int:
    """Return how often an option goes into one piece of its line.

    `count` says it; `groupSkuCount` is the same for all pieces together. Clients that work read
    one or the other, so either may be missing (order object, groups).
    """
    if "count" not in row:
        together = row.count("groupSkuCount") or 0
        if together > 0 and together % pieces == 0:
            return min(together // pieces, _MOST_PIECES)
    return _quantity(row)


def _quantity(row: Reader) -> int:
    quantity = row.count("count")
    if quantity is None or not 1 <= quantity <= _MOST_PIECES:
        row.odd.add("count")
    return min(max(quantity or 1, 1), _MOST_PIECES)
