"""A lane tells how many, how old, and what is out of sight."""

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kitchen_app.domain.order import Status
from kitchen_app.domain.projection import Lane
from kitchen_app.services.board import CardView
from kitchen_app.ui.board.card_pool import CardPool
from kitchen_app.ui.board.lane import LaneView
from kitchen_app.ui.board.lane_age import LaneAge
from kitchen_app.ui.theme import Theme, load_theme
from tests.ui import canned
from tests.ui.conftest import settle


def orders(first: int, last: int) -> list[CardView]:
    return [canned.card(canned.order(str(n), age_s=200 - n)) for n in range(first, last + 1)]


@pytest.fixture
def lane(qtbot: QtBot, theme: Theme) -> LaneView:
    return shown(qtbot, theme)


def shown(qtbot: QtBot, look: Theme, which: Lane = Lane.NEW) -> LaneView:
    pool = CardPool(look)
    view = LaneView(look, which, pool)
    pool.setParent(view)
    qtbot.addWidget(view)
    view.resize(300, 700)
    view.show()
    view.tick(canned.NOW)
    return view


def test_a_new_card_slides_in_and_comes_to_rest(
    qtbot: QtBot, qapp: QApplication, theme: Theme
) -> None:
    lane = shown(qtbot, load_theme("dark", motion=True))
    (view,) = orders(1, 1)
    lane.show_views([view], canned.NOW, fresh={view.order_id})
    (card,) = lane.cards
    assert card.x() < 0
    qtbot.waitUntil(lambda: card.x() == 0 and card.isVisible())
    settle(qapp)
    assert not lane.foot.isVisible()
    assert lane.room().width() == 300


def test_a_slide_ends_where_the_order_stands_by_then(qtbot: QtBot, theme: Theme) -> None:
    lane = shown(qtbot, load_theme("dark", motion=True))
    late, early = orders(1, 2)
    lane.show_views([early], canned.NOW, fresh={early.order_id})
    lane.show_views([late, early], canned.NOW, fresh={late.order_id})
    first, second = lane.cards
    qtbot.waitUntil(lambda: first.x() == 0)
    assert (second.x(), second.y()) == (0, lane.column.places.place(1).y())
    assert second.y() > first.y()


def test_what_is_looked_at_stays_where_it_is(lane: LaneView, qapp: QApplication) -> None:
    """Orders that come or go above it move nothing under somebody's eyes."""
    views = orders(11, 40)
    lane.show_views(views, canned.NOW, fresh=set())
    settle(qapp)
    bar = lane.scroll_area.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    for _ in range(30):
        settle(qapp)
    watched = next(card for card in lane.cards if card.y() >= bar.value())
    order_id, stands_at = watched.card.order_id, watched.y() - bar.value()
    for now_there in (orders(1, 10) + views, views[3:], views):
        lane.show_views(now_there, canned.NOW, fresh=set())
        for _ in range(30):
            settle(qapp)
        card = lane.column.card_of(order_id)
        assert card is not None
        assert card.y() - bar.value() == stands_at


def test_the_keyboard_keeps_its_order_while_others_come(lane: LaneView, qapp: QApplication) -> None:
    views = orders(50, 60)
    lane.show_views(views, canned.NOW, fresh=set())
    lane.activateWindow()
    settle(qapp)
    lane.cards[0].foot.step_button.setFocus()
    lane.show_views(orders(1, 49) + views, canned.NOW, fresh=set())
    for _ in range(30):
        settle(qapp)
    focus = QApplication.focusWidget()
    assert focus is not None
    card = lane.column.card_of(views[0].order_id)
    assert card is not None
    assert card.isAncestorOf(focus)
    assert card.geometry() == lane.column.place_of(views[0].order_id)


def test_orders_for_later_make_no_lane_late(qtbot: QtBot, theme: Theme) -> None:
    lane = shown(qtbot, theme, Lane.PREPARING)
    tomorrow, tonight = canned.later_orders()
    lane.show_views([tonight, tomorrow], canned.NOW, fresh=set())
    assert told(lane) == "later\u00a02"
    now = canned.card(canned.order("1", status=Status.ACCEPTED, age_s=200))
    lane.show_views([now, tonight, tomorrow], canned.NOW, fresh=set())
    assert told(lane) == "later\u00a02"
    slow = canned.card(canned.order("2", status=Status.ACCEPTED, age_s=700))
    lane.show_views([slow, tonight, tomorrow], canned.NOW, fresh=set())
    assert told(lane) == "slow · 11\u00a0min"
    ready_by = tonight.order.ready_by
    assert ready_by is not None
    lane.tick(ready_by - timedelta(minutes=40))
    lane.show_views([tonight, tomorrow], canned.NOW, fresh=set())
    assert told(lane) == "later\u00a01", "the other is cooked now"


def told(lane: LaneView) -> str:
    age = lane.findChild(LaneAge)
    assert age is not None
    return age.text()


def test_touching_the_count_leads_to_the_very_end_and_back(
    lane: LaneView, qapp: QApplication
) -> None:
    """Also where the last order is hidden by less than the count is high."""
    looks = [canned.states()[name] for name in ("completed", "cancelled", "collected")]
    views = [canned.renumbered(looks[n % 3], str(n)) for n in range(12)]
    lane.show_views(views, canned.NOW, fresh=set())
    viewport, bar = lane.scroll_area.viewport(), lane.scroll_area.verticalScrollBar()
    for height in range(440, 900, 17):
        lane.resize(300, height)
        bar.setValue(0)
        reached: set[str] = set()
        for _ in range(2 * len(views)):
            for _ in range(6):
                settle(qapp)
            in_sight = [
                card.card.order_id
                for card in lane.cards
                if viewport.rect().contains(card.geometry().translated(0, -bar.value()))
            ]
            reached.update(in_sight)
            if lane.foot.isVisible():
                lane.foot.click()
        assert reached == {view.order_id for view in views}, height
