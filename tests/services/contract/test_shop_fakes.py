"""The fakes of shop and shelf do what the real client meets at the emulator, call for call."""

from collections.abc import Awaitable
from contextlib import AsyncExitStack
from typing import Any

import pytest

from kitchen_app.domain.hours import ALL_DAY, HoursFault, InvalidHours, Period, Week, Weekday
from kitchen_app.domain.shop import Contact, InvalidShop, ShopFault, ShopStatus
from kitchen_app.services.errors import Refused
from tests.services.contract.shop_sides import (
    CLOSED_DAYS,
    LONG_NIGHT,
    NIGHTS,
    PICTURE,
    RIYADH,
    FakeSide,
    RealSide,
    Side,
    real_side,
)
from tests.shop_fakes import NOT_FOUND, PENDING_REVIEW, SHOP_STATE, png

SWITCHES: list[dict[str, Any]] = [
    {},
    {"hours_shape": "wrapped"},
    {"overnight_periods": "accepted"},
    {"partial_week": "refused"},
    {"hours_event_on_update": True},
    {"status_event_on_call": False},
    {"repeated_status_change": "error"},
    {"upload_data": "object"},
]
"""The emulator as it is, and with each open question about the store answered the other way."""

FAKES: list[dict[str, Any]] = [{"refuses_repeats": False}, {"refuses_repeats": True}]


@pytest.fixture(params=[*FAKES, *SWITCHES], ids=lambda switches: str(switches or "as it is"))
async def side(request: pytest.FixtureRequest, stack: AsyncExitStack) -> Side:
    if request.param in FAKES:
        return FakeSide(**request.param)
    return await real_side(stack, **request.param)


def refuses_repeats(side: Side) -> bool:
    if isinstance(side, RealSide):
        return side.sandbox.config.repeated_status_change == "error"
    assert isinstance(side, FakeSide)
    return side.fake.refuses_repeats


async def refusal(call: Awaitable[object]) -> Refused:
    with pytest.raises(Refused) as caught:
        await call
    return caught.value


async def status(side: Side) -> ShopStatus:
    return (await side.shop.read(side.shop_id)).status


# Status


async def test_a_shop_rests_and_opens(side: Side) -> None:
    assert await status(side) is ShopStatus.OPEN
    await side.shop.rest(side.shop_id)
    found = await side.shop.read(side.shop_id)
    assert (found.status, found.platform_status) == (ShopStatus.RESTING, 4)
    await side.shop.open(side.shop_id)
    assert await status(side) is ShopStatus.OPEN


async def test_a_repeated_rest_is_a_success_or_an_error_and_changes_nothing(side: Side) -> None:
    await side.shop.rest(side.shop_id)
    if refuses_repeats(side):
        assert (await refusal(side.shop.rest(side.shop_id))).code == SHOP_STATE
    else:
        await side.shop.rest(side.shop_id)
    assert await status(side) is ShopStatus.RESTING


async def test_what_keeta_closed_it_does_not_let_us_open(side: Side) -> None:
    side.close_by_keeta()
    refused = await refusal(side.shop.open(side.shop_id))
    assert (refused.code, refused.message) == (
        SHOP_STATE,
        "The shop was suspended by the platform",
    )
    assert await status(side) is ShopStatus.RESTING


# Hours


async def test_a_week_is_replaced_whole(side: Side) -> None:
    for week in (NIGHTS, Week.of({Weekday.MON: ALL_DAY}), Week.of({})):
        await side.shop.set_week(side.shop_id, week)
        read = await side.shop.week(side.shop_id)
        assert (read.week, read.unread) == (week, ())


async def test_a_week_edited_elsewhere_is_read(side: Side) -> None:
    side.edit_week(NIGHTS)
    assert (await side.shop.week(side.shop_id)).week == NIGHTS


async def test_special_days_are_replaced_whole_and_cleared(side: Side) -> None:
    said = (CLOSED_DAYS, LONG_NIGHT)
    await side.shop.set_specials(side.shop_id, said, week=NIGHTS, zone=RIYADH)
    read = (await side.shop.specials(side.shop_id, RIYADH)).specials
    assert [(each.first.day, each.last.day) for each in read] == [(1, 2), (3, 3), (4, 4)]
    assert [len(each.periods) for each in read] == [0, 1, 2]
    await side.shop.set_specials(side.shop_id, (), week=NIGHTS, zone=RIYADH)
    assert (await side.shop.specials(side.shop_id, RIYADH)).specials == ()


