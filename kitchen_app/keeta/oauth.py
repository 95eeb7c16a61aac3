"""Keeping the right to act for the shop, though a refresh token works only once.

The order of things is everything: note in the vault that the refresh token is about to be used,
use it, put the new pair there, and only then call with it. Whatever breaks in between, at the next
start we know whether the refresh token may have been used up, and how often that was tried; and the
old access token, which lives 60 minutes longer, is still there. A lost answer is asked for again
(`lost_answers`): only Keeta's refusal says that the token is spent.
Source: Get and Refresh Token, Basic Integration Guide.
"""

import asyncio
import hashlib
import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TypeVar

from kitchen_app.base.backoff import Backoff
from kitchen_app.base.clock import Clock
from kitchen_app.base.errors import KnownError
from kitchen_app.base.log import hide
from kitchen_app.base.tasks import Supervisor
from kitchen_app.domain.shop import Authorisation, HeldTokens, TokenPair
from kitchen_app.keeta.base_api import BaseApi
from kitchen_app.keeta.lost_answers import LostAnswer
from kitchen_app.keeta.transport import SignedCalls
from kitchen_app.services.errors import (
    AuthorisationEnded,
    Busy,
    NotAuthorised,
    OutcomeUnknown,
    PlatformError,
    Refused,
    TokenExpired,
)
from kitchen_app.services.ports import TokenVault

logger = logging.getLogger(__name__)

T = TypeVar("T")

_EARLY = timedelta(days=4)
_SPREAD = timedelta(days=1)
"""Keeta advises 3 to 5 days before the end; shops take turns within a day."""

_PAUSE_S = 60.0
"""Keeta refreshes a token at most once a minute."""

_LOOK_EVERY_S = 600.0

_CLOSED_FIRST_S = 5.0
_CLOSED_LONGEST_S = 600.0
"""Pauses before a vault that did not open is tried again: it may ask a person each time."""

_READ_WITHIN_S = 10.0
"""How long a call waits for the vault at the start: as long as it would for Keeta's answer."""

_RENEWABLE = frozenset({Authorisation.GOOD, Authorisation.NOT_KEPT})


