"""The proof that Keeta's messages would reach the board: one of our own goes the whole way.

A tunnel can die, or answer in our place, without anybody being told. So a test message, signed
like Keeta's, is sent to the public address every half minute. It is stored and committed like any
message, goes through the worker, and vanishes from the inbox again. See docs/decisions/0015.
"""

import asyncio
import logging
import secrets
from dataclasses import dataclass, field

from kitchen_app.base.backoff import Backoff
from kitchen_app.services.hub import Hub
from kitchen_app.services.links import Links
from kitchen_app.services.proof_ports import Prober, Reply, proof_message_id
from kitchen_app.services.proof_view import Hop
from kitchen_app.services.pulse import Pulse

logger = logging.getLogger(__name__)

EVERY_S = 30.0
FIRST_RETRY_S = 5.0
APPLIED_WITHIN_S = 10.0
_TOLD_AFTER = 2
"""One lost test is the internet's everyday life; two in a row, seconds apart, are a fault."""

_HOPS: dict[Reply, Hop] = {
    Reply.TAKEN: Hop.WRONG_PAGE,  # somebody said yes, but not we: nothing came here
    Reply.SIGNATURE_REFUSED: Hop.SIGNATURE,
    Reply.NOT_STORED: Hop.DATABASE,
    Reply.OTHER_NAME: Hop.OTHER_NAME,
    Reply.NO_SUCH_NAME: Hop.ADDRESS,
    Reply.NOT_CONNECTED: Hop.TUNNEL,
    Reply.NOT_TRUSTED: Hop.CERTIFICATE,
    Reply.NO_ANSWER: Hop.TUNNEL,
    Reply.GATEWAY: Hop.TUNNEL,
    Reply.STRANGE: Hop.WRONG_PAGE,
}
_OUTSIDE = frozenset({Hop.ADDRESS, Hop.TUNNEL, Hop.CERTIFICATE, Hop.WRONG_PAGE})
"""Hops that also fail when this computer is offline, or behind somebody's sign-in page."""


@dataclass(slots=True)
class Journey:
    """One test message on its way."""

    message_id: str
    has_arrived: bool = False
    applied: asyncio.Event = field(default_factory=asyncio.Event)


class OpenProofs:
    """The test messages under way. Nobody else can know their numbers before they are sent."""

    def __init__(self, hub: Hub) -> None:
        self._open: dict[str, Journey] = {}
        hub.proof_applied.connect(self._note_applied)

    def begin(self) -> Journey:
        journey = Journey(proof_message_id(secrets.token_hex(16)))
        self._open[journey.message_id] = journey
        return journey

    def end(self, journey: Journey) -> None:
        """Forget a journey: what comes of it later, or again, has no effect."""
        self._open.pop(journey.message_id, None)

    def arrived(self, message_id: str) -> bool:
        """Note that a test has come in; tell whether it is one under way."""
        journey = self._open.get(message_id)
        if journey is not None:
            journey.has_arrived = True
        return journey is not None

    def _note_applied(self, message_id: str) -> None:
        journey = self._open.get(message_id)
        if journey is not None:
            journey.applied.set()


class Proof:
    """Tests the receiving path every half minute, sooner after a failure and when asked."""

    def __init__(
        self,
        *,
        prober: Prober,
        proofs: OpenProofs,
        pulse: Pulse,
        links: Links,
        is_public: bool,
    ) -> None:
        self._prober = prober
        self._proofs = proofs
        self._pulse = pulse
        self._links = links
        self._is_public = is_public
        self._asked = asyncio.Event()
        self._failures = 0

    def want(self) -> None:
        """Have the path tested now, or as soon as the test under way has ended."""
        self._asked.set()

    async def run(self) -> None:
        """Service: test for ever."""
        backoff = Backoff(first_s=FIRST_RETRY_S, limit_s=EVERY_S)
        while True:
            self._asked.clear()
            hop = await self.prove()
            self._tell(hop)
            if hop is Hop.NONE:
                backoff.reset()
            pause = backoff.next() if hop else EVERY_S
            try:
                async with asyncio.timeout(pause):
                    await self._asked.wait()
            except TimeoutError:
                continue

    async def prove(self) -> Hop:
        """Send one test message; return where it was lost."""
        journey = self._proofs.begin()
        try:
            reply = await self._prober.send(journey.message_id)
            if journey.has_arrived:
                return await self._hop_inside(journey, reply)
        finally:
            self._proofs.end(journey)
        return await self._hop_outside(reply)

    @staticmethod
    async def _hop_inside(journey: Journey, reply: Reply) -> Hop:
        """Return what became of a message that our listener got."""
        if reply is Reply.NOT_STORED:
            return Hop.DATABASE
        try:
            async with asyncio.timeout(APPLIED_WITHIN_S):
                await journey.applied.wait()
        except TimeoutError:
            return Hop.BOARD
        return Hop.NONE if reply is Reply.TAKEN else Hop.ANSWER

    async def _hop_outside(self, reply: Reply) -> Hop:
        hop = _HOPS[reply]
        if hop not in _OUTSIDE:
            return hop
        if not self._is_public:
            return Hop.LISTENER
        return hop if await self._pulse.beat() else Hop.INTERNET

    def _tell(self, hop: Hop) -> None:
        if hop is Hop.NONE:
            self._failures = 0
            self._links.proof_ended(hop, is_public=self._is_public)
            return
        self._failures += 1
        if self._failures == _TOLD_AFTER:
            logger.info("The test of the receiving path fails: %s", hop)
        if self._failures >= _TOLD_AFTER:
            self._links.proof_ended(hop, is_public=self._is_public)
