"""Calls to Keeta, with what their outcome says of the link."""

from collections.abc import Awaitable
from typing import TypeVar

from kitchen_app.services.errors import (
    Busy,
    NotAuthorised,
    NotSent,
    OutcomeUnknown,
    PlatformError,
    Refused,
)
from kitchen_app.services.links import Links, Trouble

T = TypeVar("T")

_TROUBLES: dict[type[PlatformError], Trouble] = {
    NotSent: Trouble.UNREACHABLE,
    Busy: Trouble.BUSY,
    NotAuthorised: Trouble.NOT_AUTHORISED,
    OutcomeUnknown: Trouble.NO_ANSWER,
}


def trouble_of(error: PlatformError) -> Trouble:
    """Return the trouble of an error or of the kind that it is a kind of."""
    kinds = (_TROUBLES.get(kind) for kind in type(error).__mro__)
    return next((trouble for trouble in kinds if trouble), Trouble.NO_ANSWER)


async def watched(links: Links, call: Awaitable[T]) -> T:
    """Await a call to Keeta and note whether sending works; errors pass through.

    A refusal is an answer: the link works.
    """
    try:
        result = await call
    except Refused:
        links.sending_works()
        raise
    except PlatformError as error:
        links.sending_broken(trouble_of(error))
        raise
    links.sending_works()
    return result
