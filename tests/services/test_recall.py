"""Orders are found by their number, also when they have left the board."""

from dataclasses import replace
from datetime import timedelta

import pytest

from kitchen_app.domain.events import Placed
from kitchen_app.domain.order import Order, OrderId, Status
from kitchen_app.services.recall import MOST
from tests.fakes import NOON, an_order, reached
from tests.services.harness import Process


def numbered(at: int, number: str, **changes: object) -> Order:
    placed_at = NOON + timedelta(minutes=at)
    order = replace(an_order(), order_id=OrderId(str(7_000 + at)), number=number)
    return replace(order, placed_at=placed_at, **changes)  # type: ignore[arg-type]  # names of the dataclass


async def found(process: Process, text: str) -> list[str]:
    return [card.order.number for card in await process.kitchen.recall.find(text)]


@pytest.fixture
def filled(process: Process) -> Process:
    for at, number in enumerate(("K1001", "K1002", "K2100")):
        process.ledger.record((Placed(order=numbered(at, number)),))
    return process


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("1001", ["K1001"]),
        ("k10", ["K1002", "K1001"]),
        ("  100 ", ["K2100", "K1002", "K1001"]),
        ("", ["K2100", "K1002", "K1001"]),
        ("999", []),
    ],
)
async def test_any_part_of_the_number_finds_it_the_latest_first(
    filled: Process, text: str, numbers: list[str]
) -> None:
    assert await found(filled, text) == numbers


async def test_what_was_done_last_comes_first(filled: Process) -> None:
    first = reached(numbered(0, "K1001"), Status.READY)
    first = replace(first, ready_at=NOON + timedelta(hours=1))
    filled.store.orders.save(first, NOON)
    assert await found(filled, "K") == ["K1001", "K2100", "K1002"]


async def test_it_is_found_after_it_left_the_board_and_not_for_ever(filled: Process) -> None:
    order = reached(numbered(0, "K1001"), Status.COMPLETED)
    filled.store.orders.save(order, NOON)
    filled.board.refresh(order.order_id)
    filled.clock.advance(timedelta(hours=20))
    filled.board.recheck()
    assert order.order_id not in filled.board.cards
    assert await found(filled, "1001") == ["K1001"]
    filled.clock.advance(timedelta(hours=30))
    assert await found(filled, "1001") == []


async def test_only_so_many_are_told(process: Process) -> None:
    for at in range(MOST + 5):
        process.ledger.record((Placed(order=numbered(at, f"K{at}")),))
    numbers = await found(process, "")
    assert len(numbers) == MOST
    assert numbers[0] == f"K{MOST + 4}"
