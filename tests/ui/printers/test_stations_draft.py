"""A draft of stations: each dish at one of them, and nothing in force."""

from dataclasses import replace

from kitchen_app.domain.order import Line
from kitchen_app.domain.routing import Moment, Station
from kitchen_app.services.settings import PrintingSettings
from kitchen_app.ui.printers.stations_draft import dishes_of, stations_draft
from tests.ui.printers.conftest import BAR, KITCHEN

TEA = Line(line_id="1", name="Iced tea", names={"ar": "شاي مثلج"})
SOUP = Line(line_id="2", name="Soup")
GRILL = Station(name="Grill", printer="Kitchen", items=("شاي مثلج", "Kebab"), words=("grill",))


def test_a_dish_is_moved_from_one_station_to_another(settings: PrintingSettings) -> None:
    draft = stations_draft(replace(settings, stations=(GRILL,))).with_new("Drinks")
    assert [station.printer for station in draft.stations] == ["Kitchen", "Bar"]
    moved = draft.with_dish(TEA, is_made=True)
    assert [station.items for station in moved.stations] == [("Kebab",), ("Iced tea",)]
    assert moved.maker_of(TEA) is moved.chosen
    away = moved.with_dish(TEA, is_made=False)
    assert away.maker_of(TEA) is None
    assert draft.stations[0] is GRILL


def test_stations_are_named_placed_and_removed(settings: PrintingSettings) -> None:
    draft = stations_draft(settings)
    assert draft.chosen is None
    draft = draft.with_new("One").with_new("Two").named("Drinks").at("Bar")
    draft = draft.with_words(["tea", "tea", "cola"])
    assert draft.chosen == Station(name="Drinks", printer="Bar", words=("tea", "cola"))
    left = draft.without()
    assert left.chosen is not None
    assert left.chosen.name == "One"
    assert left.without().chosen is None


def test_it_is_known_what_each_printer_prints(settings: PrintingSettings) -> None:
    draft = stations_draft(settings)
    assert draft.rest == ("Kitchen", "Bar")
    assert draft.prints_all("Kitchen")
    drinks = replace(GRILL, printer="Bar")
    draft = stations_draft(replace(settings, stations=(drinks,)))
    assert (draft.rest, draft.stations_at("Bar")) == (("Kitchen",), ("Grill",))
    assert not draft.prints_all("Kitchen")
    silent = replace(BAR, plan=replace(BAR.plan, kitchen=Moment.NEVER))
    draft = stations_draft(replace(settings, printers=(KITCHEN, silent), stations=(drinks,)))
    assert not draft.works(drinks)
    assert draft.stations_at("Bar") == ()
    assert draft.prints_all("Kitchen")


def test_each_dish_is_offered_once() -> None:
    lines = [TEA, replace(TEA, line_id="9", name="iced  Tea "), SOUP, Line(line_id="3", name=" ")]
    assert [dish.name for dish in dishes_of(lines, (GRILL,))] == ["Iced tea", "Kebab", "Soup"]
