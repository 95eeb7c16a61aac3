"""One panel at a time, and only while its order can be asked."""

from dataclasses import replace

import pytest

from kitchen_app.domain.actions import ActionKind
from kitchen_app.ui.board.board_view import BoardView
from kitchen_app.ui.board.panels import Panels
from kitchen_app.ui.clock import UiClock
from kitchen_app.ui.theme import Theme
from kitchen_app.ui.widgets.press_watch import PressWatch
from tests.ui import canned

LONG = canned.long_order("1050")
MONEY = canned.money_states()
DONE = canned.states()["completed"]


@pytest.fixture
def panels(theme: Theme, board: BoardView, clock: UiClock, presses: PressWatch) -> Panels:
    board.show_changes((LONG, *canned.states().values(), *MONEY.values()))
    return Panels(theme, board, clock, presses)


def test_one_replaces_the_other(panels: Panels) -> None:
    panels.open_details(LONG.order_id)
    panels.ask_why(LONG.order_id)
    assert (panels.cancel.is_open, panels.details.is_open) == (True, False)
    panels.open_details(LONG.order_id)
    assert (panels.cancel.is_open, panels.details.is_open) == (False, True)


def test_nothing_opens_for_what_cannot_be_asked(panels: Panels) -> None:
    panels.ask_why(canned.states()["pending"].order_id)
    panels.ask_why("unknown")
    panels.open_details("unknown")
    assert not panels.cancel.is_open
    assert not panels.details.is_open


def test_a_pending_action_closes_the_question(panels: Panels) -> None:
    panels.ask_why(LONG.order_id)
    panels.follow((canned.card(LONG.order, pending=ActionKind.CANCEL),), canned.NOW)
    assert not panels.cancel.is_open
    panels.ask_why(LONG.order_id)
    panels.forget(LONG.order_id)
    assert not panels.cancel.is_open


def test_what_the_order_asks_is_what_opens(panels: Panels) -> None:
    panels.open_answer(MONEY["refund"].order_id)
    assert (panels.refund.is_open, panels.question.is_open) == (True, False)
    panels.open_answer(MONEY["question"].order_id)
    assert (panels.refund.is_open, panels.question.is_open) == (False, True)
    panels.open_part(DONE.order_id)
    assert (panels.part.is_open, panels.question.is_open) == (True, False)
    for order_id in ("unknown", LONG.order_id):
        panels.open_answer(order_id)
        panels.open_part(order_id)
    assert panels.part.is_open, "nothing to answer, nothing to give back: nothing happens"


def test_each_panel_follows_its_own_order(panels: Panels) -> None:
    panels.open_answer(MONEY["refund"].order_id)
    panels.follow((replace(MONEY["refund_cooking"], refunds=()),), canned.NOW)
    assert not panels.refund.isHidden()
    panels.follow((replace(MONEY["refund"], refunds=()),), canned.NOW)
    assert panels.refund.isHidden()
    panels.open_answer(MONEY["question"].order_id)
    panels.follow((replace(MONEY["question"], question=None),), canned.NOW)
    assert not panels.question.is_open
    panels.open_part(DONE.order_id)
    panels.follow((replace(DONE, actions=frozenset()),), canned.NOW)
    assert not panels.part.is_open
