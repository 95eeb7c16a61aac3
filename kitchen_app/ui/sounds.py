"""Loudspeakers on a thread of their own: the alarm is heard whatever the screen does."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import (
    QLoggingCategory,
    QMessageLogContext,
    QObject,
    QThread,
    QTimer,
    QtMsgType,
    QUrl,
    Signal,
    Slot,
    qInstallMessageHandler,
)

from kitchen_app.base.paths import resources_dir
from kitchen_app.services.alarm import Sound, SoundOutput

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QMediaDevices, QSoundEffect

logger = logging.getLogger(__name__)

_AFTER_FIRST_PAINT_MS = 300
_CLOSE_WITHIN_MS = 2_000


class SoundProblem(StrEnum):
    """Why nothing can be heard; the screen has words and a cure for each."""

    NO_BACKEND = "no_backend"
    NO_DEVICE = "no_device"
    FILE_MISSING = "file_missing"


class Loudspeaker(SoundOutput, Protocol):
    """An output that knows whether it can be heard."""

    def problem(self) -> SoundProblem | None: ...


class QtSoundOutput(QObject):
    """The computer's loudspeakers. Every method may be called on any thread, and none waits.

    Signals:
        loaded: the sounds are ready, or `problem()` says why not.
    """

    loaded = Signal()
    _loop_wanted = Signal(object)
    _once_wanted = Signal(object)
    _stop_wanted = Signal()

    def __init__(self, *, level: str = "loud") -> None:
        super().__init__()
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

    def close(self) -> None:
        """Fall silent for good."""
        self._thread.started.disconnect(self._player.open_soon)
        if self._thread.isRunning():
            self._player.loaded.disconnect(self.loaded)
            self._thread.finished.connect(self._player.deleteLater)
            self._thread.quit()
            if not self._thread.wait(_CLOSE_WITHIN_MS):
                logger.error("The sound's thread hangs in its driver")

    def play_loop(self, sound: Sound) -> None:
        self._loop_wanted.emit(sound)

    def play_once(self, sound: Sound) -> None:
        self._once_wanted.emit(sound)

    def stop(self) -> None:
        self._stop_wanted.emit()

    def problem(self) -> SoundProblem | None:
        return self._player.problem


class Player(QObject):
    """Plays through QtMultimedia, which is loaded late and may be missing.

    Lives on the sound's thread, with its event loop. It follows the computer's default device:
    one that is unplugged stops nothing but the sound. `QSoundEffect` mixes on a thread of the
    backend, so the loop goes on without Python; its engine sends only what follows the end of
    a sound through the application's thread (qrtaudioengine.cpp of Qt 6.10).

    Signals:
        loaded: the sounds are ready, or `problem` says why not.
    """

    loaded = Signal()

    def __init__(self, level: str) -> None:
        super().__init__()
        self._level = level
        self._devices: QMediaDevices | None = None
        self._effects: dict[Sound, QSoundEffect] = {}
        self._looping: Sound | None = None
        self.problem: SoundProblem | None = None

    @Slot()
    def open_soon(self) -> None:
        """Load after the window has been painted: both want the processor."""
        QTimer.singleShot(_AFTER_FIRST_PAINT_MS, self.open)

    @Slot()
    def open(self) -> None:
        with _backend_kept_quiet():
            try:
                from PySide6.QtMultimedia import QMediaDevices
            except ImportError:  # Linux without a sound library
                logger.info("No sound backend on this computer")
                self.problem = SoundProblem.NO_BACKEND
            else:
                self._devices = QMediaDevices(self)
                self._devices.audioOutputsChanged.connect(self._follow_devices)
                self._follow_devices()
        self.loaded.emit()

    @Slot(object)
    def play_loop(self, sound: Sound) -> None:
        self.stop()
        self._looping = sound
        effect = self._effects.get(sound)
        if effect is not None:
            effect.setLoopCount(effect.Loop.Infinite.value)
            effect.play()

    @Slot(object)
    def play_once(self, sound: Sound) -> None:
        effect = self._effects.get(sound)
        if effect is not None and sound is not self._looping:
            effect.setLoopCount(1)
            effect.play()

    @Slot()
    def stop(self) -> None:
        effect = self._effects.get(self._looping) if self._looping else None
        self._looping = None
        if effect is not None:
            effect.stop()

    @Slot()
    def _follow_devices(self) -> None:
        for effect in self._effects.values():
            effect.stop()
            effect.deleteLater()
        self._effects = {}
        self.problem = self._load()
        if self._looping is not None:
            self.play_loop(self._looping)

    def _load(self) -> SoundProblem | None:
        from PySide6.QtMultimedia import QMediaDevices, QSoundEffect

        if not QMediaDevices.audioOutputs():
            return SoundProblem.NO_DEVICE
        device = QMediaDevices.defaultAudioOutput()
        for sound in Sound:
            path = self._file(sound)
            if path is not None:
                effect = QSoundEffect(device, self)
                effect.setSource(QUrl.fromLocalFile(str(path)))
                effect.setVolume(1.0)
                self._effects[sound] = effect
        complete = Sound.NEW in self._effects and Sound.LATE in self._effects
        return None if complete else SoundProblem.FILE_MISSING

    def _file(self, sound: Sound) -> Path | None:
        folder = resources_dir() / "sounds"
        path = folder / f"{sound.value}-{self._level}.wav"
        return path if path.is_file() else None


@contextmanager
def _backend_kept_quiet() -> Iterator[None]:
    """Turn what the sound backend complains of into debug lines; `problem()` tells the user."""
    QLoggingCategory.setFilterRules("qt.multimedia.*=false")
    before = qInstallMessageHandler(_log_complaint)
    try:
        yield
    finally:
        qInstallMessageHandler(before)


def _log_complaint(kind: QtMsgType, _context: QMessageLogContext, _text: str | None) -> None:
    logger.debug("The sound backend complains: %s", kind.name)
