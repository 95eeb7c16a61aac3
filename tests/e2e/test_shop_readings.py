"""What nobody knows of Keeta's shop calls and limits: the core gets through every reading of it."""

from pathlib import Path
from typing import Any

import pytest

from kitchen_app.domain.shop import OptionKey, ShopStatus
from kitchen_app.keeta.product_api import ProductApi
from kitchen_app.sandbox.config import SWITCHES, Service
from kitchen_app.sandbox.lines import number_of
from kitchen_app.services.shop_view import Outcome
from tests.e2e.test_shop import running, shows, status_is

STATUS_CALLS = "/product/spustatus/batchupdatebycode"


@pytest.mark.parametrize("open_with_one_resting", SWITCHES["open_with_one_resting"])
@pytest.mark.parametrize("repeated_status_change", SWITCHES["repeated_status_change"])
async def test_opening_a_shop_of_which_one_half_rests(
    tmp_path: Path, open_with_one_resting: str, repeated_status_change: str
) -> None:
    switches: dict[str, Any] = {
        "open_with_one_resting": open_with_one_resting,
        "repeated_status_change": repeated_status_change,
    }
    async with running(tmp_path, **switches) as (sandbox, core):
        sandbox.shop.turn_in_portal(Service.PICKUP, available=False)
        await shows(core, lambda view: bool(view.shop and view.shop.pickup_rest == 2))
        assert (await core.shop.open()).outcome is Outcome.DONE
        view = await shows(core, status_is(ShopStatus.OPEN))
        assert view.shop is not None
        assert (await core.shop.rest()).outcome is Outcome.DONE
        assert (await core.shop.open()).outcome is Outcome.DONE
        await shows(core, lambda view: bool(view.shop and view.shop.pickup_rest == 1))


@pytest.mark.parametrize(("rest_status", "rests"), [("present", (2, 1)), ("absent", (None, None))])
async def test_a_half_that_rests_is_shown_where_keeta_tells_of_it(
    tmp_path: Path, rest_status: str, rests: tuple[int | None, int | None]
) -> None:
    async with running(tmp_path, rest_status=rest_status) as (sandbox, core):
        sandbox.shop.turn_in_portal(Service.DELIVERY, available=False)
        await core.shop.look_again()
        view = await shows(
            core,
            lambda view: bool(
                view.shop and (view.shop.delivery_rest, view.shop.pickup_rest) == rests
            ),
        )
        assert view.shop is not None
        assert (view.shop.status, view.unread) == (ShopStatus.OPEN, ())
        assert (await core.shop.rest()).outcome is Outcome.DONE
        await shows(core, status_is(ShopStatus.RESTING))


@pytest.mark.parametrize("harmless_products", SWITCHES["harmless_products"])
async def test_a_harmless_product_is_never_shown_as_breaking_a_group(
    tmp_path: Path, harmless_products: str
) -> None:
    async with running(tmp_path, harmless_products=harmless_products) as (sandbox, core):
        drinks = [("G-SETDRINK", "X-LEMONTEA"), ("G-SETDRINK", "X-YUANYANG")]
        sandbox.shelf.set_options(drinks, 0)
        tea, soup = str(number_of("TEA-MILK")), str(number_of("SOUP-LENTIL"))
        products = ProductApi(core._keeta.calls)
        found = await products.broken_groups(core._served.home, [tea, soup])
        assert found == {tea: (str(number_of("G-SETDRINK")),), soup: ()}


@pytest.mark.parametrize("limit_second", SWITCHES["limit_second"])
async def test_the_core_never_calls_more_often_than_a_second_allows(
    tmp_path: Path, limit_second: str
) -> None:
    async with running(tmp_path, limit_second=limit_second) as (sandbox, core):
        codes = list(sandbox.shelf.products)[:1]
        for _ in range(12):
            result = await core.stock.set_products_by_code(codes, available=False)
            assert (result.changed, result.failures) == (tuple(codes), ())
        calls = [call for call in sandbox.journal.calls if call.path == STATUS_CALLS]
        assert len(calls) == 12


@pytest.mark.parametrize(
    ("over_limit", "changed"), [("code", ()), ("429", ("X-CHEESE",))], ids=["code", "429"]
)
async def test_a_call_too_many_is_repeated_or_told_in_keetas_words(
    tmp_path: Path, over_limit: str, changed: tuple[str, ...]
) -> None:
    """The limit of the option calls is not known: it may be lower than the core's pace."""
    switches: dict[str, Any] = {"over_limit": over_limit, "option_calls_a_second": 1}
    async with running(tmp_path, **switches) as (sandbox, core):
        garlic, cheese = (
            OptionKey(group="G-EXTRA", option=option) for option in ("X-GARLIC", "X-CHEESE")
        )
        assert (await core.stock.set_options_by_code([garlic], available=False)).failures == ()
        result = await core.stock.set_options_by_code([cheese], available=False)
        assert result.changed == changed
        assert [each.message for each in result.failures] == (
            [] if changed else ["The request is too frequent"]
        )
        assert sandbox.shelf.options["G-EXTRA", "X-CHEESE"] == (0 if changed else 1)
