"""Carrying out one change of the shop: look, send, and look again when the outcome is not known.

    look ──▶ it is so already ─────────────────────────────▶ DONE
     ▲ └───▶ somebody has changed what was edited ─────────▶ CHANGED_MEANWHILE
     │ └───▶ send ──▶ yes ─────────────────────────────────▶ DONE
     │        │ └───▶ no: look once more, is it so? ───────▶ DONE or REFUSED
     └────────┘ no usable answer: a few times, then ───────▶ NOT_KNOWN

Nothing is sent without having looked, so nothing is done twice. Every call here replaces a whole
or sets a state: what was lost may be sent again.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from kitchen_app.base.backoff import Backoff
from kitchen_app.base.pace import Pace
from kitchen_app.services.calls import trouble_of
from kitchen_app.services.errors import OutcomeUnknown, PlatformError, Refused
from kitchen_app.services.insist import (
    FIRST_PAUSE_S,
    LONGEST_PAUSE_S,
    TRIES,
    is_worth_another_try,
    pause_after,
)
from kitchen_app.services.shop_view import ChangeKind, ChangeResult, Outcome

T = TypeVar("T")


def _never(_found: object) -> ChangeResult | None:
    return None


def _nothing() -> None:
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan(Generic[T]):
    """A change, told by what Keeta has of it (`T`).

    `overtaken` returns the result for what is not any more what the person edited. `confirm` is
    called when Keeta has said yes.
    """

    kind: ChangeKind
    look: Callable[[], Awaitable[T]]
    is_so: Callable[[T], bool]
    send: Callable[[], Awaitable[None]]
    overtaken: Callable[[T], ChangeResult | None] = _never
    confirm: Callable[[], None] = _nothing


async def carry_out(plan: Plan[T], pace: Pace) -> ChangeResult:
    """Carry a change out; takes two minutes at most."""
    return await _Course(plan, pace).run()


def failed(kind: ChangeKind, error: PlatformError) -> ChangeResult:
    """Return the result of a change of which surely nothing was done."""
    if isinstance(error, Refused):
        return ChangeResult(
            kind=kind, outcome=Outcome.REFUSED, code=error.code, message=error.message
        )
    return ChangeResult(kind=kind, outcome=Outcome.NOT_REACHED, trouble=trouble_of(error))


class _Course(Generic[T]):
    """One change under way; `_in_doubt`: a try may have reached Keeta."""

    def __init__(self, plan: Plan[T], pace: Pace) -> None:
        self._plan = plan
        self._pace = pace
        self._backoff = Backoff(first_s=FIRST_PAUSE_S, limit_s=LONGEST_PAUSE_S)
        self._in_doubt = False

    async def run(self) -> ChangeResult:
        for _ in range(TRIES - 1):
            ended = await self._look() or await self._send()
            if isinstance(ended, ChangeResult):
                return ended
            failure = ended
            if not is_worth_another_try(failure, in_doubt=self._in_doubt):
                return self._given_up(failure)
            await asyncio.sleep(pause_after(failure, self._backoff))
        ended = await self._look() or failure
        return ended if isinstance(ended, ChangeResult) else self._given_up(ended)

    async def _look(self) -> ChangeResult | PlatformError | None:
        """Return how the change ended, what kept us from looking, or None: it is to be sent."""
        try:
            found = await self._plan.look()
        except PlatformError as error:
            return error
        if self._plan.is_so(found):
            return self._done()
        return self._plan.overtaken(found)

    async def _send(self) -> ChangeResult | PlatformError:
        try:
            await self._pace.turn()
            await self._plan.send()
        except Refused as refusal:
            return await self._after_refusal(refusal)
        except PlatformError as error:
            self._in_doubt = self._in_doubt or isinstance(error, OutcomeUnknown)
            return error
        self._plan.confirm()
        return self._done()

    async def _after_refusal(self, refusal: Refused) -> ChangeResult:
        """Keeta said no, perhaps because it is so already: somebody else, or an earlier try."""
        try:
            found = await self._plan.look()
        except PlatformError:
            return self._given_up(refusal)
        if self._plan.is_so(found):
            return self._done()
        return failed(self._plan.kind, refusal)

    def _given_up(self, error: PlatformError) -> ChangeResult:
        result = failed(self._plan.kind, error)
        return replace(result, outcome=Outcome.NOT_KNOWN) if self._in_doubt else result

    def _done(self) -> ChangeResult:
        return ChangeResult(kind=self._plan.kind, outcome=Outcome.DONE)
