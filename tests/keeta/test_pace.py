"""No second sees more calls of one path than Keeta allows, however they come."""

import asyncio
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kitchen_app.keeta.endpoints import ENDPOINTS
from kitchen_app.keeta.pace import CALLS_A_SECOND, Paces
from kitchen_app.sandbox.config import SandboxConfig
from kitchen_app.sandbox.limits import CUT_OFF, DOCUMENTED, Limits
from tests.builders import STEADY
from tests.fakes import FakeClock

_BY_CODE = "/product/spustatus/batchupdatebycode"
_BY_ID = "/product/spustatus/batchupdate"


def _now() -> float:
    return asyncio.get_running_loop().time()


async def _gone_out(paces: Paces, path: str, count: int) -> list[float]:
    """Let so many calls go out, each as soon as it may; return when."""
    moments = []
    for _ in range(count):
        await paces.turn(path)
        moments.append(_now())
    return moments


def _most_in_a_second(moments: Sequence[float]) -> int:
    return max(sum(start <= each < start + 1 for each in moments) for start in moments)


@pytest.mark.parametrize(("path", "most"), CALLS_A_SECOND.items())
async def test_calls_in_a_row_fill_no_second(path: str, most: int) -> None:
    moments = await _gone_out(Paces(), path, 2 * most + 1)
    assert most / 2 < _most_in_a_second(moments) <= most


async def test_calls_at_the_same_time_go_out_one_after_the_other() -> None:
    paces, moments = Paces({_BY_CODE: 4}), dict[int, float]()

    async def call(number: int) -> None:
        await paces.turn(_BY_CODE)
        moments[number] = _now()

    async with asyncio.TaskGroup() as group:
        for number in range(12):
            group.create_task(call(number))
    assert list(moments) == list(range(12))
    assert _most_in_a_second(list(moments.values())) <= 4


@STEADY
@given(gaps_s=st.lists(st.floats(0, 3), min_size=1, max_size=20), most=st.integers(1, 5))
async def test_whenever_they_come_no_second_has_too_many(gaps_s: list[float], most: int) -> None:
    paces, moments = Paces({_BY_CODE: most}), []
    for gap_s in gaps_s:
        await asyncio.sleep(gap_s)
        moments += await _gone_out(paces, _BY_CODE, 1)
    assert _most_in_a_second(moments) <= most


async def test_paths_do_not_wait_for_each_other() -> None:
    paces, began = Paces({_BY_CODE: 1, _BY_ID: 1}), _now()
    await paces.turn(_BY_CODE)
    await paces.turn(_BY_ID)
    assert _now() - began < 0.5


async def test_a_path_without_a_limit_never_waits() -> None:
    began = _now()
    await _gone_out(Paces(), "/order/confirm", 500)
    assert _now() - began < 0.5


async def test_after_a_rest_the_next_call_goes_out_at_once() -> None:
    paces = Paces({_BY_CODE: 1})
    await _gone_out(paces, _BY_CODE, 3)
    await asyncio.sleep(5)
    began = _now()
    await paces.turn(_BY_CODE)
    assert _now() - began < 0.5


async def test_a_call_that_is_given_up_stops_nobody() -> None:
    paces = Paces({_BY_CODE: 1})
    await paces.turn(_BY_CODE)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.1):
            await paces.turn(_BY_CODE)
    async with asyncio.timeout(5):
        await paces.turn(_BY_CODE)


def test_every_product_call_keeps_a_pace() -> None:
    products = {f"/{path}" for path in ENDPOINTS if path.startswith("product/")}
    assert set(CALLS_A_SECOND) == products | {"/base/image/upload"}


@pytest.mark.parametrize("path", [*DOCUMENTED, *CUT_OFF])
async def test_the_emulator_counts_for_itself_and_turns_no_call_away(path: str) -> None:
    clock = FakeClock()
    clock.follow(_now)
    paces, limits = Paces(), Limits(SandboxConfig(), clock)
    for _ in range(120):
        await paces.turn(path)
        limits.take(path)
