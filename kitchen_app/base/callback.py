"""A message as it arrived on the wire, before anybody has understood it."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RawCallback:
    """The exact bytes of one POST to our webhook and when (our clock, UTC) they arrived."""

    body: bytes
    received_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the webhook says to the sender: an HTTP status and a Keeta `code` and `message`."""

    status: int
    code: int
    message: str


SUCCESS = Answer(status=200, code=0, message="Success")
REFUSED = Answer(status=401, code=401, message="signature")
TRY_AGAIN = Answer(status=503, code=503, message="not stored, send again")
