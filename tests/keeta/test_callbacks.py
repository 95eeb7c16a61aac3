"""Messages: who may be believed, and what they say."""

import hashlib
import json
import logging
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import combinations, pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kitchen_app.domain.events import (
    Accepted,
    Cancelled,
    Completed,
    Event,
    Hinted,
    Placed,
    RefundTold,
    RiderMoved,
    order_id_of,
)
from kitchen_app.domain.machine import decide
from kitchen_app.domain.order import Party, Problem, RiderState, ShopId, Status
from kitchen_app.domain.projection import Lane, lane_of
from kitchen_app.domain.refunds import RefundKind, RefundState
from kitchen_app.domain.shop_events import ShopEvent
from kitchen_app.keeta.callbacks import KeetaCallbacks
from kitchen_app.services.errors import UnreadableMessage
from kitchen_app.services.ports import Examined, StoredCallback, Verdict
from tests.builders import (
    APP_ID,
    CALLBACK_URL,
    NOW,
    ORDER_ID,
    PLACED_MS,
    SECRET,
    SHOP_ID,
    STEADY,
    an_order,
    as_bytes,
    compact,
    sample,
    sample_bytes,
    signature,
    signed,
)

_EVENTS = [
    "event_1001_bare",
    "event_1001_wrapped",
    "event_1001_thin",
    "event_1002",
    "event_1003",
    "event_1004",
    "event_1005",
    "event_1005_appeal",
    "event_1006",
    "event_1006_big",
    "event_1007",
    "event_1007_waiting",
    "event_1008",
    "event_1102",
]
_ODD_NOTES = [
    "salt & pepper = good",
    "x&messageId=1&shopId=2&timestamp=3",
    'he said "no \\ onions"',
    "line one\nline two\ttab",
    "👩‍🍳🍚 بدون بصل 不要洋蔥",
    "\u200fر.س 0.00\u200e",
    "&=&=&&==",
    "}]}&sig=0",
    "?#%26%3D+",
    "",
    "\x00\x1b@",
    "half a pair \ud83d",
]


def _reader(*, enforce: bool = True, app_id: int = APP_ID, url: str = CALLBACK_URL) -> Any:
    return KeetaCallbacks(app_id=app_id, secret=SECRET, callback_url=url, enforce=enforce)


def _verdict(envelope: object, *, enforce: bool = True) -> Verdict:
    examined: Examined = _reader(enforce=enforce).examine(as_bytes(envelope))
    return examined.verdict


def _stored(envelope: dict[str, Any], *, proven: bool = True) -> StoredCallback:
    examined = _reader(enforce=proven).examine(as_bytes(envelope))
    return StoredCallback(
        row_id=1,
        proven=proven,
        event_id=examined.event_id,
        shop_id=examined.shop_id,
        body=as_bytes(envelope),
        received_at=NOW,
    )


def _events(envelope: dict[str, Any], *, proven: bool = True) -> tuple[Event, ...]:
    found = _reader().events(_stored(envelope, proven=proven), NOW)
    return tuple(event for event in found if not isinstance(event, ShopEvent))


def _only(envelope: dict[str, Any], *, proven: bool = True) -> Event:
    (event,) = _events(envelope, proven=proven)
    return event


def _message(name: str, **members: Any) -> dict[str, Any]:
    """Return a signed sample of which some members of the inner message are different."""
    envelope = sample(name)
    inner = json.loads(envelope["message"]) | members
    kept = {key: value for key, value in inner.items() if value is not ...}
    return signed(envelope, message=compact(kept))


def _ms(milliseconds: int) -> datetime:
    return datetime.fromtimestamp(milliseconds / 1000, UTC)


# Who may be believed


@pytest.mark.parametrize("name", _EVENTS)
def test_every_sample_is_genuine(name: str) -> None:
    envelope = sample(name)
    examined = _reader().examine(sample_bytes(name))
    assert examined.verdict is Verdict.GENUINE
    assert examined.message_id == envelope["messageId"]
    assert examined.event_id == envelope["eventId"]
    assert examined.shop_id == SHOP_ID


def test_the_order_of_members_and_spaces_do_not_count() -> None:
    envelope = dict(reversed(sample("event_1002").items()))
    assert _reader().examine(json.dumps(envelope, indent=3).encode()).verdict is Verdict.GENUINE


