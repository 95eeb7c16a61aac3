"""One row for each setting: its name, a few words, and large choices."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kitchen_app.services.preferences import Chosen, Setting, SettingValue
from kitchen_app.services.settings import LONGEST_COOKING_MIN
from kitchen_app.ui.i18n import figures, tr
from kitchen_app.ui.settings.segments import Option, SegmentGrid
from kitchen_app.ui.theme import Theme
from kitchen_app.ui.widgets.stepper import Stepper
from kitchen_app.ui.widgets.text import WrapLabel

_SETTLED_AFTER_MS = 700


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
        self._choice = SegmentGrid(theme, self.name, options, self)
        self.segments = self._choice.segments
        self.column.addWidget(self._choice)
        self._choice.picked.connect(self._choose)

    def show_chosen(self, chosen: Chosen) -> None:
        self._choice.show_value(chosen.value(self.setting))

    def take_focus(self) -> None:
        self._choice.take_focus()

    @Slot(object)
    def _choose(self, value: SettingValue) -> None:
        self.chosen.emit(self.setting, value)


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
