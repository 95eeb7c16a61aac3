"""What is in an order: quantities, names, options, notes; struck off as they are made."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from kitchen_app.domain.marks import NO_MARKS, LineKey, MarksView, line_keys
from kitchen_app.domain.order import Line
from kitchen_app.ui import words
from kitchen_app.ui.board.notices import LONG_NOTE, note_look
from kitchen_app.ui.i18n import figures, tr
from kitchen_app.ui.theme import Theme, set_state
from kitchen_app.ui.widgets.badge import Badge
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
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        self._line = line
        self._extras: list[QWidget] = []
        self._as_ordered: WrapLabel | None = None
        self._muted: list[QWidget] = []
        self._badge: Badge | None = None
        self._is_struck = False
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.px("unit"))
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(1, 1)
        self._box = self._quantity_box(line.to_make)
        grid.addWidget(self._box, 0, 0, Qt.AlignmentFlag.AlignTop)
        title = WrapLabel("line", self, text=words.line_title(line))
        grid.addWidget(title, 0, 1, Qt.AlignmentFlag.AlignVCenter)
        self._muted.append(title)
        if ordered := words.line_as_ordered(line):
            self._as_ordered = WrapLabel("meta", self, text=ordered)
            grid.addWidget(self._as_ordered, grid.rowCount(), 1)
        if refunded := words.refunded_text(line):
            grid.addWidget(WrapLabel("refunded", self, text=refunded), grid.rowCount(), 1)
        self._add_options(grid, line, whole=whole)
        if line.note:
            note = Notice(theme, self)
            note.show_look(note_look(line.note, letters=None if whole else LONG_NOTE))
            grid.addWidget(note, grid.rowCount(), 1)
            if not words.mentions_allergy(line.note):
                self._extras.append(note)
        self._tell()

    @property
    def is_struck(self) -> bool:
        return self._is_struck

    @property
    def is_changed(self) -> bool:
        """Whether the row says that it is different from how it was last seen."""
        return self._badge is not None and not self._badge.isHidden()

    def show_struck(self, is_struck: bool) -> None:
        """Strike the line through, or bring it back; nothing moves. Notes stay as they are."""
        if is_struck == self._is_struck:
            return
        self._is_struck = is_struck
        self._box.show_done(is_struck)
        for label in self._muted:
            set_state(label, "struck", "yes" if is_struck else "")
        self._tell()

    def show_changed(self, is_changed: bool) -> None:
        """Say, or say no longer, that the line is different from how it was last seen."""
        grid = self.layout()
        if self._badge is None and is_changed and isinstance(grid, QGridLayout):
            self._badge = Badge(self._theme, tr("card.changed"), self, kind="changed")
            grid.addWidget(self._badge, grid.rowCount(), 1, Qt.AlignmentFlag.AlignLeft)
        if self._badge is not None:
            self._badge.setVisible(is_changed)

    def _tell(self) -> None:
        """Say the line, and whether it is done, to a screen reader."""
        key = "card.line_done" if self._is_struck else "card.line_open"
        name = words.line_title(self._line)
        self.setAccessibleName(tr(key, n=self._line.to_make, name=name))

    @property
    def has_as_ordered(self) -> bool:
        """Whether the kitchen reads another name than the customer."""
        return self._as_ordered is not None

    def show_as_ordered(self, is_shown: bool) -> None:
        """Show the customer's name of the product under the kitchen's, or the kitchen's alone."""
        if self._as_ordered is not None:
            self._as_ordered.setVisible(is_shown)
            if (grid := self.layout()) is not None:
                grid.activate()

    def show_extras(self, is_shown: bool) -> bool:
        """Show options and remark, or the name alone; return whether something is hidden.

        An allergy is always shown.
        """
        for extra in self._extras:
            extra.setVisible(is_shown)
        if (grid := self.layout()) is not None:
            grid.activate()
        return bool(self._extras) and not is_shown

    def _add_options(self, grid: QGridLayout, line: Line, *, whole: bool) -> None:
        for option in line.options:
            label = WrapLabel("option", self, text=words.option_text(option, line.to_make))
            indent = 2 * self._theme.px("unit") * option.depth
            holder = QVBoxLayout()
            holder.setContentsMargins(indent, 0, 0, 0)
            holder.addWidget(label)
            if whole and (ordered := words.option_as_ordered(option)):
                holder.addWidget(WrapLabel("meta", self, text=ordered))
            grid.addLayout(holder, grid.rowCount(), 1)
            self._extras.append(label)
            self._muted.append(label)

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
    """The products of an order; those that do not fit are folded away and counted.

    Signals:
        strike_wanted: the key of a line that was touched, and whether to strike it off.
    """

    strike_wanted = Signal(str, bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, whole: bool = False) -> None:
        super().__init__(parent)
        self._theme = theme
        self._whole = whole
        self._lines: tuple[Line, ...] = ()
        self._rows: list[LineRow] = []
        self._keys: tuple[LineKey, ...] = ()
        self._can_strike = False
        self._chosen: LineRow | None = None
        self._pressed: LineRow | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.hide()

    @property
    def rows(self) -> list[LineRow]:
        return self._rows

    def show_lines(
        self, lines: tuple[Line, ...], marks: MarksView = NO_MARKS, *, can_strike: bool = False
    ) -> None:
        """Show all of these lines; widgets that are on the screen already are kept."""
        self._can_strike = can_strike
        # A line and the space around it are as high as a finger, where a touch does something.
        tall = self._theme.px("target") - self._theme.px("quantity")
        self._column.setSpacing(tall if can_strike else self._theme.px("unit"))
        if not can_strike:
            self.choose(None)
            self._pressed = None
        if lines != self._lines:
            self._make_rows(lines)
        for key, row in zip(self._keys, self._rows, strict=True):
            row.show_struck(key in marks.struck)
            row.show_changed(key in marks.changed_lines)

    @property
    def chosen(self) -> LineRow | None:
        """The line that the keyboard has come to."""
        return self._chosen

    def choose(self, row: LineRow | None) -> None:
        for each, state in ((self._chosen, ""), (row, "yes")):
            if each is not None:
                set_state(each, "chosen", state)
        self._chosen = row

    def choose_next(self, step: int) -> bool:
        """Go to the next line (1) or the one before (-1) in sight; False if there is none."""
        rows = [row for row in self._rows if not row.isHidden()]
        if not self._can_strike or not rows:
            return False
        at = rows.index(self._chosen) + step if self._chosen in rows else min(step, 0) % len(rows)
        if 0 <= at < len(rows):
            self.choose(rows[at])
            return True
        return False

    def strike(self, row: LineRow) -> None:
        """Ask to strike a line off, or to bring it back."""
        self.strike_wanted.emit(self._keys[self._rows.index(row)], not row.is_struck)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or not self.press(event.position()):
            super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not self.release(event.position()):
            super().mouseReleaseEvent(event)

    def press(self, place: QPointF) -> bool:
        """Take a press at a place, also just outside; False if there is nothing to strike off."""
        self._pressed = self.row_at(place.toPoint()) if self._can_strike else None
        return self._pressed is not None

    def release(self, place: QPointF) -> bool:
        """Strike the line off on which a finger went down and up again; scrolling is no touch.

        False if nothing was pressed.
        """
        pressed, self._pressed = self._pressed, None
        if pressed is not None and pressed is self.row_at(place.toPoint()):
            self.strike(pressed)
        return pressed is not None

    def row_at(self, place: QPoint) -> LineRow | None:
        """Return the line at a place; the space between belongs to the nearer one."""
        half = self._column.spacing() // 2
        for row in self._rows:
            if not row.isHidden() and row.geometry().adjusted(0, -half, 0, half).contains(place):
                return row
        return None

    def _make_rows(self, lines: tuple[Line, ...]) -> None:
        self.choose(None)
        self._pressed = None
        self._keys = line_keys(lines)
        for row in self._rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = [LineRow(self._theme, line, self, whole=self._whole) for line in lines]
        for row in self._rows:
            self._column.addWidget(row)
        self._lines = lines
        self.setVisible(bool(lines))

    def fold(self, room: QSize, *, button: int, options: bool, small_print: bool = True) -> Folded:
        """Hide the lines that do not fit, and return what is out of sight.

        Nothing is hidden to win less than `button` pixels: so much room takes the button that
        shows the rest. `options` tells whether more than the names is shown, `small_print`
        whether the customer's names may be: they are as long as every line is in sight with them.
        """
        cut = [row.show_extras(options) for row in self._rows]
        if small_print and self._fits_as_ordered(room, button):
            shown = set(range(len(self._rows)))
        else:
            shown = self._fitting(room, button)
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

    def _fits_as_ordered(self, room: QSize, button: int) -> bool:
        """Show the customer's names and tell whether all lines are in sight with them."""
        heights = self._heights(room.width(), as_ordered=True)
        is_needed = any(row.has_as_ordered for row in self._rows)
        return is_needed and sum(heights) <= room.height() + self._column.spacing() + button

    def _fitting(self, room: QSize, button: int) -> set[int]:
        """Hide the customer's names and return which lines are in sight without them."""
        heights = self._heights(room.width(), as_ordered=False)
        shown = fitting(self._lines, heights, room.height() + self._column.spacing())
        won = sum(height for index, height in enumerate(heights) if index not in shown)
        return set(range(len(heights))) if won <= button else shown

    def _heights(self, width: int, *, as_ordered: bool) -> list[int]:
        """Return how high each row is, with the space after it."""
        for row in self._rows:
            row.show_as_ordered(as_ordered)
        return [row.heightForWidth(width) + self._column.spacing() for row in self._rows]


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
