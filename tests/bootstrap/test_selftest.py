"""Every check runs, whatever the others found, and each is told before it begins."""

import pytest

from kitchen_app.base.errors import KnownError
from kitchen_app.bootstrap.selftest import Outcome, run_checks


def well() -> str:
    return "as it should be"


def known() -> str:
    raise KnownError("The shop sign is missing.")


def bug() -> str:
    raise ZeroDivisionError("no")


@pytest.mark.parametrize(
    ("looks", "said", "is_well"),
    [
        ((well, well), ["as it should be"] * 2, True),
        ((known, well), ["The shop sign is missing.", "as it should be"], False),
        ((bug,), ["ZeroDivisionError: no"], False),
    ],
)
def test_one_bad_piece_is_told_in_words_and_the_rest_is_looked_at(
    looks: tuple[object, ...], said: list[str], is_well: bool
) -> None:
    begun: list[str] = []
    told: list[Outcome] = []
    checks = [(f"check {number}", look) for number, look in enumerate(looks)]
    assert run_checks(checks, begun.append, told.append) is is_well  # type: ignore[arg-type]
    assert begun == [name for name, _ in checks]
    assert [outcome.says for outcome in told] == said
    assert all(outcome.is_well for outcome in told) is is_well
