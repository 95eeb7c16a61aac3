"""The store API: what is sent, what comes back, what is refused before it is sent."""

from collections.abc import Callable, Coroutine
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from kitchen_app.domain.hours import (
    ALL_DAY,
    HoursFault,
    InvalidHours,
    Period,
    SpecialDays,
    Week,
    Weekday,
)
from kitchen_app.domain.shop import (
    LARGEST_PICTURE_BYTES,
    Contact,
    InvalidShop,
    ShopFault,
    ShopStatus,
)
from kitchen_app.keeta.shop_api import ShopApi
from kitchen_app.keeta.transport import SignedCalls
from kitchen_app.services.errors import OutcomeUnknown, Refused
from tests.builders import SECRET, SHOP_ID, sample, signature
from tests.keeta.far_end import BASE, SUCCESS, FarEnd, form_of

_RIYADH = ZoneInfo("Asia/Riyadh")
_SHOP = {"shopId": 470022}
_CLOSED = Week.of({})
_URL = "https://img.example/uploaded/470022.jpg"
_JPEG = b"\xff\xd8\xff\xe0 a picture"


@pytest.fixture
def shop(calls: SignedCalls) -> ShopApi:
    return ShopApi(calls)


def _special(first: int, last: int, *periods: Period) -> SpecialDays:
    return SpecialDays(first=date(2026, 12, first), last=date(2026, 12, last), periods=periods)


Call = Callable[[ShopApi], Coroutine[Any, Any, object]]


@pytest.mark.parametrize(
    ("call", "path", "params", "answer"),
    [
        (lambda api: api.read(SHOP_ID), "/scm/shop/base/get", {}, sample("shop_base")),
        (
            lambda api: api.week(SHOP_ID),
            "/scm/shop/business/hour/effective/get",
            {},
            sample("shop_hours"),
        ),
        (
            lambda api: api.set_week(SHOP_ID, Week.of({Weekday.MON: ALL_DAY})),
            "/scm/shop/business/hour/effective/update",
            {
                "businessHourOfTheWeek": {
                    "mon": [{"startTime": 0, "endTime": 86400}],
                    **{
                        day: [{"startTime": 0, "endTime": 0}]
                        for day in ("tue", "wed", "thu", "fri", "sat", "sun")
                    },
                }
            },
            SUCCESS,
        ),
        (
            lambda api: api.specials(SHOP_ID, _RIYADH),
            "/scm/shop/special/business/hour/effective/get",
            {},
            sample("shop_special_hours"),
        ),
        (
            lambda api: api.set_specials(SHOP_ID, (_special(1, 2),), week=_CLOSED, zone=_RIYADH),
            "/scm/shop/special/business/hour/effective/update",
            {"specialBusinessHour": sample("shop_special_hours")["data"][:1]},
            SUCCESS,
        ),
        (
            lambda api: api.set_specials(SHOP_ID, (), week=_CLOSED, zone=_RIYADH),
            "/scm/shop/special/business/hour/effective/update",
            {"specialBusinessHour": []},
            SUCCESS,
        ),
        (
            lambda api: api.set_picture(SHOP_ID, _URL),
            "/scm/shop/picture/main/update",
            {"pictureUrl": _URL},
            SUCCESS,
        ),
        (
            lambda api: api.set_contact(SHOP_ID, Contact(phones=("966-512345678", "852-21234567"))),
            "/scm/shop/contact/update",
            {"phones": ["966-512345678", "852-21234567"]},
            SUCCESS,
        ),
        (lambda api: api.open(SHOP_ID), "/scm/shop/status/open", {}, SUCCESS),
        (lambda api: api.rest(SHOP_ID), "/scm/shop/status/rest", {}, SUCCESS),
    ],
)
async def test_each_call_is_signed_and_sent_to_its_address_with_its_members(
    shop: ShopApi,
    end: FarEnd,
    call: Call,
    path: str,
    params: dict[str, Any],
    answer: dict[str, Any],
) -> None:
    end.says(answer)
    await call(shop)
    assert end.paths == [path]
    assert end.business() == _SHOP | params


@pytest.mark.parametrize("call", [lambda api: api.open(SHOP_ID), lambda api: api.read(SHOP_ID)])
async def test_a_refusal_is_passed_on(shop: ShopApi, end: FarEnd, call: Call) -> None:
    end.says({"code": 115000201, "message": "only Keeta can lift this rest"})
    with pytest.raises(Refused) as caught:
        await call(shop)
    assert caught.value.message == "only Keeta can lift this rest"


# Reading


async def test_a_shop_is_read(shop: ShopApi, end: FarEnd) -> None:
    end.says(sample("shop_base"))
    found = await shop.read(SHOP_ID)
    assert (found.name_en, found.status) == ("Sample Grill Malaz", ShopStatus.OPEN)


