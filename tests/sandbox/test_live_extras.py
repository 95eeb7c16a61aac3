"""An order that keeps to the documented members, and one as live ones are."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from kitchen_app.sandbox.live_extras import without_live_extras
from kitchen_app.sandbox.server import Sandbox
from tests.sandbox.fakes import Receiver, scene

UNDOCUMENTED = {
    "foodPrepareInfo",
    "additionalDeliverys",
    "groupChoiceCompensationTag",
    "partRefundOrderTag",
    "orderViewIdStr",
    "seqNo",
    "bankTransactionFee",
    "payTotalStr",
    "totalStr",
    "rebatesPayTotal",
    "rebatesPayTotalStr",
}
DOCUMENTED = {"seqNoStr", "priceStr", "originPriceStr", "payTotal", "total", "groupSkuCount"}


def paths(value: Any, path: str = "") -> Iterator[str]:
    """Return the name of every member at every depth, with that of what it stands in."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield f"{path}.{name}"
            yield from paths(inner, name)
    elif isinstance(value, list):
        for each in value:
            yield from paths(each, path)


@pytest.mark.parametrize("big", [False, True])
@pytest.mark.parametrize("live_extras", [True, False])
async def test_what_no_page_names_is_there_or_not(
    receiver: Receiver, live_extras: bool, big: bool
) -> None:
    async with scene(receiver, live_extras=live_extras) as on:
        order_id = await on.accepted(lines=6, seed=4, big=big)
        placed = await on.told(order_id, 1001)
        order = on.order(order_id)
        on.sandbox.refunds.give_back(order, {order.products[0]["id"]: 1}, "Wrong dish")
        info = await on.info(order_id)
    found = list(paths(info))
    names = {each.rpartition(".")[2] for each in found}
    assert names & UNDOCUMENTED == (UNDOCUMENTED if live_extras else set())
    assert names >= DOCUMENTED
    own = {"baseOrder.currency", "baseOrder.remark", "merchantOrder.currency"}
    assert own & set(found) == (own if live_extras else set())
    assert ("shopProductGroupSkuList.unitPrice" in found) is live_extras
    assert ("foodPrepareInfo" in placed) is live_extras


async def test_the_order_itself_stays_whole(sandbox: Sandbox) -> None:
    info = sandbox.order(await sandbox.place_order()).order_info
    before = json.dumps(info)
    without_live_extras(info)
    assert json.dumps(info) == before
