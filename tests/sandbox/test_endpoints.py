"""Keeta's order endpoints: what they do and how they refuse."""

import asyncio
from typing import Any

import aiohttp
import pytest

from kitchen_app.sandbox.config import SandboxConfig
from kitchen_app.sandbox.faults import Fault, FaultKind
from kitchen_app.sandbox.orders import Phase
from kitchen_app.sandbox.server import Sandbox
from kitchen_app.sandbox.signing import sign
from tests.sandbox.fakes import WITHIN_S, Client, HandClock, Receiver, scene

SUCCESS = {"code": 0, "message": "Success"}
WRONG_STATE = 209009999


async def test_get_shows_the_waiting_order(sandbox: Sandbox, client: Client) -> None:
    order_id = await sandbox.place_order()
    answer = await client.call("/order/get", order_id)
    assert (answer["code"], answer["message"]) == (0, "Success")
    info = answer["data"]["orderInfo"]
    assert info["baseOrder"]["orderViewId"] == order_id
    assert info["merchantOrder"]["status"] == 10
    assert info["feeDtl"]["merchantFee"]["total"] > 0


async def test_confirm_accepts_and_sends_1002(
    sandbox: Sandbox, client: Client, receiver: Receiver, clock: HandClock
) -> None:
    order_id = await sandbox.place_order()
    clock.advance(31)
    assert await client.call("/order/confirm", order_id) == SUCCESS
    await receiver.wait_for(2)
    assert receiver.messages(1002) == [
        {"orderViewId": order_id, "shopId": 470011, "opTime": 1782907231000, "status": 30}
    ]
    info = (await client.call("/order/get", order_id))["data"]["orderInfo"]
    assert info["merchantOrder"]["status"] == 20
    assert info["merchantOrder"]["confirmedStatusTime"] == 1782907231000


async def test_prepare_makes_ready_without_an_event(sandbox: Sandbox, client: Client) -> None:
    order_id = await sandbox.place_order()
    await client.call("/order/confirm", order_id)
    assert await client.call("/order/prepare", order_id) == SUCCESS
    info = (await client.call("/order/get", order_id))["data"]["orderInfo"]
    assert info["merchantOrder"]["status"] == 35
    assert "readiedStatusTime" in info["merchantOrder"]
    await sandbox.delivered(order_id, 1002)
    assert [each.event_id for each in sandbox.order(order_id).deliveries] == [1001, 1002]


async def test_cancel_sends_1004_of_the_merchant(
    sandbox: Sandbox, client: Client, receiver: Receiver
) -> None:
    order_id = await sandbox.place_order()
    answer = await client.call(
        "/order/cancel", order_id, cancelCode=500000, cancelReason="الفرن تعطّل"
    )
    assert answer == SUCCESS
    await receiver.wait_for(2)
    (message,) = receiver.messages(1004)
    assert (message["status"], message["opType"]) == (50, 20)
    assert message["cancelReason"] == "الفرن تعطّل"
    assert sandbox.order(order_id).phase is Phase.CANCELLED


async def test_completed_order_can_still_be_cancelled(sandbox: Sandbox, client: Client) -> None:
    order_id = await sandbox.place_order(fulfilment="pickup")
    await client.call("/order/confirm", order_id)
    await client.call("/order/collect", order_id)
    assert await client.call("/order/cancel", order_id, cancelCode=500001) == SUCCESS


async def test_collect_completes_a_pickup_order(
    sandbox: Sandbox, client: Client, receiver: Receiver
) -> None:
    order_id = await sandbox.place_order(fulfilment="pickup")
    await client.call("/order/confirm", order_id)
    assert await client.call("/order/collect", order_id) == SUCCESS
    await receiver.wait_for(3)
    assert receiver.messages(1003)[0]["status"] == 40


