"""The door over real sockets: what is let in, what is turned away, what is never lost."""

import asyncio
import gzip
import json
import logging
import socket
from contextlib import AsyncExitStack
from typing import Any

import pytest

from kitchen_app.base.callback import REFUSED, SUCCESS, TRY_AGAIN, Answer
from kitchen_app.webhook.errors import ListenError
from kitchen_app.webhook.server import allowed_hosts
from tests.builders import NOW, skip_time
from tests.webhook.conftest import (
    PATH,
    WITHIN_S,
    House,
    Response,
    Sink,
    connect,
    make_server,
    post,
)

_MEBIBYTE = 1024 * 1024


def _chunked(body: bytes, **options: Any) -> bytes:
    head = post(b"", length=0, Transfer_Encoding="chunked", **options)
    head = head.replace(b"Content-Length: 0\r\n", b"")
    return head + f"{len(body):x}\r\n".encode() + body + b"\r\n0\r\n\r\n"


# What is let in


@pytest.mark.parametrize(
    "answer",
    [SUCCESS, REFUSED, TRY_AGAIN, Answer(status=400, code=400, message="not a Keeta message")],
    ids=lambda answer: str(answer.status),
)
async def test_the_answer_of_the_sink_goes_back(house: House, sink: Sink, answer: Answer) -> None:
    sink.answer = answer
    response = await house.ask(post())
    assert response.status == answer.status
    assert response.json == {"code": answer.code, "message": answer.message}
    assert response.headers["content-type"].startswith("application/json")


async def test_keeta_gets_exactly_the_success_it_waits_for(house: House) -> None:
    response = await house.ask(post())
    assert (response.status, response.json) == (200, {"code": 0, "message": "Success"})


@pytest.mark.parametrize(
    "body",
    [b'{"a": 1}', b" { } \r\n", b"not json", b"\xff\xfe\x00", "صحن 🍚".encode()],
    ids=repr,
)
async def test_the_sink_gets_the_very_bytes_and_the_moment(
    house: House, sink: Sink, body: bytes
) -> None:
    house.clock.advance(7)
    await house.ask(post(body))
    (raw,) = sink.received
    assert raw.body == body
    assert (raw.received_at - NOW).total_seconds() == 7


@pytest.mark.parametrize(
    "content_type",
    ["application/json", "application/json;charset=UTF-8", "Application/JSON; charset=utf-8"],
)
async def test_json_may_be_named_in_several_ways(house: House, content_type: str) -> None:
    assert (await house.ask(post(content_type=content_type))).status == 200


async def test_a_chunked_body_is_put_together(house: House, sink: Sink) -> None:
    assert (await house.ask(_chunked(b'{"a": 1}'))).status == 200
    assert sink.received[0].body == b'{"a": 1}'


async def test_a_compressed_body_is_unpacked(house: House, sink: Sink) -> None:
    packed = gzip.compress(b'{"a": 1}')
    assert (await house.ask(post(packed, Content_Encoding="gzip"))).status == 200
    assert sink.received[0].body == b'{"a": 1}'


async def test_a_big_order_fits(house: House, sink: Sink) -> None:
    body = b" " * (_MEBIBYTE - 1)
    assert (await house.ask(post(body))).status == 200
    assert len(sink.received[0].body) == len(body)


@pytest.mark.parametrize("content_type", [None, "text/plain", "application/json"])
async def test_a_heartbeat_needs_neither_body_nor_type(
    house: House, sink: Sink, content_type: str | None
) -> None:
    assert (await house.ask(post(b"", content_type=content_type))).status == 200
    assert sink.received[0].body == b""


async def test_two_messages_over_one_connection_are_answered_in_order(
    house: House, sink: Sink
) -> None:
    wire = await house.connect()
    await wire.send(post(b'{"a": 1}') + post(b'{"a": 2}'))
    assert [(await wire.response()).status for _ in range(2)] == [200, 200]
    assert [raw.body for raw in sink.received] == [b'{"a": 1}', b'{"a": 2}']


async def test_many_messages_at_once_all_get_in(house: House, sink: Sink) -> None:
    answers = await asyncio.gather(*(house.ask(post(f"{n}".encode())) for n in range(60)))
    assert {answer.status for answer in answers} == {200}
    assert {raw.body for raw in sink.received} == {f"{n}".encode() for n in range(60)}


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost:8470", "LOCALHOST", "[::1]", "[::1]:8470", "Kitchen.Example.NET:443"],
)
async def test_our_own_names_are_answered(house: House, host: str) -> None:
    assert (await house.ask(post(host=host))).status == 200


