"""An order that nobody has placed, to show what tickets look like."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from kitchen_app.domain.money import Money
from kitchen_app.domain.order import (
    Cancellation,
    Fulfilment,
    Line,
    Option,
    Order,
    OrderId,
    Party,
    Payment,
    ShopId,
    Status,
)
from kitchen_app.domain.tickets import Copy, Ticket

Names = Mapping[str, str]


def sample_ticket(copy: Copy, now: datetime) -> Ticket:
    """Return a paper of an order that has sizes, options, notes and an allergy."""
    order = _order(now)
    if copy is Copy.STOP:
        ended = Cancellation(by=Party.CUSTOMER, reason="", at=now, seen_at=now)
        order = replace(order, status=Status.CANCELLED, cancellation=ended)
    return Ticket(copy=copy, order=order, printed_at=now)


def _order(now: datetime) -> Order:
    return Order(
        order_id=OrderId("1000000000000001"),
        shop_id=ShopId("1"),
        number="1042",
        status=Status.ACCEPTED,
        fulfilment=Fulfilment.DELIVERY,
        placed_at=now - timedelta(minutes=2),
        accept_by=now + timedelta(minutes=3),
        received_at=now - timedelta(minutes=2),
        accepted_at=now,
        ready_by=now + timedelta(minutes=15),
        lines=_lines(),
        note="Peanut allergy! No peanuts please",
        cutlery=True,
        paid=Money(minor=7400, currency="SAR"),
        payment=Payment(is_cash=False),
    )


def _lines() -> tuple[Line, ...]:
    plate = _names("Chicken shawarma plate", "صحن شاورما دجاج", "雞肉沙威瑪拼盤")
    large = _names("Large", "كبير", "大")
    sauce = _names("Garlic sauce", "صلصة ثوم", "蒜蓉醬")
    bread = _names("Extra bread", "خبز إضافي", "加麵包")
    soup = _names("Lentil soup", "شوربة عدس", "扁豆湯")
    tea = _names("Iced tea", "شاي مثلج", "凍茶")
    return (
        Line(
            line_id="1",
            name=plate["en"],
            names=plate,
            spec=large["en"],
            specs=large,
            quantity=2,
            options=(_option(sauce), replace(_option(bread), quantity=2)),
            note="No onion",
        ),
        Line(line_id="2", name=soup["en"], names=soup),
        Line(line_id="3", name=tea["en"], names=tea, quantity=3),
    )


def _option(names: Names) -> Option:
    return Option(name=names["en"], names=names)


def _names(english: str, arabic: str, chinese: str) -> Names:
    return {"en": english, "ar": arabic, "zh-HK": chinese}
