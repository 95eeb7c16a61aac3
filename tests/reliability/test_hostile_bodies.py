"""Bodies made to hurt: no crash, no answer that blames us, bounded time and memory (C4)."""

import gzip
import json
import random
import sys
import time
import zlib
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from kitchen_app.keeta.callbacks import KeetaCallbacks
from kitchen_app.services.ports import Verdict
from tests.builders import APP_ID, CALLBACK_URL, SECRET, compact, sample, signature
from tests.e2e.installation import SHOP_ID
from tests.reliability.gauges import memory
from tests.reliability.open_shop import JSON, OpenShop, open_shop

pytestmark = pytest.mark.alone

LONG = [pytest.mark.long, pytest.mark.timeout(1800)]
MIB = 1024 * 1024
SLOWEST_S = 0.2
MOST_MEMORY = 50 * MIB


def _deep(depth: int, opening: str, closing: str) -> bytes:
    return (opening * depth + "1" + closing * depth).encode()


GENUINE = compact(sample("event_1002")).encode()
SIGNED_MESSAGES = {
    "deep arrays": "[" * 400_000,
    "a large number": '{"orderViewId":1' + "0" * 300_000 + "}",
    "lone surrogates": "\ud83d",
    "NUL": "\x00",
    "many members": json.dumps({f"m{n}": n for n in range(40_000)}),
    "nothing": "",
}
"""What a message may hold that Keeta signed: kept and told, whatever it is."""

BODIES = {
    "empty text": b'""',
    "only blanks": b" " * MIB,
    "deep arrays": _deep(500_000, "[", "]"),
    "deep objects": _deep(150_000, '{"a":', "}"),
    "deep arrays, not closed": b"[" * (MIB - 1),
    "large number": b'{"eventId":' + b"9" * 900_000 + b"}",
    "large negative number": b"-" + b"9" * 900_000,
    "large exponent": b'{"eventId":1e999999999}',
    "NaN": b'{"eventId":NaN}',
    "infinity": b'{"timestamp":-Infinity,"sig":"x"}',
    "the same member many times": b"{" + b'"sig":"a",' * 90_000 + b'"sig":"b"}',
    "many members": json.dumps({f"m{n}": n for n in range(60_000)}).encode(),
    "colliding names": json.dumps({chr(0x4E00 + n) * 4: "" for n in range(20_000)}).encode(),
    "lone surrogates": b'{"message":"\\ud83d","messageId":"\\udc00","sig":"\\ud800"}',
    "NUL": b'{"message":"\\u0000","sig":"\x00"}',
    "no UTF-8": b"\xff\xfe{\x00}\x00",
    "UTF-16": '{"sig":"x"}'.encode("utf-16"),
    "a mark before it": b"\xef\xbb\xbf" + GENUINE,
    "half a character": '{"sig":"é'.encode()[:-1],
    "a long signature": json.dumps({"sig": "f" * 900_000}).encode(),
    "signature of another script": '{"sig":"٠١"}'.encode(),
    "XML": b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
    "form": b"sig=1&eventId=2",
    "two values": GENUINE + GENUINE,
    "a comment": b"/* */" + GENUINE,
    "random bytes": random.Random(1).randbytes(100_000),
}
"""The worst that fits through the door, by name."""


def _signed(url: str, message: str, number: int = 1) -> bytes:
    members = sample("event_1002") | {"shopId": SHOP_ID, "message": message}
    members["messageId"] = f"hostile{number}"
    return json.dumps(members | {"sig": signature(url, members, SECRET)}).encode()


@pytest.fixture
async def shop(tmp_path: Path) -> AsyncIterator[OpenShop]:
    async with open_shop(tmp_path) as running:
        yield running


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(trust_env=False, timeout=10, headers=JSON) as ready:
        yield ready


