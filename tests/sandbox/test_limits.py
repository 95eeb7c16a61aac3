"""Calls beyond the limits of an endpoint, and the second that is counted."""

from typing import Literal

import aiohttp
import pytest

from kitchen_app.base.clock import ScaledClock
from kitchen_app.sandbox.config import SandboxConfig
from kitchen_app.sandbox.endpoint_table import ENDPOINTS
from kitchen_app.sandbox.limits import CUT_OFF, DOCUMENTED, Limits
from kitchen_app.sandbox.refusals import RefusedError, TooManyError
from tests.sandbox.fakes import HandClock, Scene, scene

OVER = 115000299
BY_CODE = "/product/spustatus/batchupdatebycode"
CHECK = "/product/spu/batchcheck"
OPTIONS = "/product/choicegroupskustatus/batchupdatebycode"
SHOP = "/scm/shop/base/get"


def taken(limits: Limits, path: str, count: int) -> int:
    """Return how many of so many calls get through."""
    through = 0
    for _ in range(count):
        try:
            limits.take(path)
        except (RefusedError, TooManyError):
            continue
        through += 1
    return through


async def sell_again(on: Scene) -> int:
    """Return the code of one more call to switch a product on."""
    answer = await on.client.call_shop(BY_CODE, spuOpenItemCodeList=["FRIES"], status=1)
    code: int = answer["code"]
    return code


def test_only_endpoints_that_exist_are_limited() -> None:
    assert {*DOCUMENTED, *CUT_OFF} <= set(ENDPOINTS)


@pytest.mark.parametrize(
    ("path", "most"), [*DOCUMENTED.items(), *((path, 10) for path in CUT_OFF), (SHOP, 200)]
)
def test_each_endpoint_has_its_own_limit(path: str, most: int) -> None:
    limits = Limits(SandboxConfig(), HandClock())
    assert taken(limits, path, 200) == most
    assert taken(limits, "/order/get", 200) == 200


@pytest.mark.parametrize("limited", [True, False])
def test_rate_limits_can_be_lifted(limited: bool) -> None:
    limits = Limits(SandboxConfig(rate_limits=limited), HandClock())
    assert taken(limits, BY_CODE, 30) == (10 if limited else 30)


@pytest.mark.parametrize(("most", "through"), [(10, 10), (3, 3), (None, 30)])
def test_the_limit_that_was_cut_off(most: int | None, through: int) -> None:
    limits = Limits(SandboxConfig(option_calls_a_second=most), HandClock())
    assert taken(limits, OPTIONS, 30) == through
    assert taken(limits, BY_CODE, 30) == 10


@pytest.mark.parametrize(("most", "through"), [(None, 30), (5, 5)])
def test_endpoints_without_a_documented_limit(most: int | None, through: int) -> None:
    limits = Limits(SandboxConfig(other_calls_a_second=most), HandClock())
    assert taken(limits, SHOP, 30) == through
    assert taken(limits, CHECK, 60) == 50


@pytest.mark.parametrize(("second", "through"), [("sliding", 0), ("clock", 10)])
def test_which_second_is_counted(second: Literal["sliding", "clock"], through: int) -> None:
    clock = HandClock()
    limits = Limits(SandboxConfig(limit_second=second), clock)
    clock.advance(0.75)
    assert taken(limits, BY_CODE, 30) == 10
    clock.advance(0.5)
    assert taken(limits, BY_CODE, 30) == through
    clock.advance(0.5)
    assert taken(limits, BY_CODE, 30) == 10 - through


def test_a_sliding_second_frees_one_place_after_the_other() -> None:
    clock = HandClock()
    limits = Limits(SandboxConfig(), clock)
    for _ in range(10):
        assert taken(limits, BY_CODE, 1) == 1
        clock.advance(0.0625)
    clock.advance(0.375)
    assert taken(limits, BY_CODE, 5) == 1


def test_calls_that_are_turned_away_do_not_count() -> None:
    clock = HandClock()
    limits = Limits(SandboxConfig(), clock)
    assert taken(limits, BY_CODE, 10) == 10
    clock.advance(0.5)
    assert taken(limits, BY_CODE, 10) == 0
    clock.advance(0.5)
    assert taken(limits, BY_CODE, 10) == 10


def test_the_second_is_one_of_sandbox_time() -> None:
    limits = Limits(SandboxConfig(), ScaledClock(1e9))
    assert taken(limits, BY_CODE, 100) > 10


@pytest.mark.parametrize("code", [OVER, 315000107])
async def test_over_limit_answers_with_a_code(code: int) -> None:
    async with scene(over_limit="code", over_limit_code=code) as on:
        assert [await sell_again(on) for _ in range(11)] == [0] * 10 + [code]
        assert on.sandbox.journal.calls[-1].code == code
        on.clock.advance(1)
        assert await sell_again(on) == 0


async def test_over_limit_answers_with_429(session: aiohttp.ClientSession) -> None:
    async with scene(over_limit="429") as on:
        for _ in range(10):
            assert await sell_again(on) == 0
        url, off = on.sandbox.base_url + BY_CODE, {"spuOpenItemCodeList": ["FRIES"], "status": 0}
        async with session.post(url, json=on.client.signed_for_shop(BY_CODE, **off)) as answer:
            assert (answer.status, answer.headers["Retry-After"]) == (429, "1")
        call = on.sandbox.journal.calls[-1]
        assert (call.code, call.http_status) == (None, 429)
        assert on.sandbox.shelf.products["FRIES"] == 1, "nothing was done"
        on.clock.advance(1)
        assert await sell_again(on) == 0


async def test_what_is_not_signed_by_the_application_does_not_count() -> None:
    async with scene() as on:
        for _ in range(10):
            assert (await on.client.call_shop(BY_CODE, appId=7))["code"] == 115000100
        assert await sell_again(on) == 0
