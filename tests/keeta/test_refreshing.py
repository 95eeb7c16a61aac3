"""Calls over tokens that renew themselves, and that no token is ever shown."""

import logging
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx
import pytest

from kitchen_app.keeta.base_api import BaseApi
from kitchen_app.keeta.client import OrderApi
from kitchen_app.keeta.refreshing import RefreshingCalls
from kitchen_app.keeta.transport import Upload
from kitchen_app.services.errors import AuthorisationEnded, PlatformError, TokenExpired
from tests.builders import NOW, ORDER_ID, SECRET, SHOP_ID, HandClock, sample
from tests.keeta.far_end import calls_to
from tests.keeta.token_bench import Bench
from tests.logs import open_log

# Calls


async def test_orders_are_called_with_a_refreshed_token(bench: Bench) -> None:
    bench.end.good.clear()
    await OrderApi(RefreshingCalls(bench.calls, bench.keeper)).accept(ORDER_ID, SHOP_ID)
    assert bench.end.calls == ["access-1", "access-2"]


async def test_an_order_call_is_told_that_the_authorisation_has_ended(bench: Bench) -> None:
    bench.end.good.clear()
    bench.end.answer = sample("answer_authorisation_cancelled")
    with pytest.raises(AuthorisationEnded):
        await OrderApi(RefreshingCalls(bench.calls, bench.keeper)).accept(ORDER_ID, SHOP_ID)


async def test_a_file_is_sent_again_with_a_refreshed_token(bench: Bench) -> None:
    bench.end.good.clear()
    file = Upload(field_name="f", file_name="n", content_type="image/png", content=b"x")
    await RefreshingCalls(bench.calls, bench.keeper).upload("/base/image/upload", {}, file)
    assert bench.end.calls == ["access-1", "access-2"]


async def test_calls_of_the_application_never_refresh(bench: Bench) -> None:
    calls = RefreshingCalls(bench.calls, bench.keeper)
    bench.end.answer = sample("answer_token_error")
    with pytest.raises(TokenExpired):
        await calls.call("/base/oauth/token", {"refreshToken": "x"}, with_token=False)
    assert bench.end.refreshes == ["x"]
    assert calls.now() == NOW


async def test_reaching_and_closing_are_passed_on() -> None:
    asked: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request.method)
        return httpx.Response(404)

    signed = calls_to(answer)
    bench = Bench(clock=HandClock())
    calls = RefreshingCalls(signed, bench.keeper)
    await calls.reach()
    assert asked == ["HEAD"]
    await calls.close()
    with pytest.raises(RuntimeError, match="closed"):
        await signed.reach()
    await bench.calls.close()


# Secrets


async def test_no_new_token_reaches_an_open_log(bench: Bench, tmp_path: Path) -> None:
    with open_log(tmp_path, "app-secret"):
        canaries = {"accessToken": "canary-access", "refreshToken": "canary-refresh"}
        bench.end.answer = canaries | {"expiresIn": 7776000}
        await bench.keeper.refresh()
        logging.getLogger("kitchen_app.test").info("got %s for canary-code", canaries)
        bench.end.answer = None
        with suppress(PlatformError):
            await BaseApi(bench.calls).exchange("canary-code")
        logging.getLogger("kitchen_app.test").info("canary-code was used")
    first, *others = (tmp_path / "kitchen.log").read_text("utf-8").splitlines()[1:]
    assert first.endswith("got {'accessToken': '•••', 'refreshToken': '•••'} for canary-code")
    assert all("canary" not in line for line in others)


@pytest.mark.parametrize(
    "answer",
    [None, httpx.ConnectError, httpx.ReadTimeout, "answer_token_unknown", "answer_signature_error"],
)
async def test_no_token_is_logged_or_told(
    bench: Bench, answer: Any, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    bench.end.answer = sample(answer) if isinstance(answer, str) else answer
    told = repr(bench.keeper) + repr(bench.calls)
    try:
        await bench.keeper.refresh()
    except PlatformError as error:
        told += f"{error!r} {error} {error.__cause__!r}"
    for secret in ("access-1", "access-2", "refresh-1", "refresh-2", SECRET):
        assert secret not in caplog.text + told
