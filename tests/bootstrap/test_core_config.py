"""A core without files and printers is whole: each part stands for itself."""

from dataclasses import fields
from pathlib import Path

from kitchen_app.bootstrap.core_config import CoreConfig
from tests.bootstrap.cores import config_for


def test_what_is_not_given_is_left_out(tmp_path: Path) -> None:
    config = config_for(tmp_path)
    given = {"data_dir", "settings", "secrets", "clock"}
    rest = {each.name for each in fields(CoreConfig)} - given
    assert not any(getattr(config, name) for name in rest)
