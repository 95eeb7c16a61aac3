"""Where a printer is: one of those that were found, or an address that is typed."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from kitchen_app.services.print_ports import FoundPrinter
from kitchen_app.services.settings import Connection
from kitchen_app.ui.i18n import isolate, tr
from kitchen_app.ui.printers.rows import PadField, SetupRow
from kitchen_app.ui.settings.segments import Option, SegmentGrid
from kitchen_app.ui.theme import Theme
from kitchen_app.ui.widgets.pending_line import PendingLine
from kitchen_app.ui.widgets.text import WrapLabel
from kitchen_app.ui.widgets.touch_button import TouchButton

_NETWORK = -1
"""Stands for an address that is typed, among the places in the list of those that are found."""


class PlaceRow(SetupRow):
    """A choice of what was found, and a field for what a network has.

    Signals:
        placed: the `Connection` and the address that is wanted.
        look_requested: what this computer knows of should be looked for again.
    """

    placed = Signal(object, str)
    look_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "place", parent)
        self._connection, self._address = Connection.NETWORK, ""
        self._typed = ""
        self._found: tuple[FoundPrinter, ...] = ()
        self.said = WrapLabel("option", self)
        self.line = PendingLine(
            height=theme.px("pending_bar"),
            colour=theme.colour("in_time"),
            trough=theme.colour("trough"),
            motion=theme.motion,
            parent=self,
        )
        self.look_button = TouchButton("quiet", self, text=tr("setup.look_again"))
        self.address = PadField(theme, tr("setup.address"), has_dots=True, parent=self)
        self.address.field.setPlaceholderText("192.168.1.50")
        self.grid = self._make_grid()
        for part in (self.line, self.said, self.grid, self.address, self.look_button):
            self.column.addWidget(part)
        self.address.typed.connect(self._take_typed)
        self.look_button.clicked.connect(self.look)

    def begin(self, connection: Connection, address: str) -> None:
        """Show where a printer is now."""
        self._connection, self._address = connection, address
        self._typed = address if connection is Connection.NETWORK else ""
        self.address.begin(self._typed)
        self._found = ()
        self._show()

    @Slot()
    def look(self) -> None:
        """Look, and say so."""
        self.line.show()
        self.look_button.setEnabled(False)
        self.said.show_text(tr("setup.looking"))
        self.look_requested.emit()

    @Slot(object)
    def show_found(self, found: Sequence[FoundPrinter]) -> None:
        """Show what this computer knows of."""
        self._found = tuple(found)
        self.line.hide()
        self.look_button.setEnabled(True)
        told = tr("setup.found", n=len(self._found)) if self._found else tr("setup.found_none")
        self.said.show_text(told)
        self._show()

    def _places(self) -> list[FoundPrinter]:
        """Return what can be chosen: where the printer is now, too."""
        now = FoundPrinter(kind=self._connection.value, address=self._address)
        own = () if self._connection is Connection.NETWORK else (now,)
        return list(dict.fromkeys((*own, *self._found)))

    def _make_grid(self) -> SegmentGrid:
        options = [Option(value=_NETWORK, words=tr("setup.kind_network"))]
        for place, each in enumerate(self._places()):
            words = f"{tr(f'setup.kind_{each.kind}')} · {isolate(each.address)}"
            options.append(Option(value=place, words=words))
        grid = SegmentGrid(self.theme, self.name, options, self, columns=1)
        grid.picked.connect(self._pick)
        return grid

    def _show(self) -> None:
        """Make the list anew: what is chosen stays so."""
        old, self.grid = self.grid, self._make_grid()
        self.column.replaceWidget(old, self.grid)
        had_focus = any(each.hasFocus() for each in old.segments)
        old.hide()
        old.deleteLater()
        self.grid.show()
        self._show_chosen()
        if had_focus:
            self.grid.take_focus()

    def _show_chosen(self) -> None:
        is_network = self._connection is Connection.NETWORK
        now = FoundPrinter(kind=self._connection.value, address=self._address)
        self.grid.show_value(_NETWORK if is_network else self._places().index(now))
        self.address.setVisible(is_network)

    @Slot(object)
    def _pick(self, place: int) -> None:
        if place == _NETWORK:
            self._connection, self._address = Connection.NETWORK, self._typed
        else:
            found = self._places()[place]
            self._connection, self._address = Connection(found.kind), found.address
        self._show_chosen()
        if place == _NETWORK:
            self.address.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.placed.emit(self._connection, self._address)

    @Slot(str)
    def _take_typed(self, address: str) -> None:
        self._typed = self._address = address
        self.placed.emit(Connection.NETWORK, address)
