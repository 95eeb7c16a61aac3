"""A printer that understands ESC/POS, over any line."""

import asyncio
from collections.abc import Callable

from kitchen_app.printing.escpos import (
    ANSWER_BYTES,
    ASK,
    health_told,
    paper_bytes,
    pulse_bytes,
)
from kitchen_app.services.errors import LineLost, MaybePrinted, NoLine, NotPrinted
from kitchen_app.services.print_ports import (
    Health,
    PrinterLine,
    PrinterLink,
    PrinterState,
    Pulse,
    Raster,
)
from kitchen_app.services.print_profiles import PrinterProfile

_UNKNOWN = Health(state=PrinterState.UNKNOWN)
_CANNOT_TELL = Health(state=PrinterState.CANNOT_TELL)
_OFFLINE = Health(state=PrinterState.OFFLINE)


class EscposPrinter:
    """Satisfies `services.print_ports.Printer`; one thing at a time goes over its line.

    One that never answers is printed on all the same: many cannot. One that has answered before
    and falls silent hangs, and gets nothing.
    """

    def __init__(self, link: PrinterLink, profile: PrinterProfile) -> None:
        self._link = link
        self._profile = profile
        self._turn = asyncio.Lock()
        self._has_answered = False
        self._is_silent = False

    @property
    def width(self) -> int:
        return self._profile.width

    async def look(self) -> Health:
        """Ask how it is; raises nothing. What cannot be asked is not connected to for it."""
        if not self._link.can_answer:
            return _CANNOT_TELL
        try:
            async with self._turn:
                line = await self._link.open("status")
                try:
                    return await self._ask(line)
                finally:
                    await line.close()
        except (NoLine, LineLost):
            return _OFFLINE

    async def print_picture(
        self, picture: Raster, *, title: str, begin: Callable[[], None]
    ) -> Health:
        """Print, and believe that it is on paper only if the printer is well afterwards.

        One that gave no sensible answer before is not asked after: there is nothing to compare.
        """
        data = paper_bytes(picture, self._profile)
        async with self._turn:
            line = await self._link.open(title)
            try:
                before = await self._before(line)
                begin()
                try:
                    return await self._send(line, data, before)
                except LineLost as lost:
                    raise MaybePrinted(_UNKNOWN) from lost
            finally:
                await line.close()

    async def pulse(self, what: Pulse) -> None:
        data = pulse_bytes(what, self._profile)
        if not data:
            return
        async with self._turn:
            line = await self._link.open("signal")
            try:
                await line.write(data)
                await line.finish()
            finally:
                await line.close()

    async def close(self) -> None:
        await self._link.close()

    async def _before(self, line: PrinterLine) -> Health:
        try:
            health = await self._ask(line)
        except LineLost as lost:
            raise NoLine("The printer hung up before anything was sent.") from lost
        if not health.can_print or (self._is_silent and self._has_answered):
            raise NotPrinted(health)
        return health

    async def _send(self, line: PrinterLine, data: bytes, before: Health) -> Health:
        await line.write(data)
        if before.state is not PrinterState.READY:
            await line.finish()
            return before
        after = await self._ask(line)
        if after.state is not PrinterState.READY:
            raise MaybePrinted(after)
        return after

    async def _ask(self, line: PrinterLine) -> Health:
        if not self._link.can_answer:
            return _CANNOT_TELL
        answer = await line.ask(ASK, ANSWER_BYTES)
        health = health_told(answer)
        self._is_silent = not answer
        self._has_answered |= health != _UNKNOWN
        return health
