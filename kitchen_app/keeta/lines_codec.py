"""The lines of Keeta's order object: what to cook, how many of it, and with which options."""

from collections.abc import Iterator

from kitchen_app.domain.order import Line, Option
from kitchen_app.keeta.wire import Reader

_OPTIONS_DEEP = 8
_MOST_PIECES = 9999


def decode_lines(info: Reader) -> tuple[Line, ...]:
    """Return the lines of an order, each once."""
    return tuple(_line(rows) for rows in _gathered(info))


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
    return sum(row.integer("count") or 1 for row in rows)


def _line(rows: list[Reader]) -> Line:
    row = rows[0]
    return Line(
        line_id=row.identifier("id"),
        name=row.text("name", "spuName", "spuOpenItemCode") or "?",
        names=row.texts("nameI18n"),
        spec=row.text("spec"),
        specs=row.texts("specI18n"),
        quantity=min(sum(map(_quantity, rows)), _MOST_PIECES),
        note=row.text("remark"),
        options=tuple(_options(row, depth=0)),
    )


def _options(parent: Reader, *, depth: int) -> Iterator[Option]:
    if depth >= _OPTIONS_DEEP:
        if "groups" in parent:
            parent.odd.add("groups")
        return
    for group in parent.children("groups"):
        for row in group.children("shopProductGroupSkuList"):
            yield Option(
                name=row.text("spuName", "groupSkuOpenItemCode") or "?",
                names=row.texts("spuNameI18n"),
                quantity=_quantity(row),
                depth=depth,
            )
            yield from _options(row, depth=depth + 1)


def _quantity(row: Reader) -> int:
    quantity = row.integer("count")
    if quantity is None or not 1 <= quantity <= _MOST_PIECES:
        row.odd.add("count")
    return min(max(quantity or 1, 1), _MOST_PIECES)
