"""Messages 1005 and 1007 → refund cases. Total, as the order codec is.

Keeta's list of refund states is not published: 1001 waits for the shop (2000 was seen in one
integration's test and is taken so too), 2001 and 5001 stand beside "Merchant agree refund" in
Keeta's examples, 5002 is a completed one in live data; a rejection's number is unknown.
"""

import json
from datetime import datetime

from kitchen_app.domain.order import OrderId, Party
from kitchen_app.domain.refunds import CaseId, RefundCase, RefundKind, RefundState
from kitchen_app.keeta.codec import PARTIES
from kitchen_app.keeta.money_codec import decode_amount
from kitchen_app.keeta.wire import Reader

_WAITS = frozenset({1001, 2000})
_STATES = {2001: RefundState.AGREED, 5001: RefundState.AGREED, 5002: RefundState.COMPLETED}
_MOST_PICTURES = 9


def decode_refund(
    message: Reader, *, order_id: OrderId, kind: RefundKind, received_at: datetime
) -> RefundCase:
    """Return the case that a message tells of; `received_at` stands in for a missing `opTime`."""
    told_at = message.moment("opTime") or received_at
    status = message.integer("status")
    handled_by = _party(message, "handleOpType")
    handle_reason = message.text("handleReason")
    return RefundCase(
        case_id=CaseId(message.identifier("afterSaleOrderId") or f"{order_id}-{kind}"),
        order_id=order_id,
        kind=kind,
        state=_state(status, is_appeal=message.flag("isAppeal"), is_handled=bool(handle_reason)),
        by=_party(message, "applyOpType") or Party.UNKNOWN,
        opened_at=told_at,
        told_at=told_at,
        reason=message.text("applyReason"),
        amount=decode_amount(message, "money", message.text("currency")),
        pictures=_pictures(message),
        handled_by=handled_by if handle_reason else None,
        handle_reason=handle_reason,
        platform_status=status,
    )


def _state(status: int | None, *, is_appeal: bool, is_handled: bool) -> RefundState:
    if is_appeal and not is_handled and status not in _STATES:
        return RefundState.APPEALED  # whatever its number: Keeta decides, and has not yet
    if status in _WAITS and not is_handled:
        return RefundState.WAITING
    return _STATES.get(status, RefundState.CLOSED) if status is not None else RefundState.CLOSED


def _party(message: Reader, name: str) -> Party | None:
    number = message.integer(name)
    return PARTIES.get(number, Party.UNKNOWN) if number is not None else None


def _pictures(message: Reader) -> tuple[str, ...]:
    """Return the picture addresses: an array, its JSON text, or one bare address."""
    found: object = message.raw("pictures")
    if isinstance(found, str):
        try:
            found = json.loads(found)
        except (ValueError, RecursionError):
            found = [found]
    if not isinstance(found, list):
        return ()
    texts = [Reader({"url": each}).text("url") for each in found]
    addresses = [text for text in texts if text.startswith(("https://", "http://"))]
    return tuple(addresses[:_MOST_PICTURES])
