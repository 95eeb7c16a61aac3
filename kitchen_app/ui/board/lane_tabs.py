"""Chooses the lane that has the whole screen; says of the others how many wait, and how badly."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QSizePolicy, QWidget

from kitchen_app.domain.projection import Lane
from kitchen_app.domain.refunds import waiting_case
from kitchen_app.services.board import CardView
from kitchen_app.ui.board.grades import Grade, grade, remaining_s
from kitchen_app.ui.i18n import figures, tr
from kitchen_app.ui.theme import Theme, set_state
from kitchen_app.ui.widgets.touch_button import TouchButton

_CALM = ""


class LaneTabs(QFrame):
    """One large button for each lane, with its count.

    Signals:
        chosen: the `Lane` that somebody wants to see.
    """

    chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons = {lane: TouchButton("tab", self) for lane in Lane}
        group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px("gap"))
        for lane, button in self.buttons.items():
            button.setCheckable(True)
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            button.clicked.connect(self._choose)
            group.addButton(button)
            row.addWidget(button, 1)
            self._name(lane, 0)

    def show_chosen(self, lane: Lane) -> None:
        self.buttons[lane].setChecked(True)

    def follow(self, lanes: Mapping[Lane, Sequence[CardView]], now: datetime) -> None:
        """Say how many orders each lane has, and let one stand out that calls for somebody."""
        for lane, views in lanes.items():
            self._name(lane, len(views))
            set_state(self.buttons[lane], "tone", _tone(views, now))

    def _name(self, lane: Lane, count: int) -> None:
        text = f"{tr(f'lane.{lane.value}')} {figures(str(count))}"
        self.buttons[lane].show_words(text, spoken=text)

    @Slot()
    def _choose(self) -> None:
        self.chosen.emit(next(lane for lane, b in self.buttons.items() if b is self.sender()))


def _tone(views: Sequence[CardView], now: datetime) -> str:
    """Return the colour of the most urgent thing that waits among these orders."""
    if any(view.is_stop for view in views):
        return "stop"
    cases = [waiting_case(view.refunds) for view in views]
    limits = [view.accept_by for view in views if view.accept_by is not None]
    limits += [case.answer_by for case in cases if case is not None and case.answer_by is not None]
    if not limits:
        return _CALM
    urgency = grade(remaining_s(min(limits), now))
    return Grade.IN_TIME.value if urgency is Grade.IN_TIME else urgency.colour
