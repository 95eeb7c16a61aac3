"""Lines of a report with a figure at their end: refunds by reason, orders by shop."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kitchen_app.domain.report import RefundLine, Report, Why
from kitchen_app.services.report_words import reason
from kitchen_app.ui import words
from kitchen_app.ui.i18n import isolate, speech, tr
from kitchen_app.ui.theme import Theme
from kitchen_app.ui.widgets.text import WrapLabel


class FigureLine(QWidget):
    """Words, and at their end a figure."""

    def __init__(self, theme: Theme, text: str, figure: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text, self.figure = text, figure
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px("apart"))
        row.addWidget(WrapLabel("option", self, text=text), 3)
        end = WrapLabel("option", self, text=figure)
        row.addWidget(end, 2, Qt.AlignmentFlag.AlignTop)


def refund_lines(report: Report) -> Iterator[tuple[str, str]]:
    """Return who asked for refunds and why, with how many and how much."""
    for line in report.refunds:
        yield f"{tr(f'report.asked_by_{line.by.value}')} · {_reason(line)}", _worth(line)


def shop_lines(report: Report) -> Iterator[tuple[str, str]]:
    """Return the orders of each shop; nothing of a single one."""
    if len(report.shops) > 1:
        for shop, told in sorted(report.shops.items()):
            sales = (words.amount(each) for each in told.sales.amounts)
            yield isolate(shop), " · ".join((tr("report.count", n=told.orders), *sales))


def _reason(line: RefundLine) -> str:
    told = reason(line, speech())
    return isolate(told) if line.why is Why.TOLD else told


def _worth(line: RefundLine) -> str:
    parts = [tr("report.refunds", n=line.count)]
    parts += [words.amount(each) for each in line.given_back.amounts]
    if line.given_back.missing:
        parts.append(tr("report.not_stated", n=line.given_back.missing))
    return " · ".join(parts)
