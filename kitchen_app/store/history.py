"""The index of all orders: written with each order, in the same transaction.

An order is found by *tokens*: a letter that says what it is, and a value. FTS5 keeps them sorted
by the key of the order, which grows with the moment at which it was placed; so the newest page of
however many is read first. What a person wrote is no token: it stands in a table of its own, and
goes when the order is masked (docs/decisions/0036).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kitchen_app.domain.history import Outcome, outcome_of
from kitchen_app.domain.order import Fulfilment, Line, Option, Order, OrderId
from kitchen_app.domain.refunds import GIVEN_BACK, RefundCase
from kitchen_app.domain.search_words import amount_text, folded, parts_of_number
from kitchen_app.store.database import Database
from kitchen_app.store.documents import decode_whole, digest
from kitchen_app.store.errors import StoreError

KEYS_A_SECOND = 1024
"""So many orders have the same second in their keys; more take those of the next."""

_ADD = """
    INSERT OR REPLACE INTO history VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_REST = "SELECT rowid, document, document_hash FROM orders WHERE rowid <= ? ORDER BY rowid DESC"


def first_key_at(moment: datetime) -> int:
    """Return the smallest key of an order that was placed at a moment."""
    return int(moment.timestamp()) * KEYS_A_SECOND


def moment_of(key: int) -> float:
    """Return when the order with a key was placed, in whole seconds since 1970."""
    return key // KEYS_A_SECOND


def order_token(key: int) -> str:
    """Return the token that one order alone has."""
    return f"o{key:x}"


def number_token(part: str) -> str:
    return f"n{part}"


def name_token(name_id: int) -> str:
    return f"d{name_id}"


def amount_token(amount: str) -> str:
    return f"a{amount.replace('.', 'p')}"  # a point would part it


def outcome_token(outcome: Outcome) -> str:
    return f"s{outcome.value}"


def fulfilment_token(fulfilment: Fulfilment) -> str:
    return f"f{fulfilment.value.replace('_', '')}"


