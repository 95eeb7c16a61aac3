"""Counts the orders of a period: each once, into the cell of its day, hour and shop.

Groups are put together from cells, so that a month of ten thousand orders is gone through once.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from math import ceil
from typing import TypeVar

from kitchen_app.domain.history import Outcome
from kitchen_app.domain.money import Money
from kitchen_app.domain.order import Party, ShopId
from kitchen_app.domain.report import (
    Figures,
    GivenBack,
    Period,
    RefundLine,
    Report,
    ReportRow,
    Spread,
    Stated,
    Why,
)
from kitchen_app.domain.sold_out import DAY_BEGINS

_SEVERAL = 3
"""Words that came with so many orders, and have no figure in them, are not one person's own."""

G = TypeVar("G", bound=Hashable)


@dataclass(frozen=True, slots=True)
class _Cell:
    day: date
    hour: int
    shop: ShopId


@dataclass(slots=True)
class _Sum:
    """Amounts by currency, and how many are not stated."""

    minor: Counter[str] = field(default_factory=Counter)
    missing: int = 0

    def add(self, amount: Money | None) -> None:
        if amount is None:
            self.missing += 1
        else:
            self.minor[amount.currency] += amount.minor

    def add_all(self, other: "_Sum") -> None:
        for currency, minor in other.minor.items():  # not update(): an amount may be below zero
            self.minor[currency] += minor
        self.missing += other.missing

    def stated(self) -> Stated:
        amounts = (Money(minor=self.minor[each], currency=each) for each in sorted(self.minor))
        return Stated(amounts=tuple(amounts), missing=self.missing)


