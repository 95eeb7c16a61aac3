"""A dish runs out and comes back, at the window, and the emulated Keeta sells it accordingly."""

from collections.abc import Callable
from pathlib import Path

from pytestqt.qtbot import QtBot

from kitchen_app.sandbox.config import SandboxConfig
from tests.e2e.stage import Stage, set_up


def on_sale(stage: Stage) -> Callable[[], list[int]]:
    async def look() -> list[int]:
        return list(stage.sandbox.shelf.products.values())

    return lambda: stage.keeta.submit(look()).result(timeout=5)


def test_a_dish_of_an_order_is_sold_out_and_sold_again(qtbot: QtBot, tmp_path: Path) -> None:
    with set_up(tmp_path, SandboxConfig(seed=7)) as stage:
        order_id = str(stage.place())
        window = stage.desk.window
        qtbot.waitUntil(lambda: window.panels.view_of(order_id) is not None, timeout=20_000)
        before = on_sale(stage)()
        window.panels.open_sold_out(order_id)
        row = next(iter(window.panels.sold_out.rows.values()))
        row.hold_button.held.emit()
        qtbot.waitUntil(row.sell_button.isVisible, timeout=20_000)
        assert sum(on_sale(stage)()) == sum(before) - 1
        row.sell_button.click()
        qtbot.waitUntil(row.hold_button.isVisible, timeout=20_000)
        assert on_sale(stage)() == before
