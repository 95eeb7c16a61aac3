"""The connection to Keeta: who we are there, our address, and the owner's consent."""

from datetime import datetime
from typing import ClassVar

from PySide6.QtCore import Qt, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from kitchen_app.services.access import CallbackFailure
from kitchen_app.services.connection import ConnectionView, Registration
from kitchen_app.services.consents import ConsentState
from kitchen_app.ui.asks import Asks
from kitchen_app.ui.clock import UiClock
from kitchen_app.ui.i18n import figures, isolate, tr
from kitchen_app.ui.shop.page import ShopPage
from kitchen_app.ui.theme import Theme
from kitchen_app.ui.widgets.text import WrapLabel
from kitchen_app.ui.widgets.touch_button import TouchButton
from kitchen_app.ui.widgets.touch_scroll import TouchScroll

ROWS = ("application", "shop", "access", "address")
"""What is shown, in this sequence; its words are `connection.<row>`."""


class ConnectionPage(ShopPage):
    """Follows what the core does while it is seen.

    Signals:
        wanted: what is in force should be told.
        registration_wanted: Keeta should be told our address; whether for test shops.
        consent_wanted: a page for the owner's consent should be opened.
    """

    section: ClassVar[str] = "connection"
    is_of_one_shop: ClassVar[bool] = False
    wanted = Signal()
    registration_wanted = Signal(bool)
    consent_wanted = Signal()

    def __init__(self, theme: Theme, clock: UiClock, parent: QWidget | None = None) -> None:
        super().__init__(theme, clock, parent)
        self.values = {row: WrapLabel("strong", self) for row in ROWS}
        self.registration = WrapLabel("option", self)
        self.consent = WrapLabel("option", self)
        self.register_button = TouchButton("work", self, text=tr("connection.register"))
        self.test_button = TouchButton("quiet", self, text=tr("connection.register_test"))
        self.consent_button = TouchButton("work", self, text=tr("connection.begin_consent"))
        self._build_ui()
        for button in (self.register_button, self.test_button, self.consent_button):
            button.setEnabled(False)  # until the core has told what is in force
            button.setMinimumHeight(theme.px("primary"))

    def _build_ui(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(self.theme.px("apart"))
        grid.setVerticalSpacing(self.theme.px("gap"))
        grid.setColumnStretch(1, 1)
        for place, (row, value) in enumerate(self.values.items()):
            name = WrapLabel("option", self, text=tr(f"connection.{row}"))
            name.setMinimumWidth(self.theme.px("rail"))
            grid.addWidget(name, place, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(value, place, 1, Qt.AlignmentFlag.AlignTop)
        buttons = QHBoxLayout()
        buttons.setSpacing(self.theme.px("apart"))
        buttons.addWidget(self.register_button, 3)
        buttons.addWidget(self.test_button, 2)
        scroll = TouchScroll(self, spacing=self.theme.px("gap"))
        scroll.column.addLayout(grid)
        scroll.column.addSpacing(self.theme.px("gap"))
        scroll.column.addWidget(self.registration)
        scroll.column.addLayout(buttons)
        scroll.column.addSpacing(self.theme.px("apart"))
        scroll.column.addWidget(self.consent)
        scroll.column.addWidget(self.consent_button)
        scroll.column.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.theme.px("gap"))
        column.addWidget(WrapLabel("title", self, text=tr("connection.title")))
        column.addWidget(scroll, 1)
        self.register_button.clicked.connect(self._register)
        self.test_button.clicked.connect(self._register_test)
        self.consent_button.clicked.connect(self.consent_wanted)

    def connect_asks(self, asks: Asks) -> None:
        connection = asks.connection
        self.wanted.connect(connection.look)
        self.registration_wanted.connect(connection.register)
        self.consent_wanted.connect(connection.begin_consent)
        connection.told.connect(self.show_connection)
        connection.registered.connect(self.show_connection)
        connection.consent_ready.connect(self.open_consent)

    def begin(self) -> None:
        self.wanted.emit()

    def tick(self, now: datetime) -> None:
        self.wanted.emit()

    @Slot(object)
    def show_connection(self, view: ConnectionView) -> None:
        """Show what is in force, and how far what was asked for has come."""
        told = {
            "application": figures(str(view.app_id)),
            "shop": figures(str(view.shop_id)),
            "access": tr(f"connection.access_{view.access.authorisation.value}"),
            "address": isolate(view.address),
        }
        for row, value in self.values.items():
            value.show_text(told[row])
        is_under_way = view.registration is not None and not view.registration.is_over
        for button in (self.register_button, self.test_button):
            button.setEnabled(view.can_register and not is_under_way)
        self.consent_button.setEnabled(view.access.consent is not ConsentState.ASKING)
        self.registration.show_text(
            _registration_words(view.registration)
            if view.can_register
            else tr("connection.no_public_address")
        )
        if view.access.consent is not ConsentState.NONE:
            self.consent.show_text(tr(f"connection.consent_{view.access.consent.value}"))
        elif not self.consent.text():
            self.consent.show_text(tr("connection.consent_hint"))

    @Slot(str)
    def open_consent(self, address: str) -> None:
        """Open Keeta's page in the browser; without one its address is told, to be opened."""
        is_open = QDesktopServices.openUrl(QUrl(address))
        told = "connection.consent_open" if is_open else "connection.consent_by_hand"
        self.consent.show_text(tr(told, address=isolate(address)))

    @Slot()
    def _register(self) -> None:
        self.registration_wanted.emit(False)

    @Slot()
    def _register_test(self) -> None:
        self.registration_wanted.emit(True)


def _registration_words(registration: Registration | None) -> str:
    if registration is None:
        return tr("connection.register_hint")
    if not registration.is_over:
        done, total = figures(str(registration.done)), figures(str(registration.total))
        return tr("connection.registering", done=done, total=total)
    if not registration.failures:
        return tr("connection.registered", n=registration.total)
    lines = [tr("connection.not_registered"), *map(_failure_words, registration.failures)]
    return "\n".join(lines)


def _failure_words(failure: CallbackFailure) -> str:
    event = figures(str(failure.event_id))
    if failure.code is not None:
        return tr("connection.event_refused", event=event, code=figures(str(failure.code)))
    return tr("connection.event_unreached", event=event)
