"""Which of Keeta's answer codes means what to do.

Keeta documents bands, but real token errors lie in the "business" band: so single codes come
first and everything unlisted is simply a refusal (facts: error tables of the order and
authorization pages, and what live integrations recorded).

    services.errors.PlatformError
     ├─ NotAuthorised    115000100–199, and 115000200, 203, 260
     ├─ OutcomeUnknown   315000100–199, 309000000 (Keeta's own failure: read back)
     └─ Refused          any other code that is not 0
"""

from kitchen_app.services.errors import NotAuthorised, OutcomeUnknown, PlatformError, Refused

_TOKEN_CODES = frozenset({115000200, 115000203, 115000260})
_SYSTEM_ERROR = 309000000


def error_for(code: int, message: str) -> PlatformError:
    """Return the error for an answer whose `code` is not 0."""
    if 115000100 <= code <= 115000199 or code in _TOKEN_CODES:
        return NotAuthorised(f"Keeta does not accept our signature or token (code {code})")
    if 315000100 <= code <= 315000199 or code == _SYSTEM_ERROR:
        return OutcomeUnknown(f"Keeta had a failure of its own (code {code})")
    return Refused(code, message)
