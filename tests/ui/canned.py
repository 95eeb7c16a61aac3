"""Cards as the services would make them: one for each state that a cook can meet."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from kitchen_app.domain.actions import ActionKind, ActionState, Refusal
from kitchen_app.domain.hours import (
    OpeningHours,
    Period,
    SpecialDays,
    Week,
    Weekday,
    split_specials,
)
from kitchen_app.domain.marks import OrderMarks, line_keys, seen_now, view_of
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
    Problem,
    Rider,
    RiderState,
    ShopId,
    Status,
)
from kitchen_app.domain.outlook import is_allowed
from kitchen_app.domain.part_refund import (
    Choice,
    PartRefund,
    PartRefundReason,
    RefundPreview,
    RefundRow,
    RowId,
)
from kitchen_app.domain.projection import Lane
from kitchen_app.domain.refunds import CaseId, RefundCase, RefundKind, RefundState
from kitchen_app.domain.shop import Authorisation, Shop, ShopPicture, ShopStatus
from kitchen_app.services.access import AccessView
from kitchen_app.services.board import CardView, FailureView, PendingView, QuestionView
from kitchen_app.services.connection import ConnectionView
from kitchen_app.services.links import LinkState, LinksView, LinkView, Trouble
from kitchen_app.services.print_ports import CANNOT_PRINT, PrinterState
from kitchen_app.services.print_view import PrinterView, PrintTrouble, PrintView
from kitchen_app.services.shop_front import ShopFacts, Stopped

NOW = datetime(2026, 3, 14, 9, 45, 0, tzinfo=UTC)

_LANES = {
    Status.NEW: Lane.NEW,
    Status.ACCEPTED: Lane.PREPARING,
    Status.READY: Lane.READY,
    Status.COMPLETED: Lane.GONE,
    Status.CANCELLED: Lane.GONE,
}


class FixedClock:
    """Time that stands still until a test moves it."""

    def __init__(self) -> None:
        self.moment = NOW

    def now(self) -> datetime:
        return self.moment

    def monotonic(self) -> float:
        return self.moment.timestamp()

    def forward(self, **amount: float) -> None:
        self.moment += timedelta(**amount)


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


def order(
    number: str, *, status: Status = Status.NEW, age_s: float = 78, **changes: object
) -> Order:
    placed_at = NOW - timedelta(seconds=age_s)
    plain = Order(
        order_id=OrderId(f"9007199254740{number}"),
        shop_id=ShopId("77"),
        number=number,
        status=status,
        fulfilment=Fulfilment.DELIVERY,
        placed_at=placed_at,
        accept_by=placed_at + timedelta(minutes=5),
        received_at=placed_at,
        lines=(SHAWARMA, SOUP),
        cutlery=True,
        paid=Money(minor=6800, currency="SAR"),
        payment=Payment(is_cash=False),
    )
    if status is not Status.NEW:
        plain = replace(plain, accepted_at=placed_at + timedelta(seconds=40))
    return replace(plain, **changes)  # type: ignore[arg-type]  # names of the dataclass


def card(
    shown: Order,
    *,
    pending: ActionKind | None = None,
    pending_state: ActionState = ActionState.SENDING,
    failure: FailureView | None = None,
    lane: Lane | None = None,
    undo_s: float = 0,
    refunds: tuple[RefundCase, ...] = (),
    question: QuestionView | None = None,
) -> CardView:
    waits = shown.status is Status.NEW
    view = None
    if pending is not None:
        until = NOW + timedelta(seconds=undo_s) if undo_s else None
        view = PendingView(kind=pending, state=pending_state, since=NOW, undo_until=until)
    actions = frozenset(kind for kind in ActionKind if is_allowed(kind, shown, refunds))
    if question is not None:
        actions -= {ActionKind.REFUND_PART}
    return CardView(
        order=shown,
        lane=lane or _LANES[shown.status],
        accept_by=shown.accept_by if waits else None,
        quiet_until=NOW + timedelta(seconds=10) if pending else None,
        actions=frozenset() if pending else actions,
        pending=view,
        failure=failure,
        refunds=refunds,
        question=question,
    )


def rider(state: RiderState, name: str = "") -> Rider:
    return Rider(state=state, at=NOW - timedelta(minutes=2), name=name)


def cancelled(number: str, *, by: Party, reason: str, was_cooked: bool) -> CardView:
    ended = Cancellation(
        by=by,
        reason=reason,
        at=NOW - timedelta(seconds=50),
        seen_at=NOW - timedelta(seconds=48),
    )
    stopped = order(number, status=Status.CANCELLED, age_s=700, cancellation=ended)
    if not was_cooked:
        return card(replace(stopped, accepted_at=None))
    return replace(card(stopped, lane=Lane.PREPARING), actions=frozenset({ActionKind.ACKNOWLEDGE}))


def failed(number: str) -> CardView:
    failure = FailureView(
        kind=ActionKind.ACCEPT,
        refusal=Refusal.BY_KEETA,
        detail="<b>order status invalid</b> (20012)",
        at=NOW - timedelta(seconds=5),
    )
    return card(order(number, age_s=200, lines=(SOUP,)), failure=failure)


def unstored(shown: Order) -> CardView:
    """Return a card of an order that the disk did not take."""
    return replace(card(shown), is_stored=False, actions=frozenset())


def later_orders() -> tuple[CardView, CardView]:
    """Return accepted orders for later: one for tomorrow, one for tonight."""
    tomorrow, tonight = NOW + timedelta(hours=26, minutes=45), NOW + timedelta(hours=9)
    return (
        card(order("1060", status=Status.ACCEPTED, age_s=7000, expected_at=tomorrow)),
        card(order("1061", status=Status.ACCEPTED, age_s=3000, ready_by=tonight)),
    )


def asked_back(number: str, *, age_s: float = 200, **changes: object) -> RefundCase:
    """Return a customer's request for money that waits for the shop."""
    case = RefundCase(
        case_id=CaseId(f"833{number}"),
        order_id=OrderId(f"9007199254740{number}"),
        kind=RefundKind.FULL,
        state=RefundState.WAITING,
        by=Party.CUSTOMER,
        opened_at=NOW - timedelta(seconds=age_s),
        told_at=NOW - timedelta(seconds=age_s),
        reason="The food was cold <b>and</b> a dip was missing",
        amount=Money(minor=6800, currency="SAR"),
        pictures=("https://x.example/1.jpg", "https://x.example/2.jpg"),
    )
    return replace(case, **changes)  # type: ignore[arg-type]  # names of the dataclass


