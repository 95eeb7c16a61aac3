"""How long from Keeta's POST to the painted card, beside two floors of the same run.

Run with `python packaging/dev.py test -m bench -s`. Read the ratios: machines are noisy.
"""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kitchen_app.base.clock import SystemClock
from kitchen_app.base.loop_thread import LoopThread
from kitchen_app.bootstrap.core import Core
from kitchen_app.bootstrap.core_config import CoreConfig
from kitchen_app.bootstrap.window import open_desk
from kitchen_app.services.settings import KeetaSettings, Secrets, Settings, WebhookSettings
from kitchen_app.ui.board.card import OrderCard
from tests.e2e.installation import APP_ID, SECRET, SHOP_ID, placed
from tests.e2e.stage import Silence

pytestmark = [pytest.mark.bench, pytest.mark.timeout(300)]

ON_BOARD = 100
MEASURED = 200
PER_SECOND = 10.0
START_PER_SECOND = 100.0


class PaintWatch(QObject):
    """Notes when each order's card was first painted."""

    def __init__(self) -> None:
        super().__init__()
        self.painted_at: dict[str, float] = {}

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint and isinstance(watched, OrderCard):
            self.painted_at.setdefault(watched.card.order_id, time.monotonic())
        return False


def send(
    url: str, first: int, count: int, rate: float, *, age_step: float = 0
) -> "subprocess.Popen[str]":
    numbers = (str(number) for number in (first, count, rate, age_step))
    return subprocess.Popen(
        [sys.executable, "-m", "tests.bench.sender", url, *numbers],
        stdout=subprocess.PIPE,
        text=True,
    )


def percentiles(milliseconds: list[float]) -> tuple[float, float]:
    """Return p50 and p99."""
    ordered = sorted(milliseconds)
    return ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.99)]


@contextmanager
def floor(kind: str, folder: Path) -> Iterator[str]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.bench.floors", kind, str(folder)],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    try:
        yield process.stdout.readline().strip()
    finally:
        process.terminate()
        process.communicate(timeout=10)


def floor_answers(kind: str, folder: Path) -> list[float]:
    with floor(kind, folder) as url:
        sender = send(url, 0, MEASURED, PER_SECOND)
        output, _ = sender.communicate(timeout=120)
    return [(answered - sent) * 1000 for _, sent, answered in json.loads(output)]


@contextmanager
def running_core(folder: Path) -> Iterator[tuple[Core, LoopThread]]:
    async def make() -> Core:
        core = Core(
            CoreConfig(
                data_dir=folder,
                settings=Settings(
                    keeta=KeetaSettings(
                        base_url="http://127.0.0.1:9/api/open", app_id=APP_ID, shop_id=SHOP_ID
                    ),
                    webhook=WebhookSettings(port=0, path="/keeta/bench"),
                ),
                secrets=Secrets(app_secret=SECRET, access_token="bench"),
                clock=SystemClock(),
            )
        )
        await core.start()
        return core

    thread = LoopThread("core")
    thread.start()
    core = thread.submit(make()).result(timeout=10)
    try:
        yield core, thread
    finally:
        thread.submit(core.stop()).result(timeout=15)
        thread.stop()


def test_post_to_painted_card(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> None:
    bare = floor_answers("bare", tmp_path)
    commit = floor_answers("commit", tmp_path)
    watch = PaintWatch()
    with running_core(tmp_path / "app") as (core, thread):
        desk = open_desk(core.kitchen, thread, Silence(), demo=False)
        board = desk.window.board
        before = send(core.callback_url, 0, ON_BOARD, START_PER_SECOND)
        qtbot.waitUntil(lambda: len(list(board.views.values())) == ON_BOARD, timeout=60_000)
        before.communicate(timeout=10)
        qapp.installEventFilter(watch)
        sender = send(core.callback_url, ON_BOARD, MEASURED, PER_SECOND, age_step=0.5)
        last, _ = placed(ON_BOARD + MEASURED - 1)
        qtbot.waitUntil(lambda: last in watch.painted_at, timeout=120_000)
        output, _ = sender.communicate(timeout=10)
        qapp.removeEventFilter(watch)
        desk.close()
    timings = json.loads(output)
    answers = [(answered - sent) * 1000 for _, sent, answered in timings]
    paints = [(watch.painted_at[order_id] - sent) * 1000 for order_id, sent, _ in timings]
    report(bare, commit, answers, paints)
    assert percentiles(paints)[1] < 1000, "a card must be there within a second"


def report(
    bare: list[float], commit: list[float], answers: list[float], paints: list[float]
) -> None:
    floor_p50 = percentiles(commit)[0]
    print(f"\n{MEASURED} orders at {PER_SECOND:.0f}/s, {ON_BOARD} on the board before")  # noqa: T201
    for name, values in (
        ("floor: bare handler, answer", bare),
        ("floor: group commit FULL, answer", commit),
        ("Kitchen App, answer", answers),
        ("Kitchen App, card painted", paints),
    ):
        p50, p99 = percentiles(values)
        ratio = p50 / floor_p50
        print(f"{name:<40} p50 {p50:7.1f} ms   p99 {p99:7.1f} ms   {ratio:5.1f}×")  # noqa: T201
