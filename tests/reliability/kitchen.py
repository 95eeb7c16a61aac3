"""A store that is filled as a shop fills it, and what must be true of it afterwards."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from kitchen_app.domain.actions import Action, ActionKind, ActionState
from kitchen_app.domain.order import Order, Status
from kitchen_app.services.ports import CallbackState, NewCallback
from kitchen_app.store.safekeeping import Safekeeping
from kitchen_app.store.sqlite_store import SqliteStore
from tests.fakes import NOON, FakeClock, an_order, reached
from tests.store.test_inbox import a_message

SMALL_BALLAST = 4096


def message(number: int) -> NewCallback:
    return a_message(number, body=b"%06d" % number * (50 + number * 37 % 400))


def order(number: int) -> Order:
    return an_order(number, note=f"note {number} " * 20)


def touch(number: int, state: ActionState) -> Action:
    return Action(
        key=f"key {number}",
        order_id=order(number).order_id,
        kind=ActionKind.ACCEPT,
        state=state,
        requested_at=NOON,
        not_after=NOON,
    )


class Kitchen:
    """One run of the store, used as the services use it."""

    def __init__(self, folder: Path, started_at: datetime = NOON) -> None:
        self.safe = Safekeeping(folder, FakeClock(started_at), ballast_bytes=SMALL_BALLAST)
        self.store = SqliteStore(self.safe.database, self.safe.journal)

    def receive(self, *numbers: int) -> None:
        """Store a group; it may be answered when this returns."""
        with self.store.transaction():
            self.store.inbox.add([message(number) for number in numbers])

    def apply(self, number: int) -> None:
        """Turn the oldest waiting message into an order."""
        (callback,) = self.store.inbox.waiting(1)
        with self.store.transaction():
            self.store.orders.save(order(number), NOON)
            self.store.inbox.settle(callback.row_id, CallbackState.DONE)

    def accept(self, number: int) -> None:
        """Write down a touch and what becomes of it."""
        with self.store.transaction():
            self.store.actions.add(touch(number, ActionState.PENDING))
        with self.store.transaction():
            self.store.actions.save(touch(number, ActionState.SENDING))
        with self.store.transaction():
            self.store.actions.save(touch(number, ActionState.DONE))
            self.store.orders.save(reached(order(number), Status.ACCEPTED), NOON)

    def back_up(self) -> None:
        for _ in self.safe.copy_in_steps():
            continue
        self.safe.keep_copy()
        self.safe.settle_copy()

    def received(self) -> dict[int, bytes]:
        """Return every stored message by its number, checked."""
        self.safe.mend()
        rows = self.safe.database.peewee.execute_sql("SELECT message_id, body FROM inbox")
        return {int(name[1:]): bytes(body) for name, body in rows.fetchall()}

    def lost(self, answered: set[int]) -> set[int]:
        """Return what was answered and is not stored as it was."""
        stored = self.received()
        return {number for number in answered if stored.get(number) != message(number).body}

    def wrong(self, numbers: set[int]) -> list[str]:
        """Return what nobody wrote, and orders that are neither there nor on their way."""
        stored = {each.order.order_id: each.order for each in self.store.orders.all()}
        waiting = {callback.body for callback in self.store.inbox.waiting(9999)}
        found = []
        for number in numbers:
            written = order(number)
            known = stored.pop(written.order_id, None)
            if known is None and message(number).body not in waiting:
                found.append(f"order {number} is gone")
            if known not in (None, written, reached(written, Status.ACCEPTED)):
                found.append(f"order {number} is not as it was written")
        return found + [f"order {order_id} was never placed" for order_id in stored]

    def close(self) -> None:
        self.safe.close()


def fill(
    kitchen: Kitchen, numbers: range, *, answered: Callable[[int], None] = lambda _: None
) -> None:
    """Let orders come in, some in groups, be applied, and every third be accepted."""
    for number in numbers[::2]:
        group = (number, number + 1)
        kitchen.receive(*group)
        for each in group:
            answered(each)
        for each in group:
            kitchen.apply(each)
            if each % 3 == 0:
                kitchen.accept(each)


def state_of(kitchen: Kitchen, number: int) -> ActionState | None:
    try:
        return kitchen.store.actions.get(touch(number, ActionState.PENDING).key).state
    except LookupError:
        return None
