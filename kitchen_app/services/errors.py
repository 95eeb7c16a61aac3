"""What can go wrong with a call to Keeta or with the store, sorted by what to do about it.

KnownError
 ├─ UnreadableMessage    Keeta sent an order event without a readable order id
 ├─ NotStored            the disk did not take it, or what is on it cannot be used just now
 ├─ NoTimeZone           special days were to be changed and nobody said where the shop is
 ├─ PrinterError
 │   ├─ NoLine           not reached: nothing has left for it
 │   ├─ LineLost         it was there and is there no more
 │   ├─ NotPrinted       reached and not well: nothing was printed
 │   └─ MaybePrinted     lost in the middle, or not well after it: look, or print it again, marked
 └─ PlatformError
     ├─ NotSent          surely not received (no network, refused connection): send again later
     ├─ Busy             received and put off: send again after `retry_after_s`
     ├─ NotAuthorised    Keeta does not take our signature or token: a person must help
     │   ├─ Barred              a bare HTTP 401 or 403: nobody has said that nothing was done
     │   ├─ SignatureRejected   our clock or the app secret is wrong: the tokens stay as they are
     │   ├─ TokenExpired        refresh the token once, then send again once
     │   └─ AuthorisationEnded  the owner must authorise the app again
     ├─ Refused          Keeta said no (`code`, `message`): read the order back, then tell
     └─ OutcomeUnknown   sent, but no usable answer: read the order back before anything else
"""

from kitchen_app.base.errors import KnownError
from kitchen_app.services.print_ports import Health


class UnreadableMessage(KnownError):
    """A proven message about an order that does not say which."""


class NotStored(KnownError):
    """Nothing was stored: the disk is full, fails, or the file on it must be mended first."""


class NoTimeZone(KnownError):
    """The shop's special days cannot be told from the days of another zone."""

    def __init__(self) -> None:
        super().__init__(
            "Special days need the shop's time zone: set time_zone under [shop] in kitchen.toml, "
            'such as "Asia/Riyadh".'
        )


class PlatformError(KnownError):
    """A call to Keeta that did not succeed."""


class NotSent(PlatformError):
    """Keeta cannot have received the call."""


class Busy(PlatformError):
    """Keeta asks us to slow down; `retry_after_s` is the pause in seconds."""

    def __init__(self, text: str, *, retry_after_s: float) -> None:
        super().__init__(text)
        self.retry_after_s = retry_after_s


class NotAuthorised(PlatformError):
    """Signature, token or application id is not accepted."""


class Barred(NotAuthorised):
    """HTTP 401 or 403 without Keeta's code: a gateway may say so of an answer on its way back."""


class SignatureRejected(NotAuthorised):
    """Keeta computes another signature: a fault of the clock or the app secret, not of a token."""


class TokenExpired(NotAuthorised):
    """The access token is not valid (any more); nothing was done."""


class AuthorisationEnded(NotAuthorised):
    """No token of ours can be made valid again: only the owner's consent helps."""


class Refused(PlatformError):
    """Keeta answered with a code other than 0."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(f"Keeta refused the call with code {code}")
        self.code = code
        self.message = message


class OutcomeUnknown(PlatformError):
    """The call may or may not have been applied."""


class PrinterError(KnownError):
    """Nothing, or nobody knows what, has come out of a printer."""


class NoLine(PrinterError):
    """The printer cannot be reached: it is off, or its address is another."""


class LineLost(PrinterError):
    """The line to the printer broke after it was there."""


class NotPrinted(PrinterError):
    """The printer said before the first byte that it cannot print: see `health`."""

    def __init__(self, health: Health) -> None:
        super().__init__(f"The printer cannot print: {health.state}")
        self.health = health


class MaybePrinted(PrinterError):
    """Bytes have left, and whether the whole paper is there is not known; `health` is after it."""

    def __init__(self, health: Health) -> None:
        super().__init__(f"Nobody knows whether the paper came out: {health.state}")
        self.health = health
