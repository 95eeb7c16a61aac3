"""The shop's own moves: status, picture review, what the portal and Keeta do."""

import asyncio
from datetime import timedelta
from typing import Any, Literal

import pytest

from kitchen_app.base.clock import to_epoch_ms
from kitchen_app.sandbox.config import Service
from kitchen_app.sandbox.refusals import RefusedError
from kitchen_app.sandbox.resting import ShopStatus
from kitchen_app.sandbox.shop_facts import PictureStatus
from tests.sandbox.fakes import WITHIN_S, Scene, scene

NEW = "https://img.example.test/new.png"


def details(on: Scene) -> dict[str, Any]:
    return on.sandbox.shop.facts.details(on.sandbox.config)


async def test_only_keeta_opens_what_keeta_closed() -> None:
    async with scene() as on:
        shop = on.sandbox.shop
        shop.close_by_keeta()
        told = await on.told(None, 1102)
        assert (told["fromStatus"], told["toStatus"]) == (3, 4)
        with pytest.raises(RefusedError, match="by the platform"):
            shop.open()
        shop.open_by_keeta()
        assert shop.status is ShopStatus.OPEN


@pytest.mark.parametrize("tells", [True, False])
async def test_own_calls_may_send_1102(tells: bool) -> None:
    async with scene(status_event_on_call=tells) as on:
        on.sandbox.shop.rest()
        on.sandbox.shop.open()
        on.sandbox.shop.close_by_keeta()
        await on.sandbox.delivered(None, 1102)
        on.sandbox.shop.open_by_keeta()
        await on.sandbox.journal.wait_until(
            lambda: len(on.sandbox.journal.deliveries) == (4 if tells else 2)
        )


@pytest.mark.parametrize(("switch", "refused"), [("success", False), ("error", True)])
async def test_resting_twice(switch: Literal["success", "error"], refused: bool) -> None:
    async with scene(repeated_status_change=switch) as on:
        on.sandbox.shop.rest()
        try:
            on.sandbox.shop.rest()
        except RefusedError:
            assert refused
        else:
            assert not refused
        await on.told(None, 1102)
        assert len(on.receiver.messages(1102)) == 1


@pytest.mark.parametrize(("switch", "pickup"), [("opens_both", 1), ("repeated", 2)])
async def test_open_with_one_resting(
    switch: Literal["opens_both", "repeated"], pickup: int
) -> None:
    async with scene(open_with_one_resting=switch) as on:
        shop = on.sandbox.shop
        shop.turn_in_portal(Service.PICKUP, available=False)
        shop.open()
        assert details(on)["pickupRestStatus"] == pickup
        shop.rest()
        shop.open()
        assert details(on)["pickupRestStatus"] == 1, "rest and open take both along"


async def test_keeta_tells_only_of_a_change() -> None:
    async with scene() as on:
        on.sandbox.shop.rest()
        on.sandbox.shop.close_by_keeta()
        on.sandbox.shop.open_by_keeta()
        async with asyncio.timeout(WITHIN_S):
            await on.sandbox.journal.wait_until(lambda: len(on.sandbox.journal.deliveries) == 2)
        told = [(each["fromStatus"], each["toStatus"]) for each in on.receiver.messages(1102)]
        assert told == [(3, 4), (4, 3)]


async def test_the_portal_opens_nothing_that_keeta_closed() -> None:
    async with scene() as on:
        on.sandbox.shop.close_by_keeta()
        on.sandbox.shop.turn_in_portal(Service.PICKUP, available=False)
        with pytest.raises(RefusedError, match="by the platform"):
            on.sandbox.shop.turn_in_portal(Service.PICKUP, available=True)


async def test_a_picture_is_reviewed_before_it_shows() -> None:
    async with scene() as on:
        shop = on.sandbox.shop
        shop.propose_picture(NEW)
        assert [each.status for each in shop.facts.pictures] == [
            PictureStatus.EFFECTIVE,
            PictureStatus.PENDING,
        ]
        with pytest.raises(RefusedError, match="pending review"):
            shop.propose_picture(NEW)
        on.pass_time(601)
        assert [(each.url, each.status) for each in shop.facts.pictures] == [
            (NEW, PictureStatus.EFFECTIVE)
        ]


async def test_a_rejected_picture_says_why_until_the_next_one() -> None:
    async with scene(picture_review_s=5.0) as on:
        shop = on.sandbox.shop
        shop.rejects_next_picture = True
        shop.propose_picture(NEW)
        on.pass_time(6)
        assert details(on)["mainPictures"][1]["rejectReason"]
        shop.propose_picture(NEW)
        on.pass_time(6)
        assert [each.status for each in shop.facts.pictures] == [PictureStatus.EFFECTIVE]


@pytest.mark.parametrize("url", ["front.png", "ftp://x.example/a.png", "https://x.example/a.gif"])
async def test_a_picture_address_that_is_none(url: str) -> None:
    async with scene() as on:
        with pytest.raises(RefusedError, match="pictureUrl is invalid"):
            on.sandbox.shop.propose_picture(url)


@pytest.mark.parametrize("phone", ["501234567", "966 501234567", "966-", "+966-501234567"])
async def test_a_phone_that_is_none(phone: str) -> None:
    async with scene() as on:
        with pytest.raises(RefusedError, match="phones is invalid"):
            on.sandbox.shop.set_phones([phone])


async def test_the_shop_remembers_what_it_was() -> None:
    async with scene() as on:
        shop, began = on.sandbox.shop, on.clock.now()
        first = shop.facts
        on.clock.advance(10)
        shop.rest()
        on.clock.advance(10)
        shop.set_phones(["852-21234567"])
        at_ms = [to_epoch_ms(began + timedelta(seconds=after)) for after in (-5, 9, 10, 19, 20, 60)]
        seen = [shop.as_of(each) for each in at_ms]
    assert seen[:2] == [first, first]
    assert [each.services.status for each in seen[2:]] == [ShopStatus.RESTING] * 4
    assert [each.phones == first.phones for each in seen[2:]] == [True, True, False, False]
