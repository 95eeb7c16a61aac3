"""The shop's services over a fake shop at Keeta, as one run of the program has them."""

import asyncio
from datetime import date
from zoneinfo import ZoneInfo

from kitchen_app.base.tasks import Supervisor
from kitchen_app.domain.hours import ALL_DAY, Period, SpecialDays, Week, Weekday
from kitchen_app.domain.shop import ShopStatus
from kitchen_app.domain.shop_events import ShopChanged
from kitchen_app.services.hub import Hub
from kitchen_app.services.links import Links
from kitchen_app.services.shop import ShopKeeper
from kitchen_app.services.shop_view import ShopView
from tests.fakes import SHOP, FakeClock
from tests.services.harness import until
from tests.shop_fakes import FakeShopPlatform, png

RIYADH = ZoneInfo("Asia/Riyadh")
MONDAYS = Week.of({Weekday.MON: ALL_DAY})
PICTURE = png(901, 901)


def special(day: int, *periods: Period, last: int | None = None) -> SpecialDays:
    """Return special days of December 2026; the clock stands at noon of 1 July."""
    return SpecialDays(first=date(2026, 12, day), last=date(2026, 12, last or day), periods=periods)


class ShopStage:
    """A shop keeper, not started, with everything around it; `views` is all that was shown."""

    def __init__(self, clock: FakeClock, *, zone: ZoneInfo | None = RIYADH) -> None:
        self.clock = clock
        self.keeta = FakeShopPlatform()
        self.hub = Hub()
        self.links = Links(clock)
        self.supervisor = Supervisor()
        self.keeper = ShopKeeper(
            platform=self.keeta,
            hub=self.hub,
            links=self.links,
            clock=clock,
            supervisor=self.supervisor,
            shop_id=SHOP,
            zone=zone,
        )
        self.views: list[ShopView] = []
        self.keeper.changed.connect(self.views.append)

    @property
    def view(self) -> ShopView:
        return self.keeper.view

    def start(self) -> None:
        self.supervisor.serve(self.keeper.run, name="shop")

    async def open_for_business(self) -> None:
        """Start, wait for the first reading, and forget the calls that it took."""
        self.start()
        await until(lambda: not self.view.unread)
        await asyncio.sleep(2)
        self.keeta.calls.clear()

    def tell(self, status: ShopStatus | None = None) -> None:
        """Let Keeta's message about the shop arrive."""
        self.hub.shop_told.emit(ShopChanged(shop_id=SHOP, status=status))
