"""The connection is looked at freely, changed behind the PIN, and registered once at a time."""

import asyncio
from collections.abc import Callable

import pytest

from kitchen_app.domain.order import ShopId
from kitchen_app.services.access import AccessView, CallbackFailure
from kitchen_app.services.connection import Connection, Ends, Registration
from kitchen_app.services.manager_lock import Deed, ManagerLock, NotApproved
from tests.fakes import FakeClock
from tests.ui.fakes import FakePins

OURS = "https://kitchen.example.test/keeta"
LOST = CallbackFailure(event_id=1101, code=115000299)


class HeldRegistrar:
    """Registers an event each time it is let; `error` comes after the first."""

    def __init__(self) -> None:
        self.view = AccessView()
        self.event_count = 2
        self.asked: list[tuple[str, bool]] = []
        self.let = asyncio.Semaphore(0)
        self.came_on = asyncio.Semaphore(0)
        self.error: Exception | None = None

    def consent_address(self, redirect_uri: str) -> str:
        return f"https://keeta.example.test/consent?redirect_uri={redirect_uri}"

    async def register_callbacks(
        self, url: str, *, is_test: bool, on_done: Callable[[int], None]
    ) -> tuple[CallbackFailure, ...]:
        self.asked.append((url, is_test))
        for done in (1, 2):
            await self.let.acquire()
            on_done(done)
            self.came_on.release()
            if self.error is not None:
                raise self.error
        return (LOST,)


@pytest.fixture
def registrar() -> HeldRegistrar:
    return HeldRegistrar()


@pytest.fixture
def manager(clock: FakeClock) -> ManagerLock:
    return ManagerLock(FakePins(), clock)


def connection_of(
    registrar: HeldRegistrar, manager: ManagerLock, *, can_register: bool = True
) -> Connection:
    connection = Connection(manager=manager)
    ends = Ends(
        access=registrar,
        app_id=38,
        shop_id=ShopId("470011"),
        address=OURS,
        can_register=can_register,
    )
    connection.lead_to(ends)
    return connection


async def test_how_far_it_has_come_is_seen_and_a_second_touch_asks_nothing(
    registrar: HeldRegistrar, manager: ManagerLock
) -> None:
    connection = connection_of(registrar, manager)
    assert (await connection.view()).registration is None

    async def look_meanwhile() -> None:
        registrar.let.release()
        await registrar.came_on.acquire()
        assert (await connection.view()).registration == Registration(total=2, done=1)
        second = await connection.register(is_test=True)
        assert second.registration is not None
        assert not second.registration.is_over
        registrar.let.release()

    done, _ = await asyncio.gather(connection.register(is_test=True), look_meanwhile())
    assert done.registration == Registration(total=2, done=2, failures=(LOST,))
    assert done.registration.is_over
    assert registrar.asked == [(OURS, True)]


async def test_after_a_bug_it_may_be_tried_again(
    registrar: HeldRegistrar, manager: ManagerLock
) -> None:
    connection = connection_of(registrar, manager)
    registrar.error = ValueError("planted")
    for _ in range(3):
        registrar.let.release()
    with pytest.raises(ValueError, match="planted"):
        await connection.register(is_test=False)
    assert (await connection.view()).registration is None, "nobody knows what Keeta has taken"
    registrar.error = None
    await connection.register(is_test=False)
    assert registrar.asked == [(OURS, False)] * 2


async def test_an_address_that_keeta_cannot_reach_is_not_told(
    registrar: HeldRegistrar, manager: ManagerLock
) -> None:
    connection = connection_of(registrar, manager, can_register=False)
    assert not (await connection.view()).can_register
    with pytest.raises(RuntimeError, match="cannot reach"):
        await connection.register(is_test=False)
    assert registrar.asked == []


async def test_with_a_pin_only_looking_is_free(
    registrar: HeldRegistrar, manager: ManagerLock
) -> None:
    connection = connection_of(registrar, manager)
    await manager.change(old="", new="2580")
    assert (await connection.view()).address == OURS
    with pytest.raises(NotApproved) as caught:
        await connection.register(is_test=False)
    assert caught.value.matter.deed is Deed.CONNECTION
    with pytest.raises(NotApproved):
        await connection.consent_address()
    assert registrar.asked == []


async def test_a_consent_leads_back_to_our_address(
    registrar: HeldRegistrar, manager: ManagerLock
) -> None:
    address = await connection_of(registrar, manager).consent_address()
    assert address.endswith(f"redirect_uri={OURS}")


async def test_before_it_leads_anywhere_that_is_said(manager: ManagerLock) -> None:
    with pytest.raises(RuntimeError, match="leads nowhere"):
        await Connection(manager=manager).view()
