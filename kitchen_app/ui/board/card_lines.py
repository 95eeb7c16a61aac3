"""What is in an order: quantities, names, options, notes."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from kitchen_app.domain.order import Line
from kitchen_app.ui import words
from kitchen_app.ui.board.notices import LONG_NOTE, note_look
from kitchen_app.ui.i18n import figures
from kitchen_app.ui.theme import Theme
from kitchen_app.ui.widgets.notice import Notice
from kitchen_app.ui.widgets.quantity_box import QuantityBox
from kitchen_app.ui.widgets.text import WrapLabel


@dataclass(frozen=True, slots=True, kw_only=True)
class Folded:
    """How many lines are out of sight, how many remarks, and whether options are."""

    lines: int = 0
    remarks: int = 0
    options: bool = False


class LineRow(QWidget):
    """One product; options and the customer's remark are indented under its name."""

    def __init__(
        self, theme: Theme, line: Line, parent: QWidget | None = None, *, whole: bool = False
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._extras: list[QWidget] = []
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.px("unit"))
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self._quantity_box(line.to_make), 0, 0, Qt.AlignmentFlag.AlignTop)
        title = WrapLabel("line", self, text=words.line_title(line))
        grid.addWidget(title, 0, 1, Qt.AlignmentFlag.AlignVCenter)
        if refunded := words.refunded_text(line):
            grid.addWidget(WrapLabel("refunded", self, text=refunded), grid.rowCount(), 1)
        self._add_options(grid, line)
        if line.note:
            note = Notice(theme, self)
            note.show_look(note_look(line.note, letters=None if whole else LONG_NOTE))
            grid.addWidget(note, grid.rowCount(), 1)
            if not words.mentions_allergy(line.note):
                self._extras.append(note)

    def show_extras(self, is_shown: bool) -> bool:
        """Show options and remark, or the name alone; return whether something is hidden.

        An allergy is always shown.
        """
        for extra in self._extras:
            extra.setVisible(is_shown)
        if (grid := self.layout()) is not None:
            grid.activate()
        return bool(self._extras) and not is_shown

    def _add_options(self, grid: QGridLayout, line: Line) -> None:
        for option in line.options:
            label = WrapLabel("option", self, text=words.option_text(option, line.to_make))
            indent = 2 * self._theme.px("unit") * option.depth
            holder = QVBoxLayout()
            holder.setContentsMargins(indent, 0, 0, 0)
            holder.addWidget(label)
            grid.addLayout(holder, grid.rowCount(), 1)
            self._extras.append(label)

    def _quantity_box(self, quantity: int) -> QuantityBox:
        theme = self._theme
        return QuantityBox(
            quantity,
            side=theme.px("quantity"),
            font=theme.font("line", bold=True),
            fill=theme.colour("inverse"),
            on_fill=theme.colour("on_inverse"),
            plain=theme.colour("ink_muted"),
            figure=figures(str(quantity)),
            parent=self,
        )


class LinesView(QWidget):
    """The products of an order; those that do not fit are folded away and counted."""

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, whole: bool = False) -> None:
        super().__init__(parent)
        self._theme = theme
        self._whole = whole
        self._lines: tuple[Line, ...] = ()
        self._rows: list[LineRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px("unit"))
        self.hide()

    @property
    def rows(self) -> list[LineRow]:
        return self._rows

    def show_lines(self, lines: tuple[Line, ...]) -> None:
        """Show all of these lines; nothing happens if they are on the screen already."""
        if lines == self._lines:
            return
        for row in self._rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = [LineRow(self._theme, line, self, whole=self._whole) for line in lines]
        for row in self._rows:
            self._column.addWidget(row)
        self._lines = lines
        self.setVisible(bool(lines))

    def fold(self, room: QSize, *, button: int, options: bool) -> Folded:
        """Hide the lines that do not fit, and return what is out of sight.

        Nothing is hidden to win less than `button` pixels: so much room takes the button that
        shows the rest. `options` tells whether more than the names is shown.
        """
        cut = [row.show_extras(options) for row in self._rows]
        spacing = self._column.spacing()
        heights = [row.heightForWidth(room.width()) + spacing for row in self._rows]
        shown = fitting(self._lines, heights, room.height() + spacing)
        won = sum(height for index, height in enumerate(heights) if index not in shown)
        if won <= button:
            shown = set(range(len(heights)))
        for index, row in enumerate(self._rows):
            row.setVisible(index in shown)
        unseen = [
            line.note
            for index, line in enumerate(self._lines)
            if index not in shown or (not options and not words.mentions_allergy(line.note))
        ]
        return Folded(
            lines=len(self._lines) - len(shown),
            remarks=sum(map(bool, unseen)),
            options=any(cut[index] for index in shown),
        )


def fitting(lines: Sequence[Line], heights: Sequence[int], room: int) -> set[int]:
    """Return the indexes of the lines to show: one at least, and every allergy whatever the room.

    Then remarks come before lines without, because a cook who overlooks one cooks twice.
    """
    shown: set[int] = set()
    taken = 0
    for _, index in sorted((_rank(line), index) for index, line in enumerate(lines)):
        is_must = _rank(lines[index]) == 0 or not shown
        if is_must or taken + heights[index] <= room:
            shown.add(index)
            taken += heights[index]
    return shown


def _rank(line: Line) -> int:
    """Return 0 for an allergy, 1 for a remark, 2 for neither."""
    if not line.note:
        return 2
    return 0 if words.mentions_allergy(line.note) else 1