@pytest.mark.parametrize("member", ["appId", "eventId", "shopId", "timestamp"])
def test_numbers_may_come_as_text(member: str) -> None:
    envelope = sample("event_1002")
    assert _verdict(envelope | {member: str(envelope[member])}) is Verdict.GENUINE


@pytest.mark.parametrize("body", [b"", b" ", b"\r\n\t ", b"{}", b" { } \n"])
@pytest.mark.parametrize("enforce", [True, False])
def test_empty_packets_are_heartbeats(body: bytes, *, enforce: bool) -> None:
    assert _reader(enforce=enforce).examine(body) == Examined(verdict=Verdict.HEARTBEAT)


@pytest.mark.parametrize(
    "body",
    [
        b"null",
        b"[]",
        b"[{}]",
        b"5",
        b'"text"',
        b"true",
        b"hello",
        b"{",
        b"\xff\xfe",
        b"\x00",
        b"{'sig': 1}",
        b'{"a": NaN}',
        b'{"a": Infinity}',
        b'{"a": -Infinity}',
        b'{"a": 1, "a": 1}',
        b'{"message": {"a": 1, "a": 2}}',
        b'{"a": ' + b"9" * 5000 + b"}",
        b"[" * 100_000,
        b'{"a":' * 100_000,
        "{}".encode("utf-16"),
        b"\xef\xbb\xbf{}",
        b"eventId=1001&sig=1",
    ],
    ids=lambda body: repr(body[:20]),
)
@pytest.mark.parametrize("enforce", [True, False])
def test_what_is_no_plain_json_object_is_malformed(body: bytes, *, enforce: bool) -> None:
    assert _reader(enforce=enforce).examine(body).verdict is Verdict.MALFORMED


def test_a_member_that_stands_twice_is_malformed_even_when_signed() -> None:
    body = as_bytes(sample("event_1002"))
    doubled = body.replace(b'{"sig"', b'{"shopId": 470022, "sig"')
    assert _reader().examine(doubled).verdict is Verdict.MALFORMED


def _alterations() -> Iterator[tuple[str, dict[str, Any]]]:
    envelope = sample("event_1004")
    for name, value in envelope.items():
        yield f"{name} missing", {k: v for k, v in envelope.items() if k != name}
        others: list[object] = [
            None,
            "",
            [value],
            {"v": value},
            True,
            7.5,
            f"{value}0",
            f" {value}",
        ]
        if isinstance(value, int):
            others += [
                value + 1,
                -value,
                float(value) + 0.5,
                f"{value}.0",
                f"+{value}",
                f"0{value}",
            ]
        for other in others:
            yield f"{name} = {other!r}"[:60], envelope | {name: other}
    message = envelope["message"]
    for index in range(0, len(message), 7):
        changed = chr(ord(message[index]) ^ 1)
        altered = message[:index] + changed + message[index + 1 :]
        yield f"message[{index}]", envelope | {"message": altered}
    yield "message parsed", envelope | {"message": json.loads(message)}
    yield "member added", envelope | {"test": 1}
    yield "empty member added", envelope | {"": ""}


@pytest.mark.parametrize(
    "envelope", [pytest.param(envelope, id=name) for name, envelope in _alterations()]
)
def test_any_alteration_is_refused(envelope: dict[str, Any]) -> None:
    assert _verdict(envelope) is Verdict.FORGED


@pytest.mark.parametrize("index", range(64))
def test_every_digit_of_the_signature_counts(index: int) -> None:
    envelope = sample("event_1004")
    sig = envelope["sig"]
    for digit in set("0123456789abcdef") - {sig[index]}:
        forged = envelope | {"sig": sig[:index] + digit + sig[index + 1 :]}
        assert _verdict(forged) is Verdict.FORGED


@pytest.mark.parametrize(
    "change",
    [str.upper, str.title, lambda sig: sig + "\n", lambda sig: sig[:-1], lambda sig: sig * 2],
    ids=["upper", "title", "newline", "short", "double"],
)
def test_a_signature_written_otherwise_is_refused(change: Any) -> None:
    envelope = sample("event_1004")
    assert _verdict(envelope | {"sig": change(envelope["sig"])}) is Verdict.FORGED


