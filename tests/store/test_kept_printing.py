"""Printers that are set up on the screen are in the file, and nothing else of it is touched."""

from dataclasses import replace
from pathlib import Path

import pytest

from kitchen_app.domain.routing import Moment, PrinterPlan, Station, StopMoment
from kitchen_app.services.print_profiles import PROFILES, Buzzer, PrinterProfile
from kitchen_app.services.printer_rules import with_printer, without_printer
from kitchen_app.services.settings import Connection, PrinterSettings, PrintingSettings
from kitchen_app.store.config_file import FILE_NAME, load_settings
from kitchen_app.store.errors import ConfigError
from kitchen_app.store.kept_settings import KeptSettings

KITCHEN = PrinterSettings(
    plan=PrinterPlan(
        name="Küche 廚房",
        kitchen=Moment.PLACED,
        bag=Moment.ACCEPTED,
        stop=frozenset({StopMoment.CANCELLED}),
        copies=2,
    ),
    connection=Connection.NETWORK,
    address="192.168.1.50:9101",
    profile=PrinterProfile(width=512, cuts=False, buzzer=Buzzer.ESC_B, feed_lines=6),
    fallback="Bar",
)
BAR = PrinterSettings(
    plan=PrinterPlan(name="Bar"),
    connection=Connection.DEVICE,
    address="/dev/usb/lp0",
    profile=PROFILES["58mm"],
)
WHOLE = PrintingSettings(
    printers=(KITCHEN, BAR),
    stations=(Station(name="Grill", printer="Bar", words=("شاورما",), items=("7",)),),
    default="Bar",
    languages=("ar", "en"),
    fallback_after_s=20,
)
OWNERS = """\
[printing]
# what Omar says
default = "Kitchen" # the large one

[[printers]]
name = "Kitchen" # by the door
kind = "network"
address = "192.168.1.50"
profile = "tm-t88"

# this one is at the bar
[[printers]]
name = "Bar"
kind = "network"
address = "192.168.1.51"
# the grill has no printer
[[stations]]
name = "Grill"
printer = "Kitchen"
words = ["shawarma"]

[screen]
look = "light" # as she likes it
"""


async def kept(folder: Path, settings: PrintingSettings) -> str:
    await KeptSettings(folder).keep_printing(settings)
    assert load_settings(folder).printing == settings
    return (folder / FILE_NAME).read_text("utf-8")


async def test_everything_is_read_again_as_it_was_written(tmp_path: Path) -> None:
    load_settings(tmp_path)
    notes = (tmp_path / FILE_NAME).read_text("utf-8").count("#")
    assert (await kept(tmp_path, WHOLE)).count("#") == notes
    assert (await kept(tmp_path, PrintingSettings())).count("#") == notes
    assert (await kept(tmp_path, WHOLE)).count("#") == notes


@pytest.fixture
def owners(tmp_path: Path) -> PrintingSettings:
    (tmp_path / FILE_NAME).write_text(OWNERS, "utf-8")
    return load_settings(tmp_path).printing


async def test_only_what_is_changed_is_written(tmp_path: Path, owners: PrintingSettings) -> None:
    bar = replace(owners.printers[1], address="10.0.0.7")
    after = await kept(tmp_path, with_printer(owners, bar))
    lines = set(OWNERS.splitlines()) - {'address = "192.168.1.51"'}
    assert lines <= set(after.splitlines())
    third = await kept(tmp_path, with_printer(load_settings(tmp_path).printing, KITCHEN))
    assert set(after.splitlines()) <= set(third.splitlines())


@pytest.mark.parametrize("gone", ["Kitchen", "Bar"])
async def test_what_is_removed_takes_no_notes_of_others_along(
    tmp_path: Path, owners: PrintingSettings, gone: str
) -> None:
    after = await kept(tmp_path, without_printer(owners, gone))
    for note in ("# what Omar says", "# this one is at the bar", "# the grill", "# as she"):
        assert note in after
    await kept(tmp_path, owners)
    assert [each.name for each in load_settings(tmp_path).printing.printers] == ["Kitchen", "Bar"]


async def test_a_file_that_cannot_be_written_is_told_and_stays(
    tmp_path: Path, owners: PrintingSettings
) -> None:
    (tmp_path / "kitchen.toml.new").mkdir()
    with pytest.raises(ConfigError, match="cannot be changed"):
        await KeptSettings(tmp_path).keep_printing(WHOLE)
    assert (tmp_path / FILE_NAME).read_text("utf-8") == OWNERS
