"""The tables [printing], [[printers]] and [[stations]] of kitchen.toml."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from kitchen_app.domain.routing import Moment, PrinterPlan, Station, StopMoment
from kitchen_app.services.print_profiles import (
    NARROWEST,
    PROFILES,
    WIDEST,
    Buzzer,
    PrinterProfile,
)
from kitchen_app.services.printer_rules import (
    LONGEST_ADDRESS,
    LONGEST_NAME,
    MOST_COPIES,
    MOST_DISHES,
    PrinterFault,
    are_languages,
    fault_of,
    is_address,
    is_name,
)
from kitchen_app.services.settings import LANGUAGES, Connection, PrinterSettings, PrintingSettings
from kitchen_app.store.errors import ConfigError
from kitchen_app.store.section import Section, text, whole_number

PRINTING_NOTES = """
[printing]
# The printer of dishes that no station takes; the first one unless told.
# default = "Kitchen"
# Seconds for which a printer is in trouble before its fallback stands in for it (5 to 600).
# fallback_after_s = 30
# One or two languages of "en", "ar" and "zh_HK"; those of the screen unless told.
# languages = ["ar", "en"]

# One [[printers]] for each. kind: "network" (address: host or host:port), "spooler" (a printer's
# name in Windows, that speaks ESC/POS), "device" (such as "/dev/usb/lp0" or "COM3"), "system" (any
# other printer of this computer, by its name), "folder" (a picture for each paper).
# profile: "80mm", "58mm", "tm-t88", "tm-m30", "tm-p20", "star-80mm"; or width in dots.
# fallback: the name of the printer that stands in for it.
# kitchen and bag: print at "placed", "accepted" or "never"; stop: a slip when "cancelled" or
# "refunded" in part.
# [[printers]]
# name = "Kitchen"
# kind = "network"
# address = "192.168.1.50"
# profile = "80mm"
# kitchen = "accepted"
# bag = "never"
# stop = ["cancelled", "refunded"]
# copies = 1
# buzzer = "none"

