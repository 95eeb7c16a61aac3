"""What forgetting by hand needs of the store and of its second copies."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from kitchen_app.domain.order import OrderId
from kitchen_app.services.ports import Aged, KeptData, Safekeeping


class Hindrance(StrEnum):
    """Why the customer of an order cannot be forgotten now."""

    OPEN = "open"  # somebody still cooks or waits for it
    ASKS = "asks"  # a refund request or an action has no outcome yet
    GONE = "gone"  # there is no such order any more
    NOT_STORED = "not_stored"  # the disk did not take it


@dataclass(frozen=True, slots=True, kw_only=True)
class Toll:
    """How many orders the next pass would mask and delete; one that is deleted is not masked."""

    masked: int = 0
    deleted: int = 0

    def __bool__(self) -> bool:
        return bool(self.masked or self.deleted)


class ForgettingStore(KeptData, Protocol):
    """What the store keeps, as it is forgotten of one order because somebody wants it."""

    def hindrance(self, order_id: OrderId) -> Hindrance | None:
        """Return why the customer of an order cannot be forgotten; None if nothing is against."""
        ...

    def forget_order(self, order_id: OrderId) -> None:
        """Mask an order however young it is, with all messages that speak of it."""
        ...

    def toll(self, aged: Aged, delete_before: datetime) -> Toll:
        """Count what would be masked and deleted; changes nothing."""
        ...


class SecondCopies(Safekeeping, Protocol):
    """Second copies of which the older ones can be let go."""

    @property
    def are_outdated(self) -> bool:
        """Whether a copy is wanted that takes the place of all others; it outlives a restart."""
        ...

    def outdate(self) -> None:
        """Note that every copy of now holds what nothing may hold any more; raises `OSError`."""
        ...

    def drop_older(self) -> None:
        """Delete every copy but the newest, with the journal before it and what was set aside.

        No copy is outdated from then on.
        """
        ...
