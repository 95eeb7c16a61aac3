"""Papers as the kitchen would get them, for golden pictures and for tests."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

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
from kitchen_app.domain.refunds import CaseId, RefundCase, RefundKind, RefundState
from kitchen_app.domain.tickets import Copy, DaySummary, Mark, Paper, TestPage, Ticket
from kitchen_app.printing.reader import Reader

NOW = datetime(2026, 3, 14, 11, 32, tzinfo=UTC)
RIYADH = ZoneInfo("Asia/Riyadh")
HONG_KONG = ZoneInfo("Asia/Hong_Kong")


def names(en: str, ar: str, zh: str) -> Mapping[str, str]:
    return {"en": en, "ar": ar, "zh-HK": zh, "default": en}


SHAWARMA = Line(
    line_id="1",
    name="Chicken shawarma plate",
    names=names("Chicken shawarma plate", "صحن شاورما دجاج", "雞肉沙威瑪碟"),
    spec="Large",
    specs=names("Large", "كبير", "大"),
    quantity=2,
    note="no pickles",
    options=(
        Option(
            name="Garlic sauce", names=names("Garlic sauce", "صلصة الثوم", "蒜蓉醬"), quantity=2
        ),
        Option(name="Extra bread", names=names("Extra bread", "خبز إضافي", "額外麵包"), depth=1),
    ),
)
SOUP = Line(
    line_id="2", name="Lentil soup", names=names("Lentil soup", "شوربة عدس", "扁豆湯"), quantity=1
)
RICE = Line(
    line_id="3",
    name="Chicken biryani",
    names=names("Chicken biryani", "برياني دجاج", "雞肉香飯"),
    quantity=3,
    options=(Option(name="Less spicy", names=names("Less spicy", "أقل حرارة", "少辣")),),
)
TEA = Line(
    line_id="4",
    name="Iced lemon tea",
    names=names("Iced lemon tea", "شاي مثلج بالليمون", "凍檸茶"),
    options=(Option(name="Less ice", names=names("Less ice", "ثلج أقل", "少冰")),),
)
ORDER = Order(
    order_id=OrderId("90071992547401042"),
    shop_id=ShopId("77"),
    number="1042",
    status=Status.ACCEPTED,
    fulfilment=Fulfilment.DELIVERY,
    placed_at=NOW - timedelta(minutes=2),
    accept_by=NOW + timedelta(minutes=3),
    received_at=NOW - timedelta(minutes=2),
    accepted_at=NOW,
    ready_by=NOW + timedelta(minutes=18),
    lines=(SHAWARMA, SOUP, RICE, TEA),
    cutlery=True,
    note="Ring twice, please. I am ALLERGIC to peanuts!",
    paid=Money(minor=6850, currency="SAR"),
    payment=Payment(is_cash=True),
)
ARABIC_NOTE = "بدون بصل، الهاتف القديم 055-123-4567 والشقة B12. حساسية من الفول السوداني"
CASE = RefundCase(
    case_id=CaseId("5"),
    order_id=ORDER.order_id,
    kind=RefundKind.PARTIAL,
    state=RefundState.AGREED,
    by=Party.CUSTOMER,
    opened_at=NOW - timedelta(minutes=4),
    told_at=NOW,
    reason="Two were one too many",
)
CANCELLED = replace(
    ORDER,
    status=Status.CANCELLED,
    cancellation=Cancellation(
        by=Party.CUSTOMER, reason="Ordered twice by mistake", at=NOW, seen_at=NOW
    ),
)
LONG_NOTE = (
    "Please leave it at the side door; the bell is broken. The sauce apart, and the bread warm. "
    "I have an allergy to sesame, so no tahini anywhere. "
) * 14
HOSTILE = "\x1b@\x1dV\x00Cut\u202ehere\x07 \x9b31m red \u2066\u2069\ud800 a" + "\u0301" * 6 + " end"


def ticket(order: Order = ORDER, copy: Copy = Copy.KITCHEN, **changes: object) -> Ticket:
    plain = Ticket(copy=copy, order=order, printed_at=NOW)
    return replace(plain, **changes)  # type: ignore[arg-type]  # names of the dataclass


def many(count: int) -> tuple[Line, ...]:
    dishes = (SHAWARMA, SOUP, RICE, TEA)
    return tuple(
        replace(dishes[index % 4], line_id=str(index), quantity=index % 5 + 1, note="")
        for index in range(count)
    )


EN = Reader(zone=RIYADH)
AR = Reader(languages=("ar",), zone=RIYADH)
ZH = Reader(languages=("zh_HK",), zone=HONG_KONG)
AR_EN = Reader(languages=("ar", "en"), zone=RIYADH)
EN_ZH = Reader(languages=("en", "zh_HK"), zone=HONG_KONG)


@dataclass(frozen=True, kw_only=True)
class Scene:
    """A paper, who reads it, and the widths at which its picture is kept."""

    paper: Paper
    reader: Reader = EN
    widths: tuple[int, ...] = (384, 512, 576)


HKD = replace(ORDER, paid=Money(minor=12350, currency="HKD"))
SCENES: Mapping[str, Scene] = {
    "kitchen-en": Scene(paper=ticket()),
    "kitchen-ar": Scene(paper=ticket(replace(ORDER, note=ARABIC_NOTE)), reader=AR),
    "kitchen-zh": Scene(
        paper=ticket(
            replace(HKD, note="走青，對花生敏感。少冰少甜。", fulfilment=Fulfilment.PICKUP)
        ),
        reader=ZH,
    ),
    "kitchen-ar-en": Scene(paper=ticket(station="Grill"), reader=AR_EN, widths=(576,)),
    "kitchen-en-zh": Scene(paper=ticket(), reader=EN_ZH, widths=(384,)),
    "kitchen-emoji": Scene(
        paper=ticket(
            replace(ORDER, note="Very spicy 🌶️🌶️ for 👨‍👩‍👧 please 😂😂😂 👍🏽 🇸🇦 ❤️", lines=(SOUP,))
        ),
        widths=(384, 576),
    ),
    "kitchen-200-lines": Scene(paper=ticket(replace(ORDER, lines=many(200))), widths=(384,)),
    "kitchen-long-note": Scene(
        paper=ticket(replace(ORDER, note=LONG_NOTE, lines=(SOUP,))), widths=(384, 576)
    ),
    "kitchen-hostile": Scene(
        paper=ticket(
            replace(
                ORDER,
                number="1042\x1b",
                note=HOSTILE,
                lines=(replace(SOUP, name=HOSTILE, names={}, spec="W" * 60),),
            )
        ),
        widths=(384, 576),
    ),
    "kitchen-copy": Scene(
        paper=ticket(replace(ORDER, lines=(SOUP,)), mark=Mark.COPY), widths=(576,)
    ),
    "kitchen-possible-copy": Scene(
        paper=ticket(replace(ORDER, lines=(SOUP,)), mark=Mark.POSSIBLE_COPY),
        reader=AR_EN,
        widths=(384,),
    ),
    "kitchen-changed": Scene(
        paper=ticket(
            replace(ORDER, note="", lines=(SHAWARMA, SOUP, RICE)),
            mark=Mark.CHANGED,
            changed=frozenset({"2", "3"}),
            gone=(TEA,),
        ),
        widths=(576,),
    ),
    "kitchen-changed-ar": Scene(
        paper=ticket(
            replace(ORDER, lines=(SOUP,)),
            mark=Mark.CHANGED,
            changed=frozenset({"2"}),
            gone=(SHAWARMA, TEA),
        ),
        reader=AR_EN,
        widths=(384,),
    ),
    "stop-changed-zh": Scene(
        paper=ticket(CANCELLED, copy=Copy.STOP, mark=Mark.CHANGED), reader=ZH, widths=(384,)
    ),
    "kitchen-later": Scene(
        paper=ticket(replace(ORDER, ready_by=NOW + timedelta(hours=23), note="", lines=(RICE, TEA)))
    ),
    "kitchen-later-ar": Scene(
        paper=ticket(
            replace(ORDER, ready_by=NOW + timedelta(hours=73), note="", lines=(RICE, TEA))
        ),
        reader=AR,
        widths=(576,),
    ),
    "kitchen-cancelled": Scene(
        paper=ticket(replace(CANCELLED, lines=(SOUP,), note="")), widths=(576,)
    ),
    "bag-en": Scene(paper=ticket(copy=Copy.BAG)),
    "bag-ar": Scene(paper=ticket(copy=Copy.BAG), reader=AR),
    "bag-zh": Scene(
        paper=ticket(replace(HKD, payment=Payment(is_cash=False), note=""), copy=Copy.BAG),
        reader=ZH,
        widths=(576,),
    ),
    "stop-whole": Scene(paper=ticket(CANCELLED, copy=Copy.STOP)),
    "stop-lines": Scene(
        paper=ticket(
            replace(ORDER, lines=(replace(RICE, left=1), replace(SOUP, left=0), TEA)),
            copy=Copy.STOP,
            case=CASE,
        ),
        widths=(384, 576),
    ),
    "stop-ar": Scene(paper=ticket(CANCELLED, copy=Copy.STOP), reader=AR_EN, widths=(576,)),
    "test-page": Scene(paper=TestPage(printer="Kitchen · TM-T88VI", printed_at=NOW)),
    "test-page-ar": Scene(
        paper=TestPage(printer="المطبخ 1", printed_at=NOW), reader=AR, widths=(384,)
    ),
    "day-summary": Scene(
        paper=DaySummary(
            day=date(2026, 3, 14),
            printed_at=NOW,
            completed=118,
            cancelled=3,
            refunded=2,
            missed=1,
            sold=(Money(minor=812050, currency="SAR"),),
            items=(
                ("Chicken shawarma plate", 74),
                ("Chicken biryani", 51),
                ("شوربة عدس", 12),
                ("凍檸茶", 9),
            ),
        ),
        widths=(384, 576),
    ),
}