def completed(number: str, **changes: object) -> Order:
    """Return an order that the rider has delivered."""
    done = order(
        number,
        status=Status.COMPLETED,
        age_s=3600,
        ready_at=NOW - timedelta(minutes=40),
        completed_at=NOW - timedelta(minutes=20),
        rider=Rider(state=RiderState.DELIVERED, at=NOW - timedelta(minutes=20)),
    )
    return replace(done, **changes)  # type: ignore[arg-type]  # names of the dataclass


def ticked(view: CardView, *numbers: int) -> CardView:
    """Return the card with these of its lines struck off, counted from 0."""
    keys = line_keys(view.order.lines)
    struck = dict.fromkeys((keys[number] for number in numbers), NOW - timedelta(minutes=1))
    marks = OrderMarks(order_id=view.order_id, struck=struck)
    return replace(view, marks=view_of(view.order, marks, None))


def changed_since(view: CardView, **before: object) -> CardView:
    """Return the card as somebody finds it who last saw the order with these members."""
    seen = seen_now(replace(view.order, **before))  # type: ignore[arg-type]  # as above
    marks = OrderMarks(order_id=view.order_id, seen=seen)
    return replace(view, marks=view_of(view.order, marks, seen))


QUESTION = QuestionView(
    key="touch",
    wanted=PartRefund(
        choices=(Choice(row_id=RowId("1"), count=1),),
        amount=Money(minor=1250, currency="SAR"),
        reason=PartRefundReason.MISSING,
    ),
    since=NOW - timedelta(minutes=4),
)


def preview(*, priced: int = 0) -> RefundPreview:
    """Return what Keeta offers to refund; `priced` is what the first row is worth."""
    rows = tuple(
        RefundRow(
            row_id=RowId(line.line_id),
            name=line.name,
            names=line.names,
            bought=line.quantity,
            amount=Money(minor=priced if line is SHAWARMA else 0, currency="SAR"),
        )
        for line in (SHAWARMA, SOUP, RICE)
    )
    return RefundPreview(order_id=OrderId("1"), rows=rows)


