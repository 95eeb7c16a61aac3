"""The board tells what the learning service of the same program knows."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from kitchen_app.bootstrap.core import Core
from kitchen_app.domain.cooking_times import Cooked, items_of
from kitchen_app.domain.order import Line, OrderId, Status
from tests.bootstrap.cores import config_for
from tests.fakes import NOON, an_order


async def test_a_card_tells_what_was_learned(tmp_path: Path) -> None:
    core = Core(config_for(tmp_path))
    order = an_order(1, lines=(Line(line_id="1", name="Soup"),))
    took = timedelta(minutes=12)
    for number in range(5):
        cooked = Cooked(began_at=NOON, took=took, items=items_of(order.lines))
        core._store.cooking_times.add(OrderId(str(number)), cooked)
    cooking = replace(order, status=Status.ACCEPTED, accepted_at=NOON)
    core._store.orders.save(cooking, NOON)
    core._board.load()
    usual = core._board.cards[order.order_id].usual
    assert usual is not None
    assert usual.ready_at == NOON + took
    await core.stop()
