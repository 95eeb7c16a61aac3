"""Delivery and pickup, each open or resting, and what that makes of the shop."""

from typing import Any, Literal

import pytest

from kitchen_app.sandbox.config import Fulfilment, SandboxConfig, Service
from kitchen_app.sandbox.resting import ServiceState, ShopStatus, all_available
from tests.sandbox.fakes import scene

BOTH = tuple(Service)
DELIVERY, PICKUP = Service.DELIVERY, Service.PICKUP


@pytest.mark.parametrize(
    ("sold", "resting", "status"),
    [
        (BOTH, (), ShopStatus.OPEN),
        (BOTH, (PICKUP,), ShopStatus.OPEN),
        (BOTH, (DELIVERY,), ShopStatus.OPEN),
        (BOTH, BOTH, ShopStatus.RESTING),
        ((DELIVERY,), (PICKUP,), ShopStatus.OPEN),
        ((DELIVERY,), (DELIVERY,), ShopStatus.RESTING),
    ],
)
def test_a_shop_is_open_while_either_service_is(
    sold: tuple[Service, ...], resting: tuple[Service, ...], status: ShopStatus
) -> None:
    services = all_available(SandboxConfig(services=sold)).turned(*resting, available=False)
    assert services.status is status


def test_what_is_not_enabled_stays_so() -> None:
    services = all_available(SandboxConfig(services=(DELIVERY,)))
    for available in (False, True):
        turned = services.turned(*BOTH, available=available)
        assert turned.states[PICKUP] is ServiceState.NOT_ENABLED
    assert services.turned(*BOTH, available=True) == services


@pytest.mark.parametrize("fulfilment", list(Fulfilment))
def test_only_pickup_needs_no_delivery(fulfilment: Fulfilment) -> None:
    pickup_alone = all_available(SandboxConfig()).turned(DELIVERY, available=False)
    assert pickup_alone.can_take(fulfilment) is (fulfilment is Fulfilment.PICKUP)


PRESENT = {
    "fromDeliveryRestStatus": 1,
    "fromPickupRestStatus": 1,
    "toDeliveryRestStatus": 1,
    "toPickupRestStatus": 2,
}


@pytest.mark.parametrize(("rest_status", "more"), [("present", PRESENT), ("absent", {})])
async def test_1102_tells_of_a_service_although_the_shop_stays_open(
    rest_status: Literal["present", "absent"], more: dict[str, int]
) -> None:
    async with scene(rest_status=rest_status) as on:
        on.sandbox.shop.turn_in_portal(PICKUP, available=False)
        told = await on.told(None, 1102)
    assert told == {"shopId": 470011, "fromStatus": 3, "toStatus": 3} | more


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({}, (3, 2, 1)),
        ({"rest_status": "absent"}, (3, None, None)),
        ({"rest_status_numbers": (10, 20, 30)}, (3, 20, 10)),
        ({"services": (PICKUP,)}, (3, 3, 1)),
        ({"services": (DELIVERY,)}, (4, 2, 3)),
    ],
)
async def test_base_get_shows_each_service(
    settings: dict[str, Any], expected: tuple[int, int | None, int | None]
) -> None:
    async with scene(**settings) as on:
        on.sandbox.shop.turn_in_portal(DELIVERY, available=False)
        details = (await on.client.call_shop("/scm/shop/base/get"))["data"]
    names = ("status", "deliveryRestStatus", "pickupRestStatus")
    assert tuple(details.get(name) for name in names) == expected


async def test_a_call_takes_both_services_along_and_1102_says_so() -> None:
    async with scene() as on:
        await on.client.call_shop("/scm/shop/status/rest")
        told = await on.told(None, 1102)
    assert (told["fromStatus"], told["toStatus"]) == (3, 4)
    assert (told["toDeliveryRestStatus"], told["toPickupRestStatus"]) == (2, 2)


async def test_what_changes_nothing_is_not_told() -> None:
    async with scene() as on:
        shop = on.sandbox.shop
        shop.turn_in_portal(PICKUP, available=True)
        shop.turn_in_portal(DELIVERY, available=False)
        shop.turn_in_portal(DELIVERY, available=False)
        shop.turn_in_portal(PICKUP, available=False)
        await on.sandbox.delivered(None, 1102)
        await on.receiver.wait_for(2)
        changes = [(each["fromStatus"], each["toStatus"]) for each in on.receiver.messages(1102)]
    assert changes == [(3, 3), (3, 4)]
