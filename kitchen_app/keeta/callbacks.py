"""Keeta's messages to us: whether one is genuine, and what it says.

The hash proves little by itself: the signed text is an unescaped `k=v&k=v`, so one text can be
cut into members in more than one way. Hence the strict shapes beside the hash: exactly the seven
known members, ids of digits, no `&` or `=` outside `message` (webhook guide; our finding).
"""

import hashlib
import json
import logging
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from kitchen_app.domain.events import (
    Accepted,
    Cancelled,
    Completed,
    Event,
    Hinted,
    Placed,
    RefundTold,
    RiderMoved,
)
from kitchen_app.domain.order import Party, Rider, ShopId
from kitchen_app.domain.refunds import RefundKind
from kitchen_app.domain.shop_events import ShopEvent
from kitchen_app.keeta.codec import (
    PARTIES,
    RIDER_STATES,
    decode_order,
    holds_order,
    order_id_in,
    order_info,
)
from kitchen_app.keeta.consent_callback import (
    CONSENT,
    decode_consent,
    examined_consent,
    is_consent,
    is_redirect,
    is_strict_consent,
)
from kitchen_app.keeta.money_scale import MoneyScale
from kitchen_app.keeta.refund_codec import decode_refund
from kitchen_app.keeta.shop_callbacks import SHOP_EVENTS, decode_shop_event
from kitchen_app.keeta.signing import CALLBACK_RECIPES, callback_recipe
from kitchen_app.keeta.wire import Reader, is_digits
from kitchen_app.services.errors import UnreadableMessage
from kitchen_app.services.ports import Examined, StoredCallback, Verdict

logger = logging.getLogger(__name__)

_MEMBERS = frozenset({"sig", "eventId", "appId", "messageId", "shopId", "message", "timestamp"})
_MESSAGE_ID = re.compile(r"[0-9A-Za-z_.:-]{1,64}")
_PLACED = 1001
_ORDER_EVENTS = range(1001, 1009)
_OF_THE_BRAND = frozenset({1301, 1302, 1303})
"""They may tell one shop of a chain about another; `eventId` stands before what others write."""

_HEARTBEAT = Examined(verdict=Verdict.HEARTBEAT)
_FORGED = Examined(verdict=Verdict.FORGED)
_MALFORMED = Examined(verdict=Verdict.MALFORMED)


class KeetaCallbacks:
    """Examines and decodes callbacks for one application.

    `callback_url` is the address exactly as registered with Keeta: what a request claims as its
    host is no proof. With `enforce` off, a message whose signature does not fit is taken as a
    mere hint instead of being refused (the webhook recipe was never confirmed live). `scale` is
    what orders have shown of the unit of amounts that have no text beside them.
    """

    def __init__(
        self,
        *,
        app_id: int,
        secret: str,
        callback_url: str,
        enforce: bool,
        scale: MoneyScale | None = None,
    ) -> None:
        self._app_id = str(app_id)
        self._secret = secret
        self._url = callback_url
        self._enforce = enforce
        self._recipe = CALLBACK_RECIPES[0]
        self._scale = scale or MoneyScale()

    def examine(self, body: bytes) -> Examined:
        """Tell what a body is; never raises."""
        if not body.strip():
            return _HEARTBEAT
        envelope = _object(body)
        if envelope is None:
            return _MALFORMED
        if not envelope:
            return _HEARTBEAT
        if is_consent(envelope):
            return self._examine_consent(envelope, body)
        is_keetas = self._is_strict(envelope) and self._is_signed(envelope)
        if is_keetas and envelope.keys() == _MEMBERS:
            return _examined(Verdict.GENUINE, envelope, body)
        if self._enforce and not is_keetas:
            return _FORGED
        # With members that we do not know, one text has several cuttings: no more than a hint.
        return _examined(Verdict.UNPROVEN, envelope, body)

    def events(
        self, callback: StoredCallback, received_at: datetime
    ) -> tuple[Event | ShopEvent, ...]:
        """Decode a stored message; what cannot be read becomes a hint to read the order.

        Raises:
            UnreadableMessage: a proven order event in which no order id can be found.
        """
        envelope = _object(callback.body) or {}
        message = Reader(_parsed(envelope.get("message")))
        if callback.event_id == CONSENT:
            members = Reader(envelope) if is_consent(envelope) else message
            consent = decode_consent(members, proven=callback.proven)
            return (consent,) if consent else ()
        if callback.event_id in SHOP_EVENTS:
            told = decode_shop_event(callback, message)
            return (told,) if told else ()
        order_id = order_id_in(message)
        if not order_id:
            if callback.proven and callback.event_id in _ORDER_EVENTS:
                raise UnreadableMessage(f"event {callback.event_id} names no order")
            return ()
        shop_id = callback.shop_id or ShopId(message.identifier("shopId"))
        hint = Hinted(
            order_id=order_id,
            shop_id=shop_id,
            event_id=callback.event_id,
            creates=callback.proven,
        )
        decode = ORDER_DECODERS.get(callback.event_id)
        if decode is None or not callback.proven:
            return (hint,)
        self._scale.learn(order_info(message))
        return (decode(message, hint, received_at, self._scale) or hint,)

    def _is_signed(self, envelope: Mapping[str, Any]) -> bool:
        recipe = callback_recipe(self._url, envelope, self._secret)
        if recipe is not None and recipe != self._recipe:
            self._recipe = recipe
            logger.info("Callbacks are signed by the recipe %r", f"{recipe}params+secret")
        return recipe is not None

    def _examine_consent(self, envelope: Mapping[str, Any], body: bytes) -> Examined:
        """Tell what event 1 is. What a browser brings is nobody's forgery, even when enforcing."""
        is_strict = is_strict_consent(envelope, self._app_id)
        if is_strict and self._is_signed(envelope):
            return examined_consent(Verdict.GENUINE, envelope, body)
        if self._enforce and not is_redirect(envelope):
            return _FORGED
        return examined_consent(Verdict.UNPROVEN, envelope, body)

    def _is_strict(self, envelope: Mapping[str, Any]) -> bool:
        shape_fits = (
            envelope.keys() >= _MEMBERS
            and all(isinstance(value, str | int | None) for value in envelope.values())
            and isinstance(envelope["message"], str)
            and is_digits(envelope["appId"])
            and is_digits(envelope["eventId"])
            and is_digits(envelope["shopId"])
            and is_digits(envelope["timestamp"])
            and _is_message_id(envelope["messageId"])
        )
        return (
            shape_fits
            and str(envelope["appId"]) == self._app_id
            and (
                int(envelope["eventId"]) in _OF_THE_BRAND
                or _inner_shop(envelope["message"]) in (None, str(envelope["shopId"]))
            )
        )


