"""Keeta's clock: the offset of ours is measured by every answer and used for the next call."""

from datetime import timedelta

import httpx
import pytest

from kitchen_app.keeta.transport import SignedCalls
from kitchen_app.services.errors import PlatformError
from tests.builders import NOW, SECRET, HandClock, signature
from tests.keeta.far_end import BASE, SUCCESS, FarEnd, calls_to, dated

_PATH = "/order/confirm"


async def test_the_time_is_keetas_once_an_answer_told_it(
    calls: SignedCalls, end: FarEnd, hand_clock: HandClock
) -> None:
    assert calls.now() == hand_clock.now()
    end.says(httpx.Response(200, json=SUCCESS, headers=dated(300)))
    await calls.call(_PATH, {})
    assert abs(calls.now() - NOW - timedelta(minutes=5)) <= timedelta(seconds=1)


@pytest.mark.parametrize("seconds", [-86400, -300, -2, 2, 300, 86400])
async def test_the_offset_is_measured_and_used_for_the_next_call(
    calls: SignedCalls, end: FarEnd, offsets: list[timedelta], seconds: int
) -> None:
    end.says(httpx.Response(200, json=SUCCESS, headers=dated(seconds)))
    await calls.call(_PATH, {})
    (offset,) = offsets
    assert abs(offset.total_seconds() - seconds) <= 0.5
    await calls.call(_PATH, {})
    assert abs(end.body["timestamp"] - (NOW.timestamp() + seconds)) <= 1
    assert end.body["sig"] == signature(BASE + _PATH, end.body, SECRET)


@pytest.mark.parametrize("seconds", [-1, 0])
async def test_a_difference_within_the_resolution_is_none(
    calls: SignedCalls, end: FarEnd, offsets: list[timedelta], seconds: int
) -> None:
    end.says(httpx.Response(200, json=SUCCESS, headers=dated(seconds)))
    await calls.call(_PATH, {})
    assert set(offsets) <= {timedelta()}


async def test_the_middle_of_a_slow_call_is_compared(
    hand_clock: HandClock, offsets: list[timedelta]
) -> None:
    def slow(_request: httpx.Request) -> httpx.Response:
        hand_clock.advance(8)
        return httpx.Response(200, json=SUCCESS, headers=dated(4))

    calls = calls_to(slow, clock=hand_clock, on_clock=offsets.append)
    await calls.call(_PATH, {})
    assert set(offsets) <= {timedelta()}
    await calls.close()


async def test_a_slow_answer_does_not_move_an_offset_that_it_may_fit(
    hand_clock: HandClock, offsets: list[timedelta]
) -> None:
    """Keeta may have read its clock at any moment of the call."""
    takes_s = iter((0, 8, 0))

    def answer(_request: httpx.Request) -> httpx.Response:
        ahead = 300 + (hand_clock.now() - NOW).total_seconds()
        hand_clock.advance(next(takes_s))
        return httpx.Response(200, json=SUCCESS, headers=dated(ahead))

    calls = calls_to(answer, clock=hand_clock, on_clock=offsets.append)
    for _ in range(3):
        await calls.call(_PATH, {})
    assert len(offsets) == 1
    await calls.close()


async def test_a_steady_offset_is_told_once(
    calls: SignedCalls, end: FarEnd, offsets: list[timedelta]
) -> None:
    end.says(httpx.Response(200, json=SUCCESS, headers=dated(300)))
    for _ in range(3):
        await calls.call(_PATH, {})
    assert len(offsets) == 1


async def test_an_offset_that_is_gone_is_forgotten(
    calls: SignedCalls, end: FarEnd, offsets: list[timedelta]
) -> None:
    end.says(httpx.Response(200, json=SUCCESS, headers=dated(300)))
    await calls.call(_PATH, {})
    end.says(httpx.Response(200, json=SUCCESS, headers=dated(0)))
    await calls.call(_PATH, {})
    assert offsets[-1] == timedelta()
    await calls.call(_PATH, {})
    assert end.body["timestamp"] == int(NOW.timestamp())


@pytest.mark.parametrize(
    ("status", "answer"), [(429, None), (502, None), (200, {"code": 115000110})]
)
async def test_a_failed_call_measures_the_clock_too(
    calls: SignedCalls, end: FarEnd, offsets: list[timedelta], status: int, answer: object
) -> None:
    """A wrong clock is the first suspect when a signature is refused."""
    end.says(httpx.Response(status, json=answer, headers=dated(300)))
    with pytest.raises(PlatformError):
        await calls.call(_PATH, {})
    assert len(offsets) == 1


@pytest.mark.parametrize(
    "date",
    ["", "yesterday", "0", "Wed, 99 Foo 2026 12:00:00 GMT", "Wed, 01 Jul 2026 25:61:00 GMT", "�"],
)
async def test_a_date_that_is_none_is_ignored(
    calls: SignedCalls, end: FarEnd, offsets: list[timedelta], date: str
) -> None:
    end.says(httpx.Response(200, json=SUCCESS, headers={b"Date": date.encode("utf-8")}))
    await calls.call(_PATH, {})
    assert offsets == []


async def test_a_date_without_a_zone_is_utc(
    calls: SignedCalls, end: FarEnd, offsets: list[timedelta]
) -> None:
    end.says(httpx.Response(200, json=SUCCESS, headers={"Date": "Wed, 01 Jul 2026 12:05:00 -0000"}))
    await calls.call(_PATH, {})
    (offset,) = offsets
    assert abs(offset - timedelta(minutes=5)) <= timedelta(seconds=1)


@pytest.mark.parametrize("date", ["Fri, 31 Dec 9999 23:59:59 GMT", "Mon, 01 Jan 0001 00:00:00 GMT"])
async def test_an_absurd_date_does_not_stop_the_calls(
    calls: SignedCalls, end: FarEnd, hand_clock: HandClock, date: str
) -> None:
    end.says(httpx.Response(200, json=SUCCESS, headers={"Date": date}))
    await calls.call(_PATH, {})
    hand_clock.advance(120)
    end.says(SUCCESS)
    await calls.call(_PATH, {})
    assert len(end.requests) == 2


async def test_an_answer_without_a_date_measures_nothing(
    calls: SignedCalls, end: FarEnd, offsets: list[timedelta]
) -> None:
    end.says(SUCCESS)
    await calls.call(_PATH, {})
    assert offsets == []
