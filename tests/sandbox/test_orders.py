"""The order book: ids, numbers, seeds."""

from typing import Any

import pytest

from kitchen_app.sandbox.compose import Wish
from kitchen_app.sandbox.config import Fulfilment, Language, SandboxConfig
from kitchen_app.sandbox.errors import UnknownOrderError
from kitchen_app.sandbox.orders import OrderBook
from tests.sandbox.fakes import HandClock


def book(clock: HandClock | None = None, seed: int = 1) -> OrderBook:
    return OrderBook(SandboxConfig(seed=seed), clock or HandClock())


def food(orders: OrderBook, count: int = 5) -> list[Any]:
    """Return what a customer would recognise of so many orders: no ids, no times."""
    return [
        [
            (line["skuId"], line["count"], line["remark"], line["groups"])
            for line in orders.place(Wish()).fixed["products"]
        ]
        for _ in range(count)
    ]


def test_same_seed_same_orders_whenever_they_are_placed() -> None:
    later = HandClock()
    later.advance(86_400)
    assert food(book()) == food(book(later))
    assert food(book(seed=1)) != food(book(seed=2))


def test_own_seed_draws_the_same_food_again() -> None:
    orders = book()
    first, second = orders.place(Wish(seed=9)), orders.place(Wish(seed=9))
    assert first.fixed["feeDtl"] == second.fixed["feeDtl"]
    assert first.order_view_id != second.order_view_id


def test_ids_have_15_digits_and_do_not_come_back_in_a_later_run() -> None:
    later = HandClock()
    later.advance(60)
    ids = [book(clock).place(Wish()).order_view_id for clock in (HandClock(), later)]
    assert [len(str(each)) for each in ids] == [15, 15]
    assert ids[0] < ids[1]


def test_numbers_run() -> None:
    orders = book()
    numbers = [orders.place(Wish(language=Language.ENGLISH)).seq_no for _ in range(3)]
    assert numbers == ["1001", "1002", "1003"]


def test_only_configured_menus_are_drawn() -> None:
    config = SandboxConfig(languages=(Language.ARABIC,))
    orders = OrderBook(config, HandClock())
    shops = {orders.place(Wish()).fixed["merchantOrder"]["shopName"] for _ in range(10)}
    assert len(shops) == 1


@pytest.mark.parametrize("fulfilment", list(Fulfilment))
def test_who_delivers(fulfilment: Fulfilment) -> None:
    order = book().place(Wish(fulfilment=fulfilment))
    assert order.keeta_delivers == (fulfilment in ("delivery", "drone"))


def test_unknown_order() -> None:
    assert book().find(7) is None
    with pytest.raises(UnknownOrderError):
        book().get(7)
