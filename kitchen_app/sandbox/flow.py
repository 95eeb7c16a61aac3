"""The demo flow: customers order by themselves and riders come, on a seeded schedule."""

import random

from kitchen_app.sandbox.agenda import Agenda
from kitchen_app.sandbox.compose import Wish
from kitchen_app.sandbox.config import Fulfilment, SandboxConfig
from kitchen_app.sandbox.errors import WrongStateError
from kitchen_app.sandbox.orders import Order, Phase
from kitchen_app.sandbox.rules import Earlier, Rules
from kitchen_app.sandbox.shop import Shop

# A screen must fill quickly: the first orders come at these moments, whatever the rate.
_EARLY_S = (0.2, 2.0, 6.0, 12.0)
_FULFILMENTS = (tuple(Fulfilment), (70, 20, 7, 3))  # in the order of the enumeration
_CASH_CHANCE = 0.2

# The demo opens in the middle of a shift: these orders were accepted before it began.
_EARLIER = (
    (
        Fulfilment.DELIVERY,
        Earlier(
            ago_s=1260,
            reached_s={Phase.ACCEPTED: 35, Phase.READY: 700, Phase.COMPLETED: 1180},
            rode_s=((0, 38), (10, 45), (20, 90), (25, 560), (30, 720), (50, 1180)),
        ),
    ),
    (
        Fulfilment.DELIVERY,
        Earlier(
            ago_s=900,
            reached_s={Phase.ACCEPTED: 20, Phase.READY: 600},
            rode_s=((0, 22), (10, 30), (20, 100), (25, 520), (30, 660)),
        ),
    ),
    (
        Fulfilment.DELIVERY,
        Earlier(
            ago_s=720,
            reached_s={Phase.ACCEPTED: 45, Phase.READY: 610},
            rode_s=((0, 48), (10, 55), (20, 120), (25, 640)),
        ),
    ),
    (
        Fulfilment.PICKUP,
        Earlier(ago_s=540, reached_s={Phase.ACCEPTED: 30, Phase.READY: 480}),
    ),
    (
        Fulfilment.DELIVERY,
        Earlier(ago_s=400, reached_s={Phase.ACCEPTED: 50}, rode_s=((0, 52), (10, 60), (20, 200))),
    ),
    (Fulfilment.SELF_DELIVERY, Earlier(ago_s=250, reached_s={Phase.ACCEPTED: 40})),
)

# The rider's stations with the least and the longest time since the one before, in seconds.
_RIDE = (
    (0, 1, 3),
    (10, 3, 10),
    (20, 20, 90),
    (25, 120, 360),
    (30, 30, 120),
    (50, 300, 900),
)
_COLLECTS_FOOD = 30
_ASKS_AGAIN_S = 15.0
_RIDER_PATIENCE_S = 1200.0
"""A rider takes the food along after this even if nobody reported it ready."""
_CUSTOMER_COMES_S = (60, 480)


class Couriers:
    """Riders and customers that come for accepted orders by themselves, once started."""

    def __init__(self, agenda: Agenda, rules: Rules) -> None:
        self.left_alone: set[int] = set()
        """Orders whose riders a script moves."""
        self._agenda = agenda
        self._rules = rules
        self._started = False

    def start(self) -> None:
        if not self._started:
            self._started = True
            self._rules.accepted.connect(self._on_accepted)
            self._rules.readied.connect(self.fetch)

    def fetch(self, order: Order) -> None:
        """Send the customer to fetch the food, or the shop's own courier out with it."""
        if not order.keeta_delivers and order.order_view_id not in self.left_alone:
            seconds = random.Random(order.seq_no).uniform(*_CUSTOMER_COMES_S)  # noqa: S311 - a schedule
            self._agenda.after(seconds, lambda: self._rules.complete_if_open(order))

    def ride_on(self, order: Order, station: int) -> None:
        """Send a rider, who is already past so many stations."""
        rng = random.Random(order.seq_no)  # noqa: S311 - a schedule, not keys
        self._ride_on(order, rng, station)

    def _on_accepted(self, order: Order) -> None:
        if order.keeta_delivers and order.order_view_id not in self.left_alone:
            self.ride_on(order, 0)

    def _ride_on(self, order: Order, rng: random.Random, station: int) -> None:
        if station == len(_RIDE):
            return
        _, least_s, longest_s = _RIDE[station]
        seconds = rng.uniform(least_s, longest_s)
        self._agenda.after(seconds, lambda: self._arrive(order, rng, station, waited_s=0.0))

    def _arrive(self, order: Order, rng: random.Random, station: int, *, waited_s: float) -> None:
        """Report the rider at a station; before taking food that is not ready, wait for it."""
        status = _RIDE[station][0]
        not_ready = order.phase is Phase.ACCEPTED
        if status == _COLLECTS_FOOD and not_ready and waited_s < _RIDER_PATIENCE_S:
            longer_s = waited_s + _ASKS_AGAIN_S
            self._agenda.after(
                _ASKS_AGAIN_S, lambda: self._arrive(order, rng, station, waited_s=longer_s)
            )
            return
        try:
            self._rules.ride(order, status)
        except WrongStateError:
            return  # cancelled or completed meanwhile: the rider turns round
        self._ride_on(order, rng, station + 1)


class DemoFlow:
    """Places orders at the configured rate, while the shop is open."""

    def __init__(
        self,
        config: SandboxConfig,
        agenda: Agenda,
        rules: Rules,
        *,
        couriers: Couriers,
        shop: Shop,
    ) -> None:
        self._agenda = agenda
        self._rules = rules
        self._couriers = couriers
        self._shop = shop
        self._opens_mid_shift = config.mid_shift
        self._interval_s = 60.0 / config.orders_per_minute
        self._random = random.Random(f"flow/{config.seed}")  # noqa: S311 - a schedule, not keys

    def start(self) -> None:
        self._couriers.start()
        if self._opens_mid_shift:
            for fulfilment, earlier in _EARLIER:
                self._take_over(fulfilment, earlier)
        for moment_s in _EARLY_S:
            self._agenda.after(moment_s, self._place)
        self._agenda.after(_EARLY_S[-1] + self._pause_s(), self._place_and_go_on)

    def _take_over(self, fulfilment: Fulfilment, earlier: Earlier) -> None:
        """Tell of an order of the running shift and let it go on from where it is."""
        order = self._rules.place_earlier(Wish(fulfilment=fulfilment), earlier)
        if order.phase is Phase.COMPLETED:
            return
        if order.keeta_delivers:
            self._couriers.ride_on(order, len(earlier.rode_s))
        elif order.phase is Phase.READY:
            self._couriers.fetch(order)

    def _place_and_go_on(self) -> None:
        self._place()
        self._agenda.after(self._pause_s(), self._place_and_go_on)

    def _pause_s(self) -> float:
        return self._interval_s * self._random.uniform(0.7, 1.3)

    def _place(self) -> None:
        """Order something; a customer does not see what the shop rests."""
        wish = Wish(
            fulfilment=self._random.choices(*_FULFILMENTS)[0],
            cash=self._random.random() < _CASH_CHANCE,
        )
        if self._shop.facts.services.can_take(wish.fulfilment):
            self._rules.place(wish)
