"""What a test of the receiving path needs of the world: its form, a sender, and what came back."""

from enum import StrEnum
from typing import Protocol

PROOF_EVENT = 0
"""Keeta numbers its events from 1 on."""

_PREFIX = "kitchen-proof-"


def proof_message_id(nonce: str) -> str:
    """Return the message id of a test; Keeta's own are digits."""
    return _PREFIX + nonce


def is_proof(event_id: int, message_id: str) -> bool:
    """Tell whether a message is a test of ours; whether it is one under way, only we know."""
    return event_id == PROOF_EVENT and message_id.startswith(_PREFIX)


class Reply(StrEnum):
    """What came back to the sender of a test message.

    The first four are said by a listener like ours, in its own words.
    """

    TAKEN = "taken"
    SIGNATURE_REFUSED = "signature_refused"
    NOT_STORED = "not_stored"
    OTHER_NAME = "other_name"  # the tunnel hands messages over under a name that is not ours
    NO_SUCH_NAME = "no_such_name"
    NOT_CONNECTED = "not_connected"
    NOT_TRUSTED = "not_trusted"  # TLS
    NO_ANSWER = "no_answer"
    GATEWAY = "gateway"  # the tunnel's far end cannot reach this computer
    STRANGE = "strange"  # some page, an empty answer, a redirect


class Prober(Protocol):
    """Sends test messages to the address that Keeta sends its messages to."""

    async def send(self, message_id: str) -> Reply:
        """Send a signed message of event `PROOF_EVENT`; never raises, ends within 10 s or so."""
        ...
