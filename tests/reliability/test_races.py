"""A10: of programs that start at once exactly one holds the folder; a dead one holds nothing."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kitchen_app.bootstrap.instance import only_instance
from tests.reliability import racer

pytestmark = pytest.mark.usefixtures("expect_complaints")

RACERS = 4
CI_ROUNDS = 50
LONG_ROUNDS = 1000

Racer = subprocess.Popen[str]


def started() -> Racer:
    process = subprocess.Popen(
        [sys.executable, str(racer.__file__)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        bufsize=1,
    )
    assert heard(process) == "ready"
    return process


def tell(process: Racer, line: str) -> None:
    assert process.stdin is not None
    process.stdin.write(f"{line}\n")


def heard(process: Racer) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def end(process: Racer) -> None:
    process.kill()
    process.communicate(timeout=10)


@pytest.fixture
def racers() -> Iterator[list[Racer]]:
    processes = [started() for _ in range(RACERS)]
    yield processes
    for process in processes:
        end(process)


@pytest.mark.parametrize("rounds", [CI_ROUNDS, pytest.param(LONG_ROUNDS, marks=pytest.mark.long)])
def test_exactly_one_wins(racers: list[Racer], tmp_path: Path, rounds: int) -> None:
    for number in range(rounds):
        for process in racers:
            tell(process, str(tmp_path / f"{number}"))
        results = sorted(map(heard, racers))
        assert results == ["lost"] * (RACERS - 1) + ["won"], f"round {number}"
        for process in racers:
            tell(process, "go on")


def test_the_folder_of_a_killed_program_is_free_at_once(tmp_path: Path) -> None:
    for _ in range(5):
        process = started()
        tell(process, str(tmp_path))
        assert heard(process) == "won"
        end(process)
    with only_instance(tmp_path):
        assert (tmp_path / "kitchen.lock").exists()


@pytest.mark.parametrize("left", ["", "4194304", "1", "rubbish\0"])
def test_whatever_a_power_cut_leaves_in_the_lock_file_locks_nobody_out(
    tmp_path: Path, left: str
) -> None:
    (tmp_path / "kitchen.lock").write_text(left)
    process = started()
    tell(process, str(tmp_path))
    assert heard(process) == "won"
    end(process)
