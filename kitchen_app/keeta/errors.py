"""Which of Keeta's answer codes means what to do.

Keeta documents bands, but real token errors lie in the "business" band: so single codes come
first and everything unlisted is simply a refusal (facts: error tables of the order and
authorization pages, and what live integrations recorded).

    services.errors.PlatformError
     ├─ NotAuthorised          115000100–199 other than these:
     │   ├─ SignatureRejected  115000110            clock or app secret; keep the tokens
     │   ├─ TokenExpired       115000120, 200, 203  refresh once, then repeat once
     │   └─ AuthorisationEnded 115000260            the owner must authorise again
     ├─ OutcomeUnknown         315000100–199, 309000000 (Keeta's own failure: read back)
     └─ Refused                any other code that is not 0
"""

from kitchen_app.services.errors import (
    AuthorisationEnded,
    NotAuthorised,
    OutcomeUnknown,
    PlatformError,
    Refused,
    SignatureRejected,
    TokenExpired,
)

_SYSTEM_ERROR = 309000000

_SINGLE_CODES: dict[int, tuple[type[NotAuthorised], str]] = {
    115000110: (SignatureRejected, "Keeta does not accept our signature"),
    115000120: (TokenExpired, "Keeta says that the access token has expired"),
    115000200: (TokenExpired, "Keeta does not know the access token"),
    115000203: (TokenExpired, "Keeta does not accept the access token any more"),
    115000260: (AuthorisationEnded, "The authorisation has been withdrawn"),
}


def error_for(code: int, message: str) -> PlatformError:
    """Return the error for an answer whose `code` is not 0."""
    if code in _SINGLE_CODES:
        kind, text = _SINGLE_CODES[code]
        return kind(f"{text} (code {code})")
    if 115000100 <= code <= 115000199:
        return NotAuthorised(f"Keeta does not accept our signature or token (code {code})")
    if 315000100 <= code <= 315000199 or code == _SYSTEM_ERROR:
        return OutcomeUnknown(f"Keeta had a failure of its own (code {code})")
    return Refused(code, message)