@pytest.mark.parametrize("secret", ["", "another", SECRET + " ", SECRET[:-1], SECRET.upper()])
def test_another_secret_is_refused(secret: str) -> None:
    envelope = sample("event_1004")
    forged = envelope | {"sig": signature(CALLBACK_URL, envelope, secret)}
    assert _verdict(forged) is Verdict.FORGED


@pytest.mark.parametrize(
    "url",
    [
        "http://kitchen.example.net/keeta/webhook",
        "https://kitchen.example.net/keeta/webhook/",
        "https://kitchen.example.net:443/keeta/webhook",
        "https://KITCHEN.example.net/keeta/webhook",
        "https://kitchen.example.net/keeta/webhook?",
        "http://127.0.0.1:8080/keeta/webhook",
        "https://open.mykeeta.com/api/open/order/get",
    ],
)
def test_a_signature_over_another_address_is_refused(url: str) -> None:
    envelope = sample("event_1004")
    assert _verdict(envelope | {"sig": signature(url, envelope, SECRET)}) is Verdict.FORGED


def test_the_address_is_the_configured_one_to_the_byte() -> None:
    moved = CALLBACK_URL + "/"
    envelope = sample("event_1004")
    resigned = envelope | {"sig": signature(moved, envelope, SECRET)}
    assert _reader(url=moved).examine(as_bytes(resigned)).verdict is Verdict.GENUINE
    assert _reader(url=moved).examine(as_bytes(envelope)).verdict is Verdict.FORGED


def test_a_message_for_another_application_is_refused_though_signed() -> None:
    assert _verdict(signed(sample("event_1004"), appId=APP_ID + 1)) is Verdict.FORGED


@pytest.mark.parametrize(
    ("inner", "verdict"),
    [
        (470022, Verdict.GENUINE),
        ("470022", Verdict.GENUINE),
        (..., Verdict.GENUINE),
        (470023, Verdict.FORGED),
        ("470023", Verdict.FORGED),
    ],
    ids=["same", "same as text", "not said", "other", "other as text"],
)
def test_the_shop_inside_must_be_the_shop_outside(inner: object, verdict: Verdict) -> None:
    assert _verdict(_message("event_1004", shopId=inner)) is verdict


@pytest.mark.parametrize(
    "message", ["", "not json", "[]", "null", "5", '"text"', "{", "[" * 5000, '{"a": NaN}']
)
def test_a_signed_message_of_unknown_shape_is_kept(message: str) -> None:
    assert _verdict(signed(sample("event_1004"), message=message)) is Verdict.GENUINE


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("shopId", "470022&x=1"),
        ("shopId", "470022 "),
        ("shopId", "٤٧٠٠٢٢"),
        ("shopId", "470022\n"),
        ("shopId", -470022),
        ("eventId", "1004&message={}"),
        ("eventId", "1" * 20),
        ("timestamp", "1782907201=1"),
        ("timestamp", True),
        ("messageId", "1&shopId=2"),
        ("messageId", "1=2"),
        ("messageId", ""),
        ("messageId", "a" * 65),
        ("messageId", "id\n"),
        ("messageId", ["1"]),
    ],
)
def test_strict_shapes_hold_even_under_a_fitting_signature(member: str, value: object) -> None:
    assert _verdict(signed(sample("event_1004"), **{member: value})) is Verdict.FORGED


@pytest.mark.parametrize("extra", ["test", "accessToken", "Sig", ""])
def test_an_eighth_member_makes_a_signed_message_a_hint_and_no_more(extra: str) -> None:
    envelope = signed(sample("event_1004"), **{extra: "1"})
    assert _verdict(envelope) is Verdict.UNPROVEN
    (event,) = _events(envelope, proven=False)
    assert isinstance(event, Hinted)
    assert not event.creates
    assert _verdict(sample("event_1004") | {extra: "1"}) is Verdict.FORGED


@pytest.mark.parametrize("note", _ODD_NOTES, ids=repr)
@pytest.mark.parametrize("name", ["event_1001_bare", "event_1001_wrapped"])
def test_no_customers_note_makes_a_genuine_order_look_forged(name: str, note: str) -> None:
    envelope = sample(name)
    message = json.loads(envelope["message"])
    info = message.get("orderInfo", message)
    info["baseOrder"]["remark"] = note
    info["products"][0]["remark"] = note
    genuine = signed(envelope, message=compact(message))
    assert _verdict(genuine) is Verdict.GENUINE
    placed = _only(genuine)
    assert isinstance(placed, Placed)
    assert placed.order.order_id == ORDER_ID
    assert len(placed.order.lines) == 2


