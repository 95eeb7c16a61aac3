"""What can be asked of an order now."""

import pytest
from pytestqt.qtbot import QtBot

from kitchen_app.domain.actions import ActionKind, ActionState
from kitchen_app.ui.board.card_foot import CardFoot
from kitchen_app.ui.theme import Theme
from tests.ui import canned

STATES = canned.states()


@pytest.mark.parametrize(
    ("state", "offered"),
    [
        ("soon", {"accept", "cancel"}),
        ("preparing", {"ready", "cancel"}),
        ("ready", {"cancel"}),
        ("pending", set()),
        ("collected", set()),
    ],
)
def test_only_what_is_possible_is_offered(
    qtbot: QtBot, theme: Theme, state: str, offered: set[str]
) -> None:
    foot = CardFoot(theme)
    qtbot.addWidget(foot)
    foot.show_card(STATES[state])
    buttons = {
        "accept": foot.accept_button,
        "ready": foot.ready_button,
        "cancel": foot.cancel_button,
    }
    assert {name for name, button in buttons.items() if not button.isHidden()} == offered
    assert foot.isHidden() == (not offered and STATES[state].pending is None)


def test_an_unknown_outcome_is_told(qtbot: QtBot, theme: Theme) -> None:
    foot = CardFoot(theme)
    qtbot.addWidget(foot)
    order = canned.order("1")
    foot.show_card(canned.card(order, pending=ActionKind.ACCEPT, pending_state=ActionState.UNKNOWN))
    assert foot.pending_text == "asking Keeta whether it worked…"
    foot.show_card(canned.card(order))
    assert foot.pending_text == ""
