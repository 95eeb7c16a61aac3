"""The lines of Keeta's order object: what to cook, how many of it, and with which options."""

from collections.abc import Iterator

from kitchen_app.domain.order import Line, Option
from kitchen_app.keeta.wire import Reader

_OPTIONS_DEEP = 8
_MOST_PIECES = 9999


def decode_lines(info: Reader) -> tuple[Line, ...]:
    """Return the lines; a big order may carry them in its parts only."""
    rows = info.children("products")
    if not rows:
        parts = info.children("subOrderInfoList")
        rows = [row for part in parts for row in part.children("products")]
    return tuple(_line(row) for row in rows)


def _line(row: Reader) -> Line:
    return Line(
        line_id=row.identifier("id"),
        name=row.text("name", "spuName", "spuOpenItemCode") or "?",
        names=row.texts("nameI18n"),
        spec=row.text("spec"),
        specs=row.texts("specI18n"),
        quantity=_quantity(row),
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
