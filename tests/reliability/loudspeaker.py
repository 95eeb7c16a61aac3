"""The program's own player of sounds, on a computer whose loudspeakers come and go.

Only the devices are played, and the voice that would take one: what is looped, what is begun
again and what ends is decided by `ui.sounds.Player` as it is.
"""

from typing import Any

import pytest
from PySide6.QtCore import QObject, Signal

from kitchen_app.services.alarm import Ring, Sound
from kitchen_app.ui import sounds


class PlayedVoice(QObject):
    """A voice on a device that is there: it goes on until it is silenced."""

    ended = Signal()

    def __init__(
        self, device: object, samples: object, parent: QObject, *, volume: float = 1.0
    ) -> None:
        super().__init__(parent)
        self.has_ended = False
        self.sounds = False

    def play(self, *, repeats: int) -> None:
        self.sounds = True

    def silence(self) -> None:
        self.sounds = False


class Devices:
    """What Qt says of the computer's loudspeakers."""

    def __init__(self) -> None:
        self.is_there = True

    def isNull(self) -> bool:  # noqa: N802 - Qt's name
        return not self.is_there

    def defaultAudioOutput(self) -> "Devices":  # noqa: N802 - Qt's name
        return self

    def audioOutputs(self) -> list["Devices"]:  # noqa: N802 - Qt's name
        return [self] if self.is_there else []


class Loudspeaker:
    """Where the alarm is led to. `is_muted` is what a person has done, and no program knows."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        patch.setattr(sounds, "Voice", PlayedVoice)
        self._devices = Devices()
        self._player = sounds.Player("loud")
        played: Any = self._player
        played._devices = self._devices
        played._samples = sounds._load("loud")
        self.is_muted = False

    def play_loop(self, ring: Ring) -> None:
        self._player.play_loop(ring)

    def play_once(self, sound: Sound) -> None:
        self._player.play_once(sound)

    def stop(self) -> None:
        self._player.stop()

    def plug(self, *, is_in: bool) -> None:
        """Let the only loudspeakers go, or come back."""
        self._devices.is_there = is_in
        self._player._follow_devices()

    @property
    def can_be_heard(self) -> bool:
        return self._devices.is_there and not self.is_muted

    @property
    def heard(self) -> Ring | None:
        """Return what loops in the room now."""
        voice: Any = self._player._loop
        if voice is None or not voice.sounds or not self.can_be_heard:
            return None
        return self._player._looping