@pytest.mark.parametrize("enforce", [True, False])
def test_examining_a_hostile_body_takes_no_time_worth_mentioning(enforce: bool) -> None:
    reader = KeetaCallbacks(
        app_id=APP_ID, secret=SECRET, callback_url=CALLBACK_URL, enforce=enforce
    )
    slow = {}
    signed = {f"signed: {name}": _signed(CALLBACK_URL, m) for name, m in SIGNED_MESSAGES.items()}
    for name, body in (BODIES | signed).items():
        began = time.process_time()
        verdict = reader.examine(body[:MIB]).verdict
        took_s = time.process_time() - began
        if took_s > SLOWEST_S:
            slow[name] = took_s
        assert (verdict is Verdict.GENUINE) is (name in signed or body is GENUINE), name
    assert slow == {}


@pytest.mark.skipif(sys.platform != "linux", reason="reads the memory from /proc")
async def test_hostile_bodies_are_refused_and_forgotten(
    shop: OpenShop, client: httpx.AsyncClient, caplog: pytest.LogCaptureFixture
) -> None:
    await client.post(shop.url, content=b"{}")
    before = memory()
    for name, body in BODIES.items():
        answer = await client.post(shop.url, content=body)
        expected = {400, 401, 413} if body.strip() else {200}
        assert answer.status_code in expected, name
    for number, message in enumerate(SIGNED_MESSAGES.values()):
        answer = await client.post(shop.url, content=_signed(shop.url, message, number))
        assert answer.status_code == 200, number
    assert shop.stored == len(SIGNED_MESSAGES)
    assert memory() - before < MOST_MEMORY
    assert (await client.post(shop.url, content=shop.customer(1).placed())).status_code == 200
    log = [record.getMessage() for record in caplog.records if record.levelname == "ERROR"]
    assert log
    assert all(line.startswith("Message in inbox row") for line in log)
    caplog.clear()


def _bombs() -> dict[str, tuple[bytes, str]]:
    zeros = bytes(50 * MIB)
    packer = zlib.compressobj(9, wbits=-zlib.MAX_WBITS)
    return {
        "gzip of 50 MB": (gzip.compress(zeros), "gzip"),
        "deflate of 50 MB": (zlib.compress(zeros), "deflate"),
        "gzip of gzip": (gzip.compress(gzip.compress(zeros)), "gzip"),
        "many small gzips": (gzip.compress(b"[" * 1000) * 20_000, "gzip"),
        "no gzip": (b"x" * 1000, "gzip"),
        "half a gzip": (gzip.compress(GENUINE)[:-9], "gzip"),
        "brotli": (GENUINE, "br"),
        "raw deflate": (packer.compress(GENUINE) + packer.flush(), "deflate"),
        "packed three times by its word": (gzip.compress(GENUINE), "gzip, gzip, gzip"),
    }


@pytest.mark.skipif(sys.platform != "linux", reason="reads the memory from /proc")
async def test_a_bomb_unpacks_to_one_body_at_most(
    shop: OpenShop, client: httpx.AsyncClient
) -> None:
    bombs = _bombs()
    before = memory()
    for name, (body, encoding) in bombs.items():
        began = time.process_time()
        answer = await client.post(shop.url, content=body, headers={"Content-Encoding": encoding})
        assert answer.status_code in {400, 401, 413}, name
        assert time.process_time() - began < 1, name
    assert memory() - before < MOST_MEMORY
    assert shop.stored == 0


