"""Decoding the samples, whole or changed, for the tests of the codecs."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from typing import Any

from kitchen_app.domain.order import Order
from kitchen_app.keeta.codec import decode_order
from kitchen_app.keeta.wire import Reader
from tests.builders import NOW, ORDER_ID, PLACED_MS, SHOP_ID, order_sample

Path = tuple[str | int, ...]

ORDERS = [
    "order_get",
    "order_get_waiting",
    "order_get_pickup",
    "order_get_self_delivery",
    "order_get_big",
    "order_get_completed",
    "order_get_cancelled",
]
"""The samples of an order object."""


def decoded(info: dict[str, Any], now: datetime = NOW) -> Order:
    return decode_order(Reader(info), order_id=ORDER_ID, shop_id=SHOP_ID, now=now)


def decoded_sample(name: str = "order_get", **merchant: Any) -> Order:
    """Return a sample decoded, with other members in `merchantOrder` (`...` takes one out)."""
    info = order_sample(name)
    whole = info["merchantOrder"] | merchant
    info["merchantOrder"] = {key: value for key, value in whole.items() if value is not ...}
    return decoded(info)


def after_placing(milliseconds: int) -> datetime:
    return datetime.fromtimestamp((PLACED_MS + milliseconds) / 1000, UTC)


def texts_of(value: object) -> Iterator[str]:
    """Yield every text anywhere in what was decoded."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from texts_of(key)
            yield from texts_of(item)
    elif isinstance(value, tuple | list):
        for item in value:
            yield from texts_of(item)
    elif is_dataclass(value):
        for each in fields(value):
            yield from texts_of(getattr(value, each.name))


def places(value: object, path: Path = ()) -> Iterator[Path]:
    """Yield the path of every member of a JSON value."""
    items: Any = ()
    if isinstance(value, dict):
        items = value.items()
    elif isinstance(value, list):
        items = enumerate(value)
    for key, item in items:
        yield (*path, key)
        yield from places(item, (*path, key))


def parent_of(root: Any, path: Path) -> Any:
    """Return what holds the member at a path."""
    for key in path[:-1]:
        root = root[key]
    return root
