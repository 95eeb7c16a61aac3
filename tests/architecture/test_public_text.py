"""What is published names no machine, no private registry and no secret."""

import re
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT, name_of, tracked_files

# Put together here, so that this file does not find itself.
SLASH = "/"
MACHINE_PATHS = re.compile(
    r"(?<![\w.~/-])"
    + SLASH
    + r"(?:home|root|work|Users|mnt|media|workspace)"
    + SLASH
    + r"[\w.-]+|[A-Z]:\\+Users\\+\w"
)
REGISTRIES = re.compile(
    "|".join(
        (
            r"https?://[^\s\"')]+/simple\b",
            r"index" + r"-url",
            r"extra" + r"-index",
            r"artifact" + r"ory",
            r"files\.python" + r"hosted",
            r"dev" + r"pi\b",
        )
    ),
    re.IGNORECASE,
)
SECRETS = re.compile(
    "|".join(
        (
            r"-----BEGIN [A-Z ]*PRIVATE" + r" KEY",
            r"\bgh[pousr]_[A-Za-z0-9]{30,}",
            r"\bAKIA[0-9A-Z]{16}\b",
            r"https?://[^\s/:@]+:[^\s/:@]+@",
        )
    )
)


RESERVED = re.compile(r"\.example\b")  # names that lead nowhere (RFC 2606)
MADE_UP = {
    "tests/packaging_scripts/test_dev.py": "a home folder that a script must not print",
}
"""Files whose findings are samples, each with the reason."""


def text_of(file: Path) -> str:
    try:
        return file.read_text("utf-8")
    except UnicodeDecodeError:
        return ""  # a picture, a sound, a font


@pytest.mark.parametrize(
    ("forbidden", "what"),
    [
        (MACHINE_PATHS, "an absolute path of a machine"),
        (REGISTRIES, "a package registry"),
        (SECRETS, "a secret"),
    ],
    ids=["paths", "registries", "secrets"],
)
def test_tracked_text_names_nothing_private(forbidden: re.Pattern[str], what: str) -> None:
    found = [
        f"{name_of(file)}:{number}: {match.group()}"
        for file in tracked_files()
        if name_of(file) not in MADE_UP
        for number, line in enumerate(text_of(file).splitlines(), start=1)
        if (match := forbidden.search(line)) and not RESERVED.search(line)
    ]
    assert not found, f"{what}: {found}"


def test_no_tracked_text_names_the_place_where_it_was_written() -> None:
    here = (str(ROOT) + SLASH, str(Path.home()) + SLASH)
    found = [name_of(file) for file in tracked_files() if any(p in text_of(file) for p in here)]
    assert not found


@pytest.mark.parametrize(
    ("pattern", "bad", "good"),
    [
        (MACHINE_PATHS, "see " + SLASH + "home/me/x.py", "https://x.example/home/me"),
        (MACHINE_PATHS, "C:" + r"\Users\me", "a work/home balance"),
        (REGISTRIES, "https://x.example/api/simple", "a simple thing"),
        (SECRETS, "https://me:" + "pass@x.example", "https://x.example:80/a@b"),
    ],
)
def test_the_patterns_see_what_they_should(pattern: re.Pattern[str], bad: str, good: str) -> None:
    assert pattern.search(bad)
    assert not pattern.search(good)


def test_the_list_of_samples_holds_no_old_entries() -> None:
    for name in MADE_UP:
        assert MACHINE_PATHS.search((ROOT / name).read_text("utf-8"))
