"""What the history is limited to: days, how orders ended, who brought them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from enum import StrEnum

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from kitchen_app.domain.history import Standing, Wanted
from kitchen_app.domain.order import Fulfilment
from kitchen_app.ui.i18n import tr
from kitchen_app.ui.settings.segments import Option, Segment
from kitchen_app.ui.theme import Theme


class Period(StrEnum):
    """Days of the kitchen, up to today; another day is typed."""

    TODAY = "today"
    YESTERDAY = "yesterday"
    WEEK = "week"


_DAYS = {Period.TODAY: (0, 0), Period.YESTERDAY: (1, 1), Period.WEEK: (6, 0)}
"""How many days ago each begins and ends."""

_SIDE_BY_SIDE = 3

_FULFILMENTS = (Fulfilment.DELIVERY, Fulfilment.PICKUP, Fulfilment.SELF_DELIVERY)


class Chips(QWidget):
    """A few choices, of which one or none is in force; a touch on the one in force lifts it.

    Signals:
        changed: another one, or none, is in force.
    """

    changed = Signal()

    def __init__(
        self, theme: Theme, name: str, options: Sequence[Option], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.value: object = None
        self.chips = [Segment(theme, option, self) for option in options]
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(theme.px("gap"))
        columns = len(options) if len(options) <= _SIDE_BY_SIDE else _SIDE_BY_SIDE - 1
        for place, chip in enumerate(self.chips):
            chip.setAccessibleName(f"{name}: {chip.option.words}")
            chip.clicked.connect(self._pick)
            grid.addWidget(chip, place // columns, place % columns)
        for column in range(columns):
            grid.setColumnStretch(column, 1)

    def show_value(self, value: object) -> None:
        """Show what is in force."""
        self.value = value
        for chip in self.chips:
            chip.show_in_force(is_chosen=chip.option.value == value)

    @Slot()
    def _pick(self) -> None:
        chip = self.sender()
        if isinstance(chip, Segment):
            picked = chip.option.value
            self.show_value(None if picked == self.value else picked)
            self.changed.emit()


class Filters(QWidget):
    """Three groups of chips; what a group is about is told to those who hear it.

    Signals:
        changed: something else is wanted.
    """

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        days = [_option(each.value, f"history.{each.value}") for each in Period]
        ends = [_option(each.value, f"history.{each.value}") for each in Standing]
        ways = [_option(each.value, f"fulfilment.{each.value}") for each in _FULFILMENTS]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px("apart"))
        groups = []
        for key, options in (("history.day", days), ("history.end", ends), ("history.way", ways)):
            group = Chips(theme, tr(key), options, self)
            group.changed.connect(self.changed)
            column.addWidget(group)
            groups.append(group)
        self.period, self.standing, self.fulfilment = groups

    @property
    def is_any_in_force(self) -> bool:
        return any(each.value for each in (self.period, self.standing, self.fulfilment))

    def clear(self) -> None:
        """Limit it to nothing; nobody is told."""
        for group in (self.period, self.standing, self.fulfilment):
            group.show_value(None)

    def applied(self, wanted: Wanted, today: date) -> Wanted:
        """Return what is wanted within what is in force."""
        if self.period.value:
            begins, ends = _DAYS[Period(str(self.period.value))]
            first, last = today - timedelta(days=begins), today - timedelta(days=ends)
            wanted = replace(wanted, first=first, last=last)
        standing, way = self.standing.value, self.fulfilment.value
        return replace(
            wanted,
            standing=Standing(str(standing)) if standing else None,
            fulfilment=Fulfilment(str(way)) if way else None,
        )


def _option(value: str, key: str) -> Option:
    return Option(value=value, words=tr(key))
