"""The fakes of shop and shelf do what the real client meets at the emulator, call for call."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol
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
from kitchen_app.domain.order import ShopId
from kitchen_app.domain.shop import Contact, InvalidShop, OptionKey, ShopFault, ShopStatus
from kitchen_app.keeta.product_api import ProductApi
from kitchen_app.keeta.shop_api import ShopApi
from kitchen_app.keeta.transport import SignedCalls
from kitchen_app.sandbox.config import SandboxConfig
from kitchen_app.sandbox.faults import Fault, FaultKind
from kitchen_app.sandbox.lines import number_of
from kitchen_app.sandbox.server import Sandbox
from kitchen_app.services.errors import Busy, NotSent, OutcomeUnknown, PlatformError, Refused
from kitchen_app.services.shop_ports import ShopPlatform, StockPlatform
from tests.builders import HandClock
from tests.fakes import BUSY_FOR_S, NOT_ALLOWED, SHOP, Fate
from tests.shop_fakes import (
    NOT_FOUND,
    PENDING_REVIEW,
    SHOP_STATE,
    FakeShopPlatform,
    FakeStockPlatform,
    png,
)

RIYADH = ZoneInfo("Asia/Riyadh")
PICTURE = png(901, 901)
NIGHTS = Week.of({Weekday.FRI: [Period(start_s=64_800, end_s=86_400 + 7_200)]})
CLOSED_DAYS = SpecialDays(first=date(2026, 12, 1), last=date(2026, 12, 2))
LONG_NIGHT = SpecialDays(
    first=date(2026, 12, 3), last=date(2026, 12, 3), periods=NIGHTS.spoken()[Weekday.FRI]
)


class Side(Protocol):
    """One way to stand for Keeta."""

    shop: ShopPlatform
    stock: StockPlatform
    shop_id: ShopId

    def meet(self, call: str, *fates: Fate) -> None:
        """Let the next calls of this name meet these fates."""
        ...

    def close_by_keeta(self) -> None: ...

    def edit_week(self, week: Week) -> None:
        """Change the hours as in Keeta's portal."""
        ...

    def edit_specials(self, specials: tuple[SpecialDays, ...]) -> None: ...

    def review(self, *, reject: bool = False) -> None: ...

    def product(self) -> tuple[str, str]:
        """Return code and Keeta's id of a product."""
        ...

    def option(self) -> tuple[OptionKey, OptionKey]:
        """Return an option that may be missing, by codes and by Keeta's ids."""
        ...

    def is_sold_out(self, code: str) -> bool: ...


class FakeSide:
    def __init__(self, *, refuses_repeats: bool) -> None:
        self.fake = FakeShopPlatform(refuses_repeats=refuses_repeats)
        self.shelf = FakeStockPlatform({"P1": "P1", "11": "P1", "O1": "O1", "12": "O1"})
        self.shop: ShopPlatform = self.fake
        self.stock: StockPlatform = self.shelf
        self.shop_id = SHOP

    def meet(self, call: str, *fates: Fate) -> None:
        target = self.shelf if hasattr(self.shelf, call) else self.fake
        target.next(call, *fates)

    def close_by_keeta(self) -> None:
        self.fake.close_by_keeta()

    def edit_week(self, week: Week) -> None:
        self.fake.week_now = week

    def edit_specials(self, specials: tuple[SpecialDays, ...]) -> None:
        self.fake.specials_now = specials

    def review(self, *, reject: bool = False) -> None:
        self.fake.review(reject_reason="The picture is blurred" if reject else "")

    def product(self) -> tuple[str, str]:
        return "P1", "11"

    def option(self) -> tuple[OptionKey, OptionKey]:
        return OptionKey(group="G", option="O1"), OptionKey(group="1", option="12")

    def is_sold_out(self, code: str) -> bool:
        return code in self.shelf.sold_out


