"""What a day, a week or a month brought: figures to be read from afar, bars, refunds."""

from collections.abc import Iterable

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kitchen_app.domain.report import Period, Report, Span, period_of
from kitchen_app.domain.sold_out import kitchen_day
from kitchen_app.services.report_words import compared_name
from kitchen_app.ui.clock import UiClock
from kitchen_app.ui.i18n import isolate, speech, tr
from kitchen_app.ui.report.charts import charts_of
from kitchen_app.ui.report.lines import FigureLine, refund_lines, shop_lines
from kitchen_app.ui.report.side import PeriodChooser, ReportDeeds
from kitchen_app.ui.report.tiles import Tiles
from kitchen_app.ui.theme import Theme
from kitchen_app.ui.widgets.bar_chart import BarChart
from kitchen_app.ui.widgets.slide_over import SlideOver
from kitchen_app.ui.widgets.text import WrapLabel
from kitchen_app.ui.widgets.touch_button import TouchButton
from kitchen_app.ui.widgets.touch_scroll import TouchScroll


class ReportPanel(SlideOver):
    """What is chosen on one side, the report on the other.

    Signals:
        wanted: the `Period` of which a report is wanted.
        save_requested: a `Report`, and the kind of file.
        folder_requested: the path of what was written.
        print_requested: the name of a printer, and the `Period` of a day.
    """

    wanted = Signal(object)
    save_requested = Signal(object, str)
    folder_requested = Signal(str)
    print_requested = Signal(str, object)

    def __init__(self, theme: Theme, parent: QWidget, clock: UiClock) -> None:
        super().__init__(theme, parent, share=1, leads=True)
        self._clock = clock
        self.report: Report | None = None
        self.chooser = PeriodChooser(theme, self)
        self.deeds = ReportDeeds(theme, self)
        self.told = WrapLabel("strong", self)
        self.again_button = TouchButton("work", self, text=tr("report.again"))
        self.back_button = TouchButton("quiet", self, text=tr("card.hide"))
        self.area = TouchScroll(self, spacing=theme.px("gap"))
        self.body: QWidget | None = None
        self.tiles: Tiles | None = None
        self.charts: list[BarChart] = []
        self.lines: list[FigureLine] = []
        self._build_ui()
        self._connect()

    def _build_ui(self) -> None:
        apart, gap = self.theme.px("apart"), self.theme.px("gap")
        self.setAccessibleName(tr("report.title"))
        choices = TouchScroll(self, spacing=gap)
        choices.column.addWidget(self.chooser)
        choices.column.addWidget(self.deeds)
        choices.column.addStretch(1)
        side = QVBoxLayout()
        side.setSpacing(gap)
        side.addWidget(WrapLabel("title", self, text=tr("report.title")))
        side.addWidget(choices, 1)
        side.addWidget(self.back_button)
        self.area.column.addWidget(self.told)
        self.area.column.addWidget(self.again_button)
        self.area.column.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(apart, apart, apart, apart)
        row.setSpacing(apart)
        row.addLayout(side, 1)
        row.addWidget(self.area, 3)

    def _connect(self) -> None:
        self.chooser.chosen.connect(self.show_period)
        self.again_button.clicked.connect(self._ask)
        self.back_button.clicked.connect(self.close_panel)
        self.deeds.save_requested.connect(self._save)
        self.deeds.folder_requested.connect(self.folder_requested)
        self.deeds.print_requested.connect(self._print)

    def open_today(self) -> None:
        """Open with the day that goes on."""
        self.open_panel()
        self.show_period(period_of(Span.DAY, kitchen_day(self._clock.now())))

    @Slot(object)
    def show_period(self, period: Period) -> None:
        """Ask for a period; what was shown goes at once, so that no figure stands for another."""
        self.chooser.show_period(period, kitchen_day(self._clock.now()))
        self.deeds.say("")
        self._ask()

    @Slot(object)
    def show_report(self, report: Report) -> None:
        """Show what was counted, unless something else is wanted by now."""
        if report.period != self.chooser.period:
            return
        self._drop()
        self.report = report
        self._tell("" if report.whole.orders else tr("report.none"))
        self._add(report)
        is_day = report.period.span is Span.DAY
        self.deeds.show_ready(is_ready=True, is_day=is_day, has_paper=report.is_whole)

    @Slot(object)
    def show_unreadable(self, period: Period) -> None:
        """Say that nothing can be read just now."""
        if period == self.chooser.period:
            self._drop()
            self._tell(tr("report.unreadable"), again=tr("report.again"))

    @Slot(object)
    def show_locked(self, period: Period) -> None:
        """Say who may see the figures, while the PIN is asked for or when nobody typed it."""
        if period == self.chooser.period:
            self._drop()
            self._tell(tr("report.locked"), again=tr("report.unlock"))

    @Slot(str)
    def show_saved(self, file: str) -> None:
        self.deeds.say(tr("report.saved", path=isolate(file)), file=file)

    @Slot(str)
    def show_printed(self, printer: str) -> None:
        self.deeds.say(tr("report.printed", printer=isolate(printer)))

    @Slot(str)
    def show_not_printed(self, printer: str) -> None:
        self.deeds.say(tr("report.not_printed", printer=isolate(printer)))

    @Slot()
    def forget(self) -> None:
        """Let the figures go: nobody looks at them any more."""
        self._drop()
        self.deeds.say("")

    @Slot()
    def _ask(self) -> None:
        self._drop()
        self._tell(tr("report.counting"))
        self.wanted.emit(self.chooser.period)

    @Slot(str)
    def _save(self, form: str) -> None:
        if self.report is not None:
            self.deeds.say(tr("report.saving"))
            self.save_requested.emit(self.report, form)

    @Slot(str)
    def _print(self, printer: str) -> None:
        self.deeds.say(tr("report.printing"))
        self.print_requested.emit(printer, self.chooser.period)

    def _tell(self, text: str, *, again: str = "") -> None:
        self.told.show_text(text)
        self.told.setVisible(bool(text))
        if again:
            self.again_button.show_words(again, spoken=again)
        self.again_button.setVisible(bool(again))

    def _drop(self) -> None:
        if self.body is not None:
            self.area.column.removeWidget(self.body)
            self.body.hide()
            self.body.deleteLater()
        self.body, self.tiles, self.report = None, None, None
        self.charts, self.lines = [], []
        is_day = self.chooser.period.span is Span.DAY
        self.deeds.show_ready(is_ready=False, is_day=is_day)
        self.area.verticalScrollBar().setValue(0)

    def _add(self, report: Report) -> None:
        body = self.body = QWidget(self.area.content)
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.theme.px("gap"))
        compared = compared_name(report, speech())
        for text in _gaps(report):
            column.addWidget(WrapLabel("meta_soon", body, text=text))
        if report.whole.orders:
            text = tr("report.compared_with", when=isolate(compared))
            column.addWidget(WrapLabel("meta", body, text=text))
            self.tiles = Tiles(self.theme, report, body)
            column.addWidget(self.tiles)
            column.addWidget(WrapLabel("small", body, text=tr("report.stated_hint")))
        for chart in charts_of(report):
            column.addWidget(WrapLabel("strong", body, text=chart.title))
            bars = BarChart(self.theme, chart.title, chart.bars, body)
            self.charts.append(bars)
            column.addWidget(bars)
        self._add_lines(column, body, "report.by_shop", shop_lines(report))
        self._add_lines(column, body, "report.refunds_by_reason", refund_lines(report))
        self.area.column.insertWidget(self.area.column.indexOf(self.again_button) + 1, body)
        body.show()

    def _add_lines(
        self, column: QVBoxLayout, body: QWidget, key: str, lines: Iterable[tuple[str, str]]
    ) -> None:
        made = [FigureLine(self.theme, text, figure, body) for text, figure in lines]
        if made:
            column.addWidget(WrapLabel("strong", body, text=tr(key)))
        for line in made:
            self.lines.append(line)
            column.addWidget(line)


def _gaps(report: Report) -> list[str]:
    """Return what the figures do not hold, in words."""
    whole = report.whole
    counts = {
        "untimed": whole.untimed,
        "unknown": whole.unknown,
        "damaged": report.damaged,
        "left": report.left,
    }
    return [tr(f"report.{key}", n=count) for key, count in counts.items() if count]
