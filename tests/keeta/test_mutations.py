"""Whatever is missing or broken in what Keeta sends, no order is lost and no ciphertext shown."""

import copy
import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kitchen_app.domain.events import Event, Placed, ReadBack, RefundTold
from kitchen_app.domain.machine import decide
from kitchen_app.domain.order import OrderId
from kitchen_app.domain.refunds import RefundKind
from kitchen_app.domain.shop_events import ShopEvent
from kitchen_app.keeta.callbacks import KeetaCallbacks
from kitchen_app.keeta.codec import order_info
from kitchen_app.keeta.recipient_codec import decode_recipient, sealed_texts
from kitchen_app.keeta.refund_codec import decode_refund, decode_refund_infos
from kitchen_app.keeta.wire import Reader
from kitchen_app.services.errors import UnreadableMessage
from kitchen_app.services.ports import StoredCallback
from tests.builders import (
    APP_ID,
    CALLBACK_URL,
    NOW,
    ORDER_ID,
    SAMPLES,
    SECRET,
    SHOP_ID,
    sample,
)
from tests.keeta.decoding import (
    Path,
    check_case,
    check_fit_to_show,
    check_order,
    decoded,
    parent_of,
    paths_in,
    refunded_order,
)

CALLBACKS = KeetaCallbacks(app_id=APP_ID, secret=SECRET, callback_url=CALLBACK_URL, enforce=True)
ORDER_EVENTS = range(1001, 1009)
A_FEW = settings(deadline=None, max_examples=30)
"""For each of many samples."""


def _tree(name: str) -> Any:
    """Return what a sample tells, its inner message or the whole of an answer, under a root."""
    whole = sample(name)
    return {"root": json.loads(whole["message"]) if "eventId" in whole else whole}


def _places_by_name(tree: Any) -> dict[str, list[Path]]:
    """Return the members of a tree by their name, so that a rare one is changed as often."""
    found: dict[str, list[Path]] = {}
    for path in paths_in(tree):
        names = [key for key in path if isinstance(key, str)]
        found.setdefault(f"{names[-1]}{'[]' if path[-1] != names[-1] else ''}", []).append(path)
    return found


TREES = {file.stem: _tree(file.stem) for file in sorted(SAMPLES.glob("*.json"))}
TREES["emulator_refunded"] = {"root": refunded_order()}
PLACES = {name: _places_by_name(tree) for name, tree in TREES.items()}
EVENTS = {name: sample(name)["eventId"] for name in TREES if name.startswith("event_1")}

_texts = st.text() | st.sampled_from(
    ["ENC_x", "see ENC_x", "", "0", "9" * 25, "\ud800", "\x1b@", "SAR 1.00", '{"a":"ENC_x"}']
)
_leaves = st.none() | st.booleans() | st.integers() | st.floats() | _texts
_names = _texts | st.sampled_from(
    ["id", "count", "name", "products", "groups", "orderInfo", "baseOrder", "orderViewId", "en"]
)
_members = st.tuples(_names, _texts).map(list)
_junk = _members | st.recursive(
    _leaves,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_names, inner, max_size=3),
    max_leaves=10,
)


def _put(holder: Any, key: Any, junk: object) -> None:
    holder[key] = junk


def _drop(holder: Any, key: Any, junk: object) -> None:
    del holder[key]


def _wrap(holder: Any, key: Any, junk: object) -> None:
    holder[key] = [holder[key], junk]


def _hide(holder: Any, key: Any, junk: object) -> None:
    holder[key] = json.dumps(holder[key])


def _repeat(holder: Any, key: Any, junk: object) -> None:
    holder.insert(key, copy.deepcopy(holder[key]))


def _add(holder: Any, key: Any, junk: object) -> None:
    """Add a member; a junk of two is a name and its value."""
    name, value = junk if isinstance(junk, list) and len(junk) == 2 else (junk, {"a": 1})
    holder[key][name if isinstance(name, str) else "orderInfo"] = value


