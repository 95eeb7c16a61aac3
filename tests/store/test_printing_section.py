"""The tables of printing: what is wrong is told with its place and its cure."""

from pathlib import Path
from typing import Any

import pytest

from kitchen_app.domain.routing import Moment, PrinterPlan, Station, StopMoment
from kitchen_app.services.print_profiles import PROFILES, Buzzer, PrinterProfile
from kitchen_app.services.settings import Connection, PrinterSettings, PrintingSettings
from kitchen_app.store.errors import ConfigError
from kitchen_app.store.printing_section import read_printing

PATH = Path("kitchen.toml")
KITCHEN = {"name": "Kitchen", "kind": "network", "address": "192.168.1.50"}
GRILL = {"name": "Grill", "printer": "Kitchen", "words": ["shawarma"]}


def read(**tables: Any) -> PrintingSettings:
    return read_printing(tables, PATH)


def test_nothing_is_no_printer() -> None:
    assert read() == PrintingSettings()


def test_a_printer_needs_only_its_place() -> None:
    (printer,) = read(printers=[KITCHEN]).printers
    assert printer == PrinterSettings(
        plan=PrinterPlan(name="Kitchen"),
        connection=Connection.NETWORK,
        address="192.168.1.50",
        profile=PROFILES["80mm"],
    )
    assert read(printers=[KITCHEN]).default == "Kitchen"


def test_every_key_is_read() -> None:
    whole = {
        **KITCHEN,
        "kind": "device",
        "address": "/dev/usb/lp0",
        "profile": "58mm",
        "width": 416,
        "cut": True,
        "buzzer": "esc_b",
        "drawer": True,
        "feed_lines": 6,
        "fallback": "Counter",
        "kitchen": "placed",
        "bag": "accepted",
        "stop": ["cancelled"],
        "copies": 2,
    }
    counter = {**KITCHEN, "name": "Counter"}
    told = read(
        printing={"default": "Counter", "fallback_after_s": 60},
        printers=[whole, counter],
        stations=[{**GRILL, "items": ["SHW-1"]}],
    )
    assert told.printers[0] == PrinterSettings(
        plan=PrinterPlan(
            name="Kitchen",
            kitchen=Moment.PLACED,
            bag=Moment.ACCEPTED,
            stop=frozenset({StopMoment.CANCELLED}),
            copies=2,
        ),
        connection=Connection.DEVICE,
        address="/dev/usb/lp0",
        profile=PrinterProfile(
            width=416, cuts=True, buzzer=Buzzer.ESC_B, drawer=True, feed_lines=6
        ),
        fallback="Counter",
    )
    grill = Station(name="Grill", printer="Kitchen", words=("shawarma",), items=("SHW-1",))
    assert told.stations == (grill,)
    assert (told.default, told.fallback_after_s) == ("Counter", 60)
    assert told.plan.default == "Counter"


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("name", ""),
        ("name", "two\nlines"),
        ("kind", "bluetooth"),
        ("kind", 1),
        ("address", "http://192.168.1.50"),
        ("address", "host:99999"),
        ("address", 5),
        ("profile", "90mm"),
        ("width", 12),
        ("cut", "yes"),
        ("buzzer", "loud"),
        ("feed_lines", -1),
        ("fallback", "Nowhere"),
        ("fallback", "Kitchen"),
        ("kitchen", "cooked"),
        ("bag", True),
        ("stop", "cancelled"),
        ("stop", ["gone"]),
        ("stop", [1]),
        ("copies", 0),
    ],
)
def test_what_is_wrong_with_a_printer_is_told(key: str, value: object) -> None:
    with pytest.raises(ConfigError, match=rf"kitchen.toml: \[printers 1\] {key} must be "):
        read(printers=[{**KITCHEN, key: value}])


@pytest.mark.parametrize("key", ["name", "kind", "address"])
def test_what_a_printer_lacks_is_told(key: str) -> None:
    with pytest.raises(ConfigError, match=rf"\[printers 1\] {key} must be "):
        read(printers=[{name: value for name, value in KITCHEN.items() if name != key}])


@pytest.mark.parametrize(
    ("key", "value"),
    [("name", 1), ("printer", "Nowhere"), ("words", "tea"), ("words", [""]), ("items", [1])],
)
def test_what_is_wrong_with_a_station_is_told(key: str, value: object) -> None:
    with pytest.raises(ConfigError, match=rf"\[stations 1\] {key} must be "):
        read(printers=[KITCHEN], stations=[{**GRILL, key: value}])


@pytest.mark.parametrize("key", ["name", "printer", "words"])
def test_what_a_station_lacks_is_told(key: str) -> None:
    lacking = {name: value for name, value in GRILL.items() if name != key}
    with pytest.raises(ConfigError, match=rf"\[stations 1\] {key} must be "):
        read(printers=[KITCHEN], stations=[lacking])


@pytest.mark.parametrize(
    ("tables", "said"),
    [
        ({"printers": [KITCHEN, KITCHEN]}, "two .* have one name"),
        ({"printers": KITCHEN}, "with two brackets"),
        ({"printers": [1]}, "must be a table"),
        ({"printing": {"default": "Kitchen"}}, "default must be the name of one"),
        ({"printing": {"fallback_after_s": 1}}, "fallback_after_s must be"),
        ({"printers": [{**KITCHEN, "buzzer": "drawer", "drawer": True}]}, "drawer must be false"),
    ],
)
def test_what_does_not_fit_together_is_told(tables: dict[str, Any], said: str) -> None:
    with pytest.raises(ConfigError, match=said):
        read(**tables)


@pytest.mark.parametrize("written", [["ar", "en"], ["zh_HK"]])
def test_papers_speak_one_or_two_languages(written: list[str]) -> None:
    assert read(printing={"languages": written}).languages == tuple(written)


@pytest.mark.parametrize("written", [[], "ar", ["ar", "ar"], ["fr"], ["ar", "en", "zh_HK"], [1]])
def test_other_languages_are_refused_in_words(written: object) -> None:
    with pytest.raises(ConfigError, match="languages"):
        read(printing={"languages": written})
