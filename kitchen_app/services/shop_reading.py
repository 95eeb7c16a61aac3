"""Reading the shop from Keeta: at start, when something may have changed, and now and then.

These calls say nothing of the link that the strip shows. Whether Keeta is there is the pulse's to
tell, whether orders go through theirs: a token that covers orders but not the store, or hours in
a shape that nobody documents, must not look like a kitchen that is cut off.
"""

import asyncio
import logging
import math
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

from kitchen_app.base.backoff import Backoff
from kitchen_app.base.clock import Clock
from kitchen_app.base.pace import Pace
from kitchen_app.base.signal import Signal
from kitchen_app.domain.hours import OpeningHours, SpecialDays, Week
from kitchen_app.domain.order import ShopId
from kitchen_app.domain.shop import Shop, ShopStatus
from kitchen_app.domain.shop_events import ShopChanged, ShopEvent
from kitchen_app.services.calls import trouble_of
from kitchen_app.services.errors import Busy, NoTimeZone, NotSent, PlatformError, Refused
from kitchen_app.services.hub import Hub
from kitchen_app.services.links import Trouble
from kitchen_app.services.shop_ports import ShopPlatform
from kitchen_app.services.shop_view import Part, ShopView

logger = logging.getLogger(__name__)

_EVERY_S = 300.0
"""Our decision: a message may be lost for good, the verdict on a picture has none at all, and a
shop that Keeta suspended unnoticed loses orders; three small calls in five minutes cost nothing."""

_SETTLE_S = 0.5
"""How long a burst of messages may last to be answered by one reading."""

_PAUSE_S = 2.0
_FIRST_RETRY_S = 5.0


