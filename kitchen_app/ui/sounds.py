"""Loudspeakers on a thread of their own: the alarm is heard whatever the screen does."""

import logging
import sys
import wave
from array import array
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QIODevice,
    QLoggingCategory,
    QMessageLogContext,
    QObject,
    QThread,
    QTimer,
    QtMsgType,
    Signal,
    Slot,
    qInstallMessageHandler,
)

from kitchen_app.base.paths import resources_dir
from kitchen_app.services.alarm import RANK, Level, Ring, Sound, SoundOutput

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QAudioDevice, QMediaDevices

logger = logging.getLogger(__name__)

_AFTER_FIRST_PAINT_MS = 300
_CLOSE_WITHIN_MS = 10_000
"""Loading takes seconds on a slow computer, and Qt aborts when a running thread is destroyed."""

_FULL_SCALE = 32768

_REPEATS = 20
"""So often a loop goes round without us; then it is begun again."""

_VOLUMES: Mapping[Level, float] = {Level.SOFT: 0.4, Level.NORMAL: 0.63, Level.LOUD: 1.0}
"""Shares of the amplitude in the file: steps of 4 dB."""

_AGAIN_MS = 200
"""Longer than a device that fails at once may keep the thread busy."""


class SoundProblem(StrEnum):
    """Why nothing, or too little, can be heard; the screen has words and a cure for each."""

    NO_BACKEND = "no_backend"
    NO_DEVICE = "no_device"
    FILE_MISSING = "file_missing"
    MUTED = "muted"
    QUIET = "quiet"


class Loudspeaker(SoundOutput, Protocol):
    """An output that knows whether it can be heard."""

    def problem(self) -> SoundProblem | None: ...


class Loudness(Protocol):
    """Knows whether the computer itself is loud enough; see `ui.volume`."""

    problem: SoundProblem | None

    def start(self) -> None: ...

    def want(self) -> None: ...

    def close(self) -> None: ...


class QtSoundOutput(QObject):
    """The computer's loudspeakers. Every method may be called on any thread, and none waits.

    Signals:
        loaded: the sounds are ready, or `problem()` says why not.
    """

    loaded = Signal()
    _loop_wanted = Signal(object)
    _once_wanted = Signal(object)
    _stop_wanted = Signal()

    def __init__(self, *, level: str = "loud", loudness: Loudness | None = None) -> None:
        super().__init__()
        self._loudness = loudness
        self._thread = QThread()
        self._thread.setObjectName("sound")
        self._player = player = Player(level)
        player.moveToThread(self._thread)
        self._thread.started.connect(player.open_soon)
        self._loop_wanted.connect(player.play_loop)
        self._once_wanted.connect(player.play_once)
        self._stop_wanted.connect(player.stop)
        player.loaded.connect(self.loaded)

    def open(self) -> None:
        """Begin to load the sounds; what is wanted meanwhile is heard when they are there."""
        self._thread.start()
        if self._loudness is not None:
            self._loudness.start()

    def close(self) -> None:
        """Fall silent for good."""
        if self._loudness is not None:
            self._loudness.close()
        self._thread.started.disconnect(self._player.open_soon)
        if self._thread.isRunning():
            self._player.loaded.disconnect(self.loaded)
            self._thread.finished.connect(self._player.deleteLater)
            self._thread.quit()
            if not self._thread.wait(_CLOSE_WITHIN_MS):
                logger.error("The sound's thread hangs in its driver")

    def play_loop(self, ring: Ring) -> None:
        self._loop_wanted.emit(ring)

    def play_once(self, sound: Sound) -> None:
        """Play a sound, and look anew whether it can be heard: somebody listens now."""
        self._once_wanted.emit(sound)
        if self._loudness is not None:
            self._loudness.want()

    def stop(self) -> None:
        self._stop_wanted.emit()

    def problem(self) -> SoundProblem | None:
        loudness = self._loudness.problem if self._loudness is not None else None
        return self._player.problem or loudness


