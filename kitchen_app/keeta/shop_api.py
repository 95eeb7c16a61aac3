"""Keeta's store API: details, hours, picture, phones, open and rest.

Source: Store Integration Guide and the pages of its endpoints. None of them documents error codes
of its own; a refusal is a `Refused`. What we know to be wrong is refused before it is sent.
"""

from datetime import tzinfo
from typing import Any

from kitchen_app.domain.hours import (
    ReadSpecials,
    ReadWeek,
    SpecialDays,
    Week,
    split_specials,
)
from kitchen_app.domain.order import ShopId
from kitchen_app.domain.shop import (
    Contact,
    InvalidShop,
    Shop,
    ShopFault,
    check_picture_bytes,
    check_picture_url,
)
from kitchen_app.keeta.shop_codec import (
    decode_picture_url,
    decode_shop,
    decode_specials,
    decode_week,
    encode_specials,
    encode_week,
)
from kitchen_app.keeta.transport import Calls, Upload
from kitchen_app.services.errors import OutcomeUnknown

_JPEG, _PNG, _RIFF, _WEBP = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF", b"WEBP"


class ShopApi:
    """Reads and changes a shop. Every method raises `services.errors.PlatformError`."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    async def read(self, shop_id: ShopId) -> Shop:
        """Return the shop as Keeta has it (scm/shop/base/get)."""
        answer = await self._calls.call("/scm/shop/base/get", _of(shop_id))
        shop = answer.reader.child("data")
        if not shop or shop.identifier("shopId") not in ("", shop_id):
            raise OutcomeUnknown("Keeta's answer does not hold the shop we asked for")
        return decode_shop(answer.members["data"], shop_id)

    async def week(self, shop_id: ShopId) -> ReadWeek:
        """Return the ordinary hours (business/hour/effective/get)."""
        answer = await self._calls.call("/scm/shop/business/hour/effective/get", _of(shop_id))
        week = decode_week(answer.members.get("data"))
        if week is None:
            raise OutcomeUnknown("Keeta's answer holds no hours")
        return week

    async def set_week(self, shop_id: ShopId, week: Week) -> None:
        """Replace the ordinary hours (business/hour/effective/update).

        Keeta was seen to send no event 1101 after this: read the hours again.

        Raises:
            InvalidHours: the week, perhaps one read from Keeta, is not possible.
        """
        possible = Week.of(week.spoken())
        await self._calls.call(
            "/scm/shop/business/hour/effective/update",
            _of(shop_id) | {"businessHourOfTheWeek": encode_week(possible)},
        )

    async def specials(self, shop_id: ShopId, zone: tzinfo) -> ReadSpecials:
        """Return the special days in force (special/business/hour/effective/get)."""
        path = "/scm/shop/special/business/hour/effective/get"
        answer = await self._calls.call(path, _of(shop_id))
        return decode_specials(answer.members.get("data"), zone)

    async def set_specials(
        self, shop_id: ShopId, spoken: tuple[SpecialDays, ...], *, week: Week, zone: tzinfo
    ) -> None:
        """Replace all special days (special/business/hour/effective/update); none clears them.

        Takes them as people say them; `week` tells what a night may run into.

        Raises:
            InvalidHours: some of them are not possible.
        """
        specials = encode_specials(split_specials(spoken, week), zone)
        await self._calls.call(
            "/scm/shop/special/business/hour/effective/update",
            _of(shop_id) | {"specialBusinessHour": specials},
        )

    async def upload_picture(self, shop_id: ShopId, *, name: str, content: bytes) -> str:
        """Upload a picture; return its address (base/image/upload).

        Raises:
            InvalidShop: the file is too long or none of JPEG, PNG and WebP. Its size in pixels
                is the caller's to check (`domain.shop.check_picture`).
        """
        check_picture_bytes(len(content))
        file = Upload(
            field_name="imageData",
            file_name=name,
            content_type=_content_type(content),
            content=content,
        )
        params = _of(shop_id) | {"imageName": name}
        answer = await self._calls.upload("/base/image/upload", params, file)
        url = decode_picture_url(answer.members.get("data"))
        if not url:
            raise OutcomeUnknown("Keeta's answer holds no address of the picture")
        return url

    async def set_picture(self, shop_id: ShopId, url: str) -> None:
        """Propose an uploaded picture as the main one (picture/main/update).

        Keeta reviews it before it shows, and refuses another while a review is pending.

        Raises:
            InvalidShop: the address does not end like a picture.
        """
        check_picture_url(url)
        await self._calls.call("/scm/shop/picture/main/update", _of(shop_id) | {"pictureUrl": url})

    async def set_contact(self, shop_id: ShopId, contact: Contact) -> None:
        """Replace the phones that customers see (contact/update)."""
        phones = {"phones": list(contact.phones)}
        await self._calls.call("/scm/shop/contact/update", _of(shop_id) | phones)

    async def open(self, shop_id: ShopId) -> None:
        """Take orders again, delivery and pickup together (status/open: 4 → 3).

        A rest that Keeta imposed can be lifted by Keeta only.
        """
        await self._calls.call("/scm/shop/status/open", _of(shop_id))

    async def rest(self, shop_id: ShopId) -> None:
        """Take no orders until opened again (status/rest: 3 → 4); Keeta knows no timed rest."""
        await self._calls.call("/scm/shop/status/rest", _of(shop_id))


def _of(shop_id: ShopId) -> dict[str, Any]:
    return {"shopId": int(shop_id)}


def _content_type(content: bytes) -> str:
    """Return what the file is by its first bytes: names lie."""
    if content.startswith(_JPEG):
        return "image/jpeg"
    if content.startswith(_PNG):
        return "image/png"
    if content.startswith(_RIFF) and content[8:12] == _WEBP:
        return "image/webp"
    raise InvalidShop(ShopFault.PICTURE_TYPE)