PATHS = {
    "read": "/scm/shop/base/get",
    "week": "/scm/shop/business/hour/effective/get",
    "set_week": "/scm/shop/business/hour/effective/update",
    "specials": "/scm/shop/special/business/hour/effective/get",
    "set_specials": "/scm/shop/special/business/hour/effective/update",
    "upload_picture": "/base/image/upload",
    "set_picture": "/scm/shop/picture/main/update",
    "set_contact": "/scm/shop/contact/update",
    "open": "/scm/shop/status/open",
    "rest": "/scm/shop/status/rest",
    "set_products_by_code": "/product/spustatus/batchupdatebycode",
    "set_products": "/product/spustatus/batchupdate",
    "set_options_by_code": "/product/choicegroupskustatus/batchupdatebycode",
    "set_options": "/product/choicegroupskustatus/batchupdate",
}
FAULTS = {
    Fate.LOST_AFTER: Fault(kind=FaultKind.ANSWER_LOST),
    Fate.LOST_BEFORE: Fault(kind=FaultKind.HTTP_500),
    Fate.BUSY: Fault(kind=FaultKind.TOO_MANY, retry_after_s=round(BUSY_FOR_S)),
    Fate.REFUSED: Fault(
        kind=FaultKind.REFUSED, code=NOT_ALLOWED, message="this shop may not do that"
    ),
}


@dataclass
class RealSide:
    """The client that the program uses, and the emulator."""

    sandbox: Sandbox
    clock: HandClock
    shop: ShopPlatform
    stock: StockPlatform
    shop_id: ShopId = field(init=False)

    def __post_init__(self) -> None:
        self.shop_id = ShopId(str(self.sandbox.config.shop_id))

    def meet(self, call: str, *fates: Fate) -> None:
        self.sandbox.faults.next_call(PATHS[call], *(FAULTS[fate] for fate in fates))

    def close_by_keeta(self) -> None:
        self.sandbox.shop.close_by_keeta()

    def edit_week(self, week: Week) -> None:
        days = {str(day): _raw(week.on(day)) for day in Weekday}
        self.sandbox.shop.set_week(days, in_portal=True)

    def edit_specials(self, specials: tuple[SpecialDays, ...]) -> None:
        self.sandbox.shop.set_special_days(
            [
                {
                    "startDate": _midnight_ms(each.first),
                    "endDate": _midnight_ms(each.last) + 86_400_000 - 1,
                    "businessHour": _raw(each.periods),
                }
                for each in specials
            ],
            in_portal=True,
        )

    def review(self, *, reject: bool = False) -> None:
        self.sandbox.shop.rejects_next_picture = reject
        self.clock.advance(self.sandbox.config.picture_review_s + 1)
        self.sandbox.world.agenda.keep_due()

    def product(self) -> tuple[str, str]:
        code = next(iter(self.sandbox.shelf.products))
        return code, str(number_of(code))

    def option(self) -> tuple[OptionKey, OptionKey]:
        shelf = self.sandbox.shelf
        group, code = next(key for key in shelf.options if not shelf._groups[key[0]].minimum)
        ids = OptionKey(group=str(number_of(group)), option=str(number_of(f"sku:{code}")))
        return OptionKey(group=group, option=code), ids

    def is_sold_out(self, code: str) -> bool:
        shelf = self.sandbox.shelf
        if code in shelf.products:
            return not shelf.products[code]
        return any(not status for (_, name), status in shelf.options.items() if name == code)


def _raw(periods: tuple[Period, ...]) -> list[dict[str, int]]:
    given = [{"startTime": each.start_s, "endTime": each.end_s} for each in periods]
    return given or [{"startTime": 0, "endTime": 0}]


def _midnight_ms(day: date) -> int:
    """Return midnight in Riyadh, three hours ahead of UTC the whole year."""
    return ((day - date(1970, 1, 1)).days * 24 - 3) * 3_600_000


@pytest.fixture
async def stack() -> AsyncIterator[AsyncExitStack]:
    async with AsyncExitStack() as open_stack:
        yield open_stack


async def real_side(stack: AsyncExitStack, **switches: Any) -> RealSide:
    clock = HandClock()
    config = SandboxConfig(**switches)
    sandbox = await stack.enter_async_context(Sandbox(config, clock))
    calls = SignedCalls(
        base_url=sandbox.base_url,
        app_id=config.app_id,
        secret=config.secret,
        access_token=config.access_token,
        clock=clock,
        on_clock=lambda _offset: None,
    )
    stack.push_async_callback(calls.close)
    return RealSide(sandbox, clock, ShopApi(calls), ProductApi(calls))


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


# Troubles


