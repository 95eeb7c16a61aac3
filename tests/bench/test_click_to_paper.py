"""How long from asking for acceptance until the last byte is at a printer, on a real socket.

Run with `python packaging/dev.py test -m bench -s`. The painter draws a pattern: what a true one
takes comes on top. Keeta's answer is at hand at once.
"""

import asyncio
from pathlib import Path

import pytest

from kitchen_app.domain.events import Accepted
from tests.fakes import NOON, SHOP, an_order
from tests.printing.fake_printer import FakePrinter, PatternPainter
from tests.printing.stage import PrintStage, printer_at

pytestmark = [pytest.mark.bench, pytest.mark.timeout(300)]

MEASURED = 200
TWELVE_LINES = 918
"""The rows of a ticket of twelve lines, 576 dots wide."""
P95_MS = 150.0


async def test_click_to_paper(tmp_path: Path) -> None:
    taken: list[float] = []
    now = asyncio.get_running_loop().time
    async with FakePrinter.listening() as printer:
        stage = PrintStage(
            tmp_path, {"Kitchen": printer_at(printer)}, painter=PatternPainter(TWELVE_LINES)
        )
        stage.printing.start()
        for number in range(MEASURED):
            stage.knows(order := an_order(number))
            printer.printed.clear()
            clicked = now()
            accepted = Accepted(order_id=order.order_id, shop_id=SHOP, at=NOON)
            stage.ledger.record((accepted,))
            await printer.printed.wait()
            taken.append((printer.last_byte_at - clicked) * 1000)
        await stage.close()
    taken.sort()
    p50, p95, p99 = (taken[round(part * MEASURED) - 1] for part in (0.5, 0.95, 0.99))
    print(f"\nclick to paper: p50 {p50:.1f} ms, p95 {p95:.1f} ms, p99 {p99:.1f} ms")  # noqa: T201
    assert p95 <= P95_MS
