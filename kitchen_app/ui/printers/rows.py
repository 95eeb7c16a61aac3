"""The rows of a printer: a name, a few words, and large choices or a field."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from kitchen_app.services.preferences import SettingValue
from kitchen_app.ui.i18n import figures, plain_figures, tr
from kitchen_app.ui.printers.draft import PrinterSetting
from kitchen_app.ui.settings.segments import Option, SegmentGrid
from kitchen_app.ui.theme import Theme
from kitchen_app.ui.widgets.text import WrapLabel
from kitchen_app.ui.widgets.touch_button import TouchButton

_ADDRESS_KEYS = ("1", "2", "3", "4", "5", ".", "6", "7", "8", "9", "0", ":")
_NUMBER_KEYS = ("1", "2", "3", "4", "5", "6", "7", "8", "9", "0")
_ERASE = "\u232b"


class SetupRow(QWidget):
    """A name, a few words, and room for what belongs to it."""

    def __init__(self, theme: Theme, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.name = tr(f"setup.{key}")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, theme.px("gap"))
        self.column.setSpacing(theme.px("half"))
        self.column.addWidget(WrapLabel("strong", self, text=self.name))
        self.column.addWidget(WrapLabel("meta", self, text=tr(f"setup.{key}_hint")))


class PickRow(SetupRow):
    """A few values.

    Signals:
        chosen: the `PrinterSetting` and the value that is wanted.
    """

    chosen = Signal(object, object)

    def __init__(
        self,
        theme: Theme,
        setting: PrinterSetting,
        options: Sequence[Option],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, setting.value, parent)
        self.setting = setting
        self.grid = SegmentGrid(theme, self.name, options, self)
        self.column.addWidget(self.grid)
        self.grid.picked.connect(self._choose)

    @Slot(object)
    def _choose(self, value: SettingValue) -> None:
        self.chosen.emit(self.setting, value)


class PadField(QWidget):
    """A field that takes a keyboard, and keys under it for who has none.

    Signals:
        typed: the text, whenever it is another.
    """

    typed = Signal(str)

    def __init__(
        self, theme: Theme, name: str, *, has_dots: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.field = QLineEdit(self)
        self.field.setAccessibleName(name)
        self.field.setMinimumHeight(theme.px("target"))
        self.keys: dict[str, TouchButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.px("unit"), 0, theme.px("unit"))
        column.setSpacing(theme.px("unit"))
        column.addWidget(self.field)
        column.addWidget(self._build_keys(theme, _ADDRESS_KEYS if has_dots else _NUMBER_KEYS))
        self.field.textChanged.connect(self._tell)

    def _build_keys(self, theme: Theme, signs: Sequence[str]) -> QWidget:
        """Return the keys; in Arabic too an address is written from the left."""
        keys = QWidget(self)
        for part in (keys, self.field):
            part.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        grid = QGridLayout(keys)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(theme.px("unit"))
        columns = len(signs) // 2
        for place, sign in enumerate(signs):
            self.keys[sign] = TouchButton("step", keys)
            self.keys[sign].show_words(figures(sign), spoken=figures(sign))
            grid.addWidget(self.keys[sign], place // columns, place % columns)
        self.keys[_ERASE] = TouchButton("step", keys)
        self.keys[_ERASE].show_words(_ERASE, spoken=tr("recall.erase"))
        grid.addWidget(self.keys[_ERASE], 0, columns)
        for key in self.keys.values():
            key.setMinimumHeight(theme.px("target"))
            key.clicked.connect(self._press)
        return keys

    @property
    def text(self) -> str:
        """What was typed, without blanks around it and in the figures 0 to 9."""
        return plain_figures(self.field.text()).strip()

    def begin(self, text: str) -> None:
        """Start from a text; nothing is told."""
        self.field.blockSignals(True)
        self.field.setText(text)
        self.field.blockSignals(False)

    @Slot()
    def _press(self) -> None:
        sign = next(each for each, key in self.keys.items() if key is self.sender())
        if sign == _ERASE:
            self.field.backspace()
        else:
            self.field.insert(sign)

    @Slot()
    def _tell(self) -> None:
        self.typed.emit(self.text)
