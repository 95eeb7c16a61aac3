"""The control API beside the orders."""

from typing import Any

import pytest

from kitchen_app.sandbox.faults import EventFaultKind, FaultKind
from kitchen_app.sandbox.openapi import description
from kitchen_app.sandbox.scenarios import names
from tests.sandbox.fakes import scene

WEEK = {"mon": [{"startTime": 36000, "endTime": 54000}]}


async def test_the_portal_changes_the_shop() -> None:
    async with scene() as on:
        await on.client.control("POST", "/shop/hours", {"businessHourOfTheWeek": WEEK})
        assert (await on.told(None, 1101))["businessHourOfTheWeek"] == WEEK
        await on.client.control("POST", "/shop/special-hours", {"specialBusinessHour": []})
        await on.client.control("POST", "/shop/close-by-keeta")
        await on.told(None, 1102)
        assert on.receiver.messages(1101)[-1] == {"shopId": 470011, "specialBusinessHour": []}
        shown = await on.client.control("GET", "/shop")
        assert (shown["status"], shown["closedByKeeta"], shown["soldOutProducts"]) == (4, True, [])
        assert shown["businessHourOfTheWeek"] == WEEK
        await on.client.control("POST", "/shop/open-by-keeta")
        await on.client.control("POST", "/shop/hours", {"businessHourOfTheWeek": {}}, status=400)
        await on.client.control("POST", "/shop/reject-next-picture")
        assert on.sandbox.shop.rejects_next_picture


async def test_the_portal_rests_one_service_alone() -> None:
    async with scene() as on:
        await on.client.control("POST", "/shop/services/pickup/rest")
        told = await on.told(None, 1102)
        assert (told["fromStatus"], told["toStatus"]) == (3, 3)
        details = (await on.client.call_shop("/scm/shop/base/get"))["data"]
        assert (details["status"], details["pickupRestStatus"]) == (3, 2)
        await on.client.control("POST", "/shop/services/pickup/open")
        assert (await on.client.control("GET", "/shop"))["pickupRestStatus"] == 1
        await on.client.control("POST", "/shop/services/drinks/rest", status=400)


async def test_consent_and_its_end() -> None:
    async with scene() as on:
        code = (await on.client.control("POST", "/authorization/consent", {"state": "s"}))["code"]
        await on.sandbox.delivered(None, 1)
        assert on.receiver.raw[0][2]["code"] == code
        await on.client.control("POST", "/authorization/shops/470012")
        await on.client.control("DELETE", "/authorization/shops/470012")
        assert on.sandbox.authorization.shop_ids == [470011]
        await on.client.control("POST", "/authorization/expire")
        assert (await on.client.call_shop("/scm/shop/base/get"))["code"] == 115000203
        await on.client.control("POST", "/authorization/revoke")
        assert (await on.client.call_shop("/scm/shop/base/get"))["code"] == 115000260


async def test_faults_are_queued_shown_and_cleared() -> None:
    async with scene() as on:
        call = {"path": "/order/get", "kind": "refused", "code": 315000100, "times": 2}
        event = {"eventId": 1001, "kind": "delayed", "delay_s": 5}
        await on.client.control("POST", "/faults", call)
        waiting = await on.client.control("POST", "/faults", event)
        assert waiting == {"/order/get": ["refused", "refused"], "1001": ["delayed"]}
        order_id = await on.sandbox.place_order()
        assert (await on.client.call("/order/get", order_id))["code"] == 315000100
        assert await on.client.control("GET", "/faults") == {"/order/get": ["refused"]}
        await on.client.control("DELETE", "/faults")
        assert (await on.client.call("/order/get", order_id))["code"] == 0


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"path": "/order/get"},
        {"path": "/order/get", "eventId": 1001, "kind": "lost"},
        {"path": "/order/get", "kind": "lost"},
        {"eventId": 1001, "kind": "html"},
        {"eventId": 1001, "kind": "lost", "code": 5},
        {"path": "/order/get", "kind": "html", "delay_s": 5},
        {"path": "/order/get", "kind": "html", "times": "often"},
    ],
)
async def test_a_fault_that_cannot_be_read(body: dict[str, Any]) -> None:
    async with scene() as on:
        await on.client.control("POST", "/faults", body, status=400)
        assert on.sandbox.faults.waiting() == {}


@pytest.mark.parametrize("kind", list(FaultKind))
async def test_every_kind_can_be_asked_for(kind: FaultKind) -> None:
    async with scene() as on:
        waiting = await on.client.control("POST", "/faults", {"path": "/x", "kind": kind})
    assert waiting == {"/x": [kind]}


@pytest.mark.parametrize("kind", list(EventFaultKind))
async def test_every_kind_of_event_fault_can_be_asked_for(kind: EventFaultKind) -> None:
    async with scene() as on:
        waiting = await on.client.control("POST", "/faults", {"eventId": 1001, "kind": kind})
    assert waiting == {"1001": [kind]}


async def test_scenarios_are_listed_and_started() -> None:
    async with scene() as on:
        assert await on.client.control("GET", "/scenarios") == names()
        await on.client.control("POST", "/scenarios/rider-lost", {"seed": 3})
        await on.client.control("POST", "/scenarios/breakfast", status=400)
        on.pass_time(1)
        assert len(on.sandbox.book.all()) == 1


async def test_the_description_is_served() -> None:
    async with scene() as on:
        assert await on.client.control("GET", "/openapi.json") == description()
