"""What reports need of the store."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from kitchen_app.domain.order import Order
from kitchen_app.domain.refunds import RefundCase
from kitchen_app.domain.report import ReportRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What is kept of the orders of a time, the first one first.

    `damaged` ones cannot be read; `left` orders of an older version of the program may be missing.
    """

    rows: tuple[ReportRow, ...] = ()
    damaged: int = 0
    left: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptOrder:
    """An order that is still there with all its lines, and its refunds."""

    order: Order
    cases: tuple[RefundCase, ...] = ()


class ReportReader(Protocol):
    """Reads beside the core: on another thread, over a connection of its own.

    Both reads may take a while, and raise `Superseded` when `give_up` was called meanwhile and
    `NotStored` while the file cannot be read.
    """

    def kept(self, since: datetime, until: datetime) -> Kept:
        """Return the orders that were placed in a time, those that are deleted too."""
        ...

    def whole(self, since: datetime, until: datetime) -> tuple[KeptOrder, ...]:
        """Return those of them that are not deleted."""
        ...

    def give_up(self) -> None:
        """Let a read that is going on end soon; from any thread."""
        ...
