"""From the wire to the order book: store first, answer after, understand later.

Messages are committed in groups: everything that waits goes into one durable transaction and is
answered together. A slow disk then costs one flush for a burst, not one for each message.
"""

import asyncio
import logging
from dataclasses import dataclass
from functools import partial

from kitchen_app.base.backoff import Backoff
from kitchen_app.base.callback import REFUSED, SUCCESS, TRY_AGAIN, Answer, RawCallback
from kitchen_app.domain.black_box import RECEIVED
from kitchen_app.domain.effects import Entry
from kitchen_app.domain.events import Event, Hinted, order_id_of
from kitchen_app.domain.order import OrderId
from kitchen_app.domain.shop_events import ConsentGiven, ShopEvent
from kitchen_app.services.errors import NotStored, UnreadableMessage
from kitchen_app.services.hub import Hub
from kitchen_app.services.ledger import Ledger
from kitchen_app.services.links import Links, Trouble
from kitchen_app.services.ports import (
    CallbackReader,
    CallbackState,
    NewCallback,
    Store,
    StoredCallback,
    Verdict,
)
from kitchen_app.services.proof import OpenProofs
from kitchen_app.services.proof_ports import is_proof
from kitchen_app.services.served_shops import ServedShops

logger = logging.getLogger(__name__)

_MALFORMED = Answer(status=400, code=400, message="not a Keeta message")
_APPLY_AT_ONCE = 50
_FIRST_RETRY_S = 2.0
_LONGEST_RETRY_S = 600.0
_CONSENT = 1
_OF_THE_BRAND = frozenset({_CONSENT, 1301, 1302, 1303})
_STORE_PAUSE_S = 1.0


@dataclass(slots=True)
class _Waiting:
    callback: NewCallback
    answer: "asyncio.Future[Answer]"


