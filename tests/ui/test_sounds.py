"""What is wanted is played on the sound's own thread, or it is said why not."""

import threading
import time
import wave
from array import array
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from kitchen_app.base.paths import resources_dir
from kitchen_app.services.alarm import Level, Ring, Sound
from kitchen_app.ui.sounds import QtSoundOutput, SoundProblem, read_samples

WITHIN_S = 5.0
NEW, LATE = Ring(Sound.NEW, Level.LOUD), Ring(Sound.LATE, Level.SOFT)


@pytest.fixture
def output(qtbot: QtBot) -> Iterator[QtSoundOutput]:
    loudspeakers = QtSoundOutput()
    yield loudspeakers
    loudspeakers.close()


def why_nothing_is_heard() -> SoundProblem | None:
    """Return what is wrong with the sound of the computer that tests."""
    try:
        from PySide6.QtMultimedia import QMediaDevices
    except ImportError:
        return SoundProblem.NO_BACKEND
    return None if QMediaDevices.audioOutputs() else SoundProblem.NO_DEVICE


def reaches(output: QtSoundOutput, ring: Ring | None) -> bool:
    """Wait, without letting this thread's events happen, for what the player loops."""
    pause, until = threading.Event(), time.monotonic() + WITHIN_S
    while time.monotonic() < until:
        if output._player._looping == ring:
            return True
        pause.wait(0.01)
    return False


def test_a_blocked_screen_keeps_no_sound_back(output: QtSoundOutput) -> None:
    output.open()
    caller = threading.Thread(target=output.play_loop, args=(NEW,))
    caller.start()
    assert reaches(output, NEW)
    caller.join()
    output.stop()
    assert reaches(output, None)


def test_what_was_wanted_before_it_opened_is_heard(output: QtSoundOutput, qtbot: QtBot) -> None:
    output.play_loop(LATE)
    output.play_once(Sound.FAULT)
    with qtbot.waitSignal(output.loaded):
        output.open()
    assert reaches(output, LATE)


def test_a_computer_without_sound_says_so_and_one_with_sound_does_not(
    output: QtSoundOutput, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(output.loaded):
        output.open()
    assert output.problem() is why_nothing_is_heard()


def test_closing_ends_the_thread_and_what_comes_later_goes_nowhere(qtbot: QtBot) -> None:
    loudspeakers = QtSoundOutput()
    loudspeakers.open()
    loudspeakers.play_loop(NEW)
    loudspeakers.close()
    assert loudspeakers._thread.isFinished()
    loudspeakers.play_loop(LATE)
    loudspeakers.stop()


def test_one_that_never_opened_can_be_closed(qtbot: QtBot) -> None:
    loudspeakers = QtSoundOutput()
    loudspeakers.play_loop(NEW)
    loudspeakers.close()
    assert not loudspeakers._thread.isRunning()


@pytest.mark.parametrize("level", ["loud", "quiet"])
@pytest.mark.parametrize("sound", list(Sound))
def test_a_sound_is_read_as_it_was_written(sound: Sound, level: str) -> None:
    path = resources_dir() / "sounds" / f"{sound.value}-{level}.wav"
    samples = read_samples(path)
    values = array("f", samples.data)
    with wave.open(str(path)) as file:
        assert (samples.rate, len(values)) == (file.getframerate(), file.getnframes())
        first = int.from_bytes(file.readframes(1000)[-2:], "little", signed=True)
    assert values[999] == pytest.approx(first / 32768)
    assert 0.1 < max(values) <= 1
