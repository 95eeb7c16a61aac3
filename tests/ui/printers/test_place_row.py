"""A printer is chosen among those that were found, or its address is typed."""

import pytest
from pytestqt.qtbot import QtBot

from kitchen_app.services.print_ports import FoundPrinter
from kitchen_app.services.settings import Connection
from kitchen_app.ui.printers.place_row import PlaceRow
from kitchen_app.ui.theme import Theme

USB = FoundPrinter(kind="device", address="/dev/usb/lp0")


@pytest.fixture
def row(qtbot: QtBot, theme: Theme) -> PlaceRow:
    made = PlaceRow(theme)
    qtbot.addWidget(made)
    made.begin(Connection.NETWORK, "")
    made.show()
    return made


def test_it_looks_and_says_what_came_of_it(row: PlaceRow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(row.look_requested):
        row.look()
    assert row.line.isVisible()
    assert not row.look_button.isEnabled()
    row.show_found(())
    assert not row.line.isVisible()
    assert "No printer found" in row.said.text()
    row.show_found((USB,))
    assert "1 printer found" in row.said.text()


def test_one_that_was_found_is_chosen_and_the_typed_address_comes_back(
    row: PlaceRow, qtbot: QtBot
) -> None:
    placed: list[tuple[Connection, str]] = []
    row.placed.connect(lambda connection, address: placed.append((connection, address)))
    row.address.field.insert("10.٠.0.1")
    row.show_found((USB,))
    row.grid.segments[1].click()
    assert placed[-1] == (Connection.DEVICE, "/dev/usb/lp0")
    assert not row.address.isVisible()
    row.show_found((USB,))
    assert [segment.isChecked() for segment in row.grid.segments] == [False, True]
    row.grid.segments[0].click()
    assert placed[-1] == (Connection.NETWORK, "10.0.0.1")
    assert row.address.isVisible()


def test_where_a_printer_is_stays_a_choice_when_it_is_not_found(row: PlaceRow) -> None:
    row.begin(Connection.FOLDER, "/tickets")
    row.show_found((USB,))
    assert [segment.isChecked() for segment in row.grid.segments] == [False, True, False]


def test_a_list_that_is_made_anew_keeps_the_keyboard(row: PlaceRow, qtbot: QtBot) -> None:
    row.grid.segments[0].setFocus()
    qtbot.waitUntil(row.grid.segments[0].hasFocus)
    row.show_found((USB,))
    assert row.grid.segments[0].hasFocus()
