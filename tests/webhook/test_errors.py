"""A listener that cannot open is told to the user."""

from kitchen_app.base.errors import KnownError
from kitchen_app.webhook.errors import ListenError


def test_a_listener_that_cannot_open_is_a_known_failure() -> None:
    assert issubclass(ListenError, KnownError)
