"""A shop at Keeta that behaves: its front, its shelf, what others do to it, troubles on demand.

`tests/services/contract/test_shop_fakes.py` holds it equal to the real client at the emulator.
"""

import asyncio
import hashlib
from collections import Counter, deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import tzinfo

from kitchen_app.domain.hours import (
    Period,
    ReadSpecials,
    ReadWeek,
    SpecialDays,
    Week,
    Weekday,
    split_specials,
)
from kitchen_app.domain.order import ShopId
from kitchen_app.domain.shop import (
    Availability,
    Contact,
    InvalidShop,
    ItemFailure,
    OptionKey,
    Shop,
    ShopFault,
    ShopPicture,
    ShopStatus,
    check_picture_bytes,
    check_picture_url,
)
from kitchen_app.services.errors import Busy, NotAuthorised, NotSent, OutcomeUnknown, Refused
from tests.fakes import BUSY_FOR_S, NOT_ALLOWED, SHOP, Fate

SHOP_STATE = 115000240
PENDING_REVIEW = 115000230
BAD_IMAGE = 115000250
NOT_FOUND = 107000104
PHONES = ("966-501234567",)
FROM_TEN = (Period(start_s=36_000, end_s=86_400),)
WEEK = Week.of(dict.fromkeys(Weekday, FROM_TEN))
OLD_PICTURE = ShopPicture(url="https://img.example/main.jpg", platform_review=60)
PENDING = 10

_ERRORS: dict[Fate, Callable[[], Exception]] = {
    Fate.NOT_SENT: lambda: NotSent("planted"),
    Fate.BUSY: lambda: Busy("planted", retry_after_s=BUSY_FOR_S),
    Fate.NOT_AUTHORISED: lambda: NotAuthorised("planted"),
    Fate.REFUSED: lambda: Refused(NOT_ALLOWED, "this shop may not do that"),
    Fate.LOST_BEFORE: lambda: OutcomeUnknown("planted"),
    Fate.BUG: lambda: RuntimeError("planted bug"),
}


def png(width_px: int, height_px: int) -> bytes:
    """Return a picture as far as anybody here looks into it: its head."""
    head = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
    return (head + width_px.to_bytes(4) + height_px.to_bytes(4)).ljust(64, b"\x00")


def sides_of(picture: bytes) -> tuple[int, int]:
    return int.from_bytes(picture[16:20]), int.from_bytes(picture[20:24])


class Troubled:
    """What meets the fates that a test plans; `calls` is everything that was asked."""

    def __init__(self) -> None:
        self.calls: list[str] = []
        self.applied: Counter[str] = Counter()
        self._fates: dict[str, deque[Fate]] = {}

    def next(self, call: str, *fates: Fate) -> None:
        """Let the next calls of this name (`read`, `set_week`, …) meet these fates, one each."""
        self._fates.setdefault(call, deque()).extend(fates)

    def count(self, call: str) -> int:
        return self.calls.count(call)

    async def begin(self, call: str) -> Fate | None:
        """Note a call, let others run, and fail as was planned."""
        self.calls.append(call)
        await asyncio.sleep(0)
        queue = self._fates.get(call)
        fate = queue.popleft() if queue else None
        if fate in _ERRORS:
            raise _ERRORS[fate]()
        return fate

    async def change(self, call: str, apply: Callable[[], None]) -> None:
        """Carry a change out, unless its fate is another, and tell or do not tell of it."""
        fate = await self.begin(call)
        if fate is Fate.HANGS_BEFORE:
            await asyncio.Event().wait()
        apply()
        self.applied[call] += 1
        if fate is Fate.SLOW:
            await asyncio.sleep(1)
        if fate is Fate.LOST_AFTER:
            raise OutcomeUnknown("planted")


