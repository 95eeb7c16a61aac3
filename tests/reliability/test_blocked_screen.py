"""Receiving survives a screen that stands still: the core has a thread and a loop of its own."""

import asyncio
import json
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kitchen_app.base.loop_thread import LoopThread
from kitchen_app.bootstrap.window import Desk, loop_factory, open_desk
from kitchen_app.services.alarm import Ring
from tests.bench.floors import bare_server
from tests.bench.test_post_to_paint import percentiles, running_core, send
from tests.e2e.stage import Silence

pytestmark = pytest.mark.alone

ORDERS = 60
PER_SECOND = 15.0
BLOCKED_S = ORDERS / PER_SECOND + 2.0
ANSWERED_WITHIN_MS = 300.0
TIMES_THE_FLOOR = 3.0
ALARM_WITHIN_S = 1.0
LOOK_EVERY_S = 0.05


class Listener(Silence):
    """A loudspeaker that remembers when it began."""

    def __init__(self) -> None:
        super().__init__()
        self.began: list[float] = []

    def play_loop(self, ring: Ring) -> None:
        super().play_loop(ring)
        self.began.append(time.monotonic())


@contextmanager
def desk_over(folder: Path) -> Iterator[tuple[Desk, Listener, str]]:
    sound = Listener()
    with running_core(folder) as (core, thread):
        desk = open_desk(core.kitchen, thread, sound, demo=False)
        try:
            yield desk, sound, core.callback_url
        finally:
            desk.close()
            desk.window.deleteLater()


@contextmanager
def floor_thread() -> Iterator[str]:
    """Serve from a thread of this process what answers at once: nobody here can be faster."""
    thread = LoopThread("floor")
    thread.start()
    runner, url = thread.submit(bare_server()).result(timeout=10)
    try:
        yield url
    finally:
        thread.submit(runner.cleanup()).result(timeout=10)
        thread.stop()


def wait_idle(seconds: float) -> None:
    """Stand still like a driver, a dialog or a disk: Python may go on in other threads."""
    threading.Event().wait(seconds)


def compute(seconds: float) -> None:
    """Stand still in Python itself, which every other thread must ask for its turn."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        sum(range(1000))


@dataclass(frozen=True)
class Answers:
    """What one sender met; seconds of the machine's monotonic clock."""

    times: list[tuple[float, float]]

    @classmethod
    def of(cls, sender: "subprocess.Popen[str]", *, sent_before: float) -> "Answers":
        output, _ = sender.communicate(timeout=60)
        times = [(sent, answered) for _, sent, answered in json.loads(output)]
        return cls([each for each in times if each[0] < sent_before])

    @property
    def first(self) -> float:
        return min(answered for _, answered in self.times)

    @property
    def p50_p99(self) -> tuple[float, float]:
        """In milliseconds."""
        return percentiles([(answered - sent) * 1000 for sent, answered in self.times])

    def keep_up_with(self, floor: "Answers") -> bool:
        """Tell whether these came within the bar, or as fast as the machine was just then."""
        limits = [max(ANSWERED_WITHIN_MS, TIMES_THE_FLOOR * each) for each in floor.p50_p99]
        return all(mine <= limit for mine, limit in zip(self.p50_p99, limits, strict=True))

    def beside(self, floor: "Answers") -> str:
        p50, p99 = self.p50_p99
        floor_p50, floor_p99 = floor.p50_p99
        return (
            f"{len(self.times)} while blocked: p50 {p50:.1f} ms, p99 {p99:.1f} ms; "
            f"floor {floor_p50:.1f}, {floor_p99:.1f}; "
            f"ratio {p50 / floor_p50:.1f}, {p99 / floor_p99:.1f}"
        )


@pytest.mark.parametrize(
    ("orders", "per_second"),
    [(ORDERS, PER_SECOND), pytest.param(200, 200 / 58, marks=pytest.mark.long)],
)
@pytest.mark.parametrize("stand_still", [wait_idle, compute])
def test_neither_answers_nor_the_alarm_wait_for_the_screen(
    qtbot: QtBot,
    tmp_path: Path,
    stand_still: Callable[[float], None],
    orders: int,
    per_second: float,
) -> None:
    with floor_thread() as floor_url, desk_over(tmp_path) as (desk, sound, url):
        senders = [send(each, 0, orders, per_second) for each in (url, floor_url)]
        stand_still(orders / per_second + 2.0)
        unblocked_at = time.monotonic()
        began = list(sound.began)
        qtbot.waitUntil(lambda: len(desk.window.board.views) == orders, timeout=60_000)
        ours, floor = (Answers.of(each, sent_before=unblocked_at) for each in senders)
    assert len(ours.times) >= orders / 2
    assert began, "the alarm waited for the screen"
    alarm_s = began[0] - ours.first
    told = f"{ours.beside(floor)}; alarm {alarm_s * 1000:.0f} ms after the first answer"
    print(told)  # noqa: T201 - the figures are the point
    assert ours.keep_up_with(floor), told
    assert alarm_s <= ALARM_WITHIN_S, told


async def blocked_server(floor_url: str) -> tuple[Answers, Answers]:
    """Answer on the loop that stands still; return what our sender met and the floor's."""
    runner, url = await bare_server()
    senders = [send(each, 0, ORDERS, PER_SECOND) for each in (url, floor_url)]
    wait_idle(BLOCKED_S)
    unblocked_at = time.monotonic()
    while senders[0].poll() is None:  # noqa: ASYNC110 - another process sets no event
        await asyncio.sleep(LOOK_EVERY_S)
    await runner.cleanup()
    ours, floor = (Answers.of(each, sent_before=unblocked_at) for each in senders)
    return ours, floor


def test_the_measure_sees_who_answers_on_the_screen_s_thread(qapp: QApplication) -> None:
    """Without this, a bar that follows the machine could follow a mistake of ours, too."""
    with floor_thread() as floor_url, asyncio.Runner(loop_factory=loop_factory(qapp)) as runner:
        ours, floor = runner.run(blocked_server(floor_url))
    assert not ours.keep_up_with(floor), ours.beside(floor)
