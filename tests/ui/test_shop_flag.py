"""An order's shop is named on its colour; on a single shop's board there is no flag at all."""

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from kitchen_app.domain.order import ShopId
from kitchen_app.domain.shop_marks import ShopMark
from kitchen_app.ui.board.card_head import CardHead
from kitchen_app.ui.board.recall_panel import FoundRow
from kitchen_app.ui.history.rows import HistoryRow
from kitchen_app.ui.shop_flag import ShopFlag, shop_words
from kitchen_app.ui.theme import load_theme
from kitchen_app.ui.widgets.text import WrapLabel
from tests.ui import canned, canned_history
from tests.ui.canned_shops import CENTRAL, MALAZ, mark

THEME = load_theme("dark")
ORDER = canned.card(canned.order("1031"))


def named(flag: ShopFlag | None) -> str:
    assert flag is not None
    return flag.findChildren(WrapLabel)[0].text()


def test_a_card_has_no_flag_until_there_are_several_shops(qtbot: QtBot) -> None:
    head = CardHead(THEME)
    qtbot.addWidget(head)
    head.show_card(ORDER, canned.NOW)
    assert head.findChildren(ShopFlag) == []
    head.show_card(replace(ORDER, shop=mark(MALAZ)), canned.NOW)
    assert MALAZ.name in named(head.shop)
    head.show_card(replace(ORDER, shop=mark(CENTRAL)), canned.NOW)  # a pooled card's next order
    assert CENTRAL.name in named(head.shop)
    assert head.shop is not None
    assert head.shop.property("shop") == str(mark(CENTRAL).colour)
    head.show_card(ORDER, canned.NOW)
    assert head.shop.isHidden()


def test_a_shop_without_a_name_is_told_by_its_number(qtbot: QtBot) -> None:
    assert shop_words(ShopMark(shop_id=ShopId("470012"))) == "Shop 470012"


@pytest.mark.parametrize("has_mark", [True, False])
def test_recalled_and_found_orders_tell_their_shop(qtbot: QtBot, has_mark: bool) -> None:
    shop = mark(MALAZ) if has_mark else None
    found = replace(canned_history.history().orders[0], shop=shop)
    rows = (
        FoundRow(THEME, replace(ORDER, shop=shop), canned.NOW),
        HistoryRow(THEME, found),
    )
    for row in rows:
        qtbot.addWidget(row)
        assert len(row.findChildren(ShopFlag)) == has_mark
        assert (MALAZ.name in row.accessibleName()) is has_mark
