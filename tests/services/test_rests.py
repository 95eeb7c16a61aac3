"""A rest ends: over a restart, against a Keeta that says no, and when somebody else ends it."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from kitchen_app.base.errors import KnownError
from kitchen_app.base.tasks import Supervisor
from kitchen_app.domain.shop import Shop, ShopStatus
from kitchen_app.services.manager_lock import Deed, ManagerLock, Matter, NotApproved
from kitchen_app.services.rests import Rest, Rests
from kitchen_app.services.shop_view import ChangeKind, ChangeResult, Outcome, ShopView
from kitchen_app.store.pin import NoPepper, PinFile
from kitchen_app.store.rest_file import RestFile
from tests.fakes import SHOP, FakeClock
from tests.services.harness import until

QUARTER = timedelta(minutes=15)


class FakeShop:
    """A shop that does what it is told, or fails as `outcomes` say, one each."""

    def __init__(self, clock: FakeClock) -> None:
        self._clock = clock
        self.status = ShopStatus.OPEN
        self.outcomes: list[Outcome] = []
        self.calls: list[str] = []

    @property
    def view(self) -> ShopView:
        shop = Shop(shop_id=SHOP, status=self.status)
        return ShopView(shop=shop, read_at=self._clock.now())

    async def rest(self) -> ChangeResult:
        return self._turn(ChangeKind.REST, ShopStatus.RESTING)

    async def open(self) -> ChangeResult:
        return self._turn(ChangeKind.OPEN, ShopStatus.OPEN)

    def _turn(self, kind: ChangeKind, status: ShopStatus) -> ChangeResult:
        self.calls.append(kind.value)
        outcome = self.outcomes.pop(0) if self.outcomes else Outcome.DONE
        if outcome is Outcome.DONE:
            self.status = status
        return ChangeResult(kind=kind, outcome=outcome, message="as planted")


@pytest.fixture
def shop(clock: FakeClock) -> FakeShop:
    return FakeShop(clock)


@pytest.fixture
def lock(tmp_path: Path, clock: FakeClock) -> ManagerLock:
    return ManagerLock(PinFile(tmp_path, NoPepper()), clock)


@pytest.fixture
def made(
    tmp_path: Path, clock: FakeClock, lock: ManagerLock, shop: FakeShop
) -> Callable[[], Rests]:
    """Return a function that makes the rests of a program that has just started."""

    def make() -> Rests:
        rests = Rests(RestFile(tmp_path, SHOP), clock=clock, manager=lock)
        rests.tell_through(shop)
        return rests

    return make


@asynccontextmanager
async def running(rests: Rests) -> AsyncIterator[None]:
    supervisor = Supervisor()
    supervisor.serve(rests.run, name="rests")
    try:
        yield
    finally:
        await supervisor.stop()


async def test_a_rest_ends_when_its_time_has_come(
    made: Callable[[], Rests], shop: FakeShop, clock: FakeClock
) -> None:
    rests = made()
    end = clock.now() + QUARTER
    assert (await rests.rest(end)).outcome is Outcome.DONE
    assert shop.status is ShopStatus.RESTING
    assert rests.view.rest == Rest(since=clock.now(), until=end)
    async with running(rests):
        clock.advance(QUARTER - timedelta(seconds=2))
        assert shop.calls == ["rest"]
        clock.advance(timedelta(seconds=2))
        await until(lambda: shop.status is ShopStatus.OPEN)
        await until(lambda: rests.view.rest is None)
    assert made().view.rest is None


async def test_it_ends_although_the_program_was_started_again(
    made: Callable[[], Rests], shop: FakeShop, clock: FakeClock
) -> None:
    await made().rest(clock.now() + QUARTER)
    clock.advance(QUARTER * 2)
    again = made()
    assert again.view.rest is not None
    async with running(again):
        await until(lambda: shop.status is ShopStatus.OPEN)


async def test_what_keeta_refuses_to_open_is_told_and_asked_again(
    made: Callable[[], Rests], shop: FakeShop, clock: FakeClock
) -> None:
    rests = made()
    await rests.rest(clock.now())
    shop.outcomes = [Outcome.REFUSED, Outcome.NOT_REACHED]
    async with running(rests):
        await until(lambda: rests.view.failed is not None)
        failed = rests.view.failed
        assert failed is not None
        assert (failed.outcome, failed.message) == (Outcome.REFUSED, "as planted")
        assert rests.view.rest is not None
        clock.advance(timedelta(seconds=61))
        await until(lambda: len(shop.calls) == 3)
        clock.advance(timedelta(seconds=61))
        await until(lambda: shop.status is ShopStatus.OPEN)
    assert shop.calls == ["rest", "open", "open", "open"]


async def test_a_rest_without_an_end_lasts_until_somebody_opens(
    made: Callable[[], Rests], shop: FakeShop, clock: FakeClock
) -> None:
    rests = made()
    await rests.rest(None)
    async with running(rests):
        clock.advance(timedelta(days=3))
        await until(lambda: True)
        assert shop.calls == ["rest"]
    assert (await rests.open()).outcome is Outcome.DONE
    assert rests.view.rest is None


async def test_another_end_can_be_given(
    made: Callable[[], Rests], shop: FakeShop, clock: FakeClock
) -> None:
    rests = made()
    began = clock.now()
    await rests.rest(began + QUARTER)
    clock.advance(timedelta(minutes=10))
    await rests.rest(clock.now() + QUARTER)
    assert rests.view.rest == Rest(since=began, until=clock.now() + QUARTER)


@pytest.mark.parametrize("outcome", [Outcome.REFUSED, Outcome.NOT_REACHED, Outcome.ANOTHER_RUNS])
async def test_a_rest_that_did_not_begin_is_none(
    made: Callable[[], Rests], shop: FakeShop, clock: FakeClock, outcome: Outcome
) -> None:
    rests = made()
    shop.outcomes = [outcome]
    assert (await rests.rest(clock.now() + QUARTER)).outcome is outcome
    assert rests.view.rest is None
    assert rests.view.failed is not None
    assert made().view.rest is None


async def test_one_of_which_nobody_knows_whether_it_began_is_ended_all_the_same(
    made: Callable[[], Rests], shop: FakeShop, clock: FakeClock
) -> None:
    rests = made()
    shop.outcomes = [Outcome.NOT_KNOWN]
    await rests.rest(clock.now() + QUARTER)
    assert made().view.rest is not None


async def test_one_that_others_ended_is_forgotten(
    made: Callable[[], Rests], shop: FakeShop, clock: FakeClock
) -> None:
    rests = made()
    await rests.rest(clock.now() + QUARTER)
    async with running(rests):
        shop.status = ShopStatus.OPEN
        clock.advance(timedelta(seconds=10))
        await until(lambda: rests.view.rest is None)
    assert shop.calls == ["rest"]


async def test_both_need_the_manager_if_there_is_a_pin(
    made: Callable[[], Rests], shop: FakeShop, clock: FakeClock, lock: ManagerLock
) -> None:
    rests = made()
    await lock.change(old="", new="8305")
    with pytest.raises(NotApproved):
        await rests.rest(None)
    with pytest.raises(NotApproved):
        await rests.open()
    assert shop.calls == []
    answer = await lock.approve(Matter(deed=Deed.REST), "8305")
    assert (await rests.rest(None, approval=answer.approval)).outcome is Outcome.DONE


async def test_an_end_that_cannot_be_written_down_is_not_begun(
    made: Callable[[], Rests], shop: FakeShop, clock: FakeClock, tmp_path: Path
) -> None:
    rests = made()
    (tmp_path / f"rest-{SHOP}.new").mkdir()
    with pytest.raises(KnownError):
        await rests.rest(clock.now() + QUARTER)
    assert shop.calls == []
    assert rests.view.rest is None


async def test_without_a_shop_it_is_our_bug(
    tmp_path: Path, clock: FakeClock, lock: ManagerLock
) -> None:
    with pytest.raises(RuntimeError):
        await Rests(RestFile(tmp_path, SHOP), clock=clock, manager=lock).open()
