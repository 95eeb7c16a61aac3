"""Sold out: products and options switched off and on again.

Nothing is remembered here: Keeta holds what is sold out, for as long as nobody switches it on.
Saying the same twice changes nothing, so what was lost may be sent again.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from kitchen_app.domain.order import ShopId
from kitchen_app.domain.shop import Availability, ItemFailure, OptionKey
from kitchen_app.services.calls import trouble_of
from kitchen_app.services.errors import OutcomeUnknown, PlatformError, Refused
from kitchen_app.services.insist import insist
from kitchen_app.services.links import Trouble
from kitchen_app.services.shop_ports import StockPlatform

_MOST_AT_ONCE = 200
"""What one of Keeta's calls takes, so that each part has an outcome of its own."""

T = TypeVar("T", str, OptionKey)


@dataclass(frozen=True, slots=True, kw_only=True)
class StockResult:
    """What became of a wish to sell, or not to sell, some products or options.

    All are codes or ids as they were given; of an option its own, without its group. `failures`
    are those that Keeta left as they were, with its words. `not_known` may or may not have
    changed, `not_sent` surely have not; `trouble` says what came between.
    """

    changed: tuple[str, ...] = ()
    failures: tuple[ItemFailure, ...] = ()
    not_known: tuple[str, ...] = ()
    not_sent: tuple[str, ...] = ()
    trouble: Trouble = Trouble.NONE

    @property
    def is_complete(self) -> bool:
        return not (self.failures or self.not_known or self.not_sent)


class Stock:
    """Switches products and options of one shop, one wish after the other, in order of asking."""

    def __init__(self, *, platform: StockPlatform, shop_id: ShopId) -> None:
        self._platform = platform
        self._shop_id = shop_id
        self._turn = asyncio.Lock()

    @property
    def shop_id(self) -> ShopId:
        return self._shop_id

    def of_shop(self, shop_id: ShopId) -> "Stock":
        """Return the same for another shop of the same authorization."""
        return Stock(platform=self._platform, shop_id=shop_id)

    async def set_products_by_code(
        self, codes: Iterable[str], *, available: bool, linked: bool = False
    ) -> StockResult:
        """Switch products by the vendor's codes; `linked` takes options of the same name along."""
        call = partial(
            self._platform.set_products_by_code, self._shop_id, available=available, linked=linked
        )
        return await self._switch(codes, call)

    async def set_products(
        self, spu_ids: Iterable[str], *, available: bool, linked: bool = False
    ) -> StockResult:
        """Switch products by Keeta's ids, decimal text; `linked` as by code."""
        call = partial(
            self._platform.set_products, self._shop_id, available=available, linked=linked
        )
        return await self._switch(spu_ids, call)

    async def set_options_by_code(
        self, options: Iterable[OptionKey], *, available: bool
    ) -> StockResult:
        """Switch options by the vendor's codes.

        Keeta leaves one as it is if its group could no longer be chosen from.
        """
        call = partial(self._platform.set_options_by_code, self._shop_id, available=available)
        return await self._switch(options, call)

    async def set_options(self, options: Iterable[OptionKey], *, available: bool) -> StockResult:
        """Switch options by Keeta's ids, decimal text."""
        call = partial(self._platform.set_options, self._shop_id, available=available)
        return await self._switch(options, call)

    async def _switch(
        self, things: Iterable[T], call: Callable[[Sequence[T]], Awaitable[Availability]]
    ) -> StockResult:
        """Send part by part; what one part meets says nothing of the next unless Keeta is away."""
        wanted = tuple(dict.fromkeys(things))
        result = StockResult()
        async with self._turn:
            for start in range(0, len(wanted), _MOST_AT_ONCE):
                part = wanted[start : start + _MOST_AT_ONCE]
                if result.trouble:
                    result = _joined(result, StockResult(not_sent=_keys(part)))
                else:
                    result = _joined(result, await self._send(part, call))
        return result

    async def _send(
        self, part: Sequence[T], call: Callable[[Sequence[T]], Awaitable[Availability]]
    ) -> StockResult:
        keys = _keys(part)
        try:
            return _told(await insist(partial(call, part)))
        except Refused as refusal:
            return StockResult(failures=tuple(_refused(key, refusal) for key in keys))
        except OutcomeUnknown as error:
            return StockResult(not_known=keys, trouble=trouble_of(error))
        except PlatformError as error:
            return StockResult(not_sent=keys, trouble=trouble_of(error))


def _keys(part: Sequence[str | OptionKey]) -> tuple[str, ...]:
    return tuple(each.option if isinstance(each, OptionKey) else each for each in part)


def _refused(key: str, refusal: Refused) -> ItemFailure:
    return ItemFailure(key=key, code=refusal.code, message=refusal.message)


def _told(answer: Availability) -> StockResult:
    """Return what an answer says; where Keeta complains of strangers, ours are not known."""
    failed = {failure.key for failure in answer.failures}
    return StockResult(
        changed=answer.changed,
        failures=answer.failures,
        not_known=tuple(key for key in answer.asked if key not in failed | set(answer.changed)),
    )


def _joined(one: StockResult, other: StockResult) -> StockResult:
    return StockResult(
        changed=one.changed + other.changed,
        failures=one.failures + other.failures,
        not_known=one.not_known + other.not_known,
        not_sent=one.not_sent + other.not_sent,
        trouble=one.trouble or other.trouble,
    )
