"""A lane tells how many, how old, and what is out of sight."""

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kitchen_app.domain.projection import Lane
from kitchen_app.ui.board.card import OrderCard
from kitchen_app.ui.board.lane import LaneView
from kitchen_app.ui.theme import load_theme
from tests.ui import canned
from tests.ui.conftest import settle


def test_a_new_card_slides_in_and_comes_to_rest(
    qtbot: QtBot, qapp: QApplication, theme: object
) -> None:
    look = load_theme("dark", motion=True)
    lane = LaneView(look, Lane.NEW)
    qtbot.addWidget(lane)
    lane.resize(300, 700)
    lane.show()
    lane.tick(canned.NOW)
    view = canned.card(canned.order("1"))
    card = OrderCard(look, view, canned.NOW)
    lane.show_cards([card], views=[view], fresh={view.order_id})
    qtbot.waitUntil(lambda: card.x() == 0 and card.isVisible())
    settle(qapp)
    assert not lane.foot.isVisible()
    assert lane.room().width() == 300
