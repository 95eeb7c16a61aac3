"""Stand-ins for what lies behind the screen: a kitchen on the core thread, a loudspeaker."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime

from kitchen_app.base.errors import KnownError
from kitchen_app.base.signal import Signal
from kitchen_app.domain.actions import Action, ActionKind, ActionState, CancelReason, RejectReason
from kitchen_app.domain.black_box import BlackBox
from kitchen_app.domain.history import Found, Wanted
from kitchen_app.domain.hours import OpeningHours, SpecialDays, Week
from kitchen_app.domain.marks import LineKey
from kitchen_app.domain.order import OrderId
from kitchen_app.domain.part_refund import Choice, PartRefund, RefundPreview
from kitchen_app.domain.recipient import Recipient
from kitchen_app.domain.refunds import CaseId
from kitchen_app.domain.report import Period, Report
from kitchen_app.domain.shop import Contact
from kitchen_app.domain.sold_out import Product, SoldOutItem, left_over
from kitchen_app.domain.tickets import Copy
from kitchen_app.sandbox.photos import plate
from kitchen_app.services.autostart import LogInStart, StartState
from kitchen_app.services.board import CardView
from kitchen_app.services.board_keys import BoardKeys
from kitchen_app.services.connection import ConnectionView
from kitchen_app.services.dispute import DisputeRecord
from kitchen_app.services.erasure_ports import Hindrance, Toll
from kitchen_app.services.errors import PictureUnavailable
from kitchen_app.services.kitchen import Snapshot
from kitchen_app.services.links import LinksView
from kitchen_app.services.manager_lock import Deed, ManagerLock, Matter, Tries
from kitchen_app.services.preferences import Chosen, Preferences
from kitchen_app.services.print_ports import Health, PrinterState
from kitchen_app.services.print_view import PrintView
from kitchen_app.services.profile_changes import ProfileChanges
from kitchen_app.services.settings import PrivacySettings
from kitchen_app.services.shop_front import ShopFacts
from kitchen_app.services.shop_view import ChangeKind, ChangeResult, Outcome, ShopView
from kitchen_app.services.sold_out import Switched
from kitchen_app.services.stock import StockResult
from kitchen_app.ui.sounds import SoundProblem
from tests.fakes import FakeOutput
from tests.services.setup_fakes import SetupBench
from tests.services.shops_fakes import FakeCover, FakeShopsFile
from tests.ui import canned, canned_record, canned_shops


class FakeLoudspeaker(FakeOutput):
    """Remembers what can be heard; `trouble` is why it cannot."""

    def __init__(self, problem: SoundProblem | None = None) -> None:
        super().__init__()
        self.trouble = problem

    def problem(self) -> SoundProblem | None:
        return self.trouble


class FakeBoard:
    def __init__(self) -> None:
        self.card_changed: Signal[CardView] = Signal()
        self.card_removed: Signal[OrderId] = Signal()


class FakeLinks:
    def __init__(self) -> None:
        self.changed: Signal[LinksView] = Signal()


class FakeShop:
    """Remembers that its notice was closed; `error` is what that comes to."""

    def __init__(self) -> None:
        self.changed: Signal[ShopFacts] = Signal()
        self.facts = canned.shop()
        self.closed = 0
        self.error: Exception | None = None

    async def close_notice(self) -> None:
        self.closed += 1
        if self.error is not None:
            raise self.error


class FakePartRefunds:
    """Offers what `canned.preview` holds, at `price`; `error` is what every look comes to."""

    def __init__(self) -> None:
        self.looks: list[tuple[Choice, ...]] = []
        self.price = 1250
        self.error: Exception | None = None

    async def offered(self, order_id: OrderId) -> RefundPreview:
        return self._look(())

    async def priced(self, order_id: OrderId, choices: Sequence[Choice]) -> RefundPreview:
        return self._look(tuple(choices))

    def _look(self, choices: tuple[Choice, ...]) -> RefundPreview:
        self.looks.append(choices)
        if self.error is not None:
            raise self.error
        return canned.preview(priced=self.price if choices else 0)


class FakeRecall:
    """Finds those of `cards` whose number has what is looked for."""

    def __init__(self) -> None:
        self.cards: tuple[CardView, ...] = ()
        self.looks: list[str] = []
        self.error: Exception | None = None

    async def find(self, number: str) -> tuple[CardView, ...]:
        self.looks.append(number)
        if self.error is not None:
            raise self.error
        return tuple(card for card in self.cards if number in card.order.number)


class FakeHistory:
    """Finds what it is given; `cards` are the orders that are still kept."""

    def __init__(self) -> None:
        self.found: Found | None = Found()
        self.cards: dict[str, CardView] = {}
        self.looks: list[Wanted] = []
        self.error: Exception | None = None

    async def find(self, wanted: Wanted) -> Found | None:
        self.looks.append(wanted)
        if self.error is not None:
            raise self.error
        return self.found

    async def card_of(self, order_id: OrderId) -> CardView | None:
        if self.error is not None:
            raise self.error
        return self.cards.get(order_id)


class FakeReports:
    """Tells the reports it is given, behind the PIN; `error` is what every ask comes to."""

    def __init__(self, manager: ManagerLock) -> None:
        self._manager = manager
        self.reports: dict[Period, Report] = {}
        self.asked: list[object] = []
        self.is_open = False
        self.error: Exception | None = None

    async def of(self, period: Period, *, approval: str = "") -> Report | None:
        self._let_in(approval)
        self.asked.append(period)
        return self.reports.get(period)

    async def print_day(self, printer: str, day: date, *, approval: str = "") -> Health:
        self._let_in(approval)
        self.asked.append((printer, day))
        return Health(state=PrinterState.READY)

    async def leave(self) -> None:
        self.is_open = False

    def _let_in(self, approval: str) -> None:
        if not self.is_open:
            self._manager.approver(Matter(deed=Deed.REPORTS), approval)
        self.is_open = True
        if self.error is not None:
            raise self.error


class FakeMarks:
    """Remembers what was struck off and looked at."""

    def __init__(self) -> None:
        self.struck: list[tuple[str, str, bool]] = []
        self.looks: list[str] = []
        self.error: Exception | None = None

    async def strike(self, order_id: OrderId, key: LineKey, *, is_struck: bool) -> None:
        self.struck.append((order_id, key, is_struck))
        if self.error is not None:
            raise self.error

    async def look(self, order_id: OrderId) -> None:
        self.looks.append(order_id)


class FakeRests:
    """Rests and opens at once."""

    def __init__(self) -> None:
        self.asked: list[tuple[object, ...]] = []

    async def rest(self, until: datetime | None, *, approval: str = "") -> ChangeResult:
        self.asked.append(("rest", until))
        return ChangeResult(kind=ChangeKind.REST, outcome=Outcome.DONE)

    async def open(self, *, approval: str = "") -> ChangeResult:
        self.asked.append(("open",))
        return ChangeResult(kind=ChangeKind.OPEN, outcome=Outcome.DONE)


class FakeWitness:
    """Remembers which orders were shown; `error` is what asking for a record comes to."""

    def __init__(self) -> None:
        self.seen: list[OrderId] = []
        self.error: Exception | None = None

    async def record_of(self, order_id: OrderId) -> BlackBox:
        if self.error is not None:
            raise self.error
        return canned_record.box()

    async def shown(self, order_ids: Iterable[OrderId]) -> None:
        self.seen.extend(order_ids)


class FakeErasure:
    """Forgets at once, with the PIN if one is set; `hindrance` is what stands against it."""

    def __init__(self, manager: ManagerLock) -> None:
        self._manager = manager
        self.asked: list[OrderId] = []
        self.counted: list[PrivacySettings] = []
        self.cost = Toll()
        self.hindrance: Hindrance | None = None
        self.error: Exception | None = None

    async def toll(self, privacy: PrivacySettings) -> Toll:
        self.counted.append(privacy)
        if self.error is not None:
            raise self.error
        return self.cost

    async def forget(self, order_id: OrderId, *, approval: str = "") -> Hindrance | None:
        if self.hindrance is not None:
            return self.hindrance
        self._manager.approver(Matter(deed=Deed.FORGET, order_id=order_id), approval)
        self.asked.append(order_id)
        if self.error is not None:
            raise self.error
        return None


class FakeDisputes:
    """Has the record of every order but those in `gone`; `error` is what every ask comes to."""

    def __init__(self) -> None:
        self.asked: list[OrderId] = []
        self.gone: set[OrderId] = set()
        self.error: Exception | None = None

    async def of(self, order_id: OrderId) -> DisputeRecord | None:
        self.asked.append(order_id)
        if self.error is not None:
            raise self.error
        return None if order_id in self.gone else canned_record.record()


class FakeRecipients:
    """Knows who gets the orders in `known`, and nobody else; `error` is what every ask comes to."""

    def __init__(self) -> None:
        self.known: dict[OrderId, Recipient] = {}
        self.error: Exception | None = None

    async def of(self, order_id: OrderId) -> Recipient | None:
        if self.error is not None:
            raise self.error
        return self.known.get(order_id)


class FakeProfiledShop:
    """A shop that takes every change at once; `outcome` is what that comes to."""

    def __init__(self) -> None:
        self.view = ShopView(shop=canned.SHOP)
        self.asked: list[tuple[object, ...]] = []
        self.outcome = Outcome.DONE
        self.message = ""
        self.error: Exception | None = None

    async def set_contact(self, contact: Contact, *, based_on: tuple[str, ...]) -> ChangeResult:
        return self._answer(ChangeKind.CONTACT, contact.phones, based_on)

    async def set_picture(self, content: bytes, *, width_px: int, height_px: int) -> ChangeResult:
        return self._answer(ChangeKind.PICTURE, content, width_px, height_px)

    def _answer(self, kind: ChangeKind, *asked: object) -> ChangeResult:
        self.asked.append((kind, *asked))
        if self.error is not None:
            raise self.error
        return ChangeResult(kind=kind, outcome=self.outcome, message=self.message)


class FakeHours:
    """Sets everything at once; `outcome` is what that comes to, `error` what every ask does."""

    def __init__(self, manager: ManagerLock) -> None:
        self._manager = manager
        self.asked: list[tuple[object, ...]] = []
        self.outcome = Outcome.DONE
        self.error: Exception | None = None

    async def set_week(self, week: Week, *, based_on: Week, approval: str = "") -> ChangeResult:
        return self._answer(ChangeKind.WEEK, approval, week, based_on)

    async def set_specials(
        self, spoken: tuple[SpecialDays, ...], *, based_on: OpeningHours, approval: str = ""
    ) -> ChangeResult:
        return self._answer(ChangeKind.SPECIALS, approval, spoken, based_on)

    def _answer(self, kind: ChangeKind, approval: str, *asked: object) -> ChangeResult:
        self._manager.approver(Matter(deed=Deed.HOURS), approval)
        self.asked.append((kind, *asked))
        if self.error is not None:
            raise self.error
        return ChangeResult(kind=kind, outcome=self.outcome)


class FakeConnection:
    """Shows `view_now`, whatever is asked; `error` is a bug of ours."""

    def __init__(self, manager: ManagerLock) -> None:
        self._manager = manager
        self.view_now = canned.connection()
        self.asked: list[tuple[object, ...]] = []
        self.error: Exception | None = None

    async def view(self) -> ConnectionView:
        if self.error is not None:
            raise self.error
        return self.view_now

    async def register(self, *, is_test: bool, approval: str = "") -> ConnectionView:
        self._manager.approver(Matter(deed=Deed.CONNECTION), approval)
        self.asked.append(("register", is_test))
        return self.view_now

    async def consent_address(self, *, approval: str = "") -> str:
        self._manager.approver(Matter(deed=Deed.CONNECTION), approval)
        self.asked.append(("consent",))
        return "https://keeta.example.test/consent?state=one"


class FakePictures:
    """Has one picture for every place but those in `missing`; `error` is a bug of ours."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, int]] = []
        self.missing: set[int] = set()
        self.missing_urls: set[str] = set()
        self.content = plate(1)
        self.error: Exception | None = None

    async def fetch(self, url: str) -> bytes:
        if self.error is not None:
            raise self.error
        if url in self.missing_urls:
            raise PictureUnavailable(url)
        return self.content

    async def of(self, case_id: CaseId, index: int) -> bytes:
        self.asked.append((case_id, index))
        if self.error is not None:
            raise self.error
        if index in self.missing:
            raise PictureUnavailable("There is none")
        return self.content


