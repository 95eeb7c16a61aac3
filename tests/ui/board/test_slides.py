"""A slide ends where the order stands, or at once when that changes."""

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kitchen_app.ui.board.card import OrderCard
from kitchen_app.ui.board.slides import Slides
from kitchen_app.ui.theme import Theme
from tests.ui import canned


def test_a_card_comes_in_from_the_side(qtbot: QtBot, theme: Theme, ground: QWidget) -> None:
    card = OrderCard(theme, canned.card(canned.order("1")), canned.NOW, ground)
    place = QRect(0, 40, 300, 400)
    slides = Slides(ground)
    slides.put(card, place)
    card.show()
    slides.slide_in(card)
    assert card.pos() == QPoint(-100, 40)
    slides.put(card, place.adjusted(0, 0, 0, 50))
    assert (card.pos(), card.height()) == (QPoint(-100, 40), 450)
    qtbot.waitUntil(lambda: card.pos() == place.topLeft())


def test_another_place_ends_the_slide(theme: Theme, ground: QWidget) -> None:
    card = OrderCard(theme, canned.card(canned.order("1")), canned.NOW, ground)
    slides = Slides(ground)
    slides.put(card, QRect(0, 40, 300, 400))
    slides.slide_in(card)
    slides.put(card, QRect(0, 90, 300, 400))
    assert card.geometry() == QRect(0, 90, 300, 400)
    slides.end(card)