REFUNDED = "r1"
"""The token of orders of which something was given back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """What is kept of an order in the index, but for its key."""

    order: Order
    tokens: str
    given: tuple[RefundCase, ...]

    def row(self, key: int) -> tuple[Any, ...]:
        order, paid = self.order, self.order.paid
        amounts = [case.amount for case in self.given if case.amount is not None]
        currency = paid.currency if paid else amounts[0].currency if amounts else ""
        return (
            key,
            order.order_id,
            order.order_id[::-1],
            outcome_of(order).value,
            currency,
            paid.minor if paid else 0,
            int(bool(self.given)),
            sum(each.minor for each in amounts if each.currency == currency),
            digest(self.tokens.encode()),
        )


class SqliteHistory:
    """Keeps the index; satisfies `services.history_ports.HistoryIndex`.

    `refresh` is called wherever an order or a refund case is written, in that transaction.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._db = database.peewee

    def refresh(self, order_id: OrderId) -> None:
        """Bring the index up to what is stored of an order."""
        stored = self._run(
            "SELECT rowid, document, document_hash FROM orders WHERE order_id = ?", order_id
        ).fetchone()
        if stored is None:
            self.delete(order_id)
        else:
            self._take(stored)

    def delete(self, order_id: OrderId) -> None:
        """Take an order out."""
        for (key,) in self._run("SELECT row_id FROM history WHERE order_id = ?", order_id):
            self._remove(key)

    def index_some(self, most: int) -> int:
        """Put so many orders into the index that are not in it; return about how many are left.

        Each order that was stored since then has a larger rowid and is in it already.
        """
        todo, remaining = self._run("SELECT todo, remaining FROM history_state").fetchone()
        if not todo:
            return 0
        rows = self._run(f"{_REST} LIMIT {int(most)}", todo).fetchall()
        for row in rows:
            self._take(row)
        todo = rows[-1][0] - 1 if len(rows) == most else 0
        remaining = max(1, remaining - len(rows)) if todo else 0
        self._run("UPDATE history_state SET todo = ?, remaining = ?", todo, remaining)
        return int(remaining)

    def _take(self, stored: Sequence[Any]) -> None:
        """Index an order; a damaged one stays as it is until it was read from Keeta again."""
        _, document, hashed = stored
        try:
            order = decode_whole(document, hashed, Order)
            entry = self._entry_of(order)
        except StoreError as error:
            self._database.doubt(f"an order in the index: {error}")
            return
        self._keep(entry)

    def _entry_of(self, order: Order) -> _Entry:
        query = "SELECT document, document_hash FROM refunds WHERE order_id = ?"
        rows = self._run(query, order.order_id).fetchall()
        cases = [decode_whole(document, hashed, RefundCase) for document, hashed in rows]
        given = tuple(case for case in cases if case.state in GIVEN_BACK)
        names = sorted({self._name_id(text) for text in _names(order.lines)})
        tokens = [number_token(part) for part in sorted(set(parts_of_number(order.number)))]
        tokens += map(name_token, names)
        tokens += [outcome_token(outcome_of(order)), fulfilment_token(order.fulfilment)]
        if order.paid is not None:
            tokens.append(amount_token(amount_text(order.paid.amount)))
        if given:
            tokens.append(REFUNDED)
        return _Entry(order=order, tokens=" ".join(tokens), given=given)

    def _keep(self, entry: _Entry) -> None:
        order = entry.order
        first = first_key_at(order.placed_at)
        known = self._run(
            "SELECT row_id, tokens_hash FROM history WHERE order_id = ?", order.order_id
        ).fetchone()
        key, hashed = known or (None, "")
        if key is None or key // KEYS_A_SECOND != first // KEYS_A_SECOND:
            self.delete(order.order_id)
            key, hashed = self._free_key(first), ""
        row = entry.row(key)
        if hashed != row[-1]:
            tokens = f"{order_token(key)} {entry.tokens}"
            self._run("DELETE FROM history_index WHERE rowid = ?", key)
            self._run("INSERT INTO history_index (rowid, tokens) VALUES (?, ?)", key, tokens)
        self._run(_ADD, *row)
        self._keep_note(key, folded(" ".join(_notes(order))))

    def _keep_note(self, key: int, note: str) -> None:
        if note:
            self._run("INSERT OR REPLACE INTO history_notes VALUES (?, ?)", key, note)
        else:
            self._run("DELETE FROM history_notes WHERE row_id = ?", key)

    def _free_key(self, first: int) -> int:
        """Return the next key of a second, or of the first one after it that has any left."""
        end = first + KEYS_A_SECOND
        query = "SELECT max(row_id) FROM history WHERE row_id >= ? AND row_id < ?"
        (last,) = self._run(query, first, end).fetchone()
        if last is None:
            return first
        return int(last) + 1 if last + 1 < end else self._free_key(end)

    def _remove(self, key: int) -> None:
        self._run("DELETE FROM history_index WHERE rowid = ?", key)
        self._run("DELETE FROM history_notes WHERE row_id = ?", key)
        self._run("DELETE FROM history WHERE row_id = ?", key)

    def _name_id(self, text: str) -> int:
        query = "SELECT name_id FROM history_names WHERE text = ?"
        known = self._run(query, text).fetchone()
        if known is None:
            self._run("INSERT INTO history_names (text) VALUES (?)", text)
            known = self._run(query, text).fetchone()
        return int(known[0])

    def _run(self, query: str, *values: object) -> Any:
        return self._db.execute_sql(query, values)


def _names(lines: Iterable[Line]) -> Iterator[str]:
    """Return the names of dishes with their sizes, and of options, in all languages."""
    for line in lines:
        yield from _together(line.name, *line.names.values(), line.spec, *line.specs.values())
        for option in line.options:
            yield from _of_option(option)


def _of_option(option: Option) -> Iterator[str]:
    return _together(option.name, *option.names.values())


def _together(*names: str) -> Iterator[str]:
    text = " ".join(dict.fromkeys(filter(None, map(folded, names))))
    if text:
        yield text


def _notes(order: Order) -> Iterator[str]:
    yield order.note
    for line in order.lines:
        yield line.note
