"""The shops that can be served, one under the other, each with its two switches."""

from collections.abc import Container
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kitchen_app.domain.order import ShopId
from kitchen_app.domain.shop import AuthorisedShop
from kitchen_app.services.authorised_shops import ShopsView
from kitchen_app.services.served_shops import ServedShops
from kitchen_app.ui.i18n import isolate, tr
from kitchen_app.ui.theme import Theme, set_state
from kitchen_app.ui.widgets.text import WrapLabel
from kitchen_app.ui.widgets.touch_button import TouchButton
from kitchen_app.ui.widgets.touch_scroll import TouchScroll


@dataclass(frozen=True, slots=True, kw_only=True)
class RowLook:
    """How a shop stands in what is being chosen; `told` says what is new, or wrong, with it."""

    shop: AuthorisedShop
    is_served: bool
    is_home: bool
    told: str = ""
    is_wrong: bool = False


class ShopRow(QWidget):
    """One shop: its name, number and address; whether it is served, and whether it is the home.

    Signals:
        serve_wanted: the shop's id, and whether it is to be served.
        home_wanted: the id of the shop that is to be the home shop.
    """

    serve_wanted = Signal(str, bool)
    home_wanted = Signal(str)

    def __init__(self, theme: Theme, shop_id: ShopId, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shop_id = shop_id
        self._name = WrapLabel("strong", self)
        self._where = WrapLabel("option", self)
        self.told = WrapLabel("pending", self)
        self.serve_button = TouchButton("choice", self)
        self.home_button = TouchButton("choice", self)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        for label in (self._name, self._where, self.told):
            texts.addWidget(label)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px("gap"))
        row.addLayout(texts, 1)
        for button in (self.serve_button, self.home_button):
            button.setCheckable(True)
            button.setMinimumWidth(theme.px("segment"))
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self.serve_button.clicked.connect(self._serve)
        self.home_button.clicked.connect(self._make_home)

    def show_look(self, look: RowLook, *, can_choose: bool) -> None:
        name = shop_name(look.shop)
        self._name.show_text(name)
        number = tr("shop_flag.number", number=look.shop.shop_id) if look.shop.name else ""
        address = isolate(look.shop.address) if look.shop.address else ""
        self._where.show_text(" · ".join(filter(None, (number, address))))
        self._where.setVisible(bool(self._where.text()))
        set_state(self.told, "role", "wrong" if look.is_wrong else "pending")
        self.told.show_text(look.told)
        self.told.setVisible(bool(look.told))
        served, home = tr("shops.served"), tr("shops.home")
        self.serve_button.show_words(served, spoken=f"{name}: {served}")
        self.home_button.show_words(home, spoken=f"{name}: {home}")
        self.serve_button.setChecked(look.is_served)
        self.home_button.setChecked(look.is_home)
        self.serve_button.setEnabled(can_choose and not look.is_home)  # another home shop first
        self.home_button.setEnabled(can_choose)

    @Slot()
    def _serve(self) -> None:
        self.serve_wanted.emit(self.shop_id, self.serve_button.isChecked())

    @Slot()
    def _make_home(self) -> None:
        self.home_button.setChecked(True)
        self.home_wanted.emit(self.shop_id)


class ShopRows(TouchScroll):
    """All rows, the served shops first, as they stand in what is being chosen.

    Signals:
        serve_wanted: a shop's id, and whether it is to be served.
        home_wanted: the id of the shop that is to be the home shop.
    """

    serve_wanted = Signal(str, bool)
    home_wanted = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent, spacing=theme.px("apart"))
        self._theme = theme
        self.rows: dict[ShopId, ShopRow] = {}
        self.column.addStretch(1)

    def show_shops(self, view: ShopsView, wanted: ServedShops, new: Container[ShopId]) -> None:
        """Show what is known of each shop, and how it stands in what is wanted."""
        served = [view.shop(each) for each in (*view.served.all, *wanted.all)]
        shops = {each.shop_id: each for each in (*view.listed, *view.uncovered, *served)}
        for gone in self.rows.keys() - shops.keys():
            row = self.rows.pop(gone)
            self.column.removeWidget(row)
            row.hide()
            row.deleteLater()
        uncovered = {each.shop_id for each in view.uncovered}
        for place, (shop_id, shop) in enumerate(shops.items()):
            row = self.rows.get(shop_id) or self._new_row(shop_id, place)
            told = tr("shops.new") if shop_id in new else ""
            look = RowLook(
                shop=shop,
                is_served=shop_id in wanted,
                is_home=shop_id == wanted.home,
                told=tr("shops.uncovered") if shop_id in uncovered else told,
                is_wrong=shop_id in uncovered,
            )
            row.show_look(look, can_choose=view.can_choose)

    def _new_row(self, shop_id: ShopId, place: int) -> ShopRow:
        row = self.rows[shop_id] = ShopRow(self._theme, shop_id, self.content)
        row.serve_wanted.connect(self.serve_wanted)
        row.home_wanted.connect(self.home_wanted)
        self.column.insertWidget(place, row)
        row.show()
        return row


def shop_name(shop: AuthorisedShop) -> str:
    """Return what a shop is called: by its number before Keeta has told its name."""
    return isolate(shop.name) if shop.name else tr("shop_flag.number", number=shop.shop_id)
