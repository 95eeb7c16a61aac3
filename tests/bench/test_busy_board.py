"""How long the window's thread is kept busy: a full board in a rush, and a quiet one.

Run with `python packaging/dev.py test -m bench -s`. Core and window are one process, the sender is
another. The floor is the same heartbeat over an empty board.
"""

import json
import time
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QTimer, Slot
from pytestqt.qtbot import QtBot

from kitchen_app.bootstrap.window import Desk, open_desk
from kitchen_app.domain.projection import Lane
from tests.bench.test_post_to_paint import START_PER_SECOND, percentiles, running_core, send
from tests.e2e.stage import Silence

pytestmark = [pytest.mark.bench, pytest.mark.timeout(300)]

FULL, QUIET = 200, 50
RUSH, PER_SECOND = 200, 20.0
STALL_MS, P99_MS = 50.0, 16.0
IDLE_S, IDLE_SHARE = 15, 0.02
STEP, STEP_MS = 60, 30  # pixels, milliseconds: 2,000 px/s, a quick finger


class Heart(QObject):
    """Beats each millisecond, if the loop lets it; a beat that comes late was kept waiting."""

    def __init__(self) -> None:
        super().__init__()
        self.gaps_ms: list[float] = []
        self._last = time.perf_counter()
        self._timer = QTimer(self)
        self._timer.setInterval(1)
        self._timer.timeout.connect(self._beat)

    def start(self) -> None:
        self._last = time.perf_counter()
        self._timer.start()

    @Slot()
    def _beat(self) -> None:
        now = time.perf_counter()
        self.gaps_ms.append((now - self._last) * 1000)
        self._last = now

    def stop(self) -> tuple[float, float]:
        """Return the 99th of a hundred gaps and the longest, in ms."""
        self._timer.stop()
        return percentiles(self.gaps_ms)[1], max(self.gaps_ms)


def fill(desk: Desk, url: str, orders: int, qtbot: QtBot) -> None:
    sender = send(url, 0, orders, START_PER_SECOND)
    qtbot.waitUntil(lambda: len(desk.window.board.views) == orders, timeout=60_000)
    sender.communicate(timeout=10)
    qtbot.wait(1000)


class Scrolling(QObject):
    """Walks through the longest lane, up and down, as somebody does who looks for an order."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._bar = desk.window.board.lanes[Lane.NEW].scroll_area.verticalScrollBar()
        self._step = STEP
        self._timer = QTimer(self)
        self._timer.setInterval(STEP_MS)
        self._timer.timeout.connect(self._move)
        self.furthest = 0

    def start(self) -> None:
        self._timer.start()

    @Slot()
    def _move(self) -> None:
        at = self._bar.value()
        self.furthest = max(self.furthest, at)
        if at >= self._bar.maximum():
            self._step = -STEP
        elif at <= 0:
            self._step = STEP
        self._bar.setValue(at + self._step)


@pytest.mark.parametrize("scrolls", [False, True], ids=["at the top", "scrolled through"])
def test_a_rush_on_a_full_board_keeps_nobody_waiting(
    qtbot: QtBot, tmp_path: Path, scrolls: bool
) -> None:
    heart = Heart()
    with running_core(tmp_path) as (core, thread):
        desk = open_desk(core.kitchen, thread, Silence(), demo=False)
        heart.start()
        qtbot.wait(2000)
        floor = heart.stop()
        fill(desk, core.callback_url, FULL, qtbot)
        board = desk.window.board
        finger = Scrolling(desk)
        if scrolls:
            finger.start()
        heart.gaps_ms.clear()
        sender = send(core.callback_url, FULL, RUSH, PER_SECOND, age_step=0.5)
        heart.start()
        qtbot.waitUntil(lambda: len(board.views) == FULL + RUSH, timeout=60_000)
        busy = heart.stop()
        output, _ = sender.communicate(timeout=10)
        desk.close()
    assert len(json.loads(output)) == RUSH
    told = (
        f"{FULL} orders, {PER_SECOND:.0f}/s, scrolled by {finger.furthest} px: "
        f"p99 {busy[0]:.1f} ms, longest {busy[1]:.1f} ms; "
        f"floor: {floor[0]:.1f} and {floor[1]:.1f} ms"
    )
    print(f"\n{told}")  # noqa: T201 - the figures are the point
    assert busy[1] <= max(STALL_MS, 3 * floor[1]), told
    assert busy[0] <= max(P99_MS, 3 * floor[0]), told


def test_a_quiet_board_costs_next_to_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    with running_core(tmp_path) as (core, thread):
        desk = open_desk(core.kitchen, thread, Silence(), demo=False)
        fill(desk, core.callback_url, QUIET, qtbot)
        qtbot.wait(3000)
        cpu, wall = time.process_time(), time.monotonic()
        qtbot.wait(IDLE_S * 1000)
        share = (time.process_time() - cpu) / (time.monotonic() - wall)
        desk.close()
    print(f"\n{QUIET} cards, nothing comes: {share:.1%} of one core")  # noqa: T201 - the point
    assert share <= IDLE_SHARE
