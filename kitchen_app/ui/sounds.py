"""The alarm: it sounds exactly as long as an order waits, and has one owner."""

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import (
    QLoggingCategory,
    QMessageLogContext,
    QObject,
    QtMsgType,
    QUrl,
    Slot,
    qInstallMessageHandler,
)

from kitchen_app.base.paths import resources_dir
from kitchen_app.domain.deadlines import LATE_S
from kitchen_app.domain.order import Status
from kitchen_app.services.board import CardView

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QMediaDevices, QSoundEffect

logger = logging.getLogger(__name__)


class Sound(StrEnum):
    """The sounds that the board makes."""

    NEW = "new"
    LATE = "late"
    CANCELLED = "cancelled"
    FAULT = "fault"


class SoundProblem(StrEnum):
    """Why nothing can be heard; the screen has words and a cure for each."""

    NO_BACKEND = "no_backend"
    NO_DEVICE = "no_device"
    FILE_MISSING = "file_missing"


class SoundOutput(Protocol):
    """Something that can be heard."""

    def play_loop(self, sound: Sound) -> None:
        """Play one sound again and again, instead of any that loops now."""
        ...

    def play_once(self, sound: Sound) -> None: ...

    def stop(self) -> None:
        """End the loop."""
        ...

    def problem(self) -> SoundProblem | None: ...


class Alarm:
    """A function of the cards and the time: nothing else starts or stops the loop."""

    def __init__(self, output: SoundOutput) -> None:
        self._output = output
        self._waiting: dict[str, CardView] = {}
        self._cooking: set[str] = set()
        self._playing: Sound | None = None

    @property
    def playing(self) -> Sound | None:
        """The sound that loops now."""
        return self._playing

    def problem(self) -> SoundProblem | None:
        return self._output.problem()

    def show_cards(self, cards: Iterable[CardView], now: datetime) -> None:
        """Take new states of cards and sound, or fall silent, at once."""
        for card in cards:
            self._note_cancel(card)
            if card.accept_by is None:
                self._waiting.pop(card.order_id, None)
            else:
                self._waiting[card.order_id] = card
        self.tick(now)

    def remove(self, order_id: str, now: datetime) -> None:
        self._waiting.pop(order_id, None)
        self._cooking.discard(order_id)
        self.tick(now)

    def tick(self, now: datetime) -> None:
        """Make what is heard agree with what waits."""
        wanted = self._wanted(now)
        if wanted is self._playing:
            return
        self._playing = wanted
        if wanted is None:
            self._output.stop()
        else:
            self._output.play_loop(wanted)

    def test(self) -> None:
        """Let the sound of a new order be heard once."""
        self._output.play_once(Sound.NEW)

    def tell_fault(self) -> None:
        self._output.play_once(Sound.FAULT)

    def _wanted(self, now: datetime) -> Sound | None:
        limits = [card.accept_by for card in self._waiting.values() if is_waiting(card, now)]
        left = [(limit - now).total_seconds() for limit in limits if limit is not None]
        if not left:
            return None
        return Sound.LATE if min(left) <= LATE_S else Sound.NEW

    def _note_cancel(self, card: CardView) -> None:
        """Food that is being cooked for nobody is told once, at the moment it becomes so."""
        if card.order.status in (Status.ACCEPTED, Status.READY):
            self._cooking.add(card.order_id)
        elif card.order_id in self._cooking:
            self._cooking.discard(card.order_id)
            if card.order.status is Status.CANCELLED:
                self._output.play_once(Sound.CANCELLED)


def is_waiting(card: CardView, now: datetime) -> bool:
    """Tell whether a card wants the alarm: unaccepted, and no fresh touch keeps it quiet."""
    if card.accept_by is None:
        return False
    return card.quiet_until is None or now > card.quiet_until


class QtSoundOutput(QObject):
    """Loudspeakers through QtMultimedia, which is loaded late and may be missing.

    It follows the computer's default device: one that is unplugged stops nothing but the sound.
    """

    def __init__(self, *, level: str = "loud", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._level = level
        self._devices: QMediaDevices | None = None
        self._effects: dict[Sound, QSoundEffect] = {}
        self._looping: Sound | None = None
        self._problem: SoundProblem | None = None

    def open(self) -> None:
        """Load the sounds; call after the window has been painted."""
        with _backend_kept_quiet():
            try:
                from PySide6.QtMultimedia import QMediaDevices
            except ImportError:  # Linux without a sound library
                logger.info("No sound backend on this computer")
                self._problem = SoundProblem.NO_BACKEND
                return
            self._devices = QMediaDevices(self)
            self._devices.audioOutputsChanged.connect(self._follow_devices)
            self._follow_devices()

    def play_loop(self, sound: Sound) -> None:
        self.stop()
        self._looping = sound
        effect = self._effects.get(sound)
        if effect is not None:
            effect.setLoopCount(effect.Loop.Infinite.value)
            effect.play()

    def play_once(self, sound: Sound) -> None:
        effect = self._effects.get(sound)
        if effect is not None and sound is not self._looping:
            effect.setLoopCount(1)
            effect.play()

    def stop(self) -> None:
        effect = self._effects.get(self._looping) if self._looping else None
        self._looping = None
        if effect is not None:
            effect.stop()

    def problem(self) -> SoundProblem | None:
        return self._problem

    @Slot()
    def _follow_devices(self) -> None:
        for effect in self._effects.values():
            effect.stop()
            effect.deleteLater()
        self._effects = {}
        self._problem = self._load()
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
