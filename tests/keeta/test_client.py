"""Calls to Keeta: what is sent, and what each outcome means."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from email.utils import format_datetime
from typing import Any

import httpx
import pytest

from kitchen_app.domain.actions import CancelReason, RejectReason
from kitchen_app.domain.order import OrderId, Status
from kitchen_app.keeta.client import KeetaClient
from kitchen_app.services.errors import (
    Busy,
    NotAuthorised,
    NotSent,
    OutcomeUnknown,
    PlatformError,
    Refused,
    SignatureRejected,
    TokenExpired,
)
from tests.builders import (
    APP_ID,
    NOW,
    ORDER_ID,
    SECRET,
    SHOP_ID,
    HandClock,
    compact,
    sample,
    signature,
    skip_time,
)

_BASE = "https://open.example.test/api/open"
_TOKEN = "11112222333344445555666677778888"
_SUCCESS = {"code": 0, "message": "Success"}

Answerer = Callable[[httpx.Request], httpx.Response]


class TickingClock(HandClock):
    """A clock that goes on by some seconds each time it is read."""

    def __init__(self, step_s: float) -> None:
        super().__init__()
        self._step_s = step_s

    def now(self) -> Any:
        moment = super().now()
        self.advance(self._step_s)
        return moment


@dataclass
class Keeta:
    """The other end: gives the answers it is told to, and keeps what it was asked."""

    answer: Answerer = lambda _request: httpx.Response(200, json=_SUCCESS)
    requests: list[httpx.Request] = field(default_factory=list)

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        return self.answer(request)

    def says(self, **options: Any) -> None:
        """Give the same answer from now on."""
        status = options.pop("status", 200)
        self.answer = lambda _request: httpx.Response(status, **options)

    def fails(self, error: type[httpx.HTTPError]) -> None:
        def fail(request: httpx.Request) -> httpx.Response:
            if issubclass(error, httpx.RequestError):
                raise error("no", request=request)
            raise error("no")

        self.answer = fail

    @property
    def body(self) -> dict[str, Any]:
        """The members of the last request."""
        members: dict[str, Any] = json.loads(self.requests[-1].content)
        return members


@pytest.fixture
def keeta() -> Keeta:
    return Keeta()


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def offsets() -> list[timedelta]:
    return []


@pytest.fixture
async def client(
    keeta: Keeta, clock: HandClock, offsets: list[timedelta]
) -> AsyncIterator[KeetaClient]:
    made = _client(httpx.MockTransport(keeta), clock, offsets)
    yield made
    await made.close()


def _client(
    transport: httpx.AsyncBaseTransport,
    clock: HandClock,
    offsets: list[timedelta],
    base_url: str = _BASE,
) -> KeetaClient:
    return KeetaClient(
        base_url=base_url,
        app_id=APP_ID,
        secret=SECRET,
        access_token=_TOKEN,
        clock=clock,
        on_clock=offsets.append,
        transport=transport,
    )


async def _accept(client: KeetaClient) -> None:
    await client.accept(ORDER_ID, SHOP_ID)


async def _ready(client: KeetaClient) -> None:
    await client.ready(ORDER_ID, SHOP_ID)


async def _cancel(client: KeetaClient) -> None:
    await client.cancel(ORDER_ID, SHOP_ID, reason=CancelReason.NO_INGREDIENTS, text="")


async def _read(client: KeetaClient) -> None:
    await client.read(ORDER_ID, SHOP_ID)


_CALLS = [_accept, _ready, _cancel, _read]
_every_call = pytest.mark.parametrize("call", _CALLS, ids=lambda call: call.__name__)


# What is sent


@pytest.mark.parametrize(
    ("call", "path"),
    [
        (_accept, "/order/confirm"),
        (_ready, "/order/prepare"),
        (_cancel, "/order/cancel"),
        (_read, "/order/get"),
    ],
)
async def test_each_call_goes_to_its_address(
    client: KeetaClient, keeta: Keeta, call: Callable[[KeetaClient], Any], path: str
) -> None:
    keeta.says(json=sample("order_get"))
    await call(client)
    (request,) = keeta.requests
    assert request.method == "POST"
    assert str(request.url) == _BASE + path
    assert request.headers["Content-Type"].startswith("application/json")


@_every_call
async def test_each_body_is_compact_and_signed(
    client: KeetaClient, keeta: Keeta, call: Callable[[KeetaClient], Any]
) -> None:
    keeta.says(json=sample("order_get"))
    await call(client)
    request, body = keeta.requests[-1], keeta.body
    assert request.content.decode("utf-8") == compact(body)
    assert body["sig"] == signature(str(request.url), body, SECRET)
    assert body["appId"] == APP_ID
    assert body["accessToken"] == _TOKEN
    assert body["orderViewId"] == int(ORDER_ID)
    assert body["shopId"] == int(SHOP_ID)
    assert body["timestamp"] == int(NOW.timestamp())


@_every_call
async def test_no_body_has_a_null_a_float_or_a_flag(
    client: KeetaClient, keeta: Keeta, call: Callable[[KeetaClient], Any]
) -> None:
    keeta.says(json=sample("order_get"))
    await call(client)
    assert {type(value) for value in keeta.body.values()} == {int, str}


async def test_one_reading_of_the_clock_serves_signature_and_member(
    keeta: Keeta, offsets: list[timedelta]
) -> None:
    client = _client(httpx.MockTransport(keeta), TickingClock(1.5), offsets)
    await _accept(client)
    assert keeta.body["sig"] == signature(f"{_BASE}/order/confirm", keeta.body, SECRET)
    await client.close()


async def test_every_attempt_is_signed_anew(
    client: KeetaClient, keeta: Keeta, clock: HandClock
) -> None:
    await _accept(client)
    first = keeta.body
    clock.advance(61)
    await _accept(client)
    assert keeta.body["timestamp"] == first["timestamp"] + 61
    assert keeta.body["sig"] != first["sig"]


@pytest.mark.parametrize("order_id", ["761200345678901", "5219876500012345", "9223372036854775807"])
async def test_an_id_goes_out_as_a_number_with_every_digit(
    client: KeetaClient, keeta: Keeta, order_id: str
) -> None:
    await client.accept(OrderId(order_id), SHOP_ID)
    assert f'"orderViewId":{order_id}'.encode() in keeta.requests[-1].content


async def test_a_slash_at_the_end_of_the_base_does_not_count(
    keeta: Keeta, clock: HandClock, offsets: list[timedelta]
) -> None:
    client = _client(httpx.MockTransport(keeta), clock, offsets, base_url=_BASE + "/")
    await _accept(client)
    assert str(keeta.requests[-1].url) == f"{_BASE}/order/confirm"
    await client.close()


@pytest.mark.parametrize(
    ("reason", "text", "code"),
    [
        (CancelReason.OTHER, "Oven broke & smoke = bad", 500000),
        (CancelReason.OTHER, "الفرن معطل 🔥", 500000),
        (CancelReason.NO_INGREDIENTS, "no lentils", 500001),
        (CancelReason.SHOP_CLOSED, "", 500002),
        (CancelReason.SHORT_STAFFED, "", 500003),
    ],
)
async def test_a_cancel_tells_its_reason_and_text_only_if_there_is_one(
    client: KeetaClient, keeta: Keeta, reason: CancelReason, text: str, code: int
) -> None:
    await client.cancel(ORDER_ID, SHOP_ID, reason=reason, text=text)
    body = keeta.body
    assert body["cancelCode"] == code
    assert body.get("cancelReason", "") == text
    assert ("cancelReason" in body) is bool(text)
    assert body["sig"] == signature(f"{_BASE}/order/cancel", body, SECRET)


@pytest.mark.parametrize(
    ("reason", "text", "code"),
    [
        (RejectReason.OTHER, "وصلت ساخنة", 100000),
        (RejectReason.PREPARED, "", 100001),
        (RejectReason.ON_ITS_WAY, "", 100002),
    ],
)
async def test_a_rejected_refund_tells_its_reason_and_text_only_if_there_is_one(
    client: KeetaClient, keeta: Keeta, reason: RejectReason, text: str, code: int
) -> None:
    await client.reject_refund(ORDER_ID, SHOP_ID, reason=reason, text=text)
    body = keeta.body
    assert body["rejectCode"] == code
    assert body.get("rejectReason", "") == text
    assert ("rejectReason" in body) is bool(text)
    assert body["sig"] == signature(f"{_BASE}/order/reject", body, SECRET)


async def test_agreeing_names_the_order_and_the_shop_only(
    client: KeetaClient, keeta: Keeta
) -> None:
    await client.agree_refund(ORDER_ID, SHOP_ID)
    (request,) = keeta.requests
    assert str(request.url) == f"{_BASE}/order/agree"
    assert set(keeta.body) == {"appId", "timestamp", "accessToken", "sig", "shopId", "orderViewId"}


# What each outcome means


@_every_call
@pytest.mark.parametrize(
    ("error", "meaning"),
    [
        (httpx.ConnectError, NotSent),
        (httpx.ConnectTimeout, NotSent),
        (httpx.PoolTimeout, NotSent),
        (httpx.ProxyError, NotSent),
        (httpx.UnsupportedProtocol, NotSent),
        (httpx.ReadTimeout, OutcomeUnknown),
        (httpx.WriteTimeout, OutcomeUnknown),
        (httpx.ReadError, OutcomeUnknown),
        (httpx.WriteError, OutcomeUnknown),
        (httpx.CloseError, OutcomeUnknown),
        (httpx.RemoteProtocolError, OutcomeUnknown),
        (httpx.LocalProtocolError, OutcomeUnknown),
        (httpx.DecodingError, OutcomeUnknown),
        (httpx.TooManyRedirects, OutcomeUnknown),
    ],
)
async def test_what_a_broken_wire_means(
    client: KeetaClient,
    keeta: Keeta,
    call: Callable[[KeetaClient], Any],
    error: type[httpx.HTTPError],
    meaning: type[PlatformError],
) -> None:
    keeta.fails(error)
    with pytest.raises(PlatformError) as caught:
        await call(client)
    assert type(caught.value) is meaning
    assert len(keeta.requests) == 1, "the client itself never repeats"


@_every_call
@pytest.mark.parametrize(
    ("status", "answer", "meaning"),
    [
        (200, "answer_signature_error", SignatureRejected),
        (200, "answer_token_error", TokenExpired),
        (200, "answer_no_such_order", Refused),
        (200, "answer_server_error", OutcomeUnknown),
        (500, "answer_server_error", OutcomeUnknown),
    ],
)
async def test_what_keetas_own_answers_mean(
    client: KeetaClient,
    keeta: Keeta,
    call: Callable[[KeetaClient], Any],
    status: int,
    answer: str,
    meaning: type[PlatformError],
) -> None:
    keeta.says(status=status, json=sample(answer))
    with pytest.raises(PlatformError) as caught:
        await call(client)
    assert type(caught.value) is meaning


@pytest.mark.parametrize(
    ("status", "content"),
    [
        (502, b"<html><body>Bad Gateway</body></html>"),
        (500, b""),
        (503, b"upstream connect error"),
        (504, b"<html>"),
        (200, b""),
        (200, b"<html>captive portal</html>"),
        (200, b"null"),
        (200, b"[]"),
        (200, b"0"),
        (200, b"{}"),
        (200, b'{"code": null}'),
        (200, b'{"code": false}'),
        (200, b'{"code": "ok"}'),
        (200, b'{"code": 0.0}'),
        (200, b'{"success": true}'),
        (200, b'{"code"'),
        (200, b"\xff\xfe\x00"),
        (200, b"[" * 100_000),
        (204, b""),
        (302, b""),
        (404, b"not found"),
    ],
)
async def test_an_answer_that_says_nothing_leaves_the_outcome_open(
    client: KeetaClient, keeta: Keeta, status: int, content: bytes
) -> None:
    keeta.says(status=status, content=content)
    with pytest.raises(OutcomeUnknown):
        await _accept(client)


@pytest.mark.parametrize("status", [201, 302, 404, 500, 502, 503, 504])
async def test_a_failed_http_call_is_never_a_success(
    client: KeetaClient, keeta: Keeta, status: int
) -> None:
    """Keeta answers 200 to whatever it received; a gateway's word proves nothing."""
    keeta.says(status=status, json=_SUCCESS)
    with pytest.raises(OutcomeUnknown):
        await _accept(client)


