"""How long people are kept, in plain words; what a shorter time costs is told before."""

from collections.abc import Iterable

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kitchen_app.services.erasure_ports import Toll
from kitchen_app.services.preferences import Chosen, Setting, SettingValue
from kitchen_app.ui.i18n import tr
from kitchen_app.ui.privacy_asks import PrivacyAsks
from kitchen_app.ui.settings.computer_rows import ComputerRow
from kitchen_app.ui.settings.rows import Row
from kitchen_app.ui.settings.segments import Option, SegmentGrid
from kitchen_app.ui.theme import Theme
from kitchen_app.ui.widgets.hold_button import HoldButton
from kitchen_app.ui.widgets.text import WrapLabel
from kitchen_app.ui.widgets.touch_button import TouchButton

_CHOICES = {
    Setting.MASK_AFTER_HOURS: (1, 6, 12, 24, 48, 72, 168),
    Setting.DELETE_AFTER_DAYS: (1, 7, 14, 30, 60, 90),
}
"""Hours and days, within what the file takes."""

_DAY_H = 24


class TollQuestion(QWidget):
    """What would be lost, and the button that is held for it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        gap = theme.px("gap")
        hint, going = tr("hold.hint"), tr("hold.going")
        self._told = WrapLabel("strong", self)
        self.yes_button = HoldButton(theme, hint=hint, going=going, parent=self)
        self.no_button = TouchButton("quiet", self, text=tr("settings.toll_leave"))
        self.no_button.setAccessibleName(self.no_button.text())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, gap, 0, gap)
        column.setSpacing(gap)
        for part in (self._told, self.yes_button, self.no_button):
            column.addWidget(part)

    @property
    def told(self) -> str:
        return self._told.text()

    def ask(self, toll: Toll, wish: str) -> None:
        """Say what it costs to shorten a time to what is wished for, in words."""
        words = tr("settings.toll_confirm", time=wish)
        self.yes_button.show_words(words, spoken=words)
        parts = [tr("settings.toll_soon")]
        if toll.masked:
            parts.append(tr("settings.toll_masked", n=toll.masked))
        if toll.deleted:
            parts.append(tr("settings.toll_deleted", n=toll.deleted))
        self._told.show_text("\n".join(parts))
        self.show()
        self.no_button.setFocus()  # which brings it into sight


class PrivacyRow(Row):
    """A limit with a few values. A longer one is in force at once, as is one that costs nothing."""

    def __init__(
        self,
        theme: Theme,
        setting: Setting,
        asks: PrivacyAsks,
        chosen: Chosen,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, setting, parent)
        self._asks = asks
        self._in_force = _number(chosen.value(setting))
        self._wish: int | None = None
        values = sorted({*_CHOICES[setting], self._in_force})
        options = [Option(value=value, words=_words(setting, value)) for value in values]
        self._choice = SegmentGrid(theme, self.name, options, self)
        self.segments = {segment.option.value: segment for segment in self._choice.segments}
        self.question = TollQuestion(theme, self)
        self.column.addWidget(self._choice)
        self.column.addWidget(self.question)
        self.question.hide()
        self._choice.picked.connect(self._choose)
        self.question.yes_button.held.connect(self._confirm)
        self.question.no_button.clicked.connect(self._leave)
        asks.counted.connect(self._take_toll)

    def show_chosen(self, chosen: Chosen) -> None:
        self._in_force = _number(chosen.value(self.setting))
        self._choice.show_value(self._in_force)
        self._leave()

    def take_focus(self) -> None:
        self._choice.take_focus()

    @Slot(object)
    def _choose(self, value: SettingValue) -> None:
        wish = _number(value)
        self._leave()
        if wish < self._in_force:
            self._wish = wish
            self._asks.count(self.setting, wish)
        else:
            self.chosen.emit(self.setting, wish)

    @Slot(object, object, object)
    def _take_toll(self, setting: Setting, value: SettingValue, toll: Toll) -> None:
        if (setting, value) != (self.setting, self._wish):
            return  # another limit, or somebody has touched another value meanwhile
        if toll:
            self.question.ask(toll, _words(setting, _number(value)))
        else:
            self._confirm()

    @Slot()
    def _confirm(self) -> None:
        wish = self._wish
        self._leave()
        if wish is not None:
            self.chosen.emit(self.setting, wish)

    @Slot()
    def _leave(self) -> None:
        self._wish = None
        self.question.hide()


def privacy_rows(
    theme: Theme, asks: PrivacyAsks, chosen: Chosen, parent: QWidget
) -> Iterable[QWidget]:
    """Return the place of privacy in the settings: what is kept and why, and both limits."""
    yield ComputerRow(theme, "privacy", parent)
    for setting in _CHOICES:
        yield PrivacyRow(theme, setting, asks, chosen, parent)


def _number(value: SettingValue) -> int:
    return value if isinstance(value, int) else 0


def _words(setting: Setting, value: int) -> str:
    """Return a limit as people say it: two days rather than 48 hours."""
    if setting is Setting.DELETE_AFTER_DAYS:
        return tr("settings.days", n=value)
    if value > _DAY_H and value % _DAY_H == 0:
        return tr("settings.days", n=value // _DAY_H)
    return tr("settings.hours", n=value)
