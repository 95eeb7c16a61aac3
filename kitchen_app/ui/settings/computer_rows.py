"""What is set up on this computer: starting at log-in, and how the sounds are heard."""

from PySide6.QtCore import Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from kitchen_app.services.alarm import Sound
from kitchen_app.services.autostart import NoStart, StartState
from kitchen_app.ui.house_asks import HouseAsks
from kitchen_app.ui.i18n import isolate, tr
from kitchen_app.ui.settings.segments import Option, Segment
from kitchen_app.ui.sounds import Loudspeaker
from kitchen_app.ui.theme import Theme
from kitchen_app.ui.widgets.text import WrapLabel
from kitchen_app.ui.widgets.touch_button import TouchButton

_HEARD = (Sound.NEW, Sound.CANCELLED, Sound.REFUND, Sound.RIDER, Sound.FAULT)


class ComputerRow(QWidget):
    """A name, a few words, and room for what belongs to it."""

    def __init__(self, theme: Theme, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = tr(f"settings.{key}")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, theme.px("gap"))
        self.column.setSpacing(theme.px("half"))
        self.column.addWidget(WrapLabel("strong", self, text=self.name))
        self.column.addWidget(WrapLabel("meta", self, text=tr(f"settings.{key}_hint")))


class StartRow(ComputerRow):
    """Whether the program starts at log-in, as the system says; a touch only asks."""

    def __init__(self, theme: Theme, asks: HouseAsks, parent: QWidget | None = None) -> None:
        super().__init__(theme, "start", parent)
        self._asks = asks
        self.segments = {
            state: Segment(theme, Option(value=state, words=tr(f"settings.start_{state}")), self)
            for state in (StartState.ON, StartState.OFF)
        }
        self.told = WrapLabel("meta", self)
        row = QHBoxLayout()
        row.setSpacing(theme.px("gap"))
        for segment in self.segments.values():
            segment.setAccessibleName(f"{self.name}: {segment.option.words}")
            segment.setEnabled(False)
            segment.clicked.connect(self._ask)
            row.addWidget(segment, 1)
        self.column.addLayout(row)
        self.column.addWidget(self.told)
        self.told.hide()
        asks.start_known.connect(self._show_known)
        asks.start_failed.connect(self._show_failure)
        asks.look_at_start()

    @Slot(object)
    def _show_known(self, state: StartState | NoStart) -> None:
        is_possible = isinstance(state, StartState)
        for value, segment in self.segments.items():
            segment.show_in_force(is_chosen=value is state)
            segment.setEnabled(is_possible)
            segment.setVisible(is_possible)
        needs_words = state not in (StartState.ON, StartState.OFF)
        self._tell(tr(f"settings.start_{state}") if needs_words else "")

    @Slot(str)
    def _show_failure(self, why: str) -> None:
        """Say why; what is in force is not known, and can be asked for again."""
        for segment in self.segments.values():
            segment.show_in_force(is_chosen=False)
            segment.setEnabled(True)
        self._tell(f"{tr('settings.start_failed')}\n{isolate(why)}")

    def _tell(self, text: str) -> None:
        self.told.show_text(text)
        self.told.setVisible(bool(text))

    @Slot()
    def _ask(self) -> None:
        """Ask the system; until it answers nothing is called chosen, and nothing asked twice."""
        is_on = self.sender() is self.segments[StartState.ON]
        for segment in self.segments.values():
            segment.show_in_force(is_chosen=False)
            segment.setEnabled(False)
        self._asks.switch_start(is_on)


class SoundsRow(ComputerRow):
    """One button for each sound that the kitchen must know."""

    def __init__(self, theme: Theme, sound: Loudspeaker, parent: QWidget | None = None) -> None:
        super().__init__(theme, "sounds", parent)
        self._sound = sound
        self._least_width = theme.px("segment")
        self._grid = QGridLayout()
        self._grid.setSpacing(theme.px("gap"))
        self._columns = 0
        self.column.addLayout(self._grid)
        self.buttons: dict[Sound, TouchButton] = {}
        for heard in _HEARD:
            button = TouchButton("quiet", self, text=tr(f"settings.sound_{heard.value}"))
            button.setAccessibleName(f"{self.name}: {button.text()}")
            button.setProperty("sound", heard.value)
            button.clicked.connect(self._play)
            self.buttons[heard] = button
        self._arrange(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(max(1, min(3, self.width() // self._least_width)))

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        for column in range(self._columns):
            self._grid.setColumnStretch(column, 0)
        self._columns = columns
        for place, button in enumerate(self.buttons.values()):
            self._grid.addWidget(button, place // columns, place % columns)
            self._grid.setColumnStretch(place % columns, 1)

    @Slot()
    def _play(self) -> None:
        self._sound.play_once(Sound(self.sender().property("sound")))
