"""The shops that Keeta's authorization covers: which are served here, and choosing others.

What is chosen is written down and in force at the next start: the receiver, the tokens and every
service of the core know from their first moment which shops are ours (docs/decisions/0040).
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol

from kitchen_app.base.errors import KnownError
from kitchen_app.base.signal import Signal
from kitchen_app.domain.order import ShopId
from kitchen_app.domain.refunds import waiting_case
from kitchen_app.domain.shop import AuthorisedShop
from kitchen_app.domain.shop_marks import ShopMark, marks_of
from kitchen_app.services.board import Board, CardView
from kitchen_app.services.manager_lock import ManagerLock
from kitchen_app.services.served_shops import ServedShops

logger = logging.getLogger(__name__)


class StillOpen(KnownError):
    """A shop cannot be served no longer while orders of it are open; `orders` counts them."""

    def __init__(self, shop_id: ShopId, orders: int) -> None:
        super().__init__(f"shop {shop_id} still has {orders} open orders")
        self.shop_id = shop_id
        self.orders = orders


class NotKept(KnownError):
    """Here nothing can be chosen: there is no file to write it into."""


class Cover(Protocol):
    """What of the right to act is needed here; `services.access.Access` is one."""

    covered: tuple[AuthorisedShop, ...] | None
    cover_changed: Signal[tuple[AuthorisedShop, ...]]

    async def look(self) -> None:
        """Ask Keeta anew; raises PlatformError."""
        ...


class ShopList(Protocol):
    """Where the shops that people know of are kept over a restart, with their names."""

    def read(self) -> tuple[AuthorisedShop, ...] | None:
        """Return them; None if none were ever kept, or they cannot be read."""
        ...

    def keep(self, shops: tuple[AuthorisedShop, ...]) -> None:
        """Keep them.

        Raises:
            KnownError: the disk did not take them.
        """
        ...


class ShopsFile(Protocol):
    """Where the choice is written down."""

    async def keep_shops(self, served: ServedShops, *, tokens_of: ShopId) -> None:
        """Write down which shops are served from the next start on, all in one step.

        Raises:
            KnownError: it cannot be written; the text says why.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class ShopsView:
    """The shops of the authorization, the home shop first.

    `listed` are those that it covers as Keeta told last, perhaps to an earlier run; `is_fresh`
    tells whether this run has heard. `uncovered` are served and not covered any more, `offered`
    came since somebody looked at the list. `chosen` is what is served from the next start on, if
    that is something else. `can_choose` is False in the demo.
    """

    served: ServedShops
    listed: tuple[AuthorisedShop, ...] = ()
    is_fresh: bool = False
    uncovered: tuple[AuthorisedShop, ...] = ()
    offered: tuple[AuthorisedShop, ...] = ()
    chosen: ServedShops | None = None
    can_choose: bool = True
    can_restart: bool = False
    marks: Mapping[ShopId, ShopMark] = field(default_factory=dict)

    def shop(self, shop_id: ShopId) -> AuthorisedShop:
        """Return what is known of a shop, at least its number."""
        known = (*self.listed, *self.uncovered)
        return next((s for s in known if s.shop_id == shop_id), AuthorisedShop(shop_id=shop_id))