class FakePrinting:
    """Prints everything at once; `error` is what every ask comes to."""

    def __init__(self) -> None:
        self.view = PrintView()
        self.asked: list[tuple[object, ...]] = []
        self.papers = 1
        self.health = Health(state=PrinterState.READY)
        self.error: Exception | None = None

    async def reprint(self, order_id: OrderId, copy: Copy) -> tuple[object, ...]:
        self._note("reprint", order_id, copy)
        return (object(),) * self.papers

    async def print_test(self, printer: str) -> Health:
        self._note("print_test", printer)
        return self.health

    async def print_old(self, printer: str) -> int:
        self._note("print_old", printer)
        return self.papers

    async def drop_old(self, printer: str) -> int:
        self._note("drop_old", printer)
        return self.papers

    def _note(self, *asked: object) -> None:
        self.asked.append(asked)
        if self.error is not None:
            raise self.error


class FakeSoldOut:
    """Switches everything at once; `error` is what every ask comes to."""

    def __init__(self) -> None:
        self.wishes: list[tuple[Product, bool]] = []
        self.known: dict[str, SoldOutItem] = {}
        self.closed = 0
        self.now: Callable[[], datetime] = lambda: canned.NOW
        self.error: Exception | None = None

    async def items(self) -> tuple[SoldOutItem, ...]:
        if self.error is not None:
            raise self.error
        return tuple(self.known.values())

    async def left_over(self) -> tuple[SoldOutItem, ...]:
        if self.error is not None:
            raise self.error
        return left_over(self.known.values(), self.now())

    async def close_left_over(self) -> None:
        if self.error is not None:
            raise self.error
        self.closed += 1

    async def switch(self, product: Product, *, available: bool) -> Switched:
        self.wishes.append((product, available))
        if self.error is not None:
            raise self.error
        self.known.pop(product.key, None)
        if not available:
            self.known[product.key] = SoldOutItem(product=product, since=canned.NOW)
        return Switched(
            product=product,
            available=available,
            result=StockResult(changed=(product.key,)),
            items=tuple(self.known.values()),
        )


