"""Searching all orders, beside the core."""

import threading
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import apsw

from kitchen_app.domain.history import (
    MEANT_BY,
    DayTotals,
    Found,
    FoundOrder,
    Outcome,
    Standing,
    Wanted,
)
from kitchen_app.domain.money import Money
from kitchen_app.domain.order import Order
from kitchen_app.domain.search_words import amount_in, day_in, folded, words_of
from kitchen_app.domain.sold_out import day_begins, kitchen_day
from kitchen_app.store.beside import beside
from kitchen_app.store.documents import decode_whole
from kitchen_app.store.history import (
    REFUNDED,
    amount_token,
    first_key_at,
    fulfilment_token,
    moment_of,
    name_token,
    number_token,
    order_token,
    outcome_token,
)

PAGE = 30
"""So many orders are a page."""

_MOST_OF_ONE_WORD = 300
"""So many orders of one word's notes or ids are looked at, the newest."""

_SHORTEST_ID = 4
_LAST_KEY = 2**62

_BY_TOKENS = """
    SELECT rowid FROM history_index WHERE history_index MATCH ? AND rowid >= ? AND rowid < ?
    ORDER BY rowid DESC LIMIT ?
"""
_BY_TIME = """
    SELECT row_id FROM history WHERE row_id >= ? AND row_id < ? ORDER BY row_id DESC LIMIT ?
"""
_ORDER = """
    SELECT orders.document, orders.document_hash, history.outcome, history.refunded
    FROM history JOIN orders USING (order_id) WHERE history.row_id = ?
"""
_TOTALS = """
    SELECT outcome, currency, count(*), sum(paid), sum(refunded), sum(given_back)
    FROM history WHERE row_id >= ? AND row_id < ? GROUP BY outcome, currency
"""
_NAMES = "SELECT name_id FROM history_names WHERE instr(text, ?)"
_NOTES = "SELECT row_id FROM history_notes WHERE instr(text, ?) ORDER BY row_id DESC LIMIT ?"
_BY_ID = "SELECT row_id FROM history WHERE order_id >= ? AND order_id < ? LIMIT ?"
_BY_END_OF_ID = """
    SELECT row_id FROM history WHERE order_id_backwards >= ? AND order_id_backwards < ? LIMIT ?
"""


