"""The figures of a period that are read from afar, each with what it was before."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from kitchen_app.domain.history import Outcome
from kitchen_app.domain.report import Figures, Report, Spread, Stated
from kitchen_app.services.report_words import change, duration
from kitchen_app.ui import words
from kitchen_app.ui.i18n import figures, isolate, tr
from kitchen_app.ui.theme import Theme
from kitchen_app.ui.widgets.text import WrapLabel


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One figure in words: its name, itself, what it was before, and what belongs to it."""

    name: str
    value: str
    before: str = ""
    hints: tuple[str, ...] = ()


class ReportTile(QFrame):
    """One figure."""

    def __init__(self, theme: Theme, told: Told, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.told = told
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        inner = theme.px("inner")
        column = QVBoxLayout(self)
        column.setContentsMargins(inner, theme.px("unit"), inner, theme.px("unit"))
        column.setSpacing(theme.px("half"))
        column.addWidget(WrapLabel("meta", self, text=told.name))
        column.addWidget(WrapLabel("title", self, text=told.value))
        for text in filter(None, (told.before, *told.hints)):
            column.addWidget(WrapLabel("small", self, text=text))
        column.addStretch(1)


class Tiles(QWidget):
    """As many side by side as there is room for."""

    def __init__(self, theme: Theme, report: Report, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._least = theme.px("tile")
        self._columns = 0
        self.tiles = [ReportTile(theme, told, self) for told in told_of(report)]
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.px("gap"))
        self._arrange(2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() + self._grid.spacing()
        fitting = max(1, min(room // (self._least + self._grid.spacing()), len(self.tiles)))
        rows = -(-len(self.tiles) // fitting)
        self._arrange(-(-len(self.tiles) // rows))  # as even as may be

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        for column in range(self._columns):
            self._grid.setColumnStretch(column, 0)
        self._columns = columns
        for place, tile in enumerate(self.tiles):
            self._grid.addWidget(tile, place // columns, place % columns)
        for column in range(columns):
            self._grid.setColumnStretch(column, 1)
        self._grid.activate()


def told_of(report: Report) -> tuple[Told, ...]:
    """Return the figures of a report in words, the most wanted first."""
    now, before = report.whole, report.earlier
    return (
        _orders(now, before),
        _money("sales", now.sales, before.sales),
        _money("net", now.net, before.net),
        _given_back(now, before),
        _spread("accept", now.accept, before.accept),
        _spread("prepare", now.prepare, before.prepare),
        _late(report),
        _missed(now, before),
    )


def _orders(now: Figures, before: Figures) -> Told:
    """Return how many there were, how they ended, and by whom those that were not finished."""
    ends = {
        f"was_{end.value}": count
        for end, count in now.outcomes.items()
        if end is not Outcome.MISSED
    }
    parties = {f"ended_by_{party.value}": count for party, count in now.ended_by.items()}
    hints = (_counts(ends), _counts(parties))
    return Told(
        name=tr("report.orders"),
        value=figures(str(now.orders)),
        before=_before_count(now, before, _all_orders),
        hints=tuple(filter(None, hints)),
    )


def _counts(counts: Mapping[str, int]) -> str:
    return " · ".join(f"{tr(f'report.{key}')} {figures(str(n))}" for key, n in counts.items())


def _missed(now: Figures, before: Figures) -> Told:
    return Told(
        name=tr("report.was_missed"),
        value=figures(str(_missed_orders(now))),
        before=_before_count(now, before, _missed_orders),
    )


def _late(report: Report) -> Told:
    now = report.whole
    hints = [tr("report.late_hint", n=report.late_after_min)]
    if now.prepare is not None:
        hints.append(tr("report.of_orders", n=now.prepare.count))
    return Told(
        name=tr("report.late"),
        value=figures(str(now.late)) if now.prepare else "–",
        before=_before_count(now, report.earlier, _late_orders) if report.earlier.prepare else "",
        hints=tuple(hints),
    )


def _given_back(now: Figures, before: Figures) -> Told:
    told = _money("given_back", now.given_back, before.given_back)
    refunds = (tr("report.count", n=now.refunded),) if now.refunded else ()
    hints = (*refunds, *told.hints)
    return Told(name=told.name, value=told.value, before=told.before, hints=hints)


def _money(key: str, now: Stated, before: Stated) -> Told:
    """Return amounts as they are stated; how they changed is told for one currency only."""
    grown = ""
    if len(now.amounts) == len(before.amounts) == 1:
        one, other = now.amounts[0], before.amounts[0]
        if one.currency == other.currency:
            grown = change(one.minor, other.minor)
    return Told(
        name=tr(f"report.{key}"),
        value=_amounts(now) or "–",
        before=_before(_amounts(before), grown),
        hints=(tr("report.not_stated", n=now.missing),) if now.missing else (),
    )


def _spread(key: str, now: Spread | None, before: Spread | None) -> Told:
    """Return how long it took half of them, and the longest."""
    name = tr(f"report.{key}")
    then = figures(duration(before.median_s)) if before else ""
    if now is None:
        return Told(name=name, value="–", before=_before(then, ""))
    ranks = (("p90", now.p90_s), ("p95", now.p95_s), ("longest", now.longest_s))
    hints = [f"{tr(f'report.{rank}')} {isolate(figures(duration(s)))}" for rank, s in ranks]
    hints.append(tr("report.of_orders", n=now.count))
    grown = change(now.median_s, before.median_s) if before else ""
    return Told(
        name=f"{name} ({tr('report.median')})",
        value=figures(duration(now.median_s)),
        before=_before(then, grown),
        hints=tuple(hints),
    )


def _before_count(now: Figures, before: Figures, count: Callable[[Figures], int]) -> str:
    then = count(before)
    return _before(figures(str(then)), change(count(now), then))


def _before(value: str, grown: str) -> str:
    if not value:
        return ""
    if grown:
        value = tr("report.change", value=value, change=isolate(figures(grown)))
    return tr("report.before", value=value)


def _amounts(stated: Stated) -> str:
    amounts: Sequence[str] = [words.amount(each) for each in stated.amounts]
    return " + ".join(amounts)


def _all_orders(told: Figures) -> int:
    return told.orders


def _missed_orders(told: Figures) -> int:
    return told.outcomes.get(Outcome.MISSED, 0)


def _late_orders(told: Figures) -> int:
    return told.late
