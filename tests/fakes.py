"""Small worlds that behave: Keeta's side, its messages, a clock, and a disk that can fail.

`tests/services/contract` holds `FakePlatform` equal to the real client against the emulator.
"""

import asyncio
import errno
import hashlib
from collections import Counter, deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from kitchen_app.base.callback import RawCallback
from kitchen_app.base.clock import Clock
from kitchen_app.base.tasks import Supervisor
from kitchen_app.bootstrap.printing_side import PrintingSide
from kitchen_app.domain.actions import ActionKind, CancelReason, RejectReason
from kitchen_app.domain.deadlines import accept_by
from kitchen_app.domain.events import Event, ReadBack
from kitchen_app.domain.money import Money
from kitchen_app.domain.order import (
    Cancellation,
    Fulfilment,
    Line,
    Order,
    OrderId,
    Party,
    ShopId,
    Status,
)
from kitchen_app.domain.outlook import REFUND_ANSWERS
from kitchen_app.domain.part_refund import Choice, PartRefund, RefundPreview, RefundRow, RowId
from kitchen_app.domain.recipient import Recipient
from kitchen_app.domain.refunds import RefundCase
from kitchen_app.domain.shop_events import ShopEvent
from kitchen_app.services.alarm import Ring, Sound
from kitchen_app.services.errors import (
    Barred,
    Busy,
    NotAuthorised,
    NotSent,
    OutcomeUnknown,
    PictureUnavailable,
    Refused,
)
from kitchen_app.services.hub import Hub
from kitchen_app.services.mark_ports import BlackBoxRows, MarkStore, SoldOutStore
from kitchen_app.services.ports import (
    Actions,
    Examined,
    Inbox,
    Orders,
    Refunds,
    Store,
    StoredCallback,
    Verdict,
)
from kitchen_app.services.print_ports import PrintJobs
from kitchen_app.services.printing import Printing
from kitchen_app.services.settings import PrintingSettings

SHOP = ShopId("470011")
NOON = datetime(2026, 7, 1, 12, 0, tzinfo=UTC)
NO_SUCH_ORDER = 209000101
WRONG_STATE = 209009999
NOT_ALLOWED = 209000777
BAD_PRODUCT = 109000000
OVER_REFUNDABLE = 209009998
BUSY_FOR_S = 7.0
SARA = Recipient(name="Sara", phone="500000002", address="12 Example St")


def an_order(number: int = 1, **changes: Any) -> Order:
    """Return a new order placed at noon; its id does not fit into a float."""
    order_id = OrderId(str(9_007_199_254_740_992 + 2 * number + 1))
    order = Order(
        order_id=order_id,
        shop_id=SHOP,
        number=f"{number:04}",
        status=Status.NEW,
        fulfilment=Fulfilment.DELIVERY,
        placed_at=NOON,
        accept_by=accept_by(NOON),
        received_at=NOON,
        lines=(Line(line_id="1", name="Soup"),),
    )
    return replace(order, **changes)


def reached(order: Order, status: Status, at: datetime = NOON) -> Order:
    """Return the order as Keeta shows it in a later state."""
    moved = replace(order, status=status)
    match status:
        case Status.NEW:
            return moved
        case Status.ACCEPTED:
            return replace(moved, accepted_at=at)
        case Status.READY:
            return replace(moved, accepted_at=order.accepted_at or at, ready_at=at)
        case Status.COMPLETED:
            return replace(moved, accepted_at=order.accepted_at or at, completed_at=at)
        case Status.CANCELLED:
            end = Cancellation(by=Party.UNKNOWN, reason="", at=at, seen_at=at)
            return replace(moved, cancellation=end)


class FakeClock:
    """A clock that moves when told to, or together with a loop of virtual time."""

    def __init__(self, start: datetime = NOON) -> None:
        self._start = start
        self._asleep_s = 0.0
        self._elapsed: Callable[[], float] | None = None

    def now(self) -> datetime:
        return self._start + timedelta(seconds=self.monotonic())

    def monotonic(self) -> float:
        return self._asleep_s + (self._elapsed() if self._elapsed else 0.0)

    def advance(self, by: timedelta) -> None:
        """Let time pass that the loop does not count, as Linux does when the machine sleeps."""
        self._asleep_s += by.total_seconds()

    def set(self, by: timedelta) -> None:
        """Set the wall clock, as people and time servers do."""
        self._start += by

    def follow(self, elapsed: Callable[[], float]) -> None:
        """From now on, move with seconds that are counted elsewhere."""
        self._elapsed = elapsed


