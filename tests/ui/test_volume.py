"""A computer that is muted or too quiet is told, one whose volume nobody knows is not."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from pytestqt.qtbot import QtBot

from kitchen_app.services.alarm import Sound
from kitchen_app.ui.sounds import QtSoundOutput, SoundProblem
from kitchen_app.ui.volume import Volume, VolumeWatch, trouble_of

MUTED = Volume(share=1.0, is_muted=True)
LOUD = Volume(share=0.8, is_muted=False)


class System:
    """A computer whose volume people change; counts how often it is asked."""

    def __init__(self, volume: Volume | None) -> None:
        self.volume = volume
        self.looks = threading.Semaphore(0)

    def read(self) -> Volume | None:
        self.looks.release()
        return self.volume

    def is_asked(self) -> bool:
        return self.looks.acquire(timeout=5)


@contextmanager
def watching(system: System, *, every_s: float = 3600) -> Iterator[VolumeWatch]:
    watch = VolumeWatch(system.read, every_s=every_s)
    watch.start()
    yield watch
    watch.close()
    assert not watch._thread.is_alive()


@pytest.mark.parametrize(
    ("volume", "problem"),
    [
        (None, None),
        (LOUD, None),
        (Volume(share=0.4, is_muted=False), None),
        (Volume(share=1.5, is_muted=False), None),
        (Volume(share=0.39, is_muted=False), SoundProblem.QUIET),
        (Volume(share=0.0, is_muted=False), SoundProblem.MUTED),
        (MUTED, SoundProblem.MUTED),
        (Volume(share=0.1, is_muted=True), SoundProblem.MUTED),
    ],
)
def test_what_is_too_quiet(volume: Volume | None, problem: SoundProblem | None) -> None:
    assert trouble_of(volume) is problem


def test_it_looks_now_and_then() -> None:
    system = System(LOUD)
    with watching(system, every_s=0.01):
        assert all(system.is_asked() for _ in range(3))


def test_it_looks_when_it_is_asked(qtbot: QtBot) -> None:
    system = System(MUTED)
    with watching(system) as watch:
        qtbot.waitUntil(lambda: watch.problem is SoundProblem.MUTED)
        system.volume = LOUD
        watch.want()
        qtbot.waitUntil(lambda: watch.problem is None)


def test_what_never_started_closes_too() -> None:
    VolumeWatch(System(None).read).close()


def test_a_test_of_the_sound_looks_and_a_missing_loudspeaker_is_worse(qtbot: QtBot) -> None:
    system = System(MUTED)
    watch = VolumeWatch(system.read, every_s=3600)
    output = QtSoundOutput(loudness=watch)
    with qtbot.waitSignal(output.loaded):
        output.open()
    assert system.is_asked()
    output.play_once(Sound.NEW)
    assert system.is_asked()
    qtbot.waitUntil(lambda: watch.problem is SoundProblem.MUTED)
    assert output.problem() is (output._player.problem or SoundProblem.MUTED)
    output._player.problem = None
    assert output.problem() is SoundProblem.MUTED
    output._player.problem = SoundProblem.NO_DEVICE
    assert output.problem() is SoundProblem.NO_DEVICE
    output.close()