class HistoryFile:
    """Reads the database at a path; satisfies `services.history_ports.HistoryReader`."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._given_up = threading.Event()

    def find(self, wanted: Wanted) -> Found:
        """Return a page of what is wanted.

        Raises:
            Superseded: `give_up` was called meanwhile.
            NotStored: the file cannot be read just now.
        """
        self._given_up.clear()
        with beside(self._path, self._given_up) as connection:
            return _Search(connection, wanted).page()

    def give_up(self) -> None:
        """Let a search that is going on end soon; from any thread."""
        self._given_up.set()


class _Search:
    """One search over one state of the file."""

    def __init__(self, connection: apsw.Connection, wanted: Wanted) -> None:
        self._connection = connection
        self._wanted = wanted
        self._first = first_key_at(day_begins(wanted.first)) if wanted.first else -_LAST_KEY
        self._end = _end_of(wanted.last) if wanted.last else _LAST_KEY
        if wanted.before is not None:
            self._end = min(self._end, wanted.before)

    def page(self) -> Found:
        """Return the newest orders that have every word and are as the filters say."""
        (left,) = self._one("SELECT remaining FROM history_state")
        words = words_of(self._wanted.text)
        if self._wanted.text.strip() and not words:
            return Found(left=left)
        must = [*self._filters(), *filter(None, map(self._tokens_for, words))]
        keys = self._keys(must)
        more = len(keys) > PAGE
        keys = keys[:PAGE]
        orders = tuple(self._order(key) for key in keys)
        days = {kitchen_day(datetime.fromtimestamp(moment_of(key), UTC)) for key in keys}
        return Found(
            orders=orders,
            days={day: self._totals(day) for day in days},
            next=keys[-1] if more else None,
            left=left,
        )

    def _keys(self, must: Sequence[Sequence[str]]) -> list[int]:
        scope = (self._first, self._end, PAGE + 1)
        if not must:
            return [key for (key,) in self._connection.execute(_BY_TIME, scope)]
        if not all(must):
            return []
        groups = ("(" + " OR ".join(f'"{token}"' for token in any_of) + ")" for any_of in must)
        query = " AND ".join(groups)
        return [key for (key,) in self._connection.execute(_BY_TOKENS, (query, *scope))]

    def _filters(self) -> Iterator[list[str]]:
        """Return, for each filter, the tokens of which an order must have one."""
        wanted = self._wanted
        if wanted.standing is Standing.REFUNDED:
            yield [REFUNDED]
        elif wanted.standing is not None:
            yield [outcome_token(each) for each in MEANT_BY[wanted.standing]]
        if wanted.fulfilment is not None:
            yield [fulfilment_token(wanted.fulfilment)]

    def _tokens_for(self, word: str) -> list[str] | None:
        """Return the tokens of orders that a word finds; None if it means a day.

        A word that means a day narrows the search to it, whatever else it could mean.
        """
        day = day_in(word, self._wanted.today)
        if day is not None:
            self._first = max(self._first, first_key_at(day_begins(day)))
            self._end = min(self._end, _end_of(day))
            return None
        text = folded(word)
        solid = text.replace(" ", "")
        tokens = [number_token(solid)]
        amount = amount_in(word)
        if amount is not None:
            tokens.append(amount_token(amount))
        tokens += [name_token(name_id) for name_id in self._names(text)]
        keys = {key for (key,) in self._connection.execute(_NOTES, (text, _MOST_OF_ONE_WORD))}
        if len(solid) >= _SHORTEST_ID and solid.isascii():
            keys.update(self._with_id(solid))
        return tokens + [order_token(key) for key in sorted(keys)]

    def _names(self, text: str) -> list[int]:
        """Return the names that have a text in them, also those that the kitchen calls so."""
        meant = [name for name, own in self._wanted.own_names.items() if text in folded(own)]
        found: dict[int, None] = {}
        for part in (text, *filter(None, map(folded, meant))):
            found.update(
                (name_id, None) for (name_id,) in self._connection.execute(_NAMES, (part,))
            )
        return list(found)

    def _with_id(self, part: str) -> Iterator[int]:
        """Return the orders whose id begins or ends so."""
        for query, begins in ((_BY_ID, part), (_BY_END_OF_ID, part[::-1])):
            scope = (begins, begins + "\U0010ffff", _MOST_OF_ONE_WORD)
            for (key,) in self._connection.execute(query, scope):
                yield key

    def _order(self, key: int) -> FoundOrder:
        document, hashed, outcome, refunded = self._one(_ORDER, key)
        return FoundOrder(
            order=decode_whole(document, hashed, Order),
            outcome=Outcome(outcome),
            is_refunded=bool(refunded),
        )

    def _totals(self, day: date) -> DayTotals:
        orders = refunds = 0
        sold: dict[str, int] = {}
        given: dict[str, int] = {}
        scope = (first_key_at(day_begins(day)), _end_of(day))
        for outcome, currency, count, paid, refunded, back in self._connection.execute(
            _TOTALS, scope
        ):
            orders += count
            refunds += refunded
            if outcome == Outcome.FINISHED and currency:
                sold[currency] = sold.get(currency, 0) + paid
            if back:
                given[currency] = given.get(currency, 0) + back
        return DayTotals(
            orders=orders, refunded=refunds, sold=_amounts(sold), given_back=_amounts(given)
        )

    def _one(self, query: str, *values: int) -> Any:
        return next(iter(self._connection.execute(query, values)))


def _end_of(day: date) -> int:
    return first_key_at(day_begins(day + timedelta(days=1)))


def _amounts(minor: Mapping[str, int]) -> tuple[Money, ...]:
    return tuple(Money(minor=minor[each], currency=each) for each in sorted(minor))