def money_states() -> dict[str, CardView]:
    """Return one card for each state in which money or a late touch is at stake, by name."""
    return {
        "refund": card(completed("1030"), refunds=(asked_back("1030"),)),
        "refund_cooking": card(
            order("1039", status=Status.ACCEPTED, age_s=400, lines=(SOUP,)),
            refunds=(asked_back("1039", age_s=840, kind=RefundKind.PARTIAL, pictures=()),),
        ),
        "question": card(completed("1029"), question=QUESTION),
        "undo": card(
            order("1028", status=Status.ACCEPTED, age_s=600, lines=(TEA,)),
            pending=ActionKind.READY,
            pending_state=ActionState.PENDING,
            undo_s=3.4,
        ),
        "courier": card(
            order(
                "1027",
                status=Status.READY,
                age_s=1500,
                ready_at=NOW - timedelta(minutes=3),
                fulfilment=Fulfilment.SELF_DELIVERY,
                lines=(SOUP,),
            )
        ),
        "on_the_way": card(
            order(
                "1026",
                status=Status.READY,
                age_s=2500,
                ready_at=NOW - timedelta(minutes=30),
                dispatched_at=NOW - timedelta(minutes=12),
                fulfilment=Fulfilment.SELF_DELIVERY,
                lines=(SOUP,),
            ),
            lane=Lane.GONE,
        ),
    }


def renumbered(view: CardView, number: str) -> CardView:
    """Return the same card of another order."""
    return replace(view, order=replace(view.order, order_id=OrderId(number), number=number))


def long_order(number: str, *, status: Status = Status.NEW) -> CardView:
    lines = tuple(
        replace(line, line_id=f"{round_}-{line.line_id}", note=line.note if round_ == 2 else "")
        for round_ in range(4)
        for line in (SHAWARMA, SOUP, RICE, TEA)
    )
    return card(order(number, status=status, age_s=250, lines=lines[:14]))


def states() -> dict[str, CardView]:
    """Return one card for each state, by name."""
    return {
        "late": card(
            order(
                "1041",
                age_s=256,
                note="Severe nut allergy, please! حساسية شديدة من المكسرات",
                payment=Payment(is_cash=True),
                fulfilment=Fulfilment.PICKUP,
                lines=(RICE, TEA),
            )
        ),
        "soon": card(order("1042", age_s=200, ready_by=NOW + timedelta(minutes=10))),
        "in_time": card(order("1043", rider=rider(RiderState.SEARCHING), lines=(SOUP, TEA))),
        "over": card(order("1040", age_s=320, lines=(TEA,))),
        "pending": card(order("1044", age_s=95, lines=(RICE,)), pending=ActionKind.ACCEPT),
        "failed": failed("1045"),
        "unreadable": card(
            order("1046", age_s=30, lines=(), paid=None, problem=Problem.DETAILS_MISSING)
        ),
        "unstored": unstored(order("1047", age_s=70, lines=(SHAWARMA, TEA))),
        "unstored_later": unstored(order("1039", status=Status.ACCEPTED, age_s=400, lines=(RICE,))),
        "preparing": card(
            order(
                "1037",
                status=Status.ACCEPTED,
                age_s=560,
                ready_by=NOW + timedelta(minutes=5),
                rider=rider(RiderState.ASSIGNED, "Yousef"),
                note="Please ring the bell twice",
            )
        ),
        "behind": card(
            order(
                "1036",
                status=Status.ACCEPTED,
                age_s=1500,
                ready_by=NOW - timedelta(minutes=4),
                rider=rider(RiderState.ARRIVED, "陳大文"),
                fulfilment=Fulfilment.SELF_DELIVERY,
                lines=(RICE, SOUP),
                cutlery=False,
            )
        ),
        "by_program": replace(
            card(order("1048", status=Status.ACCEPTED, age_s=250, lines=(SOUP,))),
            accepted_by_program=True,
        ),
        "stopped": cancelled("1038", by=Party.CUSTOMER, reason="changed my mind", was_cooked=True),
        "ready": card(
            order(
                "1035",
                status=Status.READY,
                age_s=1800,
                ready_at=NOW - timedelta(minutes=6),
                rider=rider(RiderState.LOST),
                lines=(TEA, SOUP),
            )
        ),
        "ready_pickup": card(
            order(
                "1034",
                status=Status.READY,
                age_s=2000,
                ready_at=NOW - timedelta(minutes=1),
                fulfilment=Fulfilment.PICKUP,
                lines=(SOUP,),
                payment=Payment(is_cash=True),
            )
        ),
        "collected": card(
            order(
                "1033",
                status=Status.READY,
                age_s=2400,
                rider=rider(RiderState.COLLECTED, "Imran"),
            ),
            lane=Lane.GONE,
        ),
        "completed": card(
            order(
                "1032",
                status=Status.COMPLETED,
                age_s=3600,
                completed_at=NOW - timedelta(minutes=20),
                rider=rider(RiderState.DELIVERED),
            )
        ),
        "cancelled": cancelled("1031", by=Party.SYSTEM, reason="", was_cooked=False),
    }


