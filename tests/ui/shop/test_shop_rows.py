"""A row says which shop it is, and asks for what its two switches mean."""

from pytestqt.qtbot import QtBot

from kitchen_app.domain.order import ShopId
from kitchen_app.domain.shop import AuthorisedShop
from kitchen_app.ui.shop.shop_rows import RowLook, ShopRow, shop_name
from kitchen_app.ui.theme import load_theme
from tests.ui.canned_shops import MALAZ


def test_a_row_asks_and_the_home_shop_cannot_be_left_out(qtbot: QtBot) -> None:
    row = ShopRow(load_theme("dark"), MALAZ.shop_id)
    qtbot.addWidget(row)
    asked: list[tuple[object, ...]] = []
    row.serve_wanted.connect(lambda *args: asked.append(args))
    row.home_wanted.connect(lambda *args: asked.append(args))
    row.show_look(RowLook(shop=MALAZ, is_served=True, is_home=False), can_choose=True)
    row.serve_button.click()
    row.home_button.click()
    assert asked == [("470012", False), ("470012",)]
    row.show_look(RowLook(shop=MALAZ, is_served=True, is_home=True), can_choose=True)
    assert not row.serve_button.isEnabled()
    row.show_look(RowLook(shop=MALAZ, is_served=True, is_home=False), can_choose=False)
    assert not row.serve_button.isEnabled()
    assert not row.home_button.isEnabled()


def test_a_shop_without_a_name_is_told_by_its_number() -> None:
    assert shop_name(AuthorisedShop(shop_id=ShopId("7"))) == "Shop 7"
