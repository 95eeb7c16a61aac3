"""Plans: what happens in one life, as data that can be drawn, played, shortened and written down.

Every step has a seed of its own for what it leaves open, so that leaving out another step does
not turn it into something else.
"""

import asyncio
import random
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

from tests.reliability.core_side import Death
from tests.reliability.ears import Listening
from tests.reliability.stage import Place, Stage
from tests.reliability.steps import STEPS
from tests.virtual_time import VirtualTimeLoop

CALM_S = 200.0
"""The slow cycles end within it: a refresh each minute, a read put off by up to one more, an
action's pause of 15 s, a message's repeats, and the time limit of a call."""

Step = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Plan:
    """A seed for what is so from the beginning, and the steps."""

    seed: int
    steps: tuple[Step, ...]


def draw(seed: int, length: int) -> Plan:
    """Draw a plan. Each life leaves out some kinds of steps, so that others come in rows."""
    dice = random.Random(f"plan {seed}")
    weights = {
        name: weight * dice.choice((0, 1, 1, 3)) if weight < KEPT else weight
        for name, (weight, _) in STEPS.items()
    }
    names = dice.choices(list(weights), list(weights.values()), k=length)
    return Plan(seed, tuple((name, dice.randrange(1_000_000)) for name in names))


KEPT = 10
"""Steps of this weight are in every life."""


class Theatre:
    """Plays plans, each on a loop and in a folder of its own."""

    def __init__(self, folder: Path, prepared: Path) -> None:
        self._folder = folder
        self._prepared = prepared
        self.steps_played = 0

    def play(self, plan: Plan) -> None:
        """Play a plan.

        Raises:
            Breach: an invariant does not hold.
        """
        folder = self._folder / uuid4().hex
        random.seed(plan.seed)
        with asyncio.Runner(loop_factory=VirtualTimeLoop) as runner, Listening() as listening:
            try:
                runner.run(self._play(Place(folder=folder, prepared=self._prepared), plan))
            finally:
                shutil.rmtree(folder, ignore_errors=True)
            listening.judge()

    async def _play(self, place: Place, plan: Plan) -> None:
        asyncio.get_running_loop().set_exception_handler(_hush_deaths)
        stage = Stage(place, plan.seed)
        try:
            await stage.raise_curtain()
            for name, seed in plan.steps:
                await STEPS[name][1](stage, random.Random(seed))
                await stage.look()
                self.steps_played += 1
            await stage.settle_down(CALM_S)
            await stage.look()
            stage.judge.look_at_end(stage.run)
        finally:
            await stage.drop_curtain()


def _hush_deaths(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Say nothing of the tasks of a run that has died: that they end is the point."""
    if not isinstance(context.get("exception"), Death):
        loop.default_exception_handler(context)


def shorten(plan: Plan, fails: Callable[[Plan], bool]) -> Plan:
    """Leave out ever smaller parts of a failing plan for as long as it still fails."""
    steps = plan.steps
    size = len(steps) // 2
    while size:
        start = 0
        while start < len(steps):
            fewer = steps[:start] + steps[start + size :]
            if fails(Plan(plan.seed, fewer)):
                steps = fewer
            else:
                start += size
        size //= 2
    return Plan(plan.seed, steps)
