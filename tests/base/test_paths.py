"""Where things lie."""

import sys
from pathlib import Path

import pytest

from kitchen_app.base.paths import default_data_dir, resources_dir


def test_data_lies_in_a_folder_of_the_apps_name() -> None:
    assert default_data_dir().name == "KitchenApp"
    assert default_data_dir().is_absolute()


def test_resources_lie_beside_the_package() -> None:
    assert (resources_dir() / "icons").is_dir()


def test_a_frozen_program_finds_its_resources_in_its_bundle(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert resources_dir() == tmp_path / "resources"
