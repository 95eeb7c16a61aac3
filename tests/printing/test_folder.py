"""A folder takes pictures, whole, each under a name of its own."""

from pathlib import Path

import pytest

from kitchen_app.printing.folder import FolderPrinter
from kitchen_app.services.errors import MaybePrinted, NoLine
from kitchen_app.services.print_ports import PrinterState, Pulse, Raster

DOTS = Raster(width=8, height=1, rows=b"\xaa")


class PlainWriter:
    """Writes the bare rows."""

    def write(self, picture: Raster, file: Path) -> None:
        if picture.height > 1:
            raise OSError("planted: full")
        file.write_bytes(picture.rows)


def names_in(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


def begin() -> None:
    """Nobody counts here."""


async def test_each_paper_has_its_file(tmp_path: Path) -> None:
    printer = FolderPrinter(tmp_path, PlainWriter(), 384, ".png")
    for _ in range(2):
        told = await printer.print_picture(DOTS, title="kitchen 1/2", begin=begin)
        assert told.state is PrinterState.CANNOT_TELL
    assert names_in(tmp_path) == ["kitchen-1-2-2.png", "kitchen-1-2.png"]
    assert printer.width == 384
    await printer.pulse(Pulse.BUZZER)
    await printer.close()


async def test_a_folder_that_is_gone_or_full_is_told(tmp_path: Path) -> None:
    printer = FolderPrinter(tmp_path / "none", PlainWriter(), 384, ".png")
    assert (await printer.look()).state is PrinterState.OFFLINE
    with pytest.raises(NoLine, match="make it"):
        await printer.print_picture(DOTS, title="t", begin=begin)
    await printer.close()
    printer = FolderPrinter(tmp_path, PlainWriter(), 384, ".png")
    with pytest.raises(MaybePrinted):
        await printer.print_picture(
            Raster(width=8, height=2, rows=b"\xaa\xaa"), title="t", begin=begin
        )
    assert (await printer.look()).state is PrinterState.CANNOT_TELL
    await printer.close()
