"""The order book: what the sandbox knows of each order."""

import random
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from kitchen_app.base.clock import Clock, to_epoch_ms
from kitchen_app.sandbox.cases import Case
from kitchen_app.sandbox.compose import Composed, Identity, Wish, compose
from kitchen_app.sandbox.config import Fulfilment, SandboxConfig
from kitchen_app.sandbox.errors import UnknownOrderError

_FIRST_RUNNING_NUMBER = 1001
_HAS_THE_FOOD = (30, 50)


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
    plain_texts: dict[str, str] = field(default_factory=dict)
    """What each ciphertext of the order says."""
    phase: Phase = Phase.WAITING
    reached_at_ms: dict[Phase, int] = field(default_factory=dict)
    rides: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    """Pairs of `opTime` and `deliveryStatus` by part; part 0 is an order that is not split."""
    cases: list[Case] = field(default_factory=list)
    own_courier: dict[str, Any] = field(default_factory=dict)
    """The shop's own courier, as a self-delivery call named him."""
    dispatched: bool = False
    past: list[tuple[int, "Order"]] = field(default_factory=list)
    """What the order was before each change, with the time of the change."""

    @property
    def shop_id(self) -> int:
        """The shop it was ordered from."""
        ordered_from: int = self.fixed["merchantOrder"]["shopId"]
        return ordered_from

    @property
    def keeta_delivers(self) -> bool:
        return self.fulfilment in (Fulfilment.DELIVERY, Fulfilment.DRONE)

    @property
    def parts(self) -> tuple[int, ...]:
        """Return the `merchantSubOrderId` of each part, or 0 for an order that is whole."""
        listed = tuple(each["merchantSubOrderId"] for each in self.fixed["subOrderInfoList"])
        return listed or (0,)

    @property
    def products(self) -> list[dict[str, Any]]:
        """Return all lines, also of a big order that lists them by part only."""
        whole: list[dict[str, Any]] = self.fixed["products"]
        return whole or [
            line for part in self.fixed["subOrderInfoList"] for line in part["products"]
        ]

    @property
    def rider_status(self) -> int | None:
        """Return how far the rider is; of several, the one who is least far."""
        reached = [self.rides[part][-1][1] for part in self.parts if self.rides.get(part)]
        return min(reached) if reached else None

    @property
    def is_collected(self) -> bool:
        """Tell whether a rider of Keeta's has all the food (delivery status 30, or 50)."""
        return self.rider_status in _HAS_THE_FOOD

    def remember(self, at_ms: int) -> None:
        """Keep what the order is, because it changes now."""
        self.past.append((at_ms, self._copy()))

    def as_of(self, at_ms: int) -> "Order":
        """Return the order as it was at that time."""
        earlier = (order for changed_at_ms, order in self.past if changed_at_ms > at_ms)
        return next(earlier, self)

    def reach(self, phase: Phase, at_ms: int) -> None:
        self.remember(at_ms)
        self.phase = phase
        self.reached_at_ms[phase] = at_ms

    def ride(self, part: int, at_ms: int, status: int) -> None:
        self.remember(at_ms)
        self.rides.setdefault(part, []).append((at_ms, status))

    def _copy(self) -> "Order":
        return replace(
            self,
            reached_at_ms=dict(self.reached_at_ms),
            rides={part: list(history) for part, history in self.rides.items()},
            cases=[replace(case, history=list(case.history)) for case in self.cases],
            past=[],
        )


class OrderBook:
    """All orders of the sandbox's shops, in the order in which they were placed.

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
            shop_id=wish.shop_id or self._config.shop_id,
            running_number=_FIRST_RUNNING_NUMBER + count,
            placed_at_ms=to_epoch_ms(self._clock.now()) - round(ago_s * 1000),
        )
        rng = self._random(wish.seed, count)
        composed = compose(wish, rng, identity, self._config)
        order = Order(
            order_view_id=identity.order_view_id,
            seq_no=composed.fixed["merchantOrder"]["seqNoStr"],
            fulfilment=wish.fulfilment,
            placed_at_ms=identity.placed_at_ms,
            fixed=composed.fixed,
            rider=self._rider(wish, composed, rng),
            plain_texts=composed.plain_texts,
        )
        self._orders[order.order_view_id] = order
        return order

    def find(self, order_view_id: int) -> Order | None:
        return self._orders.get(order_view_id)

    def find_by_cipher_text(self, cipher_text: str) -> Order | None:
        """Return the order in which a ciphertext stands."""
        found = (order for order in self._orders.values() if cipher_text in order.plain_texts)
        return next(found, None)

    def get(self, order_view_id: int) -> Order:
        """Return an order that must be there."""
        order = self.find(order_view_id)
        if order is None:
            raise UnknownOrderError(f"There is no order {order_view_id} in this sandbox.")
        return order

    @staticmethod
    def _rider(wish: Wish, composed: Composed, rng: random.Random) -> str:
        return "" if wish.fulfilment is Fulfilment.DRONE else rng.choice(composed.menu.riders)

    def _random(self, own_seed: int | None, count: int) -> random.Random:
        """Each order draws from its own source, so that timing cannot change what is drawn."""
        name = f"{self._config.seed}/{count}" if own_seed is None else f"own/{own_seed}"
        return random.Random(name)  # noqa: S311 - food, not keys
