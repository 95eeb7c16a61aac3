"""What scripts see of an order."""

import json

from kitchen_app.sandbox.config import SandboxConfig
from kitchen_app.sandbox.server import Sandbox
from kitchen_app.sandbox.snapshot import full_json, take_snapshot


async def test_a_snapshot_does_not_change_with_the_order() -> None:
    async with Sandbox(SandboxConfig()) as sandbox:
        order_id = await sandbox.place_order()
        before = sandbox.order(order_id)
        sandbox.accept_in_keeta_app(order_id)
        assert before.phase != sandbox.order(order_id).phase
        assert "confirmedStatusTime" not in before.order_info["merchantOrder"]


async def test_everything_of_an_order_can_be_written_as_json() -> None:
    async with Sandbox(SandboxConfig()) as sandbox:
        order_id = await sandbox.place_order(fulfilment="pickup")
        (order,) = (o for o in sandbox.orders() if o.order_view_id == order_id)
        written = json.loads(json.dumps(sandbox_json(sandbox, order_id)))
    assert written["orderViewIdStr"] == str(order.order_view_id)
    assert written["statusName"] == "waiting"
    assert written["calls"] == []


def sandbox_json(sandbox: Sandbox, order_id: int) -> dict[str, object]:
    order = sandbox.book.get(order_id)
    assert take_snapshot(order, sandbox.config, sandbox.journal).order_view_id == order_id
    return full_json(order, sandbox.config, sandbox.journal)
