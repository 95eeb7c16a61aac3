"""The scenarios: named courses of events, each drawn from a seed.

A step comes `at_s` seconds after the start, or after its order reached the station `once`.
"""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from kitchen_app.sandbox.config import Fulfilment

Act = Literal[
    "place",
    "accept",
    "prepare",
    "ride",
    "complete",
    "customer_cancel",
    "service_cancel",
    "refund",
    "appeal",
    "decide",
    "close_shop",
    "open_shop",
    "flaky",
]
Once = Literal["start", "accepted", "readied", "completed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing that happens."""

    at_s: float
    act: Act
    order: str = ""
    """The name of the order within the scenario."""
    once: Once = "start"
    given: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A course of events and one line about it."""

    line: str
    steps: Callable[[random.Random], tuple[Step, ...]]


def _place(order: str, at_s: float = 0.5, **wish: Any) -> Step:
    return Step(at_s=at_s, act="place", order=order, given=wish)


def _rides(order: str, *stations: tuple[float, int], part: int | None = None) -> list[Step]:
    """Return a ride of a script's own; the moments count from the acceptance."""
    given = {} if part is None else {"part": part}
    return [
        Step(at_s=at_s, act="ride", order=order, once="accepted", given={"status": status} | given)
        for at_s, status in stations
    ]


def _lunch_rush(rng: random.Random) -> tuple[Step, ...]:
    """Let orders come in ever shorter gaps and then more slowly again."""
    steps: list[Step] = []
    at_s = 0.5
    for number in range(40):
        fulfilment = rng.choices(tuple(Fulfilment), (70, 20, 7, 3))[0]
        cash = rng.random() < 0.2
        steps.append(_place(f"o{number}", at_s, fulfilment=fulfilment, cash=cash))
        at_s += rng.uniform(5, 15) if 8 <= number < 32 else rng.uniform(20, 60)
    return tuple(steps)


def _refund_evening(rng: random.Random) -> tuple[Step, ...]:
    """Ask for money back after acceptance and after completion; one rejection is appealed."""
    reasons = ("Food was cold", "One item is missing", "الطلب ناقص", "餐點漏咗一樣")
    asked: list[Step] = []
    for number, partial in enumerate((False, True, True, False)):
        order, waited_s = f"o{number}", rng.uniform(30, 240)
        given = {"partial": partial, "reason": reasons[number]}
        asked += [
            _place(order, 1 + number * 20, fulfilment=Fulfilment.PICKUP, lines=3),
            Step(at_s=waited_s, act="refund", order=order, once="completed", given=given),
            Step(at_s=waited_s + 600, act="appeal", order=order, once="completed"),
            Step(
                at_s=waited_s + 900,
                act="decide",
                order=order,
                once="completed",
                given={"approve": rng.random() < 0.5},
            ),
        ]
    early = _place("early", 90)
    ask = Step(at_s=45, act="refund", order="early", once="accepted")
    return (*asked, early, ask)


def _flaky_network(rng: random.Random) -> tuple[Step, ...]:
    flaky = Step(at_s=0, act="flaky", given={"chance": 0.25})
    places = (_place(f"o{number}", 1 + number * rng.uniform(10, 30)) for number in range(15))
    return (flaky, *places)


def _rider_lost(_: random.Random) -> tuple[Step, ...]:
    stations = ((2, 0), (5, 10), (40, 20), (90, 25), (130, 99), (150, 10), (200, 20))
    return (_place("o"), *_rides("o", *stations, (320, 25), (380, 30), (800, 50)))


def _big_order(_: random.Random) -> tuple[Step, ...]:
    first = ((2, 0), (5, 10), (40, 20), (200, 25), (260, 30), (600, 50))
    second = ((3, 0), (8, 10), (70, 20), (240, 25), (330, 30), (760, 50))
    return (
        _place("o", big=True, lines=6),
        *_rides("o", *first, part=0),
        *_rides("o", *second, part=1),
    )


def _late_cancel(_: random.Random) -> tuple[Step, ...]:
    return (
        _place("o", fulfilment=Fulfilment.PICKUP),
        Step(at_s=600, act="service_cancel", order="o", once="completed"),
    )


def _closed_by_keeta(_: random.Random) -> tuple[Step, ...]:
    return (
        _place("o0"),
        Step(at_s=30, act="close_shop"),
        Step(at_s=630, act="open_shop"),
        _place("o1", 660),
    )


def _nobody_accepts(_: random.Random) -> tuple[Step, ...]:
    return (
        _place("forgotten"),
        _place("withdrawn", 2),
        Step(at_s=20, act="customer_cancel", order="withdrawn"),
    )


SCENARIOS: dict[str, Scenario] = {
    "lunch-rush": Scenario(line="40 orders in 15 minutes, the middle at a run", steps=_lunch_rush),
    "refund-evening": Scenario(
        line="customers ask money back, in full and in part, and appeal", steps=_refund_evening
    ),
    "flaky-network": Scenario(
        line="15 orders while every fourth call or event goes wrong", steps=_flaky_network
    ),
    "rider-lost": Scenario(
        line="the rider gives up at the shop and another one comes", steps=_rider_lost
    ),
    "big-order": Scenario(line="an order in two parts, each with its own rider", steps=_big_order),
    "late-cancel": Scenario(
        line="customer service cancels ten minutes after completion", steps=_late_cancel
    ),
    "shop-closed-by-keeta": Scenario(
        line="Keeta suspends the shop for ten minutes", steps=_closed_by_keeta
    ),
    "nobody-accepts": Scenario(
        line="one order runs out after five minutes, one is withdrawn", steps=_nobody_accepts
    ),
}


def names() -> dict[str, str]:
    """Return every scenario with one line about it, for lists."""
    return {name: scenario.line for name, scenario in SCENARIOS.items()}
