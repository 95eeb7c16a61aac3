"""Forged, cut otherwise, repeated: only what Keeta signed for us counts, and only once."""

import json
import random
from collections.abc import Iterator
from datetime import timedelta
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import pytest

from kitchen_app.domain.order import OrderId, Status
from kitchen_app.keeta.callbacks import KeetaCallbacks
from kitchen_app.services.ports import StoredOrder, Verdict
from tests.builders import APP_ID, CALLBACK_URL, SAMPLES, SECRET, compact, sample, signature, signed
from tests.reliability.customers import Customer, marks_of_database
from tests.reliability.shop import DAY, Shop, a_shop

LONG = [pytest.mark.long, pytest.mark.timeout(1200)]
EVENTS = sorted(file.stem for file in SAMPLES.glob("event_*.json"))
MINUTE = timedelta(minutes=1)


def reader() -> KeetaCallbacks:
    return KeetaCallbacks(app_id=APP_ID, secret=SECRET, callback_url=CALLBACK_URL, enforce=True)


# C1: forged or altered


def _said(body: bytes) -> list[tuple[str, str]] | None:
    """Return what a body says, whether its numbers come as numbers or as text."""
    try:
        members = json.loads(body, object_pairs_hook=list)
        return sorted((name, str(value)) for name, value in members)
    except (ValueError, TypeError, RecursionError):
        return None


def _without(chance: random.Random, envelope: dict[str, Any]) -> bytes:
    envelope.pop(chance.choice(list(envelope)))
    return compact(envelope).encode()


def _with_another_value(chance: random.Random, envelope: dict[str, Any]) -> bytes:
    name = chance.choice(list(envelope))
    like_it = [[envelope[name]], f"{envelope[name]} ", f"0{envelope[name]}"]
    others: list[object] = [
        None,
        [],
        {},
        True,
        0,
        -1,
        1.5,
        "",
        " ",
        "x",
        2**64,
        float("inf"),
        "\ud83d",
    ]
    envelope[name] = chance.choice([*like_it, *others, chance.randrange(10**15)])
    return json.dumps(envelope).encode()


def _with_a_changed_digit(chance: random.Random, envelope: dict[str, Any]) -> bytes:
    name = chance.choice([name for name in envelope if name != "sig"])
    text = list(str(envelope[name]))
    place = chance.randrange(len(text))
    text[place] = chance.choice([each for each in "0123456789abc" if each != text[place]])
    envelope[name] = "".join(text)
    return compact(envelope).encode()


def _with_a_flipped_bit_of_the_signature(chance: random.Random, envelope: dict[str, Any]) -> bytes:
    digest = bytearray(bytes.fromhex(envelope["sig"]))
    digest[chance.randrange(32)] ^= 1 << chance.randrange(8)
    envelope["sig"] = digest.hex()
    return compact(envelope).encode()


def _with_another_shape_of_the_signature(chance: random.Random, envelope: dict[str, Any]) -> bytes:
    sig = envelope["sig"]
    shapes = [
        sig.upper(),
        f" {sig}",
        sig + "0",
        sig[:-1],
        f"0x{sig}",
        [sig],
        {"sig": sig},
        int(sig, 16),
    ]
    envelope["sig"] = chance.choice([*shapes, None, "", "0" * 64])
    return compact(envelope).encode()


def _signed_with_another_secret(chance: random.Random, envelope: dict[str, Any]) -> bytes:
    secret = chance.choice(["", SECRET[:-1], SECRET + "x", SECRET.upper(), "null", "undefined"])
    url = chance.choice([CALLBACK_URL, CALLBACK_URL + "/", "http://127.0.0.1/", ""])
    return compact(envelope | {"sig": signature(url, envelope, secret)}).encode()


def _with_an_eighth_member(chance: random.Random, envelope: dict[str, Any]) -> bytes:
    extra = {chance.choice(["test", "a", "zz", "Sig", "accessToken", "message "]): 1}
    return compact(signed(envelope, **extra)).encode()