@pytest.mark.parametrize(
    ("calls", "state"),
    [
        (["/order/prepare"], "PREPARE"),
        (["/order/confirm", "/order/confirm"], "CONFIRM"),
        (["/order/confirm", "/order/prepare", "/order/prepare"], "PREPARE"),
        (["/order/confirm", "/order/prepare", "/order/confirm"], "CONFIRM"),
        (["/order/cancel", "/order/cancel"], "CANCEL"),
        (["/order/cancel", "/order/confirm"], "CONFIRM"),
        (["/order/confirm", "/order/collect"], "COLLECT"),
    ],
)
async def test_last_call_is_refused_for_the_state(
    sandbox: Sandbox, client: Client, calls: list[str], state: str
) -> None:
    order_id = await sandbox.place_order()
    answers = [await client.call(path, order_id, cancelCode=500003) for path in calls]
    assert answers[:-1] == [SUCCESS] * (len(calls) - 1)
    assert answers[-1] == {
        "code": WRONG_STATE,
        "message": f"order status is not in a valid state for {state}",
    }
    codes = [call.code for call in sandbox.order(order_id).calls]
    assert codes == [0] * (len(calls) - 1) + [WRONG_STATE]


@pytest.mark.parametrize(
    ("member", "name"),
    [
        ("appId", "appId"),
        ("accessToken", "accessToken"),
        ("timestamp", "timestamp"),
        ("sig", "sig"),
        ("shopId", "shopId"),
        ("orderViewId", "merchantOrderViewId"),
    ],
)
async def test_missing_member(sandbox: Sandbox, client: Client, member: str, name: str) -> None:
    body = client.signed("/order/get", await sandbox.place_order())
    del body[member]
    if member != "sig":
        body = client.sign_again("/order/get", body)
    answer = await client.send("/order/get", body)
    assert answer == {"code": 109000000, "message": f"{name} is null"}


@pytest.mark.parametrize(
    ("members", "code"),
    [
        ({"appId": 1}, 115000100),
        ({"accessToken": "stale"}, 115000203),
        ({"shopId": 1}, 209000101),
        ({"orderViewId": 1}, 209000101),
        ({"orderViewId": "x"}, 109000000),
        ({"orderViewId": True}, 109000000),
        ({"shopId": 1.5}, 109000000),
    ],
)
async def test_wrong_member(
    sandbox: Sandbox, client: Client, members: dict[str, Any], code: int
) -> None:
    body = client.signed("/order/get", await sandbox.place_order()) | members
    signed = body | {"sig": sign(f"{sandbox.base_url}/order/get", body, sandbox.config.secret)}
    assert (await client.send("/order/get", signed))["code"] == code


@pytest.mark.parametrize("path", ["/order/get", "/order/confirm"])
async def test_wrong_signature_changes_nothing(sandbox: Sandbox, client: Client, path: str) -> None:
    order_id = await sandbox.place_order()
    body = client.signed("/order/other", order_id)
    answer = await client.send(path, body)
    assert answer == {"code": 115000110, "message": "The sig calculation error"}
    assert sandbox.order(order_id).phase is Phase.WAITING


async def test_signature_is_over_the_host_that_the_request_named(
    sandbox: Sandbox, client: Client, session: aiohttp.ClientSession
) -> None:
    body = client.signed("/order/get", await sandbox.place_order())
    url = "https://open.mykeeta.com/api/open/order/get"
    signed = body | {"sig": sign(url, body, sandbox.config.secret)}
    async with session.post(
        f"{sandbox.base_url}/order/get", json=signed, headers={"Host": "open.mykeeta.com"}
    ) as answer:
        assert (await answer.json())["code"] == 0


async def test_ids_and_timestamp_may_be_text(sandbox: Sandbox, client: Client) -> None:
    body = client.signed("/order/get", await sandbox.place_order())
    texts = {name: str(value) for name, value in body.items()}
    assert (await client.send("/order/get", texts))["code"] == 0


