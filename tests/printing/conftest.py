"""Qt for those who draw; the papers read themselves."""

import pytest
from PySide6.QtWidgets import QApplication

from kitchen_app.printing.render import QtTicketPainter
from kitchen_app.printing.templates import load_templates
from kitchen_app.printing.ticket import KNOWN
from kitchen_app.ui.theme import load_fonts
from tests.printing.papers import EN


@pytest.fixture(autouse=True, scope="session")
def fonts(qapp: QApplication) -> None:
    """Make the shipped fonts known to Qt."""
    load_fonts()


@pytest.fixture
def painter(qapp: QApplication) -> QtTicketPainter:
    templates = load_templates(KNOWN).by_name
    return QtTicketPainter(reader=EN, templates=templates)