# One signed text, cut into members in another way

_MARKERS = ["&messageId=", "&shopId=", "&timestamp=", "&message=", "&eventId=", "&x=", "=", "&"]
_note = st.lists(
    st.sampled_from([*_MARKERS, "7", "470022", "99", "salt", '"', "{}"]), max_size=8
).map("".join)


def _cuts(text: str) -> Iterator[dict[str, str]]:
    """Yield every way to read `k=v&k=v` that would be signed by the same text."""
    pieces = text.split("&")
    for count in range(min(len(pieces), 9)):
        for where in combinations(range(1, len(pieces)), count):
            edges = [0, *where, len(pieces)]
            parts = ["&".join(pieces[a:b]) for a, b in pairwise(edges)]
            if not all("=" in part for part in parts):
                continue
            members = dict(part.split("=", 1) for part in parts)
            if "&".join(f"{k}={members[k]}" for k in sorted(members)) == text:
                yield members


@settings(max_examples=60, deadline=None)
@given(_note)
def test_a_resplit_of_a_genuine_message_is_never_accepted(note: str) -> None:
    inner = {"orderViewId": int(ORDER_ID), "shopId": int(SHOP_ID), "cancelReason": note}
    genuine = signed(sample("event_1004"), message=compact(inner))
    assert _verdict(genuine) is Verdict.GENUINE
    plain = {name: str(value) for name, value in genuine.items() if name != "sig"}
    text = "&".join(f"{name}={plain[name]}" for name in sorted(plain))
    tried = 0
    for members in _cuts(text):
        tried += 1
        assert signature(CALLBACK_URL, members, SECRET) == genuine["sig"], "the attack is real"
        body = members | {"sig": genuine["sig"]}
        accepted = _verdict(body) is Verdict.GENUINE
        assert accepted is (members == plain)
    assert tried


def test_the_known_resplit_is_refused() -> None:
    """A note of a customer becomes members of its own under the same signature."""
    note = "x&messageId=1&shopId=99&timestamp=3"
    genuine = signed(sample("event_1004"), message=f'{{"cancelReason":"{note}"}}')
    head, _, tail = genuine["message"].partition("&messageId=1&shopId=99&timestamp=")
    forged = genuine | {
        "message": head,
        "messageId": "1",
        "shopId": "99",
        "timestamp": f"{tail}&messageId={genuine['messageId']}"
        f"&shopId={genuine['shopId']}&timestamp={genuine['timestamp']}",
    }
    assert signature(CALLBACK_URL, forged, SECRET) == genuine["sig"]
    assert _verdict(forged) is Verdict.FORGED


# Never a failure, whatever comes


@STEADY
@given(st.binary(max_size=200))
def test_no_bytes_make_the_reader_fail(body: bytes) -> None:
    for enforce in (True, False):
        assert _reader(enforce=enforce).examine(body).verdict is not Verdict.GENUINE


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
_names = st.sampled_from([*sample("event_1002"), "orderInfo", "x"])


@STEADY
@given(st.dictionaries(_names, _json, max_size=8), st.booleans())
def test_no_json_makes_the_reader_fail(members: dict[str, Any], full: bool) -> None:
    envelope = sample("event_1002") | members if full else members
    for enforce in (True, False):
        reader = _reader(enforce=enforce)
        for candidate in (envelope, signed(envelope)):
            examined = reader.examine(as_bytes(candidate))
            if examined.verdict in {Verdict.GENUINE, Verdict.UNPROVEN}:
                stored = _stored(candidate, proven=examined.verdict is Verdict.GENUINE)
                try:
                    reader.events(stored, NOW)
                except UnreadableMessage:
                    assert examined.verdict is Verdict.GENUINE


