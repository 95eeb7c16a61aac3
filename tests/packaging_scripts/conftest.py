"""The scripts in packaging/ form no package: they are loaded by path, once each."""

import importlib.util
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


def load_path(path: Path) -> ModuleType:
    known = f"script:{path}"
    if known not in sys.modules:
        spec = importlib.util.spec_from_file_location(known, path)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[known] = module  # dataclasses look their module up there
        spec.loader.exec_module(module)
    return sys.modules[known]


@pytest.fixture(scope="session")
def load_script() -> Callable[[Path], ModuleType]:
    return load_path


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT
