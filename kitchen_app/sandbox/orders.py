"""The order book: what the sandbox knows of each order."""

import random
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from kitchen_app.base.clock import Clock, to_epoch_ms
from kitchen_app.sandbox.compose import Identity, Wish, compose
from kitchen_app.sandbox.config import Fulfilment, SandboxConfig
from kitchen_app.sandbox.errors import UnknownOrderError

_FIRST_RUNNING_NUMBER = 1001


class Phase(StrEnum):
    """The stations of an order's life (order guide, life cycle)."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    READY = "ready"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


@dataclass(slots=True, kw_only=True)
class Order:
    """One order; only `rules` changes it after it was placed."""

    order_view_id: int
    seq_no: str
    fulfilment: Fulfilment
    placed_at_ms: int
    fixed: dict[str, Any]
    """The part of `orderInfo` that never changes."""
    rider: str
    """Who will ride; empty for a drone."""
    phase: Phase = Phase.WAITING
    reached_at_ms: dict[Phase, int] = field(default_factory=dict)
    rider_history: list[tuple[int, int]] = field(default_factory=list)
    """Pairs of `opTime` and `deliveryStatus`."""
    refunds: list[dict[str, Any]] = field(default_factory=list)

    @property
    def keeta_delivers(self) -> bool:
        return self.fulfilment in (Fulfilment.DELIVERY, Fulfilment.DRONE)

    @property
    def rider_status(self) -> int | None:
        return self.rider_history[-1][1] if self.rider_history else None

    def reach(self, phase: Phase, at_ms: int) -> None:
        self.phase = phase
        self.reached_at_ms[phase] = at_ms


class OrderBook:
    """All orders of the sandbox's shop, in the order in which they were placed.

    Ids carry the moment the sandbox began, so that a second run with the same seed does not
    repeat the ids that a client already knows.
    """

    def __init__(self, config: SandboxConfig, clock: Clock) -> None:
        self._config = config
        self._clock = clock
        self._orders: dict[int, Order] = {}
        began_s = int(clock.now().timestamp())
        self._id_base = 700_000_000_000_000 + began_s % 10_000_000_000 * 10_000

    def all(self) -> tuple[Order, ...]:
        return tuple(self._orders.values())

    def place(self, wish: Wish, *, ago_s: float = 0) -> Order:
        """Draw a new order and put it on the book, as placed `ago_s` seconds ago."""
        count = len(self._orders)
        identity = Identity(
            order_view_id=self._id_base + count + 1,
            shop_id=self._config.shop_id,
            running_number=_FIRST_RUNNING_NUMBER + count,
            placed_at_ms=to_epoch_ms(self._clock.now()) - round(ago_s * 1000),
        )
        rng = self._random(wish.seed, count)
        menu, fixed = compose(wish, rng, identity, self._config.languages)
        order = Order(
            order_view_id=identity.order_view_id,
            seq_no=fixed["merchantOrder"]["seqNoStr"],
            fulfilment=wish.fulfilment,
            placed_at_ms=identity.placed_at_ms,
            fixed=fixed,
            rider="" if wish.fulfilment is Fulfilment.DRONE else rng.choice(menu.riders),
        )
        self._orders[order.order_view_id] = order
        return order

    def find(self, order_view_id: int) -> Order | None:
        return self._orders.get(order_view_id)

    def get(self, order_view_id: int) -> Order:
        """Return an order that must be there."""
        order = self.find(order_view_id)
        if order is None:
            raise UnknownOrderError(f"There is no order {order_view_id} in this sandbox.")
        return order

    def _random(self, own_seed: int | None, count: int) -> random.Random:
        """Each order draws from its own source, so that timing cannot change what is drawn."""
        name = f"{self._config.seed}/{count}" if own_seed is None else f"own/{own_seed}"
        return random.Random(name)  # noqa: S311 - food, not keys
