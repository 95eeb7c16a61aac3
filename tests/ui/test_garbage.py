"""No thread but the screen's takes widgets apart."""

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, QTimer
from pytestqt.qtbot import QtBot

from kitchen_app.ui.garbage import Sweeper


class Blinker(QObject):
    """A running timer in a cycle, as widgets with callbacks are."""

    def __init__(self, ended_on: list[threading.Thread]) -> None:
        super().__init__()
        self.itself = self
        self.timer = QTimer()
        weakref.finalize(self.timer, lambda: ended_on.append(threading.current_thread()))


def allocate() -> None:
    """Leave so much garbage that Python would collect every generation."""
    for _ in range(200_000):
        ring: list[object] = []
        ring.append(ring)


def allocate_elsewhere() -> None:
    thread = threading.Thread(target=allocate)
    thread.start()
    thread.join()


@pytest.fixture
def sweeper() -> Iterator[Sweeper]:
    sweeper = Sweeper()
    sweeper.start()
    yield sweeper
    sweeper.stop()


def test_without_a_sweeper_another_thread_takes_them_apart(qtbot: QtBot) -> None:
    ended_on: list[threading.Thread] = []
    Blinker(ended_on)
    allocate_elsewhere()
    assert len(ended_on) == 1
    assert ended_on[0] is not threading.main_thread()


def test_with_one_only_the_screens_does(qtbot: QtBot, sweeper: Sweeper) -> None:
    ended_on: list[threading.Thread] = []
    Blinker(ended_on)
    allocate_elsewhere()
    assert ended_on == []
    sweeper.sweep()
    assert ended_on == [threading.main_thread()]


def test_garbage_does_not_pile_up(sweeper: Sweeper) -> None:
    for _ in range(30):
        allocate()
        sweeper.sweep()
    assert gc.get_count()[0] < 1000
    assert gc.get_count()[1] <= gc.get_threshold()[1] + 1


def test_at_the_end_python_collects_by_itself_again(sweeper: Sweeper) -> None:
    assert not gc.isenabled()
    sweeper.stop()
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0
    sweeper.start()
