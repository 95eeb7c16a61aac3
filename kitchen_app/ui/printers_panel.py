"""The printers: how each is, what waits for it, and what can be done about that."""

from datetime import datetime

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from kitchen_app.services.print_ports import CANNOT_PRINT, PrinterState
from kitchen_app.services.print_view import PrinterView, PrintView
from kitchen_app.ui import words
from kitchen_app.ui.clock import UiClock
from kitchen_app.ui.i18n import isolate, tr
from kitchen_app.ui.theme import Theme
from kitchen_app.ui.widgets.hold_button import HoldButton
from kitchen_app.ui.widgets.slide_over import SlideOver
from kitchen_app.ui.widgets.text import WrapLabel
from kitchen_app.ui.widgets.touch_button import TouchButton
from kitchen_app.ui.widgets.touch_scroll import TouchScroll
from kitchen_app.ui.widgets.words_button import WordsButton


class PrinterRow(QFrame):
    """One printer.

    Signals:
        test_wanted: its name.
        print_old_wanted: its name.
        drop_old_wanted: its name.
        change_wanted: its name.
    """

    test_wanted = Signal(str)
    print_old_wanted = Signal(str)
    drop_old_wanted = Signal(str)
    change_wanted = Signal(str)

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = name
        self._title = WrapLabel("strong", self, text=name)
        self._state = WrapLabel("option", self)
        self._waiting = WrapLabel("option", self)
        self._test = WrapLabel("option", self)
        self.print_button = WordsButton(theme, "work", parent=self)
        self.drop_button = HoldButton(
            theme, hint=tr("hold.hint"), going=tr("hold.going"), parent=self
        )
        self.test_button = TouchButton("quiet", self)
        self.test_button.show_words(
            tr("printer.test"), spoken=tr("printer.test_of", name=isolate(name))
        )
        self.change_button = TouchButton("quiet", self)
        self.change_button.show_words(
            tr("setup.change"), spoken=tr("setup.change_of", name=isolate(name))
        )
        self.print_button.show_hint("")
        self._build_ui(theme)

    def _build_ui(self, theme: Theme) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px("half"))
        for part in (self._title, self._state, self._waiting):
            column.addWidget(part)
        column.addWidget(self.print_button)
        column.addSpacing(theme.px("half"))
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.px("gap"))
        buttons.addWidget(self.test_button, 3)
        buttons.addWidget(self.change_button, 2)
        column.addLayout(buttons)
        column.addWidget(self._test)
        column.addSpacing(theme.px("apart"))
        column.addWidget(self.drop_button)  # what destroys stands apart
        self._test.hide()
        self.test_button.clicked.connect(self._ask_test)
        self.print_button.clicked.connect(self._print_old)
        self.drop_button.held.connect(self._drop_old)
        self.change_button.clicked.connect(self._change)

    def show_view(self, view: PrinterView, now: datetime) -> None:
        state = tr(f"printer.{view.state.value}")
        told = [tr("printer.since", state=state, time=words.moment(view.since, now))]
        if view.near_end:
            told.append(tr("printer.near_end"))
        self._state.show_text(" · ".join(told))
        old = len(view.old)
        waits = [tr("printer.waiting", n=view.waiting)] if view.waiting else []
        waits += [tr("printer.old", n=old)] if old else []
        self._waiting.show_text(" · ".join(waits))
        self._waiting.setVisible(bool(waits))
        for button, key in ((self.print_button, "print_old"), (self.drop_button, "drop_old")):
            text = tr(f"printer.{key}", n=old)
            button.show_words(text, spoken=f"{text} · {self.name}")
            button.setVisible(old > 0)

    def show_test(self, state: PrinterState) -> None:
        """Say how the test page ended."""
        self.test_button.setEnabled(True)
        if state in CANNOT_PRINT:
            text = tr("printer.test_failed", state=tr(f"printer.{state.value}"))
        else:
            text = tr("printer.test_done")
        self._test.show_text(text)
        self._test.show()

    @Slot()
    def _ask_test(self) -> None:
        self.test_button.setEnabled(False)
        self._test.show_text(tr("printer.testing"))
        self._test.show()
        self.test_wanted.emit(self.name)

    @Slot()
    def _change(self) -> None:
        self.change_wanted.emit(self.name)

    @Slot()
    def _print_old(self) -> None:
        self.print_old_wanted.emit(self.name)

    @Slot()
    def _drop_old(self) -> None:
        self.drop_old_wanted.emit(self.name)