class FakeOutput:
    """Remembers what can be heard."""

    def __init__(self) -> None:
        self.ring: Ring | None = None
        self.heard: list[Sound] = []
        self._loops: asyncio.Queue[Sound] = asyncio.Queue()

    @property
    def looping(self) -> Sound | None:
        return self.ring.sound if self.ring else None

    def play_loop(self, ring: Ring) -> None:
        self.ring = ring
        self._loops.put_nowait(ring.sound)

    def play_once(self, sound: Sound) -> None:
        self.heard.append(sound)

    def stop(self) -> None:
        self.ring = None

    async def heard_loop(self, sound: Sound) -> None:
        """Return once that sound has begun to loop."""
        while await self._loops.get() is not sound:
            pass


class FakeFeeler:
    """A network that is there unless told otherwise."""

    def __init__(self) -> None:
        self.is_there = True
        self.felt = 0

    async def reaches_anyone(self) -> bool:
        self.felt += 1
        await asyncio.sleep(0)
        return self.is_there


class Fate(StrEnum):
    """How one call goes, instead of well."""

    NOT_SENT = "not_sent"
    BUSY = "busy"
    NOT_AUTHORISED = "not_authorised"
    BARRED = "barred"  # a gateway's bare 403; nothing was done
    REFUSED = "refused"  # although the order's state would allow it
    LOST_BEFORE = "lost_before"  # no answer, nothing was done
    LOST_AFTER = "lost_after"  # no answer, but it was done
    LATE = "late"  # no answer, and it is done only `late_by` later
    HANGS_BEFORE = "hangs_before"  # no answer ever; nothing was done
    HANGS_AFTER = "hangs_after"  # no answer ever, but it was done
    SLOW = "slow"  # done, but the answer takes a second
    STALE = "stale"  # a read: the order as it was one step ago
    BUG = "bug"  # our own adapter fails


_ERRORS: dict[Fate, Callable[[], Exception]] = {
    Fate.NOT_SENT: lambda: NotSent("planted"),
    Fate.BUSY: lambda: Busy("planted", retry_after_s=BUSY_FOR_S),
    Fate.NOT_AUTHORISED: lambda: NotAuthorised("planted"),
    Fate.BARRED: lambda: Barred("planted"),
    Fate.REFUSED: lambda: Refused(NOT_ALLOWED, "this shop may not do that"),
    Fate.LOST_BEFORE: lambda: OutcomeUnknown("planted"),
    Fate.BUG: lambda: RuntimeError("planted bug"),
}
_APPLIED_UNSEEN = frozenset({Fate.LOST_AFTER, Fate.HANGS_AFTER})
_HANGS = frozenset({Fate.HANGS_BEFORE, Fate.HANGS_AFTER})

_STEPS: dict[ActionKind, tuple[frozenset[Status], Status]] = {
    ActionKind.ACCEPT: (frozenset({Status.NEW}), Status.ACCEPTED),
    ActionKind.READY: (frozenset({Status.ACCEPTED}), Status.READY),
    ActionKind.CANCEL: (frozenset(Status) - {Status.CANCELLED}, Status.CANCELLED),
    ActionKind.COLLECT: (frozenset({Status.ACCEPTED, Status.READY}), Status.COMPLETED),
    ActionKind.DELIVER: (frozenset({Status.ACCEPTED, Status.READY}), Status.COMPLETED),
}


