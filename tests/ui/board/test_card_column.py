"""Every order of a lane has its place; widgets exist for those in sight and near it."""

import random
from itertools import pairwise

import pytest
from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kitchen_app.services.board import CardView
from kitchen_app.ui.board.card_column import CardColumn
from kitchen_app.ui.board.card_pool import CardPool
from kitchen_app.ui.theme import Theme
from tests.ui import canned
from tests.ui.conftest import settle

SEEN = QSize(300, 500)
LOOKS = list((canned.states() | {"long": canned.long_order("1050")}).values())


@pytest.fixture
def column(qtbot: QtBot, theme: Theme) -> CardColumn:
    pool = CardPool(theme)
    widget = CardColumn(theme, pool)
    pool.setParent(widget)
    qtbot.addWidget(widget)
    widget.show()
    widget.look_at(0, SEEN)
    return widget


class Scrolled:
    """Follows the column as a scroll bar does."""

    def __init__(self, column: CardColumn) -> None:
        self._column = column
        self.top = 0
        column.pushed.connect(self.to)

    def to(self, top: int) -> None:
        self.top = max(0, min(top, self._column.height() - SEEN.height()))
        self._column.look_at(self.top, SEEN)


def orders(count: int, seed: int = 1) -> list[CardView]:
    """Return orders of very different heights."""
    dice = random.Random(seed)
    return [
        canned.renumbered(dice.choice(LOOKS), str(number)) for number in range(2000, 2000 + count)
    ]


def rested(qapp: QApplication) -> None:
    for _ in range(40):
        settle(qapp)


def check(column: CardColumn, top: int) -> None:
    """Nothing overlaps, nothing in sight lacks its card, and cards are few."""
    places = [column.places.place(index) for index in range(len(column.views))]
    for above, below in pairwise(places):
        assert below.top() - above.bottom() - 1 > 0
    seen = QRect(0, top, SEEN.width(), SEEN.height())
    for view, place in zip(column.views, places, strict=True):
        card = column.card_of(view.order_id)
        assert card is not None or not place.intersects(seen)
        if card is not None:
            assert card.card is view
            assert card.geometry() == place
            assert card.isVisible()
    assert len(column.cards) < 25
    assert column.height() >= places[-1].bottom()


@pytest.mark.parametrize("seed", range(3))
def test_a_walk_through_a_lane_that_changes(
    column: CardColumn, qapp: QApplication, seed: int
) -> None:
    dice, scrolled = random.Random(seed), Scrolled(column)
    everything = orders(120, seed)
    for _ in range(30):
        some = [view for view in everything if dice.random() < dice.choice((0.2, 0.9))]
        column.keep_only(view.order_id for view in some)
        column.show_views(some, canned.NOW, fresh=set())
        scrolled.to(dice.randrange(0, max(1, column.height() - SEEN.height())))
        rested(qapp)
        if some:
            check(column, scrolled.top)


def test_another_width_is_measured_anew(column: CardColumn, qapp: QApplication) -> None:
    column.show_views([canned.long_order("1050")], canned.NOW, fresh=set())
    rested(qapp)
    narrow = column.cards[0].height()
    column.look_at(0, QSize(470, 500))
    rested(qapp)
    assert column.cards[0].width() == 470
    assert column.cards[0].height() < narrow


def test_an_empty_column_holds_nothing(column: CardColumn, qapp: QApplication) -> None:
    column.show_views(orders(5), canned.NOW, fresh=set())
    rested(qapp)
    column.keep_only(())
    column.show_views([], canned.NOW, fresh=set())
    rested(qapp)
    assert column.cards == []
    assert column.place_of("nobody's") == QRect()