def _with_a_member_twice(chance: random.Random, envelope: dict[str, Any]) -> bytes:
    name = chance.choice(list(envelope))
    text = compact(envelope)
    return f'{text[:-1]},"{name}":{compact(envelope[name])}}}'.encode()


def _with_flipped_bits(chance: random.Random, envelope: dict[str, Any]) -> bytes:
    body = bytearray(compact(envelope).encode())
    for _ in range(chance.randrange(1, 4)):
        body[chance.randrange(len(body))] ^= 1 << chance.randrange(8)
    return bytes(body)


def _with_bytes_in_or_out(chance: random.Random, envelope: dict[str, Any]) -> bytes:
    body = compact(envelope).encode()
    start = chance.randrange(len(body))
    end = min(len(body), start + chance.randrange(9))
    return body[:start] + chance.randbytes(chance.randrange(5)) + body[end:]


def _for_another_application(chance: random.Random, envelope: dict[str, Any]) -> bytes:
    return compact(signed(envelope, appId=APP_ID + chance.randrange(1, 99))).encode()


def _with_another_shop_inside(chance: random.Random, envelope: dict[str, Any]) -> bytes:
    inner = json.loads(envelope["message"]) | {"shopId": chance.randrange(1, 470000)}
    return compact(signed(envelope, message=compact(inner))).encode()


FORGERIES = [
    _without,
    _with_another_value,
    _with_a_changed_digit,
    _with_a_flipped_bit_of_the_signature,
    _with_another_shape_of_the_signature,
    _signed_with_another_secret,
    _with_an_eighth_member,
    _with_a_member_twice,
    _with_flipped_bits,
    _with_bytes_in_or_out,
    _for_another_application,
    _with_another_shop_inside,
]
SIGNED_EVENTS = [
    name for name in EVENTS if sample(name).get("message") and sample(name)["eventId"] > 1
]


@pytest.mark.parametrize("count", [10_000, pytest.param(200_000, marks=LONG)])
def test_no_forgery_is_accepted(count: int) -> None:
    chance = random.Random(47)
    tried = dict.fromkeys((forge.__name__ for forge in FORGERIES), 0)
    total = 0
    while total < count:
        envelope = sample(chance.choice(SIGNED_EVENTS))
        forge = chance.choice(FORGERIES)
        genuine = compact(envelope).encode()
        if forge is _with_another_shop_inside and envelope["eventId"] > 1300:
            continue  # a brand's consent is told for each of its shops
        body = forge(chance, dict(envelope))
        if _said(body) == _said(genuine):
            continue  # written otherwise, the same message
        assert reader().examine(body).verdict is not Verdict.GENUINE, (forge.__name__, body)
        tried[forge.__name__] += 1
        total += 1
    assert min(tried.values()) > count / 100


# C2: one signed text, cut into members in another way


def _cuts(text: str, chance: random.Random, most: int) -> Iterator[dict[str, str]]:
    """Yield ways to read `k=v&k=v` that would be signed by the same text."""
    pieces = text.split("&")
    ways = [
        where
        for count in range(5, 8)
        for where in combinations(range(1, len(pieces)), min(count, len(pieces) - 1))
    ]
    for where in chance.sample(ways, min(len(ways), most)):
        edges = [0, *where, len(pieces)]
        parts = ["&".join(pieces[a:b]) for a, b in pairwise(edges)]
        if all("=" in part for part in parts):
            members = dict(part.split("=", 1) for part in parts)
            if "&".join(f"{k}={members[k]}" for k in sorted(members)) == text:
                yield members


