"""Forgetting by hand: only what is over, only with the PIN, and somebody can see that it was."""

from dataclasses import replace
from datetime import timedelta

import pytest

from kitchen_app.domain.black_box import FORGOTTEN
from kitchen_app.domain.events import ReadBack
from kitchen_app.domain.order import OrderId, Status
from kitchen_app.domain.refunds import RefundState
from kitchen_app.services.erasure_ports import Hindrance, Toll
from kitchen_app.services.errors import NotStored
from kitchen_app.services.manager_lock import Deed, Matter, NotApproved
from kitchen_app.services.settings import PrivacySettings
from tests.fakes import FakeClock, an_order, reached
from tests.services.harness import Process
from tests.store.people import a_case, of_a_person

NOTE = "for Sara"
ENDED = reached(an_order(note=NOTE), Status.COMPLETED)


def noted(process: Process, order_id: OrderId) -> list[str]:
    timeline = process.store.orders.timeline(order_id)
    return [entry.detail for entry in timeline if entry.kind == FORGOTTEN]


async def test_the_customer_of_an_order_that_is_over_is_forgotten_at_once(process: Process) -> None:
    order_id = process.knows(ENDED)
    told: list[OrderId] = []
    process.kitchen.erasure.forgotten.connect(told.append)
    assert await process.kitchen.erasure.forget(order_id) is None
    assert process.order(order_id).is_masked
    assert process.board.cards[order_id].order.note == ""
    assert told == [order_id]
    assert noted(process, order_id) == ["anybody"]
    assert process.store.black_box.of(order_id).is_whole


@pytest.mark.parametrize("status", [Status.NEW, Status.ACCEPTED, Status.READY])
async def test_an_open_order_is_refused(process: Process, status: Status) -> None:
    order_id = process.knows(reached(an_order(note=NOTE), status))
    assert await process.kitchen.erasure.forget(order_id) is Hindrance.OPEN
    assert process.order(order_id).note == NOTE
    assert noted(process, order_id) == []


async def test_an_order_that_asks_for_an_answer_is_refused(process: Process) -> None:
    order = of_a_person()
    order_id = process.knows(order)
    process.store.refunds.save(a_case(order, RefundState.WAITING))
    assert await process.kitchen.erasure.forget(order_id) is Hindrance.ASKS


async def test_an_order_that_nobody_knows_is_told(process: Process) -> None:
    assert await process.kitchen.erasure.forget(OrderId("7")) is Hindrance.GONE


async def test_only_the_manager_may_once_there_is_a_pin(process: Process) -> None:
    order_id = process.knows(ENDED)
    manager = process.kitchen.manager
    await manager.change(old="", new="2580")
    with pytest.raises(NotApproved) as refused:
        await process.kitchen.erasure.forget(order_id)
    assert refused.value.matter == Matter(deed=Deed.FORGET, order_id=order_id)
    assert process.order(order_id).note == NOTE
    answer = await manager.approve(refused.value.matter, "2580")
    assert await process.kitchen.erasure.forget(order_id, approval=answer.approval) is None
    assert noted(process, order_id) == ["manager"]


async def test_a_full_disk_is_told_and_nothing_is_half_forgotten(
    process: Process, caplog: pytest.LogCaptureFixture
) -> None:
    order_id = process.knows(ENDED)
    process.store.failure = NotStored("planted")
    process.store.fail_next(True)
    assert await process.kitchen.erasure.forget(order_id) is Hindrance.NOT_STORED
    assert process.order(order_id).note == NOTE
    assert "not forgotten yet" in caplog.text
    caplog.clear()


async def test_what_keeta_tells_later_does_not_bring_the_customer_back(process: Process) -> None:
    order_id = process.knows(ENDED)
    await process.kitchen.erasure.forget(order_id)
    process.ledger.record((ReadBack(order=ENDED),))
    assert process.order(order_id).note == ""


async def test_the_toll_of_shorter_limits_is_counted(process: Process, clock: FakeClock) -> None:
    for number, age_h in ((1, 50), (2, 10), (3, 3)):
        order = replace(ENDED, order_id=OrderId(str(number)))
        process.store.orders.save(order, clock.now() - timedelta(hours=age_h))
    open_one = reached(an_order(9, note=NOTE), Status.ACCEPTED)
    process.store.orders.save(open_one, clock.now() - timedelta(days=80))
    toll = process.kitchen.erasure.toll
    assert await toll(PrivacySettings(mask_after_hours=168)) == Toll()
    assert await toll(PrivacySettings(mask_after_hours=6)) == Toll(masked=2)
    shortest = PrivacySettings(mask_after_hours=1, delete_after_days=2)
    assert await toll(shortest) == Toll(masked=2, deleted=1)