@pytest.mark.parametrize("member", ["message", "sig", "x"])
@pytest.mark.parametrize("enforce", [True, False])
def test_no_depth_of_nesting_makes_the_reader_fail(member: str, *, enforce: bool) -> None:
    """Just below the depth that cannot be parsed lies one that cannot be written again."""
    head = as_bytes(sample("event_1002") | {member: "@"})
    for depth in range(sys.getrecursionlimit() - 300, sys.getrecursionlimit() + 20):
        for nest in (b"[" * depth + b"]" * depth, b'{"a":' * depth + b"0" + b"}" * depth):
            body = head.replace(b'"@"', nest)
            assert _reader(enforce=enforce).examine(body).verdict is not Verdict.GENUINE


@pytest.mark.parametrize(
    "body",
    [
        b'{"sig": "\\ud800", "message": "\\udfff"}',
        b'{"\\ud800": 1, "sig": "x"}',
        b'{"message": "a\\u0000b", "sig": "x"}',
        b'{"timestamp": 1e999, "sig": "x"}',
        b'{"timestamp": ' + b"9" * 4000 + b', "sig": "x"}',
        b'{"shopId": -0.0, "sig": "x", "message": [1e5, null]}',
    ],
    ids=["surrogates", "surrogate name", "nul", "infinite", "huge", "floats"],
)
def test_strange_members_are_forged_or_unproven_and_no_failure(body: bytes) -> None:
    assert _reader().examine(body).verdict is Verdict.FORGED
    assert _reader(enforce=False).examine(body).verdict is Verdict.UNPROVEN


# The same message again


def test_a_repeat_with_new_time_and_signature_has_the_same_content() -> None:
    first = sample("event_1004")
    again = signed(first, timestamp=first["timestamp"] + 60)
    assert again["sig"] != first["sig"]
    reader = _reader()
    one, two = reader.examine(as_bytes(first)), reader.examine(as_bytes(again))
    assert one.content_hash == two.content_hash
    assert len(one.content_hash) == 64


def test_another_message_or_event_has_another_content() -> None:
    hashes = {_reader().examine(sample_bytes(name)).content_hash for name in _EVENTS}
    assert len(hashes) == len(_EVENTS)


# Observing only


def test_an_unproven_message_is_taken_when_only_observing() -> None:
    forged = sample("event_1004") | {"sig": "0" * 64}
    examined = _reader(enforce=False).examine(as_bytes(forged))
    assert examined.verdict is Verdict.UNPROVEN
    assert (examined.event_id, examined.shop_id) == (1004, SHOP_ID)


def test_a_genuine_message_stays_genuine_when_only_observing() -> None:
    assert _verdict(sample("event_1004"), enforce=False) is Verdict.GENUINE


@pytest.mark.parametrize("name", [name for name in _EVENTS if name != "event_1102"])
def test_an_unproven_message_says_nothing_but_look(name: str) -> None:
    envelope = sample(name)
    assert _only(envelope, proven=False) == Hinted(
        order_id=ORDER_ID, shop_id=SHOP_ID, event_id=envelope["eventId"], creates=False
    )


def test_an_unproven_message_without_an_order_is_nothing() -> None:
    assert _events(_message("event_1004", orderViewId=...), proven=False) == ()


# What a proven message says


@pytest.mark.parametrize("name", ["event_1001_bare", "event_1001_wrapped"])
def test_a_new_order_is_read_whole_in_either_shape(name: str) -> None:
    event = _only(sample(name))
    assert isinstance(event, Placed)
    order = event.order
    assert (order.order_id, order.shop_id, order.number) == (ORDER_ID, SHOP_ID, "1077")
    assert (order.status, order.problem) == (Status.NEW, None)
    assert order.placed_at == _ms(PLACED_MS)
    assert [line.name for line in order.lines] == ["Chicken shawarma plate", "Lentil soup"]
    assert order.note == "Ring twice & wait = thanks"


def test_both_shapes_of_a_new_order_are_the_same_order() -> None:
    assert _only(sample("event_1001_bare")) == _only(sample("event_1001_wrapped"))


def test_a_thin_new_order_is_a_hint_that_makes_a_card() -> None:
    assert _only(sample("event_1001_thin")) == Hinted(
        order_id=ORDER_ID, shop_id=SHOP_ID, event_id=1001, creates=True
    )


def test_a_new_order_that_is_half_broken_is_still_an_order() -> None:
    event = _only(_message("event_1001_bare", products="gone", feeDtl=[], recipientInfo=5))
    assert isinstance(event, Placed)
    assert event.order.problem is Problem.PARTLY_UNREADABLE
    assert event.order.number == "1077"


