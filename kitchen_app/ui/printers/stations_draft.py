"""The stations as somebody is setting them up: nothing of it is in force."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from kitchen_app.domain.order import Line
from kitchen_app.domain.routing import (
    PrintPlan,
    Station,
    is_item_of,
    rest_printers,
    station_of,
    working_stations,
)
from kitchen_app.services.settings import PrintingSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class StationsDraft:
    """All stations, and the `place` of the one that is being changed; -1 is none."""

    settings: PrintingSettings
    stations: tuple[Station, ...] = ()
    place: int = -1

    @property
    def chosen(self) -> Station | None:
        return self.stations[self.place] if self.place >= 0 else None

    @property
    def plan(self) -> PrintPlan:
        """What would be printed where."""
        plans = tuple(printer.plan for printer in self.settings.printers)
        return PrintPlan(printers=plans, stations=self.stations, default=self.settings.default)

    @property
    def rest(self) -> tuple[str, ...]:
        """The printers of what no station makes; none if nothing prints for the kitchen."""
        return rest_printers(self.plan)

    def stations_at(self, printer: str) -> tuple[str, ...]:
        """Return the names of the stations whose tickets come out of a printer."""
        working = working_stations(self.plan)
        return tuple(station.name for station in working if station.printer == printer)

    def prints_all(self, printer: str) -> bool:
        """Tell whether every dish comes out of a printer."""
        working = working_stations(self.plan)
        is_apart = printer == self.settings.default or printer in {each.printer for each in working}
        return printer in self.rest and not (working and is_apart)

    def works(self, station: Station) -> bool:
        """Tell whether the printer of a station prints for the kitchen."""
        return station in working_stations(self.plan)

    def choosing(self, place: int) -> "StationsDraft":
        return replace(self, place=place)

    def with_new(self, name: str) -> "StationsDraft":
        """Return the draft with one more station, which is then the chosen one.

        Its printer is one that has none yet, if there is such a one.
        """
        busy = {station.printer for station in self.stations} | {self.settings.default}
        names = [printer.name for printer in self.settings.printers]
        free = [each for each in names if each not in busy]
        station = Station(name=name, printer=(free or names)[0])
        return replace(self, stations=(*self.stations, station), place=len(self.stations))

    def without(self) -> "StationsDraft":
        """Return the draft without the chosen station: nobody makes its dishes apart."""
        left = tuple(each for place, each in enumerate(self.stations) if place != self.place)
        return replace(self, stations=left, place=min(self.place, len(left) - 1))

    def named(self, name: str) -> "StationsDraft":
        return self._with(name=name)

    def at(self, printer: str) -> "StationsDraft":
        return self._with(printer=printer)

    def with_words(self, words: Iterable[str]) -> "StationsDraft":
        return self._with(words=tuple(dict.fromkeys(words)))

    def maker_of(self, dish: Line) -> Station | None:
        """Return the station that makes a dish, whether it works or not."""
        return station_of(dish, self.stations)

    def with_dish(self, dish: Line, *, is_made: bool) -> "StationsDraft":
        """Return the draft in which the chosen station makes a dish, or does not by its name."""
        stations = []
        for place, station in enumerate(self.stations):
            items = tuple(item for item in station.items if not is_item_of(item, dish))
            if is_made and place == self.place:
                items = (*items, dish.name)
            stations.append(replace(station, items=items))
        return replace(self, stations=tuple(stations))

    def _with(self, **values: object) -> "StationsDraft":
        stations = list(self.stations)
        stations[self.place] = replace(
            stations[self.place],
            **values,  # type: ignore[arg-type]  # by name
        )
        return replace(self, stations=tuple(stations))


def stations_draft(settings: PrintingSettings) -> StationsDraft:
    """Return a draft of what is in force; its first station is chosen."""
    place = 0 if settings.stations else -1
    return StationsDraft(settings=settings, stations=settings.stations, place=place)


def dishes_of(lines: Iterable[Line], stations: Iterable[Station]) -> tuple[Line, ...]:
    """Return each dish once: those of these lines, and those that stations name besides."""
    found: dict[str, Line] = {}
    for line in lines:
        name = " ".join(line.name.split())
        if name:
            found.setdefault(name.casefold(), replace(line, name=line.name.strip()))
    for station in stations:
        for item in station.items:
            if not any(is_item_of(item, dish) for dish in found.values()):
                found[item.casefold()] = Line(line_id="", name=item)
    return tuple(sorted(found.values(), key=lambda dish: dish.name.casefold()))