@pytest.mark.parametrize("data", [None, {}, [], "x", {"shopId": 470023, "status": 3}])
async def test_an_answer_without_our_shop_proves_nothing(
    shop: ShopApi, end: FarEnd, data: object
) -> None:
    end.says(SUCCESS | {"data": data})
    with pytest.raises(OutcomeUnknown):
        await shop.read(SHOP_ID)


async def test_the_week_is_read(shop: ShopApi, end: FarEnd) -> None:
    end.says(sample("shop_hours_wrapped"))
    assert (await shop.week(SHOP_ID)).week.on(Weekday.WED) == ALL_DAY


@pytest.mark.parametrize("data", [None, {}, [], {"businessHourOfTheWeek": None}])
async def test_an_answer_without_hours_is_not_a_closed_week(
    shop: ShopApi, end: FarEnd, data: object
) -> None:
    end.says(SUCCESS | {"data": data})
    with pytest.raises(OutcomeUnknown):
        await shop.week(SHOP_ID)


async def test_special_days_are_read(shop: ShopApi, end: FarEnd) -> None:
    end.says(sample("shop_special_hours"))
    assert (await shop.specials(SHOP_ID, _RIYADH)).specials[0] == _special(1, 2)


# Refused before it is sent


async def test_a_week_that_cannot_be_is_not_sent_even_if_keeta_gave_it(
    shop: ShopApi, end: FarEnd
) -> None:
    noon = Period(start_s=36000, end_s=50000)
    late = Period(start_s=40000, end_s=60000)
    with pytest.raises(InvalidHours) as caught:
        await shop.set_week(SHOP_ID, Week(days=((noon, late), (), (), (), (), (), ())))
    assert (caught.value.fault, caught.value.place) == (HoursFault.OVERLAP, "mon")
    assert end.requests == []


async def test_special_days_that_cannot_be_are_not_sent(shop: ShopApi, end: FarEnd) -> None:
    with pytest.raises(InvalidHours):
        await shop.set_specials(
            SHOP_ID, (_special(1, 3), _special(2, 4)), week=_CLOSED, zone=_RIYADH
        )
    assert end.requests == []


async def test_a_special_night_is_sent_in_two_pieces(shop: ShopApi, end: FarEnd) -> None:
    night = _special(1, 1, Period(start_s=64800, end_s=86400 + 7200))
    await shop.set_specials(SHOP_ID, (night,), week=_CLOSED, zone=_RIYADH)
    sent = [entry["businessHour"] for entry in end.business()["specialBusinessHour"]]
    assert sent == [
        [{"startTime": 64800, "endTime": 86400}],
        [{"startTime": 0, "endTime": 7200}],
    ]


async def test_an_address_that_is_no_pictures_is_not_sent(shop: ShopApi, end: FarEnd) -> None:
    with pytest.raises(InvalidShop):
        await shop.set_picture(SHOP_ID, "https://img.example/a.gif")
    assert end.requests == []


# A picture


@pytest.mark.parametrize(
    ("content", "content_type"),
    [
        (_JPEG, "image/jpeg"),
        (b"\x89PNG\r\n\x1a\n...", "image/png"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "image/webp"),
    ],
)
async def test_a_picture_is_sent_as_what_it_is_and_its_address_returned(
    shop: ShopApi, end: FarEnd, content: bytes, content_type: str
) -> None:
    end.says(sample("image_upload"))
    assert await shop.upload_picture(SHOP_ID, name="front", content=content) == _URL
    form = form_of(end.requests[-1])
    assert end.paths == ["/base/image/upload"]
    assert form.fields["shopId"] == "470022"
    assert form.fields["imageName"] == "front"
    assert form.fields["sig"] == signature(f"{BASE}/base/image/upload", form.fields, SECRET)
    assert form.files == {"imageData": ("front", content_type, content)}


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", ShopFault.PICTURE_BYTES),
        (_JPEG + bytes(LARGEST_PICTURE_BYTES), ShopFault.PICTURE_BYTES),
        (b"GIF89a", ShopFault.PICTURE_TYPE),
        (b"RIFF\x00\x00\x00\x00WAVE", ShopFault.PICTURE_TYPE),
    ],
    ids=["empty", "long", "gif", "sound"],
)
async def test_what_is_no_picture_for_keeta_is_not_sent(
    shop: ShopApi, end: FarEnd, content: bytes, fault: ShopFault
) -> None:
    with pytest.raises(InvalidShop) as caught:
        await shop.upload_picture(SHOP_ID, name="front.jpg", content=content)
    assert caught.value.fault is fault
    assert end.requests == []


async def test_an_upload_without_an_address_proves_nothing(shop: ShopApi, end: FarEnd) -> None:
    end.says(SUCCESS)
    with pytest.raises(OutcomeUnknown):
        await shop.upload_picture(SHOP_ID, name="front", content=_JPEG)
