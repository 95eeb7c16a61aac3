"""The page of the stations: touched, typed on, kept."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kitchen_app.domain.order import Line
from kitchen_app.domain.routing import Moment, Station
from kitchen_app.services.printer_rules import PrinterFault
from kitchen_app.services.settings import PrintingSettings
from kitchen_app.ui.printers.stations_draft import stations_draft
from kitchen_app.ui.printers.stations_page import StationsPage
from kitchen_app.ui.theme import Theme

TEA, SOUP, PLATE = (
    Line(line_id=str(number), name=name)
    for number, name in enumerate(("Iced tea", "Lentil soup", "Grilled plate"))
)


@pytest.fixture
def page(ground: QWidget, theme: Theme, settings: PrintingSettings) -> StationsPage:
    made = StationsPage(theme, ground, stations_draft(settings), (TEA, SOUP, PLATE))
    made.open_panel(at_once=True)
    return made


def touch_dish(page: StationsPage, name: str) -> None:
    next(each for each in page.editor.dish_buttons if name in each.words).click()


def test_a_station_is_added_named_and_given_dishes(page: StationsPage, qtbot: QtBot) -> None:
    assert "prints everything" in page.told.text()
    assert not page.remove_button.isVisible()
    page.add_button.click()
    assert page.editor.name_field.text() == "Grill"
    assert "Bar" in page.buttons[0].words
    touch_dish(page, "Iced tea")
    page.editor.words_field.setText("grill")
    page.editor.words_field.textEdited.emit(" grill،  hot  plate , ,")
    page.editor.name_field.textEdited.emit("  Hot   corner ")
    page.editor.grid.segments[0].click()
    page.editor.grid.segments[1].click()
    assert page.buttons[0].hint == "2 dishes"
    assert "prints only: \u2068Hot corner" in page.told.text()
    with qtbot.waitSignal(page.keep_requested) as kept:
        page.keep_button.click()
    station = Station(
        name="Hot corner", printer="Bar", items=("Iced tea",), words=("grill", "hot plate")
    )
    assert kept.args == [(station,)]
    assert not page.keep_button.isEnabled()


def test_a_dish_is_made_at_one_station_only(page: StationsPage) -> None:
    page.add_button.click()
    touch_dish(page, "Iced tea")
    touch_dish(page, "Lentil soup")
    page.add_button.click()
    touch_dish(page, "Iced tea")
    assert [each.items for each in page.draft.stations] == [("Lentil soup",), ("Iced tea",)]
    touch_dish(page, "Iced tea")
    assert page.draft.stations[1].items == ()
    page.buttons[0].click()
    assert page.editor.name_field.text() == "Grill"
    page.remove_button.held.emit()
    assert [each.name for each in page.draft.stations] == ["Cold"]
    assert page.editor.name_field.text() == "Cold"


def test_what_a_word_brings_here_is_taken_away_by_the_word(page: StationsPage) -> None:
    page.add_button.click()
    page.editor.words_field.textEdited.emit("grill")
    button = next(each for each in page.editor.dish_buttons if "plate" in each.words)
    assert button.isChecked()
    assert not button.isEnabled()
    assert "word" in button.hint


def test_without_a_printer_for_the_kitchen_it_is_said(
    ground: QWidget, theme: Theme, settings: PrintingSettings
) -> None:
    silent = tuple(
        replace(each, plan=replace(each.plan, kitchen=Moment.NEVER)) for each in settings.printers
    )
    draft = stations_draft(replace(settings, printers=silent))
    page = StationsPage(theme, ground, draft, ())
    page.add_button.click()
    assert "nothing comes out" in page.told.text()
    assert "no kitchen tickets" in page.buttons[0].hint


def test_faults_are_said_and_people_go_on(page: StationsPage) -> None:
    page.show_fault(PrinterFault.STATION_EMPTY.value, "")
    assert "Choose a dish" in page.said
    page.show_fault("", "the disk is full")
    assert "the disk is full" in page.said
    page.show_fault("locked", "")
    assert page.said == ""
    assert page.keep_button.isEnabled()
