"""A report as tables for other programs: plain values, each table with a heading of its own.

Amounts are in major units with their currency beside or above them, times in whole seconds,
moments in the zone of this computer. No table names a person.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from kitchen_app.base.speech import Speech
from kitchen_app.domain.history import Outcome
from kitchen_app.domain.money import Money
from kitchen_app.domain.order import Party
from kitchen_app.domain.report import Figures, Report, ReportRow, Spread, Stated
from kitchen_app.services.report_words import (
    compared_name,
    hours_of_day,
    reason,
    weekday_name,
)

Cell = str | int | Decimal | date | datetime | None
Row = tuple[Cell, ...]

_RANKS = ("median", "p90", "p95", "longest")


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table; `name` is for files and programs, `title` for people."""

    name: str
    title: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]


def tables_of(report: Report, speech: Speech) -> tuple[Table, ...]:
    """Return the tables of a report: a summary, groups, refunds, orders."""
    return tuple(_Tables(report, speech).all())


class _Tables:
    """Makes the tables of one report in one language."""

    def __init__(self, report: Report, speech: Speech) -> None:
        self._report = report
        self._speech = speech
        whole = report.whole
        amounts = (*whole.sales.amounts, *whole.net.amounts, *whole.given_back.amounts)
        self._currencies = sorted({each.currency for each in amounts})

    def all(self) -> Iterator[Table]:
        report, days = self._report, sorted(self._report.days.items())
        yield self._table("summary", ("figure", "value", "unit", "compared"), self._summary())
        yield self._groups("day", days)
        yield self._groups("hour", [(f"{hour:02d}", report.hours[hour]) for hour in self._hours()])
        weekdays = sorted(report.weekdays.items())
        yield self._groups(
            "weekday", [(weekday_name(day, self._speech), each) for day, each in weekdays]
        )
        if len(report.shops) > 1:
            yield self._groups("shop", sorted(report.shops.items()))
        yield self._refunds()
        yield self._orders()

    def _hours(self) -> list[int]:
        """Return the hours in the order of a kitchen's day, which begins at four."""
        return hours_of_day(self._report.hours)

    def _tr(self, key: str) -> str:
        return self._speech.tr(f"report.{key}")

    def _table(self, name: str, header: Iterable[str], rows: Iterable[Row]) -> Table:
        heading = tuple(self._tr(key) for key in header)
        return Table(name=name, title=self._tr(name), header=heading, rows=tuple(rows))

    # --- the summary ------------------------------------------------------------------------

    def _summary(self) -> Iterator[Row]:
        report, tr = self._report, self._tr
        yield tr("first_day"), report.period.first, "", compared_name(report, self._speech)
        yield tr("last_day"), report.period.last, "", None
        yield tr("made_at"), _here(report.made_at), "", None
        yield tr("zone"), f"{report.made_at.astimezone():%z}", "", None
        now, before = report.whole, report.earlier
        for key, count in _counts(now).items():
            yield tr(key), count, "", _counts(before)[key]
        for key in ("sales", "net", "given_back"):
            yield from self._stated(key, getattr(now, key), getattr(before, key))
        for key in ("accept", "prepare"):
            yield from self._spread(key, getattr(now, key), getattr(before, key))
        hint = self._speech.tr("report.late_hint", n=report.late_after_min)
        yield f"{tr('late')}: {hint}", now.late, "", before.late
        for key, count in (("damaged", report.damaged), ("left", report.left)):
            if count:
                yield self._speech.tr(f"report.{key}", n=count), count, "", None
        for key, count in (("untimed", now.untimed), ("unknown", now.unknown)):
            if count:
                yield self._speech.tr(f"report.{key}", n=count), count, "", None

    def _stated(self, key: str, now: Stated, before: Stated) -> Iterator[Row]:
        for currency in self._currencies:
            then = _amount(before, currency)
            yield self._tr(key), _amount(now, currency), currency, then
        missing = f"{self._tr(key)}: {self._tr('no_amount_heading')}"
        yield missing, now.missing, "", before.missing

    def _spread(self, key: str, now: Spread | None, before: Spread | None) -> Iterator[Row]:
        for rank in _RANKS:
            what, unit = f"{self._tr(key)}: {self._tr(rank)}", self._tr("seconds")
            yield what, _rank(now, rank), unit, _rank(before, rank)

    # --- groups -----------------------------------------------------------------------------

    def _groups(self, name: str, groups: Iterable[tuple[Cell, Figures]]) -> Table:
        rows = ((key, *self._cells(figures)) for key, figures in groups)
        header = (self._tr(name), *self._heading())
        return Table(name=name, title=self._tr(name), header=header, rows=tuple(rows))

    def _heading(self) -> Iterator[str]:
        tr = self._speech.tr
        yield from map(self._tr, _counts(Figures()))
        for currency in self._currencies:
            for key in ("sales", "net", "given_back"):
                yield tr("report.in_currency", what=self._tr(key), currency=currency)
        for key in ("accept", "prepare"):
            for rank in _RANKS:
                what = f"{self._tr(key)}: {self._tr(rank)}"
                yield tr("report.in_seconds", what=what)
        yield self._tr("late")

    def _cells(self, figures: Figures) -> Iterator[Cell]:
        yield from _counts(figures).values()
        for currency in self._currencies:
            for stated in (figures.sales, figures.net, figures.given_back):
                yield _amount(stated, currency)
        for spread in (figures.accept, figures.prepare):
            for rank in _RANKS:
                yield _rank(spread, rank)
        yield figures.late

    # --- refunds and orders -----------------------------------------------------------------

    def _refunds(self) -> Table:
        rows = (
            (
                self._tr(f"asked_by_{line.by.value}"),
                reason(line, self._speech),
                line.count,
                *(_amount(line.given_back, currency) for currency in self._currencies),
                line.given_back.missing,
            )
            for line in self._report.refunds
        )
        header = (
            *map(self._tr, ("asked_by", "reason", "refund_count")),
            *(self._in("given_back", currency) for currency in self._currencies),
            self._tr("no_amount_heading"),
        )
        title = self._tr("refunds_by_reason")
        return Table(name="refunds", title=title, header=header, rows=tuple(rows))

    def _in(self, key: str, currency: str) -> str:
        return self._speech.tr("report.in_currency", what=self._tr(key), currency=currency)

    def _orders(self) -> Table:
        plain = ("number", "order_id", "shop", "placed", "accepted", "ready", "outcome", "ended_by")
        header = (
            *map(self._tr, plain),
            *(
                self._speech.tr("report.in_seconds", what=self._tr(k))
                for k in ("accept", "prepare")
            ),
            *(self._in(key, c) for c in self._currencies for key in ("paid", "net", "given_back")),
            self._tr("no_amount_heading"),
        )
        rows = tuple(map(self._order, self._report.rows))
        return Table(name="orders", title=self._tr("orders"), header=header, rows=rows)

    def _order(self, row: ReportRow) -> Row:
        outcome = row.outcome.value if row.outcome else "unknown"
        moments = (row.placed_at, row.accepted_at, row.ready_at)
        given = [each.amount for each in row.given_back]
        return (
            row.number,
            row.order_id,
            row.shop_id,
            *(None if each is None else _here(each) for each in moments),
            self._tr(f"was_{outcome}"),
            self._tr(f"ended_by_{row.ended_by.value}") if row.ended_by else "",
            row.accept_s,
            row.prepare_s,
            *(
                _sum(amounts, currency)
                for currency in self._currencies
                for amounts in ([row.paid], [row.net], given)
            ),
            given.count(None),
        )


def _counts(figures: Figures) -> dict[str, int]:
    """Return what is counted, by the keys of its words."""
    return {
        "orders": figures.orders,
        **{f"was_{end.value}": figures.outcomes.get(end, 0) for end in Outcome},
        "was_unknown": figures.unknown,
        **{f"ended_by_{party.value}": figures.ended_by.get(party, 0) for party in Party},
        "refunded": figures.refunded,
    }


def _amount(stated: Stated, currency: str) -> Decimal | None:
    return _sum(stated.amounts, currency)


def _sum(amounts: Iterable[Money | None], currency: str) -> Decimal | None:
    """Return what is stated in a currency; None if nothing is."""
    stated = [each.amount for each in amounts if each is not None and each.currency == currency]
    return sum(stated, Decimal()) if stated else None


def _rank(spread: Spread | None, rank: str) -> int | None:
    return None if spread is None else int(getattr(spread, f"{rank}_s"))


def _here(moment: datetime) -> datetime:
    """Return a moment as the clock on the wall shows it, to the second."""
    return moment.astimezone().replace(microsecond=0, tzinfo=None)