# Event 1, which may come by GET


def _get(path: str = PATH, **options: Any) -> bytes:
    return post(b"", path=path, method="GET", content_type=None, **options)


async def test_a_consent_by_get_becomes_the_body_that_a_post_has(house: House, sink: Sink) -> None:
    house.clock.advance(7)
    query = "code=ab%2Bc%2Fd&state=kAq1-set_up&appId=38&timestamp=1782907200500&sig=00ff"
    response = await house.ask(_get(f"{PATH}?{query}"))
    assert (response.status, response.json) == (200, {"code": 0, "message": "Success"})
    (raw,) = sink.received
    assert json.loads(raw.body) == {
        "code": "ab+c/d",
        "state": "kAq1-set_up",
        "appId": "38",
        "timestamp": "1782907200500",
        "sig": "00ff",
    }
    assert (raw.received_at - NOW).total_seconds() == 7


@pytest.mark.parametrize(
    "query", ["?code=%ff%00&state=%F0%9F%8D%9A", "?code", "?code=&state=x", "?code=%22%7D"]
)
async def test_any_query_with_a_code_is_a_body_of_json(
    house: House, sink: Sink, query: str
) -> None:
    assert (await house.ask(_get(PATH + query))).status == 200
    assert "code" in json.loads(sink.received[0].body)


async def test_a_parameter_that_stands_twice_is_refused(house: House, sink: Sink) -> None:
    assert (await house.ask(_get(PATH + "?code=a&state=s&code=b"))).status == 400
    assert sink.received == []


@pytest.mark.parametrize("query", ["", "?", "?state=x", "?Code=x", "?error=denied&state=x"])
async def test_a_get_without_a_code_is_no_message(house: House, sink: Sink, query: str) -> None:
    assert (await house.ask(_get(PATH + query))).status == 405
    assert sink.received == []


@pytest.mark.parametrize("method", ["HEAD", "PUT", "DELETE", "OPTIONS"])
async def test_other_methods_with_a_code_are_no_message(
    house: House, sink: Sink, method: str
) -> None:
    wire = await house.connect()
    await wire.send(post(b"", path=f"{PATH}?code=a&state=s", method=method))
    assert b" 405 " in (await wire.head())
    assert sink.received == []


async def test_a_consent_by_get_is_held_to_our_names_and_our_path(house: House, sink: Sink) -> None:
    query = "?code=a&state=s"
    assert (await house.ask(_get(PATH + query, host="evil.example"))).status == 421
    assert (await house.ask(_get("/keeta" + query))).status == 404
    assert sink.received == []


async def test_a_consent_that_cannot_be_stored_is_sent_again(
    house: House, sink: Sink, caplog: pytest.LogCaptureFixture
) -> None:
    sink.error = ValueError("ours")
    assert (await house.ask(_get(PATH + "?code=secret-code&state=s"))).status == 503
    assert "secret-code" not in caplog.text
    caplog.clear()


# What is turned away


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "kitchen.example.net.evil.example",
        "evil.example:8470",
        "127.0.0.1.evil.example",
        "127.0.0.2",
        "[::2]",
        "",
        "user@localhost",
    ],
)
async def test_a_strange_name_is_refused(house: House, sink: Sink, host: str) -> None:
    assert (await house.ask(post(host=host))).status == 421
    assert sink.received == []


@pytest.mark.parametrize("path", ["/", PATH + "/", PATH + "x", "/keeta", "/health", PATH.upper()])
async def test_another_path_does_not_exist(house: House, sink: Sink, path: str) -> None:
    assert (await house.ask(post(path=path))).status == 404
    assert sink.received == []


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH", "OPTIONS"])
async def test_only_post_is_taken(house: House, sink: Sink, method: str) -> None:
    assert (await house.ask(post(method=method))).status == 405
    assert sink.received == []


@pytest.mark.parametrize(
    "content_type", [None, "", "text/plain", "text/json", "application/x-www-form-urlencoded", "!"]
)
async def test_a_body_of_another_type_is_refused(
    house: House, sink: Sink, content_type: str | None
) -> None:
    assert (await house.ask(post(content_type=content_type))).status == 415
    assert sink.received == []