@pytest.mark.parametrize("status", [401, 403])
async def test_a_closed_door_means_not_authorised(
    client: KeetaClient, keeta: Keeta, status: int
) -> None:
    keeta.says(status=status, content=b"<html>")
    with pytest.raises(NotAuthorised, match=str(status)):
        await _accept(client)


@pytest.mark.parametrize(
    ("header", "pause_s"),
    [
        ("7", 7),
        ("0", 0.5),
        ("-3", 0.5),
        ("1.5", 1.5),
        ("86400", 60),
        ("inf", 60),
        ("nan", 5),
        ("", 5),
        ("soon", 5),
        ("Wed, 01 Jul 2026 12:00:30 GMT", 5),
        (None, 5),
    ],
)
async def test_a_busy_keeta_is_given_the_time_it_asks_for_within_reason(
    client: KeetaClient, keeta: Keeta, header: str | None, pause_s: float
) -> None:
    headers = {} if header is None else {"Retry-After": header}
    keeta.says(status=429, headers=headers, content=b"slow down")
    with pytest.raises(Busy) as caught:
        await _accept(client)
    assert caught.value.retry_after_s == pause_s


async def test_a_refusal_carries_code_and_words(client: KeetaClient, keeta: Keeta) -> None:
    keeta.says(json=sample("answer_no_such_order"))
    with pytest.raises(Refused) as caught:
        await _accept(client)
    assert (caught.value.code, caught.value.message) == (209000101, "order does not exist")


