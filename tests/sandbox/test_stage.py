"""Scenarios as they are played."""

import pytest

from kitchen_app.sandbox.config import Fulfilment, SandboxConfig
from kitchen_app.sandbox.errors import BadRequestError
from kitchen_app.sandbox.orders import Order, Phase
from kitchen_app.sandbox.resting import ShopStatus
from kitchen_app.sandbox.scenarios import SCENARIOS
from kitchen_app.sandbox.server import Sandbox
from tests.sandbox.fakes import Scene, scene


def play(on: Scene, name: str, *, seconds: int = 3600) -> list[Order]:
    """Play a scenario with a kitchen that accepts at once and is ready after five minutes."""
    rules = on.sandbox.world.rules
    on.sandbox.stage.play(name)
    for _ in range(seconds // 5):
        on.pass_time(5)
        now_ms = int(on.clock.now().timestamp() * 1000)
        for order in on.sandbox.book.all():
            if order.phase is Phase.WAITING and name != "nobody-accepts":
                rules.accept(order)
            elif order.phase is Phase.ACCEPTED and (
                now_ms - order.reached_at_ms[Phase.ACCEPTED] > 300_000
            ):
                rules.prepare(order)
    return list(on.sandbox.book.all())


@pytest.mark.parametrize("name", SCENARIOS)
async def test_every_scenario_comes_to_an_end(name: str) -> None:
    async with scene(unanswered_refund="escalate") as on:
        orders = play(on, name, seconds=5400)
        assert orders
        assert {order.phase for order in orders} <= {Phase.COMPLETED, Phase.CANCELLED}


async def test_rider_lost() -> None:
    async with scene() as on:
        (order,) = play(on, "rider-lost")
        stations = [status for _, status in order.rides[0]]
        assert stations == [0, 10, 20, 25, 99, 10, 20, 25, 30, 50]
        assert order.phase is Phase.COMPLETED


async def test_big_order_is_completed_by_its_last_part() -> None:
    async with scene() as on:
        (order,) = play(on, "big-order")
        assert [history[-1][1] for history in order.rides.values()] == [50, 50]
        last_ms = max(history[-1][0] for history in order.rides.values())
        assert order.reached_at_ms[Phase.COMPLETED] == last_ms


async def test_late_cancel() -> None:
    async with scene() as on:
        (order,) = play(on, "late-cancel")
        assert list(order.reached_at_ms) == [
            Phase.ACCEPTED,
            Phase.READY,
            Phase.COMPLETED,
            Phase.CANCELLED,
        ]


async def test_shop_closed_by_keeta() -> None:
    async with scene() as on:
        play(on, "shop-closed-by-keeta", seconds=300)
        assert on.sandbox.shop.closed_by_keeta
        on.pass_time(400)
        assert on.sandbox.shop.status is ShopStatus.OPEN


async def test_lunch_rush_has_every_way_of_delivery() -> None:
    async with scene() as on:
        orders = play(on, "lunch-rush")
        assert len(orders) == 40
        assert len({order.fulfilment for order in orders}) >= len(Fulfilment) - 1


async def test_refund_evening_opens_cases() -> None:
    async with scene() as on:
        cases = [case for order in play(on, "refund-evening") for case in order.cases]
        assert {case.partial for case in cases} == {True, False}


async def test_nobody_accepts() -> None:
    async with scene() as on:
        forgotten, withdrawn = play(on, "nobody-accepts")
        assert [case.apply_type for case in forgotten.cases] == [3001]
        assert withdrawn.cases == []


async def test_flaky_network_spoils_calls() -> None:
    async with scene() as on:
        play(on, "flaky-network", seconds=60)
        met = [on.sandbox.faults.take("/order/get") for _ in range(100)]
        assert 5 < len([fault for fault in met if fault]) < 60
        on.sandbox.faults.clear()


async def test_a_scenario_may_start_with_the_sandbox() -> None:
    async with scene(scenario="rider-lost") as on:
        on.pass_time(1)
        assert len(on.sandbox.book.all()) == 1


async def test_an_unknown_scenario() -> None:
    with pytest.raises(BadRequestError, match="'breakfast' is not one of"):
        Sandbox(SandboxConfig(scenario="breakfast"))
