"""Calls of the order API, one of each kind, for the tests of what all of them have in common."""

from collections.abc import Awaitable, Callable

import pytest

from kitchen_app.domain.actions import CancelReason
from kitchen_app.keeta.client import OrderApi
from tests.builders import ORDER_ID, SHOP_ID

OrderCall = Callable[[OrderApi], Awaitable[None]]


async def accept(orders: OrderApi) -> None:
    await orders.accept(ORDER_ID, SHOP_ID)


async def ready(orders: OrderApi) -> None:
    await orders.ready(ORDER_ID, SHOP_ID)


async def cancel(orders: OrderApi) -> None:
    await orders.cancel(ORDER_ID, SHOP_ID, reason=CancelReason.NO_INGREDIENTS, text="")


async def read(orders: OrderApi) -> None:
    await orders.read(ORDER_ID, SHOP_ID)


EVERY_CALL = pytest.mark.parametrize(
    "call", [accept, ready, cancel, read], ids=lambda call: call.__name__
)
