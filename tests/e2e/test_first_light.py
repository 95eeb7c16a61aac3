"""An order travels from Keeta to the board and back, with the mouse on the real window."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from kitchen_app.domain.actions import ActionKind, CancelReason
from kitchen_app.domain.projection import Lane
from kitchen_app.sandbox.config import SandboxConfig
from kitchen_app.sandbox.faults import Fault, FaultKind
from kitchen_app.sandbox.orders import Phase
from kitchen_app.services.alarm import Sound
from kitchen_app.ui.board.card import OrderCard
from kitchen_app.ui.widgets.hold_button import HoldButton
from tests.e2e.stage import Stage, emulated_keeta, program, set_up

WITHIN_MS = 10_000


@pytest.fixture
def stage(qtbot: QtBot, tmp_path: Path) -> Iterator[Stage]:
    with set_up(tmp_path, SandboxConfig(seed=7)) as whole:
        yield whole


@pytest.fixture
def wait(qtbot: QtBot) -> Callable[[Callable[[], bool]], None]:
    def until(condition: Callable[[], bool]) -> None:
        qtbot.waitUntil(condition, timeout=WITHIN_MS)

    return until


Wait = Callable[[Callable[[], bool]], None]


def card_of(stage: Stage, order_id: int) -> OrderCard | None:
    return stage.desk.window.board.cards.get(str(order_id))


def lane_of(stage: Stage, order_id: int) -> Lane | None:
    card = card_of(stage, order_id)
    return card.card.lane if card else None


def press(button: QAbstractButton) -> None:
    assert button.isVisible()
    assert button.isEnabled()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def hold(button: HoldButton) -> None:
    assert button.isVisible()
    assert button.isEnabled()
    QTest.mousePress(button, Qt.MouseButton.LeftButton)


def arrive(stage: Stage, wait: Wait, **wish: str | bool | int) -> tuple[int, OrderCard]:
    order_id = stage.place(**wish)
    wait(lambda: card_of(stage, order_id) is not None)
    card = card_of(stage, order_id)
    assert card is not None
    return order_id, card


def test_an_order_is_accepted_cooked_and_taken_by_the_rider(
    stage: Stage, qtbot: QtBot, wait: Wait
) -> None:
    order_id, card = arrive(stage, wait)
    assert lane_of(stage, order_id) is Lane.NEW
    wait(lambda: stage.sound.looping is Sound.NEW)

    press(card.foot.step_button)
    wait(lambda: stage.keeta_says(order_id).phase is Phase.ACCEPTED)
    wait(lambda: lane_of(stage, order_id) is Lane.PREPARING)
    wait(lambda: stage.sound.looping is None)
    wait(lambda: 1002 in stage.events_taken(order_id))
    assert card_of(stage, order_id) is card, "the card is moved, not made anew"

    press(card.foot.step_button)
    wait(lambda: stage.keeta_says(order_id).phase is Phase.READY)
    wait(lambda: lane_of(stage, order_id) is Lane.READY)

    stage.keeta.call_soon(lambda: stage.sandbox.ride(order_id, 30))
    wait(lambda: lane_of(stage, order_id) is Lane.GONE)
    stage.keeta.call_soon(lambda: stage.sandbox.complete(order_id))
    wait(lambda: 1003 in stage.events_taken(order_id))


def test_rejecting_asks_for_a_reason_and_keeta_hears_it(
    stage: Stage, qtbot: QtBot, wait: Wait
) -> None:
    order_id, card = arrive(stage, wait)
    press(card.foot.cancel_button)
    panel = stage.desk.window.panels.cancel
    press(panel.why.choices[CancelReason.OTHER])
    assert not panel.confirm_button.isEnabled(), "Keeta wants a text for this reason"
    QTest.keyClicks(panel.why.text, "The oven broke down")
    hold(panel.confirm_button)
    wait(lambda: stage.keeta_says(order_id).phase is Phase.CANCELLED)
    wait(lambda: lane_of(stage, order_id) is Lane.GONE)
    cancellation = card.card.order.cancellation
    assert cancellation is not None
    assert cancellation.reason == "The oven broke down"


def test_pressing_accept_twice_calls_keeta_once(stage: Stage, qtbot: QtBot, wait: Wait) -> None:
    order_id, card = arrive(stage, wait)
    QTest.mouseDClick(card.foot.step_button, Qt.MouseButton.LeftButton)
    stage.desk.bridge.asks.take_step(str(order_id), ActionKind.ACCEPT)
    wait(lambda: lane_of(stage, order_id) is Lane.PREPARING)
    confirms = [c for c in stage.keeta_says(order_id).calls if c.path == "/order/confirm"]
    assert len(confirms) == 1


def test_a_lost_answer_is_read_back_not_repeated(stage: Stage, qtbot: QtBot, wait: Wait) -> None:
    stage.sandbox.faults.next_call("/order/confirm", Fault(kind=FaultKind.ANSWER_LOST))
    order_id, card = arrive(stage, wait)
    press(card.foot.step_button)
    wait(lambda: lane_of(stage, order_id) is Lane.PREPARING)
    confirms = [c for c in stage.keeta_says(order_id).calls if c.path == "/order/confirm"]
    assert len(confirms) == 1


def test_accepted_in_keetas_own_app_counts_as_accepted(
    stage: Stage, qtbot: QtBot, wait: Wait
) -> None:
    order_id, _ = arrive(stage, wait)
    stage.keeta.call_soon(lambda: stage.sandbox.accept_in_keeta_app(order_id))
    wait(lambda: lane_of(stage, order_id) is Lane.PREPARING)


def test_the_customers_cancel_takes_the_order_off_the_waiting_ones(
    stage: Stage, qtbot: QtBot, wait: Wait
) -> None:
    order_id, card = arrive(stage, wait)
    stage.keeta.call_soon(lambda: stage.sandbox.cancel_by_customer(order_id))
    wait(lambda: lane_of(stage, order_id) is Lane.GONE)
    assert card.card.accept_by is None


@pytest.mark.parametrize("shape", ["bare", "wrapped", "thin"])
def test_every_shape_of_event_1001_fills_the_card(
    qtbot: QtBot, tmp_path: Path, wait: Wait, shape: str
) -> None:
    config = SandboxConfig(seed=7, placed_shape=shape)  # type: ignore[arg-type]  # parametrised
    with set_up(tmp_path, config) as stage:
        _, card = arrive(stage, wait)
        wait(lambda: card.card.order.lines != ())
        assert card.card.order.problem is None


def test_the_board_is_there_again_after_a_restart(qtbot: QtBot, tmp_path: Path, wait: Wait) -> None:
    with emulated_keeta(SandboxConfig(seed=7)) as (sandbox, keeta):
        with program(tmp_path, sandbox, keeta) as before:
            order_id, _ = arrive(before, wait)
        with program(tmp_path, sandbox, keeta) as after:
            wait(lambda: card_of(after, order_id) is not None)
