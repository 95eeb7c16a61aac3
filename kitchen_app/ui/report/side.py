"""What a report is of, and what is done with it: the period, files, the paper of a day."""

from datetime import date

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kitchen_app.domain.report import Period, Span, period_of
from kitchen_app.services.print_view import PrintView
from kitchen_app.services.report_words import period_name
from kitchen_app.ui.i18n import isolate, speech, tr
from kitchen_app.ui.theme import Theme
from kitchen_app.ui.widgets.text import WrapLabel
from kitchen_app.ui.widgets.touch_button import TouchButton


class PeriodChooser(QWidget):
    """A day, a week or a month; earlier, later, now.

    Signals:
        chosen: the `Period` that is wanted.
    """

    chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.period = period_of(Span.DAY, date.min)
        self._today = date.min
        self.spans = {
            each: TouchButton("small", self, text=tr(f"report.span_{each.value}")) for each in Span
        }
        self.name = WrapLabel("strong", self)
        self.earlier = TouchButton("small", self, text="←")
        self.now = TouchButton("small", self, text=tr("report.now"))
        self.later = TouchButton("small", self, text="→")
        self.earlier.show_words(self._arrow(is_later=False), spoken=tr("report.earlier"))
        self.later.show_words(self._arrow(is_later=True), spoken=tr("report.later"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px("gap"))
        for buttons in (self.spans.values(), (self.earlier, self.now, self.later)):
            row = QHBoxLayout()
            row.setSpacing(theme.px("gap"))
            for button in buttons:
                button.setMinimumHeight(theme.px("target"))
                row.addWidget(button, 1)
            column.addLayout(row)
        column.addWidget(self.name)
        for span, button in self.spans.items():
            button.setCheckable(True)
            button.setProperty("span", span.value)
            button.clicked.connect(self._pick_span)
        self.earlier.clicked.connect(self._go_earlier)
        self.later.clicked.connect(self._go_later)
        self.now.clicked.connect(self._go_now)

    def show_period(self, period: Period, today: date) -> None:
        """Show what is wanted; nothing lies after today."""
        self.period, self._today = period, today
        for span, button in self.spans.items():
            button.setChecked(span is period.span)
        self.name.show_text(period_name(period, speech()))
        self.later.setEnabled(period.next_first <= today)
        self.now.setEnabled(today not in period.days)

    @Slot()
    def _pick_span(self) -> None:
        """Keep to what is seen: its last day that is not after today."""
        span = Span(self.sender().property("span"))
        self.chosen.emit(period_of(span, min(self.period.last, self._today)))

    @Slot()
    def _go_earlier(self) -> None:
        self.chosen.emit(self.period.before())

    @Slot()
    def _go_later(self) -> None:
        self.chosen.emit(self.period.after())

    @Slot()
    def _go_now(self) -> None:
        self.chosen.emit(period_of(self.period.span, self._today))

    def _arrow(self, *, is_later: bool) -> str:
        is_mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        return "→" if is_later is not is_mirrored else "←"


class ReportDeeds(QWidget):
    """Files of a report, and the paper of a day at each printer.

    Signals:
        save_requested: the kind of file, "xlsx" or "csv".
        folder_requested: the path of what was written.
        print_requested: the name of a printer.
    """

    save_requested = Signal(str)
    folder_requested = Signal(str)
    print_requested = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_day = False
        self._has_paper = True
        self._file = ""
        self.save_buttons = {
            form: TouchButton("small", self, text=tr(f"report.save_{form}"))
            for form in ("xlsx", "csv")
        }
        self.told = WrapLabel("meta", self)
        self.folder_button = TouchButton("small", self, text=tr("sheet.show"))
        self.print_buttons: list[TouchButton] = []
        self.paper = WrapLabel("small", self)
        self._target = theme.px("target")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px("gap"))
        for form, button in self.save_buttons.items():
            button.setProperty("form", form)
            button.clicked.connect(self._save)
            self._put(button)
        for part in (self.told, self.folder_button, self.paper):
            self._column.addWidget(part)
        self.folder_button.setMinimumHeight(self._target)
        self.folder_button.clicked.connect(self._show_folder)
        self.say("")
        self._show_paper()

    def show_printers(self, view: PrintView) -> None:
        """Offer the paper at each printer that is set up."""
        names = [printer.name for printer in view.printers]
        if names == [button.property("printer") for button in self.print_buttons]:
            return
        for button in self.print_buttons:
            self._column.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.print_buttons = []
        for name in names:
            text = tr("report.print_day")
            if len(names) > 1:
                text = tr("report.print_day_at", printer=isolate(name))
            button = TouchButton("small", self, text=text)
            button.setProperty("printer", name)
            button.clicked.connect(self._print)
            self._put(button)
            self.print_buttons.append(button)
        self._show_paper()

    def show_ready(self, *, is_ready: bool, is_day: bool, has_paper: bool = True) -> None:
        """Offer what can be done with what is shown; a day alone has a paper, while it is whole."""
        self._is_day, self._has_paper = is_day, has_paper
        for button in (*self.save_buttons.values(), *self.print_buttons):
            button.setEnabled(is_ready)
        self._show_paper()

    @Slot(str)
    def say(self, text: str, *, file: str = "") -> None:
        """Tell what came of it; where a file was written its folder is offered."""
        self._file = file
        self.told.show_text(text)
        self.told.setVisible(bool(text))
        self.folder_button.setVisible(bool(file))

    def _put(self, button: TouchButton) -> None:
        button.setMinimumHeight(self._target)
        self._column.addWidget(button)

    def _show_paper(self) -> None:
        for button in self.print_buttons:
            button.setVisible(self._is_day and self._has_paper)
        hint = tr("report.print_hint") if self.print_buttons else tr("report.no_printer")
        self.paper.show_text(hint if self._has_paper else tr("report.no_paper"))
        self.paper.setVisible(self._is_day)

    @Slot()
    def _save(self) -> None:
        self.save_requested.emit(self.sender().property("form"))

    @Slot()
    def _show_folder(self) -> None:
        self.folder_requested.emit(self._file)

    @Slot()
    def _print(self) -> None:
        self.print_requested.emit(self.sender().property("printer"))
