"""What a cook does about an order, on the real window, by mouse and by keys.

Each by mouse in the ordinary run, where the story of a rush plays by keys, and by keys in the long.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kitchen_app.domain.actions import ActionKind, CancelReason, RejectReason
from kitchen_app.domain.part_refund import PartRefundReason
from kitchen_app.domain.projection import Lane
from kitchen_app.sandbox.cases import Case, CaseState
from kitchen_app.sandbox.config import SandboxConfig
from kitchen_app.sandbox.orders import Phase
from kitchen_app.services.waiting import WaitKind
from kitchen_app.ui.board.card import OrderCard
from kitchen_app.ui.main_window import MainWindow
from tests.e2e.hands import By, by_keys, by_mouse
from tests.e2e.stage import Stage, set_up

WITHIN_MS = 15_000

Wait = Callable[[Callable[[], bool]], None]


@pytest.fixture
def stage(qtbot: QtBot, tmp_path: Path) -> Iterator[Stage]:
    with set_up(tmp_path, SandboxConfig(seed=7)) as whole:
        yield whole


@pytest.fixture
def wait(qtbot: QtBot) -> Wait:
    def until(condition: Callable[[], bool]) -> None:
        qtbot.waitUntil(condition, timeout=WITHIN_MS)

    return until


@pytest.fixture(
    params=[by_mouse, pytest.param(by_keys, marks=pytest.mark.long)], ids=["mouse", "keys"]
)
def press(request: pytest.FixtureRequest, stage: Stage, qtbot: QtBot) -> By:
    window = stage.desk.window
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    by: By = request.param
    return by


def window_of(stage: Stage) -> MainWindow:
    return stage.desk.window


def card_of(stage: Stage, order_id: int) -> OrderCard:
    return window_of(stage).board.cards[str(order_id)]


def phase(stage: Stage, order_id: int) -> Phase:
    return stage.keeta_says(order_id).phase


def cases(stage: Stage, order_id: int) -> list[Case]:
    async def look() -> list[Case]:
        return list(stage.sandbox.book.get(order_id).cases)

    return stage.keeta.submit(look()).result(timeout=5)


def on_board(stage: Stage, wait: Wait, lane: Lane, **wish: str | bool | int) -> int:
    """Place an order and let it come as far as a lane, without the screen."""
    order_id = stage.place(**wish)
    board = window_of(stage).board
    wait(lambda: str(order_id) in board.cards and bool(card_of(stage, order_id).card.order.lines))
    if lane is Lane.NEW:
        return order_id
    stage.keeta.call_soon(lambda: stage.sandbox.accept_in_keeta_app(order_id))
    wait(lambda: card_of(stage, order_id).card.lane is Lane.PREPARING)
    return order_id


def asked_back(stage: Stage, wait: Wait) -> int:
    """Let a customer want the money of an accepted order back; return the order."""
    order_id = on_board(stage, wait, Lane.PREPARING)

    def ask() -> None:
        stage.sandbox.refunds.ask(stage.sandbox.book.get(order_id), reason="It was cold")

    stage.keeta.call_soon(ask)
    wait(card_of(stage, order_id).foot.answer_button.isVisible)
    return order_id


def test_a_pickup_order_is_cooked_undone_and_handed_over(
    stage: Stage, wait: Wait, press: By
) -> None:
    order_id = on_board(stage, wait, Lane.NEW, fulfilment="pickup")
    foot = card_of(stage, order_id).foot
    press(foot.step_button)
    wait(lambda: card_of(stage, order_id).card.next_step is ActionKind.READY)
    press(foot.step_button)
    wait(foot.undo_button.isVisible)
    press(foot.undo_button)
    wait(foot.step_button.isVisible)
    assert phase(stage, order_id) is Phase.ACCEPTED, "Keeta has heard nothing"
    press(foot.step_button)
    wait(lambda: phase(stage, order_id) is Phase.READY)
    wait(lambda: card_of(stage, order_id).card.next_step is ActionKind.COLLECT)
    press(foot.step_button)
    wait(lambda: phase(stage, order_id) is Phase.COMPLETED)
    calls = [call.path for call in stage.keeta_says(order_id).calls]
    assert calls.count("/order/prepare") == 1


def test_the_shops_own_courier_leaves_and_delivers(stage: Stage, wait: Wait, press: By) -> None:
    order_id = on_board(stage, wait, Lane.PREPARING, fulfilment="self_delivery")
    press(card_of(stage, order_id).foot.step_button)
    wait(lambda: card_of(stage, order_id).card.next_step is ActionKind.DISPATCH)
    press(card_of(stage, order_id).foot.step_button)
    wait(lambda: card_of(stage, order_id).card.lane is Lane.GONE)
    wait(lambda: card_of(stage, order_id).card.next_step is ActionKind.DELIVER)
    press(card_of(stage, order_id).foot.step_button)
    wait(lambda: phase(stage, order_id) is Phase.COMPLETED)


def test_a_refund_request_is_agreed_to_by_holding(stage: Stage, wait: Wait, press: By) -> None:
    order_id = asked_back(stage, wait)
    panel = window_of(stage).panels.refund
    press(card_of(stage, order_id).foot.answer_button)
    assert panel.is_open
    press(panel.agree_button)
    wait(lambda: cases(stage, order_id)[0].state in (CaseState.AGREED, CaseState.COMPLETED))
    assert not panel.is_open


def test_a_refund_request_is_refused_from_the_strip(stage: Stage, wait: Wait, press: By) -> None:
    order_id = asked_back(stage, wait)
    window = window_of(stage)
    (chip,) = [chip for chip in window.waiting.chips if chip.view.kind is WaitKind.REFUND]
    press(chip)
    assert window.panels.refund.is_open
    press(window.panels.refund.why.choices[RejectReason.PREPARED])
    wait(window.panels.refund.reject_button.isEnabled)
    press(window.panels.refund.reject_button)
    wait(lambda: cases(stage, order_id)[0].state is CaseState.REJECTED)
    wait(lambda: window.waiting.views == ())


def test_a_part_is_given_back_once_and_at_the_sum_that_was_shown(
    stage: Stage, wait: Wait, press: By
) -> None:
    order_id = on_board(stage, wait, Lane.PREPARING, lines=3)
    window = window_of(stage)
    window.panels.open_details(str(order_id))
    press(window.panels.details.part_button)
    part = window.panels.part
    wait(lambda: bool(part.rows.rows) and part.rows.rows[0].stepper.more_button.isVisible())
    press(part.rows.rows[0].stepper.more_button)
    press(part.why.choices[PartRefundReason.MISSING])
    wait(part.confirm_button.isEnabled)
    shown = part.amount
    assert shown is not None
    press(part.confirm_button)
    wait(lambda: bool(cases(stage, order_id)))
    (case,) = cases(stage, order_id)
    assert case.money == shown.minor


def test_a_running_order_is_cancelled_by_holding(stage: Stage, wait: Wait, press: By) -> None:
    order_id = on_board(stage, wait, Lane.PREPARING)
    press(card_of(stage, order_id).foot.cancel_button)
    panel = window_of(stage).panels.cancel
    press(panel.why.choices[CancelReason.NO_INGREDIENTS])
    wait(panel.confirm_button.isEnabled)
    press(panel.confirm_button)
    wait(lambda: phase(stage, order_id) is Phase.CANCELLED)


def test_all_new_orders_are_accepted_with_one_touch(stage: Stage, wait: Wait, press: By) -> None:
    first = on_board(stage, wait, Lane.NEW)
    second = on_board(stage, wait, Lane.NEW)
    button = window_of(stage).waiting.accept_all_button
    wait(button.isVisible)
    press(button)
    wait(lambda: {phase(stage, first), phase(stage, second)} == {Phase.ACCEPTED})
