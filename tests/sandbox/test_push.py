"""Webhooks: envelope, signature, repeats, order and independence."""

import asyncio
import json
from typing import Any, Literal

import pytest

from kitchen_app.base.clock import ScaledClock
from kitchen_app.sandbox.config import SandboxConfig
from kitchen_app.sandbox.faults import EventFault, EventFaultKind
from kitchen_app.sandbox.push import HEARTBEAT
from kitchen_app.sandbox.server import Sandbox
from kitchen_app.sandbox.signing import is_signed
from tests.sandbox.fakes import ACKNOWLEDGED, WITHIN_S, HandClock, Receiver, scene

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
    config = SandboxConfig(callback_url=receiver.url, speed=FAST, retry_message_id="new")
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


async def _with_fault(fault: EventFault, *, advance_s: float = 0) -> list[dict[str, Any]]:
    """Return what came of an order whose event 1001 met the fault and whose 1002 did not."""
    async with scene() as on:
        on.sandbox.faults.next_event(1001, fault)
        order_id = await on.accepted()
        if advance_s:
            await on.sandbox.delivered(order_id, 1002)
            on.pass_time(advance_s)
        on.sandbox.complete(order_id)
        await on.sandbox.delivered(order_id, 1003)
        return on.receiver.received


async def test_lost() -> None:
    received = await _with_fault(EventFault(kind=EventFaultKind.LOST))
    assert [each["eventId"] for each in received] == [1002, 1003]


@pytest.mark.parametrize(
    ("kind", "ids"), [(EventFaultKind.DUPLICATE, 1), (EventFaultKind.NEW_MESSAGE_ID, 2)]
)
async def test_twice(kind: EventFaultKind, ids: int) -> None:
    first, second, *rest = await _with_fault(EventFault(kind=kind))
    assert [first["eventId"], second["eventId"]] == [1001, 1001]
    assert first["message"] == second["message"]
    assert len({first["messageId"], second["messageId"]}) == ids
    assert len(rest) == 2


async def test_an_event_before_1001() -> None:
    received = await _with_fault(EventFault(kind=EventFaultKind.REORDERED))
    assert [each["eventId"] for each in received] == [1002, 1001, 1003]


async def test_reordered_with_nothing_behind_it_comes_in_the_end() -> None:
    async with scene() as on:
        on.sandbox.faults.next_event(1001, EventFault(kind=EventFaultKind.REORDERED, delay_s=9))
        order_id = await on.sandbox.place_order()
        on.pass_time(10)
        await on.sandbox.delivered(order_id, 1001)
        on.pass_time(10)
        assert on.receiver.events() == [1001]


async def test_delayed() -> None:
    fault = EventFault(kind=EventFaultKind.DELAYED, delay_s=20)
    received = await _with_fault(fault, advance_s=21)
    assert [each["eventId"] for each in received] == [1002, 1001, 1003]


async def test_unknown_event() -> None:
    received = await _with_fault(EventFault(kind=EventFaultKind.UNKNOWN_EVENT, event_id=1888))
    assert [each["eventId"] for each in received] == [1888, 1002, 1003]


@pytest.mark.parametrize("kind", [EventFaultKind.BAD_SIGNATURE, EventFaultKind.NOT_JSON])
async def test_wrong_at_first_and_right_when_repeated(
    receiver: Receiver, kind: EventFaultKind
) -> None:
    receiver.answers = [REFUSED]
    config = SandboxConfig(callback_url=receiver.url, speed=FAST)
    async with Sandbox(config) as sandbox:
        sandbox.faults.next_event(1001, EventFault(kind=kind))
        await sandbox.delivered(await sandbox.place_order(), 1001)
    first, second = receiver.received
    signed = [is_signed(receiver.url, each, config.secret) for each in (first, second)]
    assert signed == [kind is not EventFaultKind.BAD_SIGNATURE, True]
    assert json.loads(second["message"])
    if kind is EventFaultKind.NOT_JSON:
        with pytest.raises(ValueError, match="delimiter"):
            json.loads(first["message"])


@pytest.mark.parametrize(
    ("kind", "ids"), [(EventFaultKind.ANSWER_LOST, 1), (EventFaultKind.NEW_ID_ON_RETRY, 2)]
)
async def test_an_answer_that_is_lost_is_asked_for_again(
    receiver: Receiver, kind: EventFaultKind, ids: int
) -> None:
    config = SandboxConfig(callback_url=receiver.url, speed=FAST)
    async with Sandbox(config) as sandbox:
        sandbox.faults.next_event(1001, EventFault(kind=kind))
        order_id = await sandbox.place_order()
        await sandbox.delivered(order_id, 1001)
        lost, heard = sandbox.order(order_id).deliveries
    assert (lost.ok, lost.http_status, heard.ok) == (False, None, True)
    assert heard.at_ms - lost.at_ms >= 60_000
    first, second = receiver.received
    assert first["message"] == second["message"]
    assert len({first["messageId"], second["messageId"]}) == ids


@pytest.mark.parametrize(("spacing", "last_s"), [("even", 60), ("growing", 180)])
async def test_the_spacing_of_repeats(
    receiver: Receiver, spacing: Literal["even", "growing"], last_s: int
) -> None:
    receiver.answers = [REFUSED] * 3
    config = SandboxConfig(callback_url=receiver.url, speed=FAST, retry_spacing=spacing)
    async with Sandbox(config) as sandbox:
        order_id = await sandbox.place_order()
        await sandbox.delivered(order_id, 1001)
        times = [each.at_ms for each in sandbox.order(order_id).deliveries]
    assert last_s * 1000 <= times[3] - times[2] < (last_s + 55) * 1000


@pytest.mark.parametrize(("switch", "body"), [("empty", b""), ("object", b"{}")])
async def test_heartbeats(
    receiver: Receiver, switch: Literal["empty", "object"], body: bytes
) -> None:
    config = SandboxConfig(
        callback_url=receiver.url, speed=FAST, heartbeat_every_s=30, heartbeat_body=switch
    )
    async with Sandbox(config) as sandbox:
        await sandbox.delivered(None, HEARTBEAT)
    assert receiver.raw[0][1] == body


async def test_each_event_goes_to_its_own_url() -> None:
    async with scene() as on:
        on.sandbox.callbacks.register(1002, on.receiver.url + "/two", is_test=True)
        on.sandbox.callbacks.register(1001, on.receiver.url + "/formal", is_test=False)
        await on.sandbox.delivered(await on.accepted(), 1002)
        first, second = on.receiver.received
        assert is_signed(on.receiver.url, first, on.sandbox.config.secret)
        assert is_signed(on.receiver.url + "/two", second, on.sandbox.config.secret)