class Intake:
    """Takes raw callbacks, answers them once they are durable, and applies them in order."""

    def __init__(
        self,
        *,
        store: Store,
        reader: CallbackReader,
        ledger: Ledger,
        hub: Hub,
        links: Links,
        proofs: OpenProofs,
        shops: ServedShops,
    ) -> None:
        self._store = store
        self._reader = reader
        self._ledger = ledger
        self._hub = hub
        self._links = links
        self._proofs = proofs
        self._shops = shops
        self._waiting: list[_Waiting] = []
        self._consents: dict[ConsentGiven, int] = {}
        self._arrived = asyncio.Event()
        self._stored = asyncio.Event()
        hub.consent_settled.connect(self._finish_consent)

    async def receive(self, raw: RawCallback) -> Answer:
        """Return the answer to a message; a genuine one is committed before this returns."""
        examined = self._reader.examine(raw.body)
        match examined.verdict:
            case Verdict.HEARTBEAT:
                self._links.receiving_works()
                return SUCCESS
            case Verdict.FORGED:
                self._links.receiving_broken(Trouble.FORGED)
                return REFUSED
            case Verdict.MALFORMED:
                return _MALFORMED
        if is_proof(examined.event_id, examined.message_id):
            if examined.verdict is not Verdict.GENUINE:  # ours or nobody's: never a mere hint
                return REFUSED
            if not self._proofs.arrived(examined.message_id):
                return SUCCESS  # an old one, come late or played again: of no effect
        callback = NewCallback(examined=examined, body=raw.body, received_at=raw.received_at)
        answer: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._waiting.append(_Waiting(callback, answer))
        self._arrived.set()
        return await answer

    async def commit_groups(self) -> None:
        """Service: commit whatever waits, answer all of it, again and again."""
        while True:
            await self._arrived.wait()
            self._arrived.clear()
            group, self._waiting = self._waiting, []
            answer = self._commit([waiting.callback for waiting in group])
            if answer is TRY_AGAIN:
                # One that cannot be stored must not keep the others out; and a disk that was full
                # has room now, if there was any in reserve.
                for waiting in group:
                    self._answer([waiting], self._commit_alone(waiting.callback))
            self._answer(group, answer)
            self._stored.set()

    @staticmethod
    def _answer(group: list[_Waiting], answer: Answer) -> None:
        for waiting in group:
            if not waiting.answer.done():
                waiting.answer.set_result(answer)

    def _commit_alone(self, callback: NewCallback) -> Answer:
        """Commit one message that failed among others; one that fails again is told of."""
        answer = self._commit([callback])
        if answer is TRY_AGAIN:
            self._hub.message_not_stored.emit(callback)
        return answer

    def _commit(self, callbacks: list[NewCallback]) -> Answer:
        try:
            with self._store.transaction():
                self._store.inbox.add(callbacks)
        except Exception:
            logger.exception("Could not store %d messages", len(callbacks))
            self._links.receiving_broken(Trouble.STORE_FAILED)
            return TRY_AGAIN
        if any(_is_from_keeta(callback) for callback in callbacks):
            self._links.receiving_works()
        return SUCCESS

    async def apply_stored(self) -> None:
        """Service: apply what is in the inbox, oldest first; what a crash left over comes first."""
        loop = asyncio.get_running_loop()
        retry = Backoff(first_s=_FIRST_RETRY_S, limit_s=_LONGEST_RETRY_S)
        retry_at: float | None = None
        self._store.inbox.requeue_failed()
        while True:
            try:
                if not await self._apply_waiting() and retry_at is None:
                    retry_at = loop.time() + retry.next()
            except Exception:
                # A failing disk: what waits is safe where it is, and comes as soon as it can.
                logger.exception("The inbox cannot be read or written")
                self._links.receiving_broken(Trouble.STORE_FAILED)
                await asyncio.sleep(_STORE_PAUSE_S)
                continue
            if retry_at is None:
                retry.reset()
                self._links.receiving_mended(Trouble.INTERNAL, Trouble.UNREADABLE)
            try:
                async with asyncio.timeout_at(retry_at):
                    await self._stored.wait()
                self._stored.clear()
            except TimeoutError:
                retry_at = None
                self._store.inbox.requeue_failed()

    async def _apply_waiting(self) -> bool:
        """Apply everything that waits; return whether all of it is done with."""
        is_done = True
        while batch := self._store.inbox.waiting(_APPLY_AT_ONCE):
            for callback in batch:
                is_done &= self._apply(callback)
                await asyncio.sleep(0)  # let answers to Keeta go out in between
        return is_done

    def _apply(self, callback: StoredCallback) -> bool:
        """Apply one message; return whether it is done with."""
        if self._is_foreign(callback):
            logger.warning("Message for shop %s, which is not served here", callback.shop_id)
            self._links.receiving_stands(Trouble.FOREIGN_SHOP)
            self._settle(callback, CallbackState.FOREIGN)
            return True
        try:
            if is_proof(callback.event_id, callback.message_id):
                return self._apply_proof(callback)
            received_at = self._links.to_platform_time(callback.received_at)
            told = self._reader.events(callback, received_at)
            events = tuple(each for each in told if not isinstance(each, ShopEvent))
            state = self._state_after(told)
            about = next(map(order_id_of, events), None)
            self._ledger.record(
                events,
                together_with=partial(self._take_out, callback, state, about),
            )
            for each in told:
                if isinstance(each, ConsentGiven):
                    self._consents[each] = callback.row_id
                if isinstance(each, ShopEvent):
                    self._hub.shop_told.emit(each)
        except NotStored:
            raise  # nothing is wrong with the message: it waits until the disk takes it
        except UnreadableMessage as error:
            logger.error("Message in inbox row %d: %s", callback.row_id, error)
            return self._give_up(callback, Trouble.UNREADABLE)
        except Exception:
            # One poisonous message must not stop the others.
            logger.exception("Message in inbox row %d could not be applied", callback.row_id)
            return self._give_up(callback, Trouble.INTERNAL)
        if callback.proven:
            self._links.receiving_mended(Trouble.FOREIGN_SHOP)
        return True

    def _take_out(
        self, callback: StoredCallback, state: CallbackState, about: OrderId | None
    ) -> None:
        """Be done with a message, and note at its order when it came in, by our clock."""
        self._store.inbox.settle(callback.row_id, state, about)
        if about is not None and self._store.orders.get(about) is not None:
            came = Entry(at=callback.received_at, kind=RECEIVED, detail=str(callback.event_id))
            self._store.orders.add_entries(about, (came,))

    def _apply_proof(self, callback: StoredCallback) -> bool:
        """Take a test out of the inbox again and say that it got here."""
        with self._store.transaction():
            self._store.inbox.remove(callback.row_id)
        self._hub.proof_applied.emit(callback.message_id)
        return True

    def _is_foreign(self, callback: StoredCallback) -> bool:
        """Tell whether a message is for a shop that is not served here.

        A chain's consent is told for each of its shops (event 1301), to one and the same address.
        """
        if callback.event_id in _OF_THE_BRAND or callback.shop_id is None:
            return False
        return callback.shop_id not in self._shops

    @staticmethod
    def _state_after(told: tuple[Event | ShopEvent, ...]) -> CallbackState:
        """Return ASKED if what comes of a message are calls, which a crash would forget."""
        for each in told:
            if isinstance(each, ConsentGiven) or (isinstance(each, Hinted) and not each.creates):
                return CallbackState.ASKED
        return CallbackState.DONE

    def _finish_consent(self, consent: ConsentGiven) -> None:
        """Take a consent off the list of what the next run would begin with."""
        row_id = self._consents.pop(consent, None)
        if row_id is not None:
            with self._store.transaction():
                self._store.inbox.settle(row_id, CallbackState.DONE)

    def _give_up(self, callback: StoredCallback, trouble: Trouble) -> bool:
        """Set a message aside, to be tried again later, and say so on the screen."""
        self._links.receiving_stands(trouble)
        self._settle(callback, CallbackState.FAILED)
        return False

    def _settle(self, callback: StoredCallback, state: CallbackState) -> None:
        with self._store.transaction():
            self._store.inbox.settle(callback.row_id, state)


def _is_from_keeta(callback: NewCallback) -> bool:
    """Tell whether a message proves the way from Keeta to us: a browser's, or ours, does not."""
    examined = callback.examined
    if is_proof(examined.event_id, examined.message_id):
        return False
    return examined.verdict is Verdict.GENUINE or examined.event_id != _CONSENT