@pytest.mark.parametrize(
    "request_bytes",
    [
        post(b" " * (_MEBIBYTE + 1)),
        _chunked(b" " * (_MEBIBYTE + 1)),
        post(gzip.compress(b" " * 50_000_000), Content_Encoding="gzip"),
    ],
    ids=["plain", "chunked", "gzip bomb"],
)
async def test_a_body_over_one_mebibyte_is_refused(
    house: House, sink: Sink, request_bytes: bytes
) -> None:
    assert (await house.ask(request_bytes)).status == 413
    assert sink.received == []


async def test_a_body_that_cannot_be_unpacked_is_the_senders_fault(
    house: House, sink: Sink
) -> None:
    """Sending the same bytes again would not help, and it is no bug of ours to log."""
    response = await house.ask(post(b"garbage", Content_Encoding="gzip"))
    assert response.status == 400
    assert sink.received == []


async def test_a_body_that_comes_too_slowly_is_given_up(house: House, sink: Sink) -> None:
    wire = await house.connect()
    await wire.send(post(b"", length=50, Expect="100-continue"))
    assert (await wire.response()).status == 100  # the handler now waits for the body
    await wire.send(b'{"a":')
    undo = skip_time(5.5)
    try:
        assert (await wire.response()).status == 408
    finally:
        undo()
    assert sink.received == []


_BROKEN = [
    b"\x16\x03\x01\x02\x00\x01\x00\r\n\r\n",
    b"GET / HTTP/9.x\r\nHost: 127.0.0.1\r\n\r\n",
    post(b"{}", Transfer_Encoding="chunked"),
    post(b"{}", content_length="3"),
    post(host=None),
    post() + b"no request\r\n\r\n",
]


@pytest.mark.parametrize("request_bytes", _BROKEN, ids=lambda data: repr(data[:30]))
async def test_what_is_no_http_is_refused_without_noise_in_our_log(
    house: House, request_bytes: bytes
) -> None:
    """Anybody can send such bytes; a log full of tracebacks hides what matters."""
    wire = await house.connect()
    await wire.send(request_bytes)
    assert b" 400 " in await wire.closed()


async def _answers(house: House) -> list[Response]:
    asked = [
        post(),
        post(path="/"),
        post(method="GET"),
        post(host="evil.example"),
        post(content_type="text/plain"),
        post(b" " * (_MEBIBYTE + 1)),
    ]
    return [await house.ask(each) for each in asked]


async def test_no_answer_names_the_software(house: House) -> None:
    for response in await _answers(house):
        assert "server" not in response.headers
        assert b"aiohttp" not in response.body


