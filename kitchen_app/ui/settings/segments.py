"""A few large choices side by side, one of which is in force."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from kitchen_app.services.preferences import SettingValue
from kitchen_app.ui.theme import Theme, set_state
from kitchen_app.ui.widgets.content_button import ContentButton
from kitchen_app.ui.widgets.icon import IconView
from kitchen_app.ui.widgets.text import WrapLabel


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """A value that can be chosen, in words."""

    value: SettingValue
    words: str


class Segment(ContentButton):
    """One choice; the one in force has another ground, and a mark before its words."""

    def __init__(self, theme: Theme, option: Option, parent: QWidget | None = None) -> None:
        super().__init__("segment", parent)
        self.option = option
        self._theme = theme
        self._mark = IconView(theme.px("icon"), self)
        self._words = WrapLabel("segment", self, text=option.words)
        self._words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        row = QHBoxLayout()
        unit = theme.px("unit")
        row.setContentsMargins(unit, unit, unit, unit)
        row.setSpacing(theme.px("half"))
        row.addStretch(1)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._words, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        self.hold(row)
        self.setCheckable(True)
        self.setMinimumHeight(theme.px("target"))
        self._mark.show_icon("check", theme.colour("on_inverse"))
        self.show_in_force(is_chosen=False)

    def show_in_force(self, *, is_chosen: bool) -> None:
        self.setChecked(is_chosen)
        self._mark.setVisible(is_chosen)
        set_state(self._words, "on", "yes" if is_chosen else "")


class SegmentGrid(QWidget):
    """A few values, one of which is in force. A touch only asks for another.

    They stand in as many columns as there is room for, and in no more than `columns`.

    Signals:
        picked: the value that is wanted.
    """

    picked = Signal(object)

    def __init__(
        self,
        theme: Theme,
        name: str,
        options: Sequence[Option],
        parent: QWidget | None = None,
        *,
        columns: int | None = None,
    ) -> None:
        super().__init__(parent)
        self._value: SettingValue = None
        self._least_width = theme.px("segment")
        self._most = columns or len(options)
        self.segments = [Segment(theme, option, self) for option in options]
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.px("gap"))
        self._columns = 0
        for segment in self.segments:
            segment.setAccessibleName(f"{name}: {segment.option.words}")
            segment.clicked.connect(self._pick)
        self._arrange(self._most)

    def show_value(self, value: SettingValue) -> None:
        """Show what is in force."""
        self._value = value
        for segment in self.segments:
            segment.show_in_force(is_chosen=segment.option.value == self._value)

    def take_focus(self) -> None:
        chosen = next((each for each in self.segments if each.isChecked()), self.segments[0])
        chosen.setFocus(Qt.FocusReason.TabFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(max(1, min(self._most, self.width() // self._least_width)))

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        for column in range(self._columns):
            self._grid.setColumnStretch(column, 0)
        self._columns = columns
        for place, segment in enumerate(self.segments):
            self._grid.addWidget(segment, place // columns, place % columns)
            self._grid.setColumnStretch(place % columns, 1)
        self._grid.activate()

    @Slot()
    def _pick(self) -> None:
        segment = self.sender()
        self.show_value(self._value)  # what is in force is shown when it is
        if isinstance(segment, Segment):
            self.picked.emit(segment.option.value)
