"""What every signed call has in common. What its outcomes mean, and Keeta's clock: see beside."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import httpx
import pytest

from kitchen_app.keeta.transport import Answer, SignedCalls, Upload
from kitchen_app.services.errors import (
    AuthorisationEnded,
    NotSent,
    OutcomeUnknown,
    PlatformError,
    SignatureRejected,
    TokenExpired,
)
from tests.builders import APP_ID, NOW, SECRET, HandClock, compact, sample, signature
from tests.fakes import FakeClock
from tests.keeta.far_end import BASE, SUCCESS, TOKEN, FarEnd, calls_to, form_of

_PATH = "/scm/shop/status/rest"
_IMAGE = b"\xff\xd8\xff\x00--boundary\r\n\r\n\xfe"
_FILE = Upload(
    field_name="imageData", file_name="大 photo.jpg", content_type="image/jpeg", content=_IMAGE
)


async def test_a_call_carries_the_four_common_members_and_its_own(
    calls: SignedCalls, end: FarEnd
) -> None:
    await calls.call(_PATH, {"shopId": 470022})
    (request,) = end.requests
    assert (request.method, str(request.url)) == ("POST", BASE + _PATH)
    assert list(end.body) == ["appId", "accessToken", "timestamp", "shopId", "sig"]
    assert end.business() == {"shopId": 470022}
    assert end.body["timestamp"] == int(NOW.timestamp())


@pytest.mark.parametrize(
    "params",
    [
        {},
        {"text": "شاورما & 雞飯 = 100%", "empty": ""},
        {"nested": {"z": None, "a": [1, "two", {"b": True}]}},
        {"list": ["SKU-雞飯", "A/B&C"], "none": []},
    ],
    ids=["nothing", "text", "object", "array"],
)
async def test_what_is_sent_is_compact_and_signed_as_sent(
    calls: SignedCalls, end: FarEnd, params: dict[str, Any]
) -> None:
    await calls.call(_PATH, params)
    assert end.requests[-1].content.decode("utf-8") == compact(end.body)
    assert end.business() == params


async def test_a_call_of_the_application_has_no_token_in_body_or_signature(
    calls: SignedCalls, end: FarEnd
) -> None:
    await calls.call("/base/callback/url/set", {"eventId": 1001}, with_token=False)
    body = end.body
    assert set(body) == {"appId", "timestamp", "eventId", "sig"}
    assert body["sig"] == signature(f"{BASE}/base/callback/url/set", body, SECRET)
    assert TOKEN.encode() not in end.requests[-1].content


async def test_a_slash_at_the_end_of_the_base_does_not_count(end: FarEnd) -> None:
    calls = calls_to(end, base_url=BASE + "/")
    await calls.call(_PATH, {})
    assert end.paths == [_PATH]
    await calls.close()


async def test_every_attempt_is_signed_anew(
    calls: SignedCalls, end: FarEnd, hand_clock: HandClock
) -> None:
    await calls.call(_PATH, {})
    hand_clock.advance(61)
    await calls.call(_PATH, {})
    first, second = end.bodies
    assert second["timestamp"] == first["timestamp"] + 61
    assert second["sig"] != first["sig"]


class TickingClock(HandClock):
    """A clock that goes on by some seconds each time it is read."""

    def now(self) -> datetime:
        moment = super().now()
        self.advance(1.5)
        return moment


async def test_one_reading_of_the_clock_serves_signature_and_member(end: FarEnd) -> None:
    calls = calls_to(end, clock=TickingClock())
    await calls.call(_PATH, {})
    assert end.business() == {}
    await calls.close()


async def test_another_token_is_used_from_the_next_call_on(calls: SignedCalls, end: FarEnd) -> None:
    await calls.call(_PATH, {})
    calls.set_access_token("another-token")
    await calls.call(_PATH, {})
    assert [body["accessToken"] for body in end.bodies] == [TOKEN, "another-token"]
    assert end.body["sig"] == signature(BASE + _PATH, end.body, SECRET)


async def test_a_token_changed_while_a_call_is_under_way_does_not_break_its_signature(
    end: FarEnd,
) -> None:
    def change(request: httpx.Request) -> httpx.Response:
        calls.set_access_token("another-token")
        return end(request)

    calls = calls_to(change)
    await calls.call(_PATH, {})
    assert end.business() == {}
    await calls.close()


# Pace


async def test_a_call_is_signed_when_its_turn_has_come(end: FarEnd) -> None:
    clock = FakeClock(NOW)
    clock.follow(asyncio.get_running_loop().time)
    calls, began = calls_to(end, clock=clock), clock.now()
    for _ in range(41):
        await calls.call("/product/spustatus/batchupdate", {})
    assert clock.now() - began >= timedelta(seconds=4)
    assert end.body["timestamp"] == int(clock.now().timestamp())
    await calls.close()


async def test_uploads_keep_their_pace_too(calls: SignedCalls) -> None:
    loop = asyncio.get_running_loop()
    began = loop.time()
    for _ in range(51):
        await calls.upload("/base/image/upload", {}, _FILE)
    assert loop.time() - began >= 1


# Time limits


async def silence(_request: httpx.Request) -> httpx.Response:
    """Take a call and never answer it."""
    await asyncio.Event().wait()
    raise AssertionError("unreachable")


async def test_a_call_that_trickles_is_given_up_as_a_whole() -> None:
    """Each single read may be in time and the call still never end."""
    calls, loop = calls_to(silence), asyncio.get_running_loop()
    began = loop.time()
    with pytest.raises(OutcomeUnknown):
        await calls.call(_PATH, {})
    assert loop.time() - began <= 10.5
    await calls.close()


async def test_a_call_that_is_cancelled_stays_cancelled() -> None:
    asked = asyncio.Event()

    async def note(request: httpx.Request) -> httpx.Response:
        asked.set()
        return await silence(request)

    calls = calls_to(note)
    call = asyncio.get_running_loop().create_task(calls.call(_PATH, {}))
    await asked.wait()
    call.cancel()
    with pytest.raises(asyncio.CancelledError):
        await call
    await calls.close()


# A file


async def test_a_form_carries_every_member_as_text_and_the_file(
    calls: SignedCalls, end: FarEnd
) -> None:
    await calls.upload("/base/image/upload", {"shopId": 470022, "imageName": "大 photo.jpg"}, _FILE)
    form = form_of(end.requests[-1])
    assert form.fields.keys() == {"appId", "accessToken", "timestamp", "shopId", "imageName", "sig"}
    assert form.fields["appId"] == str(APP_ID)
    assert form.fields["imageName"] == "大 photo.jpg"
    (file,) = form.files.values()
    assert file[1:] == ("image/jpeg", _IMAGE)
    assert list(form.files) == ["imageData"]


async def test_the_bytes_of_a_file_are_not_signed(calls: SignedCalls, end: FarEnd) -> None:
    await calls.upload("/base/image/upload", {"shopId": 470022}, _FILE)
    fields = form_of(end.requests[-1]).fields
    assert fields["sig"] == signature(f"{BASE}/base/image/upload", fields, SECRET)


@pytest.mark.parametrize(
    ("answer", "meaning"),
    [(httpx.ConnectError, NotSent), (httpx.WriteTimeout, OutcomeUnknown), ({}, OutcomeUnknown)],
)
async def test_an_upload_fails_like_a_call(
    calls: SignedCalls, end: FarEnd, answer: object, meaning: type[PlatformError]
) -> None:
    end.says(answer)
    with pytest.raises(meaning):
        await calls.upload("/base/image/upload", {}, _FILE)


# Answers


@pytest.mark.parametrize(
    ("name", "meaning"),
    [
        ("answer_signature_error", SignatureRejected),
        ("answer_token_error", TokenExpired),
        ("answer_token_unknown", TokenExpired),
        ("answer_authorisation_cancelled", AuthorisationEnded),
    ],
)
@pytest.mark.parametrize("flat", [True, False])
async def test_why_we_are_not_let_in_is_told_exactly(
    calls: SignedCalls, end: FarEnd, name: str, meaning: type[PlatformError], *, flat: bool
) -> None:
    end.says(sample(name))
    with pytest.raises(PlatformError) as caught:
        await calls.call(_PATH, {}, flat=flat)
    assert type(caught.value) is meaning


async def test_a_flat_answer_needs_no_code_where_it_is_expected(
    calls: SignedCalls, end: FarEnd
) -> None:
    end.says({"accessToken": "x"})
    answer = await calls.call("/base/oauth/token", {}, with_token=False, flat=True)
    assert answer.members == {"accessToken": "x"}
    with pytest.raises(OutcomeUnknown):
        await calls.call(_PATH, {})


@pytest.mark.parametrize(
    "response",
    [
        httpx.Response(200, json={}),
        httpx.Response(200, json=[1]),
        httpx.Response(200, json={"code": None, "accessToken": "x"}),
        httpx.Response(200, json={"code": "ok", "accessToken": "x"}),
        httpx.Response(200, content=b"<html>"),
        httpx.Response(404, json={"accessToken": "x"}),
        httpx.Response(502, json={"accessToken": "x"}),
    ],
    ids=["empty", "array", "null code", "odd code", "html", "404", "502"],
)
async def test_a_flat_answer_may_still_say_nothing(
    calls: SignedCalls, end: FarEnd, response: httpx.Response
) -> None:
    end.says(response)
    with pytest.raises(OutcomeUnknown):
        await calls.call("/base/oauth/token", {}, with_token=False, flat=True)


async def test_an_answer_gives_its_data_whatever_its_shape(calls: SignedCalls, end: FarEnd) -> None:
    end.says(SUCCESS | {"data": [1, 2]})
    answer = await calls.call(_PATH, {})
    assert answer.members["data"] == [1, 2]
    assert answer.reader.text("message") == "Success"


async def test_reaching_keeta_signs_and_tells_nothing(calls: SignedCalls, end: FarEnd) -> None:
    await calls.reach()
    (request,) = end.requests
    assert (request.method, str(request.url), request.content) == ("HEAD", BASE, b"")


# Secrets


@pytest.mark.parametrize(
    "show",
    [
        repr,
        lambda _calls: repr(Answer(members={"accessToken": TOKEN})),
        lambda _calls: repr(Upload(field_name="f", file_name="n", content_type="t", content=b"\1")),
    ],
)
def test_what_is_shown_for_debugging_holds_no_secret(show: Callable[[SignedCalls], str]) -> None:
    shown = show(calls_to(FarEnd()))
    assert TOKEN not in shown
    assert SECRET not in shown
    assert "\\x01" not in shown


@pytest.mark.parametrize(
    "answer",
    [
        httpx.ConnectError,
        httpx.ReadTimeout,
        httpx.Response(200, content=b'{"accessToken": "' + TOKEN.encode() + b'", '),
        {"code": 1, "message": TOKEN + SECRET},
        {"code": 1, "message": f"bad token {TOKEN}"},
        {"code": 115000203, "message": TOKEN + SECRET},
    ],
)
async def test_no_failure_and_no_log_tells_a_secret(
    calls: SignedCalls, end: FarEnd, answer: object, caplog: pytest.LogCaptureFixture
) -> None:
    end.says(answer)
    with caplog.at_level("DEBUG"), pytest.raises(PlatformError) as caught:
        await calls.call(_PATH, {"shopId": 1})
    causes: list[BaseException | None] = [caught.value, caught.value.__cause__]
    for text in [*map(str, causes), *map(repr, causes), caplog.text]:
        assert TOKEN not in text
        assert SECRET not in text


async def test_calls_with_another_token_share_all_else(calls: SignedCalls, end: FarEnd) -> None:
    other = calls.holding("another-token")
    await other.call("/x", {})
    await calls.call("/x", {})
    assert [body["accessToken"] for body in end.bodies] == ["another-token", TOKEN]
