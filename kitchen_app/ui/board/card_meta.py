"""The small print of a card: cutlery and how it is paid."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kitchen_app.domain.cooking_times import Usual
from kitchen_app.domain.order import Order, Status
from kitchen_app.ui import words
from kitchen_app.ui.i18n import tr
from kitchen_app.ui.theme import Theme
from kitchen_app.ui.widgets.icon import IconView
from kitchen_app.ui.widgets.text import WrapLabel


class IconLine(QWidget):
    """An icon and a strong word."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icon = IconView(theme.px("icon"), self)
        self._word = WrapLabel("strong", self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px("unit"))
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._word, 1, Qt.AlignmentFlag.AlignVCenter)

    def show_line(self, icon: str, text: str) -> None:
        self._icon.show_icon(icon, self._theme.colour("ink"))
        self._word.show_text(text)
        self.setVisible(bool(text))


class CardMeta(QWidget):
    """Cutlery and payment on one line; money still to be collected stands out on its own."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facts = WrapLabel("meta", self)
        self._cash = IconLine(theme, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px("half"))
        column.addWidget(self._cash)
        column.addWidget(self._facts)

    def show_order(
        self, order: Order, *, small_print: bool = True, usual: Usual | None = None
    ) -> None:
        """Show money to collect, and with `small_print` the rest.

        What is `usual` is told of an order that nobody has accepted: it helps to decide.
        """
        cutlery = tr("card.cutlery" if order.cutlery else "card.no_cutlery")
        is_cash = order.payment is not None and order.payment.is_cash
        payment = words.payment(order)
        self._cash.show_line("cash", payment if is_cash else "")
        together = f"{cutlery} · {payment}" if payment and not is_cash else cutlery
        if usual is not None and order.status is Status.NEW:
            together = f"{together} · {words.usually_takes(usual)}"
        self._facts.show_text(together)
        self._facts.setVisible(small_print)
        self.setVisible(small_print or is_cash)