class TokenKeeper:
    """Holds the one pair of tokens and renews it in time.

    `run` is its service; `start` and `adopt` are the two ways in which a pair comes. `on_change`
    hears of every change of `state`. `shop_key` spreads the shops of a chain over time.
    """

    def __init__(
        self,
        *,
        calls: SignedCalls,
        vault: TokenVault,
        clock: Clock,
        supervisor: Supervisor,
        shop_key: str,
        on_change: Callable[[Authorisation], None],
    ) -> None:
        self._calls = calls
        self._base = BaseApi(calls)
        self._vault = vault
        self._clock = clock
        self._supervisor = supervisor
        self._early = _EARLY + _SPREAD * (_fraction(shop_key) - 0.5)
        self._on_change = on_change
        self._lock = asyncio.Lock()
        self._running: asyncio.Future[None] | None = None
        self._pair: TokenPair | None = None
        self._unsaved: TokenPair | None = None
        self._lost: LostAnswer | None = None
        self._answer_got_lost = asyncio.Event()
        self._asked_at: float | None = None
        self._is_loaded = False
        self._before_cancelled: Authorisation | None = None
        self.state = Authorisation.UNKNOWN
        self.generation = 0
        """Counts the pairs that came into use: a call can tell whether its token is old."""
        self.came_from = ""
        """The hash of the consent that the pair goes back to, see `HeldTokens`."""
        self.looked = asyncio.Event()
        """Set once the vault was looked into, whatever came of it."""

    @property
    def due_at(self) -> datetime | None:
        """When to refresh: some 4 days before the end, soon if nobody knows it; else None."""
        if self._unsaved is not None:
            return self._unsaved.issued_at
        pair = self._renewable_pair()
        if pair is None:
            return None
        if self._lost is not None:
            return self._lost.next_at(self._calls.now())
        if pair.expires_at is None:
            return pair.issued_at + timedelta(seconds=_PAUSE_S)
        return pair.expires_at - self._early

    async def start(self) -> None:
        """Take up the tokens of the last run, and what became of a refresh that it began.

        Raises:
            KnownError: the vault does not open; `state` says so.
        """
        async with self._lock:
            if self._is_loaded:
                return
            try:
                held = await self._vault.load()
            except KnownError:
                self._change(Authorisation.UNREADABLE)
                raise
            finally:
                self.looked.set()
            self._is_loaded = True
            if held is None:
                self._change(Authorisation.MISSING)
                return
            self.came_from = held.came_from
            self._use(held.pair)
            if held.refreshing_since is not None:
                self._lost = LostAnswer(last_at=held.refreshing_since, tries=max(held.tries, 1))
            self._change(Authorisation.ANSWER_LOST if self._lost else Authorisation.GOOD)

    async def adopt(self, pair: TokenPair, *, came_from: str = "") -> None:
        """Use a pair from the owner's consent, or pasted, instead of all others.

        Raises:
            KnownError: the vault does not keep it; everything is as before.
        """
        async with self._lock:
            await self._keep(pair, came_from)
            self._unsaved = None
            self._is_loaded = True
            self.looked.set()

    async def run(self) -> None:
        """Service: read the vault, however long it takes to open; then refresh when it is time."""
        backoff = Backoff(first_s=_CLOSED_FIRST_S, limit_s=_CLOSED_LONGEST_S)
        while not self._is_loaded:
            try:
                await self.start()
            except KnownError as error:
                logger.warning("The tokens cannot be read: %s", error)
                await asyncio.sleep(backoff.next())
        while True:
            await self.refresh_if_due()
            await self._until_next_look()

    async def refresh_if_due(self) -> None:
        """Refresh when it is time; a failure is logged, the next look tries again."""
        due_at = self.due_at
        if due_at is None or self._calls.now() < due_at:
            return
        try:
            await self.refresh()
        except PlatformError as error:
            if self.state is not Authorisation.NOT_KEPT:  # that has been told, and lasts
                logger.warning("The access to Keeta could not be renewed: %s", error)

    async def _until_next_look(self) -> None:
        """Wait for the usual time, or until a refresh is due, also one whose answer gets lost."""
        while True:
            due_at, pause_s = self.due_at, _LOOK_EVERY_S
            if due_at is not None and due_at > (now := self._calls.now()):
                pause_s = min((due_at - now).total_seconds(), pause_s)
            self._answer_got_lost.clear()
            try:
                async with asyncio.timeout(pause_s):
                    await self._answer_got_lost.wait()
            except TimeoutError:
                return

    async def refresh(self, *, seen: int | None = None) -> None:
        """Get and use a new pair, together with all others who ask meanwhile.

        Does nothing if the pair of generation `seen` is not in use any more. Goes on although
        the caller is cancelled.

        Raises:
            AuthorisationEnded: only the owner can help; see `state` for the reason.
            Busy: the last refresh was less than a minute ago.
            PlatformError: the refresh failed, the tokens are as before, and it is tried again.
        """
        if seen is not None and seen != self.generation:
            return
        if self._running is None:
            self._running = asyncio.get_running_loop().create_future()
            self._running.add_done_callback(_look_at)
            self._supervisor.spawn(
                self._settle(self._running, self.generation), name="token refresh"
            )
        await asyncio.shield(self._running)

    async def retried(self, call: Callable[[], Awaitable[T]]) -> T:
        """Return what a call gives; if its token has expired, refresh once and call once more.

        Nothing but `TokenExpired` leads to a refresh: a refused signature (115000110) is a fault
        of the clock or the secret and must not use up the refresh token.

        Raises:
            NotAuthorised: there is no token to call with.
            PlatformError: of the call, or of the refresh.
        """
        await self._require_token()
        seen = self.generation
        try:
            return await self._judged(call, seen)
        except TokenExpired:
            was_lost = self.state is Authorisation.ANSWER_LOST and seen == self.generation
            if was_lost and self._lost and self._lost.is_round_over and self._running is None:
                self._change(Authorisation.ENDED)  # every try got lost, and the last hour is over
            await self.refresh(seen=seen)
        return await self._judged(call, self.generation)

    async def _require_token(self) -> None:
        """Wait for the vault if it has just been asked; a call without a token is not sent."""
        try:
            async with asyncio.timeout(_READ_WITHIN_S):
                await self.looked.wait()
        except TimeoutError as error:
            raise NotAuthorised("The tokens are still being read") from error
        if self._pair is not None:
            return
        if self.state is Authorisation.MISSING:
            raise AuthorisationEnded("The owner must authorise the app at Keeta first")
        raise NotAuthorised("The tokens cannot be read")

    async def _judged(self, call: Callable[[], Awaitable[T]], seen: int) -> T:
        """Call, and take from the answer whether the owner has cancelled, or taken it back."""
        try:
            answer = await call()
        except AuthorisationEnded:
            if seen == self.generation and self.state is not Authorisation.ENDED:
                self._before_cancelled = self.state
                self._change(Authorisation.ENDED)
            raise
        if self._before_cancelled is not None:
            self._change(self._before_cancelled)
            self._before_cancelled = None
        return answer

    async def _settle(self, outcome: asyncio.Future[None], seen: int) -> None:
        """Refresh and tell everybody who waits; what is no KnownError is our bug, and logged."""
        try:
            async with self._lock:
                if self.generation == seen:  # else the owner has just given a new pair
                    await self._renew()
            outcome.set_result(None)
        except PlatformError as error:
            outcome.set_exception(error)
        except KnownError as error:
            if self.state is not Authorisation.NOT_KEPT:
                logger.warning("Renewed tokens cannot be kept: %s", error)
                self._change(Authorisation.NOT_KEPT)
            outcome.set_exception(NotAuthorised("Renewed tokens cannot be kept on this computer"))
        finally:
            self._running = None
            if not outcome.done():
                outcome.set_exception(NotAuthorised("The access to Keeta could not be renewed"))

    async def _renew(self) -> None:
        if self._unsaved is None:  # else Keeta has answered, and only the disk did not take it
            pair, before = self._renewable(), self._lost
            self._asked_at = self._clock.monotonic()
            tries = before.tries if before else 0
            await self._mark(pair, LostAnswer(last_at=self._calls.now(), tries=tries + 1))
            self._unsaved = await self._ask(pair, before)
        await self._keep(self._unsaved, self.came_from)
        self._unsaved = None
        logger.info("The access to Keeta has been renewed")

    def _renewable(self) -> TokenPair:
        """Return the pair if it may be refreshed now."""
        pair, now = self._renewable_pair(), self._calls.now()
        if pair is None:
            if self.state in _RENEWABLE:
                self._change(Authorisation.ENDED)
            raise AuthorisationEnded("The owner must authorise the app at Keeta again")
        moments = [pair.issued_at]
        if self._lost is not None:
            moments.append(self._lost.last_at)
            if self._lost.is_round_over and now < self._lost.next_at(now):
                raise AuthorisationEnded("Keeta's new tokens got lost again and again")
        ages_s = [(now - moment).total_seconds() for moment in moments]
        if self._asked_at is not None:
            ages_s.append(self._clock.monotonic() - self._asked_at)
        waits_s = [_PAUSE_S - age_s for age_s in ages_s if 0 <= age_s < _PAUSE_S]
        if waits_s:
            raise Busy("A token is refreshed once a minute", retry_after_s=max(waits_s))
        return pair

    def _renewable_pair(self) -> TokenPair | None:
        """Return the pair whose refresh token may still work; never while the owner cancels."""
        is_lost = self._lost is not None and self._before_cancelled is None
        may = is_lost or self.state in _RENEWABLE
        return self._pair if may and self._pair and self._pair.refresh_token else None

    async def _ask(self, pair: TokenPair, before: LostAnswer | None) -> TokenPair:
        """Use the refresh token. The mark on the disk stays if it may have been used up.

        `before` tells of earlier tries: of those, only new tokens or a dead one say anything.
        """
        try:
            return await self._base.refresh(pair.refresh_token)
        except OutcomeUnknown as error:
            if self.state is not Authorisation.ENDED:
                self._change(Authorisation.ANSWER_LOST)
            self._answer_got_lost.set()
            raise NotAuthorised("Keeta's new tokens got lost and are asked for again") from error
        except (TokenExpired, AuthorisationEnded) as error:
            self._change(Authorisation.ENDED)
            await self._mark(pair)
            raise AuthorisationEnded(f"Keeta renews the access no more: {error}") from error
        except PlatformError as error:  # surely not used by this try: not sent, put off, or refused
            if before is None:
                await self._mark(pair)
            elif not isinstance(error, Refused):  # an unlisted code counts: it may mean "used up"
                await self._mark(pair, replace(before, last_at=self._calls.now()))
            raise

    async def _mark(self, pair: TokenPair, lost: LostAnswer | None = None) -> None:
        """Note in the vault whether the refresh token of the pair in use may be used up."""
        held = HeldTokens(pair=pair, came_from=self.came_from)
        if lost is not None:
            held = replace(held, refreshing_since=lost.last_at, tries=lost.tries)
        await self._vault.save(held)
        self._lost = lost

    async def _keep(self, pair: TokenPair, came_from: str) -> None:
        """Put a pair into the vault and only then into use."""
        await self._vault.save(HeldTokens(pair=pair, came_from=came_from))
        self.came_from = came_from
        self._before_cancelled = self._lost = None
        self._use(pair)
        self._change(Authorisation.GOOD)

    def _use(self, pair: TokenPair) -> None:
        hide(pair.access_token, pair.refresh_token)
        self._pair = pair
        self.generation += 1
        self._calls.set_access_token(pair.access_token)

    def _change(self, state: Authorisation) -> None:
        if state is not self.state:
            self.state = state
            self._on_change(state)


def _fraction(key: str) -> float:
    """Return a number from 0 to 1 that is always the same for a key."""
    return int.from_bytes(hashlib.sha256(key.encode("utf-8")).digest()[:8], "big") / 2**64


def _look_at(outcome: asyncio.Future[None]) -> None:
    """Take note of a failure that nobody waits for any more: it has been dealt with."""
    outcome.exception()