@pytest.mark.parametrize("count", [1_000, pytest.param(20_000, marks=LONG)])
def test_no_resplit_is_accepted_and_every_odd_note_is(count: int) -> None:
    chance = random.Random(4711)
    words = ["messageId=1", "shopId=2", "timestamp=3", "message={}", "eventId=1004", "appId=5"]
    words += ["x=", "=", "salt", "7=7", "shopId=470022", "messageId={}"]
    attacks = 0
    while attacks < count:
        note = "&" + "&".join(chance.choices(words, k=chance.randrange(1, 7)))
        message = json.loads(sample("event_1004")["message"]) | {"cancelReason": note}
        genuine = signed(sample("event_1004"), message=compact(message))
        assert reader().examine(compact(genuine).encode()).verdict is Verdict.GENUINE
        plain = {name: str(value) for name, value in genuine.items() if name != "sig"}
        text = "&".join(f"{name}={plain[name]}" for name in sorted(plain))
        for members in _cuts(text, chance, 200):
            if members == plain:
                continue
            assert signature(CALLBACK_URL, members, SECRET) == genuine["sig"], "the attack is real"
            body = compact(members | {"sig": genuine["sig"]}).encode()
            assert reader().examine(body).verdict is not Verdict.GENUINE, body
            attacks += 1


# C3: repeated


def _state(shop: Shop) -> list[str]:
    """Return every row of every table."""
    peewee = shop.process.database.peewee
    tables = sorted(peewee.get_tables())
    return [
        repr(row)
        for table in tables
        for row in sorted(peewee.execute_sql(f'SELECT * FROM "{table}"').fetchall(), key=repr)
    ]


async def _recorded(shop: Shop, customers: int) -> list[bytes]:
    """Let customers come and go; return every message of theirs."""
    for number in range(customers):
        customer = Customer(number=number, ordered_at=shop.clock.now())
        await shop.serve(customer)
        await shop.take(customer.refund(shop.clock.now()))
        await shop.take(customer.refund(shop.clock.now(), 2001))
    await shop.rest()
    return list(shop.taken)


@pytest.mark.parametrize("customers", [50, pytest.param(1000, marks=LONG)])
def test_a_repeat_changes_nothing_whenever_it_comes(tmp_path: Path, customers: int) -> None:
    with a_shop(tmp_path) as (shop, runner):

        async def play() -> None:
            recorded = await _recorded(shop, customers)
            assert len(recorded) >= 5 * customers
            announced: list[object] = []
            for signal in (shop.process.hub.order_changed, shop.process.hub.read_wanted):
                signal.connect(announced.append)
            for later in (timedelta(), 6 * MINUTE, 40 * DAY):
                shop.clock.advance(later)
                await shop.process.retention.forget()
                await shop.rest()
                before = _state(shop)
                announced.clear()
                for body in random.Random(1).sample(recorded, len(recorded)):
                    await shop.take(body)
                await shop.rest()
                assert _state(shop) == before, later
                assert announced == [], later

        runner.run(play())
    assert len(marks_of_database(tmp_path)) <= 2, (
        "but for what still asks something, nobody is there"
    )


def test_a_genuine_order_of_old_is_a_question_to_keeta_and_no_more(tmp_path: Path) -> None:
    """An empty database cannot know a repeat: the order is shown and read back at once.

    It counts as one card and one read. Keeta's answer ends it; no alarm runs, its time is over.
    """
    with a_shop(tmp_path) as (shop, runner):

        async def play() -> tuple[StoredOrder | None, StoredOrder | None]:
            customer = Customer(number=1, ordered_at=shop.clock.now() - 40 * DAY)
            order_id = OrderId(str(customer.order_id))
            shop.know(customer)
            await shop.take(customer.placed())
            first = shop.process.store.orders.get(order_id)
            await shop.rest()
            return first, shop.process.store.orders.get(order_id)

        first, then = runner.run(play())
        assert shop.platform.count("read") == 1
        assert first is None or first.order.accept_by < shop.clock.now()
        assert then is not None
        assert then.order.status is Status.COMPLETED
        assert shop.platform.applied.total() == 0
