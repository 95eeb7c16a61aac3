"""The shop's hours as people change them: the week and the special days, both behind the PIN.

Nothing of them is written down here before it is sent (docs/decisions/0013); what came of a change
is logged by its outcome alone.
"""

import logging
from typing import Protocol

from kitchen_app.domain.hours import OpeningHours, SpecialDays, Week
from kitchen_app.services.manager_lock import Deed, ManagerLock, Matter
from kitchen_app.services.shop_view import ChangeResult

logger = logging.getLogger(__name__)


class ScheduledShop(Protocol):
    """The part of the shop that is needed here; `services.shop.ShopKeeper` is one."""

    async def set_week(self, week: Week, *, based_on: Week) -> ChangeResult: ...

    async def set_specials(
        self, spoken: tuple[SpecialDays, ...], *, based_on: OpeningHours
    ) -> ChangeResult: ...


class HoursChanges:
    """Changes the hours; both kinds may need the manager's PIN.

    Both raise `NotApproved` without a valid approval, and `InvalidHours` before anything is sent.
    """

    def __init__(self, *, manager: ManagerLock) -> None:
        self._manager = manager
        self._shop: ScheduledShop | None = None

    def tell_through(self, shop: ScheduledShop) -> None:
        """Let the shop be changed by this; call once."""
        self._shop = shop

    async def set_week(self, week: Week, *, based_on: Week, approval: str = "") -> ChangeResult:
        """Replace the ordinary hours; `based_on` is the week that the person edited."""
        self._manager.approver(Matter(deed=Deed.HOURS), approval)
        return _noted(await self._keeper.set_week(week, based_on=based_on))

    async def set_specials(
        self, spoken: tuple[SpecialDays, ...], *, based_on: OpeningHours, approval: str = ""
    ) -> ChangeResult:
        """Replace all special days; `based_on` is the whole plan that the person saw.

        Raises:
            NoTimeZone: nobody told where the shop is; nothing was sent.
        """
        self._manager.approver(Matter(deed=Deed.HOURS), approval)
        return _noted(await self._keeper.set_specials(spoken, based_on=based_on))

    @property
    def _keeper(self) -> ScheduledShop:
        if self._shop is None:
            raise RuntimeError("hours are not connected to the shop")
        return self._shop


def _noted(result: ChangeResult) -> ChangeResult:
    logger.info("Changing the %s of the shop: %s", result.kind.value, result.outcome.value)
    return result
