"""On the smallest screen, in every language, each card shows the buttons it is there for."""

from dataclasses import replace
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication

from kitchen_app.domain.projection import Lane
from kitchen_app.services.board import CardView
from kitchen_app.services.links import Trouble
from kitchen_app.services.settings import LANGUAGES
from kitchen_app.ui.board.card import OrderCard
from kitchen_app.ui.board.folding import FOLDINGS
from kitchen_app.ui.bridge import Bridge
from kitchen_app.ui.main_window import MainWindow
from tests.ui import canned
from tests.ui.conftest import ShowWindow, settle

NUTS = "Severe nut allergy. Please use clean boards and oil. 花生過敏，請分開炸油"
ALLERGIC_LINE = replace(canned.RICE, note="SESAME ALLERGY, no tahini at all, please")


def hard_cases() -> dict[str, CardView]:
    """Return cards with much that must be said before the buttons."""
    late = canned.states()["late"].order
    return {
        "long": canned.long_order("1050"),
        "allergies": canned.card(
            replace(late, note=NUTS, lines=(canned.SHAWARMA, ALLERGIC_LINE, canned.TEA))
        ),
        "long note": canned.card(replace(late, note="please knock twice and wait " * 30)),
        "overdue allergy": canned.card(replace(canned.states()["over"].order, note=NUTS)),
    }


CARDS = canned.states() | canned.money_states() | hard_cases()


def in_sight(window: MainWindow, card: OrderCard) -> bool:
    """Tell whether the buttons of a card are inside what its lane shows."""
    seen = window.board.lanes[card.card.lane].scroll_area.viewport()
    foot = card.foot
    if foot.isHidden():
        return True
    place = QRect(foot.mapTo(seen, QPoint(0, 0)), foot.size())
    return seen.rect().contains(place)


@pytest.mark.parametrize("language", LANGUAGES)
def test_buttons_stand_in_sight_or_out_of_it_but_are_never_cut(
    show_window: ShowWindow, qapp: QApplication, language: str
) -> None:
    window = show_window(tuple(CARDS.values()), language=language, size=(1024, 600))
    for lane in window.board.lanes.values():
        bar = lane.scroll_area.verticalScrollBar()
        seen = lane.scroll_area.viewport()
        for at in range(0, bar.maximum() + 1, 37):
            bar.setValue(at)
            settle(qapp)
            for card in (card for card in lane.cards if not card.foot.isHidden()):
                top = card.foot.mapTo(seen, QPoint(0, 0)).y()
                head = card.body.head.mapTo(seen, QPoint(0, 0)).y()
                if (
                    head >= 0
                    and head + card.body.head.height() + card.foot.height() + 40 < seen.height()
                ):
                    assert top + card.foot.height() <= seen.height()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", [(1024, 600), (1280, 800)])
@pytest.mark.parametrize("has_banner", [False, True], ids=["quiet", "banner"])
def test_the_first_card_of_a_lane_shows_its_buttons(
    show_window: ShowWindow,
    bridge: Bridge,
    qapp: QApplication,
    language: str,
    size: tuple[int, int],
    has_banner: bool,
) -> None:
    window = show_window((), language=language, size=size)
    if has_banner:
        bridge.links_changed.emit(canned.links(receiving=Trouble.UNREACHABLE))
    guilty = []
    for name, view in CARDS.items():
        bridge.cards_changed.emit((view,))
        settle(qapp)
        if view.lane is not Lane.GONE and not in_sight(window, window.board.cards[view.order_id]):
            guilty.append(name)
        bridge.card_removed.emit(view.order_id)
        settle(qapp)
    assert guilty == []


def test_an_allergy_is_shown_however_small_the_screen(
    show_window: ShowWindow, bridge: Bridge, qapp: QApplication
) -> None:
    view = hard_cases()["allergies"]
    window = show_window((view,), size=(1024, 600))
    card = window.board.cards[view.order_id]
    assert [look.kind for look in card.body.notices.looks] == ["allergy"]
    (row,) = [row for row in card.body.lines.rows if row.isVisible()]
    assert "SESAME" in " ".join(
        child.text() for child in row.findChildren(type(card.body.head.number))
    )


def test_more_room_gives_everything_back(show_window: ShowWindow, qapp: QApplication) -> None:
    view = canned.states()["late"]
    window = show_window((view,), size=(1024, 600))
    card = window.board.cards[view.order_id]
    assert card.body.more_button.isVisible()
    window.resize(1280, 1600)
    settle(qapp)
    assert not card.body.more_button.isVisible()
    assert all(row.isVisible() for row in card.body.lines.rows)


def test_each_folding_gives_up_more_than_the_one_before() -> None:
    for more, less in pairwise(FOLDINGS):
        for name in ("letters", "small_print", "options", "times"):
            assert getattr(more, name) >= getattr(less, name)
        assert more != less
