"""The bar over the settings: what was changed last, and how to take it back."""

from datetime import datetime
from typing import Protocol

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from kitchen_app.ui.i18n import isolate, tr
from kitchen_app.ui.settings.changes import Stage
from kitchen_app.ui.theme import Theme, set_state
from kitchen_app.ui.widgets.text import WrapLabel
from kitchen_app.ui.widgets.touch_button import TouchButton


class Change(Protocol):
    """What was changed, in words; `until` is how long that can be taken back."""

    @property
    def stage(self) -> Stage: ...

    @property
    def name(self) -> str: ...

    @property
    def until(self) -> datetime | None: ...

    @property
    def why(self) -> str: ...


class TakeBack(Protocol):
    """Remembers the last change of some kind."""

    @property
    def last(self) -> Change | None: ...

    @property
    def left_s(self) -> int: ...

    def keep(self) -> None: ...

    def take_back(self) -> None: ...


class ChangeBar(QFrame):
    """Shows one change; there is none, and no bar, when nothing can be done about it."""

    def __init__(self, theme: Theme, changes: TakeBack, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._changes = changes
        self._title = WrapLabel("strong", self)
        self._why = WrapLabel("meta", self)
        self.keep_button = TouchButton("keep", self, text=tr("settings.keep"))
        self.back_button = TouchButton("", self, text=tr("settings.take_back"))
        gap = theme.px("gap")
        buttons = QHBoxLayout()
        buttons.setSpacing(gap)
        buttons.addWidget(self.keep_button, 1)
        buttons.addWidget(self.back_button, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(gap, gap, gap, gap)
        column.setSpacing(theme.px("unit"))
        column.addWidget(self._title)
        column.addWidget(self._why)
        column.addLayout(buttons)
        for button in (self.keep_button, self.back_button):
            button.setAccessibleName(button.text())
        self.keep_button.clicked.connect(changes.keep)
        self.back_button.clicked.connect(changes.take_back)
        self.show_last()

    @property
    def title(self) -> str:
        return self._title.text()

    @property
    def why(self) -> str:
        return self._why.text()

    @Slot()
    def show_last(self) -> None:
        """Show the last change as it stands now."""
        last = self._changes.last
        is_told = last is not None and (last.until is not None or last.stage is Stage.FAILED)
        self.setVisible(is_told)
        if last is None or not is_told:
            return
        set_state(self, "stage", last.stage.value)
        self._title.show_text(self._words(last))
        is_failure = last.stage is Stage.FAILED
        why = f"{tr('settings.not_kept_cure')}\n{isolate(last.why)}" if is_failure else ""
        self._why.show_text(why)
        self._why.setVisible(is_failure)
        self.keep_button.setVisible(last.stage is Stage.TRIED)
        self.back_button.setText(tr("fault.close" if is_failure else "settings.take_back"))
        self.back_button.setAccessibleName(self.back_button.text())

    def _words(self, last: Change) -> str:
        if last.stage is Stage.TRIED:
            return tr("settings.trial", n=self._changes.left_s)
        key = "settings.not_kept" if last.stage is Stage.FAILED else "settings.changed"
        return tr(key, name=last.name)
