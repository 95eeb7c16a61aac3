"""Event 1: who may be believed, and that one code is one message."""

from typing import Any

import pytest

from kitchen_app.domain.shop_events import ConsentGiven
from kitchen_app.keeta.callbacks import KeetaCallbacks
from kitchen_app.services.ports import Examined, StoredCallback, Verdict
from tests.builders import (
    APP_ID,
    CALLBACK_URL,
    NOW,
    SECRET,
    as_bytes,
    compact,
    sample,
    signature,
)
from tests.builders import signed as signed_envelope

CODE, STATE = "5b0c9d1e7f2a4c6b8d0e1f3a5c7b9d2e", "kAq1-set_up-7"
REDIRECT = {"code": CODE, "state": STATE}


def reader(*, enforce: bool = True) -> KeetaCallbacks:
    return KeetaCallbacks(app_id=APP_ID, secret=SECRET, callback_url=CALLBACK_URL, enforce=enforce)


def examine(members: dict[str, Any], *, enforce: bool = True) -> Examined:
    return reader(enforce=enforce).examine(as_bytes(members))


def signed(**members: Any) -> dict[str, Any]:
    """Return event 1 with other members, `...` leaving one out, and a fitting signature."""
    whole = {k: v for k, v in (sample("authorization_code") | members).items() if v is not ...}
    return whole | {"sig": signature(CALLBACK_URL, whole, SECRET)}


def told(members: dict[str, Any], *, enforce: bool = True) -> tuple[object, ...]:
    """Return what comes of a message that was taken."""
    examined = examine(members, enforce=enforce)
    assert examined.verdict in (Verdict.GENUINE, Verdict.UNPROVEN)
    stored = StoredCallback(
        row_id=1,
        proven=examined.verdict is Verdict.GENUINE,
        event_id=examined.event_id,
        shop_id=examined.shop_id,
        body=as_bytes(members),
        received_at=NOW,
    )
    return reader(enforce=enforce).events(stored, NOW)


# Signed


@pytest.mark.parametrize(
    "members",
    [
        sample("authorization_code"),
        signed(timestamp=1782907200),
        signed(timestamp="1782907200500", appId=str(APP_ID)),
        signed(eventId=1),
        signed(eventId="1"),
        signed(code="a/b+c=.~%7E"),
    ],
    ids=["sample", "seconds", "texts, as in a query", "event id", "event id as text", "odd code"],
)
def test_a_signed_consent_is_genuine_in_every_form(members: dict[str, Any]) -> None:
    examined = examine(members)
    assert (examined.verdict, examined.event_id) == (Verdict.GENUINE, 1)
    assert (examined.shop_id, examined.message_id) == (None, "")
    assert told(members) == (ConsentGiven(code=members["code"], state=STATE, proven=True),)


@pytest.mark.parametrize("state", [..., "", None])
def test_a_signed_consent_needs_no_state(state: object) -> None:
    assert told(signed(state=state)) == (ConsentGiven(code=CODE, state="", proven=True),)


def test_a_consent_in_the_envelope_of_all_others_says_the_same() -> None:
    message = compact(REDIRECT)
    members = signed_envelope(sample("event_1301"), eventId=1, message=message)
    assert told(members) == (ConsentGiven(code=CODE, state=STATE, proven=True),)
    assert told(signed_envelope(sample("event_1301"), eventId=1)) == ()


@pytest.mark.parametrize(
    "members",
    [
        sample("authorization_code") | {"sig": "0" * 64},
        sample("authorization_code") | {"sig": ""},
        sample("authorization_code") | {"sig": None},
        sample("authorization_code") | {"code": CODE[:-1] + "f"},
        sample("authorization_code") | {"state": "other"},
        sample("authorization_code") | {"timestamp": 1782907200501},
        signed(appId=APP_ID + 1),
        signed(appId=[APP_ID]),
        signed(timestamp=...),
        signed(timestamp=True),
        signed(timestamp="now"),
        signed(eventId=1001),
        signed(shopId=470022),
        signed(code=7),
        signed(code=""),
        signed(code="a b"),
        signed(code="c&state=d"),
        signed(state="s&timestamp=1"),
        signed(state=[1]),
        {"code": CODE},
        {"code": CODE, "state": ""},
        {"code": CODE, "state": ["x"]},
        {"code": "x" * 513, "state": STATE},
        {"code": 0},
    ],
    ids=lambda members: compact(members)[:70],
)
def test_anything_else_is_forged(members: dict[str, Any]) -> None:
    assert examine(members).verdict is Verdict.FORGED


def test_one_signature_fits_one_way_of_cutting_only() -> None:
    """`code=c&state=s` could else be read as the code `c&state=s`, which nobody consented to."""
    genuine = signed(code="c", state="s")
    cut = {k: v for k, v in genuine.items() if k != "state"} | {"code": "c&state=s"}
    assert cut["sig"] == signature(CALLBACK_URL, cut, SECRET)
    assert examine(genuine).verdict is Verdict.GENUINE
    assert examine(cut).verdict is Verdict.FORGED


# By a browser


@pytest.mark.parametrize("more", [{}, {"appId": str(APP_ID)}, {"scope": "all", "locale": "en"}])
@pytest.mark.parametrize("enforce", [True, False])
def test_a_browser_brings_code_and_state_without_a_signature(
    more: dict[str, str], *, enforce: bool
) -> None:
    members = REDIRECT | more
    assert examine(members, enforce=enforce).verdict is Verdict.UNPROVEN
    assert told(members, enforce=enforce) == (ConsentGiven(code=CODE, state=STATE, proven=False),)


def test_observing_takes_what_is_not_signed_as_unproven() -> None:
    forged = sample("authorization_code") | {"sig": "0" * 64}
    assert told(forged, enforce=False) == (ConsentGiven(code=CODE, state=STATE, proven=False),)
    assert told({"code": {"a": 1}}, enforce=False) == ()


# The same again


def test_one_code_is_one_message_however_it_comes() -> None:
    ways = [
        sample("authorization_code"),
        signed(timestamp=1782907260500),
        signed(state=...),
        signed(timestamp="1782907200500", appId=str(APP_ID)),
        REDIRECT,
    ]
    assert len({examine(members).content_hash for members in ways}) == 1
    assert (
        examine(signed(code="other")).content_hash
        != examine(sample("authorization_code")).content_hash
    )


def test_neither_code_nor_state_shows_in_a_log() -> None:
    assert CODE not in repr(told(sample("authorization_code")))
    assert STATE not in repr(told(sample("authorization_code")))