class PrintersPanel(SlideOver):
    """Follows the printers, whether it is open or not.

    Signals:
        test_requested: the name of a printer that is to be tried.
        print_old_requested: the name of a printer whose old papers are wanted after all.
        drop_old_requested: the name of a printer whose old papers nobody needs.
        change_requested: the name of a printer that is to be set up in another way.
        add_requested: another printer is to be set up.
        stations_requested: which dishes come out where is to be changed.
    """

    test_requested = Signal(str)
    print_old_requested = Signal(str)
    drop_old_requested = Signal(str)
    change_requested = Signal(str)
    add_requested = Signal()
    stations_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget, clock: UiClock) -> None:
        super().__init__(theme, parent)
        self._clock = clock
        self.rows: dict[str, PrinterRow] = {}
        self._none = WrapLabel("strong", self, text=tr("printer.none"))
        self._how = WrapLabel("option", self, text=tr("printer.none_how"))
        self._scroll = TouchScroll(self, spacing=theme.px("apart"))
        self.add_button = TouchButton("work", self, text=tr("setup.add"))
        self.stations_button = TouchButton("quiet", self, text=tr("stations.open"))
        self.back_button = TouchButton("quiet", self, text=tr("card.hide"))
        self._build_ui()

    def _build_ui(self) -> None:
        apart = self.theme.px("apart")
        for part in (self._none, self._how):
            self._scroll.column.addWidget(part)
        self._scroll.column.addWidget(self.stations_button)
        self._scroll.column.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(apart, apart, apart, apart)
        column.setSpacing(self.theme.px("gap"))
        column.addWidget(WrapLabel("title", self, text=tr("printer.title")))
        column.addWidget(self._scroll, 1)
        self.stations_button.setAccessibleName(self.stations_button.text())
        self.stations_button.clicked.connect(self.stations_requested)
        self.add_button.setAccessibleName(self.add_button.text())
        self.add_button.clicked.connect(self.add_requested)
        feet = QHBoxLayout()
        feet.setSpacing(apart)
        feet.addWidget(self.back_button, 2)
        feet.addWidget(self.add_button, 3)
        column.addLayout(feet)
        self.setAccessibleName(tr("printer.title"))
        self.back_button.setAccessibleName(tr("card.hide"))
        self.back_button.clicked.connect(self.close_panel)

    def hold(self, bar: QWidget) -> None:
        """Take the bar of what was changed last under the title."""
        layout = self.layout()
        if isinstance(layout, QVBoxLayout):
            layout.insertWidget(1, bar)

    @Slot(object)
    def show_printing(self, view: PrintView) -> None:
        """Show how every printer is now."""
        now = self._clock.now()
        for name in self.rows.keys() - {printer.name for printer in view.printers}:
            gone = self.rows.pop(name)
            self._scroll.column.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for printer in view.printers:
            if printer.name not in self.rows:
                self.rows[printer.name] = self._made(printer.name)
            self.rows[printer.name].show_view(printer, now)
        for part in (self._none, self._how):
            part.setVisible(not view.printers)
        self.stations_button.setVisible(bool(view.printers))

    @Slot(str, object)
    def show_test(self, name: str, state: PrinterState) -> None:
        """Say how the test page of a printer ended."""
        if name in self.rows:
            self.rows[name].show_test(state)

    def _made(self, name: str) -> PrinterRow:
        row = PrinterRow(self.theme, name, self)
        row.test_wanted.connect(self.test_requested)
        row.print_old_wanted.connect(self.print_old_requested)
        row.drop_old_wanted.connect(self.drop_old_requested)
        row.change_wanted.connect(self.change_requested)
        self._scroll.column.insertWidget(self._scroll.column.count() - 2, row)
        row.show()
        return row
