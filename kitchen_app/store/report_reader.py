"""Reading the orders of a period for a report, beside the core."""

import threading
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

import apsw

from kitchen_app.domain.actions import Action
from kitchen_app.domain.earnings import Earnings
from kitchen_app.domain.order import Order, OrderId
from kitchen_app.domain.refunds import RefundCase
from kitchen_app.domain.report import ReportRow
from kitchen_app.domain.report_rows import row_of_money, row_of_order
from kitchen_app.services.report_ports import Kept, KeptOrder
from kitchen_app.store.beside import beside
from kitchen_app.store.documents import decode_whole
from kitchen_app.store.errors import StoreError
from kitchen_app.store.history import first_key_at

T = TypeVar("T")

_ORDERS = """
    SELECT orders.order_id, document, document_hash, history.refunded
    FROM history JOIN orders USING (order_id)
    WHERE history.row_id >= ? AND history.row_id < ? ORDER BY history.row_id
"""
_CASES = "SELECT document, document_hash FROM refunds WHERE order_id = ? ORDER BY case_id"
_ACTIONS = """
    SELECT document, document_hash FROM actions
    WHERE order_id = ? AND kind = 'refund_part' ORDER BY row_id
"""
_PLACED = """
    CASE WHEN json_valid(CAST(document AS TEXT))
    THEN json_extract(CAST(document AS TEXT), '$.placed_at') END
"""  # word for word as the index has it
_MONEY = f"""
    SELECT order_id, document, document_hash FROM money
    WHERE {_PLACED} >= ? AND {_PLACED} < ? ORDER BY {_PLACED}
"""  # noqa: S608 - both parts stand here


class ReportFile:
    """Reads the database at a path; satisfies `services.report_ports.ReportReader`."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._given_up = threading.Event()

    def kept(self, since: datetime, until: datetime) -> Kept:
        """Return the orders that were placed in a time, the first one first.

        Raises:
            Superseded: `give_up` was called meanwhile.
            NotStored: the file cannot be read just now.
        """
        self._given_up.clear()
        with beside(self._path, self._given_up) as connection:
            return _Look(connection, since, until).kept()

    def whole(self, since: datetime, until: datetime) -> tuple[KeptOrder, ...]:
        """Return those of them that are still there with all their lines; raises as `kept`."""
        self._given_up.clear()
        with beside(self._path, self._given_up) as connection:
            return tuple(_Look(connection, since, until).orders())

    def give_up(self) -> None:
        """Let a look that is going on end soon; from any thread."""
        self._given_up.set()


class _Look:
    """One look at one state of the file."""

    def __init__(self, connection: apsw.Connection, since: datetime, until: datetime) -> None:
        self._connection = connection
        self._keys = (first_key_at(since), first_key_at(until))
        self._moments = (_as_text(since), _as_text(until))
        self._damaged = 0

    def kept(self) -> Kept:
        (left,) = next(iter(self._connection.execute("SELECT remaining FROM history_state")))
        rows = {row.order_id: row for row in self._rows()}
        for earnings in self._deleted():
            rows.setdefault(earnings.order_id, row_of_money(earnings))
        placed = sorted(rows.values(), key=_placed_at)
        return Kept(rows=tuple(placed), damaged=self._damaged, left=left)

    def orders(self) -> Iterator[KeptOrder]:
        """Return what is stored; what is damaged is counted, and left out."""
        for order_id, document, hashed, refunded in self._run(_ORDERS, *self._keys):
            try:
                order = decode_whole(document, hashed, Order)
                cases = self._all(_CASES, order_id, RefundCase) if refunded else ()
            except StoreError:
                self._damaged += 1
            else:
                yield KeptOrder(order=order, cases=cases)

    def _rows(self) -> Iterator[ReportRow]:
        for each in self.orders():
            actions = self._actions(each.order.order_id) if each.cases else ()
            yield row_of_order(each.order, each.cases, actions)

    def _actions(self, order_id: OrderId) -> tuple[Action, ...]:
        """Return the refunds by the shop; one that is damaged takes only the reasons with it."""
        try:
            return self._all(_ACTIONS, order_id, Action)
        except StoreError:
            return ()

    def _deleted(self) -> Iterator[Earnings]:
        for _, document, hashed in self._run(_MONEY, *self._moments):
            try:
                yield decode_whole(document, hashed, Earnings)
            except StoreError:
                self._damaged += 1

    def _all(self, query: str, order_id: OrderId, kind: type[T]) -> tuple[T, ...]:
        found = self._run(query, order_id)
        return tuple(decode_whole(document, hashed, kind) for document, hashed in found)

    def _run(self, query: str, *values: object) -> Any:
        return self._connection.execute(query, values)


def _as_text(moment: datetime) -> str:
    """Return a moment (UTC) so that stored ones are sorted by it, with and without fractions."""
    return f"{moment:%Y-%m-%dT%H:%M:%S}"


def _placed_at(row: ReportRow) -> float:
    return row.placed_at.timestamp()
