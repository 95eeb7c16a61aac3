"""Event 1, the owner's consent: flat, signed or brought along by a browser.

By GET (self-authorization guide) or by POST (webhook reference), `timestamp` in milliseconds or
seconds: the webhook makes the same body of both and nothing here looks at the time. In the
Standard OAuth mode Keeta sends the owner's browser to us instead, perhaps without a signature:
then only the `state` that we gave out tells that the consent began here.
"""

import hashlib
import re
from collections.abc import Mapping
from typing import Any

from kitchen_app.domain.shop_events import ConsentGiven
from kitchen_app.keeta.wire import Reader, is_digits
from kitchen_app.services.ports import Examined, Verdict

CONSENT = 1

_SIGNED = frozenset({"sig", "code", "appId", "timestamp"})
_OPTIONAL = frozenset({"state", "eventId"})
_TEXT = re.compile(r"[!-%'-~]{1,512}")
"""What can be printed but no `&`: the signed text could otherwise be cut in another way."""


def is_consent(envelope: Mapping[str, Any]) -> bool:
    """Tell event 1 from the envelope that all other events have."""
    return "code" in envelope and "message" not in envelope


def is_strict_consent(envelope: Mapping[str, Any], app_id: str) -> bool:
    """Tell whether a consent has no member but the known ones, each of its own shape."""
    return (
        envelope.keys() >= _SIGNED
        and envelope.keys() <= _SIGNED | _OPTIONAL
        and _is_text(envelope["code"])
        and (envelope.get("state") in ("", None) or _is_text(envelope["state"]))
        and str(envelope["appId"]) == app_id
        and is_digits(envelope["timestamp"])
        and str(envelope.get("eventId", CONSENT)) == str(CONSENT)
    )


def is_redirect(envelope: Mapping[str, Any]) -> bool:
    """Tell whether a browser may have brought it: unsigned, with the state of a consent page."""
    return (
        "sig" not in envelope and _is_text(envelope.get("code")) and _is_text(envelope.get("state"))
    )


def examined_consent(verdict: Verdict, envelope: Mapping[str, Any], body: bytes) -> Examined:
    """Return the head of a consent. However often and in whatever way, one code is one message."""
    code = Reader(envelope).text("code")
    content = f"{CONSENT}\n{code}".encode() if code else body
    return Examined(
        verdict=verdict,
        event_id=CONSENT,
        content_hash=hashlib.sha256(content).hexdigest(),
    )


def decode_consent(members: Reader, *, proven: bool) -> ConsentGiven | None:
    """Return what event 1 says, or None if it holds no code."""
    code = members.text("code")
    if not code:
        return None
    return ConsentGiven(code=code, state=members.text("state"), proven=proven)


def _is_text(value: object) -> bool:
    return isinstance(value, str) and _TEXT.fullmatch(value) is not None