class AuthorisedShops:
    """Follows what the authorization covers, marks the board's orders, and keeps choices.

    `wants_restart`: somebody wants the program to end and begin again.

    Signals:
        changed: the new view.
    """

    def __init__(
        self,
        served: ServedShops,
        *,
        cover: Cover,
        board: Board,
        manager: ManagerLock,
        kept: ShopList,
        file: ShopsFile | None,
        tokens_of: ShopId,
        can_restart: bool = False,
    ) -> None:
        self._cover = cover
        self._board = board
        self._manager = manager
        self._kept = kept
        self._file = file
        self._tokens_of = tokens_of
        self._known = kept.read()
        self.wants_restart = False
        self.view = ShopsView(served=served, can_choose=file is not None, can_restart=can_restart)
        self.changed: Signal[ShopsView] = Signal()
        self._list(self._known or ())
        cover.cover_changed.connect(self._follow)

    async def refresh(self) -> ShopsView:
        """Ask Keeta which shops are covered; return all that is known after it.

        Raises:
            PlatformError: it could not be asked.
        """
        await self._cover.look()
        return self.view

    async def close_offer(self) -> None:
        """Say that somebody has seen the shops that came; they stay in the list."""
        self._keep(self.view.listed)
        self._show(replace(self.view, offered=()))

    async def choose(self, served: ServedShops, *, approval: str = "") -> ShopsView:
        """Write down which shops are served from the next start on; return what is known then.

        Raises:
            NotApproved: that needs the manager's PIN.
            StillOpen: a shop that would be served no longer has open orders.
            NotKept: there is no file.
            KnownError: it cannot be written down; nothing has changed.
        """
        self._manager.open_settings(approval)
        for shop_id in self.view.served.all:
            if shop_id not in served and (count := self._open_orders(shop_id)):
                raise StillOpen(shop_id, count)
        if self._file is None:
            raise NotKept("In the demo the shops cannot be chosen")
        await self._file.keep_shops(served, tokens_of=self._tokens_of)
        logger.info("From the next start on %d shops are served", len(served.all))
        self._show(replace(self.view, chosen=None if served == self.view.served else served))
        return self.view

    async def want_restart(self) -> bool:
        """Let the program begin again when it is closed; tell whether anybody would start it."""
        self.wants_restart = self.view.can_restart
        return self.wants_restart

    def _follow(self, covered: tuple[AuthorisedShop, ...]) -> None:
        if self._known is None:  # the first list of all is no news to anybody
            self._keep(covered)
        self._list(covered)
        known = {each.shop_id for each in self._known or ()} | set(self.view.served.all)
        listed = {each.shop_id for each in covered}
        uncovered = tuple(s for s in self.view.served.all if s not in listed)
        self._show(
            replace(
                self.view,
                is_fresh=True,
                uncovered=tuple(self._named(shop_id) for shop_id in uncovered),
                offered=tuple(each for each in covered if each.shop_id not in known),
            )
        )
        if not self.view.offered:
            self._keep(self._with_served(covered))

    def _list(self, shops: tuple[AuthorisedShop, ...]) -> None:
        """Show shops, the home shop and the others that are served before the rest, with marks."""
        served = self.view.served
        place = {shop_id: number for number, shop_id in enumerate(served.all)}
        listed = tuple(sorted(shops, key=lambda shop: place.get(shop.shop_id, len(place))))
        known = {each.shop_id: each.name for each in (*(self._known or ()), *shops)}
        marks = marks_of(served.all, known)
        self._board.shop_marks.show(marks, home=served.home)
        self._show(replace(self.view, listed=listed, marks=marks))

    def _named(self, shop_id: ShopId) -> AuthorisedShop:
        """Return a shop as it was known before the authorization ended for it."""
        known = (each for each in self._known or () if each.shop_id == shop_id)
        return next(known, AuthorisedShop(shop_id=shop_id))

    def _with_served(self, covered: tuple[AuthorisedShop, ...]) -> tuple[AuthorisedShop, ...]:
        """Return the shops that are covered, and the names of those that still should be."""
        return (*covered, *(each for each in self.view.uncovered if each.name))

    def _keep(self, shops: tuple[AuthorisedShop, ...]) -> None:
        if shops == self._known:
            return
        self._known = shops
        try:
            self._kept.keep(shops)
        except KnownError:
            logger.warning("The names of the shops are known in this run only")

    def _open_orders(self, shop_id: ShopId) -> int:
        home = self.view.served.home
        cards = self._board.cards.values()
        return sum((c.order.shop_id or home) == shop_id and _is_open(c) for c in cards)

    def _show(self, view: ShopsView) -> None:
        if view != self.view:
            self.view = view
            self.changed.emit(view)


def _is_open(card: CardView) -> bool:
    """Tell whether somebody still has to do, or to answer, something about an order."""
    is_asked = card.pending is not None or card.question is not None
    is_waiting = waiting_case(card.refunds) is not None
    return not card.order.status.is_final or is_asked or is_waiting
