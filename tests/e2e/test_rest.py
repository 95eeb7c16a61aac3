"""A rest is asked for at the window, the program starts again, and the emulated shop opens."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kitchen_app.base.clock import ScaledClock
from kitchen_app.domain.shop import ShopStatus
from kitchen_app.sandbox.config import SandboxConfig
from kitchen_app.ui.shop.status_page import RestFor, StatusPage
from tests.e2e.stage import Stage, emulated_keeta, program

WITHIN_MS = 20_000
Wait = Callable[[Callable[[], bool]], None]


@pytest.fixture
def wait(qtbot: QtBot) -> Wait:
    def until(condition: Callable[[], bool]) -> None:
        qtbot.waitUntil(condition, timeout=WITHIN_MS)

    return until


def standing(stage: Stage) -> ShopStatus:
    shop = stage.core.shop.view.shop
    return shop.status if shop else ShopStatus.UNKNOWN


def page_of(stage: Stage) -> StatusPage:
    return stage.desk.window.shop.place.page(StatusPage)


def test_a_quarter_of_an_hour_ends_after_a_restart(
    qtbot: QtBot, tmp_path: Path, wait: Wait
) -> None:
    clock = ScaledClock(120)
    with emulated_keeta(SandboxConfig(seed=7, speed=120), clock) as (sandbox, keeta):
        with program(tmp_path, sandbox, keeta, clock=clock) as stage:
            wait(lambda: standing(stage) is ShopStatus.OPEN)
            stage.desk.window.shop.open()
            asked = clock.now()
            page_of(stage).buttons[RestFor.MIN_15].click()
            wait(lambda: standing(stage) is ShopStatus.RESTING)
            wait(page_of(stage).open_button.isVisible)
        with program(tmp_path, sandbox, keeta, clock=clock) as stage:
            wait(lambda: stage.core.kitchen.fronts.home.rests.view.rest is None)
            rested = clock.now() - asked
            assert standing(stage) is ShopStatus.OPEN
    assert timedelta(minutes=15) <= rested <= timedelta(minutes=22), rested


def test_what_keeta_has_stopped_is_explained(qtbot: QtBot, tmp_path: Path, wait: Wait) -> None:
    with (
        emulated_keeta(SandboxConfig(seed=7)) as (sandbox, keeta),
        program(tmp_path, sandbox, keeta) as stage,
    ):
        window = stage.desk.window
        wait(lambda: standing(stage) is ShopStatus.OPEN)
        keeta.call_soon(sandbox.shop.close_by_keeta)
        wait(lambda: standing(stage) is ShopStatus.RESTING)
        window.shop.open()
        wait(page_of(stage).open_button.isVisible)
        page_of(stage).open_button.click()
        wait(lambda: "only Keeta can open" in page_of(stage).told)
        assert standing(stage) is ShopStatus.RESTING
