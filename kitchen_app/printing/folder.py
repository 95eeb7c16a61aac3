"""A folder in the place of a printer: a picture for each paper, for proofs and for archives."""

import asyncio
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from kitchen_app.services.errors import MaybePrinted, NoLine
from kitchen_app.services.print_ports import Health, PictureWriter, PrinterState, Pulse, Raster

_CANNOT_TELL = Health(state=PrinterState.CANNOT_TELL)


class FolderPrinter:
    """Satisfies `services.print_ports.Printer`; a file appears whole or not at all."""

    def __init__(self, folder: Path, writer: PictureWriter, width: int, suffix: str) -> None:
        self._folder = folder
        self._writer = writer
        self._width = width
        self._suffix = suffix
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="printer folder")

    @property
    def width(self) -> int:
        return self._width

    async def look(self) -> Health:
        return _CANNOT_TELL if self._folder.is_dir() else Health(state=PrinterState.OFFLINE)

    async def print_picture(
        self, picture: Raster, *, title: str, begin: Callable[[], None]
    ) -> Health:
        if not self._folder.is_dir():
            raise NoLine(f"The folder {self._folder} for tickets is not there: make it.")
        begin()
        work = partial(self._write, picture, re.sub(r"[^\w-]+", "-", title))
        try:
            await asyncio.get_running_loop().run_in_executor(self._thread, work)
        except OSError as error:
            raise MaybePrinted(Health(state=PrinterState.FAULT)) from error
        return _CANNOT_TELL

    async def pulse(self, what: Pulse) -> None:
        """Do nothing: a folder is silent."""

    async def close(self) -> None:
        """Let a picture that is being written be finished."""
        self._thread.shutdown(wait=True, cancel_futures=True)

    def _write(self, picture: Raster, name: str) -> None:
        draft = self._folder / f"{name}.part{self._suffix}"
        self._writer.write(picture, draft)
        draft.replace(self._free(name))

    def _free(self, name: str) -> Path:
        """Return a name that no paper has yet: one printed again does not hide the first."""
        file, number = self._folder / f"{name}{self._suffix}", 1
        while file.exists():
            number += 1
            file = self._folder / f"{name}-{number}{self._suffix}"
        return file
