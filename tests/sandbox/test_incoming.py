"""The order in which a request is checked."""

from typing import Any

import pytest

from kitchen_app.sandbox.signing import sign
from tests.sandbox.fakes import Scene, scene

# Each row breaks one thing more than the row above can hide behind.
BREAKS: list[tuple[dict[str, Any], int]] = [
    ({"appId": 1}, 115000100),
    ({"timestamp": 1}, 115000101),
    ({"sig": "0" * 64}, 115000110),
    ({"accessToken": "stale"}, 115000203),
    ({"pictureUrl": None}, 115000201),
    ({"shopId": 7}, 115000210),
]
PATH = "/scm/shop/picture/main/update"


async def _send(on: Scene, breaks: list[dict[str, Any]]) -> int:
    config = on.sandbox.config
    body: dict[str, Any] = {
        "appId": config.app_id,
        "accessToken": config.access_token,
        "timestamp": 1782907200,
        "shopId": config.shop_id,
        "pictureUrl": "https://img.example.test/a.png",
    }
    for each in breaks:
        body |= each
    wrong_sig = "sig" in body
    signed = body if wrong_sig else on.client.sign_again(PATH, body)
    code: int = (await on.client.send(PATH, signed))["code"]
    return code


@pytest.mark.parametrize("first", range(len(BREAKS)), ids=lambda n: next(iter(BREAKS[n][0])))
async def test_the_first_thing_wrong_is_the_one_told(first: int) -> None:
    async with scene(clock_skew_s=300) as on:
        assert await _send(on, [breaks for breaks, _ in BREAKS[first:]]) == BREAKS[first][1]


@pytest.mark.parametrize(("skew_s", "code"), [(None, 0), (300.0, 115000101)])
async def test_the_clock_is_looked_at_when_wanted(skew_s: float | None, code: int) -> None:
    async with scene(clock_skew_s=skew_s) as on:
        order_id = await on.sandbox.place_order()
        late = await on.client.call("/order/get", order_id, timestamp=1782907200 - 301)
        right = await on.client.call("/order/get", order_id, timestamp="1782907500")
        assert (late["code"], right["code"]) == (code, 0)


async def test_another_base_address_may_be_signed() -> None:
    keeta = "https://open.mykeeta.com/api/open"
    async with scene(signed_base_url=keeta) as on:
        order_id = await on.sandbox.place_order()
        body = on.client.signed("/order/get", order_id)
        signed = body | {"sig": sign(f"{keeta}/order/get", body, on.sandbox.config.secret)}
        assert (await on.client.send("/order/get", signed))["code"] == 0
        assert (await on.client.call("/order/get", order_id))["code"] == 0
