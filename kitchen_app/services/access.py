"""The right to act for the shop: whether we have it, what ends it, how the owner gives it."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from kitchen_app.base.backoff import Backoff
from kitchen_app.base.clock import Clock
from kitchen_app.base.signal import Signal
from kitchen_app.base.tasks import Supervisor
from kitchen_app.domain.order import ShopId
from kitchen_app.domain.shop import Account, Authorisation, AuthorisedShop
from kitchen_app.domain.shop_events import (
    BrandRevoked,
    ConsentGiven,
    ShopAuthorised,
    ShopEvent,
    ShopRemoved,
)
from kitchen_app.services.calls import trouble_of, watched
from kitchen_app.services.consents import Consents, ConsentState
from kitchen_app.services.errors import OutcomeUnknown, PlatformError, Refused
from kitchen_app.services.hub import Hub
from kitchen_app.services.links import Links, Trouble
from kitchen_app.services.ports import AccessApi, Tokens
from kitchen_app.services.served_shops import ServedShops

logger = logging.getLogger(__name__)

_LOOK_AGAIN_AFTER = timedelta(minutes=10)
"""A message may be late or old: what Keeta says when asked counts in the end."""

_TROUBLES = {
    Authorisation.MISSING: Trouble.ACCESS_MISSING,
    Authorisation.UNREADABLE: Trouble.ACCESS_UNREADABLE,
    Authorisation.NOT_KEPT: Trouble.ACCESS_NOT_KEPT,
    Authorisation.ANSWER_LOST: Trouble.ACCESS_RUNS_OUT,
    Authorisation.ENDED: Trouble.ACCESS_ENDED,
    Authorisation.WITHDRAWN: Trouble.ACCESS_WITHDRAWN,
}
"""What a screen tells of each state; of the others nothing."""

_WITHOUT_TOKENS = frozenset(
    {Authorisation.UNKNOWN, Authorisation.MISSING, Authorisation.UNREADABLE}
)
_CANNOT_BE_WITHDRAWN = _WITHOUT_TOKENS | {Authorisation.ENDED}


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessView:
    """Whether we may act for the home shop, and what became of the latest consent in this run."""

    authorisation: Authorisation = Authorisation.UNKNOWN
    consent: ConsentState = ConsentState.NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class CallbackFailure:
    """An event for which Keeta did not take our address.

    `code` is Keeta's if it refused; else `trouble` tells why there was no answer.
    """

    event_id: int
    trouble: Trouble = Trouble.NONE
    code: int | None = None


class Access:
    """Keeps the right to act in view, for the screen and for the owner who gives it.

    `covered` are the shops that the access is for, None until Keeta has told.

    Signals:
        changed: the new view.
        cover_changed: the shops that are covered now.
    """

    def __init__(
        self,
        *,
        api: AccessApi,
        tokens: Tokens,
        hub: Hub,
        links: Links,
        clock: Clock,
        supervisor: Supervisor,
        shops: ServedShops,
    ) -> None:
        self._api = api
        self._tokens = tokens
        self._links = links
        self._shops = shops
        self._is_withdrawn = False
        self._look_wanted = asyncio.Event()
        self._look_at: float | None = None
        self._view = AccessView()
        self.changed: Signal[AccessView] = Signal()
        self.covered: tuple[AuthorisedShop, ...] | None = None
        self.cover_changed: Signal[tuple[AuthorisedShop, ...]] = Signal()
        self._consents = Consents(
            api=api,
            tokens=tokens,
            hub=hub,
            clock=clock,
            supervisor=supervisor,
            shops=shops,
            on_change=self._note_consent,
        )
        hub.shop_told.connect(self._hear)

    @property
    def view(self) -> AccessView:
        return self._view

    def consent_address(self, redirect_uri: str) -> str:
        """Return the address at which the owner consents, good for one consent.

        `redirect_uri` is, to the letter, the one registered with Keeta for event 1. What became of
        an earlier consent is told no more: it would be taken for news of this one.
        """
        if self._view.consent is not ConsentState.ASKING:
            self._publish(consent=ConsentState.NONE)
        return self._consents.address(redirect_uri)

    @property
    def event_count(self) -> int:
        """For how many events Keeta is told an address."""
        return len(self._api.events)

    async def register_callbacks(
        self, url: str, *, is_test: bool, on_done: Callable[[int], None] | None = None
    ) -> tuple[CallbackFailure, ...]:
        """Tell Keeta to send every event that we understand to `url`; return what went wrong.

        `is_test` chooses between test shops and real ones; `on_done` hears how many events are
        asked for so far. A refusal stops nothing: whether every event can be set in this way is
        not documented (base/callback/url/set).
        """
        failures: list[CallbackFailure] = []
        for count, event_id in enumerate(self._api.events, start=1):
            try:
                await self._api.set_callback(event_id, url, is_test=is_test)
            except PlatformError as error:
                logger.warning("Keeta takes no address for event %d: %s", event_id, error)
                failures.append(_callback_failure(event_id, error))
            if on_done is not None:
                on_done(count)
        return tuple(failures)

    def note_tokens(self, _state: Authorisation) -> None:
        """Hear that the tokens in use are in another state."""
        if self._view.authorisation in _WITHOUT_TOKENS:
            self._want_look(0)
        self._publish()

    async def run(self) -> None:
        """Service: ask Keeta what our tokens cover, at the start and when it told of a change."""
        backoff = Backoff(first_s=5, limit_s=600)
        while True:
            await self._time_to_look()
            try:
                await self.look()
            except PlatformError as error:
                logger.info("What the access covers is not known yet: %s", error)
                self._want_look(backoff.next())
            else:
                backoff.reset()

    async def _time_to_look(self) -> None:
        """Wait until the next look is due; it may be put forward meanwhile."""
        loop = asyncio.get_running_loop()
        while self._look_at is None or self._look_at > loop.time():
            self._look_wanted.clear()
            try:
                async with asyncio.timeout_at(self._look_at):
                    await self._look_wanted.wait()
            except TimeoutError:
                break
        self._look_at = None

    async def look(self) -> None:
        """Ask Keeta what our tokens cover; without tokens nobody is asked.

        Raises:
            PlatformError: it could not be asked, or does not say.
        """
        if self._tokens.state in _WITHOUT_TOKENS:
            return
        account = await watched(self._links, self._api.account())
        if account == Account():
            raise OutcomeUnknown("Keeta's answer does not say whose the tokens are")
        self._is_withdrawn = all(shop.shop_id != self._shops.home for shop in account.shops)
        self._publish()
        self._cover(account.shops)

    def _hear(self, event: ShopEvent) -> None:
        match event:
            case ConsentGiven():
                self._consents.hear(event)
            case BrandRevoked(shop_ids=listed):
                self._hear_withdrawn(listed or self._shops.all)
            case ShopRemoved(shop_id=shop_id):
                self._hear_withdrawn((shop_id,))
            case ShopAuthorised(shop_id=shop_id) if shop_id in self._shops:
                self._want_look(0)
            case ShopAuthorised(shop_id=shop_id, name=name):
                told = AuthorisedShop(shop_id=shop_id, name=name)  # no call need be made for it
                if self.covered and all(each.shop_id != shop_id for each in self.covered):
                    self._cover((*self.covered, told))

    def _hear_withdrawn(self, shop_ids: Sequence[ShopId]) -> None:
        """Tell at once what the owner has withdrawn; ask Keeta a little later if it is served."""
        if any(shop_id in self._shops for shop_id in shop_ids):
            logger.warning("Keeta says that the owner has withdrawn the access for a shop of ours")
            self._want_look(_LOOK_AGAIN_AFTER.total_seconds())
        self._is_withdrawn = self._is_withdrawn or self._shops.home in shop_ids
        self._publish()
        if self.covered is not None:
            self._cover(tuple(each for each in self.covered if each.shop_id not in shop_ids))

    def _cover(self, shops: tuple[AuthorisedShop, ...]) -> None:
        if shops != self.covered:
            self.covered = shops
            self.cover_changed.emit(shops)

    def _want_look(self, in_s: float) -> None:
        due = asyncio.get_running_loop().time() + in_s
        self._look_at = due if self._look_at is None else min(due, self._look_at)
        self._look_wanted.set()

    def _note_consent(self, state: ConsentState) -> None:
        if state is ConsentState.DONE:
            self._is_withdrawn = False  # the new tokens cover our shop: it was asked
        self._publish(consent=state)

    def _publish(self, consent: ConsentState | None = None) -> None:
        """Tell of a change, and the strip of what people must know or do."""
        state = self._tokens.state
        if self._is_withdrawn and state not in _CANNOT_BE_WITHDRAWN:
            state = Authorisation.WITHDRAWN
        before = self._view
        changes = {} if consent is None else {"consent": consent}
        self._view = replace(before, authorisation=state, **changes)
        if self._view == before:
            return
        if state is not before.authorisation:
            logger.info("The right to act for the shop: %s", state.value)
            trouble = _TROUBLES.get(state)
            self._links.sending_mended(*(each for each in _TROUBLES.values() if each != trouble))
            if trouble is not None:
                self._links.sending_stands(trouble)
        self.changed.emit(self._view)


def _callback_failure(event_id: int, error: PlatformError) -> CallbackFailure:
    if isinstance(error, Refused):
        return CallbackFailure(event_id=event_id, code=error.code)
    return CallbackFailure(event_id=event_id, trouble=trouble_of(error))
