"""What the last test of the receiving path showed."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

MESSAGE_COUNTS_FOR = timedelta(minutes=10)
"""So long a real message is better evidence than a test that fails meanwhile (our decision)."""


class Hop(StrEnum):
    """Where on its way a test message was lost; the screen has words and a cure for each."""

    NONE = ""
    INTERNET = "internet"  # Keeta cannot be reached either
    ADDRESS = "address"  # the name of the public address is not known
    TUNNEL = "tunnel"  # nobody answers there, or its far end does not reach us
    CERTIFICATE = "certificate"
    WRONG_PAGE = "wrong_page"  # an answer that is not ours
    OTHER_NAME = "other_name"  # it came, under a `Host` that is not ours: refused
    SIGNATURE = "signature"  # it came, and our own listener refused it
    DATABASE = "database"  # it came and could not be stored
    BOARD = "board"  # it was stored and never applied
    ANSWER = "answer"  # it was applied, but our answer did not get back
    LISTENER = "listener"  # not even this computer reaches its own listener


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofView:
    """The state of the test. While it fails, `hop` tells where and `since` since when.

    Without a public address (`is_public` False) only this computer's own part is tested.
    """

    is_public: bool = False
    hop: Hop = Hop.NONE
    since: datetime | None = None
    last_ok: datetime | None = None


NOT_TESTED = ProofView()
