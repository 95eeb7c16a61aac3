"""All that is known of one order, gathered for those who judge about it."""

import logging
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kitchen_app import __version__
from kitchen_app.base.clock import Clock
from kitchen_app.base.errors import KnownError
from kitchen_app.domain.black_box import BlackBox
from kitchen_app.domain.order import Order, OrderId
from kitchen_app.domain.print_jobs import PrintJob
from kitchen_app.domain.refunds import RefundCase
from kitchen_app.domain.reply_times import ReplyTime, reply_times
from kitchen_app.domain.tickets import Copy, Mark, Ticket
from kitchen_app.services.ports import Store
from kitchen_app.services.print_ports import Raster
from kitchen_app.services.shop_front import ShopFront

logger = logging.getLogger(__name__)

DrawTicket = Callable[[Ticket], Coroutine[Any, Any, Raster]]
"""Draws a paper; raises `KnownError` where nothing can be drawn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeRecord:
    """One order with nothing of a person in it: no name, phone, address, note or reason.

    Times of the order, its cases and its reply times are in Keeta's clock, `made_at` and the
    papers' in ours. `ticket` is None where no picture can be drawn. `shop_name` is empty
    until Keeta has told it.
    """

    shop_name: str
    order: Order
    box: BlackBox
    cases: tuple[RefundCase, ...]
    replies: tuple[ReplyTime, ...]
    papers: tuple[PrintJob, ...]
    ticket: Raster | None
    made_at: datetime
    version: str


class Disputes:
    """The screen's way to the record of an order; changes nothing."""

    def __init__(self, *, store: Store, clock: Clock, draw: DrawTicket, shop: ShopFront) -> None:
        self._store = store
        self._clock = clock
        self._draw = draw
        self._shop = shop

    async def of(self, order_id: OrderId) -> DisputeRecord | None:
        """Return the record of an order; None if there is no such order (any more)."""
        stored = self._store.orders.get(order_id)
        if stored is None:
            return None
        order = stored.order.without_person()
        box = self._store.black_box.of(order_id)
        cases = tuple(case.without_person() for case in self._store.refunds.of_order(order_id))
        actions = self._store.actions.of_order(order_id)
        papers = tuple(self._store.print_jobs.of_order(order_id))
        shop, now = self._shop.facts.shop, self._clock.now()
        return DisputeRecord(
            shop_name=shop.name if shop is not None else "",
            order=order,
            box=box,
            cases=cases,
            replies=reply_times(order, box.notes, actions, cases),
            papers=papers,
            ticket=await self._picture(order, now),
            made_at=now,
            version=__version__,
        )

    async def _picture(self, order: Order, now: datetime) -> Raster | None:
        """Return the kitchen's ticket, without what the customer wrote on it."""
        ticket = Ticket(copy=Copy.KITCHEN, order=order, printed_at=now, mark=Mark.COPY)
        try:
            return await self._draw(ticket)
        except KnownError as error:
            logger.warning("The record of order %s has no ticket: %s", order.order_id, error)
        except Exception:  # what was told and done counts more than its picture
            logger.exception("The ticket of order %s cannot be drawn", order.order_id)
        return None