# One [[stations]] for each place with a printer of its own; a word stands in the name of a dish,
# an item is the whole name or the shop's code of it.
# [[stations]]
# name = "Grill"
# printer = "Kitchen"
# words = ["shawarma", "شاورما"]
# items = []
"""

_ADDRESSES = {
    Connection.NETWORK: 'a host or host:port, such as "192.168.1.50"',
    Connection.SPOOLER: "the printer's name as Windows shows it",
    Connection.DEVICE: 'a device file or a port, such as "/dev/usb/lp0" or "COM3"',
    Connection.SYSTEM: "the printer's name as the system shows it",
    Connection.FOLDER: "a folder",
}

_CURES = {
    PrinterFault.FALLBACK: "the name of another printer",
    PrinterFault.DRAWER: "false where the buzzer is in the drawer's socket",
}
"""What is wanted where single keys are right and do not go together."""

E = TypeVar("E", bound=StrEnum)


def read_printing(document: Mapping[str, Any], path: Path) -> PrintingSettings:
    """Return what the tables say.

    Raises:
        ConfigError: a key holds something of the wrong kind, or a name that nothing has.
    """
    general = Section(document, "printing", path)
    printers = tuple(map(_printer, _tables(document, "printers", path)))
    names = [printer.name for printer in printers]
    if len(set(names)) < len(names):
        raise ConfigError(f"{path}: two [[printers]] have one name: give each its own.")
    known = partial(_known, names)
    for table, printer in zip(_tables(document, "printers", path), printers, strict=True):
        table.read("fallback", known, "")
        fault = fault_of(printer, set(names) - {printer.name})
        if fault is not None:
            raise table.complaint(fault.value, _CURES[fault])
    stations = tuple(_station(table, known) for table in _tables(document, "stations", path))
    return PrintingSettings(
        printers=printers,
        stations=stations,
        default=general.read("default", known, names[0] if names else ""),
        fallback_after_s=general.read(
            "fallback_after_s", _seconds, PrintingSettings().fallback_after_s
        ),
        languages=general.read("languages", _languages, ()),
    )


def _tables(document: Mapping[str, Any], name: str, path: Path) -> Iterator[Section]:
    tables = document.get(name, [])
    if not isinstance(tables, list):
        raise ConfigError(f"{path}: write [[{name}]] with two brackets, once for each.")
    for number, table in enumerate(tables, start=1):
        title = f"{name} {number}"
        yield Section({title: table}, title, path)


def _printer(table: Section) -> PrinterSettings:
    plain = PrinterPlan(name=_needed(table, "name"))
    plan = replace(
        plain,
        kitchen=table.read("kitchen", partial(_code, Moment), plain.kitchen),
        bag=table.read("bag", partial(_code, Moment), plain.bag),
        stop=table.read("stop", _stops, plain.stop),
        copies=table.read("copies", _copies, plain.copies),
    )
    connection = table.read("kind", partial(_code, Connection), None)
    if connection is None:
        raise table.complaint("kind", _alternatives(Connection))
    return PrinterSettings(
        plan=plan,
        connection=connection,
        address=_address(table, connection),
        profile=_profile(table),
        fallback=table.read("fallback", _name, ""),
    )


def _profile(table: Section) -> PrinterProfile:
    """Return a profile by its name, with what the table says otherwise."""
    plain = table.read("profile", _named_profile, PROFILES["80mm"])
    return replace(
        plain,
        width=table.read("width", _dots, plain.width),
        cuts=table.read("cut", _truth, plain.cuts),
        buzzer=table.read("buzzer", partial(_code, Buzzer), plain.buzzer),
        drawer=table.read("drawer", _truth, plain.drawer),
        feed_lines=table.read("feed_lines", _lines, plain.feed_lines),
    )


def _station(table: Section, known: Callable[[object], str]) -> Station:
    station = Station(
        name=_needed(table, "name"),
        printer=table.read("printer", known, ""),
        words=table.read("words", _words, ()),
        items=table.read("items", _words, ()),
    )
    if not station.printer:
        raise table.complaint("printer", "the name of one of the [[printers]]")
    if not station.words and not station.items:
        raise table.complaint("words", 'a list of words in quotes, such as ["shawarma"]')
    return station


def _address(table: Section, connection: Connection) -> str:
    """Return where a printer is; a host and its port are checked, the rest is found out."""
    address = table.read("address", _place, "")
    wanted = _ADDRESSES[connection]
    if not address:
        raise table.complaint("address", wanted)
    if not is_address(address, connection):
        raise table.complaint("address", wanted)
    return address


def _languages(value: object) -> tuple[str, ...]:
    wanted = f"one or two of {', '.join(LANGUAGES)}, in quotes and brackets"
    if not isinstance(value, list) or not are_languages(value):
        raise ValueError(wanted)
    return tuple(value)


def _place(value: object) -> str:
    wanted = f"a text of 1 to {LONGEST_ADDRESS} letters in one line"
    place = text(value, wanted).strip()
    if not is_address(place, Connection.FOLDER):
        raise ValueError(wanted)
    return place


def _needed(table: Section, key: str) -> str:
    given = table.read(key, _name, "")
    if not given:
        raise table.complaint(key, f"a text of 1 to {LONGEST_NAME} letters in one line")
    return given


def _name(value: object) -> str:
    wanted = f"a text of 1 to {LONGEST_NAME} letters in one line"
    name = text(value, wanted).strip()
    if not is_name(name):
        raise ValueError(wanted)
    return name


def _known(names: list[str], value: object) -> str:
    if value not in names:
        raise ValueError("the name of one of the [[printers]]")
    return str(value)


def _code(codes: type[E], value: object) -> E:
    try:
        return codes(text(value, ""))
    except ValueError:
        raise ValueError(_alternatives(codes)) from None


def _alternatives(codes: type[StrEnum]) -> str:
    *first, last = (f'"{code.value}"' for code in codes)
    return f"{', '.join(first)} or {last}"


def _stops(value: object) -> frozenset[StopMoment]:
    wanted = f"a list of {_alternatives(StopMoment)}, such as []"
    if not isinstance(value, list):
        raise ValueError(wanted)
    try:
        return frozenset(StopMoment(text(each, wanted)) for each in value)
    except ValueError:
        raise ValueError(wanted) from None


def _words(value: object) -> tuple[str, ...]:
    wanted = f"a list of at most {MOST_DISHES} words in quotes"
    if not isinstance(value, list) or len(value) > MOST_DISHES:
        raise ValueError(wanted)
    words = tuple(text(each, wanted).strip() for each in value)
    if not all(words):
        raise ValueError(wanted)
    return words


def _named_profile(value: object) -> PrinterProfile:
    if not isinstance(value, str) or value not in PROFILES:
        *first, last = (f'"{name}"' for name in PROFILES)
        raise ValueError(f"{', '.join(first)} or {last}, or left out beside a width")
    return PROFILES[value]


def _truth(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError("true or false")
    return value


def _dots(value: object) -> int:
    return whole_number(value, NARROWEST, WIDEST, "width in dots", 576)


def _lines(value: object) -> int:
    return whole_number(value, 0, 20, "whole number of lines", 4)


def _copies(value: object) -> int:
    return whole_number(value, 1, MOST_COPIES, "number of papers", 1)


def _seconds(value: object) -> int:
    return whole_number(value, 5, 600, "whole number of seconds", 30)
