"""B15: weeks of work leave nothing behind but what is meant to be kept."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kitchen_app.domain.order import OrderId
from kitchen_app.services.board import Board
from tests.reliability.soak import Reading, a_soak

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")

CI = (3, 60, 1)
LONG = (30, 300, 10)
"""Days, orders a day, and for how many days an order is kept."""

MOST_GROWTH = 0.05
MOST_MORE_OBJECTS = 0.02

EMPTY_BYTES = 165_000
KEPT_ORDER_BYTES = 4_000
"""With its timeline, in which each message's arrival takes 170 bytes, two actions and the indexes;
people are masked in it."""

MESSAGE_BYTES = 675
"""Its hash and id in a page that its body has left; for ninety days."""

FRESH_MESSAGE_BYTES = 1_200
"""What the body takes more, for a day."""

MONEY_BYTES = 400
"""What stays of every order."""

TOLERANCE = 0.15


def mornings(folder: Path, days: int, orders: int, kept_days: int) -> Iterator[Reading]:
    with a_soak(folder, kept_days=kept_days) as (soak, runner):
        for _ in range(days):
            yield runner.run(soak.day(orders))


def predicted(now: Reading, before: Reading, *, orders_ever: int) -> int:
    """Return how large the database should be."""
    fresh = now.messages - before.messages
    return (
        EMPTY_BYTES
        + KEPT_ORDER_BYTES * now.orders
        + MESSAGE_BYTES * now.messages
        + FRESH_MESSAGE_BYTES * fresh
        + MONEY_BYTES * orders_ever
    )


def told(now: Reading, wanted: int) -> str:
    return (
        f"memory {now.memory / 1e6:.1f} MB, {now.objects} objects, {now.files} files, "
        f"{now.threads} threads, {now.tasks} tasks, {now.orders} orders and {now.messages} "
        f"messages in {now.database / 1e6:.2f} MB (predicted {wanted / 1e6:.2f})"
    )


@pytest.mark.parametrize(
    ("days", "orders", "kept_days"),
    [CI, pytest.param(*LONG, marks=[pytest.mark.long, pytest.mark.timeout(0)])],
)
def test_nothing_grows_but_what_is_kept(
    quick_folder: Path, days: int, orders: int, kept_days: int
) -> None:
    readings: list[Reading] = []
    sizes: list[float] = []
    for now in mornings(quick_folder, days, orders, kept_days):
        readings.append(now)
        if len(readings) > 1:
            size = predicted(now, readings[-2], orders_ever=orders * len(readings))
            sizes.append(now.database / size)
            print(f"day {len(readings)}: {told(now, size)}")  # noqa: T201 - the figures are the point
    warm, last = readings[min(3, days // 2)], readings[-1]
    assert all(abs(size - 1) <= TOLERANCE for size in sizes), "the database is as predicted"
    assert last.orders <= orders * (kept_days + 1)
    assert last.messages > 5 * orders * days, "the days were lived"
    assert last.sizes == warm.sizes, "what is in memory of a day is gone in the morning"
    assert (last.files, last.threads, last.tasks) == (warm.files, warm.threads, warm.tasks)
    assert last.objects <= warm.objects * (1 + MOST_MORE_OBJECTS)
    if days == LONG[0]:  # in fewer days memory that was asked for once is all that grows
        assert last.memory <= warm.memory * (1 + MOST_GROWTH)


def test_a_leak_is_seen(quick_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: a board that remembers when each card that left it had changed."""

    def remove(self: Board, order_id: OrderId) -> None:
        del self._cards[order_id]
        self.card_removed.emit(order_id)

    monkeypatch.setattr(Board, "_remove", remove)
    first, second = (each.sizes for each in mornings(quick_folder, 2, 12, 1))
    assert {name for name in second if second[name] > first[name]} == {".board._changed_at"}
