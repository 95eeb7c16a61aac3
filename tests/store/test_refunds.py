"""Refund cases are kept whole and found by order."""

from dataclasses import replace

from kitchen_app.domain.order import OrderId
from kitchen_app.domain.refunds import CaseId, RefundState
from kitchen_app.store.sqlite_store import SqliteStore
from tests.domain.test_refunds import ASKED


def test_a_case_comes_back_as_it_was(store: SqliteStore) -> None:
    store.refunds.save(ASKED)
    assert store.refunds.get(ASKED.case_id) == ASKED
    assert store.refunds.get(CaseId("1")) is None


def test_a_case_is_replaced_not_doubled(store: SqliteStore) -> None:
    store.refunds.save(ASKED)
    agreed = replace(ASKED, state=RefundState.AGREED)
    store.refunds.save(agreed)
    assert store.refunds.of_order(ASKED.order_id) == (agreed,)


def test_the_orders_that_wait_for_an_answer_are_found(store: SqliteStore) -> None:
    other = replace(ASKED, case_id=CaseId("2"), order_id=OrderId("7"), state=RefundState.COMPLETED)
    for case in (ASKED, other):
        store.refunds.save(case)
    assert store.refunds.orders_waiting() == [ASKED.order_id]
    assert store.refunds.of_order(OrderId("7")) == (other,)
