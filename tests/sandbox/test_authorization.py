"""Tokens: exchange, refresh, expiry, consent and its end."""

from typing import Any, Literal

import pytest

from tests.sandbox.fakes import Scene, scene

DAY_S = 86_400
Code = Literal[115000120, 115000200, 115000203, 115000260]
CODES: tuple[Code, ...] = (115000120, 115000200, 115000203, 115000260)


async def token(on: Scene, **members: Any) -> dict[str, Any]:
    return await on.client.call_shop("/base/oauth/token", **members)


async def refresh(on: Scene, refresh_token: str | None = None) -> dict[str, Any]:
    first = on.sandbox.config.refresh_token
    return await token(on, grantType="refresh_token", refreshToken=refresh_token or first)


async def read(on: Scene, access_token: str) -> int:
    answer = await on.client.call_shop("/scm/shop/base/get", accessToken=access_token)
    code: int = answer["code"]
    return code


async def test_a_refresh_token_serves_once_and_the_old_access_token_an_hour() -> None:
    async with scene() as on:
        new = await refresh(on)
        assert new["expiresIn"] == 90 * DAY_S
        assert new["issuedAtTime"] == 1782907200000
        assert (await refresh(on))["code"] == 115000200
        assert await read(on, new["accessToken"]) == 0
        assert await read(on, "sandbox-access-token") == 0
        on.clock.advance(3601)
        assert await read(on, "sandbox-access-token") == 115000203
        assert await read(on, new["accessToken"]) == 0


async def test_a_refresh_comes_once_a_minute() -> None:
    async with scene() as on:
        new = await refresh(on)
        assert (await refresh(on, new["refreshToken"]))["code"] == 115000220
        on.clock.advance(60)
        assert "accessToken" in await refresh(on, new["refreshToken"])


async def test_tokens_live_ninety_days() -> None:
    async with scene() as on:
        on.clock.advance(90 * DAY_S)
        assert await read(on, "sandbox-access-token") == 115000203
        assert (await refresh(on))["code"] == 115000200


async def test_a_code_serves_once_within_ten_minutes() -> None:
    async with scene() as on:
        code = on.sandbox.authorization.consent("shop-7")
        new = await token(on, grantType="authorization_code", code=code)
        assert await read(on, new["accessToken"]) == 0
        assert (await token(on, grantType="authorization_code", code=code))["code"] == 115000200
        late = on.sandbox.authorization.consent()
        on.clock.advance(600)
        assert (await token(on, grantType="authorization_code", code=late))["code"] == 115000200


@pytest.mark.parametrize("shape", ["flat", "data", "data.data"])
async def test_three_shapes_of_the_answer(shape: Literal["flat", "data", "data.data"]) -> None:
    async with scene(token_shape=shape) as on:
        answer = await refresh(on)
        for _ in range({"flat": 0, "data": 1, "data.data": 2}[shape]):
            assert "accessToken" not in answer
            answer = answer["data"]
        assert await read(on, answer["accessToken"]) == 0


@pytest.mark.parametrize("code", CODES)
async def test_the_codes_are_switches(code: Code) -> None:
    names = ("expired_token_code", "unknown_token_code", "dead_refresh_code", "revoked_code")
    switches: dict[str, Any] = dict.fromkeys(names, code)
    async with scene(**switches) as on:
        assert await read(on, "never issued") == code
        assert (await refresh(on, "never issued"))["code"] == code
        on.sandbox.authorization.expire_access()
        assert await read(on, "sandbox-access-token") == code
        on.sandbox.authorization.revoke()
        assert await read(on, "sandbox-access-token") == code
        assert (await refresh(on))["code"] == code


async def test_after_expiry_a_refresh_helps_after_revocation_only_a_new_consent() -> None:
    async with scene() as on:
        on.sandbox.authorization.expire_access()
        assert await read(on, (await refresh(on))["accessToken"]) == 0
        on.sandbox.authorization.revoke()
        assert (await refresh(on))["code"] == 115000260
        told = await on.told(None, 1303)
        assert (told["appId"], told["opType"], told["shopIds"]) == ("3800000001", 2, [470011])
        code = on.sandbox.authorization.consent()
        new = await token(on, grantType="authorization_code", code=code)
        assert await read(on, new["accessToken"]) == 0


@pytest.mark.parametrize("op_type", [0, 1])
async def test_consent_tells_of_each_shop(op_type: Literal[0, 1]) -> None:
    async with scene(other_shop_ids=(470012,), added_op_type=op_type) as on:
        on.sandbox.authorization.consent()
        on.sandbox.authorization.remove_shop(470012)
        removed = await on.told(None, 1302)
        added = on.receiver.messages(1301)
        assert [each["shopId"] for each in added] == [470011, 470012]
        assert {each["opType"] for each in added} == {op_type}
        assert isinstance(added[0]["appId"], int)
        assert (removed["shopId"], removed["appId"]) == (470012, "3800000001")
        on.sandbox.authorization.add_shop(470012)
        on.sandbox.authorization.add_shop(470012)
        assert on.sandbox.authorization.shop_ids == [470011, 470012]
        on.sandbox.authorization.remove_shop(1)


@pytest.mark.parametrize(
    "members",
    [
        {},
        {"grantType": "client_credentials"},
        {"grantType": "refresh_token"},
        {"grantType": "authorization_code"},
        {"grantType": "authorization_code", "code": 7},
    ],
)
async def test_a_grant_that_is_none(members: dict[str, Any]) -> None:
    async with scene() as on:
        assert (await token(on, **members))["code"] == 115000201


@pytest.mark.parametrize("takes_any", [True, False])
async def test_a_program_may_bring_a_token_of_its_own(*, takes_any: bool) -> None:
    async with scene(any_token=takes_any) as on:
        assert (await read(on, "brought along") == 0) is takes_any
        assert await read(on, "") != 0
        on.sandbox.authorization.revoke()
        assert await read(on, "brought along") != 0
