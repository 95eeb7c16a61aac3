"""A program that dies is started again; one that was asked to end is not."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from kitchen_app.base.clock import SystemClock
from kitchen_app.base.errors import ExitCode
from kitchen_app.bootstrap.watchdog import OFTEN, Fault, Watchdog, name_of_end, pause_s
from tests.fakes import NOON

KILLED = "SIGSEGV" if sys.platform != "win32" else "exit code 11"
DIE = "import os, signal; os.kill(os.getpid(), signal.SIGSEGV)"
NO_PAUSE = 0.0


class Lives:
    """Gives each life of a program its own script, the last one again and again."""

    def __init__(self, *scripts: str) -> None:
        self._scripts = scripts
        self.faults: list[Fault | None] = []
        self.told: list[Fault] = []

    def command(self, fault: Fault | None) -> Sequence[str]:
        script = self._scripts[min(len(self.faults), len(self._scripts) - 1)]
        self.faults.append(fault)
        return [sys.executable, "-c", script]

    def watched(self) -> int:
        dog = Watchdog(
            self.command, clock=SystemClock(), tell=self.told.append, pause=lambda _: NO_PAUSE
        )
        return dog.run()


def exits(code: int) -> str:
    return f"import os; os._exit({code})"


def test_a_program_that_dies_is_started_again_and_knows_why() -> None:
    lives = Lives(DIE, exits(0))
    assert lives.watched() == 0
    first, second = lives.faults
    assert first is None
    assert second is not None
    assert (second.ended, second.deaths, second.is_often) == (KILLED, 1, False)
    assert lives.told == [second]


@pytest.mark.parametrize("code", [0, ExitCode.KNOWN, ExitCode.ALREADY_RUNNING, 130])
def test_an_end_that_somebody_wants_is_the_end(code: int) -> None:
    lives = Lives(exits(code))
    assert lives.watched() == code
    assert len(lives.faults) == 1


def test_a_program_that_wants_to_begin_again_has_not_died() -> None:
    lives = Lives(exits(ExitCode.AGAIN), exits(0))
    assert lives.watched() == 0
    assert (lives.faults, lives.told) == ([None, None], [])


@pytest.mark.parametrize("code", [1, 77])
def test_an_unknown_exit_code_is_a_death(code: int) -> None:
    lives = Lives(exits(code), exits(0))
    assert lives.watched() == 0
    assert [fault.ended for fault in lives.told] == [f"exit code {code}"]


def test_what_keeps_it_from_starting_after_a_fault_may_pass() -> None:
    lives = Lives(DIE, exits(ExitCode.KNOWN), exits(ExitCode.KNOWN), exits(0))
    assert lives.watched() == 0
    assert len(lives.faults) == 4


def test_a_second_copy_that_came_meanwhile_is_left_alone() -> None:
    lives = Lives(DIE, exits(ExitCode.ALREADY_RUNNING))
    assert lives.watched() == ExitCode.ALREADY_RUNNING


def test_it_never_gives_up_and_says_when_it_needs_a_person() -> None:
    lives = Lives(*[DIE] * (OFTEN + 2), exits(0))
    assert lives.watched() == 0
    assert [fault.is_often for fault in lives.told] == [False] * (OFTEN - 1) + [True] * 3


def test_what_cannot_be_started_is_tried_again(tmp_path: Path) -> None:
    there = [sys.executable, "-c", exits(0)]
    commands = iter([[str(tmp_path / "being-updated")], there])
    told: list[Fault] = []
    dog = Watchdog(
        lambda _: next(commands), clock=SystemClock(), tell=told.append, pause=lambda _: NO_PAUSE
    )
    assert dog.run() == 0
    assert len(told) == 1


def test_the_first_death_costs_no_time_and_each_repeat_of_keeta_meets_an_attempt() -> None:
    pauses = [pause_s(deaths) for deaths in range(1, 12)]
    assert pauses[:4] == [0, 1, 2, 4]
    assert max(pauses) <= 30


def test_a_fault_travels_on_a_command_line() -> None:
    fault = Fault(at=NOON, ended="SIGSEGV", deaths=2)
    assert Fault.of_words(fault.as_words()) == fault


def test_ends_have_names() -> None:
    names = [name_of_end(code) for code in (-11, -9, 1, 0xC0000005, -99)]
    assert names == ["SIGSEGV", "SIGKILL", "exit code 1", "exit code 0xc0000005", "signal 99"]


OBEDIENT = """
import signal, sys
signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
print("up", flush=True)
signal.pause()
"""
WATCH = """
import sys
from kitchen_app.base.clock import SystemClock
from kitchen_app.bootstrap.watchdog import Watchdog
script = sys.argv[1]
dog = Watchdog(lambda _: [sys.executable, "-c", script], clock=SystemClock(), tell=print)
sys.exit(dog.run())
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends both processes itself")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_reaches_the_program_and_its_end_is_ours(number: signal.Signals) -> None:
    watched = subprocess.Popen(
        [sys.executable, "-c", WATCH, OBEDIENT], stdout=subprocess.PIPE, text=True
    )
    assert watched.stdout is not None
    assert watched.stdout.readline() == "up\n"
    watched.send_signal(number)
    assert watched.wait(timeout=10) == 0
    assert watched.stdout.read() == ""
    watched.stdout.close()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends both processes itself")
def test_being_asked_to_quit_cuts_a_pause_short() -> None:
    lives = Lives(DIE)

    def quit_soon(fault: Fault) -> None:
        lives.told.append(fault)
        threading.Timer(0.1, os.kill, [os.getpid(), signal.SIGTERM]).start()

    dog = Watchdog(lives.command, clock=SystemClock(), tell=quit_soon, pause=lambda _: 60.0)
    began = time.monotonic()
    assert dog.run() == 0
    assert time.monotonic() - began < 30
    assert len(lives.faults) == 1
