"""The manager's PIN: what needs it, how often it may be tried, and what a right one allows.

A right PIN gives an approval: for one deed, once, for two minutes. The facade asks for it, so that
no way round the screen leads round the lock (docs/decisions/0023).
"""

import asyncio
import logging
import secrets
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Protocol

from kitchen_app.base.clock import Clock
from kitchen_app.base.errors import KnownError
from kitchen_app.domain.actions import Approver
from kitchen_app.domain.lockout import is_easy, is_pin, wait_after
from kitchen_app.domain.money import Money
from kitchen_app.domain.order import OrderId

logger = logging.getLogger(__name__)

APPROVED_FOR_S = 120.0
SETTINGS_OPEN_FOR_S = 120.0
_NOTE_EVERY_S = 15.0


class Deed(StrEnum):
    """What can be locked. Accepting, cooking and seeing an alarm never are."""

    CANCEL = "cancel"  # rejecting a new order too
    AGREE_REFUND = "agree_refund"
    REFUND_PART = "refund_part"
    REST = "rest"  # opening the shop too
    PROFILE = "profile"  # the phones and the picture that customers see
    HOURS = "hours"  # of the week and of special days
    REPORTS = "reports"  # to see what the shop earns
    FORGET = "forget"  # the customer of an order, for good
    SETTINGS = "settings"
    CONNECTION = "connection"  # our address at Keeta, and the owner's consent


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """One deed, on one order, at one amount: an approval for it is good for no other."""

    deed: Deed
    order_id: OrderId | None = None
    amount: Money | None = None


class NotApproved(KnownError):
    """Only the manager may do that, and no valid approval for it was shown."""

    def __init__(self, matter: Matter) -> None:
        super().__init__(f"{matter.deed} needs the manager's PIN")
        self.matter = matter


class PinOutcome(StrEnum):
    """What came of typing a PIN."""

    RIGHT = "right"
    WRONG = "wrong"
    LOCKED = "locked"  # too many wrong ones: it was not even looked at
    EASY = "easy"  # a new PIN that is among the first to be guessed
    UNREADABLE = "unreadable"  # it cannot be checked or kept on this computer just now


@dataclass(frozen=True, slots=True, kw_only=True)
class PinAnswer:
    """`approval` comes with a right one; `wait_s` is how long the next may not be tried."""

    outcome: PinOutcome
    approval: str = ""
    wait_s: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Tries:
    """The wrong PINs in a row, and what was left of the wait after the last when it was noted."""

    wrong: int = 0
    left_s: float = 0.0


class PinVault(Protocol):
    """Keeps the PIN so that nobody reads it there. All raise `KnownError` if that fails now.

    `matches` and `set` take tens of milliseconds and may wait for the keyring.
    """

    def tries(self) -> Tries | None:
        """Return what is known of the tries; None if no PIN is set."""
        ...

    def note(self, tries: Tries) -> None:
        """Keep the tries; when it returns they outlive a power cut."""
        ...

    def matches(self, pin: str) -> bool: ...

    def set(self, pin: str) -> None:
        """Keep another PIN, with no wrong tries."""
        ...

    def remove(self) -> None: ...


@dataclass(frozen=True, slots=True)
class _Approval:
    matter: Matter
    until_s: float


