"""What is sold out is told to Keeta, remembered, and never sold again by itself."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import timedelta

import pytest

from kitchen_app.domain.marks import line_keys
from kitchen_app.domain.order import Line, ShopId
from kitchen_app.domain.shop import Availability
from kitchen_app.domain.sold_out import Product, SoldOutItem, product_of
from kitchen_app.services.errors import NotStored
from kitchen_app.services.stock import Stock
from tests.fakes import SHOP, Fate, an_order
from tests.services.harness import Process
from tests.shop_fakes import FakeStockPlatform

SOUP = Line(line_id="1", name="Soup", spu_id="70", spu_code="SOUP")
RICE = Line(line_id="2", name="Rice", spu_code="RICE")
ORDER = an_order(lines=(SOUP, RICE))
OTHER = ShopId("470012")


def product(line: Line) -> Product:
    found = product_of(line, SHOP)
    assert found is not None
    return found


@pytest.fixture
def keeta() -> FakeStockPlatform:
    return FakeStockPlatform({"70": "SOUP", "RICE": "RICE"})


@pytest.fixture
def stocked(process: Process, keeta: FakeStockPlatform) -> Process:
    process.kitchen.sold_out.tell_through(Stock(platform=keeta, shop_id=SHOP))
    return process


async def test_a_product_is_marked_by_id_or_code_and_sold_again(
    stocked: Process, keeta: FakeStockPlatform
) -> None:
    sold_out = stocked.kitchen.sold_out
    told = await sold_out.switch(product(SOUP), available=False)
    assert told.result.is_complete
    assert told.items == (SoldOutItem(product=product(SOUP), since=stocked.clock.now()),)
    await sold_out.switch(product(RICE), available=False)
    assert keeta.sold_out == {"SOUP", "RICE"}
    assert keeta.calls == ["set_products", "set_products_by_code"]
    assert keeta.linked == [False, False]
    await sold_out.switch(product(SOUP), available=True)
    assert keeta.sold_out == {"RICE"}
    assert [item.product for item in await sold_out.items()] == [product(RICE)]


async def test_a_new_order_that_wants_it_says_so(stocked: Process) -> None:
    order_id = stocked.knows(ORDER)
    assert stocked.card(order_id).sold_out == frozenset()
    await stocked.kitchen.sold_out.switch(product(RICE), available=False)
    assert stocked.card(order_id).sold_out == {line_keys(ORDER.lines)[1]}
    await stocked.kitchen.sold_out.switch(product(RICE), available=True)
    assert stocked.card(order_id).sold_out == frozenset()


async def test_it_is_remembered_over_a_restart(
    stocked: Process, again: Callable[[], Process]
) -> None:
    await stocked.kitchen.sold_out.switch(product(SOUP), available=False)
    before = await stocked.kitchen.sold_out.items()
    await stocked.kill()
    assert await again().kitchen.sold_out.items() == before


async def test_what_keeta_refuses_is_still_on_sale(
    stocked: Process, keeta: FakeStockPlatform
) -> None:
    stranger = replace(product(SOUP), spu_id="999")
    told = await stocked.kitchen.sold_out.switch(stranger, available=False)
    assert told.result.failures
    assert told.items == ()
    assert stocked.store.sold_out.all() == []
    keeta.next("set_products", Fate.REFUSED)
    told = await stocked.kitchen.sold_out.switch(product(SOUP), available=False)
    assert told.result.failures
    assert told.items == ()


async def test_what_was_sold_out_stays_so_when_selling_again_does_not_reach_keeta(
    stocked: Process, keeta: FakeStockPlatform
) -> None:
    await stocked.kitchen.sold_out.switch(product(SOUP), available=False)
    keeta.next("set_products", *(Fate.NOT_SENT,) * 9)
    told = await stocked.kitchen.sold_out.switch(product(SOUP), available=True)
    assert told.result.not_sent
    (item,) = told.items
    assert item.is_certain


@pytest.mark.parametrize("available", [False, True])
async def test_a_lost_answer_leaves_a_doubt(
    stocked: Process, keeta: FakeStockPlatform, available: bool
) -> None:
    sold_out = stocked.kitchen.sold_out
    if available:
        await sold_out.switch(product(SOUP), available=False)
    keeta.next("set_products", *(Fate.LOST_BEFORE,) * 9)
    told = await sold_out.switch(product(SOUP), available=available)
    assert told.result.not_known
    assert [item.is_certain for item in told.items] == [False]


async def test_it_is_written_down_before_keeta_is_told(process: Process) -> None:
    written: list[bool] = []

    class Watching(FakeStockPlatform):
        async def set_products(
            self, shop_id: ShopId, spu_ids: Iterable[str], *, available: bool, linked: bool = False
        ) -> Availability:
            written.append(process.store.sold_out.all()[0].is_certain)
            return await super().set_products(shop_id, spu_ids, available=available, linked=linked)

    stock = Stock(platform=Watching({"70": "SOUP"}), shop_id=SHOP)
    process.kitchen.sold_out.tell_through(stock)
    await process.kitchen.sold_out.switch(product(SOUP), available=False)
    assert written == [False]


async def test_on_a_failing_disk_it_is_known_until_the_end(
    stocked: Process, caplog: pytest.LogCaptureFixture
) -> None:
    stocked.store.failure = NotStored("planted")
    stocked.store.fail_next(True, True, True)
    told = await stocked.kitchen.sold_out.switch(product(SOUP), available=False)
    assert [item.product for item in told.items] == [product(SOUP)]
    told = await stocked.kitchen.sold_out.switch(product(SOUP), available=True)
    assert told.items == ()
    assert "in memory only" in caplog.text
    caplog.clear()


async def test_without_a_line_to_keeta_it_is_a_bug(process: Process) -> None:
    with pytest.raises(RuntimeError, match="not connected"):
        await process.kitchen.sold_out.switch(product(SOUP), available=False)
    assert await process.kitchen.sold_out.items() == ()


async def test_what_is_left_over_is_asked_about_once_a_day(stocked: Process) -> None:
    sold_out = stocked.kitchen.sold_out
    await sold_out.switch(product(SOUP), available=False)
    assert await sold_out.left_over() == ()
    stocked.clock.advance(timedelta(days=1))
    assert [item.product for item in await sold_out.left_over()] == [product(SOUP)]
    await sold_out.close_left_over()
    assert await sold_out.left_over() == ()
    stocked.clock.advance(timedelta(days=1))
    assert len(await sold_out.left_over()) == 1


async def test_each_shop_has_a_shelf_of_its_own(stocked: Process, keeta: FakeStockPlatform) -> None:
    asked: list[ShopId] = []

    class Watching(FakeStockPlatform):
        async def set_products_by_code(
            self, shop_id: ShopId, codes: Iterable[str], *, available: bool, linked: bool = False
        ) -> Availability:
            asked.append(shop_id)
            return await super().set_products_by_code(
                shop_id, codes, available=available, linked=linked
            )

    sold_out = stocked.kitchen.sold_out
    sold_out.tell_through(Stock(platform=Watching({"RICE": "RICE"}), shop_id=SHOP))
    ours, theirs = stocked.knows(ORDER), stocked.knows(replace(an_order(2), shop_id=OTHER))
    stocked.knows(replace(stocked.order(theirs), lines=ORDER.lines))
    await sold_out.switch(replace(product(RICE), shop_id=OTHER), available=False)
    assert asked == [OTHER]
    assert stocked.card(ours).sold_out == frozenset()
    assert stocked.card(theirs).sold_out == {line_keys(ORDER.lines)[1]}


async def test_what_was_kept_without_a_shop_is_the_home_shops(
    stocked: Process, keeta: FakeStockPlatform
) -> None:
    bare = replace(product(RICE), shop_id=ShopId(""))
    with stocked.store.transaction():
        stocked.store.sold_out.save(SoldOutItem(product=bare, since=stocked.clock.now()))
    order_id = stocked.knows(ORDER)
    assert stocked.card(order_id).sold_out == {line_keys(ORDER.lines)[1]}
    told = await stocked.kitchen.sold_out.switch(product(RICE), available=True)
    assert told.items == ()
    assert stocked.store.sold_out.all() == []
