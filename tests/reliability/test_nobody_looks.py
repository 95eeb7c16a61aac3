"""B9: nobody looks. What waits is shown and heard until somebody acts, whatever else happens."""

import asyncio
import random
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from kitchen_app.services import alarm
from kitchen_app.services.board import Board, CardView
from kitchen_app.ui import sounds
from tests.reliability.core_side import prepare_file
from tests.reliability.history import Breach
from tests.reliability.loudspeaker import Loudspeaker
from tests.reliability.stage import Place, Stage
from tests.reliability.unwatched import SILENT_AT_MOST_S, Life, Watcher
from tests.virtual_time import VirtualTimeLoop


async def play(place: Place, speaker: Loudspeaker, orders: int, seed: int) -> Watcher:
    stage = Stage(place, seed)
    stage.keeta.wire.on_sent = lambda _: None  # other tests judge what is sent
    watcher = Watcher(stage, speaker)
    dice = random.Random(f"nobody looks {seed}")
    await stage.raise_curtain()
    try:
        stage.run.alarm.lead_to(speaker)
        async with asyncio.TaskGroup() as group:
            watching = group.create_task(watcher.run())
            life = Life(stage=stage, speaker=speaker, watcher=watcher, dice=dice, people=group)
            await life.live(orders)
            watching.cancel()
    finally:
        await stage.drop_curtain()
    return watcher


def lived(folder: Path, patch: pytest.MonkeyPatch, orders: int, seed: int) -> Watcher:
    speaker = Loudspeaker(patch)
    place = Place(folder=folder / "life", prepared=prepare_file(folder / "prepared"))
    with asyncio.Runner(loop_factory=VirtualTimeLoop) as runner:
        return runner.run(play(place, speaker, orders, seed))


@pytest.mark.parametrize(
    "orders", [100, pytest.param(1000, marks=[pytest.mark.long, pytest.mark.timeout(1200)])]
)
def test_what_waits_is_shown_and_heard_until_somebody_acts(
    quick_folder: Path, monkeypatch: pytest.MonkeyPatch, orders: int
) -> None:
    watcher = lived(quick_folder, monkeypatch, orders, seed=orders)
    told = f"{watcher.expired} ended unaccepted, longest silence {watcher.longest_silence_s} s"
    print(told)  # noqa: T201 - the figures are the point
    assert watcher.expired > orders / 10, "a test in which nothing expires proves nothing"
    assert 5 < watcher.longest_silence_s <= SILENT_AT_MOST_S, "a touch keeps it quiet, ten seconds"


def a_touch_quiets_for_good(patch: pytest.MonkeyPatch) -> None:
    def is_quiet(card: CardView, now: datetime) -> bool:
        return card.quiet_until is not None

    patch.setattr(alarm, "_is_quiet", is_quiet)


def a_lost_device_stays_lost(patch: pytest.MonkeyPatch) -> None:
    def follow(self: sounds.Player) -> None:
        if self._find_problem() is not None:
            self._start_loop()

    patch.setattr(sounds.Player, "_follow_devices", follow)


def a_restart_forgets_what_waits(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Board, "load", lambda _: None)


@pytest.mark.parametrize(
    ("plant", "says"),
    [
        (a_touch_quiets_for_good, "nothing was heard"),
        (a_lost_device_stays_lost, "nothing was heard"),
        (a_restart_forgets_what_waits, "screen does not say so"),
    ],
)
def test_a_planted_error_is_found(
    quick_folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    plant: Callable[[pytest.MonkeyPatch], None],
    says: str,
) -> None:
    plant(monkeypatch)
    with pytest.raises(ExceptionGroup, match="unhandled errors") as found:
        lived(quick_folder, monkeypatch, 100, seed=100)
    (breach,) = found.value.exceptions
    assert isinstance(breach, Breach)
    assert says in str(breach)
