"""The family of failures that are told to the user."""

from kitchen_app.base.errors import KnownError


def test_a_known_failure_says_its_sentence() -> None:
    assert str(KnownError("The network is down.")) == "The network is down."


def test_our_own_bugs_are_not_known_failures() -> None:
    assert not issubclass(ValueError, KnownError)
