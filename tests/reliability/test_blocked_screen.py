"""Receiving survives a screen that stands still: the core has a thread and a loop of its own."""

import json
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kitchen_app.bootstrap.window import Desk, open_desk
from kitchen_app.ui.sounds import Sound
from tests.bench.test_post_to_paint import percentiles, running_core, send
from tests.e2e.stage import Silence

ORDERS = 60
PER_SECOND = 15.0
BLOCKED_S = ORDERS / PER_SECOND + 2.0
ANSWERED_WITHIN_MS = 300.0
ALARM_WITHIN_S = 1.0


class Listener(Silence):
    """A loudspeaker that remembers when it began."""

    def __init__(self) -> None:
        super().__init__()
        self.began: list[float] = []

    def play_loop(self, sound: Sound) -> None:
        super().play_loop(sound)
        self.began.append(time.monotonic())


@contextmanager
def desk_over(folder: Path) -> Iterator[tuple[Desk, Listener, str]]:
    sound = Listener()
    with running_core(folder) as (core, thread):
        desk = open_desk(core.kitchen, thread, sound, demo=False, lang="en")
        try:
            yield desk, sound, core.callback_url
        finally:
            desk.close()
            desk.window.deleteLater()


def wait_idle(seconds: float) -> None:
    """Stand still like a driver, a dialog or a disk: Python may go on in other threads."""
    threading.Event().wait(seconds)


def compute(seconds: float) -> None:
    """Stand still in Python itself, which every other thread must ask for its turn."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        sum(range(1000))


def sent_and_answered(sender: "subprocess.Popen[str]") -> list[tuple[float, float]]:
    output, _ = sender.communicate(timeout=60)
    return [(sent, answered) for _, sent, answered in json.loads(output)]


def answers_ms(times: list[tuple[float, float]]) -> tuple[float, float]:
    return percentiles([(answered - sent) * 1000 for sent, answered in times])


@pytest.mark.parametrize("stand_still", [wait_idle, compute])
def test_answers_do_not_wait_for_the_screen_and_the_alarm_follows(
    qtbot: QtBot,
    tmp_path: Path,
    stand_still: Callable[[float], None],
) -> None:
    with desk_over(tmp_path / "free") as (desk, _, url):
        sender = send(url, 0, ORDERS, PER_SECOND)
        qtbot.waitUntil(lambda: len(list(desk.window.board.views())) == ORDERS, timeout=60_000)
        free_p50, free_p99 = answers_ms(sent_and_answered(sender))
    with desk_over(tmp_path / "blocked") as (desk, sound, url):
        sender = send(url, 0, ORDERS, PER_SECOND)
        stand_still(BLOCKED_S)
        unblocked_at = time.monotonic()
        assert sound.began == [], "the sound lives on the screen's thread"
        qtbot.waitUntil(lambda: bool(sound.began), timeout=10_000)
        qtbot.waitUntil(lambda: len(list(desk.window.board.views())) == ORDERS, timeout=60_000)
        times = sent_and_answered(sender)
    meanwhile = [each for each in times if each[0] < unblocked_at]
    assert len(meanwhile) >= ORDERS / 2
    p50, p99 = answers_ms(meanwhile)
    alarm_s = sound.began[0] - unblocked_at
    told = (
        f"{len(meanwhile)} while blocked: p50 {p50:.1f} ms, p99 {p99:.1f} ms; "
        f"free: {free_p50:.1f}, {free_p99:.1f}; ratio {p50 / free_p50:.1f}, {p99 / free_p99:.1f}; "
        f"alarm {alarm_s * 1000:.0f} ms after"
    )
    print(told)  # noqa: T201 - the figures are the point
    # A machine that is slow with a free screen, too, is not what is tested here.
    assert p99 <= max(ANSWERED_WITHIN_MS, 3 * free_p99), told
    assert alarm_s <= ALARM_WITHIN_S, told
