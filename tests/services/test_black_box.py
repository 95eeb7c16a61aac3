"""What was shown and how the alarm climbed is noted; a failing disk stops neither."""

from datetime import timedelta

import pytest

from kitchen_app.domain.actions import ActionKind
from kitchen_app.domain.events import Placed
from kitchen_app.domain.order import OrderId
from tests.fakes import FakeClock, an_order
from tests.services.harness import Process

ORDER = an_order()


def noted(process: Process, order_id: OrderId = ORDER.order_id) -> list[tuple[str, str]]:
    box = process.store.black_box.of(order_id)
    assert box.is_whole
    return [(note.entry.kind, note.entry.detail) for note in box.notes]


@pytest.fixture
def placed(process: Process) -> Process:
    process.ledger.record((Placed(order=ORDER),))
    return process


async def test_an_order_is_shown_once(placed: Process) -> None:
    witness = placed.kitchen.witness
    for _ in range(2):
        await witness.shown((ORDER.order_id, OrderId("77")))
    assert noted(placed) == [("placed", "new"), ("shown", "")]
    assert (await witness.record_of(ORDER.order_id)).seal
    assert (await witness.record_of(OrderId("77"))).notes == ()


async def test_the_alarm_is_noted_as_it_climbs_and_falls_silent(
    placed: Process, clock: FakeClock
) -> None:
    witness = placed.kitchen.witness
    for _ in range(3):
        witness.look()
    clock.advance(timedelta(seconds=31))
    witness.look()
    await placed.kitchen.accept(ORDER.order_id)
    witness.look()
    told = [detail for kind, detail in noted(placed) if kind == "alarm"]
    assert told == ["card", "louder", "off"]
    assert ("action", f"{ActionKind.ACCEPT} pending person") in noted(placed)


async def test_what_the_disk_does_not_take_is_left_out(
    placed: Process, caplog: pytest.LogCaptureFixture
) -> None:
    placed.store.fail_next(True, True)
    placed.kitchen.witness.look()
    await placed.kitchen.witness.shown((ORDER.order_id,))
    assert noted(placed) == [("placed", "new")]
    assert caplog.text.count("is not noted") == 2
    caplog.clear()