class FakePlatform:
    """Keeta as the services meet it: orders, one state each, and troubles on demand.

    `applied` counts what took effect by our calls; `calls` is everything that was asked.
    """

    def __init__(self, clock: FakeClock) -> None:
        self.clock = clock
        self.orders: dict[OrderId, Order] = {}
        self.applied: Counter[ActionKind] = Counter()
        self.calls: list[tuple[str, OrderId]] = []
        self.cancelled_with: list[tuple[CancelReason, str]] = []
        self.rejected_with: list[tuple[RejectReason, str]] = []
        self.refunded_with: list[PartRefund] = []
        self.cases: dict[OrderId, tuple[RefundCase, ...]] = {}
        """The refund cases that order/get shows."""
        self.price = 1200
        """What one piece of anything costs, in halalas."""
        self.asked_back: set[OrderId] = set()
        self.late_by = timedelta(seconds=5)
        self._given_back: dict[OrderId, Counter[RowId]] = {}
        self._earlier: dict[OrderId, Order] = {}
        self._fates: dict[str, deque[Fate]] = {}
        self._hanging = asyncio.Event()
        self._late: list[tuple[datetime, ActionKind, OrderId]] = []

    def place(self, order: Order) -> Order:
        self.orders[order.order_id] = order
        return order

    def next(self, call: str, *fates: Fate) -> None:
        """Let the next calls (`read`, `accept`, …) meet these fates, one each."""
        self._fates.setdefault(call, deque()).extend(fates)

    def drop_hanging(self) -> None:
        """Let the calls that hang end without an answer."""
        self._hanging.set()

    def move(self, order_id: OrderId, status: Status) -> None:
        """Change an order without a call of ours, as Keeta's own app or a customer can."""
        order = self.orders[order_id]
        self._earlier[order_id] = order
        self.orders[order_id] = reached(order, status, self.clock.now())

    def count(self, call: str) -> int:
        return sum(1 for name, _ in self.calls if name == call)

    async def reach(self) -> None:
        self.calls.append(("reach", OrderId("")))
        fates = self._fates.get("reach")
        if fates:
            raise _ERRORS[fates.popleft()]()

    async def read(self, order_id: OrderId, shop_id: ShopId) -> ReadBack:
        fate = await self._begin("read", order_id)
        order = self._find(order_id, shop_id)
        shown = self._earlier.get(order_id, order) if fate is Fate.STALE else order
        return ReadBack(order=shown, cases=self.cases.get(order_id, ()))

    async def recipient(self, order_id: OrderId, shop_id: ShopId) -> Recipient:
        await self._begin("recipient", order_id)
        order = self._find(order_id, shop_id)
        is_ours = order.fulfilment is Fulfilment.SELF_DELIVERY
        return SARA if is_ours else Recipient(hidden=True)

    async def accept(self, order_id: OrderId, shop_id: ShopId) -> None:
        await self._act(ActionKind.ACCEPT, order_id, shop_id)

    async def ready(self, order_id: OrderId, shop_id: ShopId) -> None:
        await self._act(ActionKind.READY, order_id, shop_id)

    async def collect(self, order_id: OrderId, shop_id: ShopId) -> None:
        await self._act(ActionKind.COLLECT, order_id, shop_id)

    async def dispatch(self, order_id: OrderId, shop_id: ShopId) -> None:
        await self._act(ActionKind.DISPATCH, order_id, shop_id)

    async def deliver(self, order_id: OrderId, shop_id: ShopId) -> None:
        await self._act(ActionKind.DELIVER, order_id, shop_id)

    async def agree_refund(self, order_id: OrderId, shop_id: ShopId) -> None:
        await self._act(ActionKind.AGREE_REFUND, order_id, shop_id)

    async def reject_refund(
        self, order_id: OrderId, shop_id: ShopId, *, reason: RejectReason, text: str
    ) -> None:
        self.rejected_with.append((reason, text))
        await self._act(ActionKind.REJECT_REFUND, order_id, shop_id)

    async def preview_refund(
        self, order_id: OrderId, shop_id: ShopId, choices: Sequence[Choice], *, currency: str = ""
    ) -> RefundPreview:
        await self._begin("preview_refund", order_id)
        self._find(order_id, shop_id)
        if self.orders[order_id].status in (Status.NEW, Status.CANCELLED):
            raise Refused(WRONG_STATE, "order status is not in a valid state")
        if not choices:
            return _preview(order_id, self._left_to_refund(order_id), price=0)
        return _preview(order_id, self._chosen(order_id, choices), price=self.price)

    async def refund_part(self, order_id: OrderId, shop_id: ShopId, wanted: PartRefund) -> None:
        self.refunded_with.append(wanted)
        await self._act(ActionKind.REFUND_PART, order_id, shop_id)

    async def cancel(
        self, order_id: OrderId, shop_id: ShopId, *, reason: CancelReason, text: str
    ) -> None:
        self.cancelled_with.append((reason, text))
        await self._act(ActionKind.CANCEL, order_id, shop_id)

    async def _act(self, kind: ActionKind, order_id: OrderId, shop_id: ShopId) -> None:
        fate = await self._begin(kind.value, order_id)
        order = self._find(order_id, shop_id)
        if fate in (None, Fate.SLOW):
            self._apply(kind, order)
            await asyncio.sleep(1 if fate else 0)
            return
        if fate in _APPLIED_UNSEEN:
            with suppress(Refused):
                self._apply(kind, order)
        if fate in _HANGS:
            await self._hanging.wait()
        if fate is Fate.LATE:
            self._late.append((self.clock.now() + self.late_by, kind, order_id))
        raise OutcomeUnknown("planted")

    async def _begin(self, call: str, order_id: OrderId) -> Fate | None:
        """Note a call, let others run, do what is late by now, and fail as was planned."""
        self.calls.append((call, order_id))
        await asyncio.sleep(0)
        self._catch_up()
        queue = self._fates.get(call)
        fate = queue.popleft() if queue else None
        if fate in _ERRORS:
            raise _ERRORS[fate]()
        return fate

    def _catch_up(self) -> None:
        now = self.clock.now()
        due = [late for late in self._late if late[0] <= now]
        self._late = [late for late in self._late if late[0] > now]
        for _, kind, order_id in due:
            with suppress(Refused):
                self._apply(kind, self.orders[order_id])

    def _left_to_refund(self, order_id: OrderId) -> dict[RowId, int]:
        given_back = self._given_back.get(order_id, Counter())
        lines = self.orders[order_id].lines
        left = {row: line.quantity - given_back[row] for line in lines if (row := _row_id(line))}
        return {row_id: count for row_id, count in left.items() if count}

    def _chosen(self, order_id: OrderId, choices: Sequence[Choice]) -> dict[RowId, int]:
        left = self._left_to_refund(order_id)
        known = {_row_id(line) for line in self.orders[order_id].lines}
        chosen = {choice.row_id: choice.count for choice in choices}
        if not chosen.keys() <= known:
            raise Refused(BAD_PRODUCT, "orderProductId is invalid")
        if any(count > left.get(row_id, 0) for row_id, count in chosen.items()):
            raise Refused(OVER_REFUNDABLE, "refundCount is more than can be refunded")
        return chosen

    def _give_back(self, order: Order) -> None:
        chosen = self._chosen(order.order_id, self.refunded_with[-1].choices)
        if order.status in (Status.NEW, Status.CANCELLED):
            raise Refused(WRONG_STATE, "order status is not in a valid state")
        self._given_back.setdefault(order.order_id, Counter()).update(chosen)
        self.applied[ActionKind.REFUND_PART] += 1

    def _apply(self, kind: ActionKind, order: Order) -> None:
        if kind is ActionKind.REFUND_PART:
            self._give_back(order)
            return
        if kind in REFUND_ANSWERS:
            if order.order_id not in self.asked_back:
                raise Refused(WRONG_STATE, "the refund was answered already")
            self.asked_back.discard(order.order_id)
            self.applied[kind] += 1
            return
        if kind is ActionKind.DISPATCH:  # it shows in nothing that can be read
            self.applied[kind] += 1
            return
        allowed, to = _STEPS[kind]
        if order.status not in allowed:
            raise Refused(WRONG_STATE, "order status is not in a valid state")
        self.applied[kind] += 1
        self.move(order.order_id, to)

    def _find(self, order_id: OrderId, shop_id: ShopId) -> Order:
        order = self.orders.get(order_id)
        if order is None or order.shop_id != shop_id:
            raise Refused(NO_SUCH_ORDER, "The order does not exist")
        return order