@pytest.mark.parametrize(
    "answer",
    [
        sample("answer_success"),
        sample("answer_success_extra"),
        {"code": "0"},
        {"code": 0, "message": None, "data": [], "traceId": 7},
        {"code": 0, "success": False},
    ],
    ids=["plain", "extra success", "as text", "extra members", "code alone decides"],
)
async def test_code_zero_is_success_whatever_else_is_there(
    client: KeetaClient, keeta: Keeta, answer: dict[str, Any]
) -> None:
    keeta.says(json=answer)
    await _accept(client)


async def test_a_success_member_does_not_make_a_success(client: KeetaClient, keeta: Keeta) -> None:
    keeta.says(json={"code": 209009999, "message": "wrong state", "success": True})
    with pytest.raises(Refused):
        await _accept(client)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_a_redirect_is_not_followed(client: KeetaClient, keeta: Keeta, status: int) -> None:
    keeta.says(status=status, headers={"Location": "https://evil.example/"})
    with pytest.raises(OutcomeUnknown):
        await _accept(client)
    assert [request.url.host for request in keeta.requests] == ["open.example.test"]


@pytest.mark.parametrize("failing", [True, False])
async def test_nothing_secret_is_in_the_text_of_a_failure(
    client: KeetaClient, keeta: Keeta, *, failing: bool
) -> None:
    if failing:
        keeta.fails(httpx.ConnectError)
    else:
        keeta.says(json={"code": 1, "message": f"bad token {_TOKEN}"})
    with pytest.raises(PlatformError) as caught:
        await _accept(client)
    assert _TOKEN not in str(caught.value)
    assert SECRET not in str(caught.value)


