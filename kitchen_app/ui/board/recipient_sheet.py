"""Name, number and door of a customer, as large as a panel: to be copied by hand."""

from collections.abc import Iterator

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from kitchen_app.domain.recipient import Recipient
from kitchen_app.ui.i18n import isolate, tr
from kitchen_app.ui.theme import Theme
from kitchen_app.ui.widgets.slide_over import SlideOver
from kitchen_app.ui.widgets.text import WrapLabel
from kitchen_app.ui.widgets.touch_button import TouchButton
from kitchen_app.ui.widgets.touch_scroll import TouchScroll

_PLACES = ("address", "street", "house_number", "building", "apartment", "district", "area", "city")
_PARTS = ("name", "number", *_PLACES, "directions")
"""What is shown, from the person over the door to the town; each has words of its own."""

_NAMES = frozenset({"address", "street", "district", "area", "city"})
"""What two of these say alike is said once; a door and a house of one number are two facts."""


class RecipientSheet(SlideOver):
    """Covers the panel that it is given, so that a whole address is seen on a small screen."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent, share=1)
        self.shown: list[tuple[str, str]] = []
        self._rows: list[tuple[WrapLabel, WrapLabel]] = []
        self._title = WrapLabel("title", self)
        self.told = WrapLabel("option", self)
        self.hide_button = TouchButton("quiet", self)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.px("gap"))
        self._grid.setVerticalSpacing(theme.px("half"))
        self._grid.setColumnStretch(1, 1)
        self.scroll_area = TouchScroll(self, spacing=0)
        self.scroll_area.column.addLayout(self._grid)
        self.scroll_area.column.addStretch(1)
        column = QVBoxLayout(self)
        apart = theme.px("apart")
        column.setContentsMargins(apart, apart, apart, apart)
        column.setSpacing(theme.px("gap"))
        column.addWidget(self._title)
        column.addWidget(self.scroll_area, 1)
        column.addWidget(self.told)
        column.addWidget(self.hide_button)
        self.hide_button.clicked.connect(self.close_panel)
        self.closed.connect(self.clear)

    def show_recipient(self, recipient: Recipient, number: str) -> None:
        """Open with all that is told; `number` is the order's, as it is said."""
        title = tr("recipient.order", number=number)
        self._title.show_text(title)
        self.setAccessibleName(title)
        self._show_rows(list(_rows(recipient)))
        self.told.show_text(tr("recipient.sealed" if recipient.hidden else "recipient.shown"))
        spoken = tr("recipient.hide_spoken", number=number)
        self.hide_button.show_words(tr("recipient.hide"), spoken=spoken)
        self.open_panel(at_once=True)

    def focusNextPrevChild(self, next_child: bool) -> bool:
        """Scroll, and keep the keyboard: Tab would lead to buttons under the sheet."""
        bar = self.scroll_area.verticalScrollBar()
        bar.setValue(bar.value() + (bar.pageStep() if next_child else -bar.pageStep()))
        self.hide_button.setFocus(Qt.FocusReason.TabFocusReason)
        return True

    @Slot()
    def clear(self) -> None:
        """Forget what was shown: what is only hidden would still be there to be read."""
        self._show_rows([])

    def _show_rows(self, shown: list[tuple[str, str]]) -> None:
        self.shown = shown
        while len(self._rows) < len(shown):
            self._add_row()
        for index, labels in enumerate(self._rows):
            is_used = index < len(shown)
            words = shown[index] if is_used else ("", "")
            for label, word in zip(labels, words, strict=True):
                label.show_text(word)
                label.setVisible(is_used)

    def _add_row(self) -> None:
        caption, text = WrapLabel("meta", self), WrapLabel("line", self)
        row = self._grid.rowCount()
        self._grid.addWidget(caption, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(text, row, 1)
        self._rows.append((caption, text))


def _rows(recipient: Recipient) -> Iterator[tuple[str, str]]:
    """Yield caption and text of each part that is there."""
    names: set[str] = set()
    for part in _PARTS:
        text = getattr(recipient, part)
        if not text or (part in _NAMES and text in names):
            continue
        if part in _NAMES:
            names.add(text)
        yield tr(f"recipient.{part}"), isolate(text)
    if recipient.others:
        yield tr("recipient.others"), "\n".join(map(isolate, recipient.others))
