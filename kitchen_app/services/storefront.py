"""A served shop as people see and change it: its facts, rests, hours and profile.

Each shop has its own, so that nothing that was asked of one can reach another
(docs/decisions/0040).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kitchen_app.base.clock import Clock
from kitchen_app.domain.order import ShopId
from kitchen_app.services.case_pictures import PictureSource
from kitchen_app.services.hours_changes import HoursChanges
from kitchen_app.services.links import Links
from kitchen_app.services.manager_lock import ManagerLock
from kitchen_app.services.profile_changes import ProfileChanges
from kitchen_app.services.rests import RestFile, Rests
from kitchen_app.services.shop import ShopKeeper
from kitchen_app.services.shop_front import ShopFacts, ShopFront


@dataclass(frozen=True, slots=True, kw_only=True)
class Storefront:
    """One shop, all that people know and can change of it."""

    shop_id: ShopId
    front: ShopFront
    rests: Rests
    hours: HoursChanges
    profile: ProfileChanges

    async def look(self) -> ShopFacts:
        """Return the shop as it is known now; nobody is asked."""
        return self.front.facts

    def tell_through(self, keeper: ShopKeeper) -> None:
        """Show the shop as its keeper reads it, and change it by this; call once."""
        keeper.changed.connect(self.front.follow)
        self.rests.tell_through(keeper)
        self.hours.tell_through(keeper)
        self.profile.tell_through(keeper)


class Storefronts:
    """The storefronts of all served shops, the home shop's first."""

    def __init__(self, home: Storefront, *others: Storefront) -> None:
        self.home = home
        self._by_id: Mapping[ShopId, Storefront] = {each.shop_id: each for each in (home, *others)}

    def __iter__(self) -> Iterator[Storefront]:
        return iter(self._by_id.values())

    def of(self, shop_id: ShopId | None) -> Storefront:
        """Return that of a shop, of the home shop where None is named.

        Raises:
            LookupError: the shop is not served.
        """
        return self.home if shop_id is None else self._by_id[shop_id]


def open_storefront(
    shop_id: ShopId,
    file: RestFile,
    *,
    links: Links,
    clock: Clock,
    manager: ManagerLock,
    source: PictureSource,
) -> Storefront:
    """Return the storefront of a shop, with the rest that an earlier run has left."""
    rests = Rests(file, clock=clock, manager=manager)
    return Storefront(
        shop_id=shop_id,
        front=ShopFront(links=links, clock=clock, rests=rests),
        rests=rests,
        hours=HoursChanges(manager=manager),
        profile=ProfileChanges(manager=manager, source=source),
    )
