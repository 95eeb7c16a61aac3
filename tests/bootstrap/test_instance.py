"""One program for each data directory."""

from pathlib import Path

import pytest

from kitchen_app.bootstrap.instance import AlreadyRunning, only_instance


def test_a_second_program_is_refused_in_words(tmp_path: Path) -> None:
    with (
        only_instance(tmp_path),
        pytest.raises(AlreadyRunning, match="--data-dir"),
        only_instance(tmp_path),
    ):
        pass


def test_the_directory_is_free_again_afterwards(tmp_path: Path) -> None:
    with only_instance(tmp_path):
        pass
    with only_instance(tmp_path):
        pass


def test_a_lock_file_left_by_a_power_cut_does_not_lock(tmp_path: Path) -> None:
    (tmp_path / "kitchen.lock").write_text("left over")
    with only_instance(tmp_path):
        pass
