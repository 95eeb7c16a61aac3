"""A cook's story: forty orders in ten minutes, by mouse and by keys only, in two languages.

The whole program lives ten times as fast, over real sockets: five minutes to accept are thirty
seconds. One order of thirteen is left alone until it is gone; customers cancel and want money back.
"""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kitchen_app.sandbox.config import SandboxConfig
from kitchen_app.sandbox.errors import WrongStateError
from kitchen_app.sandbox.orders import Phase
from tests.e2e.cook import HANDS, Cook, Ear
from tests.e2e.stage import Stage, set_up

pytestmark = pytest.mark.timeout(300)

SPEED = 10.0
LASTS = timedelta(minutes=10)
PER_MINUTE = 4.0
LONGEST_SILENCE = timedelta(seconds=30)
"""Of the story: three seconds of a machine that plays ten times as fast."""

LIMIT_S = 300.0
CALLED_OUT = timedelta(seconds=LIMIT_S) - LONGEST_SILENCE
EVERYTHING = {"accept", "ready", "undo", "reject", "acknowledge", "agree"}
"""What the cook must have had to do at least once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    language: str
    hand: str
    window: tuple[int, int]


SIZES = {
    "English, mouse": Size(language="en", hand="mouse", window=(1280, 800)),
    "Arabic, keys": Size(language="ar", hand="keys", window=(1024, 600)),
    "English, keys": Size(language="en", hand="keys", window=(1024, 600)),
    "Arabic, mouse": Size(language="ar", hand="mouse", window=(1280, 800)),
}
_LONG = [pytest.mark.long]
CASES = [
    pytest.param("Arabic, keys"),
    pytest.param("English, mouse", marks=_LONG),
    pytest.param("English, keys", marks=_LONG),
    pytest.param("Arabic, mouse", marks=_LONG),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """What became of an order; `lived_s` until it was cancelled, negative if it was not."""

    order_id: str
    was_accepted: bool
    lived_s: float


@contextmanager
def a_shift(folder: Path, size: Size, seed: int) -> Iterator[Stage]:
    config = SandboxConfig(
        seed=seed, speed=SPEED, orders_per_minute=PER_MINUTE, mid_shift=True, rate_limits=False
    )
    with set_up(folder, config, lang=size.language) as stage:
        stage.desk.window.resize(*size.window)
        yield stage


class Customers:
    """Some change their mind while it is cooked, some want their money back."""

    def __init__(self, stage: Stage, seed: int) -> None:
        self._stage = stage
        self._dice = random.Random(f"customers {seed}")
        self._met: set[int] = set()

    def look(self, _: object = None) -> None:
        """Let something happen to orders that are being cooked."""
        self._stage.keeta.call_soon(self._look)

    def _look(self) -> None:
        sandbox = self._stage.sandbox
        for order in sandbox.book.all():
            if order.phase is Phase.ACCEPTED and order.order_view_id not in self._met:
                self._met.add(order.order_view_id)
                fate = self._dice.random()
                try:
                    if fate < 0.1:
                        sandbox.cancel_by_customer(order.order_view_id)
                    elif fate < 0.25:
                        sandbox.refunds.ask(order, reason="It was cold")
                except WrongStateError:
                    continue


async def fates(stage: Stage) -> list[Fate]:
    """Return what became of every order that was placed in the story, as Keeta knows it."""
    return [
        Fate(
            order_id=str(order.order_view_id),
            was_accepted=Phase.ACCEPTED in order.reached_at_ms,
            lived_s=(order.reached_at_ms.get(Phase.CANCELLED, 0) - order.placed_at_ms) / 1000,
        )
        for order in stage.sandbox.book.all()
    ]


@pytest.mark.parametrize("case", CASES)
def test_nothing_is_missed_in_a_rush(qtbot: QtBot, tmp_path: Path, case: str) -> None:
    size, seed = SIZES[case], sum(map(ord, case))
    with a_shift(tmp_path, size, seed) as stage:
        clock, board = stage.desk.clock, stage.desk.window.board
        begins = clock.now()
        ear = Ear(stage.desk, lambda: stage.sound.looping is not None)
        customers = Customers(stage, seed)
        clock.ticked.connect(customers.look)
        cook = Cook(stage.desk, qtbot, by=HANDS[size.hand], seed=seed)
        cook.work_until(begins + LASTS / 2)
        there = len(board.views)
        reached = cook.reach_all()
        cook.work_until(begins + LASTS)
        orders = stage.keeta.submit(fates(stage)).result(timeout=5)
    expired = [each for each in orders if not each.was_accepted and each.lived_s >= LIMIT_S]
    told = (
        f"{case}: {len(orders)} orders; {dict(cook.done)}; {reached} of {there} cards reached; "
        f"{len(expired)} expired; longest silence {ear.longest_silence.total_seconds():.0f} s"
    )
    print(f"\n{told}")  # noqa: T201 - the figures are the point
    assert len(orders) >= 40, told
    assert reached >= there - 2, f"{told}: one or two may leave meanwhile"
    assert ear.longest_silence < LONGEST_SILENCE, told
    assert expired, "a story in which nothing expires proves nothing"
    for each in expired:
        assert each.order_id in cook.left_alone, told
        assert ear.called_out[each.order_id] > CALLED_OUT, told
    assert cook.done.keys() >= EVERYTHING, told
