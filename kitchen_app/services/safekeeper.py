"""Looking after what is stored: room in reserve, a store that failed, a backup every hour."""

import asyncio
import logging
from concurrent.futures import Executor
from contextlib import closing, suppress

from kitchen_app.base.errors import KnownError
from kitchen_app.services.erasure_ports import SecondCopies
from kitchen_app.services.links import Links, Trouble

logger = logging.getLogger(__name__)

_LOOK_EVERY_S = 2.0
_FIRST_BACKUP_S = 60.0
"""Not in the rush of the start, and soon enough for a machine that is switched off at noon."""

_BACKUP_EVERY_S = 3600.0
_AFTER_FAILURE_S = 600.0


class Safekeeper:
    """Keeps second copies good and says on the screen when they are not.

    Copies are checked on `checker`: reading a whole backup takes longer than Keeta should wait.
    """

    def __init__(self, *, safe: SecondCopies, links: Links, checker: Executor) -> None:
        self._safe = safe
        self._links = links
        self._checker = checker
        self._is_renewal = asyncio.Event()

    def renew(self, _: object = None) -> None:
        """Have a copy made soon that takes the place of all older ones.

        What was forgotten by hand is still in those. If a copy fails, the next one does it, in
        this run or a later one.
        """
        self._is_renewal.set()
        try:
            self._safe.outdate()
        except OSError as error:
            logger.warning("That the copies are outdated is not noted: %s", type(error).__name__)

    async def look_after(self) -> None:
        """Service: keep room in reserve and bring a failed store back."""
        while True:
            try:
                self._safe.mend()
            except KnownError as error:
                logger.error("The store cannot be used: %s", error)
                self._links.receiving_stands(Trouble.STORE_FAILED)
            else:
                self._links.receiving_mended(Trouble.STORE_FAILED)
            self._links.keeping_is(Trouble.DISK_FULL, wrong=not self._safe.keep_room())
            if self._safe.has_rescued:
                self._links.keeping_is(Trouble.RESTORED, wrong=True)
            await asyncio.sleep(_LOOK_EVERY_S)

    async def back_up(self) -> None:
        """Service: make a backup every hour; one that failed is made again sooner."""
        await asyncio.sleep(_FIRST_BACKUP_S)
        if self._safe.are_outdated:
            self._is_renewal.set()
        while True:
            try:
                await self.back_up_now()
            except Exception:
                # A backup that fails must be told, and must not be the last one that is tried.
                logger.exception("The backup failed")
                self._links.keeping_is(Trouble.NO_BACKUP, wrong=True)
                await asyncio.sleep(_AFTER_FAILURE_S)
            else:
                self._links.keeping_is(Trouble.NO_BACKUP, wrong=False)
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._is_renewal.wait(), _BACKUP_EVERY_S)

    async def back_up_now(self) -> None:
        """Make a copy and let it count; one that takes the place of all others ends them."""
        is_renewal = self._is_renewal.is_set()
        self._is_renewal.clear()  # for what is forgotten from here on this copy is too old
        try:
            await self._copy()
            if is_renewal:
                self._safe.drop_older()
        except BaseException:
            if is_renewal:
                self._is_renewal.set()
            raise

    async def _copy(self) -> None:
        """Copy the store between other work, check the copy on another thread, let it count."""
        with closing(self._safe.copy_in_steps()) as steps:
            for _ in steps:
                await asyncio.sleep(0)
        loop = asyncio.get_running_loop()
        try:
            await loop.run_in_executor(self._checker, self._safe.keep_copy)
        finally:
            self._safe.settle_copy()