async def test_a_call_that_trickles_is_given_up_as_a_whole(
    clock: HandClock, offsets: list[timedelta]
) -> None:
    """Each single read may be in time and the call still never end."""
    asked = asyncio.Event()

    async def never(_request: httpx.Request) -> httpx.Response:
        asked.set()
        await asyncio.Event().wait()
        raise AssertionError("unreachable")

    client = _client(httpx.MockTransport(never), clock, offsets)
    loop = asyncio.get_running_loop()
    call = loop.create_task(_accept(client))
    await asked.wait()
    undo = skip_time(10.5)
    try:
        with pytest.raises(OutcomeUnknown):
            await call
    finally:
        undo()
    await client.close()


async def test_a_call_that_is_cancelled_stays_cancelled(
    clock: HandClock, offsets: list[timedelta]
) -> None:
    asked = asyncio.Event()

    async def never(_request: httpx.Request) -> httpx.Response:
        asked.set()
        await asyncio.Event().wait()
        raise AssertionError("unreachable")

    client = _client(httpx.MockTransport(never), clock, offsets)
    call = asyncio.get_running_loop().create_task(_accept(client))
    await asked.wait()
    call.cancel()
    with pytest.raises(asyncio.CancelledError):
        await call
    await client.close()


# Reading an order


async def test_a_read_gives_the_order(client: KeetaClient, keeta: Keeta) -> None:
    keeta.says(json=sample("order_get"))
    order = (await client.read(ORDER_ID, SHOP_ID)).order
    assert (order.order_id, order.status, order.number) == (ORDER_ID, Status.ACCEPTED, "1077")


