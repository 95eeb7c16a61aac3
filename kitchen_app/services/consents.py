"""From the owner's consent to tokens in use, so that nothing is lost without a word.

A code works once, within ten minutes. The steps: exchange it, ask with the new tokens whether they
cover our shop (another merchant's consent to the same application must not replace ours), keep
them, use them, and only then be done with the message. Wherever the program is cut off, the next
run hears of the consent again: it is then done already, or works, or is told to have got lost.
"""

import asyncio
import hashlib
import hmac
import logging
import secrets
from collections.abc import Awaitable, Callable
from datetime import timedelta
from enum import StrEnum
from typing import TypeVar

from kitchen_app.base.backoff import Backoff
from kitchen_app.base.clock import Clock
from kitchen_app.base.errors import KnownError
from kitchen_app.base.log import hide
from kitchen_app.base.tasks import Supervisor
from kitchen_app.domain.shop import Account, TokenPair
from kitchen_app.domain.shop_events import ConsentGiven
from kitchen_app.services.errors import (
    AuthorisationEnded,
    Busy,
    OutcomeUnknown,
    PlatformError,
    Refused,
    TokenExpired,
)
from kitchen_app.services.hub import Hub
from kitchen_app.services.ports import AccessApi, Tokens
from kitchen_app.services.served_shops import ServedShops

logger = logging.getLogger(__name__)

T = TypeVar("T")

_MOST_STATES = 16
"""Consent pages that may be open at a time; the oldest is forgotten first."""

_CODE_LIFE = timedelta(minutes=10)
_PAIR_LIFE = timedelta(days=1)
"""How long we ask what new tokens cover; they live longer, but nobody waits that long."""

_SAID_NO = (Refused, TokenExpired, AuthorisationEnded)


class ConsentState(StrEnum):
    """What became of the latest consent; a screen has words for each."""

    NONE = ""
    ASKING = "asking"  # its code is being turned into tokens
    DONE = "done"
    STRANGE = "strange"  # it did not begin here, or before a restart: begin again
    REFUSED = "refused"  # Keeta gives no tokens for it (any more): begin again
    LOST = "lost"  # Keeta may have given tokens, and they never arrived: begin again
    OTHER_SHOP = "other_shop"  # it does not cover our shop: consent to the right one
    NOT_KEPT = "not_kept"  # the vault does not take the tokens yet: open it, we try again


