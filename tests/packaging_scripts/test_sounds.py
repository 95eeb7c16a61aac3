"""The alarms are what the script makes, stay in the band that carries, and do not click."""

import cmath
import itertools
import math
import sys
import wave
from array import array
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

NAMES = ("new", "late", "cancelled", "refund", "rider", "fault")
LEVELS = ("quiet", "loud")
BLOCK = 2048


@pytest.fixture(scope="module")
def sounds(load_script: Callable[[Path], ModuleType], root: Path) -> ModuleType:
    return load_script(root / "packaging" / "sounds.py")


def _samples(path: Path) -> list[int]:
    with wave.open(str(path), "rb") as source:
        assert source.getnchannels() == 1
        assert source.getsampwidth() == 2
        assert source.getframerate() == 44_100
        samples = array("h", source.readframes(source.getnframes()))
    if sys.byteorder == "big":
        samples.byteswap()
    return samples.tolist()


def _transform(values: list[complex]) -> list[complex]:
    """The textbook radix-2 transform: numpy is no dependency of ours."""
    if len(values) == 1:
        return values
    even, odd = _transform(values[::2]), _transform(values[1::2])
    half = len(even)
    turned = [cmath.exp(-1j * math.pi * k / half) * odd[k] for k in range(half)]
    return [a + b for a, b in zip(even, turned, strict=True)] + [
        a - b for a, b in zip(even, turned, strict=True)
    ]


def _share_within(samples: list[int], low_hz: float, high_hz: float) -> float:
    inside = total = 0.0
    window = [0.5 - 0.5 * math.cos(2 * math.pi * i / BLOCK) for i in range(BLOCK)]
    for start in range(0, len(samples) - BLOCK, BLOCK):
        block = samples[start : start + BLOCK]
        if not any(block):
            continue
        shaped = [complex(a * w) for a, w in zip(block, window, strict=True)]
        for k, value in enumerate(_transform(shaped)[: BLOCK // 2]):
            power = abs(value) ** 2
            total += power
            if low_hz <= k * 44_100 / BLOCK <= high_hz:
                inside += power
    return inside / total


def test_shipped_files_are_what_the_script_makes(
    sounds: ModuleType, root: Path, tmp_path: Path
) -> None:
    made = sounds.make_all(tmp_path)
    shipped = root / "resources" / "sounds"
    assert {p.name for p in made} == {f"{n}-{v}.wav" for n in NAMES for v in LEVELS}
    assert {p.name for p in shipped.glob("*.wav")} == {p.name for p in made}
    for path in made:
        assert path.read_bytes() == (shipped / path.name).read_bytes(), path.name
        assert path.stat().st_size < 250_000


@pytest.mark.parametrize("name", NAMES)
def test_energy_lies_from_one_to_three_kilohertz(root: Path, name: str) -> None:
    samples = _samples(root / "resources" / "sounds" / f"{name}-loud.wav")
    assert _share_within(samples, 1000, 3000) > 0.99


@pytest.mark.parametrize("name", NAMES)
def test_quiet_is_twelve_decibels_below_loud(root: Path, name: str) -> None:
    folder = root / "resources" / "sounds"
    quiet, loud = (max(map(abs, _samples(folder / f"{name}-{v}.wav"))) for v in LEVELS)
    assert loud < 32_000
    assert 20 * math.log10(loud / quiet) == pytest.approx(12, abs=0.3)


@pytest.mark.parametrize("name", NAMES)
def test_no_step_is_steeper_than_a_tone_in_the_band(root: Path, name: str) -> None:
    samples = _samples(root / "resources" / "sounds" / f"{name}-loud.wav")
    looped = [*samples, *samples[:2]]
    steepest = max(abs(b - a) for a, b in itertools.pairwise(looped))
    assert steepest <= max(map(abs, samples)) * 2 * math.pi * 3000 / 44_100


@pytest.mark.parametrize("name", NAMES)
def test_ends_in_a_pause_so_that_it_loops(root: Path, name: str) -> None:
    samples = _samples(root / "resources" / "sounds" / f"{name}-loud.wav")
    assert 1.2 <= len(samples) / 44_100 <= 2.4
    assert samples[0] == 0
    assert not any(samples[-round(0.3 * 44_100) :])
