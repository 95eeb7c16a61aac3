"""Guards against PySide6 releases that corrupt Python itself."""

import sys

from PySide6.QtCore import QObject

CALLS = 500
MOST_LOST = 100


def test_calls_that_return_nothing_do_not_steal_references_to_none(qapp: object) -> None:
    """PySide6 6.12.0 loses one reference to None each; below Python 3.12 that ends in an abort."""
    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        thing.setObjectName("x")
    assert before - sys.getrefcount(None) < MOST_LOST