def _row_id(line: Line) -> RowId:
    return RowId(line.line_id)


def _preview(order_id: OrderId, pieces: Mapping[RowId, int], *, price: int) -> RefundPreview:
    rows = tuple(
        RefundRow(
            row_id=row_id,
            name="Soup",
            bought=count,
            amount=Money(minor=price * count, currency="SAR"),
        )
        for row_id, count in pieces.items()
    )
    return RefundPreview(order_id=order_id, rows=rows)


class FakeReader:
    """Understands the bodies it was taught; all else is forged."""

    def __init__(self, clock: FakeClock) -> None:
        self._clock = clock
        self._known: dict[bytes, tuple[Examined, tuple[Event | ShopEvent, ...] | Exception]] = {}
        self.decoded_at: list[datetime] = []

    def teach(
        self,
        body: bytes,
        *events: Event | ShopEvent,
        failing: Exception | None = None,
        verdict: Verdict = Verdict.GENUINE,
        message_id: str | None = None,
        event_id: int = 1001,
        shop_id: ShopId | None = SHOP,
    ) -> RawCallback:
        """Give a body its meaning and return it as it arrives now."""
        content_hash = hashlib.sha256(body).hexdigest()
        examined = Examined(
            verdict=verdict,
            message_id=message_id or content_hash[:12],
            event_id=event_id,
            shop_id=shop_id,
            content_hash=content_hash,
        )
        self._known[body] = (examined, failing or events)
        return RawCallback(body=body, received_at=self._clock.now())

    def examine(self, body: bytes) -> Examined:
        known = self._known.get(body)
        return known[0] if known else Examined(verdict=Verdict.FORGED)

    def events(
        self, callback: StoredCallback, received_at: datetime
    ) -> tuple[Event | ShopEvent, ...]:
        self.decoded_at.append(received_at)
        meaning = self._known[callback.body][1]
        if isinstance(meaning, Exception):
            raise meaning
        return meaning


