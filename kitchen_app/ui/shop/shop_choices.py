"""Which of the served shops the pages of the shop's place are about."""

from PySide6.QtCore import QRect, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QLabel, QVBoxLayout, QWidget

from kitchen_app.domain.order import ShopId
from kitchen_app.domain.shop_marks import ShopMark
from kitchen_app.services.authorised_shops import ShopsView
from kitchen_app.ui.shop_flag import shop_words
from kitchen_app.ui.theme import Theme, set_state
from kitchen_app.ui.widgets.text import WrapLabel
from kitchen_app.ui.widgets.words_button import WordsButton

_IN_A_LINE = 3
"""So many names stand beside each other, also on the smallest screen."""


class ShopChoice(WordsButton):
    """One shop: its name over a line in the colour that its orders wear."""

    def __init__(self, theme: Theme, shop_id: ShopId, parent: QWidget) -> None:
        super().__init__(theme, "choice", below=theme.px("unit"), parent=parent)
        self.shop_id = shop_id
        self._theme = theme
        self._colour = 0
        self.setCheckable(True)
        self.show_hint("")
        self.toggled.connect(self._turn)

    def show_mark(self, mark: ShopMark) -> None:
        name = shop_words(mark)
        self._colour = mark.colour
        self.show_words(name, spoken=name)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        unit = self._theme.px("unit")
        line = QRect(unit, self.height() - 2 * unit, self.width() - 2 * unit, unit)
        QPainter(self).fillRect(line, self._theme.colour(f"shop_{self._colour}"))

    @Slot(bool)
    def _turn(self, is_chosen: bool) -> None:
        for label in self.findChildren(QLabel):
            set_state(label, "on", "yes" if is_chosen else "")


class ShopChoices(QWidget):
    """One of several is chosen; of a single shop nothing is shown.

    Signals:
        chosen: the id of the shop that the pages should be about.
    """

    chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.buttons: dict[ShopId, ShopChoice] = {}
        self.told = WrapLabel("pending", self)
        self._group = QButtonGroup(self)
        self._grid = QGridLayout()
        self._grid.setSpacing(theme.px("gap"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px("unit"))
        column.addLayout(self._grid)
        column.addWidget(self.told)
        self.told.hide()

    def show_shops(self, view: ShopsView) -> None:
        """Show the served shops by the names and colours that their orders wear."""
        if set(self.buttons) != set(view.served.all):
            self._make_buttons(view.served.all)
        for shop_id, button in self.buttons.items():
            unmarked = ShopMark(shop_id=shop_id, name=view.shop(shop_id).name)
            button.show_mark(view.marks.get(shop_id, unmarked))

    def show_chosen(self, shop_id: ShopId) -> None:
        """Show which shop the pages are about."""
        self.buttons[shop_id].setChecked(True)

    def hold_back(self, why: str) -> None:
        """Let no other shop be chosen, and say why; without a reason each can be."""
        self.told.show_text(why)
        self.told.setVisible(bool(why))
        for button in self.buttons.values():
            button.setEnabled(not why or button.isChecked())

    def _make_buttons(self, shop_ids: tuple[ShopId, ...]) -> None:
        for gone in self.buttons.values():
            self._group.removeButton(gone)
            self._grid.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        self.buttons = {each: ShopChoice(self._theme, each, self) for each in shop_ids}
        for place, button in enumerate(self.buttons.values()):
            self._group.addButton(button)
            button.clicked.connect(self._choose)
            self._grid.addWidget(button, *divmod(place, _IN_A_LINE))

    @Slot()
    def _choose(self) -> None:
        button = self.sender()
        if isinstance(button, ShopChoice):
            self.chosen.emit(button.shop_id)
