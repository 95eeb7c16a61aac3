"""Every module has its test file, in the same place under `tests/`."""

from pathlib import Path

import pytest

from tests.architecture.tree import PACKAGE, ROOT, TESTS, modules, name_of

EXEMPT: dict[str, str] = {}
"""Modules without a test file of their own, each with the reason. It only shrinks."""


def mirror_of(module: Path) -> Path:
    return TESTS / module.relative_to(PACKAGE).parent / f"test_{module.name}"


WITH_TESTS = [
    module
    for module in modules()
    if module.name not in ("__init__.py", "__main__.py") and name_of(module) not in EXEMPT
]


@pytest.mark.parametrize("module", WITH_TESTS, ids=name_of)
def test_every_module_has_its_test_file(module: Path) -> None:
    assert mirror_of(module).is_file(), f"write {name_of(mirror_of(module))}"


def test_exemptions_name_modules_that_exist_and_still_need_them() -> None:
    for name, reason in EXEMPT.items():
        assert (ROOT / name).is_file()
        assert not mirror_of(ROOT / name).is_file()
        assert reason


@pytest.mark.parametrize("module", modules(), ids=name_of)
def test_a_package_file_holds_words_only(module: Path) -> None:
    if module.name == "__init__.py":
        assert len(module.read_text("utf-8").splitlines()) <= 10
