"""Printers in words: the strip says the worst, the banner what to do."""

import pytest

from kitchen_app.services.print_ports import PrinterState
from kitchen_app.services.print_view import PrintView
from kitchen_app.ui.print_words import plate, trouble_look
from tests.ui import canned


@pytest.mark.parametrize(
    ("view", "told"),
    [
        (canned.printing("Grill", "Bar"), ("ready", "ok")),
        (canned.printing("Grill", state=PrinterState.PRINTING), ("printing", "ok")),
        (canned.printing("Grill", state=PrinterState.CANNOT_TELL), ("cannot tell", "quiet")),
        (canned.printing("Grill", near_end=True), ("paper soon used up", "waiting")),
        (canned.printing("Grill", state=PrinterState.PAPER_OUT), ("no paper", "broken")),
        (canned.printing("Grill", old=("1", "2")), ("2 not printed", "broken")),
    ],
)
def test_the_strip_says_what_is_worst(view: PrintView, told: tuple[str, str]) -> None:
    assert plate(view) == told


def test_the_banner_names_printer_orders_and_cure() -> None:
    view = canned.printing("Grill", state=PrinterState.COVER_OPEN, waiting=("7", "8", "9"))
    look = trouble_look(view.troubles[0], {"7": "1041", "9": "1042"})
    assert look.title.replace("\u2068", "").replace("\u2069", "") == (
        "The cover of printer Grill is open"
    )
    assert look.cure == "3 orders are not on paper: 1041, 1042. Close it."


@pytest.mark.parametrize("state", list(PrinterState))
def test_every_state_has_a_cure(state: PrinterState) -> None:
    view = canned.printing("Grill", state=state, old=("7",))
    assert trouble_look(view.troubles[0], {}).cure