def test_acceptance() -> None:
    assert _only(sample("event_1002")) == Accepted(
        order_id=ORDER_ID, shop_id=SHOP_ID, at=_ms(PLACED_MS + 31200)
    )


def test_completion() -> None:
    assert _only(sample("event_1003")) == Completed(
        order_id=ORDER_ID, shop_id=SHOP_ID, at=_ms(PLACED_MS + 2000000)
    )


def test_cancellation() -> None:
    assert _only(sample("event_1004")) == Cancelled(
        order_id=ORDER_ID,
        shop_id=SHOP_ID,
        at=_ms(PLACED_MS + 300500),
        by=Party.CUSTOMER,
        reason="Customer cancelled before acceptance",
    )


@pytest.mark.parametrize(
    ("op_type", "party"),
    [
        (0, Party.SYSTEM),
        (10, Party.CUSTOMER),
        (20, Party.MERCHANT),
        (30, Party.SUPPORT),
        ("20", Party.MERCHANT),
        (40, Party.UNKNOWN),
        (..., Party.UNKNOWN),
        ("who", Party.UNKNOWN),
    ],
)
def test_who_cancelled(op_type: object, party: Party) -> None:
    event = _only(_message("event_1004", opType=op_type))
    assert isinstance(event, Cancelled)
    assert event.by is party


def test_the_riders_progress() -> None:
    event = _only(sample("event_1006"))
    assert isinstance(event, RiderMoved)
    assert event.rider.state is RiderState.ARRIVED
    assert event.rider.at == _ms(PLACED_MS + 600000)
    assert event.rider.name == "Rider Sample"


@pytest.mark.parametrize(
    ("number", "state"),
    [
        (0, RiderState.REQUESTED),
        (10, RiderState.SEARCHING),
        (20, RiderState.ASSIGNED),
        (25, RiderState.ARRIVED),
        (30, RiderState.COLLECTED),
        (50, RiderState.DELIVERED),
        (99, RiderState.LOST),
    ],
)
def test_every_logistics_status_is_known(number: int, state: RiderState) -> None:
    event = _only(_message("event_1006", logisticsStatus=number))
    assert isinstance(event, RiderMoved)
    assert event.rider.state is state


@pytest.mark.parametrize("number", [7, -1, None, ..., "soon", [], 25.0])
def test_an_unknown_logistics_status_is_a_hint(number: object) -> None:
    event = _only(_message("event_1006", logisticsStatus=number))
    assert isinstance(event, Hinted)


def test_a_rider_with_one_part_of_a_big_order_does_not_take_the_card_away() -> None:
    """The other part is still on the pass; the end of a big order is event 1003."""
    order = an_order(Status.ACCEPTED)
    for event in _events(sample("event_1006_big")):
        assert not isinstance(event, RefundTold)
        decided = decide(order, event, NOW).order
        assert decided is not None
        order = decided
    assert lane_of(order) is not Lane.GONE


@pytest.mark.parametrize("tag", [True, None, ...])
def test_a_part_is_known_by_its_id_too(tag: object) -> None:
    event = _only(_message("event_1006_big", bigOrderTag=tag))
    assert isinstance(event, Hinted)


@pytest.mark.parametrize("name", ["event_1002", "event_1003", "event_1004", "event_1006"])
@pytest.mark.parametrize("op_time", [..., None, 0, "soon", 1782907200])
def test_a_message_without_a_time_happened_when_it_came(name: str, op_time: object) -> None:
    event = _only(_message(name, opTime=op_time))
    assert isinstance(event, Accepted | Completed | Cancelled | RiderMoved)
    assert (event.rider.at if isinstance(event, RiderMoved) else event.at) == NOW


@pytest.mark.parametrize(
    ("name", "kind", "state"),
    [
        ("event_1005", RefundKind.FULL, RefundState.WAITING),
        ("event_1005_appeal", RefundKind.FULL, RefundState.APPEALED),
        ("event_1007", RefundKind.PARTIAL, RefundState.AGREED),
        ("event_1007_waiting", RefundKind.PARTIAL, RefundState.WAITING),
    ],
)
def test_a_refund_is_told_with_its_case(name: str, kind: RefundKind, state: RefundState) -> None:
    event = _only(sample(name))
    assert isinstance(event, RefundTold)
    assert (event.case.order_id, event.case.kind, event.shop_id) == (ORDER_ID, kind, SHOP_ID)
    assert event.case.state is state


