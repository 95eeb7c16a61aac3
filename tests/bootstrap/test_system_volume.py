"""What the tools of each system say of its volume, and what is no answer."""

import sys
from collections.abc import Sequence

import pytest

from kitchen_app.bootstrap.system_volume import (
    from_osascript,
    from_pactl,
    from_wpctl,
    read_linux,
    read_mac,
    read_windows,
    told_by,
    volume_reader,
)
from kitchen_app.ui.volume import Volume

PACTL = (
    "Volume: front-left: 26214 /  40% / -23.88 dB,   front-right: 39321 /  60% / -13.31 dB\n"
    "        balance 0.20\n"
)
MAC = "output volume:44, input volume:75, alert volume:100, output muted:false\n"
NONSENSE = ("", "\n", "no such sink", "Volume: loud", "Volume:", "Mute: maybe", "\x00\ufffd%")


def volume(share: float, *, is_muted: bool = False) -> Volume:
    return Volume(share=share, is_muted=is_muted)


def test_wpctl() -> None:
    assert from_wpctl("Volume: 0.40\n") == volume(0.4)
    assert from_wpctl("Volume: 1.00 [MUTED]\n") == volume(1.0, is_muted=True)
    assert from_wpctl("Volume: 0,35\n") == volume(0.35)
    assert from_wpctl("Volume: 1\n") == volume(1.0)


def test_pactl() -> None:
    assert from_pactl(PACTL, "Mute: no\n") == volume(0.6)
    assert from_pactl("Volume: mono: 0 / 0% / -inf dB", "Mute: yes\n") == volume(0, is_muted=True)
    assert from_pactl(PACTL, "") is None


def test_osascript() -> None:
    assert from_osascript(MAC) == volume(0.44)
    assert from_osascript(MAC.replace("false", "true")) == volume(0.44, is_muted=True)
    assert from_osascript("output volume:missing value, output muted:missing value") is None


@pytest.mark.parametrize("told", NONSENSE)
def test_nonsense_is_not_known(told: str) -> None:
    assert from_wpctl(told) is None
    assert from_pactl(told, told) is None
    assert from_pactl(told, "Mute: no") is None
    assert from_osascript(told) is None


def test_linux_asks_one_server_and_then_the_other() -> None:
    answers = {"wpctl": "", "get-sink-volume": PACTL, "get-sink-mute": "Mute: no"}

    def ask(command: Sequence[str]) -> str:
        return next((said for word, said in answers.items() if word in command), "")

    assert read_linux(ask) == volume(0.6)
    answers["wpctl"] = "Volume: 0.10"
    assert read_linux(ask) == volume(0.1)
    answers.clear()
    assert read_linux(ask) is None
    assert read_mac(lambda _: MAC) == volume(0.44)


def test_a_tool_that_is_missing_fails_or_says_no_text_tells_nothing() -> None:
    assert told_by(("no-such-tool-of-any-system",)) == ""
    assert told_by((sys.executable, "-c", "print('x'); raise SystemExit(1)")) == ""
    assert told_by((sys.executable, "-c", "print('heard')")).strip() == "heard"
    raw = "import sys; sys.stdout.buffer.write(bytes([255]))"
    assert told_by((sys.executable, "-c", raw)) == "\ufffd"


def test_each_system_has_its_reader() -> None:
    assert volume_reader("linux") is read_linux
    assert volume_reader("darwin") is read_mac
    assert volume_reader("win32") is read_windows


@pytest.mark.skipif(sys.platform == "win32", reason="there it is read")
def test_windows_way_is_for_windows_only() -> None:
    assert read_windows() is None