def changes(side: Side) -> dict[str, Callable[[], Awaitable[object]]]:
    """Return every call that changes something, with something to change."""
    shop, stock, shop_id = side.shop, side.stock, side.shop_id
    code, spu_id = side.product()
    option, by_id = side.option()
    contact = Contact(phones=("852-21234567",))
    return {
        "rest": lambda: shop.rest(shop_id),
        "set_week": lambda: shop.set_week(shop_id, NIGHTS),
        "set_specials": lambda: shop.set_specials(
            shop_id, (CLOSED_DAYS,), week=NIGHTS, zone=RIYADH
        ),
        "upload_picture": lambda: shop.upload_picture(shop_id, name="main", content=PICTURE),
        "set_picture": lambda: shop.set_picture(shop_id, "https://img.example/a.png"),
        "set_contact": lambda: shop.set_contact(shop_id, contact),
        "set_products_by_code": lambda: stock.set_products_by_code(
            shop_id, [code], available=False
        ),
        "set_products": lambda: stock.set_products(shop_id, [spu_id], available=False),
        "set_options_by_code": lambda: stock.set_options_by_code(
            shop_id, [option], available=False
        ),
        "set_options": lambda: stock.set_options(shop_id, [by_id], available=False),
    }


async def state(side: Side) -> object:
    """Return all that a change may change, but for the pictures that show nowhere."""
    return (
        await side.shop.read(side.shop_id),
        await side.shop.week(side.shop_id),
        await side.shop.specials(side.shop_id, RIYADH),
        [side.is_sold_out(code) for code in (side.product()[0], side.option()[0].option)],
    )


TROUBLES: list[tuple[Fate, type[PlatformError]]] = [
    (Fate.LOST_BEFORE, OutcomeUnknown),
    (Fate.BUSY, Busy),
    (Fate.REFUSED, Refused),
]


@pytest.fixture(params=["fake", "real"])
async def either(request: pytest.FixtureRequest, stack: AsyncExitStack) -> Side:
    """The two sides without their switches: a fault does not know them."""
    return FakeSide(refuses_repeats=False) if request.param == "fake" else await real_side(stack)


@pytest.mark.parametrize(("fate", "error"), TROUBLES)
async def test_a_call_that_fails_changes_nothing(
    either: Side, fate: Fate, error: type[PlatformError]
) -> None:
    before = await state(either)
    for name, call in changes(either).items():
        either.meet(name, fate)
        with pytest.raises(error) as caught:
            await call()
        if isinstance(caught.value, Busy):
            assert caught.value.retry_after_s == BUSY_FOR_S
        if isinstance(caught.value, Refused):
            assert (caught.value.code, caught.value.message) == (
                NOT_ALLOWED,
                "this shop may not do that",
            )
    assert await state(either) == before


@pytest.mark.parametrize(
    "name", [name for name in changes(FakeSide(refuses_repeats=False)) if name != "upload_picture"]
)
async def test_a_lost_answer_leaves_the_change_applied(either: Side, name: str) -> None:
    before = await state(either)
    either.meet(name, Fate.LOST_AFTER)
    with pytest.raises(OutcomeUnknown):
        await changes(either)[name]()
    assert await state(either) != before


@pytest.mark.parametrize(("fate", "error"), [*TROUBLES, (Fate.LOST_AFTER, OutcomeUnknown)])
async def test_a_reading_that_fails_says_how(
    either: Side, fate: Fate, error: type[PlatformError]
) -> None:
    shop, shop_id = either.shop, either.shop_id
    reads: dict[str, Callable[[], Awaitable[object]]] = {
        "read": lambda: shop.read(shop_id),
        "week": lambda: shop.week(shop_id),
        "specials": lambda: shop.specials(shop_id, RIYADH),
    }
    for name, read in reads.items():
        either.meet(name, fate)
        with pytest.raises(error):
            await read()


async def test_a_closed_port_has_the_same_name_in_both_worlds(stack: AsyncExitStack) -> None:
    real = await real_side(stack)
    await real.sandbox.stop()
    fake = FakeSide(refuses_repeats=False)
    fake.meet("read", Fate.NOT_SENT)
    for side in (real, fake):
        with pytest.raises(NotSent):
            await side.shop.read(side.shop_id)


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
