"""Every action through every outcome of its call, with and without a crash on the way.

The calls go through the real client and the emulator's own rules; only the network between them
is played, so that the time limits of a call and the lateness of Keeta pass at once.
"""

import asyncio
import random
import shutil
from pathlib import Path
from uuid import uuid4

import pytest

from kitchen_app.domain.actions import Action, ActionKind, ActionState
from kitchen_app.sandbox.orders import Order
from tests.reliability.core_side import prepare_file
from tests.reliability.ears import Listening
from tests.reliability.keeta_side import READ, REFUND_PART, CallFate
from tests.reliability.stage import Place, Stage
from tests.virtual_time import VirtualTimeLoop

PATHS = {
    ActionKind.ACCEPT: "/order/confirm",
    ActionKind.READY: "/order/prepare",
    ActionKind.CANCEL: "/order/cancel",
    ActionKind.COLLECT: "/order/collect",
    ActionKind.AGREE_REFUND: "/order/agree",
    ActionKind.REJECT_REFUND: "/order/reject",
    ActionKind.REFUND_PART: REFUND_PART,
}
OUTCOMES: dict[str, tuple[CallFate, ...]] = {
    "ok": (),
    "refused": (CallFate.REFUSED,),
    "not sent": (CallFate.NOT_SENT,),
    "not applied, 5xx": (CallFate.HTTP_500, CallFate.HANGS, CallFate.HTML),
    "applied, answer lost": (
        CallFate.ANSWER_LOST,
        CallFate.APPLIED_THEN_500,
        CallFate.APPLIED_THEN_HANGS,
    ),
    "applied late": (CallFate.LATE_5, CallFate.LATE_90, CallFate.LATE_900),
    "stale after a loss": (CallFate.ANSWER_LOST, CallFate.APPLIED_THEN_500),
    "429": (CallFate.TOO_MANY,),
}
SURE = frozenset({"ok", "refused", "not sent", "429"})
"""Outcomes after which nobody needs to be asked about money, unless the run died meanwhile."""
CALL_S = 10.0
RESOLVED_S = 30.0
EVENT_S = 60.0
"""So much longer a refused answer to a refund request waits for the event that may overtake it."""
LATEST_S = 950.0
QUICK = range(3)
WHOLE = range(100, 120)


async def _order_for(stage: Stage, kind: ActionKind) -> Order:
    """Bring an order to where the action may be started."""
    order = stage.place("pickup" if kind is ActionKind.COLLECT else "delivery")
    await stage.pass_time(1.0)
    if kind in (ActionKind.ACCEPT, ActionKind.CANCEL):
        return order
    await stage.touch(ActionKind.ACCEPT, order)
    await stage.pass_time(1.0)
    if kind is ActionKind.COLLECT:
        await stage.touch(ActionKind.READY, order)
        await stage.pass_time(1.0)
    if kind in (ActionKind.AGREE_REFUND, ActionKind.REJECT_REFUND):
        stage.keeta.world.refunds.ask(order)
        await stage.pass_time(1.0)
    return order


async def _touch(stage: Stage, kind: ActionKind, order: Order, dice: random.Random) -> None:
    if kind is ActionKind.REFUND_PART:
        await stage.give_back(order, dice, think_s=0)
    else:
        await stage.touch(kind, order)


async def _cell(
    stage: Stage, kind: ActionKind, outcome: str, *, crash: bool, dice: random.Random
) -> None:
    order = await _order_for(stage, kind)
    fates = OUTCOMES[outcome]
    if fates:
        stage.keeta.wire.next(PATHS[kind], dice.choice(fates))
    if outcome == "stale after a loss":
        stage.keeta.wire.next(READ, *[CallFate.STALE] * dice.choice((1, 2, 3)))
    await _touch(stage, kind, order, dice)
    if crash:
        await stage.pass_time(dice.choice((0.0, 0.04, 0.06, 0.11, 1.0, 5.0)))
        await stage.restart()
    is_answer = kind in (ActionKind.AGREE_REFUND, ActionKind.REJECT_REFUND)
    await stage.pass_time(CALL_S + RESOLVED_S + (EVENT_S if is_answer else 0.0))
    await stage.look()
    _judge(stage, kind, outcome, crash=crash)
    await stage.pass_time(LATEST_S)
    await stage.look()


def _judge(stage: Stage, kind: ActionKind, outcome: str, *, crash: bool) -> None:
    action = _latest(stage)
    assert action.kind is kind
    assert not action.state.is_open, "resolved in time"
    asks = action.state is ActionState.HUMAN
    assert not asks or (kind is ActionKind.REFUND_PART and (crash or outcome not in SURE))
    was_applied = action.key in stage.judge.applied
    if action.state is ActionState.DONE:
        assert was_applied
    elif outcome != "applied late" and not asks:
        assert not was_applied, action
    if outcome == "refused" and not crash:
        assert action.state is ActionState.REFUSED
    if outcome in SURE - {"refused"} and not crash:
        assert action.state is ActionState.DONE


def _latest(stage: Stage) -> Action:
    (order,) = stage.keeta.orders()
    found = stage.run.store.actions.latest_of(stage.id_of(order))
    assert found is not None
    return found


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return prepare_file(tmp_path_factory.mktemp("prepared"))


def _play(place: Place, kind: ActionKind, outcome: str, *, crash: bool, seed: int) -> None:
    async def play() -> None:
        stage = Stage(place, seed)
        await stage.raise_curtain()
        try:
            dice = random.Random(seed)
            await _cell(stage, kind, outcome, crash=crash, dice=dice)
        finally:
            await stage.drop_curtain()

    random.seed(seed)
    with asyncio.Runner(loop_factory=VirtualTimeLoop) as runner, Listening() as listening:
        runner.run(play())
        listening.judge()
    shutil.rmtree(place.folder)


def _play_all(
    folder: Path, prepared: Path, kind: ActionKind, outcome: str, *, crash: bool, seeds: range
) -> None:
    for seed in seeds:
        place = Place(folder=folder / uuid4().hex, prepared=prepared)
        try:
            _play(place, kind, outcome, crash=crash, seed=seed)
        except AssertionError as error:
            raise AssertionError(f"seed {seed}: {error}") from error


@pytest.mark.parametrize("crash", [False, True])
@pytest.mark.parametrize("outcome", OUTCOMES)
@pytest.mark.parametrize("kind", PATHS)
def test_an_action_is_applied_once_at_most_and_resolved_in_time(
    tmp_path: Path, prepared: Path, kind: ActionKind, outcome: str, crash: bool
) -> None:
    _play_all(tmp_path, prepared, kind, outcome, crash=crash, seeds=QUICK)


@pytest.mark.long
@pytest.mark.parametrize("crash", [False, True])
@pytest.mark.parametrize("outcome", OUTCOMES)
@pytest.mark.parametrize("kind", PATHS)
def test_the_whole_matrix(
    tmp_path: Path, prepared: Path, kind: ActionKind, outcome: str, crash: bool
) -> None:
    _play_all(tmp_path, prepared, kind, outcome, crash=crash, seeds=WHOLE)
