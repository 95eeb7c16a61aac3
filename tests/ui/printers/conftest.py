"""A page over a ground, and settings with two printers."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QWidget

from kitchen_app.domain.routing import PrinterPlan
from kitchen_app.services.print_profiles import PROFILES
from kitchen_app.services.settings import Connection, PrinterSettings, PrintingSettings
from kitchen_app.ui.printers.draft import new_draft
from kitchen_app.ui.printers.page import PrinterPage
from kitchen_app.ui.theme import Theme

KITCHEN = PrinterSettings(
    plan=PrinterPlan(name="Kitchen"),
    connection=Connection.NETWORK,
    address="192.168.1.50",
    profile=PROFILES["80mm"],
)
BAR = replace(
    KITCHEN, plan=PrinterPlan(name="Bar"), connection=Connection.DEVICE, address="/dev/usb/lp0"
)


@pytest.fixture
def settings() -> PrintingSettings:
    return PrintingSettings(printers=(KITCHEN, BAR), default="Kitchen", languages=("ar", "en"))


@pytest.fixture
def page(ground: QWidget, theme: Theme, settings: PrintingSettings) -> PrinterPage:
    made = PrinterPage(theme, ground, new_draft("Printer 1", settings), settings, is_new=True)
    made.open_panel(at_once=True)
    return made
