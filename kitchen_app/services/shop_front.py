"""What the kitchen should know of the shop: does it take orders, until when, and who stopped it.

Keeta knows no rest that ends by itself (Suspend Store), gives no reason for one and does not say
who asked for it (1102): a rest lasts until somebody opens the shop, and one that nobody here has
asked for was somebody's in Keeta's app, or Keeta's own.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from kitchen_app.base.clock import Clock
from kitchen_app.base.signal import Signal
from kitchen_app.domain.hours import OpeningHours, Week
from kitchen_app.domain.shop import Shop, ShopStatus
from kitchen_app.services.links import Links, LinksView
from kitchen_app.services.rests import Rests, RestView
from kitchen_app.services.shop_view import ChangeKind, Outcome, Part, ShopView

NO_REST = RestView()
_MAY_STILL_ACT = timedelta(minutes=10)
"""So long after it was asked a rest without an answer counts as ours: two readings of the shop."""


class Standing(StrEnum):
    """Whether the shop takes orders at a moment."""

    UNKNOWN = "unknown"  # Keeta has told nothing yet, or a state that nobody documents
    OPEN = "open"
    RESTING = "resting"  # until somebody opens it
    CLOSED = "closed"  # by its hours


@dataclass(frozen=True, slots=True, kw_only=True)
class ShopNow:
    """The shop at one moment.

    `until` is when its hours open or close it next, or when a rest of ours ends, our clock.
    `is_missed`: it takes no orders although nobody knows of hours that close it.
    """

    standing: Standing = Standing.UNKNOWN
    until: datetime | None = None
    is_missed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Stopped:
    """The shop stopped taking orders, and nobody here asked for it; noticed at `at`, our clock.

    Not `was_seen`: it rested already when Keeta first told of it, nobody knows since when.
    """

    at: datetime
    was_seen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ShopFacts:
    """What tells the state of the shop at any moment.

    Without `hours`, which take the special days too, only `status` counts; `week` may be known
    alone. `is_fresh`: the last reading brought the status.
    `clock_offset` is how far Keeta's clock is ahead of ours. `shop` are its details, None before
    the first reading; `read_at` is when Keeta last showed anything.
    """

    status: ShopStatus = ShopStatus.UNKNOWN
    hours: OpeningHours | None = None
    week: Week | None = None
    zone_name: str = ""
    is_fresh: bool = False
    clock_offset: timedelta = timedelta()
    stopped: Stopped | None = None
    resting: RestView = NO_REST
    shop: Shop | None = None
    read_at: datetime | None = None

    def next_opening(self, now: datetime) -> datetime | None:
        """Return when the hours open it the next time, our clock; None if nobody knows."""
        there = now + self.clock_offset
        is_time, change = self._by_hours(there)
        if change is not None and is_time and self.hours is not None:
            change = self.hours.next_change(change, ZoneInfo(self.zone_name))
        return change - self.clock_offset if change is not None else None

    def at(self, now: datetime) -> ShopNow:
        """Return the state at a moment of our clock."""
        is_time, change = self._by_hours(now + self.clock_offset)
        if self.status is ShopStatus.RESTING:
            rest = self.resting.rest
            until = rest.until if rest is not None else None
            return ShopNow(standing=Standing.RESTING, until=until, is_missed=is_time)
        if self.status is not ShopStatus.OPEN:
            return ShopNow()
        return ShopNow(
            standing=Standing.OPEN if is_time else Standing.CLOSED,
            until=change - self.clock_offset if change is not None else None,
        )

    def _by_hours(self, there: datetime) -> tuple[bool, datetime | None]:
        """Tell whether the hours let it be open, and until when; Keeta's clock."""
        if self.hours is None or not self.zone_name:
            return True, None
        zone = ZoneInfo(self.zone_name)
        return self.hours.is_open(there, zone), self.hours.next_change(there, zone)


class ShopFront:
    """Follows the shop as it is read and notices when it was stopped elsewhere.

    Signals:
        changed: the new facts.
    """

    def __init__(self, *, links: Links, clock: Clock, rests: Rests) -> None:
        self._clock = clock
        self.facts = ShopFacts(clock_offset=links.view.clock_offset, resting=rests.view)
        self.changed: Signal[ShopFacts] = Signal()
        links.changed.connect(self._follow_links)
        rests.changed.connect(self._follow_rests)

    def follow(self, view: ShopView) -> None:
        """Take what Keeta has shown of the shop."""
        status = view.shop.status if view.shop is not None else ShopStatus.UNKNOWN
        self._show(
            status=status,
            hours=view.hours,
            shop=view.shop,
            read_at=view.read_at,
            week=view.week,
            zone_name=view.zone_name,
            is_fresh=Part.DETAILS not in view.unread,
            stopped=self._stopped(status, view),
        )

    async def close_notice(self) -> None:
        """Tell no more that the shop was stopped, until it stops again."""
        self._show(stopped=None)

    def _stopped(self, status: ShopStatus, view: ShopView) -> Stopped | None:
        before = self.facts.status
        if status is ShopStatus.OPEN:
            return None
        if status is not ShopStatus.RESTING or before is ShopStatus.RESTING:
            return self.facts.stopped
        now = self._clock.now()
        if _is_ours(view, now):
            return None
        return Stopped(at=now, was_seen=before is ShopStatus.OPEN)

    def _follow_rests(self, view: RestView) -> None:
        self._show(resting=view)

    def _follow_links(self, links: LinksView) -> None:
        self._show(clock_offset=links.clock_offset)

    def _show(self, **members: object) -> None:
        facts = replace(self.facts, **members)  # type: ignore[arg-type]  # names of its own members
        if facts != self.facts:
            self.facts = facts
            self.changed.emit(facts)


def _is_ours(view: ShopView, now: datetime) -> bool:
    """Tell whether a rest was asked for here: under way, or just sent without a usable answer."""
    change = view.change
    if change is None or change.kind is not ChangeKind.REST:
        return False
    if change.result is None:
        return True
    is_recent = now - change.asked_at < _MAY_STILL_ACT
    return is_recent and change.result.outcome is Outcome.NOT_KNOWN
