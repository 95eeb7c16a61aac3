"""What the owner has chosen for an order that nobody touches: done when its last minute begins."""

import asyncio
import logging
from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from kitchen_app.base.clock import Clock
from kitchen_app.domain.actions import ActionKind
from kitchen_app.domain.order import OrderId, ShopId
from kitchen_app.domain.shop import ShopStatus
from kitchen_app.services.alarm import Rung, rung
from kitchen_app.services.board import CardView
from kitchen_app.services.errors import NotStored
from kitchen_app.services.kitchen import Kitchen
from kitchen_app.services.links import Links, Trouble
from kitchen_app.services.preferences import Chosen
from kitchen_app.services.settings import LastResort
from kitchen_app.services.shop_view import ChangeResult, Outcome, ShopView

logger = logging.getLogger(__name__)

_TICK_S = 1.0

_UNSAFE = frozenset({Trouble.DISK_FULL, Trouble.NO_BACKUP})
"""With a failing disk nothing is promised to Keeta that nobody has seen."""


class RestingShop(Protocol):
    """The part of the shop that is needed here; `services.shop.ShopKeeper` is one."""

    @property
    def view(self) -> ShopView: ...

    async def rest(self) -> ChangeResult: ...


class LastMinute:
    """Accepts what nobody touches, or rests its shop, once for each order; by default neither.

    `shops` are those that are served, the home shop first: an order without one is its.
    Only for orders that are stored, that Keeta still waits for, and that nobody has touched.
    """

    def __init__(
        self,
        choice: LastResort,
        *,
        kitchen: Kitchen,
        shops: Mapping[ShopId, RestingShop],
        links: Links,
        clock: Clock,
    ) -> None:
        self._choice = choice
        self._kitchen = kitchen
        self._shops = shops
        self._links = links
        self._clock = clock
        self._told: set[ShopId] = set()
        self._rested_for: set[OrderId] = set()

    def follow(self, chosen: Chosen) -> None:
        """Do from now on what the owner has chosen on the screen."""
        self._choice = chosen.last_minute

    async def run(self) -> None:
        """Service: look once a second."""
        while True:
            await self.look()
            await asyncio.sleep(_TICK_S)

    async def look(self) -> None:
        """Do what is due now."""
        now = self._clock.now()
        due = [card for card in self._kitchen.board.cards.values() if _is_left_alone(card, now)]
        match self._choice:
            case LastResort.ACCEPT if self._is_safe():
                for card in due:
                    await self._accept(card.order_id)
            case LastResort.REST:
                for shop_id in self._shops:
                    await self._rest(shop_id, {c.order_id for c in due if self._is_of(c, shop_id)})

    def _is_safe(self) -> bool:
        view = self._links.view
        is_failing = view.receiving.trouble is Trouble.STORE_FAILED
        return not is_failing and _UNSAFE.isdisjoint(view.keeping)

    async def _accept(self, order_id: OrderId) -> None:
        try:
            action = await self._kitchen.accept_untouched(order_id)
        except NotStored:
            logger.warning("Order %s is not accepted by the program: the disk fails", order_id)
        else:
            if action is not None:
                logger.info("Nobody touched order %s: the program accepts it", order_id)

    def _is_of(self, card: CardView, shop_id: ShopId) -> bool:
        return (card.order.shop_id or next(iter(self._shops))) == shop_id

    async def _rest(self, shop_id: ShopId, due: set[OrderId]) -> None:
        """Rest a shop, if it does not rest; tell it until somebody has opened it again.

        Once for each order: resting insists by itself while Keeta does not answer.
        """
        keeper = self._shops[shop_id]
        status = shop.status if (shop := keeper.view.shop) else ShopStatus.UNKNOWN
        if status is ShopStatus.OPEN:
            self._tell(self._told - {shop_id})
        is_new = not due <= self._rested_for
        self._rested_for |= due
        if not is_new or status is ShopStatus.RESTING:
            return
        if (await keeper.rest()).outcome is Outcome.DONE:
            logger.info("Nobody touched an order: shop %s is put to rest", shop_id)
            self._tell(self._told | {shop_id})

    def _tell(self, told: set[ShopId]) -> None:
        self._told = told
        self._links.keeping_is(Trouble.RESTED, wrong=bool(told))


def _is_left_alone(card: CardView, now: datetime) -> bool:
    """Tell whether the last minute of an order runs and it can still be accepted."""
    has_time = card.accept_by is not None and now < card.accept_by
    is_askable = card.is_stored and ActionKind.ACCEPT in card.actions
    return has_time and is_askable and rung(card, now) is Rung.LAST
