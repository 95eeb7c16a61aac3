"""Having the sheet of an order written, and where it lies."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kitchen_app.domain.order import Order
from kitchen_app.ui.i18n import isolate, numbered, tr
from kitchen_app.ui.theme import Theme
from kitchen_app.ui.widgets.text import WrapLabel
from kitchen_app.ui.widgets.touch_button import TouchButton


class SheetRow(QWidget):
    """One button; what came of it stands below until another order is shown.

    Signals:
        sheet_requested: the order id of which there shall be a sheet.
        folder_requested: order id and the file whose folder shall be shown.
    """

    sheet_requested = Signal(str)
    folder_requested = Signal(str, str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._order_id = ""
        self._file = ""
        self.make_button = TouchButton("quiet", self)
        self.told = WrapLabel("option", self)
        self.folder_button = TouchButton("quiet", self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px("half"))
        for part in (self.make_button, self.told, self.folder_button):
            column.addWidget(part)
        self.folder_button.show_words(tr("sheet.show"), spoken=tr("sheet.show"))
        self.make_button.clicked.connect(self._ask_sheet)
        self.folder_button.clicked.connect(self._ask_folder)
        self._tell("")

    def show_order(self, order: Order) -> None:
        """Offer the sheet of an order."""
        if order.order_id == self._order_id:
            return
        self._order_id = order.order_id
        spoken = tr("sheet.make_spoken", number=numbered(order.number))
        self.make_button.show_words(tr("sheet.make"), spoken=spoken)
        self._tell("")

    @Slot(str, str)
    def show_saved(self, order_id: str, file: str) -> None:
        """Say where the sheet lies."""
        if order_id == self._order_id:
            self._tell(tr("sheet.saved", path=isolate(file)), file)

    @Slot(str, str)
    def show_failed(self, order_id: str, why: str) -> None:
        """Say why there is none, or why its folder cannot be shown."""
        if order_id == self._order_id:
            self._tell(why)

    def _tell(self, words: str, file: str = "") -> None:
        self._file = file
        self.told.show_text(words)
        self.told.setVisible(bool(words))
        self.folder_button.setVisible(bool(file))
        self.make_button.setEnabled(True)

    @Slot()
    def _ask_sheet(self) -> None:
        self._tell(tr("sheet.making"))
        self.make_button.setEnabled(False)  # one touch, one sheet
        self.sheet_requested.emit(self._order_id)

    @Slot()
    def _ask_folder(self) -> None:
        self.folder_requested.emit(self._order_id, self._file)