def links(
    *, receiving: Trouble = Trouble.NONE, sending: Trouble = Trouble.NONE, proved: bool = True
) -> LinksView:
    def link(trouble: Trouble) -> LinkView:
        if trouble:
            since = NOW - timedelta(minutes=3)
            return LinkView(state=LinkState.BROKEN, since=since, trouble=trouble)
        if not proved:
            return LinkView(state=LinkState.UNPROVED, since=NOW)
        last_ok = NOW - timedelta(seconds=12)
        return LinkView(state=LinkState.OK, since=last_ok, last_ok=last_ok)

    return LinksView(receiving=link(receiving), sending=link(sending))


SHOP = Shop(
    shop_id=ShopId("700123"),
    name="بيت الزعفران",
    name_en="Saffron House",
    address="حي العليا، الرياض",
    address_en="12 Olaya Street, Riyadh",
    longitude=46.685,
    latitude=24.695,
    phones=("966-501234567",),
    pictures=(
        ShopPicture(url="https://img.example/a.jpg", platform_review=60),
        ShopPicture(url="https://img.example/b.jpg", reject_reason="The picture is blurred"),
    ),
    status=ShopStatus.OPEN,
    platform_status=3,
    delivery_rest=1,
)


def shop(
    status: ShopStatus = ShopStatus.OPEN,
    *,
    opens: int = 8 * 60,
    closes: int = 23 * 60,
    is_fresh: bool = True,
    stopped_ago_s: int | None = None,
    was_seen: bool = True,
) -> ShopFacts:
    """Return a shop that is open every day between these minutes of the day, in UTC."""
    day = (Period(start_s=opens * 60, end_s=closes * 60),)
    week = Week.of(dict.fromkeys(Weekday, day))
    at = None if stopped_ago_s is None else NOW - timedelta(seconds=stopped_ago_s)
    return ShopFacts(
        status=status,
        hours=OpeningHours(week=week),
        week=week,
        zone_name="UTC",
        shop=SHOP,
        read_at=NOW - timedelta(seconds=12),
        is_fresh=is_fresh,
        stopped=None if at is None else Stopped(at=at, was_seen=was_seen),
    )


NIGHTS = Week.of(
    {
        **dict.fromkeys(
            (Weekday.MON, Weekday.TUE, Weekday.WED, Weekday.THU),
            (
                Period(start_s=10 * 3600, end_s=15 * 3600),
                Period(start_s=17 * 3600, end_s=23 * 3600),
            ),
        ),
        Weekday.FRI: (Period(start_s=18 * 3600, end_s=26 * 3600),),
        Weekday.SAT: (Period(start_s=12 * 3600, end_s=24 * 3600),),
    }
)
"""A week with a pause on four days, a night over midnight, and a day that is closed."""


def connection() -> ConnectionView:
    """Return a connection that works; its address can be registered."""
    return ConnectionView(
        app_id=4100000001,
        shop_id=ShopId("700123"),
        address="https://kitchen.example.com/keeta/webhook",
        can_register=True,
        access=AccessView(authorisation=Authorisation.GOOD),
    )


def riyadh(week: Week = NIGHTS, *specials: SpecialDays) -> ShopFacts:
    """Return an open shop in Riyadh with these hours."""
    hours = OpeningHours(week=week, specials=split_specials(specials, week))
    return replace(shop(), week=week, hours=hours, zone_name="Asia/Riyadh")


def printing(
    *names: str,
    state: PrinterState = PrinterState.READY,
    near_end: bool = False,
    waiting: tuple[str, ...] = (),
    old: tuple[str, ...] = (),
) -> PrintView:
    """Return printers of which the first is in this state; in trouble if it cannot print."""
    since = NOW - timedelta(minutes=3)
    unprinted = tuple(OrderId(order_id) for order_id in (*waiting, *old))
    first = PrinterView(
        name=names[0],
        state=state,
        since=since,
        near_end=near_end,
        waiting=len(waiting),
        oldest_since=since if waiting else None,
        unprinted=unprinted,
        old=tuple(OrderId(order_id) for order_id in old),
    )
    others = [PrinterView(name=name, state=PrinterState.READY, since=since) for name in names[1:]]
    trouble = PrintTrouble(printer=names[0], state=state, since=since, orders=unprinted)
    is_troubled = state in CANNOT_PRINT or old
    return PrintView(printers=(first, *others), troubles=(trouble,) if is_troubled else ())
