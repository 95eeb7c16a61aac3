"""Many touches of one order from two screens within half a second: one intent, and one call."""

import asyncio
import random
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from kitchen_app.domain.actions import Action, ActionKind
from kitchen_app.sandbox.orders import Order
from tests.reliability.core_side import prepare_file
from tests.reliability.ears import Listening
from tests.reliability.keeta_side import CallFate
from tests.reliability.stage import Place, Stage
from tests.virtual_time import VirtualTimeLoop

SCENES: dict[str, tuple[ActionKind, ...]] = {
    "accept": (ActionKind.ACCEPT,),
    "accept or cancel": (ActionKind.ACCEPT, ActionKind.CANCEL),
    "agree": (ActionKind.AGREE_REFUND,),
    "agree or reject": (ActionKind.AGREE_REFUND, ActionKind.REJECT_REFUND),
}
PATHS = ("/order/confirm", "/order/cancel", "/order/agree", "/order/reject")
CI_RUNS = 50
LONG_RUNS = 250
"""For each scene: 1,000 in all."""
ORDERS = 10
"""So many runs share one life of the program."""
WITHIN_S = 0.5


async def _run(stage: Stage, kinds: Sequence[ActionKind], dice: random.Random) -> None:
    order = stage.place("delivery")
    await stage.pass_time(0.5)
    if ActionKind.AGREE_REFUND in kinds:
        await stage.touch(ActionKind.ACCEPT, order)
        await stage.pass_time(0.5)
        stage.keeta.world.refunds.ask(order)
        await stage.pass_time(0.5)
    before = len(_calls(stage, order))
    if len(kinds) > 1:  # an answer that came at once would make the other touch a new intent
        for path in PATHS:
            stage.keeta.wire.next(path, CallFate.SLOW)
    moments = sorted(dice.uniform(0, WITHIN_S) for _ in range(dice.randrange(2, 21)))
    screens = [moments[::2], moments[1::2]]
    answers = await asyncio.gather(
        *(_screen(stage, order, kinds, each, random.Random(dice.random())) for each in screens)
    )
    keys = {action.key for screen in answers for action in screen if action is not None}
    assert len(keys) == 1
    await stage.pass_time(10.0)
    await stage.look()
    assert len(_calls(stage, order)) == before + 1
    (key,) = keys
    assert key in stage.judge.applied
    for path in PATHS:
        stage.keeta.wire.forget(path)


async def _screen(
    stage: Stage,
    order: Order,
    kinds: Sequence[ActionKind],
    moments: Sequence[float],
    dice: random.Random,
) -> list[Action | None]:
    """Touch one order at these moments; return what each touch was answered."""
    answers = []
    passed = 0.0
    for moment in moments:
        await asyncio.sleep(moment - passed)
        passed = moment
        answers.append(await stage.touch(dice.choice(kinds), order))
    return answers


def _calls(stage: Stage, order: Order) -> list[str]:
    return [
        call.path
        for call in stage.keeta.wire.calls
        if call.order_id == order.order_view_id and call.path in PATHS
    ]


@pytest.mark.parametrize("runs", [CI_RUNS, pytest.param(LONG_RUNS, marks=pytest.mark.long)])
@pytest.mark.parametrize("scene", SCENES)
def test_two_screens_have_one_intent(tmp_path: Path, scene: str, runs: int) -> None:
    prepared = prepare_file(tmp_path / "prepared")
    dice = random.Random(scene)

    async def play(folder: Path) -> None:
        stage = Stage(Place(folder=folder, prepared=prepared), dice.randrange(1000))
        await stage.raise_curtain()
        try:
            for _ in range(ORDERS):
                await _run(stage, SCENES[scene], dice)
        finally:
            await stage.drop_curtain()

    for number in range(runs // ORDERS):
        folder = tmp_path / str(number)
        with asyncio.Runner(loop_factory=VirtualTimeLoop) as runner, Listening():
            runner.run(play(folder))
        shutil.rmtree(folder)
