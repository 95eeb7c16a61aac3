"""The shops as Keeta shows them: each that is served is read, rested and opened by itself."""

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from kitchen_app.base.clock import Clock
from kitchen_app.base.tasks import Supervisor
from kitchen_app.domain.order import ShopId
from kitchen_app.keeta.shop_api import ShopApi
from kitchen_app.services.hub import Hub
from kitchen_app.services.kitchen import Kitchen
from kitchen_app.services.links import Links
from kitchen_app.services.served_shops import ServedShops
from kitchen_app.services.shop import ShopKeeper


def make_keepers(
    served: ServedShops,
    platform: ShopApi,
    *,
    kitchen: Kitchen,
    hub: Hub,
    links: Links,
    clock: Clock,
    supervisor: Supervisor,
    time_zone: str | None,
) -> Mapping[ShopId, ShopKeeper]:
    """Return a keeper for each shop that is served, the home shop's first: that one is shown."""
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
    _show_home(keepers[served.home], kitchen)
    return keepers


def _show_home(keeper: ShopKeeper, kitchen: Kitchen) -> None:
    """Let people see and change the home shop."""
    keeper.changed.connect(kitchen.shop.follow)
    for changes in (kitchen.rests, kitchen.hours, kitchen.profile):
        changes.tell_through(keeper)