@st.composite
def _changed(draw: st.DrawFn, name: str) -> Any:
    """Return a sample with up to four members changed, at any depth and in any way."""
    tree = copy.deepcopy(TREES[name])
    named = PLACES[name]
    places = st.sampled_from([*sorted(named), *["root"] * (len(named) // 8)])
    for place in draw(st.lists(places, min_size=1, max_size=4)):
        path = draw(st.sampled_from(named[place]))
        change = draw(st.sampled_from([_put, _drop, _wrap, _hide, _repeat, _add]))
        junk = draw(_junk)
        try:
            change(parent_of(tree, path), path[-1], junk)
        except (KeyError, IndexError, TypeError, AttributeError):
            continue  # not possible here, or an earlier change took the place away
    return tree.get("root")


# Read as everything that it could be


def _read(value: object) -> None:
    info = order_info(Reader(value))
    check_order(decoded(info))
    for case in decode_refund_infos(info, order_id=ORDER_ID, received_at=NOW):
        check_case(case)
    for kind in RefundKind:
        told = Reader(value)
        check_case(decode_refund(told, order_id=ORDER_ID, kind=kind, received_at=NOW))
    texts = sealed_texts(info)
    for meaning in ("", "plain", "ENC_x"):
        check_fit_to_show(decode_recipient(info, dict.fromkeys(texts, meaning)))


def _events(message: object, event_id: int) -> tuple[Event | ShopEvent, ...]:
    """Return what a proven message tells."""
    callback = StoredCallback(
        row_id=1,
        proven=True,
        event_id=event_id,
        shop_id=SHOP_ID,
        body=json.dumps({"message": json.dumps(message)}).encode(),
        received_at=NOW,
    )
    return CALLBACKS.events(callback, NOW)


def _ids_in(message: Any) -> Iterator[str]:
    """Yield every id that stands where a message may carry it, found without our own code."""
    wrapped = message.get("orderInfo") if isinstance(message, dict) else None
    for where in (message, wrapped):
        holders = (
            [where, where.get("baseOrder"), where.get("merchantOrder")]
            if (isinstance(where, dict))
            else []
        )
        for holder in holders:
            for member in ("orderViewIdStr", "orderViewId"):
                value = holder.get(member) if isinstance(holder, dict) else None
                text = "" if isinstance(value, bool | float) else str(value)
                if text.isascii() and text.isdecimal() and 0 < int(text) < 2**63:
                    yield str(int(text))


def _order_of(event: Event) -> OrderId:
    match event:
        case RefundTold():
            return event.case.order_id
        case Placed():
            return event.order.order_id
        case ReadBack():
            raise AssertionError("no message is a read")
    return event.order_id


@pytest.mark.parametrize("name", TREES)
@A_FEW
@given(st.data())
def test_no_change_of_a_sample_makes_a_decoder_fail(name: str, data: st.DataObject) -> None:
    tree = data.draw(_changed(name))
    for value in (tree, tree.get("data") if isinstance(tree, dict) else None):
        _read(value)


@pytest.mark.parametrize("name", EVENTS)
@A_FEW
@given(st.data(), st.booleans())
def test_no_change_of_a_message_loses_its_order(
    name: str, data: st.DataObject, as_another: bool
) -> None:
    message = data.draw(_changed(name))
    event_id = data.draw(st.sampled_from(ORDER_EVENTS)) if as_another else EVENTS[name]
    ids = set(_ids_in(message))
    try:
        events = _events(message, event_id)
    except UnreadableMessage:
        assert not ids
        return
    for event in events:
        check_fit_to_show(event)
        if isinstance(event, ShopEvent):
            continue
        assert _order_of(event) in ids
        if not isinstance(event, RefundTold):
            assert decide(None, event, NOW).order is not None, "it gets a card"
    assert bool(events) or event_id not in ORDER_EVENTS
