"""Failures of calls: one family, each with what is needed to go on."""

import pytest

from kitchen_app.base.errors import KnownError
from kitchen_app.services import errors


@pytest.mark.parametrize(
    "kind",
    [errors.NotSent, errors.Busy, errors.NotAuthorised, errors.Refused, errors.OutcomeUnknown],
)
def test_every_failed_call_is_a_platform_error_and_not_our_bug(
    kind: type[errors.PlatformError],
) -> None:
    assert issubclass(kind, errors.PlatformError)
    assert issubclass(kind, KnownError)


def test_busy_tells_how_long_to_wait() -> None:
    assert errors.Busy("slow down", retry_after_s=2.5).retry_after_s == 2.5


def test_a_refusal_keeps_keetas_words_out_of_its_own_text() -> None:
    refusal = errors.Refused(209009999, "Ms Chan, Flat 3, has cancelled")
    assert (refusal.code, refusal.message) == (209009999, "Ms Chan, Flat 3, has cancelled")
    assert str(refusal) == "Keeta refused the call with code 209009999"


@pytest.mark.parametrize("kind", [errors.UnreadableMessage, errors.NotStored])
def test_what_fails_on_our_side_is_known_but_no_failed_call(kind: type[KnownError]) -> None:
    assert issubclass(kind, KnownError)
    assert not issubclass(kind, errors.PlatformError)


def test_a_missing_zone_names_its_cure_and_is_no_failed_call() -> None:
    missing = errors.NoTimeZone()
    assert isinstance(missing, KnownError)
    assert not isinstance(missing, errors.PlatformError)
    assert "time_zone under [shop] in kitchen.toml" in str(missing)
