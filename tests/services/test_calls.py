"""Every call to Keeta also tells whether sending works."""

import pytest

from kitchen_app.services.calls import trouble_of, watched
from kitchen_app.services.errors import (
    Busy,
    NotAuthorised,
    NotSent,
    OutcomeUnknown,
    PlatformError,
    Refused,
    SignatureRejected,
)
from kitchen_app.services.links import Links, LinkState, Trouble
from tests.fakes import FakeClock


async def answer(value: int | Exception) -> int:
    if isinstance(value, Exception):
        raise value
    return value


async def test_an_answer_is_handed_on_and_proves_the_link(clock: FakeClock) -> None:
    links = Links(clock)
    assert await watched(links, answer(7)) == 7
    assert links.view.sending.state is LinkState.OK


async def test_a_refusal_is_an_answer(clock: FakeClock) -> None:
    links = Links(clock)
    with pytest.raises(Refused):
        await watched(links, answer(Refused(1, "no")))
    assert links.view.sending.state is LinkState.OK


@pytest.mark.parametrize(
    ("error", "trouble"),
    [
        (NotSent("x"), Trouble.UNREACHABLE),
        (Busy("x", retry_after_s=1), Trouble.BUSY),
        (NotAuthorised("x"), Trouble.NOT_AUTHORISED),
        (OutcomeUnknown("x"), Trouble.NO_ANSWER),
    ],
)
async def test_every_failure_passes_through_and_breaks_the_link(
    clock: FakeClock, error: PlatformError, trouble: Trouble
) -> None:
    links = Links(clock)
    with pytest.raises(type(error)):
        await watched(links, answer(error))
    assert links.view.sending.trouble is trouble


async def test_a_bug_says_nothing_of_the_link(clock: FakeClock) -> None:
    links = Links(clock)
    with pytest.raises(ZeroDivisionError):
        await watched(links, answer(ZeroDivisionError()))
    assert links.view.sending.state is LinkState.UNPROVED


async def test_receiving_is_not_touched(clock: FakeClock) -> None:
    links = Links(clock)
    await watched(links, answer(1))
    assert links.view.receiving.state is LinkState.UNPROVED


class _Unheard(PlatformError):
    """A kind of failure that nobody has named yet."""


@pytest.mark.parametrize(
    ("error", "trouble"),
    [
        (SignatureRejected("x"), Trouble.NOT_AUTHORISED),
        (_Unheard("x"), Trouble.NO_ANSWER),
    ],
)
def test_a_kind_of_failure_has_the_trouble_of_what_it_is_a_kind_of(
    error: PlatformError, trouble: Trouble
) -> None:
    assert trouble_of(error) is trouble
