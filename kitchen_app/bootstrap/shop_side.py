"""The shops as Keeta shows them: each that is served is read, rested and changed by itself."""

from collections.abc import Mapping
from pathlib import Path
from zoneinfo import ZoneInfo

from kitchen_app.base.clock import Clock
from kitchen_app.base.tasks import Supervisor
from kitchen_app.domain.order import ShopId
from kitchen_app.keeta.shop_api import ShopApi
from kitchen_app.services.case_pictures import PictureSource
from kitchen_app.services.hub import Hub
from kitchen_app.services.links import Links
from kitchen_app.services.manager_lock import ManagerLock
from kitchen_app.services.served_shops import ServedShops
from kitchen_app.services.shop import ShopKeeper
from kitchen_app.services.storefront import Storefronts, open_storefront
from kitchen_app.store.rest_file import RestFile


def make_keepers(
    served: ServedShops,
    platform: ShopApi,
    *,
    fronts: Storefronts,
    hub: Hub,
    links: Links,
    clock: Clock,
    supervisor: Supervisor,
    time_zone: str | None,
) -> Mapping[ShopId, ShopKeeper]:
    """Return a keeper for each shop that is served, the home shop's first, and show each."""
    keepers = {
        shop_id: ShopKeeper(
            platform=platform,
            hub=hub,
            links=links,
            clock=clock,
            supervisor=supervisor,
            shop_id=shop_id,
            zone=ZoneInfo(time_zone) if time_zone else None,
        )
        for shop_id in served.all
    }
    for front in fronts:
        front.tell_through(keepers[front.shop_id])
    return keepers


def make_fronts(
    served: ServedShops,
    data_dir: Path,
    *,
    links: Links,
    clock: Clock,
    manager: ManagerLock,
    source: PictureSource,
) -> Storefronts:
    """Return what people see and change of each shop, with the rests of an earlier run."""
    files = {shop_id: RestFile(data_dir, shop_id) for shop_id in served.all}
    files[served.home].take_over()
    fronts = (
        open_storefront(shop_id, file, links=links, clock=clock, manager=manager, source=source)
        for shop_id, file in files.items()
    )
    return Storefronts(*fronts)
