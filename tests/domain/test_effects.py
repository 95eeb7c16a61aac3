"""What the machine asks for is plain data."""

from kitchen_app.domain.effects import Entry, ReadOrder
from tests.builders import NOW, ORDER_ID


def test_two_wishes_to_read_the_same_order_are_one() -> None:
    assert len({ReadOrder(order_id=ORDER_ID), ReadOrder(order_id=ORDER_ID)}) == 1


def test_an_entry_needs_no_detail() -> None:
    assert Entry(at=NOW, kind="placed").detail == ""
