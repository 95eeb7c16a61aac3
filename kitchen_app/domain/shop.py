"""The shop as Keeta knows it, the right to act for it, and what is sold out in it."""

import re
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from kitchen_app.base.errors import KnownError
from kitchen_app.domain.hours import Week
from kitchen_app.domain.order import ShopId

MOST_PHONES = 3
LARGEST_PICTURE_BYTES = 5 * 1024 * 1024
SMALLEST_PICTURE_SIDE_PX = 901
"""Keeta wants more than 900 pixels each way."""

# Keeta says `<international area code>-<number>` and no lengths: these let every real number by.
_PHONE = re.compile(r"[0-9]{1,4}-[0-9]{4,15}", re.ASCII)
_PICTURE_URL = re.compile(r"https?://\S+\.(jpe?g|png|webp)", re.ASCII | re.IGNORECASE)


class ShopStatus(StrEnum):
    """Whether customers see the shop; inside its hours only `OPEN` takes orders."""

    OPEN = "open"
    RESTING = "resting"
    UNKNOWN = "unknown"  # a number that nobody documents, or none


@dataclass(frozen=True, slots=True, kw_only=True)
class ShopPicture:
    """A main picture, shown or under review.

    `platform_review` is Keeta's number for the state of the review: its meanings are not
    published, only a `reject_reason` is sure.
    """

    url: str
    platform_review: int | None = None
    reject_reason: str = ""

    @property
    def is_rejected(self) -> bool:
        return bool(self.reject_reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shop:
    """A shop's details (source: Get Store Details). Degrees for coordinates.

    `status` sums up delivery and pickup; `delivery_rest` and `pickup_rest` are Keeta's raw numbers
    for each, without published meaning, as is `platform_status`. `week` is set if the details
    hold the ordinary hours themselves; those of their own call are surer. `unread` names what
    Keeta sent and we could not read.
    """

    shop_id: ShopId
    name: str = ""
    name_en: str = ""
    address: str = ""
    address_en: str = ""
    longitude: float | None = None
    latitude: float | None = None
    phones: tuple[str, ...] = ()
    logo_url: str = ""
    pictures: tuple[ShopPicture, ...] = ()
    status: ShopStatus = ShopStatus.UNKNOWN
    platform_status: int | None = None
    delivery_rest: int | None = None
    pickup_rest: int | None = None
    week: Week | None = None
    unread: tuple[str, ...] = ()


class ShopFault(StrEnum):
    """What is wrong with details that somebody entered."""

    NO_PHONE = "no_phone"
    TOO_MANY_PHONES = "too_many_phones"
    PHONE_FORMAT = "phone_format"  # not <area code>-<number>
    PICTURE_URL = "picture_url"  # not http(s), or not .jpg .jpeg .png .webp
    PICTURE_TYPE = "picture_type"  # the file is neither JPEG, PNG nor WebP
    PICTURE_BYTES = "picture_bytes"  # empty or over 5 MB
    PICTURE_SIZE = "picture_size"  # not over 900 × 900 pixels


class InvalidShop(KnownError):
    """Details that must not be sent; `position` counts the entries of a list from 0."""

    def __init__(self, fault: ShopFault, position: int = 0) -> None:
        super().__init__(str(fault))
        self.fault = fault
        self.position = position


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """The phones that customers see: 1 to 3, each `<international area code>-<number>`.

    Raises:
        InvalidShop: when made of anything else (source: Update Store Contact Phone).
    """

    phones: tuple[str, ...]

    def __post_init__(self) -> None:
        if not self.phones:
            raise InvalidShop(ShopFault.NO_PHONE)
        if len(self.phones) > MOST_PHONES:
            raise InvalidShop(ShopFault.TOO_MANY_PHONES, MOST_PHONES)
        for position, phone in enumerate(self.phones):
            if not _PHONE.fullmatch(phone):
                raise InvalidShop(ShopFault.PHONE_FORMAT, position)


def check_picture_url(url: str) -> None:
    """Check the address of a main picture, because Keeta does not.

    Raises:
        InvalidShop: Keeta could not use it (source: Update Store Profile Image).
    """
    if not _PICTURE_URL.fullmatch(url):
        raise InvalidShop(ShopFault.PICTURE_URL)


def check_picture(*, width_px: int, height_px: int, size_bytes: int) -> None:
    """Check a main picture before it is uploaded, because Keeta does not.

    Raises:
        InvalidShop: too small or too heavy (source: Update Store Profile Image).
    """
    check_picture_bytes(size_bytes)
    if min(width_px, height_px) < SMALLEST_PICTURE_SIDE_PX:
        raise InvalidShop(ShopFault.PICTURE_SIZE)


def check_picture_bytes(size_bytes: int) -> None:
    """Check the length of a picture's file.

    Raises:
        InvalidShop: there is nothing, or more than Keeta takes (source: Upload Image).
    """
    if not 0 < size_bytes <= LARGEST_PICTURE_BYTES:
        raise InvalidShop(ShopFault.PICTURE_BYTES)


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenPair:
    """What lets us act for the shop; the refresh token works once, `repr` shows neither.

    `refresh_token` is empty where Keeta's staff gave an access token only. `expires_at` is None
    for a pasted pair whose age nobody knows.
    """

    access_token: str = field(repr=False)
    refresh_token: str = field(default="", repr=False)
    issued_at: datetime
    expires_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldTokens:
    """The pair as kept in the vault. `refreshing_since`: its refresh token may have been used up.

    That is when it was last sent, by Keeta's clock, and `tries` how often it was (0 in entries of
    older versions: once); whether Keeta has taken it, no answer has told.
    `came_from` is a hash of the owner's consent that it goes back to, empty for a pasted one: a
    consent that is heard of twice is known by it.
    """

    pair: TokenPair
    refreshing_since: datetime | None = None
    tries: int = 0
    came_from: str = ""


class Authorisation(StrEnum):
    """Whether we may act for the shop."""

    UNKNOWN = "unknown"  # the vault has not been read yet
    GOOD = "good"
    MISSING = "missing"  # never given: the owner must consent
    UNREADABLE = "unreadable"  # there is a vault, and it does not open
    NOT_KEPT = "not_kept"  # works until it ends: the vault takes no new pair, so none is fetched
    ANSWER_LOST = "answer_lost"  # works for an hour at least; the new pair is asked for again
    ENDED = "ended"  # no token of ours works or can be renewed: the owner must consent again
    WITHDRAWN = "withdrawn"  # so Keeta told (events 1302, 1303): the owner must consent again


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorisedShop:
    """A shop that our token covers; coordinates as Keeta's decimal text."""

    shop_id: ShopId
    name: str = ""
    address: str = ""
    longitude: str = ""
    latitude: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Whose token we hold (source: Get Authorized Resources). Ids are decimal text."""

    user_id: str = ""
    brand_id: str = ""
    brand_name: str = ""
    shops: tuple[AuthorisedShop, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionKey:
    """An option within its choice group: two codes of the shop, or two ids as decimal text."""

    group: str
    option: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemFailure:
    """One product or option that Keeta left as it was.

    `key` is what we asked for (its code, or its id as text), else whatever Keeta named.
    """

    key: str
    name: str = ""
    code: int | None = None
    message: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Availability:
    """What became of a request to sell, or not to sell, some products or options.

    `asked` are codes or ids as text; of an option its own, without its group.
    """

    asked: tuple[str, ...]
    failures: tuple[ItemFailure, ...] = ()

    @property
    def changed(self) -> tuple[str, ...]:
        """What surely changed: nothing, when Keeta complains of things we did not ask for."""
        failed = {failure.key for failure in self.failures}
        if not failed <= set(self.asked):
            return ()
        return tuple(key for key in self.asked if key not in failed)

    @property
    def is_complete(self) -> bool:
        return not self.failures
