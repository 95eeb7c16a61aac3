"""The adapters and the fakes have the shape that the shop's services ask for (mypy checks it)."""

from kitchen_app.keeta.product_api import ProductApi
from kitchen_app.keeta.shop_api import ShopApi
from kitchen_app.services.shop_ports import ShopPlatform, StockPlatform
from tests.keeta.far_end import FarEnd, calls_to
from tests.shop_fakes import FakeShopPlatform, FakeStockPlatform


async def test_adapters_and_fakes_fit_the_ports() -> None:
    calls = calls_to(FarEnd())
    fronts: list[ShopPlatform] = [ShopApi(calls), FakeShopPlatform()]
    shelves: list[StockPlatform] = [ProductApi(calls), FakeStockPlatform({})]
    assert len(fronts) == len(shelves) == 2
    await calls.close()
