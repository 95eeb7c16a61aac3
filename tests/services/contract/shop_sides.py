"""The two that stand for Keeta's shop: the fakes, and the real client before the emulator."""

from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from kitchen_app.domain.hours import Period, SpecialDays, Week, Weekday
from kitchen_app.domain.order import ShopId
from kitchen_app.domain.shop import OptionKey
from kitchen_app.keeta.product_api import ProductApi
from kitchen_app.keeta.shop_api import ShopApi
from kitchen_app.sandbox.config import SandboxConfig
from kitchen_app.sandbox.faults import Fault, FaultKind
from kitchen_app.sandbox.lines import number_of
from kitchen_app.sandbox.server import Sandbox
from kitchen_app.services.shop_ports import ShopPlatform, StockPlatform
from tests.builders import HandClock
from tests.fakes import BUSY_FOR_S, NOT_ALLOWED, SHOP, Fate
from tests.services.contract.connection import calls_to
from tests.shop_fakes import FakeShopPlatform, FakeStockPlatform, png

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


async def real_side(stack: AsyncExitStack, **switches: Any) -> RealSide:
    clock = HandClock()
    config = SandboxConfig(**switches)
    sandbox = await stack.enter_async_context(Sandbox(config, clock))
    calls = calls_to(sandbox.base_url, config, clock=clock)
    stack.push_async_callback(calls.close)
    return RealSide(sandbox, clock, ShopApi(calls), ProductApi(calls))
