"""The shop as people run it: what Keeta shows of it, and every change of it that they can ask for.

A change is not written down before it is sent, as a touch on an order is: nobody wants the shop
opened an hour later because the program was started again. What a crash cut off is not known,
and the reading at the next start shows what came of it.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial
from typing import TypeVar
from zoneinfo import ZoneInfo

from kitchen_app.base.clock import Clock
from kitchen_app.base.pace import Pace
from kitchen_app.base.signal import Signal
from kitchen_app.base.tasks import Supervisor
from kitchen_app.domain.hours import (
    InvalidHours,
    OpeningHours,
    SpecialDays,
    Week,
    special_dates,
    split_specials,
)
from kitchen_app.domain.order import ShopId
from kitchen_app.domain.shop import Contact, InvalidShop, Shop, ShopStatus, check_picture
from kitchen_app.services.errors import NoTimeZone, PlatformError
from kitchen_app.services.hub import Hub
from kitchen_app.services.insist import insist
from kitchen_app.services.links import Links
from kitchen_app.services.shop_changes import Plan, carry_out, failed
from kitchen_app.services.shop_ports import ShopPlatform
from kitchen_app.services.shop_reading import ShopReading
from kitchen_app.services.shop_view import Change, ChangeKind, ChangeResult, Outcome, Part, ShopView

_GAP_S = 0.25
"""At most four calls a second (our decision: Keeta documents no limit for the store)."""

_PICTURE_NAME = "main-picture"

T = TypeVar("T")


class ShopKeeper:
    """Shows the shop and changes it, one change at a time.

    Every change looks at Keeta first, sends only what Keeta has not got yet, and looks again when
    the outcome is not known. It goes on when whoever asked does not wait for it any more. All but
    `set_picture` are refused before anything is sent if Keeta already has something newer than
    what the person saw.

    Signals:
        changed: the new view.
    """

    def __init__(
        self,
        *,
        platform: ShopPlatform,
        hub: Hub,
        links: Links,
        clock: Clock,
        supervisor: Supervisor,
        shop_id: ShopId,
        zone: ZoneInfo | None,
    ) -> None:
        self._platform = platform
        self._links = links
        self._clock = clock
        self._supervisor = supervisor
        self._shop_id = shop_id
        self._zone = zone
        self._pace = Pace(_GAP_S)
        self._reading = ShopReading(
            platform=platform,
            hub=hub,
            clock=clock,
            pace=self._pace,
            shop_id=shop_id,
            zone=zone,
        )
        self.changed: Signal[ShopView] = self._reading.changed

    @property
    def view(self) -> ShopView:
        return self._reading.view

    async def run(self) -> None:
        """Service: keep the view true."""
        await self._reading.run()

    async def look_again(self) -> None:
        """Have the shop read soon, whatever is shown."""
        self.want_look()

    def want_look(self) -> None:
        """As `look_again`, for those on the core's own thread."""
        self._reading.want()

    async def open(self) -> ChangeResult:
        """Take orders again. What Keeta has suspended only Keeta opens: `REFUSED` in its words."""
        return await self._turn(ChangeKind.OPEN, ShopStatus.OPEN, self._platform.open)

    async def rest(self) -> ChangeResult:
        """Take no orders until opened again; Keeta knows no rest that ends by itself."""
        return await self._turn(ChangeKind.REST, ShopStatus.RESTING, self._platform.rest)

    async def set_week(self, week: Week, *, based_on: Week) -> ChangeResult:
        """Replace the ordinary hours; `based_on` is the week that the person edited.

        Raises:
            InvalidHours: the week is not possible; nothing was sent.
        """
        wanted = Week.of(week.spoken())

        def overtaken(found: Week) -> ChangeResult | None:
            return None if found == based_on else _overtaken(ChangeKind.WEEK, week=found)

        plan = Plan(
            kind=ChangeKind.WEEK,
            look=self._reading.week,
            is_so=wanted.__eq__,
            overtaken=overtaken,
            send=partial(self._platform.set_week, self._shop_id, wanted),
            confirm=partial(self._reading.take, Part.WEEK, week=wanted),
        )
        return await self._carry_out(plan)

    async def set_specials(
        self, spoken: tuple[SpecialDays, ...], *, based_on: OpeningHours
    ) -> ChangeResult:
        """Replace all special days, said as people say them; none clears them.

        `based_on` is the whole plan that the person saw: the week tells what a special night may
        run into.

        Raises:
            NoTimeZone: nobody told where the shop is; nothing was sent.
            InvalidHours: some of them are not possible; nothing was sent.
        """
        zone = self._zone
        if zone is None:
            raise NoTimeZone
        wanted = OpeningHours(week=based_on.week, specials=split_specials(spoken, based_on.week))

        def overtaken(found: OpeningHours) -> ChangeResult | None:
            if self._is_same(zone, found, based_on):
                return None
            return _overtaken(ChangeKind.SPECIALS, week=found.week, specials=found.specials)

        plan = Plan(
            kind=ChangeKind.SPECIALS,
            look=self._reading.hours,
            is_so=partial(self._is_same, zone, wanted),
            overtaken=overtaken,
            send=partial(
                self._platform.set_specials,
                self._shop_id,
                spoken,
                week=based_on.week,
                zone=zone,
            ),
            confirm=partial(self._reading.take, Part.SPECIALS, specials=wanted.specials),
        )
        return await self._carry_out(plan)

    async def set_contact(self, contact: Contact, *, based_on: tuple[str, ...]) -> ChangeResult:
        """Replace the phones that customers see; `based_on` are those that the person edited."""

        def overtaken(found: Shop) -> ChangeResult | None:
            return None if found.phones == based_on else _overtaken(ChangeKind.CONTACT)

        plan = Plan(
            kind=ChangeKind.CONTACT,
            look=self._reading.details,
            is_so=lambda found: found.phones == contact.phones,
            overtaken=overtaken,
            send=partial(self._platform.set_contact, self._shop_id, contact),
            confirm=partial(self._reading.take_details, phones=contact.phones),
        )
        return await self._carry_out(plan)

    async def set_picture(self, content: bytes, *, width_px: int, height_px: int) -> ChangeResult:
        """Upload a main picture and propose it; Keeta reviews it before it shows.

        Keeta refuses it while another one is under review, and sends no message when one is over:
        the next readings show it.

        Raises:
            InvalidShop: the file is too small, too heavy, or none of JPEG, PNG and WebP; nothing
                was sent.
        """
        check_picture(width_px=width_px, height_px=height_px, size_bytes=len(content))
        return await self._change(ChangeKind.PICTURE, partial(self._propose, content))

    async def _propose(self, content: bytes) -> ChangeResult:
        upload = partial(
            self._platform.upload_picture, self._shop_id, name=_PICTURE_NAME, content=content
        )
        try:
            url = await insist(upload)
        except PlatformError as error:  # at most a picture that nothing refers to is at Keeta
            return failed(ChangeKind.PICTURE, error)
        plan = Plan(
            kind=ChangeKind.PICTURE,
            look=self._reading.details,
            is_so=partial(_has_picture, url),
            send=partial(self._platform.set_picture, self._shop_id, url),
        )
        return await carry_out(plan, self._pace)

    async def _turn(
        self, kind: ChangeKind, status: ShopStatus, call: Callable[[ShopId], Awaitable[None]]
    ) -> ChangeResult:
        plan = Plan(
            kind=kind,
            look=self._reading.details,
            is_so=lambda found: found.status is status,
            send=partial(call, self._shop_id),
            confirm=partial(self._reading.take_status, status),
        )
        return await self._carry_out(plan)

    async def _carry_out(self, plan: Plan[T]) -> ChangeResult:
        return await self._change(plan.kind, partial(carry_out, plan, self._pace))

    async def _change(
        self, kind: ChangeKind, work: Callable[[], Awaitable[ChangeResult]]
    ) -> ChangeResult:
        """Do the work in a task of its own, so that it ends even if nobody waits for it."""
        if self.view.is_changing:
            return ChangeResult(kind=kind, outcome=Outcome.ANOTHER_RUNS)
        change = Change(kind=kind, asked_at=self._clock.now())
        self._reading.show(change=change)
        ended: asyncio.Future[ChangeResult] = asyncio.get_running_loop().create_future()
        self._supervisor.spawn(self._see_through(change, work, ended), name=f"shop {kind}")
        return await asyncio.shield(ended)

    async def _see_through(
        self,
        change: Change,
        work: Callable[[], Awaitable[ChangeResult]],
        ended: "asyncio.Future[ChangeResult]",
    ) -> None:
        # What a bug of ours or the end of the program cuts off may have reached Keeta.
        result = ChangeResult(kind=change.kind, outcome=Outcome.NOT_KNOWN)
        shown: Change | None = replace(change, result=result)
        try:
            result = await work()
            shown = None if result.outcome is Outcome.DONE else replace(change, result=result)
        except (InvalidHours, InvalidShop) as fault:  # found out on the way, before it was sent
            shown = None
            ended.set_exception(fault)
        finally:
            self._reading.show(change=shown)
            self._reading.want()  # no message tells of one's own change (store webhooks, 1101)
            if not ended.done():
                ended.set_result(result)

    def _is_same(self, zone: ZoneInfo, one: OpeningHours, other: OpeningHours) -> bool:
        """Compare what holds from today on: Keeta drops special days that are over."""
        today = self._links.to_platform_time(self._clock.now()).astimezone(zone).date()
        return one.week == other.week and (
            special_dates(one.specials, today) == special_dates(other.specials, today)
        )


def _overtaken(
    kind: ChangeKind,
    *,
    week: Week | None = None,
    specials: tuple[SpecialDays, ...] | None = None,
) -> ChangeResult:
    return ChangeResult(kind=kind, outcome=Outcome.CHANGED_MEANWHILE, week=week, specials=specials)


def _has_picture(url: str, shop: Shop) -> bool:
    return any(each.url == url and not each.is_rejected for each in shop.pictures)
