"""Each served shop has a storefront of its own; where no shop is named it is the home shop's."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from kitchen_app.domain.order import ShopId
from kitchen_app.services.links import Links
from kitchen_app.services.manager_lock import ManagerLock
from kitchen_app.services.rests import Rest
from kitchen_app.services.storefront import Storefront, Storefronts, open_storefront
from kitchen_app.store.pin import NoPepper, PinFile
from kitchen_app.store.rest_file import RestFile
from tests.fakes import SHOP, FakeClock, FakePictureSource

OTHER = ShopId("470012")
REST = Rest(since=datetime(2026, 11, 22, 12, tzinfo=UTC))


def storefront(folder: Path, shop_id: ShopId) -> Storefront:
    clock = FakeClock()
    return open_storefront(
        shop_id,
        RestFile(folder, shop_id),
        links=Links(clock),
        clock=clock,
        manager=ManagerLock(PinFile(folder, NoPepper()), clock),
        source=FakePictureSource(),
    )


async def test_a_rest_that_an_earlier_run_left_is_its_own_shops(tmp_path: Path) -> None:
    RestFile(tmp_path, OTHER).keep(REST)
    home, other = storefront(tmp_path, SHOP), storefront(tmp_path, OTHER)
    assert ((await home.look()).resting.rest, (await other.look()).resting.rest) == (None, REST)


def test_who_names_no_shop_means_the_home_shop(tmp_path: Path) -> None:
    home, other = storefront(tmp_path, SHOP), storefront(tmp_path, OTHER)
    fronts = Storefronts(home, other)
    assert (fronts.of(None), fronts.of(SHOP), fronts.of(OTHER)) == (home, home, other)
    assert list(fronts) == [home, other]
    with pytest.raises(LookupError):
        fronts.of(ShopId("470013"))
