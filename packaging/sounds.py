"""Make ``resources/sounds``: six signals that carry through an 80 dB kitchen.

Fans, hoods and fryers are loud below 1 kHz, and hearing is best from 1 to 3 kHz, so all energy is
put there. They differ in rhythm and in the direction of the pitch, which stay apart even on a
bad speaker. Made by arithmetic alone, with the standard library: the licence is ours, and the same
source gives the same bytes (the test compares them).
"""

import argparse
import math
import sys
import wave
from array import array
from dataclasses import dataclass
from pathlib import Path

RATE = 44_100
OUT = Path(__file__).resolve().parent.parent / "resources" / "sounds"
PEAKS = {"quiet": 0.22, "loud": 0.89}  # 12 dB apart; 1 dB below full scale leaves speakers room
RISE_S = 0.008
FALL_S = 0.030


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A tone that may glide; ``bright`` is the share of the octave above (to 3 kHz at most)."""

    at_s: float
    for_s: float
    from_hz: float
    to_hz: float
    bright: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """One pattern. Its length counts the pause after it, so that it loops without a seam."""

    length_s: float
    notes: tuple[Note, ...]


def steady(at_s: float, for_s: float, hertz: float, *, bright: float = 0.0) -> Note:
    return Note(at_s=at_s, for_s=for_s, from_hz=hertz, to_hz=hertz, bright=bright)


ALARMS = {
    # Three rising steps, a bell at the door: something to do, nothing wrong yet.
    "new": Alarm(
        length_s=1.8,
        notes=(
            steady(0.00, 0.20, 1175.0, bright=0.35),
            steady(0.22, 0.20, 1480.0, bright=0.30),
            steady(0.44, 0.46, 1760.0),
        ),
    ),
    # Quick pairs of one hard pitch: the rhythm of a timer that has run out.
    "late": Alarm(
        length_s=1.6,
        notes=tuple(steady(at, 0.09, 2350.0) for at in (0.00, 0.13, 0.38, 0.51, 0.76, 0.89)),
    ),
    # A long fall: stop the work.
    "cancelled": Alarm(
        length_s=1.4,
        notes=(
            Note(at_s=0.00, for_s=0.50, from_hz=2400.0, to_hz=1250.0),
            Note(at_s=0.56, for_s=0.50, from_hz=2000.0, to_hz=1100.0),
        ),
    ),
    # Up and down, like a question: somebody waits for an answer.
    "refund": Alarm(
        length_s=1.5,
        notes=(
            steady(0.00, 0.24, 1320.0, bright=0.30),
            Note(at_s=0.28, for_s=0.44, from_hz=1480.0, to_hz=2217.0),
        ),
    ),
    # Two knocks and an answer above them: somebody stands at the counter. Played once.
    "rider": Alarm(
        length_s=1.2,
        notes=(
            steady(0.00, 0.08, 1250.0, bright=0.35),
            steady(0.14, 0.08, 1250.0, bright=0.35),
            steady(0.32, 0.30, 1980.0),
        ),
    ),
    # Two pitches to and fro, a siren in little: the program itself needs help.
    "fault": Alarm(
        length_s=2.0,
        notes=tuple(
            steady(index * 0.22, 0.20, 1150.0 if index % 2 else 1750.0) for index in range(6)
        ),
    ),
}


def envelope(since_s: float, for_s: float) -> float:
    """Rise and fall as half cosines: an edge would click, and a click wears the ears out."""
    if since_s < RISE_S:
        return 0.5 - 0.5 * math.cos(math.pi * since_s / RISE_S)
    left_s = for_s - since_s
    if left_s < FALL_S:
        return 0.5 - 0.5 * math.cos(math.pi * left_s / FALL_S)
    return 1.0


def tone(note: Note) -> list[float]:
    """Return the samples of one note; phase is summed up, so that a glide has no jumps."""
    count = round(note.for_s * RATE)
    samples, phase = [], 0.0
    for index in range(count):
        since_s = index / RATE
        overtone = note.bright * math.sin(2 * phase)
        samples.append((math.sin(phase) + overtone) * envelope(since_s, note.for_s))
        hertz = note.from_hz + (note.to_hz - note.from_hz) * index / count
        phase += 2 * math.pi * hertz / RATE
    return samples


def mixed(alarm: Alarm) -> list[float]:
    total = [0.0] * round(alarm.length_s * RATE)
    for note in alarm.notes:
        start = round(note.at_s * RATE)
        for index, sample in enumerate(tone(note)):
            total[start + index] += sample
    return total


def write_wave(path: Path, samples: list[float], peak: float) -> None:
    """Write 16-bit mono with exactly this peak, of 1.0 for full scale."""
    scale = peak * 32767 / max(abs(sample) for sample in samples)
    frames = array("h", (round(sample * scale) for sample in samples))
    if sys.byteorder == "big":
        frames.byteswap()
    with wave.open(str(path), "wb") as target:
        target.setnchannels(1)
        target.setsampwidth(2)
        target.setframerate(RATE)
        target.writeframes(frames.tobytes())


def make_all(out: Path) -> list[Path]:
    out.mkdir(parents=True, exist_ok=True)
    made = []
    for name, alarm in ALARMS.items():
        samples = mixed(alarm)
        for level, peak in PEAKS.items():
            path = out / f"{name}-{level}.wav"
            write_wave(path, samples, peak)
            made.append(path)
    return made


def main() -> int:
    parser = argparse.ArgumentParser(description="Make the alarm sounds.")
    parser.add_argument("--out", type=Path, default=OUT)
    for path in make_all(parser.parse_args().out):
        print(f"{path.stat().st_size / 1000:6.1f} kB  {path.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
