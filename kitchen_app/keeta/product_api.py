"""Keeta's "sold out": products and options switched off and on.

Sources: Batch Update SPU Status (by code and by id), Batch Update Choice Group SKU Status (the
twin by id is known from public code only), Check Products Conflict. At most 200 in a call, 10
calls a second for an application. There is no end time, and no state for a single size of a
product.
"""

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from kitchen_app.domain.order import ShopId
from kitchen_app.domain.shop import Availability, ItemFailure, OptionKey
from kitchen_app.keeta.transport import Calls, Params
from kitchen_app.keeta.wire import Reader
from kitchen_app.services.errors import OutcomeUnknown

MOST_IN_A_CALL = 200

T = TypeVar("T")

_CODE_MEMBERS = ("openItemCode", "spuOpenItemCode", "choiceGroupSkuCode", "skuOpenItemCode")
_ID_MEMBERS = ("id", "spuId", "choiceGroupSkuId", "skuId")


class ProductApi:
    """Switches products and options; saying the same twice changes nothing.

    More than 200 go out in several calls. When one of them fails its error is raised, though the
    calls before it were applied: repeat the whole. Every method raises
    `services.errors.PlatformError`.
    """

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    async def set_products_by_code(
        self, shop_id: ShopId, codes: Iterable[str], *, available: bool, linked: bool = False
    ) -> Availability:
        """Switch products by the vendor's own codes (product/spustatus/batchupdatebycode).

        `linked` also switches the options that have a product's name.
        """
        asked = tuple(dict.fromkeys(codes))
        common = _status(shop_id, available=available) | {"needLinkage": int(linked)}
        bodies = [(part, common | {"spuOpenItemCodeList": list(part)}) for part in _parts(asked)]
        return await self._send("/product/spustatus/batchupdatebycode", bodies, _CODE_MEMBERS)

    async def set_products(
        self, shop_id: ShopId, spu_ids: Iterable[str], *, available: bool, linked: bool = False
    ) -> Availability:
        """Switch products by Keeta's ids as decimal text (product/spustatus/batchupdate)."""
        asked = tuple(dict.fromkeys(spu_ids))
        common = _status(shop_id, available=available) | {"needLinkage": int(linked)}
        bodies = [
            (part, common | {"spuIdList": [int(spu_id) for spu_id in part]})
            for part in _parts(asked)
        ]
        return await self._send("/product/spustatus/batchupdate", bodies, _ID_MEMBERS)

    async def set_options_by_code(
        self, shop_id: ShopId, options: Iterable[OptionKey], *, available: bool
    ) -> Availability:
        """Switch options by the vendor's codes (product/choicegroupskustatus/batchupdatebycode).

        Keeta leaves an option as it is when its group could no longer be chosen from.
        """
        common = _status(shop_id, available=available)
        bodies = [
            (
                tuple(option.option for option in part),
                common
                | {
                    "choiceGroupSkuCodePackList": [
                        {"choiceGroupCode": group, "choiceGroupSkuCodes": codes}
                        for group, codes in _by_group(part).items()
                    ]
                },
            )
            for part in _parts(tuple(dict.fromkeys(options)))
        ]
        path = "/product/choicegroupskustatus/batchupdatebycode"
        return await self._send(path, bodies, _CODE_MEMBERS)

    async def set_options(
        self, shop_id: ShopId, options: Iterable[OptionKey], *, available: bool
    ) -> Availability:
        """Switch options by Keeta's ids (product/choicegroupskustatus/batchupdate)."""
        common = _status(shop_id, available=available)
        bodies = [
            (
                tuple(option.option for option in part),
                common
                | {
                    "choiceGroupSkuIdPackList": [
                        {
                            "choiceGroupId": int(group),
                            "choiceGroupSkuIds": [int(sku_id) for sku_id in ids],
                        }
                        for group, ids in _by_group(part).items()
                    ]
                },
            )
            for part in _parts(tuple(dict.fromkeys(options)))
        ]
        path = "/product/choicegroupskustatus/batchupdate"
        return await self._send(path, bodies, _ID_MEMBERS)

    async def broken_groups(
        self, shop_id: ShopId, spu_ids: Iterable[str]
    ) -> dict[str, tuple[str, ...]]:
        """Return the choice groups that each product would break, gone off with its options.

        All ids are decimal text. Every product that Keeta checked has an entry, most of them an
        empty one; a product without an entry was not checked (product/spu/batchcheck).
        """
        groups: dict[str, tuple[str, ...]] = {}
        for part in _parts(tuple(dict.fromkeys(spu_ids))):
            params = {"shopId": int(shop_id), "spuIdList": [int(spu_id) for spu_id in part]}
            answer = await self._calls.call("/product/spu/batchcheck", params)
            groups |= _broken_groups(answer.reader, part)
        return groups

    async def _send(
        self,
        path: str,
        bodies: Sequence[tuple[tuple[str, ...], Params]],
        names: tuple[str, ...],
    ) -> Availability:
        """Send the calls one after the other; `names` are the members that tell what failed."""
        asked: list[str] = []
        failures: list[ItemFailure] = []
        for keys, params in bodies:
            answer = (await self._calls.call(path, params)).reader
            asked += keys
            failures += _failures(answer, keys, names)
        return Availability(asked=tuple(asked), failures=tuple(failures))


