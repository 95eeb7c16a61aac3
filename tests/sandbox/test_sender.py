"""Event 1, and the recipes of a webhook's signature."""

import json
from typing import Literal

import pytest

from kitchen_app.sandbox.config import SandboxConfig
from kitchen_app.sandbox.faults import EventFault, EventFaultKind
from kitchen_app.sandbox.sender import Push, Sender
from kitchen_app.sandbox.signing import is_signed, sign_with
from tests.sandbox.fakes import scene


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize(("unit", "timestamp"), [("ms", 1782907200000), ("s", 1782907200)])
async def test_event_1_is_flat(
    method: Literal["GET", "POST"], unit: Literal["ms", "s"], timestamp: int
) -> None:
    async with scene(code_event_method=method, code_event_clock=unit) as on:
        code = on.sandbox.authorization.consent("shop-7")
        await on.sandbox.delivered(None, 1)
        used, body, query = on.receiver.raw[0]
        members = json.loads(body) if method == "POST" else query
        assert used == method
        assert (members["code"], members["state"]) == (code, "shop-7")
        assert str(members["timestamp"]) == str(timestamp)
        assert is_signed(on.receiver.url, members, on.sandbox.config.secret)
        assert "message" not in members


async def test_event_1_can_be_signed_wrongly() -> None:
    async with scene() as on:
        on.sandbox.faults.next_event(1, EventFault(kind=EventFaultKind.BAD_SIGNATURE))
        on.sandbox.authorization.consent("shop-7")
        await on.sandbox.delivered(None, 1)
        query = on.receiver.raw[0][2]
        assert not is_signed(on.receiver.url, query, on.sandbox.config.secret)


@pytest.mark.parametrize(
    ("recipe", "prefix"),
    [("url?params", "{}?"), ("urlparams", "{}"), ("params", ""), ("?params", "?")],
)
async def test_recipes(
    recipe: Literal["url?params", "urlparams", "params", "?params"], prefix: str
) -> None:
    async with scene(webhook_signature=recipe) as on:
        await on.sandbox.delivered(await on.sandbox.place_order(), 1001)
        (envelope,) = on.receiver.received
        expected = sign_with(prefix.format(on.receiver.url), envelope, on.sandbox.config.secret)
    assert envelope["sig"] == expected


async def test_nothing_is_sent_before_the_start() -> None:
    push = Push(shop_id=470011, event_id=1001, message_id="1", order_view_id=1, message="{}")
    sender = Sender(SandboxConfig())
    url = "http://127.0.0.1:9/"
    assert await sender.send(push, url, message_id="1", at_ms=0, attempt=1) == (None, False)
    assert await sender.send(push, None, message_id="1", at_ms=0, attempt=1) == (None, False)
    await sender.stop()
