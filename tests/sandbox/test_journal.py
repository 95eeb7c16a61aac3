"""Waiting for what passes over the wire."""

import asyncio

from kitchen_app.sandbox.journal import Call, Journal
from tests.sandbox.fakes import WITHIN_S


def _call(order_view_id: int) -> Call:
    return Call(path="/order/get", order_view_id=order_view_id, code=0, http_status=200, at_ms=0)


async def test_wait_until_looks_again_after_every_entry() -> None:
    journal = Journal()
    async with asyncio.timeout(WITHIN_S), asyncio.TaskGroup() as group:
        waiting = group.create_task(journal.wait_until(lambda: len(journal.calls) == 2))
        for order_view_id in (1, 2):
            await asyncio.sleep(0)  # one turn of the loop: nothing to wait for yet
            assert not waiting.done()
            journal.add_call(_call(order_view_id))


def test_entries_are_found_by_order() -> None:
    journal = Journal()
    for order_view_id in (1, 2, 1):
        journal.add_call(_call(order_view_id))
    assert len(journal.calls_of(1)) == 2
    assert journal.deliveries_of(1) == ()
