"""The page on which one printer is set up: the choices, and beside them the ticket."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from kitchen_app.domain.routing import Moment
from kitchen_app.domain.tickets import Copy
from kitchen_app.services.preferences import SettingValue
from kitchen_app.services.print_ports import CANNOT_PRINT, PrinterState
from kitchen_app.services.print_profiles import Buzzer
from kitchen_app.services.printer_rules import LONGEST_NAME, is_width
from kitchen_app.services.settings import LANGUAGES, Connection, PrintingSettings
from kitchen_app.ui.i18n import isolate, tr
from kitchen_app.ui.printers.draft import OTHER, WIDTHS, Draft, PrinterSetting
from kitchen_app.ui.printers.place_row import PlaceRow
from kitchen_app.ui.printers.preview import TicketPreview
from kitchen_app.ui.printers.rows import PadField, PickRow, SetupRow
from kitchen_app.ui.settings.segments import Option
from kitchen_app.ui.setup_asks import TicketLook
from kitchen_app.ui.theme import Theme
from kitchen_app.ui.widgets.hold_button import HoldButton
from kitchen_app.ui.widgets.slide_over import SlideOver
from kitchen_app.ui.widgets.text import WrapLabel
from kitchen_app.ui.widgets.touch_button import TouchButton
from kitchen_app.ui.widgets.touch_scroll import TouchScroll

_COPIES = (1, 2, 3)
_PAPER_SHARE = 0.8
"""How much of its room the widest paper takes: more of its length is seen, and its edges."""


class PrinterPage(SlideOver):
    """Holds a draft; nothing of it is in force before it is kept.

    Signals:
        keep_requested: the `Draft`, and whether the printer is a new one.
        test_requested: the `PrinterSettings` to print a test page with.
        remove_requested: the name of the printer that is to go.
        picture_requested: the number of the picture, the `Copy` and its `TicketLook`.
    """

    keep_requested = Signal(object, bool)
    test_requested = Signal(object)
    remove_requested = Signal(str)
    picture_requested = Signal(int, object, object)

    def __init__(
        self,
        theme: Theme,
        parent: QWidget,
        draft: Draft,
        settings: PrintingSettings,
        *,
        is_new: bool,
    ) -> None:
        super().__init__(theme, parent, share=1)
        self.draft = draft
        self._is_new = is_new
        self._others = [each.name for each in settings.printers if each.name != draft.printer.name]
        key = "setup.add" if is_new else "setup.change_of"
        self._title = WrapLabel("title", self, text=tr(key, name=isolate(draft.printer.name)))
        self._said = WrapLabel("strong", self)
        self.place = PlaceRow(theme, self)
        self.name_row = SetupRow(theme, "name", self)
        self.name_field = QLineEdit(self.name_row)
        self.width_field = PadField(theme, tr("setup.dots"), has_dots=False, parent=self)
        self.rows = {row.setting: row for row in self._make_rows()}
        self.preview = TicketPreview(theme, self)
        self.scroll_area = TouchScroll(self, spacing=theme.px("gap"))
        self.keep_button = TouchButton("primary", self, text=tr("setup.keep"))
        self.test_button = TouchButton("work", self, text=tr("printer.test"))
        self.back_button = TouchButton("quiet", self, text=tr("reason.back"))
        self.remove_button = HoldButton(
            theme, hint=tr("hold.hint"), going=tr("hold.going"), parent=self
        )
        self._build_ui()
        self._begin()

    def _make_rows(self) -> Iterable[PickRow]:
        yield _picks(self, PrinterSetting.WIDTH, (*WIDTHS, OTHER))
        yield _picks(self, PrinterSetting.KITCHEN, (Moment.ACCEPTED, Moment.PLACED, Moment.NEVER))
        yield _picks(self, PrinterSetting.BAG, (Moment.ACCEPTED, Moment.PLACED, Moment.NEVER))
        yield _picks(self, PrinterSetting.STOP, (True, False))
        copies = sorted({*_COPIES, self.draft.printer.plan.copies})
        counts = [Option(value=n, words=tr("setup.copies_n", n=n)) for n in copies]
        yield PickRow(self.theme, PrinterSetting.COPIES, counts, self)
        yield _picks(self, PrinterSetting.LANGUAGE, (None, *LANGUAGES))
        yield _picks(self, PrinterSetting.SECOND, (None, *LANGUAGES))
        yield _picks(self, PrinterSetting.CUT, (True, False))
        yield _picks(self, PrinterSetting.BUZZER, Buzzer)
        if self._others:
            others = [Option(value=name, words=isolate(name)) for name in self._others]
            nobody = Option(value="", words=tr("setup.fallback_none"))
            yield PickRow(self.theme, PrinterSetting.FALLBACK, [nobody, *others], self)

    def _build_ui(self) -> None:
        apart = self.theme.px("apart")
        self.setAccessibleName(self._title.text())
        self.name_field.setMaxLength(LONGEST_NAME)
        self.name_field.setAccessibleName(self.name_row.name)
        self.name_field.setMinimumHeight(self.theme.px("target"))
        self.name_row.column.addWidget(self.name_field)
        self.name_row.setVisible(self._is_new)
        self.rows[PrinterSetting.WIDTH].column.addWidget(self.width_field)
        for part in (self.place, self.name_row, *self.rows.values()):
            self.scroll_area.column.addWidget(part)
        self.scroll_area.column.addStretch(1)
        choices = QVBoxLayout()
        choices.setSpacing(self.theme.px("unit"))
        choices.addWidget(self._title)
        choices.addWidget(self._said)
        choices.addWidget(self.scroll_area, 1)
        body = QHBoxLayout()
        body.setSpacing(2 * apart)
        body.addLayout(choices, 3)
        body.addWidget(self.preview, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(apart, apart, apart, apart)
        column.setSpacing(self.theme.px("gap"))
        column.addLayout(body, 1)
        column.addLayout(_feet(self))
        self._said.hide()
        self._connect()

    def _connect(self) -> None:
        for row in self.rows.values():
            row.chosen.connect(self._choose)
        self.place.placed.connect(self._place_at)
        self.name_field.textEdited.connect(self._take_name)
        self.name_field.returnPressed.connect(self._keep)
        self.place.address.field.returnPressed.connect(self._keep)
        self.width_field.typed.connect(self._take_width)
        words = tr("setup.remove")
        self.remove_button.show_words(words, spoken=f"{words} · {self.draft.printer.name}")
        self.remove_button.setVisible(not self._is_new)
        self.remove_button.held.connect(self._remove)
        self.keep_button.clicked.connect(self._keep)
        self.test_button.clicked.connect(self._try_out)
        self.back_button.clicked.connect(self.close_panel)
        self.preview.picture_requested.connect(self._ask_picture)

    def _begin(self) -> None:
        printer = self.draft.printer
        self.name_field.setText(printer.name)
        self.place.begin(printer.connection, printer.address)
        self.width_field.begin(str(printer.profile.width))
        self._show_draft()

    def say(self, text: str) -> None:
        """Say something over the choices, and let people go on."""
        self._said.show_text(text)
        self._said.setVisible(bool(text))
        for button in (self.keep_button, self.test_button):
            button.setEnabled(True)

    @property
    def said(self) -> str:
        return self._said.text()

    @Slot(object)
    def show_tried(self, state: PrinterState) -> None:
        """Say how the test page ended."""
        if state in CANNOT_PRINT:
            cure = tr(f"printer.cure_{state.value}")
            self.say(f"{tr('printer.test_failed', state=tr(f'printer.{state.value}'))} {cure}")
        else:
            self.say(tr("printer.test_done"))

    @Slot(str, str)
    def show_fault(self, fault: str, why: str) -> None:
        """Say why these settings cannot be tried or kept."""
        if fault in ("locked", "bug"):
            self.say("")
        elif fault:
            self.say(tr(f"setup.fault_{fault}"))
        else:
            self.say(f"{tr('setup.not_kept')} {isolate(why)}")

    def _show_draft(self) -> None:
        for setting, row in self.rows.items():
            row.grid.show_value(self.draft.value(setting))
        self.width_field.setVisible(self.draft.is_odd)
        languages = self.draft.languages
        second = self.rows[PrinterSetting.SECOND]
        second.setVisible(bool(languages))
        for segment in second.grid.segments:
            segment.setVisible(segment.option.value not in languages[:1])

    def _use(self, draft: Draft) -> None:
        looked = _look(self.draft)
        self.draft = draft
        self._show_draft()
        if _look(draft) != looked:
            self.preview.ask()

    @Slot(object, object)
    def _choose(self, setting: PrinterSetting, value: SettingValue) -> None:
        self._use(self.draft.with_value(setting, value))
        if self.draft.is_odd and setting is PrinterSetting.WIDTH:
            self.width_field.begin(str(self.draft.printer.profile.width))
            self.width_field.field.setFocus(Qt.FocusReason.OtherFocusReason)
            self.width_field.field.selectAll()

    @Slot(object, str)
    def _place_at(self, connection: Connection, address: str) -> None:
        self._use(self.draft.at(connection, address))

    @Slot(str)
    def _take_name(self, name: str) -> None:
        self._use(self.draft.with_name(" ".join(name.split())))

    @Slot(str)
    def _take_width(self, dots: str) -> None:
        """Take a width that is being typed; what is no width is told when it is kept."""
        number = int(dots) if dots.isdecimal() else 0
        self._use(self.draft.with_width(number))

    @Slot(int, object, int)
    def _ask_picture(self, number: int, copy: Copy, width_px: int) -> None:
        width = self.draft.printer.profile.width
        if not is_width(width):
            return
        share = _PAPER_SHARE * min(width, WIDTHS[0]) / WIDTHS[0]  # a narrow paper looks narrow
        shown_px = round(width_px * share)
        look = TicketLook(width=width, languages=self.draft.languages, width_px=shown_px)
        self.picture_requested.emit(number, copy, look)

    @Slot()
    def _keep(self) -> None:
        if self.keep_button.isEnabled():
            self._wait("setup.keeping")
            self.keep_requested.emit(self.draft, self._is_new)

    @Slot()
    def _try_out(self) -> None:
        self._wait("printer.testing")
        self.test_requested.emit(self.draft.printer)

    def _wait(self, key: str) -> None:
        self.say(tr(key))
        for button in (self.keep_button, self.test_button):
            button.setEnabled(False)

    @Slot()
    def _remove(self) -> None:
        self.remove_requested.emit(self.draft.printer.name)


def _picks(page: PrinterPage, setting: PrinterSetting, values: Iterable[SettingValue]) -> PickRow:
    options = [Option(value=each, words=tr(f"setup.{_code(setting, each)}")) for each in values]
    return PickRow(page.theme, setting, options, page)


def _feet(page: PrinterPage) -> QHBoxLayout:
    feet = QHBoxLayout()
    feet.setSpacing(page.theme.px("apart"))
    for button in (page.back_button, page.remove_button, page.test_button, page.keep_button):
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        feet.addWidget(button, 1)
    return feet


def _look(draft: Draft) -> tuple[int, Sequence[str]]:
    return draft.printer.profile.width, draft.languages


def _code(setting: PrinterSetting, value: SettingValue) -> str:
    """Return the key of the words of a value; the words of a moment or a language are shared."""
    match setting, value:
        case ((PrinterSetting.KITCHEN | PrinterSetting.BAG), _):
            return f"when_{value}"
        case PrinterSetting.LANGUAGE, None:
            return "as_screen"
        case PrinterSetting.SECOND, None:
            return "one_language"
        case ((PrinterSetting.LANGUAGE | PrinterSetting.SECOND), _):
            return f"language_{value}"
        case _, bool():
            return "on" if value else "off"
    return f"{setting.value}_{value}"
