"""No dependency without its line of reason, and no line that outlives its dependency."""

import re
import tomllib
from pathlib import Path


def _names(requirements: list[str]) -> set[str]:
    return {re.split(r"[\[<>=~! ]", requirement, maxsplit=1)[0] for requirement in requirements}


def _rows(section: str) -> set[str]:
    return set(re.findall(r"^\| ([a-z0-9-]+) \|", section, flags=re.MULTILINE)) - {"package"}


def test_each_direct_dependency_has_its_reason(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    text = (root / "docs" / "dependencies.md").read_text(encoding="utf-8")
    _, runtime, rest = re.split(r"^## In .*$", text, flags=re.MULTILINE)
    development = rest.partition("\n## ")[0]
    assert _rows(runtime) == _names(project["project"]["dependencies"])
    assert _rows(development) == _names(project["dependency-groups"]["dev"])


def test_the_system_libraries_are_those_of_the_script(root: Path) -> None:
    text = (root / "docs" / "dependencies.md").read_text(encoding="utf-8")
    script = (root / "packaging" / "dev.py").read_text(encoding="utf-8")
    wanted = re.findall(r'"(lib[a-z0-9.|+-]+)"', script)
    assert wanted
    assert all(name in text for names in wanted for name in names.split("|"))
