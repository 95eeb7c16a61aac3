"""What the running program says of itself, in a file beside the database: for the doctor.

Nothing private is in it: states, codes and times only.
"""

import asyncio
import logging
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from kitchen_app.base.clock import Clock
from kitchen_app.domain.shop import Authorisation
from kitchen_app.services.access import Access
from kitchen_app.services.links import Links, LinksView
from kitchen_app.store.documents import decode, encode
from kitchen_app.store.errors import StoreError

logger = logging.getLogger(__name__)

FILE_NAME = "status.json"

EVERY_S = 10.0

STALE_AFTER = timedelta(seconds=4 * EVERY_S)
"""A program that has written nothing for so long does not run, or hangs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """The state of the program at a moment of our clock; `port` is where it listens."""

    at: datetime
    pid: int
    port: int
    links: LinksView
    access: Authorisation


class StatusFile:
    """Writes the status every few seconds."""

    def __init__(
        self,
        data_dir: Path,
        *,
        links: Links,
        access: Access,
        clock: Clock,
        port: Callable[[], int],
    ) -> None:
        self._path = data_dir / FILE_NAME
        self._links = links
        self._access = access
        self._clock = clock
        self._port = port
        self._has_failed = False

    async def run(self) -> None:
        """Service: write for ever."""
        while True:
            await self.write()
            await asyncio.sleep(EVERY_S)

    async def write(self) -> None:
        """Write the status once. A full disk is told elsewhere; here it costs one warning."""
        try:
            await asyncio.to_thread(self._write, encode(self._status()))
        except OSError as error:
            if not self._has_failed:
                logger.warning("The status cannot be written: %s", type(error).__name__)
            self._has_failed = True
        else:
            self._has_failed = False

    def _status(self) -> Status:
        return Status(
            at=self._clock.now(),
            pid=os.getpid(),
            port=self._port(),
            links=self._links.view,
            access=self._access.view.authorisation,
        )

    def _write(self, content: bytes) -> None:
        draft = self._path.with_suffix(".new")
        draft.write_bytes(content)
        draft.chmod(0o600)
        draft.replace(self._path)


def read_status(data_dir: Path) -> Status | None:
    """Return what the program last said of itself, or None if nothing readable is there."""
    try:
        return decode((data_dir / FILE_NAME).read_bytes(), Status)
    except (OSError, StoreError):
        return None
