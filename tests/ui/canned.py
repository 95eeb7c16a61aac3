"""Cards as the services would make them: one for each state that a cook can meet."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from kitchen_app.domain.actions import ActionKind, ActionState, Refusal
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
from kitchen_app.domain.projection import Lane
from kitchen_app.services.board import CardView, FailureView, PendingView
from kitchen_app.services.links import LinkState, LinksView, LinkView, Trouble

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
) -> CardView:
    waits = shown.status is Status.NEW
    view = None
    if pending is not None:
        view = PendingView(kind=pending, state=pending_state, since=NOW)
    actions = frozenset(kind for kind in ActionKind if is_allowed(kind, shown))
    return CardView(
        order=shown,
        lane=lane or _LANES[shown.status],
        accept_by=shown.accept_by if waits else None,
        quiet_until=NOW + timedelta(seconds=10) if pending else None,
        actions=frozenset() if pending else actions,
        pending=view,
        failure=failure,
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
    return card(stopped, lane=Lane.PREPARING)


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
