"""What the services need of the world, as small Protocols."""

import asyncio
from collections.abc import Generator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from kitchen_app.domain.actions import Action, CancelReason, RejectReason
from kitchen_app.domain.effects import Entry
from kitchen_app.domain.events import Event, ReadBack
from kitchen_app.domain.order import Order, OrderId, ShopId
from kitchen_app.domain.part_refund import Choice, PartRefund, RefundPreview
from kitchen_app.domain.recipient import Recipient
from kitchen_app.domain.refunds import CaseId, RefundCase
from kitchen_app.domain.shop import Account, Authorisation, HeldTokens, TokenPair
from kitchen_app.domain.shop_events import ShopEvent
from kitchen_app.services.mark_ports import BlackBoxRows, MarkStore, SoldOutStore
from kitchen_app.services.print_ports import PrintJobs


class Verdict(StrEnum):
    """What a message to our webhook turned out to be, before anything is stored."""

    HEARTBEAT = "heartbeat"
    GENUINE = "genuine"
    UNPROVEN = "unproven"  # signature does not fit, but the owner chose to observe only
    FORGED = "forged"
    MALFORMED = "malformed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """The envelope of a message. `content_hash` is over what it says, not over its signature."""

    verdict: Verdict
    message_id: str = ""
    event_id: int = 0
    shop_id: ShopId | None = None
    content_hash: str = ""


class CallbackState(StrEnum):
    """What became of a stored message."""

    WAITING = "waiting"
    DONE = "done"
    ASKED = "asked"  # Keeta is asked what comes of it; after a crash once more
    FOREIGN = "foreign"  # for a shop that is not ours
    FAILED = "failed"  # our bug: kept, logged, tried again
    EXPIRED = "expired"  # failed for a week: its body is gone


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCallback:
    """A message to be stored before it is answered."""

    examined: Examined
    body: bytes
    received_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredCallback:
    """A message in the inbox, not yet applied."""

    row_id: int
    proven: bool
    event_id: int
    shop_id: ShopId | None
    body: bytes
    received_at: datetime
    message_id: str = ""


class CallbackReader(Protocol):
    """Understands Keeta's messages."""

    def examine(self, body: bytes) -> Examined:
        """Tell what a body is; never raises."""
        ...

    def events(
        self, callback: StoredCallback, received_at: datetime
    ) -> tuple[Event | ShopEvent, ...]:
        """Decode a stored message; `received_at` is the receipt in Keeta's clock."""
        ...


class Platform(Protocol):
    """Keeta's API; every method raises `services.errors.PlatformError`."""

    async def reach(self) -> None:
        """Make sure that Keeta answers at all, and learn its time."""
        ...

    async def read(self, order_id: OrderId, shop_id: ShopId) -> ReadBack: ...

    async def recipient(self, order_id: OrderId, shop_id: ShopId) -> Recipient: ...

    async def accept(self, order_id: OrderId, shop_id: ShopId) -> None: ...

    async def ready(self, order_id: OrderId, shop_id: ShopId) -> None: ...

    async def collect(self, order_id: OrderId, shop_id: ShopId) -> None: ...

    async def dispatch(self, order_id: OrderId, shop_id: ShopId) -> None: ...

    async def deliver(self, order_id: OrderId, shop_id: ShopId) -> None: ...

    async def agree_refund(self, order_id: OrderId, shop_id: ShopId) -> None: ...

    async def reject_refund(
        self, order_id: OrderId, shop_id: ShopId, *, reason: RejectReason, text: str
    ) -> None: ...

    async def cancel(
        self, order_id: OrderId, shop_id: ShopId, *, reason: CancelReason, text: str
    ) -> None: ...

    async def preview_refund(
        self, order_id: OrderId, shop_id: ShopId, choices: Sequence[Choice], *, currency: str = ""
    ) -> RefundPreview:
        """Return what may be refunded, or, with choices, what they are worth; changes nothing.

        `currency` is that of the order, in case Keeta names none.
        """
        ...

    async def refund_part(self, order_id: OrderId, shop_id: ShopId, wanted: PartRefund) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredOrder:
    """An order with the moment (our clock) at which it last changed."""

    order: Order
    changed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CompletedOrder:
    """A finished order: when it last changed and when it was last read since (our clock)."""

    order_id: OrderId
    changed_at: datetime
    looked_at: datetime | None


class Inbox(Protocol):
    """Messages as received."""

    def add(self, callbacks: Sequence[NewCallback]) -> None:
        """Store messages; one that is there already (same id, same content) changes nothing."""
        ...

    def waiting(self, limit: int) -> list[StoredCallback]: ...

    def settle(self, row_id: int, state: CallbackState, order_id: OrderId | None = None) -> None:
        """Write down what became of a message, and of which order it spoke."""
        ...

    def remove(self, row_id: int) -> None:
        """Forget a message that was no news of anything."""
        ...

    def requeue_failed(self) -> None:
        """Let messages that failed be tried again."""
        ...

    def requeue_asked(self) -> None:
        """Let Keeta be asked again about what an earlier run may not have read."""
        ...


class Orders(Protocol):
    """Orders and their timelines."""

    def get(self, order_id: OrderId) -> StoredOrder | None: ...

    def save(self, order: Order, changed_at: datetime) -> None: ...

    def add_entries(self, order_id: OrderId, entries: Sequence[Entry]) -> None: ...

    def timeline(self, order_id: OrderId) -> list[Entry]: ...

    def open_or_changed_since(self, moment: datetime) -> list[StoredOrder]: ...

    def unread_since(self, moment: datetime) -> list[OrderId]:
        """Return the orders of which only the id is known, and that changed since (our clock)."""
        ...

    def completed_since(self, moment: datetime) -> list[CompletedOrder]: ...

    def looked_at(self, order_id: OrderId, moment: datetime) -> None: ...


