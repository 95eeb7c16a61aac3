"""Decoding the samples, whole or changed, for the tests of the codecs."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from kitchen_app.domain.order import Order
from kitchen_app.domain.refunds import RefundCase
from kitchen_app.keeta.codec import decode_order
from kitchen_app.keeta.wire import Reader
from kitchen_app.sandbox.cases import PARTIAL_TYPE, Case, CaseState
from kitchen_app.sandbox.compose import Wish
from kitchen_app.sandbox.config import SandboxConfig
from kitchen_app.sandbox.events import Actor
from kitchen_app.sandbox.orders import OrderBook
from kitchen_app.sandbox.wire import order_info
from kitchen_app.store.documents import decode, encode
from tests.builders import NOW, ORDER_ID, PLACED_MS, SHOP_ID, HandClock, order_sample

Path = tuple[str | int, ...]

ORDERS = [
    "order_get",
    "order_get_waiting",
    "order_get_pickup",
    "order_get_self_delivery",
    "order_get_big",
    "order_get_completed",
    "order_get_cancelled",
    "order_get_refunded",
]
"""The samples of an order object."""


def decoded(info: object, now: datetime = NOW) -> Order:
    reader = info if isinstance(info, Reader) else Reader(info)
    return decode_order(reader, order_id=ORDER_ID, shop_id=SHOP_ID, now=now)


def decoded_sample(name: str = "order_get", **merchant: Any) -> Order:
    """Return a sample decoded, with other members in `merchantOrder` (`...` takes one out)."""
    info = order_sample(name)
    whole = info["merchantOrder"] | merchant
    info["merchantOrder"] = {key: value for key, value in whole.items() if value is not ...}
    return decoded(info)


def agreed_case(lines: dict[int, int]) -> Case:
    """Return the emulator's case of a shop that gave back so many of each line, by line id."""
    case = Case(
        case_id=834000000000001,
        apply_type=PARTIAL_TYPE,
        money=100,
        currency="SAR",
        applied_by=Actor.MERCHANT,
        reason="none left",
        opened_at_ms=PLACED_MS,
        lines=lines,
    )
    case.move(CaseState.AGREED, 5001, PLACED_MS)
    return case


def refunded_order() -> dict[str, Any]:
    """Return an order object of the emulator's after a partial refund."""
    config = SandboxConfig()
    order = OrderBook(config, HandClock()).place(Wish(lines=4, seed=2))
    order.cases.append(agreed_case({order.products[0]["id"]: 1}))
    return order_info(order, config)


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


def paths_in(value: object, path: Path = ()) -> Iterator[Path]:
    """Yield the path of every member of a JSON value."""
    items: Any = ()
    if isinstance(value, dict):
        items = value.items()
    elif isinstance(value, list):
        items = enumerate(value)
    for key, item in items:
        yield (*path, key)
        yield from paths_in(item, (*path, key))


def parent_of(root: Any, path: Path) -> Any:
    """Return what holds the member at a path."""
    for key in path[:-1]:
        root = root[key]
    return root


def check_fit_to_show(value: object) -> None:
    """Hold that no text of it is a ciphertext or cannot be stored."""
    for text in texts_of(value):
        assert "ENC_" not in text
        text.encode("utf-8")


def check_order(order: Order) -> None:
    """Hold what is true of every order, whatever it was made from."""
    assert (order.order_id, order.shop_id) == (ORDER_ID, SHOP_ID)
    assert order.number
    assert order.accept_by == order.placed_at + timedelta(minutes=5)
    assert order.lines or order.problem, "a card without lines must say so"
    assert all(0 <= line.to_make <= line.quantity for line in order.lines)
    check_fit_to_show(order)
    assert decode(encode(order), Order) == order, "it can be stored"


def check_case(case: RefundCase) -> None:
    """Hold what is true of every refund case."""
    assert case.order_id == ORDER_ID
    assert case.case_id
    check_fit_to_show(case)
    assert decode(encode(case), RefundCase) == case, "it can be stored"
