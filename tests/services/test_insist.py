"""A call whose outcome is not known is sent a few times."""

import asyncio
import itertools
from collections.abc import Callable

import pytest

from kitchen_app.base.backoff import Backoff
from kitchen_app.services.errors import (
    Busy,
    NotAuthorised,
    NotSent,
    OutcomeUnknown,
    PlatformError,
    Refused,
)
from kitchen_app.services.insist import LONGEST_PAUSE_S, TRIES, insist, pause_after

LOST = OutcomeUnknown("planted")
ABSENT = NotSent("planted")
NO = Refused(1, "no")
SHORTLY = Busy("planted", retry_after_s=2)
MUCH_LATER = Busy("planted", retry_after_s=60)
STRANGER = NotAuthorised("planted")


class Line:
    """A line to Keeta on which each call meets the next of these; then all goes well."""

    def __init__(self, *troubles: PlatformError) -> None:
        self.troubles = list(troubles)
        self.calls = 0

    async def __call__(self) -> str:
        self.calls += 1
        if self.troubles:
            raise self.troubles.pop(0)
        return "answer"


@pytest.mark.parametrize(
    "troubles",
    [
        [],
        [LOST],
        [LOST] * (TRIES - 1),
        [LOST, ABSENT, STRANGER],
        [SHORTLY],
        [SHORTLY, LOST, SHORTLY],
    ],
)
async def test_a_lost_call_is_sent_again_until_it_is_answered(
    troubles: list[PlatformError],
) -> None:
    line = Line(*troubles)
    assert await insist(line) == "answer"
    assert line.calls == len(troubles) + 1


@pytest.mark.parametrize(
    ("troubles", "raised", "calls"),
    [
        ([NO], NO, 1),
        ([LOST, NO], NO, 2),
        ([ABSENT], ABSENT, 1),
        ([STRANGER], STRANGER, 1),
        ([MUCH_LATER], MUCH_LATER, 1),
        ([LOST] * TRIES, LOST, TRIES),
        ([LOST, ABSENT, ABSENT, ABSENT], LOST, TRIES),
        ([LOST, ABSENT, ABSENT, NO], NO, TRIES),
        ([LOST, MUCH_LATER], LOST, 2),
        ([SHORTLY] * TRIES, SHORTLY, TRIES),
    ],
)
async def test_it_ends_with_what_is_known(
    troubles: list[PlatformError], raised: PlatformError, calls: int
) -> None:
    line = Line(*troubles)
    with pytest.raises(PlatformError) as caught:
        await insist(line)
    assert (caught.value, line.calls) == (raised, calls)


async def test_a_bug_is_not_insisted_on() -> None:
    async def broken() -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await insist(broken)


async def test_the_pauses_grow_and_stay_bearable() -> None:
    moments: list[float] = []

    async def lost() -> None:
        moments.append(asyncio.get_running_loop().time())
        raise LOST

    with pytest.raises(OutcomeUnknown):
        await insist(lost)
    pauses = [after - before for before, after in itertools.pairwise(moments)]
    assert all(
        0.75 * pause <= found <= pause for found, pause in zip(pauses, (1, 2, 4), strict=True)
    )


@pytest.mark.parametrize(
    ("error", "holds"),
    [
        (LOST, lambda pause: 0.75 <= pause <= 1),
        (SHORTLY, lambda pause: pause == SHORTLY.retry_after_s),
    ],
)
def test_the_pause_that_keeta_asks_for_counts(
    error: PlatformError, holds: Callable[[float], bool]
) -> None:
    assert holds(pause_after(error, Backoff(first_s=1, limit_s=LONGEST_PAUSE_S)))
