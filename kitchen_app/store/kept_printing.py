"""Writes the tables [printing], [[printers]] and [[stations]] of kitchen.toml."""

from collections.abc import Callable, Mapping, MutableMapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import tomlkit
from tomlkit.items import AoT, Table

from kitchen_app.domain.routing import Station
from kitchen_app.services.settings import PrinterSettings, PrintingSettings
from kitchen_app.store.errors import ConfigError
from kitchen_app.store.printing_section import read_printing

Row = Mapping[str, str | int | bool | list[str]]
T = TypeVar("T", PrinterSettings, Station)


def put_printing(wanted: PrintingSettings, document: tomlkit.TOMLDocument, path: Path) -> None:
    """Let a document say this of printing; the tables of what stays as it was are not touched.

    Raises:
        ConfigError: what it says now, or would say, cannot be read.
    """
    before = read_printing(document.unwrap(), path)
    _put_rows(document, "printers", before.printers, wanted.printers, _printer_row)
    _put_rows(document, "stations", before.stations, wanted.stations, _station_row)
    general = document.setdefault("printing", tomlkit.table())
    first = wanted.printers[0].name if wanted.printers else ""
    has_own = "default" in general or wanted.default != first
    _put(general, "default", wanted.default if has_own else "")
    _put(general, "languages", list(wanted.languages))
    if general.get("fallback_after_s", PrintingSettings().fallback_after_s) != (
        wanted.fallback_after_s
    ):
        general["fallback_after_s"] = wanted.fallback_after_s
    if read_printing(tomlkit.parse(tomlkit.dumps(document)).unwrap(), path) != wanted:
        raise ConfigError(
            f"{path}: the printers cannot be written down there. Put all [[printers]] one after "
            "another, and the [[stations]] behind them."
        )


def _put(table: MutableMapping[str, Any], key: str, value: str | list[str]) -> None:
    """Set a key, or take it out where there is nothing to say."""
    if not value:
        table.pop(key, None)
    elif table.get(key) != value:
        table[key] = value


def _put_rows(
    document: tomlkit.TOMLDocument,
    title: str,
    before: Sequence[T],
    wanted: Sequence[T],
    row: Callable[[T], Row],
) -> None:
    tables = document.get(title)
    if not isinstance(tables, AoT):
        document.pop(title, None)
        tables = tomlkit.aot()
    names = {each.name for each in wanted}
    for place in reversed(range(len(before))):
        if before[place].name not in names:
            _remove(document, title, tables, place)
    left = {each.name: each for each in before}
    places = {str(table["name"]).strip(): table for table in tables}
    for place, each in enumerate(wanted):
        if each.name not in places:
            table = tomlkit.table()
            table.update(row(each))
            table.add(tomlkit.nl())
            tables.insert(place, table)
        elif left[each.name] != each:
            _fill(places[each.name], row(each))
    if tables and title not in document:
        document.append(title, tables)
    elif not tables:
        document.pop(title, None)


def _fill(table: MutableMapping[str, Any], row: Row) -> None:
    for gone in set(table) - set(row):
        del table[gone]
    for key, value in row.items():
        if table.get(key) != value:
            table[key] = value


def _remove(document: tomlkit.TOMLDocument, title: str, tables: AoT, place: int) -> None:
    """Take a table out. The notes at its end are about what follows, so they stay."""
    notes: list[Any] = []
    body = tables[place].value.body
    while body and body[-1][0] is None:
        notes.insert(0, body[-1])
        body = body[:-1]
    if place:
        tables[place - 1].value.body.extend(notes)
    else:
        _before(document, title, notes)
    del tables[place]


def _before(document: tomlkit.TOMLDocument, title: str, notes: list[Any]) -> None:
    """Put notes at the end of the table before the first of these."""
    earlier = [item for key, item in document.body if key is not None]
    titles = [key.key for key, _ in document.body if key is not None]
    place = titles.index(title)
    if place and isinstance(earlier[place - 1], Table):
        earlier[place - 1].value.body.extend(notes)


def _printer_row(printer: PrinterSettings) -> Row:
    plan, profile = printer.plan, printer.profile
    row: dict[str, str | int | bool | list[str]] = {
        "name": printer.name,
        "kind": printer.connection.value,
        "address": printer.address,
        "width": profile.width,
        "cut": profile.cuts,
        "feed_lines": profile.feed_lines,
        "buzzer": profile.buzzer.value,
        "drawer": profile.drawer,
        "kitchen": plan.kitchen.value,
        "bag": plan.bag.value,
        "stop": sorted(each.value for each in plan.stop),
        "copies": plan.copies,
    }
    return row | ({"fallback": printer.fallback} if printer.fallback else {})


def _station_row(station: Station) -> Row:
    row: dict[str, str | int | bool | list[str]] = {
        "name": station.name,
        "printer": station.printer,
        "words": list(station.words),
    }
    return row | ({"items": list(station.items)} if station.items else {})