class StoreAround:
    """A real store, with whatever a test does around its transactions."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @property
    def inbox(self) -> Inbox:
        return self._store.inbox

    @property
    def orders(self) -> Orders:
        return self._store.orders

    @property
    def actions(self) -> Actions:
        return self._store.actions

    @property
    def refunds(self) -> Refunds:
        return self._store.refunds

    @property
    def marks(self) -> MarkStore:
        return self._store.marks

    @property
    def sold_out(self) -> SoldOutStore:
        return self._store.sold_out

    @property
    def black_box(self) -> BlackBoxRows:
        return self._store.black_box

    @property
    def print_jobs(self) -> PrintJobs:
        return self._store.print_jobs


class FaultyStore(StoreAround):
    """A real store on a disk that fails when told to: at the end of its next transactions."""

    def __init__(self, store: Store) -> None:
        super().__init__(store)
        self.transactions = 0
        self.failure: Exception = OSError(errno.ENOSPC, "planted: the disk is full")
        self._fates: deque[bool] = deque()

    def fail_next(self, *fails: bool) -> None:
        """Tell for each of the next transactions whether it fails."""
        self._fates.extend(fails)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        self.transactions += 1
        fails = self._fates.popleft() if self._fates else False
        with self._store.transaction():
            yield
            if fails:
                raise self.failure


class FakePictureSource:
    """Has some pictures by their addresses; `asked` are the addresses that were gone to."""

    def __init__(self, **pictures: bytes) -> None:
        self.pictures = dict(pictures)
        self.asked: list[str] = []

    async def fetch(self, url: str) -> bytes:
        self.asked.append(url)
        if url not in self.pictures:
            raise PictureUnavailable("There is none")
        return self.pictures[url]


def no_printing(store: Store, hub: Hub, clock: Clock, supervisor: Supervisor) -> Printing:
    """Return the printing of a shop without a printer."""
    side = PrintingSide(
        PrintingSettings(),
        painter=None,
        writer=None,
        store=store,
        hub=hub,
        clock=clock,
        supervisor=supervisor,
        has_rescued=bool,
        on_trouble=lambda: None,
    )
    return side.printing