async def test_a_read_takes_the_bare_order_too(client: KeetaClient, keeta: Keeta) -> None:
    answer = sample("order_get")
    keeta.says(json=answer | {"data": answer["data"]["orderInfo"]})
    assert (await client.read(ORDER_ID, SHOP_ID)).order.number == "1077"


@pytest.mark.parametrize(
    "data",
    [
        {"orderInfo": {"baseOrder": {"orderViewId": 5219876500012346}}},
        {"orderInfo": {}},
        {},
        None,
        [],
        "text",
    ],
    ids=["another order", "no order", "empty", "null", "array", "text"],
)
async def test_an_answer_with_another_order_proves_nothing(
    client: KeetaClient, keeta: Keeta, data: object
) -> None:
    keeta.says(json={"code": 0, "message": "Success", "data": data})
    with pytest.raises(OutcomeUnknown):
        await client.read(ORDER_ID, SHOP_ID)


@pytest.mark.parametrize("order_id", [..., None, 5.219876500012345e15, "?"])
async def test_an_order_whose_id_cannot_be_read_is_the_one_we_asked_for(
    client: KeetaClient, keeta: Keeta, order_id: object
) -> None:
    answer = sample("order_get")
    for part in ("baseOrder", "merchantOrder"):
        members = answer["data"]["orderInfo"][part]
        members.pop("orderViewIdStr", None)
        members["orderViewId"] = order_id
        if order_id is ...:
            del members["orderViewId"]
    keeta.says(json=answer)
    order = (await client.read(ORDER_ID, SHOP_ID)).order
    assert (order.order_id, order.number) == (ORDER_ID, "1077")


async def test_a_read_is_stamped_in_keetas_clock(client: KeetaClient, keeta: Keeta) -> None:
    keeta.says(json=sample("order_get"), headers=_dated(-300))
    order = (await client.read(ORDER_ID, SHOP_ID)).order
    assert abs(order.received_at - (NOW - timedelta(seconds=300))) <= timedelta(seconds=1)


# Keeta's clock


def _dated(seconds: float) -> dict[str, str]:
    """Return the header of an answer whose sender's clock is ahead of ours."""
    return {"Date": format_datetime(NOW + timedelta(seconds=seconds), usegmt=True)}


@pytest.mark.parametrize("seconds", [-86400, -300, -2, 2, 300, 86400])
async def test_the_offset_is_measured_and_used_for_the_next_call(
    client: KeetaClient, keeta: Keeta, offsets: list[timedelta], seconds: int
) -> None:
    keeta.says(json=_SUCCESS, headers=_dated(seconds))
    await _accept(client)
    (offset,) = offsets
    assert abs(offset.total_seconds() - seconds) <= 0.5
    await _accept(client)
    assert abs(keeta.body["timestamp"] - (NOW.timestamp() + seconds)) <= 1
    assert keeta.body["sig"] == signature(f"{_BASE}/order/confirm", keeta.body, SECRET)


@pytest.mark.parametrize("seconds", [-1, 0])
async def test_a_difference_within_the_resolution_is_none(
    client: KeetaClient, keeta: Keeta, offsets: list[timedelta], seconds: int
) -> None:
    keeta.says(json=_SUCCESS, headers=_dated(seconds))
    await _accept(client)
    assert set(offsets) <= {timedelta()}