class FakeShopPlatform(Troubled):
    """The front of one shop. What is set on it directly is what others do in Keeta's portal.

    `refuses_repeats`: a rest of a resting shop, or an open of an open one, is an error.
    """

    def __init__(self, *, refuses_repeats: bool = False) -> None:
        super().__init__()
        self.refuses_repeats = refuses_repeats
        self.shop = Shop(
            shop_id=SHOP,
            name="Sample Grill",
            phones=PHONES,
            pictures=(OLD_PICTURE,),
            status=ShopStatus.OPEN,
            platform_status=3,
        )
        self.week_now = WEEK
        self.specials_now: tuple[SpecialDays, ...] = ()
        self.closed_by_keeta = False
        self.odd: tuple[str, ...] = ()
        """Members of the hours that cannot be read."""

    def status_is(self, status: ShopStatus) -> None:
        number = {ShopStatus.OPEN: 3, ShopStatus.RESTING: 4}.get(status, 9)
        self.shop = replace(self.shop, status=status, platform_status=number)

    def close_by_keeta(self) -> None:
        self.closed_by_keeta = True
        self.status_is(ShopStatus.RESTING)

    def review(self, *, reject_reason: str = "") -> None:
        """End the review of the picture that is pending."""
        reviewed = replace(
            self.shop.pictures[-1],
            platform_review=70 if reject_reason else 60,
            reject_reason=reject_reason,
        )
        kept = self.shop.pictures[:-1] if reject_reason else ()
        self.shop = replace(self.shop, pictures=(*kept, reviewed))

    async def read(self, shop_id: ShopId) -> Shop:
        fate = await self.begin("read")
        shop = self.shop
        await self._answer(fate)
        return shop

    async def week(self, shop_id: ShopId) -> ReadWeek:
        fate = await self.begin("week")
        week = ReadWeek(week=self.week_now, unread=self.odd)
        await self._answer(fate)
        return week

    async def specials(self, shop_id: ShopId, zone: tzinfo) -> ReadSpecials:
        fate = await self.begin("specials")
        specials = ReadSpecials(specials=self.specials_now)
        await self._answer(fate)
        return specials

    async def set_week(self, shop_id: ShopId, week: Week) -> None:
        possible = Week.of(week.spoken())

        def apply() -> None:
            self.week_now = possible

        await self.change("set_week", apply)

    async def set_specials(
        self, shop_id: ShopId, spoken: tuple[SpecialDays, ...], *, week: Week, zone: tzinfo
    ) -> None:
        possible = split_specials(spoken, week)

        def apply() -> None:
            self.specials_now = possible

        await self.change("set_specials", apply)

    async def upload_picture(self, shop_id: ShopId, *, name: str, content: bytes) -> str:
        check_picture_bytes(len(content))
        if content.startswith(b"GIF"):
            raise InvalidShop(ShopFault.PICTURE_TYPE)
        await self.change("upload_picture", lambda: _refuse_small(content))
        return f"https://img.example/{hashlib.sha256(content).hexdigest()[:32]}.png"

    async def set_picture(self, shop_id: ShopId, url: str) -> None:
        check_picture_url(url)
        await self.change("set_picture", lambda: self._propose(url))

    async def set_contact(self, shop_id: ShopId, contact: Contact) -> None:
        def apply() -> None:
            self.shop = replace(self.shop, phones=contact.phones)

        await self.change("set_contact", apply)

    async def open(self, shop_id: ShopId) -> None:
        await self.change("open", lambda: self._turn(ShopStatus.OPEN))

    async def rest(self, shop_id: ShopId) -> None:
        await self.change("rest", lambda: self._turn(ShopStatus.RESTING))

    @staticmethod
    async def _answer(fate: Fate | None) -> None:
        """Let a slow answer be a second old when it comes, and a lost one not come."""
        if fate is Fate.SLOW:
            await asyncio.sleep(1)
        if fate is Fate.LOST_AFTER:
            raise OutcomeUnknown("planted")

    def _turn(self, status: ShopStatus) -> None:
        if self.closed_by_keeta and status is ShopStatus.OPEN:
            raise Refused(SHOP_STATE, "The shop was suspended by the platform")
        if self.refuses_repeats and self.shop.status is status:
            raise Refused(SHOP_STATE, "The shop has this status already")
        self.status_is(status)

    def _propose(self, url: str) -> None:
        if any(each.platform_review == PENDING for each in self.shop.pictures):
            raise Refused(PENDING_REVIEW, "A picture is pending review")
        shown = tuple(each for each in self.shop.pictures if not each.is_rejected)
        proposed = ShopPicture(url=url, platform_review=PENDING)
        self.shop = replace(self.shop, pictures=(*shown, proposed))


def _refuse_small(content: bytes) -> None:
    width_px, height_px = sides_of(content)
    if width_px < 600 or height_px < 450:
        raise Refused(BAD_IMAGE, "The image must be at least 600x450 pixels")


class FakeStockPlatform(Troubled):
    """A shelf: what is `sold_out`, out of what is `known` by a code or an id.

    `sent` are the contents of the calls.
    """

    def __init__(self, known: Mapping[str, str]) -> None:
        super().__init__()
        self.known = known
        self.sold_out: set[str] = set()
        self.linked: list[bool] = []
        self.sent: list[tuple[str, ...]] = []
        self.strange_failure = False
        """The next complaint is of something that nobody asked for."""

    async def set_products_by_code(
        self, shop_id: ShopId, codes: Iterable[str], *, available: bool, linked: bool = False
    ) -> Availability:
        self.linked.append(linked)
        return await self._switch("set_products_by_code", tuple(codes), available=available)

    async def set_products(
        self, shop_id: ShopId, spu_ids: Iterable[str], *, available: bool, linked: bool = False
    ) -> Availability:
        self.linked.append(linked)
        return await self._switch("set_products", tuple(spu_ids), available=available)

    async def set_options_by_code(
        self, shop_id: ShopId, options: Iterable[OptionKey], *, available: bool
    ) -> Availability:
        codes = tuple(each.option for each in options)
        return await self._switch("set_options_by_code", codes, available=available)

    async def set_options(
        self, shop_id: ShopId, options: Iterable[OptionKey], *, available: bool
    ) -> Availability:
        ids = tuple(each.option for each in options)
        return await self._switch("set_options", ids, available=available)

    async def _switch(self, call: str, keys: tuple[str, ...], *, available: bool) -> Availability:
        self.sent.append(keys)
        found = {self.known[key] for key in keys if key in self.known}

        def apply() -> None:
            if available:
                self.sold_out -= found
            else:
                self.sold_out |= found

        await self.change(call, apply)
        if self.strange_failure:
            return Availability(asked=keys, failures=(ItemFailure(key="?"),))
        return Availability(
            asked=keys,
            failures=tuple(
                ItemFailure(key=key, code=NOT_FOUND, message="The product does not exist")
                for key in keys
                if key not in self.known
            ),
        )