@dataclass(slots=True)
class _Tally:
    """What is counted of some orders."""

    ends: Counter[Outcome | None] = field(default_factory=Counter)
    ended_by: Counter[Party] = field(default_factory=Counter)
    sales: _Sum = field(default_factory=_Sum)
    net: _Sum = field(default_factory=_Sum)
    given_back: _Sum = field(default_factory=_Sum)
    refunded: int = 0
    untimed: int = 0
    accept_s: list[int] = field(default_factory=list)
    prepare_s: list[int] = field(default_factory=list)

    def add(self, row: ReportRow) -> None:
        self.ends[row.outcome] += 1
        if row.ended_by is not None:
            self.ended_by[row.ended_by] += 1
        if row.outcome is Outcome.FINISHED:
            self.sales.add(row.paid)
            self.net.add(row.net)
        self.refunded += bool(row.given_back)
        for given in row.given_back:
            self.given_back.add(given.amount)
        self.untimed += not row.is_timed
        for seconds, kept in ((row.accept_s, self.accept_s), (row.prepare_s, self.prepare_s)):
            if seconds is not None:
                kept.append(seconds)

    def add_all(self, other: "_Tally") -> None:
        self.ends.update(other.ends)
        self.ended_by.update(other.ended_by)
        for ours, theirs in zip(self.sums(), other.sums(), strict=True):
            ours.add_all(theirs)
        self.refunded += other.refunded
        self.untimed += other.untimed
        self.accept_s += other.accept_s
        self.prepare_s += other.prepare_s

    def sums(self) -> tuple[_Sum, _Sum, _Sum]:
        return self.sales, self.net, self.given_back

    def figures(self, late_after_min: int) -> Figures:
        """Return them as they are shown."""
        return Figures(
            orders=self.ends.total(),
            outcomes={end: self.ends[end] for end in Outcome if self.ends[end]},
            unknown=self.ends[None],
            ended_by={party: self.ended_by[party] for party in Party if self.ended_by[party]},
            sales=self.sales.stated(),
            net=self.net.stated(),
            refunded=self.refunded,
            given_back=self.given_back.stated(),
            accept=spread_of(self.accept_s),
            prepare=spread_of(self.prepare_s),
            late=sum(seconds // 60 >= late_after_min for seconds in self.prepare_s),
            untimed=self.untimed,
        )


def report_of(
    period: Period,
    rows: Sequence[ReportRow],
    earlier: Iterable[ReportRow],
    *,
    now: datetime,
    late_after_min: int,
) -> Report:
    """Count the orders of a period, and those that it is compared with.

    Only days, hours, weekdays and shops that had an order are in the report.
    """
    cells: defaultdict[_Cell, _Tally] = defaultdict(_Tally)
    for row in rows:
        here = row.placed_at.astimezone()
        cell = _Cell((here - DAY_BEGINS).date(), here.hour, row.shop_id)
        cells[cell].add(row)

    def grouped(key: Callable[[_Cell], G]) -> dict[G, Figures]:
        return _grouped(cells, key, late_after_min)

    return Report(
        period=period,
        made_at=now,
        late_after_min=late_after_min,
        whole=grouped(lambda _: True).get(True, Figures()),
        earlier=figures_of(earlier, late_after_min),
        until=now if period.begins <= now < period.ends else None,
        days=grouped(lambda cell: cell.day),
        hours=grouped(lambda cell: cell.hour),
        weekdays=grouped(lambda cell: cell.day.weekday()),
        shops=grouped(lambda cell: cell.shop),
        refunds=_refund_lines(rows),
        rows=tuple(map(_without_words, rows)),
    )


def figures_of(rows: Iterable[ReportRow], late_after_min: int) -> Figures:
    """Return what some orders come to."""
    tally = _Tally()
    for row in rows:
        tally.add(row)
    return tally.figures(late_after_min)


def spread_of(seconds: Iterable[int]) -> Spread | None:
    """Return how times are spread; None if there is none."""
    ranked = sorted(seconds)
    if not ranked:
        return None

    def at(share: float) -> int:
        return ranked[max(0, ceil(share * len(ranked)) - 1)]

    return Spread(
        count=len(ranked),
        median_s=at(0.5),
        p90_s=at(0.9),
        p95_s=at(0.95),
        longest_s=ranked[-1],
    )


def _grouped(
    cells: Mapping[_Cell, _Tally], key: Callable[[_Cell], G], late_after_min: int
) -> dict[G, Figures]:
    groups: defaultdict[G, _Tally] = defaultdict(_Tally)
    for cell, tally in cells.items():
        groups[key(cell)].add_all(tally)
    return {each: tally.figures(late_after_min) for each, tally in groups.items()}


def _refund_lines(rows: Iterable[ReportRow]) -> tuple[RefundLine, ...]:
    """Return the refunds by who asked and why, the most frequent first.

    Words that came with few orders may be a person's own, and stand nowhere.
    """
    refunds = [(row, given) for row in rows for given in row.given_back]
    orders_of: defaultdict[str, set[str]] = defaultdict(set)
    for row, given in refunds:
        orders_of[given.words].add(row.order_id)
    counts: Counter[RefundLine] = Counter()
    sums: defaultdict[RefundLine, _Sum] = defaultdict(_Sum)
    for _, given in refunds:
        is_shared = len(orders_of[given.words]) >= _SEVERAL and not _has_figure(given.words)
        line = _line_of(given, is_shared=is_shared)
        counts[line] += 1
        sums[line].add(given.amount)
    return tuple(
        replace(line, count=count, given_back=sums[line].stated())
        for line, count in counts.most_common()
    )


def _line_of(given: GivenBack, *, is_shared: bool) -> RefundLine:
    if given.chosen is not None:
        return RefundLine(by=given.by, why=given.chosen)
    if not given.words:
        return RefundLine(by=given.by, why=Why.NOT_KEPT)
    if not is_shared:
        return RefundLine(by=given.by, why=Why.OWN)
    return RefundLine(by=given.by, why=Why.TOLD, words=given.words)


def _has_figure(words: str) -> bool:
    return any(sign.isdecimal() for sign in words)


def _without_words(row: ReportRow) -> ReportRow:
    if not any(given.words for given in row.given_back):
        return row
    return replace(row, given_back=tuple(replace(each, words="") for each in row.given_back))
