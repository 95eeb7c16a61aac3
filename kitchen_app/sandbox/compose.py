"""Builds the part of an order that never changes: who ordered what, how, and what it costs.

What a seed decides is decided without the clock: the same seed gives the same food, notes,
customers and amounts. Only ids and times tell one run from the next.
"""

import random
from dataclasses import dataclass
from typing import Any

from kitchen_app.sandbox.config import Fulfilment, Language, SandboxConfig
from kitchen_app.sandbox.fees import draw_fees, fee_detail, promotions
from kitchen_app.sandbox.lines import draw_products, goods_total
from kitchen_app.sandbox.market import menu_in
from kitchen_app.sandbox.menu import Menu

_LINES = (1, 2, 3, 4, 5)
_LINE_WEIGHTS = (20, 35, 25, 13, 7)
_NOTE_CHANCE = 0.4
_MINUTE_MS = 60_000

# `payType` has no published list: "applepay" and "Cash" are known, "creditcard" is invented.
_ONLINE = (("applepay", "Apple Pay"), ("creditcard", "Credit Card"))
_CASH = ("Cash", "Cash")

PRIVATE = ("name", "phone", "houseNumber", "addressStruct", "detailAddressStruct")
"""The members of `recipientInfo` that come as ciphertext."""

DELIVERY_MODES = {
    Fulfilment.DELIVERY: "1001",
    Fulfilment.DRONE: "1098",
    Fulfilment.SELF_DELIVERY: "9001",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a script asks of a new order; what it leaves open is drawn."""

    language: Language | None = None
    fulfilment: Fulfilment = Fulfilment.DELIVERY
    cash: bool = False
    note: str | None = None
    """None draws a note or none; an empty text is certainly no note."""
    lines: int | None = None
    seed: int | None = None
    """Draws this one order from a seed of its own."""
    shop_id: int | None = None
    """One of the other shops of the brand; None is the first."""
    big: bool = False
    """More than one rider can carry: split into two parts for delivery."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """What is given to an order rather than drawn for it."""

    order_view_id: int
    shop_id: int
    running_number: int
    placed_at_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Composed:
    """What never changes of an order."""

    menu: Menu
    fixed: dict[str, Any]
    """The `orderInfo` without status and rider."""
    plain_texts: dict[str, str]
    """What each ciphertext of it says."""


def compose(wish: Wish, rng: random.Random, identity: Identity, config: SandboxConfig) -> Composed:
    """Draw what the wish leaves open and return the part of the order that never changes."""
    language = rng.choice(config.languages)
    menu = menu_in(wish.language or language, config)
    fixed = _order_info(wish, rng, identity, menu)
    plain_texts = _hide_recipient(fixed["recipientInfo"], rng)
    if wish.fulfilment is Fulfilment.SELF_DELIVERY and config.self_delivery_recipient == "plain":
        recipient = fixed["recipientInfo"]
        fixed["recipientInfo"] = {
            name: plain_texts.get(str(value), value) for name, value in recipient.items()
        }
    if wish.big:
        _split(fixed, identity, config)
    return Composed(menu=menu, fixed=fixed, plain_texts=plain_texts)


def _order_info(wish: Wish, rng: random.Random, identity: Identity, menu: Menu) -> dict[str, Any]:
    lines = wish.lines or rng.choices(_LINES, _LINE_WEIGHTS)[0]
    if wish.big:
        lines = max(lines, 2)
    line_id = identity.order_view_id % 10_000_000 * 100 + 1
    products = draw_products(menu, rng, lines, first_line_id=line_id)
    delivered = wish.fulfilment is not Fulfilment.PICKUP
    fees = draw_fees(menu, rng, goods_total(products), delivered=delivered)
    return {
        "baseOrder": _base_order(wish, rng, identity, menu),
        "merchantOrder": _merchant_order(wish, rng, identity, menu),
        "merchantOrderDeliveries": _deliveries(wish, rng),
        "deliveryInfos": [],
        "orderPromotionDtlList": promotions(fees, rng),
        "refundInfos": [],
        "recipientInfo": _recipient(rng, menu),
        "feeDtl": fee_detail(fees),
        "rebatesTag": False,
        "products": products,
        "bigOrderTag": False,
        "subOrderInfoList": [],
        # Seen in live orders, in no page: a client must ignore what it does not know.
        "foodPrepareInfo": None,
        "additionalDeliverys": None,
        "groupChoiceCompensationTag": False,
        "partRefundOrderTag": False,
    }


def _base_order(wish: Wish, rng: random.Random, identity: Identity, menu: Menu) -> dict[str, Any]:
    online = rng.choice(_ONLINE)
    pay_type, pay_text = _CASH if wish.cash else online
    drawn = rng.choice(menu.order_notes) if rng.random() < _NOTE_CHANCE else ""
    cutlery, minutes = rng.randint(0, 1), rng.randint(35, 50)
    base: dict[str, Any] = {
        "orderViewId": identity.order_view_id,
        "orderViewIdStr": str(identity.order_view_id),
        "chooseTableware": cutlery,
        "ctime": identity.placed_at_ms - 850,
        "payType": pay_type,
        "payTypeDesc": pay_text,
        "currency": menu.currency,
        "remark": drawn if wish.note is None else wish.note,
    }
    if wish.fulfilment is Fulfilment.PICKUP:
        return base | _ready_by(identity)
    return base | {"deliveryTime": identity.placed_at_ms + minutes * _MINUTE_MS}


def _merchant_order(
    wish: Wish, rng: random.Random, identity: Identity, menu: Menu
) -> dict[str, Any]:
    pickup = wish.fulfilment is Fulfilment.PICKUP
    prefix = "K" if menu.language is Language.CHINESE else ""  # live form in Hong Kong: "K998"
    merchant: dict[str, Any] = {
        "orderViewId": identity.order_view_id,
        "orderViewIdStr": str(identity.order_view_id),
        "shopId": identity.shop_id,
        "shopName": menu.shop_name,
        "ctime": identity.placed_at_ms,
        "seqNo": identity.running_number,
        "seqNoStr": f"{prefix}{identity.running_number}",
        "pushOrderResult": 1,
        "unconfirmedStatusTime": identity.placed_at_ms,
        "userId": 10_000_010_000_000 + rng.randint(0, 9_999_999),
        "userGetMode": "pickup" if pickup else "delivery",
        "currency": menu.currency,
    }
    return merchant | _ready_by(identity) if pickup else merchant


def _ready_by(identity: Identity) -> dict[str, int]:
    """Return by when the food is expected; no order but a pickup order says so."""
    return {"estimatedDiningReadyUrgeTime": identity.placed_at_ms + 20 * _MINUTE_MS}


def _deliveries(wish: Wish, rng: random.Random) -> list[dict[str, Any]]:
    waybill = rng.randint(30_000, 99_999)
    if wish.fulfilment is Fulfilment.PICKUP:
        return []
    return [
        {
            "waybillId": waybill,
            "subimitDeliveryResult": 1,
            "deliveryMode": DELIVERY_MODES[wish.fulfilment],
            "merchantOrderDeliveryHisList": [],
        }
    ]


def _recipient(rng: random.Random, menu: Menu) -> dict[str, Any]:
    """Return who gets the food, still readable."""
    struct = f'{{"district":"{menu.district}","building":"{rng.randint(1, 90)}"}}'
    detail = f'{{"aptNumber":"{rng.randint(1, 30)}"}}'
    return {
        "name": rng.choice(menu.customers),
        "phone": f"5000{rng.randint(0, 99_999):05d}",
        "houseNumber": str(rng.randint(1, 200)),
        "addressStruct": struct,
        "detailAddressStruct": detail,
        "interCode": menu.inter_code,
        "addressName": menu.district,
        "point": {"latitude": menu.latitude, "longitude": menu.longitude},
    }


def _hide_recipient(recipient: dict[str, Any], rng: random.Random) -> dict[str, str]:
    """Put `ENC_` ciphertext in the place of what is private; return what each says."""
    plain_texts: dict[str, str] = {}
    for name in PRIVATE:
        cipher_text = f"ENC_{rng.getrandbits(128):032x}"
        plain_texts[cipher_text] = recipient[name]
        recipient[name] = cipher_text
    return plain_texts


def _split(fixed: dict[str, Any], identity: Identity, config: SandboxConfig) -> None:
    """Split a big order into two parts, each with its own delivery (subOrderInfoList)."""
    first_id = 900_000_000_000 + identity.order_view_id % 10_000_000 * 10 + 1
    products, deliveries = fixed["products"], fixed["merchantOrderDeliveries"]
    fixed["bigOrderTag"] = True
    fixed["subOrderInfoList"] = [
        {"merchantSubOrderId": first_id + part, "products": products[part::2]} for part in (0, 1)
    ]
    if deliveries:
        fixed["merchantOrderDeliveries"] = [
            deliveries[0] | {"waybillId": deliveries[0]["waybillId"] + part} for part in (0, 1)
        ]
    if config.big_order_products == "parts":
        fixed["products"] = []
