"""Everything that was noted of an order, folded away until somebody wants to know it exactly."""

from datetime import date

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from kitchen_app.domain.black_box import BlackBox
from kitchen_app.domain.order import Order
from kitchen_app.ui.black_box_words import exact_time, note_words, noted_later, wholeness
from kitchen_app.ui.i18n import tr
from kitchen_app.ui.theme import Theme
from kitchen_app.ui.widgets.text import WrapLabel
from kitchen_app.ui.widgets.touch_button import TouchButton


class RecordView(QWidget):
    """A button that unfolds one row a note; that a record was altered is shown folded too."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._order_id = ""
        self._day = date.min
        self._box: BlackBox | None = None
        self._rows: list[tuple[WrapLabel, WrapLabel]] = []
        self.shown: list[tuple[str, str]] = []
        self.fold_button = TouchButton("quiet", self)
        self.fold_button.setCheckable(True)
        self.whole = WrapLabel("option", self)
        self._list = QWidget(self)
        self._grid = QGridLayout(self._list)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.px("gap"))
        self._grid.setVerticalSpacing(theme.px("half"))
        self._grid.setColumnStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px("half"))
        for part in (self.fold_button, self.whole, self._list):
            column.addWidget(part)
        self.fold_button.toggled.connect(self._show)
        self._show()

    def show_order(self, order: Order) -> None:
        """Begin with an order, folded; another state of the same one changes nothing."""
        if order.order_id == self._order_id:
            return
        self._order_id, self._box = order.order_id, None
        self._day = order.placed_at.astimezone().date()
        self.fold_button.setChecked(False)
        self._show()

    @Slot(str, object)
    def show_box(self, order_id: str, box: BlackBox) -> None:
        """Take what was noted of an order."""
        if order_id == self._order_id:
            self._box = box
            self._show()

    @Slot()
    def _show(self) -> None:
        box, is_open = self._box, self.fold_button.isChecked()
        self.setVisible(box is not None and bool(box.notes))
        self._list.setVisible(is_open)
        if box is None:
            return
        title = tr("record.title", n=len(box.notes))
        self.fold_button.show_words(title, spoken=title)
        self.whole.show_text(wholeness(box))
        self.whole.setVisible(is_open or not box.is_whole)
        if is_open:
            self._show_rows(box)

    def _show_rows(self, box: BlackBox) -> None:
        self.shown = []
        for note in box.notes:
            later = noted_later(note.entry.at, note.noted_at, self._day)
            words = note_words(note.entry)
            said = f"{words} · {tr('record.noted', time=later)}" if later else words
            self.shown.append((exact_time(note.entry.at, self._day), said))
        while len(self._rows) < len(self.shown):
            self._add_row()
        for index, (time, word) in enumerate(self._rows):
            is_used = index < len(self.shown)
            time.setVisible(is_used)
            word.setVisible(is_used)
            if is_used:
                time.show_text(self.shown[index][0])
                word.show_text(self.shown[index][1])

    def _add_row(self) -> None:
        time, word = WrapLabel("state", self._list), WrapLabel("option", self._list)
        row = self._grid.rowCount()
        self._grid.addWidget(time, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(word, row, 1)
        self._rows.append((time, word))
