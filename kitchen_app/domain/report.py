"""What a day, a week or a month of the kitchen brought, in figures; nobody stands in it.

Amounts are those that Keeta states: they are added up, and what it did not state is counted as
such, never as nothing. An order belongs to the day on which it was placed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from kitchen_app.domain.history import Outcome
from kitchen_app.domain.money import Money
from kitchen_app.domain.order import OrderId, Party, ShopId
from kitchen_app.domain.part_refund import PartRefundReason
from kitchen_app.domain.sold_out import day_begins

EARLIEST, LATEST = date(2001, 1, 1), date(2096, 12, 31)
"""Days of which there can be orders: those whose moments Keeta's members can tell."""

_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)


class Span(StrEnum):
    """How long a period is."""

    DAY = "day"
    WEEK = "week"  # from Monday, as Keeta's weeks
    MONTH = "month"


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Whole days of the kitchen, from `first` on; make it with `period_of`."""

    span: Span
    first: date

    @property
    def next_first(self) -> date:
        """The first day after it."""
        if self.span is Span.MONTH:
            return (self.first + timedelta(days=32)).replace(day=1)
        return self.first + (_DAY if self.span is Span.DAY else _WEEK)

    @property
    def last(self) -> date:
        return self.next_first - _DAY

    @property
    def days(self) -> tuple[date, ...]:
        return tuple(self.first + _DAY * n for n in range((self.next_first - self.first).days))

    @property
    def begins(self) -> datetime:
        """The moment at which it begins."""
        return day_begins(self.first)

    @property
    def ends(self) -> datetime:
        """The moment at which the next one begins."""
        return day_begins(self.next_first)

    def before(self) -> "Period":
        """Return the period just before this one."""
        return period_of(self.span, self.first - _DAY)

    def after(self) -> "Period":
        """Return the period just after this one."""
        return period_of(self.span, self.next_first)

    def compared_with(self) -> "Period":
        """Return what it is compared with: for a day, the same weekday of the week before."""
        if self.span is Span.DAY:
            return period_of(self.span, self.first - _WEEK)
        return self.before()


def period_of(span: Span, day: date) -> Period:
    """Return the period that a day belongs to; one out of reach counts as the nearest."""
    near = min(max(day, EARLIEST), LATEST)
    first = {
        Span.DAY: near,
        Span.WEEK: near - _DAY * near.weekday(),
        Span.MONTH: near.replace(day=1),
    }
    return Period(span=span, first=first[span])


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenBack:
    """Money of an order that goes back, or went.

    `chosen` is the reason that somebody chose on our screen. `words` are those that came from
    Keeta, kept no longer than the order is whole.
    """

    by: Party
    amount: Money | None = None
    chosen: PartRefundReason | None = None
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRow:
    """One order. Moments are in Keeta's clock.

    `outcome` None: it ended, and nobody knows any more how. `cooked_since` is from when its
    preparation is counted. An order that is not `is_whole` is deleted but for its money; one that
    is not `is_timed` has no times, because an older program kept none of them.
    """

    order_id: OrderId
    shop_id: ShopId
    number: str
    placed_at: datetime
    outcome: Outcome | None
    ended_by: Party | None = None
    paid: Money | None = None
    net: Money | None = None
    accepted_at: datetime | None = None
    cooked_since: datetime | None = None
    ready_at: datetime | None = None
    given_back: tuple[GivenBack, ...] = ()
    is_whole: bool = True
    is_timed: bool = True

    @property
    def accept_s(self) -> int | None:
        """Seconds from placed to accepted."""
        return _seconds(self.placed_at, self.accepted_at)

    @property
    def prepare_s(self) -> int | None:
        """Seconds of preparation: from accepted, or from when one for later was due, to ready."""
        return _seconds(self.cooked_since, self.ready_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """Amounts that Keeta states, one for each currency; of `missing` orders it states none."""

    amounts: tuple[Money, ...] = ()
    missing: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """How long something took, in seconds: times that really were (nearest rank)."""

    count: int
    median_s: int
    p90_s: int
    p95_s: int
    longest_s: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What some orders come to.

    `unknown` orders ended, and it is not kept how; `untimed` ones have no times any more.
    `sales` is what customers paid for finished orders and `net` what the shop gets of it, both as
    Keeta states them: neither has refunds taken off. `late` orders took the kitchen as long as its
    own setting calls late, or longer.
    """

    orders: int = 0
    outcomes: Mapping[Outcome, int] = field(default_factory=dict)
    unknown: int = 0
    ended_by: Mapping[Party, int] = field(default_factory=dict)
    sales: Stated = Stated()
    net: Stated = Stated()
    refunded: int = 0
    given_back: Stated = Stated()
    accept: Spread | None = None
    prepare: Spread | None = None
    late: int = 0
    untimed: int = 0


class Why(StrEnum):
    """What is known of the reason of a refund, besides those of our own list."""

    TOLD = "told"  # in words that came with several orders
    OWN = "own"  # in words that came with few orders: they may be a person's own
    NOT_KEPT = "not_kept"


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundLine:
    """The refunds of one party for one reason; `words` are there if the reason is told."""

    by: Party
    why: Why | PartRefundReason
    words: str = ""
    count: int = 0
    given_back: Stated = Stated()


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A period in figures, made at a moment of our clock.

    `until` is set while the period goes on: `earlier`, the figures of `period.compared_with()`,
    are then of its same part. `damaged` orders cannot be read; `left` orders of an older version
    of the program are not indexed yet and may be missing. Hours are those of the wall clock, and
    weekdays begin with Monday as 0.
    """

    period: Period
    made_at: datetime
    late_after_min: int
    whole: Figures
    earlier: Figures
    until: datetime | None = None
    days: Mapping[date, Figures] = field(default_factory=dict)
    hours: Mapping[int, Figures] = field(default_factory=dict)
    weekdays: Mapping[int, Figures] = field(default_factory=dict)
    shops: Mapping[ShopId, Figures] = field(default_factory=dict)
    refunds: tuple[RefundLine, ...] = ()
    rows: tuple[ReportRow, ...] = ()
    damaged: int = 0
    left: int = 0

    @property
    def is_whole(self) -> bool:
        """Whether every order is still there with its lines."""
        return all(row.is_whole for row in self.rows)


def _seconds(since: datetime | None, until: datetime | None) -> int | None:
    """Return whole seconds, never negative: a moment may have been told by either clock."""
    if since is None or until is None:
        return None
    return max(0, int((until - since).total_seconds()))