class ShopReading:
    """Holds the view and keeps it true.

    A person's change may overtake a reading under way. What such a reading then brings is older
    than what is shown and is left out; another one is due anyway.

    Signals:
        changed: the new view.
    """

    def __init__(
        self,
        *,
        platform: ShopPlatform,
        hub: Hub,
        clock: Clock,
        pace: Pace,
        shop_id: ShopId,
        zone: ZoneInfo | None,
    ) -> None:
        self._platform = platform
        self._clock = clock
        self._pace = pace
        self._shop_id = shop_id
        self._zone = zone
        self.view = ShopView(zone_name=zone.key if zone else "")
        self.changed: Signal[ShopView] = Signal()
        self._news: Counter[Part] = Counter()
        self._odd: dict[Part, tuple[str, ...]] = {}
        self._due = math.inf
        self._asked = asyncio.Event()
        hub.shop_told.connect(self._hear)

    def want(self, *, in_s: float = 0) -> None:
        """Have the shop read, once for all wishes until then, the soonest time counting."""
        self._due = min(self._due, asyncio.get_running_loop().time() + in_s)
        self._asked.set()

    async def run(self) -> None:
        """Service: read when it is due; after a failure sooner, then more and more slowly."""
        backoff = Backoff(first_s=_FIRST_RETRY_S, limit_s=_EVERY_S)
        self.want()
        while True:
            await self._wait_until_due()
            self._due = math.inf
            failure = await self._read_all()
            if failure is None:
                backoff.reset()
            self.want(in_s=_EVERY_S if failure is None else backoff.next())
            asked_for = failure.retry_after_s if isinstance(failure, Busy) else 0
            await asyncio.sleep(max(_PAUSE_S, asked_for))

    async def details(self) -> Shop:
        """Read and show the details at once.

        Raises:
            PlatformError: they could not be read.
        """
        await self._pace.turn()
        news = self._news[Part.DETAILS]
        shop = await self._platform.read(self._shop_id)
        self._show_read(Part.DETAILS, news, shop.unread, shop=shop)
        return shop

    async def week(self) -> Week:
        """Read and show the ordinary hours at once.

        Raises:
            PlatformError: they could not be read.
        """
        await self._pace.turn()
        news = self._news[Part.WEEK]
        read = await self._platform.week(self._shop_id)
        self._show_read(Part.WEEK, news, read.unread, week=read.week)
        return read.week

    async def specials(self) -> tuple[SpecialDays, ...]:
        """Read and show the special days at once.

        Raises:
            PlatformError: they could not be read.
            NoTimeZone: nobody told whose days they are.
        """
        if self._zone is None:
            raise NoTimeZone
        await self._pace.turn()
        news = self._news[Part.SPECIALS]
        read = await self._platform.specials(self._shop_id, self._zone)
        self._show_read(Part.SPECIALS, news, read.unread, specials=read.specials)
        return read.specials

    async def hours(self) -> OpeningHours:
        """Read and show both kinds of hours at once.

        Raises:
            PlatformError: they could not be read.
            NoTimeZone: nobody told whose days the special ones are.
        """
        return OpeningHours(week=await self.week(), specials=await self.specials())

    def take_status(self, status: ShopStatus) -> None:
        """Show a status that Keeta has just told; what it was made of is not known with it."""
        self.take_details(status=status, platform_status=None, delivery_rest=None, pickup_rest=None)

    def take_details(self, **members: Any) -> None:
        """Show details that Keeta has just told or confirmed."""
        shop = self.view.shop or Shop(shop_id=self._shop_id)
        self.take(Part.DETAILS, shop=replace(shop, **members))

    def take(self, part: Part, **members: Any) -> None:
        """Show what Keeta has just told or confirmed; a reading that began before counts less."""
        self._news[part] += 1
        self.show(**members)

    def show(self, **members: Any) -> None:
        """Change the view and tell of it."""
        self.view = replace(self.view, **members)
        self.changed.emit(self.view)

    def _hear(self, event: ShopEvent) -> None:
        if not isinstance(event, ShopChanged) or event.shop_id != self._shop_id:
            return
        if event.status is not None:
            self.take_status(event.status)
        self.want(in_s=_SETTLE_S)

    async def _wait_until_due(self) -> None:
        loop = asyncio.get_running_loop()
        while self._due > loop.time():
            self._asked.clear()
            try:
                async with asyncio.timeout_at(None if self._due == math.inf else self._due):
                    await self._asked.wait()
            except TimeoutError:
                return

    async def _read_all(self) -> PlatformError | None:
        """Read all parts; return the last failure, if any. An absent Keeta is asked only once."""
        failure: PlatformError | None = None
        missed: list[Part] = [] if self._zone else [Part.SPECIALS]
        news = self._news[Part.WEEK]
        for part, read in self._readers().items():
            if isinstance(failure, NotSent | Busy):
                missed.append(part)
                continue
            try:
                await read()
            except PlatformError as error:
                logger.info("The shop's %s are not read: %s", part, type(error).__name__)
                missed.append(part)
                failure = error
        if Part.WEEK in missed and Part.DETAILS not in missed and news == self._news[Part.WEEK]:
            self._show_week_of_details()
        self._show_missed(missed, failure)
        return failure

    def _readers(self) -> Mapping[Part, Callable[[], Awaitable[object]]]:
        readers: dict[Part, Callable[[], Awaitable[object]]] = {
            Part.DETAILS: self.details,
            Part.WEEK: self.week,
        }
        return readers | ({Part.SPECIALS: self.specials} if self._zone else {})

    def _show_read(self, part: Part, news: int, odd: tuple[str, ...], **members: Any) -> None:
        """Show what was read, unless something newer came while it was."""
        if news != self._news[part]:
            return
        self._odd[part] = odd
        left = tuple(each for each in self.view.unread if each is not part)
        if not self._readers().keys() & set(left):
            members |= {"trouble": Trouble.NONE, "refusal": ""}
        self.show(
            read_at=self._clock.now(),
            unread=left,
            odd=tuple(sorted({name for names in self._odd.values() for name in names})),
            **members,
        )

    def _show_week_of_details(self) -> None:
        """Fall back on the hours that the details may hold; the part stays unread."""
        shop = self.view.shop
        if shop is not None and shop.week is not None:
            self.show(week=shop.week)

    def _show_missed(self, missed: list[Part], failure: PlatformError | None) -> None:
        is_refusal = isinstance(failure, Refused)
        self.show(
            unread=tuple(part for part in Part if part in missed or part in self.view.unread),
            trouble=trouble_of(failure) if failure and not is_refusal else Trouble.NONE,
            refusal=failure.message if isinstance(failure, Refused) else "",
        )
