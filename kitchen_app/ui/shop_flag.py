"""The flag of an order's shop, where a board is several shops': its name on its colour."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from kitchen_app.domain.shop_marks import ShopMark
from kitchen_app.ui.i18n import isolate, tr
from kitchen_app.ui.theme import Theme, set_state
from kitchen_app.ui.widgets.text import WrapLabel


class ShopFlag(QFrame):
    """A filled line across its place; the name tells the shop to those who do not see colours."""

    def __init__(self, theme: Theme, mark: ShopMark, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = WrapLabel("flag", self)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px("unit"), 0, theme.px("unit"), 0)
        row.addWidget(self._name, 1)
        self.show_mark(mark)

    def show_mark(self, mark: ShopMark) -> None:
        set_state(self, "shop", str(mark.colour))
        self._name.show_text(shop_words(mark))


def shop_words(mark: ShopMark) -> str:
    """Return what a shop is called: by its number before Keeta has told its name."""
    return isolate(mark.name) if mark.name else tr("shop_flag.number", number=mark.shop_id)
