"""How stubbornly Keeta is asked when a person waits for the answer."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from kitchen_app.base.backoff import Backoff
from kitchen_app.services.errors import Busy, OutcomeUnknown, PlatformError, Refused

TRIES = 4
FIRST_PAUSE_S = 1.0
LONGEST_PAUSE_S = 8.0
"""A person looks at the screen meanwhile: with Keeta's time limits it is over in two minutes."""

T = TypeVar("T")


async def insist(call: Callable[[], Awaitable[T]]) -> T:
    """Send a call that may be sent twice, until its outcome is known or a few tries are over.

    What Keeta surely did not get is not tried again: the person who waits can do that.

    Raises:
        PlatformError: `OutcomeUnknown` when any of the tries may have reached Keeta.
    """
    backoff = Backoff(first_s=FIRST_PAUSE_S, limit_s=LONGEST_PAUSE_S)
    doubt: OutcomeUnknown | None = None
    for _ in range(TRIES - 1):
        try:
            return await call()
        except Refused:
            raise
        except PlatformError as error:
            doubt = error if isinstance(error, OutcomeUnknown) else doubt
            if not is_worth_another_try(error, in_doubt=doubt is not None):
                raise (doubt if doubt else error) from None
            pause = pause_after(error, backoff)
        await asyncio.sleep(pause)
    try:
        return await call()
    except Refused:
        raise
    except PlatformError as error:
        raise (doubt if doubt else error) from None


def is_worth_another_try(error: PlatformError, *, in_doubt: bool) -> bool:
    """Tell whether to go on: in doubt, but no longer than a person can wait."""
    if isinstance(error, Busy):
        return error.retry_after_s <= LONGEST_PAUSE_S
    return in_doubt


def pause_after(error: PlatformError, backoff: Backoff) -> float:
    """Return the pause in seconds before the next try: what Keeta asks for, if it does."""
    pause = backoff.next()
    return max(pause, error.retry_after_s) if isinstance(error, Busy) else pause