@pytest.mark.parametrize(
    ("members", "message"),
    [
        ({}, "cancelCode is null"),
        ({"cancelCode": 500004}, "cancelCode is invalid"),
        ({"cancelCode": 500000}, "cancelReason is null"),
        ({"cancelCode": 500000, "cancelReason": "  "}, "cancelReason is null"),
    ],
)
async def test_cancel_wants_a_reason(
    sandbox: Sandbox, client: Client, members: dict[str, Any], message: str
) -> None:
    order_id = await sandbox.place_order()
    answer = await client.call("/order/cancel", order_id, **members)
    assert answer == {"code": 109000000, "message": message}
    assert sandbox.order(order_id).phase is Phase.WAITING


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"7", b"\xff", b'{"a":NaN}', b'{"a":"\\ud800"}', b"[" * 100_000]
)
async def test_body_that_is_no_json_object(client: Client, body: bytes) -> None:
    assert (await client.send_bytes("/order/get", body))["code"] == 109000000


@pytest.mark.parametrize("path", ["/order/get", "/order/nothing"])
async def test_answers_carry_sandbox_time(
    sandbox: Sandbox, session: aiohttp.ClientSession, path: str
) -> None:
    async with session.post(sandbox.base_url + path, data=b"{}") as answer:
        assert answer.headers["Date"] == "Wed, 01 Jul 2026 12:00:00 GMT"


async def test_success_member_when_wanted(session: aiohttp.ClientSession) -> None:
    async with Sandbox(SandboxConfig(success_member=True)) as sandbox:
        client, order_id = Client(sandbox, session), await sandbox.place_order()
        assert await client.call("/order/confirm", order_id) == SUCCESS | {"success": True}
        assert (await client.call("/order/confirm", order_id))["success"] is False


async def test_http_500_happens_before_anything(
    sandbox: Sandbox, client: Client, session: aiohttp.ClientSession
) -> None:
    order_id = await sandbox.place_order()
    sandbox.faults.next_call("/order/confirm", Fault(kind=FaultKind.HTTP_500))
    body = client.signed("/order/confirm", order_id)
    async with session.post(f"{sandbox.base_url}/order/confirm", json=body) as answer:
        assert answer.status == 500
    assert sandbox.order(order_id).phase is Phase.WAITING
    assert await client.call("/order/confirm", order_id) == SUCCESS


async def test_http_500_although_the_call_took_effect(
    sandbox: Sandbox, client: Client, session: aiohttp.ClientSession
) -> None:
    order_id = await sandbox.place_order()
    fault = Fault(kind=FaultKind.APPLIED_THEN_500, http_status=502)
    sandbox.faults.next_call("/order/confirm", fault)
    body = client.signed("/order/confirm", order_id)
    async with session.post(f"{sandbox.base_url}/order/confirm", json=body) as answer:
        assert answer.status == 502
    assert sandbox.order(order_id).phase is Phase.ACCEPTED
    assert sandbox.order(order_id).calls[0].code is None


async def test_html_instead_of_json(sandbox: Sandbox, session: aiohttp.ClientSession) -> None:
    sandbox.faults.next_call("/order/get", Fault(kind=FaultKind.HTML))
    async with session.post(f"{sandbox.base_url}/order/get", data=b"{}") as answer:
        assert (answer.status, answer.content_type) == (200, "text/html")


async def test_refused_with_a_code(sandbox: Sandbox, client: Client) -> None:
    order_id = await sandbox.place_order()
    sandbox.faults.next_call(
        "/order/confirm", Fault(kind=FaultKind.REFUSED, code=315000100, message="busy")
    )
    answer = await client.call("/order/confirm", order_id)
    assert answer == {"code": 315000100, "message": "busy"}
    assert sandbox.order(order_id).phase is Phase.WAITING


async def test_answer_lost_after_the_call_took_effect(sandbox: Sandbox, client: Client) -> None:
    order_id = await sandbox.place_order()
    sandbox.faults.next_call("/order/confirm", Fault(kind=FaultKind.ANSWER_LOST))
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await client.call("/order/confirm", order_id)
    (call,) = sandbox.order(order_id).calls
    assert (call.code, call.http_status) == (None, None)
    assert sandbox.order(order_id).phase is Phase.ACCEPTED


