"""What can be asked of an order now."""

from datetime import timedelta

import pytest
from pytestqt.qtbot import QtBot

from kitchen_app.domain.actions import ActionKind, ActionState
from kitchen_app.domain.order import Status
from kitchen_app.ui.board.card import OrderCard
from kitchen_app.ui.board.card_foot import CardFoot
from kitchen_app.ui.theme import Theme
from tests.ui import canned

STATES = canned.states() | canned.money_states()


@pytest.mark.parametrize(
    ("state", "offered"),
    [
        ("soon", {"step", "cancel"}),
        ("preparing", {"step", "cancel"}),
        ("ready", {"cancel"}),
        ("ready_pickup", {"step", "cancel"}),
        ("on_the_way", {"step"}),
        ("pending", set()),
        ("collected", set()),
        ("stopped", {"step"}),
        ("cancelled", set()),
        ("completed", set()),
        ("undo", {"undo"}),
        ("refund", {"answer"}),
        ("refund_cooking", {"answer", "step", "cancel"}),
        ("question", {"answer"}),
    ],
)
def test_only_what_is_possible_is_offered(
    qtbot: QtBot, theme: Theme, state: str, offered: set[str]
) -> None:
    foot = CardFoot(theme)
    qtbot.addWidget(foot)
    foot.show_card(STATES[state], canned.NOW)
    buttons = {
        "step": foot.step_button,
        "cancel": foot.cancel_button,
        "undo": foot.undo_button,
        "answer": foot.answer_button,
    }
    assert {name for name, button in buttons.items() if not button.isHidden()} == offered
    assert foot.isHidden() == (not offered and STATES[state].pending is None)


def test_an_unknown_outcome_is_told(qtbot: QtBot, theme: Theme) -> None:
    foot = CardFoot(theme)
    qtbot.addWidget(foot)
    order = canned.order("1")
    view = canned.card(order, pending=ActionKind.ACCEPT, pending_state=ActionState.UNKNOWN)
    foot.show_card(view, canned.NOW)
    assert foot.pending_text == "asking Keeta whether it worked…"
    foot.show_card(canned.card(order), canned.NOW)
    assert foot.pending_text == ""


def test_the_seconds_of_undo_run_out_and_leave_a_moving_line(qtbot: QtBot, theme: Theme) -> None:
    foot = CardFoot(theme)
    qtbot.addWidget(foot)
    foot.show_card(STATES["undo"], canned.NOW)
    assert foot.pending_text == "ready: told in 4 s"
    foot.tick(canned.NOW + timedelta(seconds=2))
    assert foot.pending_text == "ready: told in 2 s"
    assert not foot.undo_button.isHidden()
    foot.tick(canned.NOW + timedelta(seconds=3.5))
    assert foot.undo_button.isHidden()
    assert foot.pending_text == "telling Keeta it is ready…"


def test_undo_stands_where_no_second_half_of_a_double_touch_lands(
    qtbot: QtBot, theme: Theme
) -> None:
    foot = CardFoot(theme)
    qtbot.addWidget(foot)
    foot.resize(300, 100)
    foot.show()
    foot.show_card(STATES["preparing"], canned.NOW)
    qtbot.waitUntil(lambda: foot.step_button.width() > 100)
    ready = foot.step_button.geometry()
    foot.show_card(STATES["undo"], canned.NOW)
    qtbot.waitUntil(lambda: foot.undo_button.width() > 50)
    assert not foot.undo_button.geometry().contains(ready.center())


def test_the_whole_order_offers_a_late_cancel(qtbot: QtBot, theme: Theme) -> None:
    foot = CardFoot(theme, whole=True)
    qtbot.addWidget(foot)
    foot.show_card(STATES["completed"], canned.NOW)
    assert not foot.cancel_button.isHidden()


def test_the_keyboard_stays_with_its_card(qtbot: QtBot, theme: Theme) -> None:
    card = OrderCard(theme, STATES["preparing"], canned.NOW)
    qtbot.addWidget(card)
    card.show()
    card.foot.step_button.setFocus()
    qtbot.waitUntil(card.foot.step_button.hasFocus)
    card.show_card(canned.card(STATES["preparing"].order, pending=ActionKind.READY), canned.NOW)
    assert card.hasFocus(), "not the next button, which might be Cancel"


def test_a_touch_meant_for_ready_does_not_acknowledge_a_stop(qtbot: QtBot, theme: Theme) -> None:
    foot = CardFoot(theme)
    qtbot.addWidget(foot)
    stopped = STATES["stopped"]
    cooking = canned.card(canned.order("1038", status=Status.ACCEPTED))
    foot.show_card(cooking, canned.NOW)
    foot.show_card(stopped, canned.NOW)
    asked: list[object] = []
    foot.step_requested.connect(asked.append)
    foot.step_button.click()
    foot.tick(canned.NOW + timedelta(seconds=0.9))
    foot.step_button.click()
    assert asked == []
    foot.tick(canned.NOW + timedelta(seconds=1.1))
    foot.step_button.click()
    assert asked == [ActionKind.ACKNOWLEDGE]
    assert "1038" in foot.step_button.text()
