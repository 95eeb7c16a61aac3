"""Where a person's picture file comes from: dropped, or chosen in the system's dialog."""

from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from kitchen_app.ui.i18n import tr
from kitchen_app.ui.theme import Theme
from kitchen_app.ui.widgets.text import WrapLabel
from kitchen_app.ui.widgets.touch_button import TouchButton

_PATTERN = "*.jpg *.jpeg *.png *.webp"


class FileWell(QWidget):
    """Takes one file at a time, dropped anywhere on it and on what it holds.

    Signals:
        chosen: the `Path` of a file.
        too_many: more than one was dropped.
    """

    chosen = Signal(object)
    too_many = Signal()

    def __init__(self, theme: Theme, held: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choose_button = TouchButton("primary", self, text=tr("shop_picture.choose"))
        self.dialog: QFileDialog | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px("gap"))
        column.addWidget(held, 1)
        column.addWidget(WrapLabel("option", self, text=tr("shop_picture.drop")))
        column.addWidget(self.choose_button)
        self.setAcceptDrops(True)
        self.choose_button.clicked.connect(self._open_dialog)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if len(files) == 1:
            event.acceptProposedAction()
            self._take(files[0])
        else:
            self.too_many.emit()

    @Slot()
    def _open_dialog(self) -> None:
        kinds = f"{tr('shop_picture.kinds')} ({_PATTERN})"
        self.dialog = QFileDialog(self, tr("shop_picture.choose"), "", kinds)
        self.dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        self.dialog.fileSelected.connect(self._take)
        self.dialog.finished.connect(self.dialog.deleteLater)
        self.dialog.open()

    @Slot(str)
    def _take(self, file: str) -> None:
        self.chosen.emit(Path(file))
