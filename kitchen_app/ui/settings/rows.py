"""One row for each setting: its name, a few words, and large choices."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from kitchen_app.services.preferences import Chosen, Setting, SettingValue
from kitchen_app.services.settings import LONGEST_COOKING_MIN
from kitchen_app.ui.i18n import figures, tr
from kitchen_app.ui.theme import Theme, set_state
from kitchen_app.ui.widgets.content_button import ContentButton
from kitchen_app.ui.widgets.icon import IconView
from kitchen_app.ui.widgets.stepper import Stepper
from kitchen_app.ui.widgets.text import WrapLabel

_SETTLED_AFTER_MS = 700


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """A value that can be chosen, in words."""

    value: SettingValue
    words: str


class Row(QWidget):
    """The head of every row; what is chosen stands under it.

    Signals:
        chosen: the `Setting` and its new value.
    """

    chosen = Signal(object, object)

    def __init__(self, theme: Theme, setting: Setting, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setting = setting
        self.name = tr(f"settings.{setting.value}")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, theme.px("gap"))
        self.column.setSpacing(theme.px("half"))
        self.column.addWidget(WrapLabel("strong", self, text=self.name))
        hint = tr(f"settings.{setting.value}_hint")
        self.column.addWidget(WrapLabel("meta", self, text=hint))

    def show_chosen(self, chosen: Chosen) -> None:
        """Show what is in force."""
        raise NotImplementedError

    def take_focus(self) -> None:
        """Put the keyboard where this setting is changed."""
        raise NotImplementedError


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


class ChoiceRow(Row):
    """A setting with a few values, in as many columns as there is room for."""

    def __init__(
        self,
        theme: Theme,
        setting: Setting,
        options: Sequence[Option],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, setting, parent)
        self._value: SettingValue = None
        self._least_width = theme.px("segment")
        self.segments = [Segment(theme, option, self) for option in options]
        self._grid = QGridLayout()
        self._grid.setSpacing(theme.px("gap"))
        self._columns = 0
        self.column.addLayout(self._grid)
        for segment in self.segments:
            segment.setAccessibleName(f"{self.name}: {segment.option.words}")
            segment.clicked.connect(self._choose)
        self._arrange(len(self.segments))

    def show_chosen(self, chosen: Chosen) -> None:
        self._value = chosen.value(self.setting)
        self._show_value()

    def _show_value(self) -> None:
        for segment in self.segments:
            segment.show_in_force(is_chosen=segment.option.value == self._value)

    def take_focus(self) -> None:
        chosen = next((each for each in self.segments if each.isChecked()), self.segments[0])
        chosen.setFocus(Qt.FocusReason.TabFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(max(1, min(len(self.segments), self.width() // self._least_width)))

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        for column in range(self._columns):
            self._grid.setColumnStretch(column, 0)
        self._columns = columns
        for place, segment in enumerate(self.segments):
            self._grid.addWidget(segment, place // columns, place % columns)
            self._grid.setColumnStretch(place % columns, 1)

    @Slot()
    def _choose(self) -> None:
        segment = self.sender()
        self._show_value()  # a touch only asks: what is in force is shown when it is
        if isinstance(segment, Segment):
            self.chosen.emit(self.setting, segment.option.value)


class MinutesRow(Row):
    """A number of minutes; asked for when nobody has stepped it for a moment."""

    def __init__(self, theme: Theme, setting: Setting, parent: QWidget | None = None) -> None:
        super().__init__(theme, setting, parent)
        self.stepper = Stepper(
            theme,
            most=1,
            least=1,
            less=tr("settings.less", name=self.name),
            more=tr("settings.more", name=self.name),
            figures=figures,
            parent=self,
        )
        self.column.addWidget(self.stepper, 0, Qt.AlignmentFlag.AlignLeading)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLED_AFTER_MS)
        self._settle.timeout.connect(self.ask_now)
        self.stepper.count_changed.connect(self._settle.start)

    def show_chosen(self, chosen: Chosen) -> None:
        """Show the number; it stays on its side of the other one."""
        soon, late = chosen.screen.soon_after_min, chosen.screen.late_after_min
        self._settle.stop()
        if self.setting is Setting.SOON_AFTER_MIN:
            self.stepper.begin(soon, least=1, most=late - 1)
        else:
            self.stepper.begin(late, least=soon + 1, most=LONGEST_COOKING_MIN)

    @Slot()
    def ask_now(self) -> None:
        """Ask for the number that is shown."""
        self._settle.stop()
        self.chosen.emit(self.setting, self.stepper.count)

    def take_focus(self) -> None:
        more, less = self.stepper.more_button, self.stepper.less_button
        (more if more.isEnabled() else less).setFocus(Qt.FocusReason.TabFocusReason)