class Player(QObject):
    """Plays through QtMultimedia, which is loaded late and may be missing.

    Lives on the sound's thread, with its event loop. It follows the computer's default device:
    one that is unplugged stops nothing but the sound.

    Signals:
        loaded: the sounds are ready, or `problem` says why not.
    """

    loaded = Signal()

    def __init__(self, level: str) -> None:
        super().__init__()
        self._level = level
        self._devices: QMediaDevices | None = None
        self._samples: dict[Sound, Samples] = {}
        self._looping: Ring | None = None
        self._loop: Voice | None = None
        self._once: Voice | None = None
        self.problem: SoundProblem | None = None

    @Slot()
    def open_soon(self) -> None:
        """Load after the window has been painted: both want the processor."""
        QTimer.singleShot(_AFTER_FIRST_PAINT_MS, self.open)

    @Slot()
    def open(self) -> None:
        with backend_kept_quiet():
            try:
                from PySide6.QtMultimedia import QMediaDevices
            except ImportError:  # Linux without a sound library
                logger.info("No sound backend on this computer")
                self.problem = SoundProblem.NO_BACKEND
            else:
                self._samples = _load(self._level)
                self._devices = QMediaDevices(self)
                self._devices.audioOutputsChanged.connect(self._follow_devices)
                self._follow_devices()
        self.loaded.emit()

    @Slot(object)
    def play_loop(self, ring: Ring) -> None:
        self._looping = ring
        self._start_loop()

    @Slot(object)
    def play_once(self, sound: Sound) -> None:
        if self._looping is None or sound is not self._looping.sound:
            self._once = self._instead_of(self._once, Ring(sound, Level.LOUD))
            if self._once is not None:
                self._once.play(repeats=1)

    @Slot()
    def stop(self) -> None:
        self._looping = None
        self._loop = self._instead_of(self._loop, None)

    @Slot()
    def _start_loop(self) -> None:
        self._loop = self._instead_of(self._loop, self._looping)
        if self._loop is not None:
            self._loop.ended.connect(self._start_loop_again)
            self._loop.play(repeats=_REPEATS)

    @Slot()
    def _start_loop_again(self) -> None:
        """Go on when all repeats are over, or when the device was lost without a word."""
        QTimer.singleShot(_AGAIN_MS, self._keep_looping)

    @Slot()
    def _keep_looping(self) -> None:
        if self._loop is not None and self._loop.has_ended:
            self._start_loop()

    def _instead_of(self, voice: "Voice | None", ring: Ring | None) -> "Voice | None":
        """Silence a voice; return the one of another sound on the device of this moment."""
        if voice is not None:
            voice.silence()
            voice.deleteLater()
        samples = self._samples.get(ring.sound) if ring is not None else None
        if ring is None or samples is None or self._devices is None:
            return None
        device = self._devices.defaultAudioOutput()
        if device.isNull():
            return None
        return Voice(device, samples, volume=_VOLUMES[ring.level], parent=self)

    @Slot()
    def _follow_devices(self) -> None:
        self.problem = self._find_problem()
        self._start_loop()

    def _find_problem(self) -> SoundProblem | None:
        if self._devices is None or not self._devices.audioOutputs():
            return SoundProblem.NO_DEVICE
        is_complete = all(ring.sound in self._samples for ring in RANK)
        return None if is_complete else SoundProblem.FILE_MISSING


class Voice(QObject):
    """One sound on one device, from the thread that made it.

    `QSoundEffect` would do more, but what it plays is taken apart on the application's thread:
    in Qt 6.11 that breaks the notifiers of the thread that plays. `QAudioSink` reads its buffer
    in C++ on this thread, so neither the window nor Python's lock can hold the sound up.

    Signals:
        ended: everything was played, or the device is gone.
    """

    ended = Signal()

    def __init__(
        self, device: "QAudioDevice", samples: "Samples", *, volume: float, parent: QObject
    ) -> None:
        from PySide6.QtMultimedia import QAudioFormat, QAudioSink

        super().__init__(parent)
        form = QAudioFormat()
        form.setSampleRate(samples.rate)
        form.setChannelCount(1)
        form.setSampleFormat(QAudioFormat.SampleFormat.Float)
        self._samples = samples
        self._buffer = QBuffer(self)
        self._sink = QAudioSink(device, form, self)
        self._sink.setVolume(volume)
        self._sink.stateChanged.connect(self._follow)
        self.has_ended = False

    def play(self, *, repeats: int) -> None:
        self._buffer.setData(QByteArray(self._samples.data * repeats))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._sink.start(self._buffer)

    def silence(self) -> None:
        """Stop at once; nothing is told of it."""
        self._sink.stateChanged.disconnect(self._follow)
        self._sink.stop()

    @Slot()
    def _follow(self) -> None:
        from PySide6.QtMultimedia import QtAudio

        if self.has_ended or self._sink.state() is QtAudio.State.ActiveState:
            return
        if self._sink.state() is QtAudio.State.IdleState and not self._buffer.atEnd():
            return  # it has not begun yet
        self.has_ended = True
        self.ended.emit()


@dataclass(frozen=True, slots=True, kw_only=True)
class Samples:
    """A sound as 32-bit floats of one channel, which every backend takes; `rate` a second."""

    rate: int
    data: bytes


def _load(level: str) -> dict[Sound, Samples]:
    paths = {sound: resources_dir() / "sounds" / f"{sound.value}-{level}.wav" for sound in Sound}
    return {sound: read_samples(path) for sound, path in paths.items() if path.is_file()}


def read_samples(path: Path) -> Samples:
    """Read a file of 16 bits and one channel, as packaging/sounds.py writes them."""
    with wave.open(str(path), "rb") as file:
        whole = array("h", file.readframes(file.getnframes()))
        rate = file.getframerate()
    if sys.byteorder == "big":
        whole.byteswap()
    floats = array("f", (value / _FULL_SCALE for value in whole))
    return Samples(rate=rate, data=floats.tobytes())


@contextmanager
def backend_kept_quiet() -> Iterator[None]:
    """Turn what the sound backend complains of into debug lines; `problem()` tells the user."""
    QLoggingCategory.setFilterRules("qt.multimedia.*=false")
    before = qInstallMessageHandler(_log_complaint)
    try:
        yield
    finally:
        qInstallMessageHandler(before)


def _log_complaint(kind: QtMsgType, _context: QMessageLogContext, _text: str | None) -> None:
    logger.debug("The sound backend complains: %s", kind.name)