class Actions(Protocol):
    """What people asked for."""

    def add(self, action: Action) -> None: ...

    def save(self, action: Action) -> None: ...

    def get(self, key: str) -> Action: ...

    def all_open(self) -> list[Action]: ...

    def open_of(self, order_id: OrderId) -> Action | None: ...

    def unsettled_of(self, order_id: OrderId) -> list[Action]:
        """Return what is open on an order, or waits for a person's word."""

    def of_order(self, order_id: OrderId) -> list[Action]:
        """Return everything that was asked of an order, the oldest first."""

    def orders_asking(self) -> list[OrderId]:
        """Return the orders with an action that waits for a person's word."""

    def latest_of(self, order_id: OrderId) -> Action | None: ...


class Refunds(Protocol):
    """Refund cases."""

    def get(self, case_id: CaseId) -> RefundCase | None: ...

    def save(self, case: RefundCase) -> None: ...

    def delete(self, case_id: CaseId) -> None: ...

    def of_order(self, order_id: OrderId) -> tuple[RefundCase, ...]: ...

    def orders_waiting(self) -> list[OrderId]: ...


class Store(Protocol):
    """One durable place; what happens inside `transaction()` happens whole or not at all.

    A transaction that the disk does not take raises `services.errors.NotStored`.
    """

    @property
    def inbox(self) -> Inbox: ...

    @property
    def orders(self) -> Orders: ...

    @property
    def actions(self) -> Actions: ...

    @property
    def refunds(self) -> Refunds: ...

    @property
    def marks(self) -> MarkStore: ...

    @property
    def sold_out(self) -> SoldOutStore: ...

    @property
    def black_box(self) -> BlackBoxRows: ...

    @property
    def print_jobs(self) -> PrintJobs: ...

    def transaction(self) -> AbstractContextManager[None]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Aged:
    """What is older than a limit: written before `before`, by our clock.

    What claims to be from after `beyond` was written while our clock was wrong: it is old too.
    """

    before: datetime
    beyond: datetime


class KeptData(Protocol):
    """What the store keeps, as it is forgotten: at most so many rows at a time.

    What still asks something of anybody is left alone, however old it is.
    """

    def mask_orders(self, aged: Aged, most: int) -> list[OrderId]:
        """Mask the people in orders that have ended; return these."""
        ...

    def delete_orders(self, before: datetime, most: int) -> list[OrderId]:
        """Delete orders that ended, but for their money; return these."""
        ...

    def empty_bodies(self, aged: Aged, most: int) -> int: ...

    def expire_failed(self, before: datetime, most: int) -> int: ...

    def forget_messages(self, before: datetime, most: int) -> int: ...

    def seal(self) -> bool:
        """Make sure that nothing forgotten is left in the files; False if that must wait."""
        ...


class Copies(Protocol):
    """Copies of the data, such as backups, that must not outlive it for long."""

    def forget_before(self, moment: datetime) -> int:
        """Delete what was copied before a moment (our clock); return how many copies that was."""
        ...


class TokenVault(Protocol):
    """Keeps the tokens out of sight. When `save` returns, they outlive a power cut, whole.

    Both raise `base.errors.KnownError`: `load` if there may be tokens that cannot be read now,
    `save` if they could not be kept; what was there before is then still there.
    """

    async def load(self) -> HeldTokens | None: ...

    async def save(self, held: HeldTokens) -> None: ...


class Tokens(Protocol):
    """The tokens in use and what became of them."""

    looked: asyncio.Event
    """Set once the vault was looked into, whatever came of it."""

    @property
    def state(self) -> Authorisation: ...

    @property
    def came_from(self) -> str:
        """The hash of the consent that the tokens in use go back to, see `HeldTokens`."""
        ...

    async def adopt(self, pair: TokenPair, *, came_from: str = "") -> None:
        """Keep a pair and then use it; raises `KnownError` if it cannot be kept."""
        ...


class AccessApi(Protocol):
    """Keeta's calls about the right to act; they raise `services.errors.PlatformError`."""

    @property
    def events(self) -> Sequence[int]:
        """The events that we understand; each has an address of its own at Keeta."""
        ...

    def consent_address(self, *, redirect_uri: str, state: str) -> str:
        """Return the address at which the owner consents."""
        ...

    async def exchange(self, code: str) -> TokenPair:
        """Turn the code of a consent into tokens; it works once, within ten minutes."""
        ...

    async def account(self) -> Account:
        """Return what the tokens in use cover."""
        ...

    async def account_of(self, pair: TokenPair) -> Account:
        """Return what a pair covers that is not in use."""
        ...

    async def set_callback(self, event_id: int, url: str, *, is_test: bool) -> None: ...


class Safekeeping(Protocol):
    """What stands behind the store: a second copy of what came in, backups, room to go on."""

    @property
    def has_rescued(self) -> bool:
        """Tell whether something was lost on disk and brought back since the program started."""
        ...

    def mend(self) -> None:
        """Bring a store that failed back; raises `KnownError` if it cannot be used yet."""
        ...

    def keep_room(self) -> bool:
        """Keep room in reserve; tell whether there is any."""
        ...

    def copy_in_steps(self) -> Generator[None, None, None]:
        """Copy the store, a step of about a millisecond each time it is asked to go on."""
        ...

    def keep_copy(self) -> None:
        """Check the copy that was made and let it count; any thread may do it."""
        ...

    def settle_copy(self) -> None:
        """Delete what the new copy has made useless, or have the store checked for its sake."""
        ...