def _placed(message: Reader, hint: Hinted, received_at: datetime, _: MoneyScale) -> Event | None:
    info = order_info(message)
    if not holds_order(info):
        return None  # thin: only the ids
    order = decode_order(info, order_id=hint.order_id, shop_id=hint.shop_id, now=received_at)
    return Placed(order=order)


def _accepted(message: Reader, hint: Hinted, received_at: datetime, _: MoneyScale) -> Event:
    at = message.moment("opTime") or received_at
    return Accepted(order_id=hint.order_id, shop_id=hint.shop_id, at=at)


def _completed(message: Reader, hint: Hinted, received_at: datetime, _: MoneyScale) -> Event:
    at = message.moment("opTime") or received_at
    return Completed(order_id=hint.order_id, shop_id=hint.shop_id, at=at)


def _cancelled(message: Reader, hint: Hinted, received_at: datetime, _: MoneyScale) -> Event:
    by = message.integer("opType")
    return Cancelled(
        order_id=hint.order_id,
        shop_id=hint.shop_id,
        at=message.moment("opTime") or received_at,
        by=PARTIES.get(by, Party.UNKNOWN) if by is not None else Party.UNKNOWN,
        reason=message.prose("cancelReason"),
    )


def _rider_moved(
    message: Reader, hint: Hinted, received_at: datetime, _: MoneyScale
) -> Event | None:
    state = message.integer("logisticsStatus")
    if state not in RIDER_STATES or _tells_of_a_part(message):
        return None  # only order/get tells of all parts of a big order
    rider = Rider(
        state=RIDER_STATES[state],
        at=message.moment("opTime") or received_at,
        name=message.text("courierName"),
    )
    return RiderMoved(order_id=hint.order_id, shop_id=hint.shop_id, rider=rider)


def _tells_of_a_part(message: Reader) -> bool:
    if "bigOrderTag" in message:
        return message.flag("bigOrderTag")
    return bool(message.identifier("merchantSubOrderId"))


def _full_refund(message: Reader, hint: Hinted, at: datetime, scale: MoneyScale) -> Event:
    return _refund_told(message, hint, RefundKind.FULL, received_at=at, scale=scale)


def _partial_refund(message: Reader, hint: Hinted, at: datetime, scale: MoneyScale) -> Event:
    return _refund_told(message, hint, RefundKind.PARTIAL, received_at=at, scale=scale)


def _refund_told(
    message: Reader,
    hint: Hinted,
    kind: RefundKind,
    *,
    received_at: datetime,
    scale: MoneyScale,
) -> RefundTold:
    case = decode_refund(
        message, order_id=hint.order_id, kind=kind, received_at=received_at, scale=scale
    )
    return RefundTold(case=case, shop_id=hint.shop_id)


_Decoder = Callable[[Reader, Hinted, datetime, MoneyScale], Event | None]

ORDER_DECODERS: Mapping[int, _Decoder] = {
    _PLACED: _placed,
    1002: _accepted,
    1003: _completed,
    1004: _cancelled,
    1005: _full_refund,
    1006: _rider_moved,
    1007: _partial_refund,
}
"""The decoder of each event about an order; of the others only which order to read is taken."""


def _examined(verdict: Verdict, envelope: Mapping[str, Any], body: bytes) -> Examined:
    """Return the envelope's head. A repeat has a new `timestamp` and `sig`, so neither counts."""
    head = Reader(envelope)
    message = envelope.get("message")
    content = body
    if isinstance(message, str):
        content = f"{head.integer('eventId')}\n{message}".encode("utf-8", "surrogatepass")
    return Examined(
        verdict=verdict,
        message_id=head.text("messageId"),
        event_id=head.integer("eventId") or 0,
        shop_id=ShopId(shop) if (shop := head.identifier("shopId")) else None,
        content_hash=hashlib.sha256(content).hexdigest(),
    )


def _is_message_id(value: object) -> bool:
    return isinstance(value, int | str) and _MESSAGE_ID.fullmatch(str(value)) is not None


def _inner_shop(message: str) -> str | None:
    inner = Reader(_parsed(message))
    info = order_info(inner)
    return inner.identifier("shopId") or info.child("merchantOrder").identifier("shopId") or None


def _object(body: bytes) -> dict[str, Any] | None:
    """Return the JSON object of a body, or None for anything else."""
    try:
        value = json.loads(
            body.decode("utf-8"), object_pairs_hook=_unique, parse_constant=_no_constant
        )
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _parsed(message: object) -> object:
    if not isinstance(message, str):
        return message
    try:
        return json.loads(message)
    except (ValueError, RecursionError):
        return None


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError("a member stands twice")
    return members


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is not JSON")