async def test_hostile_requests_end_without_an_answer_that_blames_us(shop: OpenShop) -> None:
    flood = "".join(f"X-{n}: {n}\r\n" for n in range(100_000))
    head = f"POST {shop.path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
    chunked = "Transfer-Encoding: chunked"
    requests = {
        "100 k headers": f"{head}{flood}\r\n",
        "a header of a megabyte": f"{head}X: {'x' * MIB}\r\n\r\n",
        "a path of a megabyte": f"POST /{'x' * MIB} HTTP/1.1\r\nHost: a\r\n\r\n",
        "length and chunks": f"{head}Content-Length: 2\r\n{chunked}\r\n\r\n0\r\n\r\n",
        "two lengths": f"{head}Content-Length: 2\r\nContent-Length: 9\r\n\r\n{{}}",
        "a negative length": f"{head}Content-Length: -1\r\n\r\n",
        "a length of words": f"{head}Content-Length: many\r\n\r\n",
        "a huge length": f"{head}Content-Length: {10**30}\r\n\r\n{{}}",
        "a huge chunk": f"{head}{chunked}\r\n\r\n{'F' * 30}\r\nx\r\n",
        "no such chunk": f"{head}{chunked}\r\n\r\nzz\r\nx\r\n0\r\n\r\n",
        "two hosts": f"{head}Host: evil.example\r\nContent-Length: 2\r\n\r\n{{}}",
        "no version": f"POST {shop.path}\r\n\r\n",
        "version 9": f"POST {shop.path} HTTP/9.9\r\nHost: 127.0.0.1\r\n\r\n",
        "a folded header": f"{head}X: a\r\n b\r\nContent-Length: 2\r\n\r\n{{}}",
        "NUL in a header": f"{head}X: a\0b\r\nContent-Length: 2\r\n\r\n{{}}",
        "an upgrade": f"{head}Upgrade: websocket\r\nConnection: Upgrade\r\n\r\n",
        "CONNECT": "CONNECT 127.0.0.1:22 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        "TLS": "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + "x" * 500,
        "expects": f"{head}Expect: something\r\nContent-Length: 2\r\n\r\n{{}}",
        "another charset": shop.request(
            GENUINE, Content_Type="application/json; charset=utf-16"
        ).decode("latin-1"),
        "another type": shop.request(GENUINE, Content_Type="text/plain").decode("latin-1"),
    }
    for name, request in requests.items():
        began = time.process_time()
        answer = await shop.raw(request.encode("latin-1"))
        assert not answer or not answer.split()[1].startswith(b"5"), (name, answer)
        assert time.process_time() - began < 1, name
    assert shop.stored == 0


def _mangled(chance: random.Random, genuine: list[bytes]) -> bytes:
    """Return one of many: a genuine body with bits, bytes or whole stretches changed."""
    body = bytearray(chance.choice(genuine))
    for _ in range(chance.randrange(1, 8)):
        place, length = chance.randrange(len(body) + 1), chance.randrange(40)
        match chance.randrange(6):
            case 0:
                body[place : place + 1] = chance.randbytes(1)
            case 1:
                del body[place : place + length]
            case 2:
                body[place:place] = chance.randbytes(length)
            case 3:
                body[place:place] = chance.choice([b"[", b"{", b'"', b"\\ud83d", b"1e999", b"NaN"])
            case 4:
                body[place:place] = body[place : place + length] * chance.randrange(5)
            case _:
                body[place:place] = chance.choice([b"\\", b",", b"\x00", b"9" * 5000, b"\xf0\x9f"])
    return bytes(body)


@pytest.mark.parametrize("count", [1_000, pytest.param(100_000, marks=LONG)])
async def test_no_mangled_body_is_our_fault(
    shop: OpenShop, client: httpx.AsyncClient, count: int
) -> None:
    chance = random.Random(404)
    genuine = [shop.customer(1).placed(), *(body for _, body in shop.customer(2).day()), GENUINE]
    answers: Counter[int] = Counter()
    slowest_s = 0.0
    for _ in range(count):
        began = time.process_time()
        answer = await client.post(shop.url, content=_mangled(chance, genuine))
        slowest_s = max(slowest_s, time.process_time() - began)
        answers[answer.status_code] += 1
    assert answers.keys() <= {200, 400, 401}
    assert answers[200] < count / 10, "a few changes leave a body as it was, or empty"
    assert slowest_s < SLOWEST_S
