"""Failures of the listener.

KnownError
 └─ ListenError     the address or port cannot be had
"""

from kitchen_app.base.errors import KnownError


class ListenError(KnownError):
    """The listener cannot be opened; the text names the address and the cure."""