async def test_not_even_the_answer_to_broken_http_names_the_software(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    wire = await house.connect()
    await wire.send(b"GET / HTTP/9.x\r\nHost: 127.0.0.1\r\n\r\n")
    answer = await wire.closed()
    caplog.clear()
    assert b"aiohttp" not in answer
    assert b"Python" not in answer


# What is never lost


async def test_a_failing_sink_makes_keeta_send_again_and_is_logged(
    house: House, sink: Sink, caplog: pytest.LogCaptureFixture
) -> None:
    sink.error = ValueError("ours")
    response = await house.ask(post())
    assert (response.status, response.json["code"]) == (503, 503)
    (record,) = caplog.records
    assert record.levelno == logging.ERROR
    assert record.exc_info is not None
    caplog.clear()
    sink.error = None
    assert (await house.ask(post())).status == 200


async def test_a_sender_that_hangs_up_does_not_stop_the_storing(house: House, sink: Sink) -> None:
    sink.let_go = asyncio.Event()
    wire = await house.connect()
    await wire.send(post(b'{"a": 1}'))
    async with asyncio.timeout(WITHIN_S):
        await sink.arrived.wait()
    wire.abort()
    await house.ask(post(method="GET"))  # by now the listener has seen the hang-up
    sink.let_go.set()
    async with asyncio.timeout(WITHIN_S):
        await sink.finished.wait()
    assert not sink.was_cancelled


async def test_a_sender_that_hangs_up_within_the_body_is_no_bug_of_ours(
    house: House, sink: Sink
) -> None:
    """Tunnels break; Keeta sends again."""
    wire = await house.connect()
    await wire.send(post(b"", length=50, Expect="100-continue"))
    assert (await wire.response()).status == 100
    wire.abort()
    await house.ask(post())
    assert len(sink.received) == 1


async def test_before_there_is_a_sink_everybody_is_told_to_send_again() -> None:
    server = make_server()
    await server.bind()
    async with AsyncExitStack() as stack:
        wire = await connect("127.0.0.1", server.port, stack)
        await wire.send(post())
        assert (await wire.response()).status == 503
        server.serve(Sink())
        await wire.send(post())
        assert (await wire.response()).status == 200
        await wire.close()
        await server.stop()


# Opening and closing


async def test_port_zero_becomes_the_port_that_is_open(house: House) -> None:
    assert house.server.port > 0
    assert house.server.path == PATH
    assert house.server.is_listening


async def test_a_port_in_use_is_told_with_its_cure(house: House) -> None:
    second = make_server(port=house.server.port)
    with pytest.raises(ListenError) as caught:
        await second.bind()
    sentence = str(caught.value)
    assert f"Port {house.server.port} on 127.0.0.1" in sentence
    assert "kitchen.toml" in sentence
    assert not second.is_listening
    await second.stop()


@pytest.mark.parametrize(("host", "port"), [("192.0.2.1", 0), ("127.0.0.1", 99999)])
async def test_an_address_that_cannot_be_had_is_told(host: str, port: int) -> None:
    with pytest.raises(ListenError, match="cannot be opened"):
        await make_server(host=host, port=port).bind()


async def test_a_failed_bind_may_be_tried_again(house: House) -> None:
    second = make_server(port=house.server.port)
    with pytest.raises(ListenError):
        await second.bind()
    await house.server.stop()
    await second.bind()
    await second.stop()


async def test_opening_again_needs_an_address() -> None:
    with pytest.raises(RuntimeError, match="bind"):
        await make_server().reopen()


async def test_after_the_stop_nobody_is_let_in(house: House) -> None:
    port = house.server.port
    await house.server.stop()
    assert not house.server.is_listening
    with pytest.raises(ConnectionRefusedError):
        await asyncio.open_connection("127.0.0.1", port)


async def test_a_stopped_listener_stays_closed(house: House) -> None:
    port = house.server.port
    await house.server.stop()
    assert house.server.is_stopped
    await house.server.reopen()
    with pytest.raises(ConnectionRefusedError):
        await asyncio.open_connection("127.0.0.1", port)


async def test_a_stop_ends_an_opening_that_is_under_way(house: House) -> None:
    port = house.server.port
    await asyncio.gather(house.server.reopen(), house.server.stop(), return_exceptions=True)
    with pytest.raises(ConnectionRefusedError):
        await asyncio.open_connection("127.0.0.1", port)


async def test_a_stop_ends_idle_connections_and_may_be_repeated(house: House) -> None:
    wire = await house.connect()
    await wire.send(post())
    await wire.response()
    await house.server.stop()
    assert await wire.closed() == b""
    await house.server.stop()


async def test_a_server_that_never_opened_can_be_stopped() -> None:
    await make_server().stop()


def _has_ipv6() -> bool:
    try:
        with socket.socket(socket.AF_INET6) as probe:
            probe.bind(("::1", 0))
    except OSError:
        return False
    return True


@pytest.mark.skipif(not _has_ipv6(), reason="this machine has no IPv6")
async def test_it_listens_on_ipv6_too() -> None:
    server = make_server(host="::1")
    await server.bind()
    async with AsyncExitStack() as stack:
        server.serve(Sink())
        wire = await connect("::1", server.port, stack)
        await wire.send(post(host=f"[::1]:{server.port}"))
        assert (await wire.response()).status == 200
        await wire.close()
        await server.stop()


@pytest.mark.parametrize(
    ("url", "names"),
    [
        (None, set()),
        ("", set()),
        ("https://kitchen.example.net/keeta", {"kitchen.example.net"}),
        ("https://Kitchen.Example.net:8443/x", {"kitchen.example.net"}),
        ("https://[2001:db8::1]/x", {"2001:db8::1"}),
    ],
)
def test_the_names_we_answer_to(url: str | None, names: set[str]) -> None:
    assert allowed_hosts(url) == {"127.0.0.1", "localhost", "::1"} | names