class Consents:
    """Takes the owner's consents, each once. `on_change` hears what became of the latest."""

    def __init__(
        self,
        *,
        api: AccessApi,
        tokens: Tokens,
        hub: Hub,
        clock: Clock,
        supervisor: Supervisor,
        shops: ServedShops,
        on_change: Callable[[ConsentState], None],
    ) -> None:
        self._api = api
        self._tokens = tokens
        self._hub = hub
        self._clock = clock
        self._supervisor = supervisor
        self._shops = shops
        self._on_change = on_change
        self._given: list[str] = []
        self._settled: dict[str, bool] = {}
        self._heard = 0
        self._newest_in_use = 0
        self._adopting = asyncio.Lock()

    def address(self, redirect_uri: str) -> str:
        """Return the address of a consent page that only the next consent can come from."""
        state = secrets.token_urlsafe(24)
        hide(state)
        self._given = [*self._given[1 - _MOST_STATES :], state]
        return self._api.consent_address(redirect_uri=redirect_uri, state=state)

    def hear(self, consent: ConsentGiven) -> None:
        """Begin with a consent that Keeta, a browser or an earlier run has brought."""
        hide(consent.code)
        key = hashlib.sha256(consent.code.encode("utf-8")).hexdigest()
        if key in self._settled:
            if self._settled[key]:
                self._hub.consent_settled.emit(consent)
        elif self._began_here(consent):
            self._settled[key] = False
            self._supervisor.spawn(self._carry(consent, key), name="consent")
        else:
            self._supervisor.spawn(self._leave(consent, key), name="strange consent")

    def _began_here(self, consent: ConsentGiven) -> bool:
        """Tell whether its state is one of ours, unused; without one the signature must do."""
        if not consent.state:
            return consent.proven
        told = consent.state.encode("utf-8", "surrogatepass")
        found = [state for state in self._given if hmac.compare_digest(state.encode(), told)]
        self._given = [state for state in self._given if state not in found]
        return bool(found)

    async def _leave(self, consent: ConsentGiven, key: str) -> None:
        """Do nothing with a consent, and say so unless an earlier run has done everything."""
        await self._tokens.looked.wait()
        if key != self._tokens.came_from:
            logger.warning("A consent that did not begin here was left alone")
            self._on_change(ConsentState.STRANGE)
        self._hub.consent_settled.emit(consent)

    async def _carry(self, consent: ConsentGiven, key: str) -> None:
        self._heard = number = self._heard + 1
        await self._tokens.looked.wait()
        outcome = ConsentState.DONE
        if key != self._tokens.came_from:  # else an earlier run was cut off just before its end
            self._on_change(ConsentState.ASKING)
            outcome = await self._use(consent.code, key, number)
        self._settled[key] = True
        self._hub.consent_settled.emit(consent)
        logger.info("The owner's consent: %s", outcome.value)
        self._on_change(outcome)

    async def _use(self, code: str, key: str, number: int) -> ConsentState:
        try:
            pair = await self._exchanged(code)
        except OutcomeUnknown:
            return ConsentState.LOST
        except PlatformError:
            return ConsentState.REFUSED
        try:
            account = await self._patiently(lambda: self._covered_by(pair), _PAIR_LIFE)
        except PlatformError:
            return ConsentState.LOST
        home = self._shops.home  # the others are told by name when they are not covered
        if all(shop.shop_id != home for shop in account.shops):
            logger.warning("The owner's consent does not cover shop %s", home)
            return ConsentState.OTHER_SHOP
        await self._adopt(pair, key, number)
        return ConsentState.DONE

    async def _exchanged(self, code: str) -> TokenPair:
        """Exchange a code, again if it is doubtful whether Keeta got it.

        Raises:
            OutcomeUnknown: Keeta got it, its answer was lost, and the code is used up.
            PlatformError: it gives no tokens for this code.
        """
        doubts: list[OutcomeUnknown] = []

        async def exchange() -> TokenPair:
            try:
                return await self._api.exchange(code)
            except OutcomeUnknown as doubt:
                doubts.append(doubt)
                raise

        try:
            return await self._patiently(exchange, _CODE_LIFE)
        except _SAID_NO as error:
            logger.warning("Keeta gives no tokens for the owner's consent: %s", error)
            if doubts:
                raise doubts[0] from error
            raise

    async def _covered_by(self, pair: TokenPair) -> Account:
        account = await self._api.account_of(pair)
        if account == Account():
            raise OutcomeUnknown("Keeta does not say whose the new tokens are")
        return account

    async def _patiently(self, call: Callable[[], Awaitable[T]], within: timedelta) -> T:
        """Call until there is an answer.

        Raises:
            PlatformError: Keeta said no, or the time is over.
        """
        backoff = Backoff(first_s=1, limit_s=30)
        give_up_at = self._clock.monotonic() + within.total_seconds()
        while True:
            try:
                return await call()
            except _SAID_NO:
                raise
            except PlatformError as error:
                if self._clock.monotonic() >= give_up_at:
                    logger.warning("The owner's consent is given up: %s", error)
                    raise
                pause_s = error.retry_after_s if isinstance(error, Busy) else backoff.next()
            await asyncio.sleep(pause_s)

    async def _adopt(self, pair: TokenPair, key: str, number: int) -> None:
        """Put new tokens into use once they can be kept, unless a later consent's are in use."""
        backoff = Backoff(first_s=5, limit_s=600)
        while True:
            async with self._adopting:
                if number < self._newest_in_use:
                    return
                try:
                    await self._tokens.adopt(pair, came_from=key)
                except KnownError as error:
                    logger.warning("The owner's consent cannot be kept: %s", error)
                else:
                    self._newest_in_use = number
                    return
            self._on_change(ConsentState.NOT_KEPT)
            await asyncio.sleep(backoff.next())