async def test_special_days_edited_elsewhere_are_read(side: Side) -> None:
    side.edit_specials((CLOSED_DAYS,))
    assert (await side.shop.specials(side.shop_id, RIYADH)).specials == (CLOSED_DAYS,)


async def test_hours_that_cannot_be_are_refused_before_they_are_sent(side: Side) -> None:
    overlapping = (Period(start_s=36_000, end_s=50_000), Period(start_s=40_000, end_s=60_000))
    with pytest.raises(InvalidHours) as caught:
        await side.shop.set_week(side.shop_id, Week(days=(overlapping, (), (), (), (), (), ())))
    assert caught.value.fault is HoursFault.OVERLAP
    with pytest.raises(InvalidHours):
        await side.shop.set_specials(
            side.shop_id, (CLOSED_DAYS, CLOSED_DAYS), week=NIGHTS, zone=RIYADH
        )


async def test_a_night_that_the_portal_keeps_in_one_piece_is_read_in_two(
    stack: AsyncExitStack,
) -> None:
    side = await real_side(stack, overnight_periods="accepted")
    closed = [{"startTime": 0, "endTime": 0}]
    days = {str(day): closed for day in Weekday} | {
        "fri": [{"startTime": 64_800, "endTime": 7_200}]
    }
    side.sandbox.shop.set_week(days, in_portal=True)
    read = await side.shop.week(side.shop_id)
    assert (read.week, read.unread) == (NIGHTS, ())


async def test_the_details_hold_the_hours_too(stack: AsyncExitStack) -> None:
    side = await real_side(stack)
    side.edit_week(NIGHTS)
    assert (await side.shop.read(side.shop_id)).week == NIGHTS


# Phones and picture


async def test_phones_are_replaced(side: Side) -> None:
    await side.shop.set_contact(side.shop_id, Contact(phones=("852-21234567", "966-511111111")))
    assert (await side.shop.read(side.shop_id)).phones == ("852-21234567", "966-511111111")


async def test_a_picture_is_proposed_once_until_it_is_reviewed(side: Side) -> None:
    first = await side.shop.upload_picture(side.shop_id, name="main", content=PICTURE)
    assert await side.shop.upload_picture(side.shop_id, name="main", content=PICTURE) == first
    await side.shop.set_picture(side.shop_id, first)
    second = await side.shop.upload_picture(side.shop_id, name="main", content=png(950, 950))
    refused = await refusal(side.shop.set_picture(side.shop_id, second))
    assert (refused.code, refused.message) == (PENDING_REVIEW, "A picture is pending review")
    pictures = (await side.shop.read(side.shop_id)).pictures
    assert [each.url for each in pictures][1:] == [first]
    side.review(reject=True)
    rejected = (await side.shop.read(side.shop_id)).pictures[-1]
    assert (rejected.url, rejected.is_rejected) == (first, True)
    await side.shop.set_picture(side.shop_id, second)
    side.review()
    pictures = (await side.shop.read(side.shop_id)).pictures
    assert [(each.url, each.is_rejected) for each in pictures] == [(second, False)]


async def test_a_small_picture_is_refused_by_keeta_a_gif_by_us(side: Side) -> None:
    small = side.shop.upload_picture(side.shop_id, name="main", content=png(500, 400))
    assert "at least 600x450" in (await refusal(small)).message
    with pytest.raises(InvalidShop) as caught:
        await side.shop.upload_picture(side.shop_id, name="main", content=b"GIF89a")
    assert caught.value.fault is ShopFault.PICTURE_TYPE


# Sold out


async def test_products_and_options_are_switched_by_code_and_by_id(side: Side) -> None:
    code, spu_id = side.product()
    option, by_id = side.option()
    stock, shop_id = side.stock, side.shop_id
    off = await stock.set_products_by_code(shop_id, [code], available=False, linked=True)
    assert (off.changed, off.is_complete) == ((code,), True)
    assert side.is_sold_out(code)
    assert (await stock.set_products(shop_id, [spu_id], available=True)).changed == (spu_id,)
    await stock.set_options_by_code(shop_id, [option], available=False)
    assert side.is_sold_out(option.option)
    assert (await stock.set_options(shop_id, [by_id], available=True)).is_complete


async def test_what_does_not_exist_fails_and_the_rest_changes(side: Side) -> None:
    code, _ = side.product()
    told = await side.stock.set_products_by_code(side.shop_id, ["?", code], available=False)
    assert [(each.key, each.code) for each in told.failures] == [("?", NOT_FOUND)]
    assert told.changed == (code,)
