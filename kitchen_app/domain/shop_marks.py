"""How the shops of one board are told apart: by name, and by a colour beside it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kitchen_app.domain.order import ShopId

COLOURS = 6
"""So many colours the themes have for shops; with more shops some share one, and names differ."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShopMark:
    """What an order shows of its shop. `name` is empty before Keeta has told it.

    `colour` is 1 to `COLOURS`, 0 for a shop that is served no longer.
    """

    shop_id: ShopId
    name: str = ""
    colour: int = 0


def marks_of(served: Iterable[ShopId], names: Mapping[ShopId, str]) -> Mapping[ShopId, ShopMark]:
    """Return the mark of each shop that is served; none for a single one, which needs none.

    A shop's number chooses its colour, so that neither another home shop nor a shop that comes or
    goes changes the others', unless two would have had the same one.
    """
    shops = sorted(set(served), key=_number)
    if len(shops) < 2:
        return {}
    taken = Counter[int]()
    shared = Counter(names.get(each, "") for each in shops)
    marks = {}
    for shop_id in shops:
        colour = _colour(shop_id, taken)
        taken[colour] += 1
        name = names.get(shop_id, "")
        if name and shared[name] > 1:
            name = f"{name} · {shop_id}"
        marks[shop_id] = ShopMark(shop_id=shop_id, name=name, colour=colour)
    return marks


def _colour(shop_id: ShopId, taken: Mapping[int, int]) -> int:
    """Return the colour that a number chooses, or the next of those that fewest shops have."""
    start = _number(shop_id) % COLOURS
    wishes = [(start + step) % COLOURS + 1 for step in range(COLOURS)]
    return min(wishes, key=taken.__getitem__)


def _number(shop_id: ShopId) -> int:
    return int(shop_id) if shop_id.isdecimal() else 0