class FakePins:
    """Keeps a PIN in memory; `error` is what every look comes to."""

    def __init__(self) -> None:
        self.pin = ""
        self.known = Tries()
        self.error: Exception | None = None

    def tries(self) -> Tries | None:
        if self.error is not None:
            raise self.error
        return self.known if self.pin else None

    def note(self, tries: Tries) -> None:
        self.known = tries

    def matches(self, pin: str) -> bool:
        return pin == self.pin

    def set(self, pin: str) -> None:
        self.pin, self.known = pin, Tries()

    def remove(self) -> None:
        self.pin = ""


class FakeAutostart:
    """A system's list in memory; `trouble` is why it lets nobody in."""

    def __init__(self) -> None:
        self.started = StartState.OFF
        self.trouble = ""

    def state(self, command: Sequence[str]) -> StartState:
        self._check()
        return self.started

    def turn_on(self, command: Sequence[str]) -> None:
        self._check()
        self.started = StartState.ON

    def turn_off(self) -> None:
        self._check()
        self.started = StartState.OFF

    def _check(self) -> None:
        if self.trouble:
            raise KnownError(self.trouble)


class FakeKitchen:
    """Answers like `services.kitchen.Kitchen`; `answer` is what every ask comes to."""

    def __init__(self, cards: Iterable[CardView] = ()) -> None:
        self.board = FakeBoard()
        self.links = FakeLinks()
        self.shop = FakeShop()
        self.part_refunds = FakePartRefunds()
        self.recall = FakeRecall()
        self.history = FakeHistory()
        self.marks = FakeMarks()
        self.sold_out = FakeSoldOut()
        self.pictures = FakePictures()
        self.profiled = FakeProfiledShop()
        self.witness = FakeWitness()
        self.disputes = FakeDisputes()
        self.recipients = FakeRecipients()
        self.rests = FakeRests()
        self.printing = FakePrinting()
        self.printing_changed: Signal[PrintView] = Signal()
        self.pins = FakePins()
        self.manager = ManagerLock(self.pins, canned.FixedClock())
        self.reports = FakeReports(self.manager)
        self.erasure = FakeErasure(self.manager)
        self.profile = ProfileChanges(manager=self.manager, source=self.pictures)
        self.profile.tell_through(self.profiled)
        self.hours = FakeHours(self.manager)
        self.connection = FakeConnection(self.manager)
        self.bench = SetupBench(self.manager, canned.FixedClock())
        self.printer_setup = self.bench.setup
        self.kept_keys: dict[str, str] = {}
        self.keys = BoardKeys({}, manager=self.manager, write=self.kept_keys.update)
        self.preferences = Preferences(Chosen(), manager=self.manager)
        self.system_start = FakeAutostart()
        self.covering = FakeCover()
        self.shops_file = FakeShopsFile()
        self.shops = canned_shops.shops(self.covering, self.shops_file, self.manager)
        self.log_in = LogInStart(self.system_start, ("kitchen-app",), manager=self.manager)
        self.cards = tuple(cards)
        self.asked: list[tuple[object, ...]] = []
        self.refuses = False
        self.error: Exception | None = None

    async def snapshot(self) -> Snapshot:
        return Snapshot(
            cards=self.cards,
            links=canned.links(),
            shop=self.shop.facts,
            printing=self.printing.view,
            shops=self.shops.view,
        )

    async def accept(self, order_id: OrderId) -> Action | None:
        return self._answer(order_id, ActionKind.ACCEPT)

    async def ready(self, order_id: OrderId, *, can_undo: bool = False) -> Action | None:
        return self._answer(order_id, ActionKind.READY, *(("can undo",) if can_undo else ()))

    async def take_back(self, order_id: OrderId) -> Action | None:
        return self._answer(order_id, ActionKind.READY, "taken back")

    async def collect(self, order_id: OrderId) -> Action | None:
        return self._answer(order_id, ActionKind.COLLECT)

    async def dispatch(self, order_id: OrderId) -> Action | None:
        return self._answer(order_id, ActionKind.DISPATCH)

    async def deliver(self, order_id: OrderId) -> Action | None:
        return self._answer(order_id, ActionKind.DELIVER)

    async def has_pin(self) -> bool:
        return self.manager.is_set

    async def agree_refund(self, order_id: OrderId, *, approval: str = "") -> Action | None:
        self.manager.approver(Matter(deed=Deed.AGREE_REFUND, order_id=order_id), approval)
        return self._answer(order_id, ActionKind.AGREE_REFUND)

    async def acknowledge(self, order_id: OrderId) -> Action | None:
        return self._answer(order_id, ActionKind.ACKNOWLEDGE)

    async def reject_refund(
        self, order_id: OrderId, *, reason: RejectReason, text: str = ""
    ) -> Action | None:
        return self._answer(order_id, ActionKind.REJECT_REFUND, reason, text)

    async def refund_part(
        self, order_id: OrderId, wanted: PartRefund, *, approval: str = ""
    ) -> Action | None:
        matter = Matter(deed=Deed.REFUND_PART, order_id=order_id, amount=wanted.amount)
        self.manager.approver(matter, approval)
        return self._answer(order_id, ActionKind.REFUND_PART, wanted)

    async def settle_by_hand(self, key: str, *, was_done: bool) -> Action | None:
        return self._answer(OrderId(""), ActionKind.REFUND_PART, key, was_done)

    async def cancel(
        self, order_id: OrderId, *, reason: CancelReason, text: str = "", approval: str = ""
    ) -> Action | None:
        self.manager.approver(Matter(deed=Deed.CANCEL, order_id=order_id), approval)
        return self._answer(order_id, ActionKind.CANCEL, reason, text)

    def _answer(self, order_id: OrderId, kind: ActionKind, *more: object) -> Action | None:
        self.asked.append((order_id, kind, *more))
        if self.error is not None:
            raise self.error
        if self.refuses:
            return None
        return Action(
            key="k",
            order_id=order_id,
            kind=kind,
            state=ActionState.PENDING,
            requested_at=canned.NOW,
            not_after=canned.NOW,
        )
