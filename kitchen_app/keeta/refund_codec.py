"""Messages 1005 and 1007, and `refundInfos` of an order → refund cases. Total, as the order codec.

Keeta's list of refund states is not published: 1001 waits for the shop (2000 was seen in one
integration's test and is taken so too), 2001 and 5001 stand beside "Merchant agree refund" in
Keeta's examples, 5002 is a completed one in live data; a rejection's number is unknown.
"""

import json
import re
from dataclasses import replace
from datetime import datetime
from itertools import dropwhile
from operator import itemgetter

from kitchen_app.domain.order import OrderId, Party
from kitchen_app.domain.refunds import CaseId, RefundCase, RefundKind, RefundState
from kitchen_app.keeta.codec import PARTIES
from kitchen_app.keeta.money_codec import decode_amount, order_currency, sent_decimals
from kitchen_app.keeta.money_scale import MoneyScale
from kitchen_app.keeta.wire import Reader

_WAITS = frozenset({1001, 2000})
_STATES = {2001: RefundState.AGREED, 5001: RefundState.AGREED, 5002: RefundState.COMPLETED}
_MOST_PICTURES = 9
_BETWEEN_ADDRESSES = re.compile(r",\s*(?=https?://)")
"""A comma that belongs to an address itself, as in a query, has no address behind it."""

# `applyType` as live orders have it (order reference, after-sale apply types; others unknown).
_CLAIM, _PARTIAL, _NEVER_ACCEPTED = 1001, 2002, 3001


def decode_refund(
    message: Reader,
    *,
    order_id: OrderId,
    kind: RefundKind,
    received_at: datetime,
    scale: MoneyScale | None = None,
) -> RefundCase:
    """Return the case that a message tells of; `received_at` stands in for a missing `opTime`.

    `scale` is what orders have shown of the unit: the amount here has no text beside it.
    """
    currency = message.text("currency")
    decimals = scale.decimals(currency) if scale else None
    told_at = message.moment("opTime") or received_at
    status = message.integer("status")
    handle_reason = message.prose("handleReason")
    # While a case waits these members are absent, null, or empty with the system's 0.
    is_handled = bool(handle_reason) or message.integer("handleOpType") not in (None, 0)
    return RefundCase(
        case_id=CaseId(message.identifier("afterSaleOrderId") or f"{order_id}-{kind}"),
        order_id=order_id,
        kind=kind,
        state=_state(status, is_appeal=message.flag("isAppeal"), is_handled=is_handled),
        by=_party(message, "applyOpType") or Party.UNKNOWN,
        opened_at=told_at,
        told_at=told_at,
        reason=message.prose("applyReason"),
        amount=decode_amount(message, "money", currency, decimals),
        pictures=_pictures(message),
        handled_by=_party(message, "handleOpType") if is_handled else None,
        handle_reason=handle_reason,
        platform_status=status,
    )


def decode_refund_infos(
    info: Reader, *, order_id: OrderId, received_at: datetime
) -> tuple[RefundCase, ...]:
    """Return the cases that an order object lists in `refundInfos`.

    No page shows the members; these were seen in live orders. A row that is there because nobody
    accepted the order asks for nothing and is left out. That `id` is the `afterSaleOrderId` of
    the messages is likely and not documented.
    """
    rows = [row for row in info.children("refundInfos") if row]
    return tuple(
        replace(
            _listed(row, order_id, received_at),
            amount=decode_amount(row, "refundMoney", order_currency(info), sent_decimals(info)),
        )
        for row in rows
        if row.integer("applyType") != _NEVER_ACCEPTED
    )


def _listed(row: Reader, order_id: OrderId, received_at: datetime) -> RefundCase:
    """Return the case of one row, without its amount.

    Without a history it is as old as its opening: a later guess would overtake the messages that
    tell what became of the case since.
    """
    kind = _kind(row)
    status = row.integer("status")
    history = row.children("refundStatusHisList")
    moments = [at for step in history if (at := step.moment("opTime"))]
    opened_at = row.moment("ctime") or min(moments, default=received_at)
    state = _state(status, is_appeal=status in _WAITS and _waited_before(history), is_handled=False)
    # The shop is not asked about what it gives back of itself.
    is_customers = row.integer("applyType") == _CLAIM or state is RefundState.WAITING
    return RefundCase(
        case_id=CaseId(row.identifier("id") or f"{order_id}-{kind}"),
        order_id=order_id,
        kind=kind,
        state=state,
        by=Party.CUSTOMER if is_customers else Party.UNKNOWN,
        opened_at=opened_at,
        told_at=max(moments, default=opened_at),
        reason=row.prose("applyReason"),
        platform_status=status,
        is_listed=True,
    )


def _kind(row: Reader) -> RefundKind:
    if "partRefund" in row:
        is_part = row.flag("partRefund")
    else:
        is_part = row.integer("applyType") == _PARTIAL
    return RefundKind.PARTIAL if is_part else RefundKind.FULL


def _waited_before(history: list[Reader]) -> bool:
    """Tell whether a case went on from waiting; one that waits again then is an appeal.

    After a rejection the customer may appeal, and Keeta decides (order/reject page). A step
    before the first waiting says nothing: the list of states is not published.
    """
    steps = [
        (at, status)
        for step in history
        if (at := step.moment("opTime")) and (status := step.integer("status")) is not None
    ]
    statuses = [status for _, status in sorted(steps, key=itemgetter(0))]
    since_waiting = dropwhile(lambda status: status not in _WAITS, statuses)
    return any(status not in _WAITS for status in since_waiting)


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
    """Return the picture addresses: an array, its JSON text, or bare ones between commas."""
    told = message.raw("pictures")
    found: object = told
    if isinstance(told, str):
        try:
            found = json.loads(told)
        except (ValueError, RecursionError):
            found = _BETWEEN_ADDRESSES.split(told)
    if not isinstance(found, list):
        return ()
    texts = [Reader({"url": each}).text("url") for each in found]
    addresses = [text for text in texts if text.startswith(("https://", "http://"))]
    return tuple(addresses[:_MOST_PICTURES])