async def test_the_middle_of_a_slow_call_is_compared(
    keeta: Keeta, clock: HandClock, offsets: list[timedelta]
) -> None:
    def slow(_request: httpx.Request) -> httpx.Response:
        clock.advance(8)
        return httpx.Response(200, json=_SUCCESS, headers=_dated(4))

    keeta.answer = slow
    client = _client(httpx.MockTransport(keeta), clock, offsets)
    await _accept(client)
    assert set(offsets) <= {timedelta()}
    await client.close()


async def test_a_steady_offset_is_told_once(
    client: KeetaClient, keeta: Keeta, offsets: list[timedelta]
) -> None:
    keeta.says(json=_SUCCESS, headers=_dated(300))
    for _ in range(3):
        await _accept(client)
    assert len(offsets) == 1


async def test_an_offset_that_is_gone_is_forgotten(
    client: KeetaClient, keeta: Keeta, offsets: list[timedelta]
) -> None:
    keeta.says(json=_SUCCESS, headers=_dated(300))
    await _accept(client)
    keeta.says(json=_SUCCESS, headers=_dated(0))
    await _accept(client)
    assert offsets[-1] == timedelta()
    await _accept(client)
    assert keeta.body["timestamp"] == int(NOW.timestamp())


@pytest.mark.parametrize(
    "answer", [{"status": 429}, {"status": 502}, {"json": {"code": 115000110}}]
)
async def test_a_failed_call_measures_the_clock_too(
    client: KeetaClient, keeta: Keeta, offsets: list[timedelta], answer: dict[str, Any]
) -> None:
    """A wrong clock is the first suspect when a signature is refused."""
    keeta.says(headers=_dated(300), **answer)
    with pytest.raises(PlatformError):
        await _accept(client)
    assert len(offsets) == 1


@pytest.mark.parametrize(
    "date",
    ["", "yesterday", "0", "Wed, 99 Foo 2026 12:00:00 GMT", "Wed, 01 Jul 2026 25:61:00 GMT", "�"],
)
async def test_a_date_that_is_none_is_ignored(
    client: KeetaClient, keeta: Keeta, offsets: list[timedelta], date: str
) -> None:
    keeta.says(json=_SUCCESS, headers={"Date": date.encode("utf-8")})
    await _accept(client)
    assert offsets == []


async def test_a_date_without_a_zone_is_utc(
    client: KeetaClient, keeta: Keeta, offsets: list[timedelta]
) -> None:
    keeta.says(json=_SUCCESS, headers={"Date": "Wed, 01 Jul 2026 12:05:00 -0000"})
    await _accept(client)
    (offset,) = offsets
    assert abs(offset - timedelta(minutes=5)) <= timedelta(seconds=1)


@pytest.mark.parametrize("date", ["Fri, 31 Dec 9999 23:59:59 GMT", "Mon, 01 Jan 0001 00:00:00 GMT"])
async def test_an_absurd_date_does_not_stop_the_calls(
    client: KeetaClient, keeta: Keeta, clock: HandClock, date: str
) -> None:
    keeta.says(json=_SUCCESS, headers={"Date": date})
    await _accept(client)
    clock.advance(120)
    keeta.says(json=_SUCCESS)
    await _accept(client)
    assert len(keeta.requests) == 2


async def test_an_answer_without_a_date_measures_nothing(
    client: KeetaClient, keeta: Keeta, offsets: list[timedelta]
) -> None:
    keeta.says(json=_SUCCESS)
    await _accept(client)
    assert offsets == []


async def test_reaching_keeta_sends_no_secret_and_measures_its_clock(
    client: KeetaClient, keeta: Keeta, offsets: list[timedelta]
) -> None:
    keeta.says(status=404, headers={"Date": "Wed, 01 Jul 2026 12:05:00 GMT"})
    await client.reach()
    (request,) = keeta.requests
    assert (request.method, str(request.url), request.content) == ("HEAD", _BASE, b"")
    (offset,) = offsets
    assert abs(offset - timedelta(minutes=5)) <= timedelta(seconds=1)


async def test_a_keeta_that_is_not_there_is_said_to_be_so(
    client: KeetaClient, keeta: Keeta
) -> None:
    def refuse(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("planted", request=request)

    keeta.answer = refuse
    with pytest.raises(NotSent):
        await client.reach()
