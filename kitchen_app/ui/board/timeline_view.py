"""What happened to an order, with the times: for whoever decides about it later."""

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from kitchen_app.domain.timeline import Step, milestones
from kitchen_app.services.board import CardView
from kitchen_app.ui import words
from kitchen_app.ui.i18n import tr
from kitchen_app.ui.theme import Theme
from kitchen_app.ui.widgets.text import WrapLabel


class TimelineView(QWidget):
    """A title, then one row a step: the clock time and the word."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[tuple[WrapLabel, WrapLabel]] = []
        self._shown: list[tuple[str, str]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.px("gap"))
        self._grid.setVerticalSpacing(theme.px("half"))
        self._grid.setColumnStretch(1, 1)
        self._grid.addWidget(WrapLabel("strong", self, text=tr("step.title")), 0, 0, 1, 2)

    @property
    def shown(self) -> list[tuple[str, str]]:
        """The rows as they are read: time and word."""
        return self._shown

    def show_card(self, card: CardView, now: datetime) -> None:
        words_of = {step: tr(f"step.{step.value}") for step in Step}
        if card.accepted_by_program:
            words_of[Step.ACCEPTED] = tr("card.by_program")
        told = milestones(card.order)
        rows = [(each.at, words_of[each.step]) for each in told]
        marks = card.marks
        if marks.ticked and marks.ticked_at is not None:
            ticked = tr("step.ticked", n=marks.ticked, of=marks.to_tick)
            rows = sorted([*rows, (marks.ticked_at, ticked)], key=_time_of)
        self._shown = [(words.moment(at, now), word) for at, word in rows]
        while len(self._rows) < len(self._shown):
            self._add_row()
        for index, (time, word) in enumerate(self._rows):
            is_used = index < len(self._shown)
            time.setVisible(is_used)
            word.setVisible(is_used)
            if is_used:
                time.show_text(self._shown[index][0])
                word.show_text(self._shown[index][1])

    def _add_row(self) -> None:
        time, word = WrapLabel("state", self), WrapLabel("option", self)
        row = self._grid.rowCount()
        self._grid.addWidget(time, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(word, row, 1)
        self._rows.append((time, word))


def _time_of(row: tuple[datetime, str]) -> datetime:
    return row[0]