class ManagerLock:
    """Locks nothing until a PIN is set.

    Waits are counted by the clock that nobody can set, and only while the program runs: a start
    begins with what was left when it was last noted, so that nothing shortens a wait.
    """

    def __init__(self, vault: PinVault, clock: Clock, *, refund_limit: int = 0) -> None:
        self._vault = vault
        self._clock = clock
        self._limit = Decimal(refund_limit)
        self._closed_until_s: float | None = None
        self._approvals: dict[str, _Approval] = {}
        self._settings_until_s = 0.0
        self._turn = asyncio.Lock()

    @property
    def is_set(self) -> bool:
        """Whether there is a PIN; one that cannot be read counts."""
        try:
            return self._vault.tries() is not None
        except KnownError:
            return True

    def approver(self, matter: Matter, approval: str, *, given: Decimal = Decimal()) -> Approver:
        """Return who stands up for a deed, and use the approval up.

        `given` is what the order has been given back before, in the same currency: a large refund
        in small parts is a large refund.

        Raises:
            NotApproved: it needs the PIN, and the approval is for something else, too old or used.
        """
        if not self.is_set:
            return Approver.ANYBODY
        if self._is_under_limit(matter, given):
            return Approver.LIMIT
        known = self._approvals.pop(approval, None)
        if known is None or known.matter != matter or self._clock.monotonic() >= known.until_s:
            raise NotApproved(matter)
        logger.info("The manager approves: %s", matter.deed.value)
        return Approver.MANAGER

    def open_settings(self, approval: str = "") -> None:
        """Let settings be changed, from now on until nobody has for two minutes.

        Raises:
            NotApproved: they need the PIN, and the approval is none for them, too old or used.
        """
        now_s = self._clock.monotonic()
        if now_s >= self._settings_until_s:
            self.approver(Matter(deed=Deed.SETTINGS), approval)
        self._settings_until_s = now_s + SETTINGS_OPEN_FOR_S

    def _is_under_limit(self, matter: Matter, given: Decimal) -> bool:
        is_refund = matter.deed in (Deed.AGREE_REFUND, Deed.REFUND_PART)
        if not is_refund or matter.amount is None or not self._limit:
            return False
        return matter.amount.amount + given <= self._limit

    async def approve(self, matter: Matter, pin: str) -> PinAnswer:
        """Try a PIN; a right one gives an approval for this matter only."""
        async with self._turn:
            answer = await self._tried(pin)
        if answer.outcome is not PinOutcome.RIGHT:
            return answer
        approval, now_s = secrets.token_hex(16), self._clock.monotonic()
        fresh = {key: each for key, each in self._approvals.items() if each.until_s > now_s}
        self._approvals = {**fresh, approval: _Approval(matter, now_s + APPROVED_FOR_S)}
        return PinAnswer(outcome=PinOutcome.RIGHT, approval=approval)

    async def change(self, *, old: str, new: str) -> PinAnswer:
        """Set a PIN, the first (then `old` is not asked) or another; an empty one ends the lock."""
        if new and (not is_pin(new) or is_easy(new)):
            return PinAnswer(outcome=PinOutcome.EASY)
        async with self._turn:
            answer = await self._tried(old)
            if answer.outcome is not PinOutcome.RIGHT:
                return answer
            try:
                await asyncio.to_thread(self._keep, new)
            except KnownError as error:
                logger.warning("The manager's PIN cannot be kept: %s", error)
                return PinAnswer(outcome=PinOutcome.UNREADABLE)
            self._approvals.clear()
            return answer

    async def run(self) -> None:
        """Service: note what is left of a wait, so that a start need not begin it anew."""
        while True:
            await asyncio.sleep(_NOTE_EVERY_S)
            async with self._turn:
                await asyncio.to_thread(self._note_wait)

    async def _tried(self, pin: str) -> PinAnswer:
        try:
            return await asyncio.to_thread(self._try, pin)
        except KnownError as error:
            logger.warning("The manager's PIN cannot be checked: %s", error)
            return PinAnswer(outcome=PinOutcome.UNREADABLE)

    def _try(self, pin: str) -> PinAnswer:
        """Look at a PIN, if one may be tried now. It is counted first: no kill saves a try."""
        tries = self._vault.tries()
        if tries is None:
            self._closed_until_s = None
            return PinAnswer(outcome=PinOutcome.RIGHT)
        left_s = self._left_s(tries)
        if left_s > 0:
            return PinAnswer(outcome=PinOutcome.LOCKED, wait_s=left_s)
        wait_s = wait_after(tries.wrong + 1).total_seconds()
        self._vault.note(Tries(wrong=tries.wrong + 1, left_s=wait_s))
        try:
            is_right = self._vault.matches(pin)
        except KnownError:
            self._vault.note(tries)  # it was not looked at
            raise
        if is_right:
            self._vault.note(Tries())
            return PinAnswer(outcome=PinOutcome.RIGHT)
        self._closed_until_s = self._clock.monotonic() + wait_s
        logger.info("A wrong PIN, number %d in a row", tries.wrong + 1)
        return PinAnswer(outcome=PinOutcome.WRONG, wait_s=wait_s)

    def _keep(self, pin: str) -> None:
        if pin:
            self._vault.set(pin)
            logger.info("The manager's PIN was set")
        else:
            self._vault.remove()
            logger.info("The manager's PIN was removed")

    def _left_s(self, tries: Tries) -> float:
        """Return how long nothing may be tried; the first look of a run begins the wait."""
        now_s = self._clock.monotonic()
        if not tries.left_s:
            self._closed_until_s = None
        elif self._closed_until_s is None:
            self._closed_until_s = now_s + tries.left_s
        return max(0.0, self._closed_until_s - now_s) if self._closed_until_s else 0.0

    def _note_wait(self) -> None:
        try:
            tries = self._vault.tries()
            if tries is not None and tries.left_s:
                self._vault.note(Tries(wrong=tries.wrong, left_s=self._left_s(tries)))
        except KnownError as error:
            logger.info("What is left of the wait is not noted: %s", error)
