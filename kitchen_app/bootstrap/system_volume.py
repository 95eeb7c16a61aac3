"""The system's volume: on Linux as its sound server tells it, on macOS and Windows as the system.

Where nothing tells it, it is not known, and nothing is said. The ways of macOS and Windows are
written by their documentation and have not been tried on a machine.
"""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress

from kitchen_app.ui.volume import Volume, VolumeReader

_ANSWER_WITHIN_S = 2.0

_WPCTL = re.compile(r"^Volume:\s*(\d+(?:[.,]\d+)?)\s*(\[MUTED\])?\s*$", re.MULTILINE)
_PACTL_SHARE = re.compile(r"(\d+)%")
_PACTL_MUTE = re.compile(r"^Mute:\s*(yes|no)\s*$", re.MULTILINE)
_MAC_SHARE = re.compile(r"output volume:\s*(\d+)")
_MAC_MUTE = re.compile(r"output muted:\s*(true|false)")

Ask = Callable[[Sequence[str]], str]
"""Runs a tool and returns what it says; empty if it is not there, fails, or takes too long."""


def volume_reader(platform: str = sys.platform) -> VolumeReader:
    """Return what reads the volume of this computer."""
    if platform == "win32":
        return read_windows
    return read_mac if platform == "darwin" else read_linux


def from_wpctl(told: str) -> Volume | None:
    """Read `wpctl get-volume`: a share, and perhaps that it is muted."""
    found = _WPCTL.search(told)
    if found is None:
        return None
    share = float(found.group(1).replace(",", "."))
    return Volume(share=share, is_muted=found.group(2) is not None)


def from_pactl(volume: str, mute: str) -> Volume | None:
    """Read `pactl get-sink-volume` and `get-sink-mute`; the loudest channel counts."""
    shares = [int(share) for share in _PACTL_SHARE.findall(volume)]
    found = _PACTL_MUTE.search(mute)
    if not shares or found is None:
        return None
    return Volume(share=max(shares) / 100, is_muted=found.group(1) == "yes")


def from_osascript(told: str) -> Volume | None:
    """Read `get volume settings`; an output without a volume of its own has none to tell."""
    share, mute = _MAC_SHARE.search(told), _MAC_MUTE.search(told)
    if share is None or mute is None:
        return None
    return Volume(share=int(share.group(1)) / 100, is_muted=mute.group(1) == "true")


def told_by(command: Sequence[str]) -> str:
    """Run a tool of the system, in plain English, and return what it says."""
    try:
        done = subprocess.run(  # noqa: S603 - fixed words, nothing of a user's
            command,
            capture_output=True,
            check=True,
            stdin=subprocess.DEVNULL,
            timeout=_ANSWER_WITHIN_S,
            env={**os.environ, "LC_ALL": "C"},
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.decode("utf-8", "replace")


def read_linux(ask: Ask = told_by) -> Volume | None:
    """Ask PipeWire, else PulseAudio."""
    volume = from_wpctl(ask(("wpctl", "get-volume", "@DEFAULT_AUDIO_SINK@")))
    if volume is not None:
        return volume
    told = ask(("pactl", "get-sink-volume", "@DEFAULT_SINK@"))
    return from_pactl(told, ask(("pactl", "get-sink-mute", "@DEFAULT_SINK@"))) if told else None


def read_mac(ask: Ask = told_by) -> Volume | None:
    return from_osascript(ask(("osascript", "-e", "get volume settings")))


def read_windows() -> Volume | None:
    """Ask the default output's `IAudioEndpointVolume`."""
    volume: Volume | None = None
    if sys.platform == "win32":
        from kitchen_app.bootstrap import windows_volume

        with suppress(OSError):  # no output, or no sound service
            volume = windows_volume.read()
    return volume
