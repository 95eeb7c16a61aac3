"""One program for each data directory."""

from pathlib import Path

import pytest

from kitchen_app.bootstrap.instance import (
    AlreadyRunning,
    UnusableFolder,
    mark_as_demo,
    only_instance,
    refuse_demo_folder,
)


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


def test_a_folder_that_cannot_be_used_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(UnusableFolder, match="--data-dir"), only_instance(tmp_path / "file"):
        pass


def test_a_folder_of_the_demo_is_not_taken_for_a_kitchen(tmp_path: Path) -> None:
    refuse_demo_folder(tmp_path)
    mark_as_demo(tmp_path)
    with pytest.raises(UnusableFolder, match="demo"):
        refuse_demo_folder(tmp_path)