def _status(shop_id: ShopId, *, available: bool) -> dict[str, Any]:
    return {"shopId": int(shop_id), "status": int(available)}


def _parts(things: tuple[T, ...]) -> list[tuple[T, ...]]:
    """Return them in calls of at most 200."""
    starts = range(0, len(things), MOST_IN_A_CALL)
    return [things[start : start + MOST_IN_A_CALL] for start in starts]


def _by_group(options: Iterable[OptionKey]) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for option in options:
        groups.setdefault(option.group, []).append(option.option)
    return groups


def _broken_groups(answer: Reader, asked: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Return the groups of each product that Keeta surely checked.

    Whether it lists products that break nothing is not published: one that is left out broke
    nothing, as long as the answer holds nothing that we cannot place.
    """
    if not isinstance(answer.raw("data"), list):
        raise OutcomeUnknown("Keeta's answer holds no check of the products")
    rows = {
        row.identifier("spuId"): _ids(row, "choiceGroupIdList") for row in answer.children("data")
    }
    failed = {failure.key for failure in _failures(answer, asked, _ID_MEMBERS)}
    all_placed = not answer.odd and failed | set(rows) <= set(asked)
    told = (dict.fromkeys(asked, ()) if all_placed else {}) | rows
    return {
        spu_id: groups
        for spu_id, groups in told.items()
        if groups is not None and spu_id in asked and spu_id not in failed
    }


def _ids(row: Reader, name: str) -> tuple[str, ...] | None:
    """Return an array of ids as decimal text; None when one of them cannot be read."""
    value = row.raw(name)
    if value is None:
        return ()
    if not isinstance(value, list):
        return None
    found = tuple(Reader({name: each}).identifier(name) for each in value)
    return found if all(found) else None


def _failures(answer: Reader, keys: tuple[str, ...], names: tuple[str, ...]) -> list[ItemFailure]:
    """Return what Keeta left as it was: it says success all the same, with an `errorList`."""
    entries = answer.children("errorList")
    if not entries and ("errorList" in answer.odd or "partial" in answer.text("message").lower()):
        raise OutcomeUnknown("Keeta reports a partial failure and does not say of what")
    return [_failure(entry, keys, names) for entry in entries]


def _failure(entry: Reader, keys: tuple[str, ...], names: tuple[str, ...]) -> ItemFailure:
    named = [text for name in names if (text := entry.text(name))]
    return ItemFailure(
        key=next((text for text in named if text in keys), named[0] if named else ""),
        name=entry.text("name"),
        code=entry.integer("code"),
        message=entry.text("message", "msg"),
    )
