"""Every failure around the emulator is one that a person can cure."""

import pytest

from kitchen_app.base.errors import KnownError
from kitchen_app.sandbox import errors


@pytest.mark.parametrize(
    "kind",
    [
        errors.PortInUseError,
        errors.BadRequestError,
        errors.UnknownOrderError,
        errors.WrongStateError,
    ],
)
def test_a_failure_is_told_not_crashed_on(kind: type[errors.SandboxError]) -> None:
    assert issubclass(kind, KnownError)
    assert str(kind("say it in one sentence")) == "say it in one sentence"
