"""The computer stays awake for as long as an order may come."""

import pytest

from kitchen_app.domain.order import Status
from kitchen_app.domain.shop import Shop, ShopStatus
from kitchen_app.services.awake import Awake
from kitchen_app.services.links import Trouble
from kitchen_app.services.shop_view import ShopView
from tests.fakes import SHOP, an_order, reached
from tests.services.harness import Process, pass_time


class FakeLock:
    def __init__(self) -> None:
        self._held = False
        self.holds = 0
        self.works = True

    async def hold(self) -> bool:
        self.holds += 1
        self._held = self.works
        return self.works

    async def release(self) -> None:
        assert self._held
        self._held = False

    def is_held(self) -> bool:
        return self._held


class Desk:
    """The service over a board, with a shop that can be told."""

    def __init__(self, process: Process) -> None:
        self.lock = FakeLock()
        self.shop = ShopView()
        self.awake = Awake(
            lock=self.lock, board=process.board, links=process.links, shops=lambda: [self.shop]
        )
        self.task = process.supervisor.serve(self.awake.run, name="awake")

    async def is_told(self, status: ShopStatus) -> None:
        self.shop = ShopView(shop=Shop(shop_id=SHOP, status=status))
        await pass_time(16)


@pytest.fixture
async def desk(process: Process) -> Desk:
    desk = Desk(process)
    await pass_time(1)
    return desk


async def test_a_shop_whose_state_is_not_known_may_be_open(desk: Desk) -> None:
    assert desk.lock.is_held()


async def test_one_served_shop_that_may_be_open_is_enough(process: Process) -> None:
    lock, views = FakeLock(), [ShopView(shop=Shop(shop_id=SHOP, status=ShopStatus.RESTING))]
    awake = Awake(lock=lock, board=process.board, links=process.links, shops=lambda: views)
    process.supervisor.serve(awake.run, name="awake")
    await pass_time(1)
    assert not lock.is_held()
    views.append(ShopView())
    await pass_time(16)
    assert lock.is_held()


@pytest.mark.parametrize("status", [each for each in ShopStatus if each is not ShopStatus.RESTING])
async def test_only_a_shop_at_rest_lets_the_computer_sleep(desk: Desk, status: ShopStatus) -> None:
    await desk.is_told(ShopStatus.RESTING)
    assert not desk.lock.is_held()
    await desk.is_told(status)
    assert desk.lock.is_held()
    assert desk.lock.holds == 2


async def test_orders_on_the_board_keep_a_resting_shop_awake(process: Process, desk: Desk) -> None:
    process.knows(reached(an_order(), Status.ACCEPTED))
    await desk.is_told(ShopStatus.RESTING)
    assert desk.lock.is_held()


async def test_a_computer_that_cannot_be_kept_awake_is_told_and_tried_again(
    process: Process,
) -> None:
    desk = Desk(process)
    desk.lock.works = False
    await pass_time(1)
    assert Trouble.MAY_SLEEP in process.links.view.keeping
    desk.lock.works = True
    await pass_time(16)
    assert desk.lock.is_held()
    assert process.links.view.keeping == ()


async def test_at_the_end_the_lock_is_let_go(desk: Desk) -> None:
    desk.task.cancel()
    await pass_time(1)
    assert not desk.lock.is_held()


async def test_a_shop_at_rest_needs_no_lock_and_is_not_warned(process: Process) -> None:
    desk = Desk(process)
    desk.lock.works = False
    await pass_time(1)
    await desk.is_told(ShopStatus.RESTING)
    assert Trouble.MAY_SLEEP not in process.links.view.keeping
    await desk.is_told(ShopStatus.OPEN)
    assert Trouble.MAY_SLEEP in process.links.view.keeping
