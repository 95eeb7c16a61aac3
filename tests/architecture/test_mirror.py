"""Every module has its test file, in the same place under `tests/`."""

from pathlib import Path

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


def test_every_module_has_its_test_file() -> None:
    missing = [name_of(mirror_of(each)) for each in WITH_TESTS if not mirror_of(each).is_file()]
    assert missing == [], "write them"


def test_exemptions_name_modules_that_exist_and_still_need_them() -> None:
    for name, reason in EXEMPT.items():
        assert (ROOT / name).is_file()
        assert not mirror_of(ROOT / name).is_file()
        assert reason


def test_a_package_file_holds_words_only() -> None:
    packages = [each for each in modules() if each.name == "__init__.py"]
    long = [each for each in packages if len(each.read_text("utf-8").splitlines()) > 10]
    assert (len(packages) > 0, long) == (True, [])
