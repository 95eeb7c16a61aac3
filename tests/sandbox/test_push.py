"""Webhooks: envelope, signature, repeats, order and independence."""

import asyncio

import pytest

from kitchen_app.base.clock import ScaledClock
from kitchen_app.sandbox.config import RetryMessageId, SandboxConfig
from kitchen_app.sandbox.server import Sandbox
from kitchen_app.sandbox.signing import is_signed
from tests.sandbox.fakes import ACKNOWLEDGED, WITHIN_S, HandClock, Receiver

REFUSED = (200, '{"code":1,"message":"later"}')
FAST = 6000.0


async def test_envelope_is_signed_for_the_callback_url(
    sandbox: Sandbox, receiver: Receiver
) -> None:
    order_id = await sandbox.place_order()
    await sandbox.delivered(order_id, 1001)
    (envelope,) = receiver.received
    assert is_signed(receiver.url, envelope, sandbox.config.secret)
    assert sorted(envelope) == sorted(
        ["sig", "eventId", "appId", "messageId", "shopId", "message", "timestamp"]
    )
    assert (envelope["eventId"], envelope["appId"]) == (1001, 3800000001)
    assert (envelope["shopId"], envelope["timestamp"]) == (470011, 1782907200)
    assert isinstance(envelope["message"], str)
    assert len(envelope["messageId"]) == 19
    assert envelope["messageId"].isdigit()
    (delivery,) = sandbox.order(order_id).deliveries
    assert (delivery.ok, delivery.http_status, delivery.attempt) == (True, 200, 1)
    assert delivery.message_id == envelope["messageId"]


@pytest.mark.parametrize(
    "failure",
    [
        REFUSED,
        (500, ACKNOWLEDGED[1]),
        (200, "not json"),
        (200, "[]"),
        (200, "[" * 100_000),
        (200, '{"code":false}'),
    ],
)
async def test_anything_but_code_0_is_sent_again(
    receiver: Receiver, failure: tuple[int, str]
) -> None:
    receiver.answers = [failure]
    config = SandboxConfig(callback_url=receiver.url, speed=FAST)
    async with Sandbox(config) as sandbox:
        order_id = await sandbox.place_order()
        await sandbox.delivered(order_id, 1001)
        first, second = sandbox.order(order_id).deliveries
    assert (first.ok, first.http_status, second.ok) == (False, failure[0], True)
    assert second.at_ms - first.at_ms >= 60_000


async def test_three_repeats_with_fresh_signatures_then_no_more(receiver: Receiver) -> None:
    receiver.answers = [REFUSED] * 4
    config = SandboxConfig(callback_url=receiver.url)
    async with Sandbox(config, ScaledClock(FAST)) as sandbox:
        order_id = await sandbox.place_order()
        sandbox.accept_in_keeta_app(order_id)
        await sandbox.delivered(order_id, 1002)
    events = [envelope["eventId"] for envelope in receiver.received]
    assert events == [1001, 1001, 1001, 1001, 1002]
    placed = receiver.received[:4]
    assert len({envelope["messageId"] for envelope in placed}) == 1
    assert len({envelope["sig"] for envelope in placed}) == 4
    assert all(is_signed(receiver.url, each, config.secret) for each in placed)


async def test_repeats_may_have_new_message_ids(receiver: Receiver) -> None:
    receiver.answers = [REFUSED]
    config = SandboxConfig(
        callback_url=receiver.url, speed=FAST, retry_message_id=RetryMessageId.NEW
    )
    async with Sandbox(config) as sandbox:
        await sandbox.delivered(await sandbox.place_order(), 1001)
    first, second = (envelope["messageId"] for envelope in receiver.received)
    assert first != second


async def test_unreachable_receiver_counts_as_a_failure(receiver: Receiver) -> None:
    port_of_nobody = "http://127.0.0.1:9/keeta/callback"
    config = SandboxConfig(callback_url=port_of_nobody, speed=FAST)
    async with Sandbox(config) as sandbox:
        order_id = await sandbox.place_order()
        await _attempts(sandbox, order_id, 1)
        sandbox.set_callback_url(receiver.url)
        await sandbox.delivered(order_id, 1001)
        assert sandbox.order(order_id).deliveries[0].http_status is None


async def test_answer_that_takes_too_long_counts_as_a_failure(receiver: Receiver) -> None:
    config = SandboxConfig(callback_url=receiver.url, speed=FAST, answer_within_s=0.05)
    async with Sandbox(config) as sandbox:
        order_id = await sandbox.place_order()
        receiver.deaf_to.add(order_id)
        await _attempts(sandbox, order_id, 1)
        receiver.deaf_to.clear()
        await sandbox.delivered(order_id, 1001)
    first = sandbox.order(order_id).deliveries[0]
    assert (first.ok, first.http_status) == (False, None)


async def test_callback_url_that_is_none_counts_as_a_failure(receiver: Receiver) -> None:
    config = SandboxConfig(callback_url="no address at all", speed=FAST)
    async with Sandbox(config) as sandbox:
        order_id = await sandbox.place_order()
        await _attempts(sandbox, order_id, 1)
        sandbox.set_callback_url(None)
        await _attempts(sandbox, order_id, 4)
    assert not any(each.ok for each in sandbox.order(order_id).deliveries)


async def test_slow_answer_does_not_block_other_orders(
    sandbox: Sandbox, receiver: Receiver
) -> None:
    slow = await sandbox.place_order()
    receiver.deaf_to.add(slow)
    sandbox.accept_in_keeta_app(slow)
    quick = await sandbox.place_order()
    await sandbox.delivered(quick, 1001)
    receiver.let_go.set()
    await sandbox.delivered(slow, 1002)
    events = [delivery.event_id for delivery in sandbox.order(slow).deliveries]
    assert events == [1001, 1002]


async def test_failing_order_does_not_block_others(receiver: Receiver, clock: HandClock) -> None:
    async with Sandbox(SandboxConfig(callback_url=receiver.url), clock) as sandbox:
        receiver.answers = [REFUSED]
        failing = await sandbox.place_order()
        await _attempts(sandbox, failing, 1)
        await sandbox.delivered(await sandbox.place_order(), 1001)
        clock.advance(61)
        await sandbox.delivered(failing, 1001)


async def test_stop_cuts_the_repeats_short(receiver: Receiver, clock: HandClock) -> None:
    receiver.answers = [REFUSED]
    async with Sandbox(SandboxConfig(callback_url=receiver.url), clock) as sandbox:
        order_id = await sandbox.place_order()
        await _attempts(sandbox, order_id, 1)
    assert len(receiver.received) == 1


async def test_without_callback_url_nothing_is_sent() -> None:
    async with Sandbox(SandboxConfig()) as sandbox:
        assert sandbox.order(await sandbox.place_order()).deliveries == ()


async def _attempts(sandbox: Sandbox, order_id: int, count: int) -> None:
    async with asyncio.timeout(WITHIN_S):
        await sandbox.journal.wait_until(
            lambda: len(sandbox.journal.deliveries_of(order_id)) >= count
        )
