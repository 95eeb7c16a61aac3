"""What Keeta offers to refund, each with a stepper."""

from collections import Counter

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kitchen_app.domain.part_refund import Choice, RefundPreview, RefundRow, RowId
from kitchen_app.ui.i18n import isolate, tr
from kitchen_app.ui.menu_names import menu_name
from kitchen_app.ui.theme import Theme
from kitchen_app.ui.widgets.stepper import Stepper
from kitchen_app.ui.widgets.text import WrapLabel


class PartRefundRow(QWidget):
    """One product: its name, how many were bought, how many are given back."""

    def __init__(self, theme: Theme, row: RefundRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row = row
        name = isolate(menu_name(row.name, row.names))
        self.stepper = Stepper(
            theme,
            most=row.bought,
            less=tr("part.less", name=name),
            more=tr("part.more", name=name),
            parent=self,
        )
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(WrapLabel("option", self, text=name))
        texts.addWidget(WrapLabel("meta", self, text=tr("part.bought", n=row.bought)))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.px("gap"))
        line.addLayout(texts, 1)
        line.addWidget(self.stepper, 0, Qt.AlignmentFlag.AlignVCenter)


class PartRefundRows(QWidget):
    """The rows of a preview.

    Signals:
        changed: another choice.
    """

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.rows: list[PartRefundRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px("gap"))

    def show_preview(self, preview: RefundPreview | None) -> None:
        """Show other rows, with nothing chosen."""
        for row in self.rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        offered = preview.rows if preview else ()
        self.rows = [PartRefundRow(self._theme, row, self) for row in offered]
        for row in self.rows:
            row.stepper.count_changed.connect(self.changed)
            self._column.addWidget(row)

    def choices(self) -> tuple[Choice, ...]:
        """Return what is chosen; rows that share an id count together."""
        chosen: Counter[RowId] = Counter()
        for row in self.rows:
            chosen[row.row.row_id] += row.stepper.count
        return tuple(
            Choice(row_id=row_id, count=count) for row_id, count in chosen.items() if count
        )
