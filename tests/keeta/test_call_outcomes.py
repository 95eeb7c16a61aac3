"""What each outcome of a call means: a broken wire, an answer that says nothing, a refusal."""

from typing import Any

import httpx
import pytest

from kitchen_app.keeta.client import OrderApi
from kitchen_app.services.errors import (
    Barred,
    Busy,
    NotSent,
    OutcomeUnknown,
    PlatformError,
    Refused,
    SignatureRejected,
    TokenExpired,
)
from tests.builders import sample
from tests.keeta.far_end import SUCCESS, FarEnd
from tests.keeta.order_calls import EVERY_CALL, OrderCall, accept


@EVERY_CALL
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
    orders: OrderApi,
    end: FarEnd,
    call: OrderCall,
    error: type[httpx.HTTPError],
    meaning: type[PlatformError],
) -> None:
    end.says(error)
    with pytest.raises(PlatformError) as caught:
        await call(orders)
    assert type(caught.value) is meaning
    assert len(end.requests) == 1, "the client itself never repeats"


@EVERY_CALL
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
    orders: OrderApi,
    end: FarEnd,
    call: OrderCall,
    status: int,
    answer: str,
    meaning: type[PlatformError],
) -> None:
    end.says(httpx.Response(status, json=sample(answer)))
    with pytest.raises(PlatformError) as caught:
        await call(orders)
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
    orders: OrderApi, end: FarEnd, status: int, content: bytes
) -> None:
    end.says(httpx.Response(status, content=content))
    with pytest.raises(OutcomeUnknown):
        await accept(orders)


@pytest.mark.parametrize("status", [201, 302, 404, 500, 502, 503, 504])
async def test_a_failed_http_call_is_never_a_success(
    orders: OrderApi, end: FarEnd, status: int
) -> None:
    """Keeta answers 200 to whatever it received; a gateway's word proves nothing."""
    end.says(httpx.Response(status, json=SUCCESS))
    with pytest.raises(OutcomeUnknown):
        await accept(orders)


@pytest.mark.parametrize("status", [401, 403])
async def test_a_closed_door_means_not_authorised(
    orders: OrderApi, end: FarEnd, status: int
) -> None:
    end.says(httpx.Response(status, content=b"<html>"))
    with pytest.raises(Barred, match=str(status)):
        await accept(orders)


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
    orders: OrderApi, end: FarEnd, header: str | None, pause_s: float
) -> None:
    headers = {} if header is None else {"Retry-After": header}
    end.says(httpx.Response(429, headers=headers, content=b"slow down"))
    with pytest.raises(Busy) as caught:
        await accept(orders)
    assert caught.value.retry_after_s == pause_s


async def test_a_refusal_carries_code_and_words(orders: OrderApi, end: FarEnd) -> None:
    end.says(sample("answer_no_such_order"))
    with pytest.raises(Refused) as caught:
        await accept(orders)
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
    orders: OrderApi, end: FarEnd, answer: dict[str, Any]
) -> None:
    end.says(answer)
    await accept(orders)


async def test_a_success_member_does_not_make_a_success(orders: OrderApi, end: FarEnd) -> None:
    end.says({"code": 209009999, "message": "wrong state", "success": True})
    with pytest.raises(Refused):
        await accept(orders)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_a_redirect_is_not_followed(orders: OrderApi, end: FarEnd, status: int) -> None:
    end.says(httpx.Response(status, headers={"Location": "https://evil.example/"}))
    with pytest.raises(OutcomeUnknown):
        await accept(orders)
    assert [request.url.host for request in end.requests] == ["open.example.test"]