def test_an_undocumented_cancel_is_a_hint() -> None:
    envelope = sample("event_1008")
    assert _only(envelope) == Hinted(
        order_id=ORDER_ID, shop_id=SHOP_ID, event_id=envelope["eventId"], creates=True
    )


@pytest.mark.parametrize("event_id", [1009, 1099, 1201, 42])
def test_an_unknown_event_that_names_an_order_is_a_hint(event_id: int) -> None:
    event = _only(signed(sample("event_1008"), eventId=event_id))
    assert isinstance(event, Hinted)
    assert event.event_id == event_id


@pytest.mark.parametrize(
    "message", ["", "null", "[]", "not json", "{}", '{"orderViewId": 0}', '{"orderViewId": 5.2e15}']
)
@pytest.mark.parametrize("event_id", [1001, 1002, 1003, 1004, 1005, 1006, 1007, 1008])
def test_an_order_event_without_an_order_is_reported_never_dropped(
    event_id: int, message: str
) -> None:
    envelope = signed(sample("event_1004"), eventId=event_id, message=message)
    with pytest.raises(UnreadableMessage, match=str(event_id)):
        _events(envelope)


@pytest.mark.parametrize(
    ("members", "found"),
    [
        ({"orderViewId": 761200345678901}, "761200345678901"),
        ({"orderViewId": "761200345678901"}, "761200345678901"),
        ({"orderViewId": 1949000000000001001}, "1949000000000001001"),
        (
            {"orderViewIdStr": "5219876500012346", "orderViewId": 5.219876500012345e15},
            "5219876500012346",
        ),
        ({"orderViewIdStr": "n/a", "orderViewId": 761200345678901}, "761200345678901"),
    ],
    ids=["15 digits", "text", "19 digits", "text twin of a float", "broken twin"],
)
def test_the_order_id_is_read_to_the_last_digit(members: dict[str, Any], found: str) -> None:
    event = _only(_message("event_1002", **members))
    assert isinstance(event, Accepted)
    assert event.order_id == found


def test_a_shop_that_the_envelope_does_not_name_is_taken_from_inside() -> None:
    envelope = {k: v for k, v in sample("event_1002").items() if k != "shopId"}
    event = _only(envelope, proven=False)
    assert isinstance(event, Hinted)
    assert event.shop_id == ShopId("470022")


def test_the_receipt_in_keetas_clock_stands_in_for_a_missing_order_time() -> None:
    envelope = sample("event_1001_bare")
    message = json.loads(envelope["message"])
    for part in ("baseOrder", "merchantOrder"):
        message[part] = {k: v for k, v in message[part].items() if "ime" not in k}
    stored = _stored(signed(envelope, message=compact(message)))
    received_at = NOW + timedelta(seconds=40)
    (event,) = _reader().events(stored, received_at)
    assert isinstance(event, Placed)
    assert event.order.placed_at == received_at


def test_another_recipe_is_taken_and_named_once(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    reader = _reader()
    envelope = sample("event_1002")
    bare = "&".join(f"{k}={envelope[k]}" for k in sorted(envelope) if k != "sig")
    other = envelope | {"sig": hashlib.sha256(f"{bare}{SECRET}".encode()).hexdigest()}
    for _ in range(2):
        assert reader.examine(as_bytes(other)).verdict is Verdict.GENUINE
    assert caplog.text.count("signed by the recipe") == 1
    assert SECRET not in caplog.text


def test_an_envelope_whose_ids_look_like_card_numbers_is_read_to_the_digit() -> None:
    card = "4111111111111111"
    message = compact(json.loads(sample("event_1004")["message"]) | {"orderViewId": int(card)})
    envelope = signed(sample("event_1004"), messageId=card, message=message)
    assert _reader().examine(as_bytes(envelope)).message_id == card
    assert order_id_of(_only(envelope)) == card


def test_a_card_number_in_the_reason_of_a_cancel_is_not_kept() -> None:
    event = _only(_message("event_1004", cancelReason="paid with 4111111111111111"))
    assert isinstance(event, Cancelled)
    assert event.reason == "paid with ••••"