async def test_hanging_call_ends_with_its_time(sandbox: Sandbox, client: Client) -> None:
    order_id = await sandbox.place_order()
    sandbox.faults.next_call("/order/confirm", Fault(kind=FaultKind.HANG, hang_s=0.01))
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await client.call("/order/confirm", order_id)
    assert sandbox.order(order_id).phase is Phase.WAITING


async def test_hanging_call_ends_when_the_sandbox_stops(
    session: aiohttp.ClientSession,
) -> None:
    async with Sandbox(SandboxConfig()) as sandbox:
        client, order_id = Client(sandbox, session), await sandbox.place_order()
        hanging = asyncio.Event()
        sandbox.faults.taken.connect(lambda _: hanging.set())
        sandbox.faults.next_call("/order/confirm", Fault(kind=FaultKind.HANG))
        async with asyncio.timeout(WITHIN_S), asyncio.TaskGroup() as group:
            call = group.create_task(_disconnected(client, order_id))
            await hanging.wait()
            await sandbox.stop()
        assert call.result()


async def _disconnected(client: Client, order_id: int) -> bool:
    with pytest.raises(aiohttp.ClientConnectionError):
        await client.call("/order/confirm", order_id)
    return True


@pytest.mark.parametrize("retry_after_s", [None, 7])
async def test_too_many(
    sandbox: Sandbox, session: aiohttp.ClientSession, retry_after_s: int | None
) -> None:
    fault = Fault(kind=FaultKind.TOO_MANY, retry_after_s=retry_after_s)
    sandbox.faults.next_call("/order/get", fault)
    async with session.post(f"{sandbox.base_url}/order/get", data=b"{}") as answer:
        assert answer.status == 429
        expected = None if retry_after_s is None else str(retry_after_s)
        assert answer.headers.get("Retry-After") == expected


async def test_other_error_pages(sandbox: Sandbox, session: aiohttp.ClientSession) -> None:
    sandbox.faults.next_call("/order/get", Fault(kind=FaultKind.HTTP_500, http_status=503))
    async with session.post(f"{sandbox.base_url}/order/get", data=b"{}") as answer:
        assert answer.status == 503


async def test_wrong_state_on_order(sandbox: Sandbox, client: Client) -> None:
    order_id = await sandbox.place_order()
    sandbox.faults.next_call("/order/confirm", Fault(kind=FaultKind.WRONG_STATE))
    assert (await client.call("/order/confirm", order_id))["code"] == WRONG_STATE
    assert sandbox.order(order_id).phase is Phase.WAITING


async def test_applied_then_no_answer(sandbox: Sandbox, client: Client) -> None:
    order_id = await sandbox.place_order()
    fault = Fault(kind=FaultKind.APPLIED_THEN_HANG, hang_s=0.01)
    sandbox.faults.next_call("/order/confirm", fault)
    assert await _disconnected(client, order_id)
    assert sandbox.order(order_id).phase is Phase.ACCEPTED


async def test_applied_late() -> None:
    async with scene() as on:
        order_id = await on.sandbox.place_order()
        on.sandbox.faults.next_call("/order/confirm", Fault(kind=FaultKind.APPLIED_LATE, late_s=20))
        assert await _disconnected(on.client, order_id)
        on.pass_time(19)
        assert on.order(order_id).phase is Phase.WAITING
        on.pass_time(2)
        assert on.order(order_id).phase is Phase.ACCEPTED


async def test_stale_read_back() -> None:
    async with scene() as on:
        order_id = await on.sandbox.place_order()
        on.clock.advance(10)
        await on.client.call("/order/confirm", order_id)
        on.clock.advance(10)
        await on.client.call("/order/prepare", order_id)
        on.clock.advance(4)
        seen = []
        for stale_s in (5.0, 15.0, 3.0):
            fault = Fault(kind=FaultKind.STALE, stale_s=stale_s)
            on.sandbox.faults.next_call("/order/get", fault)
            seen.append((await on.info(order_id))["merchantOrder"]["status"])
        assert seen == [20, 10, 35]
        assert (await on.info(order_id))["merchantOrder"]["status"] == 35
