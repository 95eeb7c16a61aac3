"""A card that is used again shows its new order as a new card would, and nothing of the last."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from kitchen_app.services.board import CardView
from kitchen_app.ui.board.card import OrderCard
from kitchen_app.ui.board.card_column import CardColumn
from kitchen_app.ui.board.card_pool import CardPool
from kitchen_app.ui.theme import Theme
from tests.ui import canned
from tests.ui.conftest import settle

STATES = canned.states() | canned.money_states() | {"long": canned.long_order("1050")}
ROOM = QSize(300, 420)


@pytest.fixture
def pool(theme: Theme, qapp: QApplication) -> CardPool:
    return new_pool(theme)


def new_pool(theme: Theme) -> CardPool:
    pool = CardPool(theme)
    pool.allow_room(ROOM)
    return pool


def new_column(theme: Theme, pool: CardPool, ground: QWidget) -> CardColumn:
    column = CardColumn(theme, pool, ground)
    column.look_at(0, QSize(ROOM.width(), 2000))
    column.show()
    return column


def show_only(column: CardColumn, view: CardView, qapp: QApplication) -> OrderCard:
    column.keep_only({view.order_id})
    column.show_views([view], canned.NOW, fresh=set())
    settle(qapp)
    settle(qapp)
    (card,) = column.cards
    return card


def shown(pool: CardPool, view: CardView, ground: QWidget, qapp: QApplication) -> OrderCard:
    card = pool.take(view, canned.NOW, ground)
    card.show()
    settle(qapp)
    return card


def spoken(card: OrderCard) -> list[tuple[str, str, bool]]:
    """Return what a screen reader hears of a card."""
    parts = [card, *card.findChildren(QWidget)]
    return sorted(
        (part.accessibleName(), part.accessibleDescription(), part.isEnabled())
        for part in parts
        if part.isVisible() and part.accessibleName()
    )


@pytest.mark.parametrize("before", STATES)
def test_a_used_card_looks_like_a_new_one(
    theme: Theme, ground: QWidget, qapp: QApplication, before: str
) -> None:
    column = new_column(theme, new_pool(theme), ground)
    for name, view in STATES.items():
        used = show_only(column, canned.renumbered(STATES[before], "77"), qapp)
        again = show_only(column, view, qapp)
        assert again is used
        other = new_column(theme, new_pool(theme), ground)
        fresh = show_only(other, view, qapp)
        assert spoken(again) == spoken(fresh), name
        is_same = again.grab().toImage() == fresh.grab().toImage()
        assert is_same, name
        other.deleteLater()
        settle(qapp)


def test_an_order_gets_its_own_card_back(
    pool: CardPool, ground: QWidget, qapp: QApplication
) -> None:
    late, soon = (shown(pool, STATES[name], ground, qapp) for name in ("late", "soon"))
    pool.give_back(late)
    pool.give_back(soon)
    assert pool.in_use == {}
    assert shown(pool, STATES["soon"], ground, qapp) is soon
    assert shown(pool, STATES["in_time"], ground, qapp) is late


def test_a_used_card_asks_for_its_new_order(
    pool: CardPool, ground: QWidget, qapp: QApplication, qtbot: QtBot
) -> None:
    pool.give_back(shown(pool, STATES["late"], ground, qapp))
    card = shown(pool, STATES["soon"], ground, qapp)
    with qtbot.waitSignal(pool.step_requested) as asked:
        QTest.mouseClick(card.foot.step_button, Qt.MouseButton.LeftButton)
    assert asked.args[0] == STATES["soon"].order_id


def test_a_used_card_is_not_deaf_to_its_new_order(
    pool: CardPool, ground: QWidget, qapp: QApplication
) -> None:
    """A card turns deaf for a moment when its own order is stopped under a finger."""
    pool.give_back(shown(pool, STATES["preparing"], ground, qapp))
    card = shown(pool, STATES["stopped"], ground, qapp)
    assert card.foot.step_button.isEnabled()
    card.tick(canned.NOW + timedelta(seconds=1))
    assert card.foot.step_button.isEnabled()


def test_a_card_that_is_given_back_lets_the_keyboard_go(
    pool: CardPool, ground: QWidget, qapp: QApplication
) -> None:
    """Else the next Enter would press a button of another order."""
    ground.activateWindow()
    other = shown(pool, STATES["soon"], ground, qapp)
    card = shown(pool, STATES["late"], ground, qapp)
    card.foot.step_button.setFocus()
    pool.give_back(card)
    settle(qapp)
    focus = QApplication.focusWidget()
    assert focus is None or not other.isAncestorOf(focus)


def test_cards_at_rest_are_few(pool: CardPool, ground: QWidget, qapp: QApplication) -> None:
    views = [canned.card(canned.order(str(number))) for number in range(40)]
    cards = [pool.take(view, canned.NOW, ground) for view in views]
    for card in cards:
        pool.give_back(card)
    settle(qapp)
    assert 0 < len(ground.findChildren(OrderCard)) <= 12
