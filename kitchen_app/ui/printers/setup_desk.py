"""Opens the pages of printers and stations and takes what is asked there to the core."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from kitchen_app.domain.order import Line
from kitchen_app.domain.routing import Station
from kitchen_app.domain.tickets import Copy
from kitchen_app.services.settings import PrintingSettings
from kitchen_app.ui.clock import UiClock
from kitchen_app.ui.i18n import tr
from kitchen_app.ui.printers.changes import PrinterChanges
from kitchen_app.ui.printers.draft import Draft, draft_of, new_draft
from kitchen_app.ui.printers.page import PrinterPage
from kitchen_app.ui.printers.stations_draft import stations_draft
from kitchen_app.ui.printers.stations_page import StationsPage
from kitchen_app.ui.setup_asks import SetupAsks, TicketLook
from kitchen_app.ui.theme import Theme
from kitchen_app.ui.widgets.slide_over import SlideOver


class SetupDesk(QObject):
    """A page is made anew for each printer: it is right for what is in force then."""

    def __init__(self, theme: Theme, ground: QWidget, asks: SetupAsks, clock: UiClock) -> None:
        super().__init__(ground)
        self._theme = theme
        self._ground = ground
        self._asks = asks
        self._wanted: str | None = None
        self.changes = PrinterChanges(asks, clock, self)
        self.page: PrinterPage | None = None
        self.stations: StationsPage | None = None
        self._lines: Sequence[Line] | None = None
        asks.known.connect(self._show)
        asks.kept.connect(self._close)
        asks.not_kept.connect(self._tell_fault)

    @Slot()
    def add(self) -> None:
        """Open the page of a printer that is not there yet."""
        self.change("")

    @Slot(str)
    def change(self, name: str) -> None:
        """Open the page of a printer, as soon as it is known what is in force."""
        self._wanted = name
        self._asks.look()

    def change_stations(self, lines: Sequence[Line]) -> None:
        """Open the page of the stations, with the dishes of these lines to choose from."""
        self._lines = lines
        self._asks.look()

    @Slot(object)
    def _show(self, settings: PrintingSettings) -> None:
        wanted, self._wanted = self._wanted, None
        lines, self._lines = self._lines, None
        if lines is not None:
            self._open_stations(settings, lines)
        if wanted is None:
            return
        is_new = not wanted
        draft = new_draft(_free_name(settings), settings) if is_new else draft_of(wanted, settings)
        if draft is not None:
            self._open(PrinterPage(self._theme, self._ground, draft, settings, is_new=is_new))

    def _open_stations(self, settings: PrintingSettings, lines: Sequence[Line]) -> None:
        draft = stations_draft(settings)
        old, page = self.stations, StationsPage(self._theme, self._ground, draft, lines)
        self.stations = page
        _let_go(old)
        page.keep_requested.connect(self._keep_stations)
        page.open_panel()

    def _open(self, page: PrinterPage) -> None:
        old, self.page = self.page, page
        _let_go(old)
        asks = self._asks
        page.keep_requested.connect(self._keep)
        page.remove_requested.connect(self._remove)
        page.test_requested.connect(asks.try_out)
        page.picture_requested.connect(self._draw)
        page.place.look_requested.connect(asks.find)
        asks.found.connect(page.place.show_found)
        asks.tried.connect(page.show_tried)
        asks.not_tried.connect(page.show_fault)
        asks.drawn.connect(page.preview.show_picture)
        asks.not_drawn.connect(page.preview.show_none)
        page.open_panel()
        page.place.look()

    @Slot(object, bool)
    def _keep(self, draft: Draft, is_new: bool) -> None:
        self._asks.keep(draft.printer, draft.languages, is_new)

    @Slot(object)
    def _keep_stations(self, stations: tuple[Station, ...]) -> None:
        self._asks.keep_stations(stations)

    @Slot(str)
    def _remove(self, name: str) -> None:
        self._asks.remove(name)

    @Slot(int, object, object)
    def _draw(self, number: int, copy: Copy, look: TicketLook) -> None:
        self._asks.draw(number, copy, look)

    @Slot(str, object)
    def _close(self, _name: str, _before: PrintingSettings) -> None:
        for page in self._open_pages():
            page.close_panel()

    @Slot(str, str, str)
    def _tell_fault(self, _name: str, fault: str, why: str) -> None:
        for page in self._open_pages():
            page.show_fault(fault, why)

    def _open_pages(self) -> Iterator[PrinterPage | StationsPage]:
        for page in (self.page, self.stations):
            if page is not None and page.is_open:
                yield page


def _let_go(page: SlideOver | None) -> None:
    if page is not None:
        page.hide()
        page.deleteLater()


def _free_name(settings: PrintingSettings) -> str:
    """Return a name for who has no keyboard."""
    taken = {each.name for each in settings.printers}
    number = 1
    while (name := tr("setup.name_n", n=number)) in taken:
        number += 1
    return name
