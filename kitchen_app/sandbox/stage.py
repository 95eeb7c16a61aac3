"""Plays scenarios: carries out their steps in sandbox time."""

import logging
import random
from collections.abc import Callable

from kitchen_app.base.signal import Signal
from kitchen_app.sandbox.agenda import Agenda
from kitchen_app.sandbox.compose import Wish
from kitchen_app.sandbox.errors import BadRequestError, SandboxError
from kitchen_app.sandbox.faults import EventFault, EventFaultKind, Fault, FaultKind, Faults
from kitchen_app.sandbox.flow import Couriers
from kitchen_app.sandbox.orders import Order
from kitchen_app.sandbox.refundable import left_to_refund
from kitchen_app.sandbox.refunds import Refunds
from kitchen_app.sandbox.rules import Rules
from kitchen_app.sandbox.scenarios import SCENARIOS, Scenario, Step
from kitchen_app.sandbox.shop import Shop

logger = logging.getLogger(__name__)

_FLAKY_CALLS = (
    Fault(kind=FaultKind.HTTP_500),
    Fault(kind=FaultKind.HTTP_500, http_status=502),
    Fault(kind=FaultKind.HTML),
    Fault(kind=FaultKind.TOO_MANY, retry_after_s=2),
    Fault(kind=FaultKind.ANSWER_LOST),
    Fault(kind=FaultKind.APPLIED_LATE, late_s=10),
)
_FLAKY_EVENTS = tuple(
    EventFault(kind=kind, delay_s=20)
    for kind in (
        EventFaultKind.LOST,
        EventFaultKind.DUPLICATE,
        EventFaultKind.NEW_MESSAGE_ID,
        EventFaultKind.REORDERED,
        EventFaultKind.DELAYED,
    )
)


class Stage:
    """Where scenarios are played; several may run at once."""

    def __init__(
        self,
        agenda: Agenda,
        rules: Rules,
        *,
        couriers: Couriers,
        refunds: Refunds,
        shop: Shop,
        faults: Faults,
        photo: Callable[[int], str],
    ) -> None:
        self._agenda = agenda
        self._rules = rules
        self._couriers = couriers
        self._refunds = refunds
        self._shop = shop
        self._faults = faults
        self._photo = photo

    @staticmethod
    def require(name: str) -> Scenario:
        if name not in SCENARIOS:
            raise BadRequestError(f"{name!r} is not one of {sorted(SCENARIOS)}.")
        return SCENARIOS[name]

    def play(self, name: str, seed: int = 1) -> None:
        """Start a scenario; the same seed plays the same course."""
        rng = random.Random(f"{name}/{seed}")  # noqa: S311 - a course of events, not keys
        self.play_scenario(self.require(name), rng)

    def play_scenario(self, scenario: Scenario, rng: random.Random) -> None:
        self._couriers.start()
        play = _Play(scenario.steps(rng), rng, self._acts())
        play.start(self._agenda, self._rules)

    def _acts(self) -> dict[str, Callable[["_Play", Step], object]]:
        rules, refunds, shop = self._rules, self._refunds, self._shop
        return {
            "place": self._place,
            "accept": lambda play, step: rules.accept(play.order(step)),
            "prepare": lambda play, step: rules.prepare(play.order(step)),
            "ride": self._ride,
            "complete": lambda play, step: rules.complete(play.order(step)),
            "customer_cancel": lambda play, step: rules.cancel_by_customer(play.order(step)),
            "service_cancel": lambda play, step: rules.cancel_by_service(
                play.order(step), "Cancelled by customer service"
            ),
            "refund": self._refund,
            "appeal": lambda play, step: refunds.appeal(play.order(step)),
            "decide": lambda play, step: refunds.decide(
                play.order(step), approve=step.given["approve"]
            ),
            "close_shop": lambda _play, _step: shop.close_by_keeta(),
            "open_shop": lambda _play, _step: shop.open_by_keeta(),
            "flaky": self._be_flaky,
        }

    def _place(self, play: "_Play", step: Step) -> None:
        order = self._rules.place(Wish(**step.given))
        play.orders[step.order] = order
        if play.moves_rider_of(step.order):
            self._couriers.left_alone.add(order.order_view_id)

    def _ride(self, play: "_Play", step: Step) -> None:
        """Move a rider; `part` counts the parts of a big order from 0."""
        order, part = play.order(step), step.given.get("part")
        number = None if part is None else order.parts[part]
        self._rules.ride(order, step.given["status"], number)

    def _refund(self, play: "_Play", step: Step) -> None:
        """Ask for everything, or for one of the first line that is left."""
        order = play.order(step)
        lines = None
        if step.given.get("partial"):
            first = next(line_id for line_id, left in left_to_refund(order).items() if left)
            lines = {first: 1}
        reason = step.given.get("reason", "Food was cold")
        pictures = (self._photo(order.order_view_id), self._photo(order.order_view_id + 1))
        self._refunds.ask(order, lines=lines, reason=reason, pictures=pictures)

    def _be_flaky(self, play: "_Play", step: Step) -> None:
        self._faults.flaky(play.rng, step.given["chance"], calls=_FLAKY_CALLS, events=_FLAKY_EVENTS)


class _Play:
    """One scenario that is being played."""

    def __init__(
        self,
        steps: tuple[Step, ...],
        rng: random.Random,
        acts: dict[str, Callable[["_Play", Step], object]],
    ) -> None:
        self.rng = rng
        self.orders: dict[str, Order] = {}
        self._steps = steps
        self._acts = acts

    def start(self, agenda: Agenda, rules: Rules) -> None:
        stations: dict[str, Signal[Order]] = {
            "accepted": rules.accepted,
            "readied": rules.readied,
            "completed": rules.completed,
        }
        for once, signal in stations.items():
            signal.connect(self._listener(agenda, once))
        self._schedule(agenda, [step for step in self._steps if step.once == "start"])

    def order(self, step: Step) -> Order:
        try:
            return self.orders[step.order]
        except KeyError as error:
            raise BadRequestError(f"The scenario has placed no order {step.order!r}.") from error

    def moves_rider_of(self, order: str) -> bool:
        return any(step.act == "ride" and step.order == order for step in self._steps)

    def _listener(self, agenda: Agenda, once: str) -> Callable[[Order], None]:
        def listen(order: Order) -> None:
            reached = [
                step
                for step in self._steps
                if step.once == once and self.orders.get(step.order) is order
            ]
            self._schedule(agenda, reached)

        return listen

    def _schedule(self, agenda: Agenda, steps: list[Step]) -> None:
        for step in steps:
            agenda.after(step.at_s, self._carry_out(step))

    def _carry_out(self, step: Step) -> Callable[[], None]:
        def act() -> None:
            try:
                self._acts[step.act](self, step)
            except SandboxError as error:
                # The program under trial may have gone another way: that is no failure.
                logger.info("Scenario leaves out %s: %s", step.act, error)

        return act
