"""What a printer's settings must be, wherever they are typed: in kitchen.toml or on the screen."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from enum import StrEnum
from urllib.parse import urlsplit

from kitchen_app.base.errors import KnownError
from kitchen_app.domain.routing import Moment, Station
from kitchen_app.services.print_profiles import NARROWEST, WIDEST, Buzzer
from kitchen_app.services.settings import (
    LANGUAGES,
    Connection,
    PrinterSettings,
    PrintingSettings,
)

LONGEST_NAME = 40
LONGEST_ADDRESS = 300
MOST_COPIES = 5
MOST_LANGUAGES = 2
MOST_DISHES = 300
"""Of a station: so many items, and so many words."""


class PrinterFault(StrEnum):
    """Why a printer cannot be set up like this."""

    NAME = "name"
    NAME_TAKEN = "name_taken"
    ADDRESS = "address"
    WIDTH = "width"
    COPIES = "copies"
    DRAWER = "drawer"  # one socket cannot have a drawer and a buzzer
    FALLBACK = "fallback"
    LANGUAGES = "languages"
    STATION_NAME = "station_name"
    STATION_TAKEN = "station_taken"
    STATION_PRINTER = "station_printer"  # it is not there, or prints nothing for the kitchen
    STATION_EMPTY = "station_empty"
    STATION_FULL = "station_full"


class WrongPrinter(KnownError):
    """These settings cannot be; `fault` says why."""

    def __init__(self, fault: PrinterFault) -> None:
        super().__init__(f"The printer cannot be set up: {fault.value}")
        self.fault = fault


def is_name(name: str) -> bool:
    """Tell whether a text can name a printer or a station."""
    return _is_line(name, LONGEST_NAME)


def is_address(address: str, connection: Connection) -> bool:
    """Tell whether there can be such a place; whether a printer is there is found out later."""
    if not _is_line(address, LONGEST_ADDRESS):
        return False
    return connection is not Connection.NETWORK or _is_host(address)


def is_width(dots: int) -> bool:
    return NARROWEST <= dots <= WIDEST


def are_languages(languages: Sequence[object]) -> bool:
    """Tell whether papers can speak these: one or two, each once."""
    known = all(each in LANGUAGES for each in languages)
    return known and 1 <= len(set(languages)) == len(languages) <= MOST_LANGUAGES


def fault_of(printer: PrinterSettings, names: Iterable[str]) -> PrinterFault | None:
    """Return what is wrong with a printer among those of these other `names`."""
    others, profile = set(names), printer.profile
    wrong = {
        PrinterFault.NAME: not is_name(printer.name),
        PrinterFault.NAME_TAKEN: printer.name in others,
        PrinterFault.ADDRESS: not is_address(printer.address, printer.connection),
        PrinterFault.WIDTH: not is_width(profile.width),
        PrinterFault.COPIES: not 1 <= printer.plan.copies <= MOST_COPIES,
        PrinterFault.DRAWER: profile.drawer and profile.buzzer is Buzzer.DRAWER,
        PrinterFault.FALLBACK: bool(printer.fallback) and printer.fallback not in others,
    }
    return next((fault for fault, is_wrong in wrong.items() if is_wrong), None)


def fault_of_stations(
    stations: Sequence[Station], printers: Sequence[PrinterSettings]
) -> PrinterFault | None:
    """Return what is wrong with stations at these printers."""
    names = [station.name for station in stations]
    cooks = {each.name for each in printers if each.plan.kitchen is not Moment.NEVER}
    wrong = {
        PrinterFault.STATION_NAME: not all(map(is_name, names)),
        PrinterFault.STATION_TAKEN: len(set(names)) < len(names),
        PrinterFault.STATION_PRINTER: any(each.printer not in cooks for each in stations),
        PrinterFault.STATION_EMPTY: not all(each.items or each.words for each in stations),
        PrinterFault.STATION_FULL: any(
            max(len(each.items), len(each.words)) > MOST_DISHES for each in stations
        ),
    }
    return next((fault for fault, is_wrong in wrong.items() if is_wrong), None)


def with_printer(settings: PrintingSettings, printer: PrinterSettings) -> PrintingSettings:
    """Return the settings with a printer: in the place of that of its name, or as the last."""
    known = {each.name: each for each in settings.printers} | {printer.name: printer}
    printers = tuple(known.values())
    return replace(settings, printers=printers, default=settings.default or printers[0].name)


def without_printer(settings: PrintingSettings, name: str) -> PrintingSettings:
    """Return the settings without a printer.

    The default printer takes over its stations; without any printer there are none.
    """
    left = tuple(
        replace(each, fallback="") if each.fallback == name else each
        for each in settings.printers
        if each.name != name
    )
    names = [each.name for each in left]
    default = settings.default if settings.default in names else "".join(names[:1])
    stations = tuple(
        replace(each, printer=default) if each.printer == name else each
        for each in settings.stations
    )
    return replace(settings, printers=left, default=default, stations=stations if names else ())


def _is_line(text: str, longest: int) -> bool:
    return bool(text.strip()) and len(text) <= longest and text.isprintable()


def _is_host(address: str) -> bool:
    try:
        parts = urlsplit(f"//{address}")
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return False
    is_whole = parts.netloc == address and not address.endswith(":") and port != 0
    return is_whole and bool(host) and not any(map(str.isspace, host)) and _can_be_one(host)


def _can_be_one(host: str) -> bool:
    """Tell whether a host of digits and dots alone is a whole IPv4 address."""
    if not all(each.isdigit() or each == "." for each in host):
        return True
    parts = host.split(".")
    return len(parts) == 4 and all(each.isdigit() and int(each) < 256 for each in parts)
