"""Refund cases as Keeta writes them: events 1005 and 1007, `refundInfos`, `rebates`."""

import copy
from typing import Any

from kitchen_app.sandbox.cases import Case, CaseState, agreed_lines
from kitchen_app.sandbox.config import SandboxConfig
from kitchen_app.sandbox.fees import price_text, sent_digits
from kitchen_app.sandbox.orders import Order
from kitchen_app.sandbox.refundable import money_of, refund_products
from kitchen_app.sandbox.signing import compact_json

_WAITING_HANDLERS: dict[str, dict[str, Any]] = {
    "absent": {},
    "null": {"handleOpType": None, "handleReason": None},
    "empty": {"handleOpType": 0, "handleReason": ""},
}
# Who bears the money, as live orders have it: 20 is the merchant, 0 nobody yet.
_MERCHANT, _NOT_ASSIGNED = 20, 0
_OWN_IDS = 10_000_000_000_000


def case_message(order: Order, case: Case, config: SandboxConfig) -> dict[str, Any]:
    """Return what event 1005, or 1007 for a part, tells beside the order's ids and the time."""
    message = {
        "status": case.status,
        "afterSaleOrderId": case.case_id,
        "isAppeal": int(case.appealed),
        "pictures": _pictures(case, config),
        "money": case.money,
        "currency": case.currency,
        "applyOpType": int(case.applied_by),
        "applyReason": case.reason,
    } | _handler(case, config)
    if case.partial:
        message["refundProducts"] = refund_products(order, case.lines, config.refunded_count)
    return message


def refund_infos(order: Order, config: SandboxConfig) -> list[dict[str, Any]]:
    """Return `refundInfos[]` with the members that live orders have."""
    offset = 0 if config.refund_info_id == "case" else _OWN_IDS
    return [_refund_info(case) | {"id": case.case_id + offset} for case in order.cases]


def apply_rebates(info: dict[str, Any], order: Order, config: SandboxConfig) -> None:
    """Change an order object as agreed partial refunds do: `rebatesTag`, `rebates`, fees."""
    given_back = agreed_lines(order.cases)
    if not given_back:
        return
    info["rebatesTag"] = info["partRefundOrderTag"] = True
    info["rebates"] = {
        "residueProducts": [
            _residue(line, line["count"] - given_back.get(line["id"], 0), config)
            for line in order.products
            if line["count"] > given_back.get(line["id"], 0)
        ]
    }
    customer_fee = info["feeDtl"]["customerFee"]
    left = {
        "rebatesProductPrice": customer_fee["productPrice"] - money_of(order, given_back),
        "rebatesPayTotal": customer_fee["payTotal"] - money_of(order, given_back),
    }
    currency = customer_fee["i18n"]["currency"]
    digits = sent_digits(currency, config)
    texts = {f"{name}Str": price_text(currency, amount, digits) for name, amount in left.items()}
    customer_fee |= left | texts


def _pictures(case: Case, config: SandboxConfig) -> str:
    if config.refund_pictures == "empty":
        return ""
    if config.refund_pictures == "url":
        return case.pictures[0] if case.pictures else ""
    return compact_json(list(case.pictures))


def _handler(case: Case, config: SandboxConfig) -> dict[str, Any]:
    if case.handled_by is None:
        return _WAITING_HANDLERS[config.waiting_handler]
    return {"handleOpType": int(case.handled_by), "handleReason": case.handle_reason}


def _refund_info(case: Case) -> dict[str, Any]:
    bearer = _MERCHANT if case.takes_money and not case.is_open else _NOT_ASSIGNED
    paid_back = case.money if case.state is CaseState.COMPLETED else 0
    return {
        "applyType": case.apply_type,
        "refundType": 1,
        "partRefund": int(case.partial),
        "status": case.status,
        "refundMoney": case.money,
        "actRefundMoney": paid_back,
        "duty": bearer,
        "responsible": bearer,
        "applyReason": case.reason,
        "ctime": case.opened_at_ms,
        "commonExt": compact_json({"refundBearer": bearer}),
        "refundStatusHisList": [
            {"opTime": at_ms, "status": status} for at_ms, status in case.history
        ],
    }


def _residue(line: dict[str, Any], count: int, config: SandboxConfig) -> dict[str, Any]:
    """Return one row of `residueProducts`: a product with what is left of it."""
    rest = copy.deepcopy(line)
    rest["count"] = count
    for price in (rest["priceWithoutGroup"], rest["priceWithGroup"]):
        times = count if config.residue_amount == "line" else 1
        price["originAmount"] = price["originUnitPrice"] * times
        price["amount"] = price["unitPrice"] * times
    _recount(rest["groups"], count)
    return rest


def _recount(groups: list[dict[str, Any]], count: int) -> None:
    """Let the options of a line be as many as the line now is, at every level."""
    for group in groups:
        for option in group["shopProductGroupSkuList"]:
            option["groupSkuCount"] = option["count"] * count
            _recount(option["groups"], count)
