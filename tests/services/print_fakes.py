"""A printer at the port, in memory: it does what it is told, and remembers."""

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from kitchen_app.services.print_ports import Health, PrinterState, Pulse, Raster

READY = Health(state=PrinterState.READY)


@dataclass(slots=True)
class Printed:
    """A picture that came out whole."""

    picture: Raster
    title: str


class FakePort:
    """Satisfies `services.print_ports.Printer`.

    `fails` are raised by the next prints, one each: before the first byte, or after `begin`
    for those in `late_fails`.
    """

    width = 576

    def __init__(self) -> None:
        self.health = READY
        self.fails: deque[Exception] = deque()
        self.late_fails: deque[Exception] = deque()
        self.standing: Exception | None = None
        self.printed: list[Printed] = []
        self.pulses: list[Pulse] = []
        self.looked = 0
        self.gate = asyncio.Event()
        self.gate.set()
        self.is_closed = False

    async def look(self) -> Health:
        self.looked += 1
        await asyncio.sleep(0)
        return self.health

    async def print_picture(
        self, picture: Raster, *, title: str, begin: Callable[[], None]
    ) -> Health:
        await asyncio.sleep(0)
        if self.standing is not None:
            raise self.standing
        if self.fails:
            raise self.fails.popleft()
        begin()
        await self.gate.wait()
        if self.late_fails:
            raise self.late_fails.popleft()
        self.printed.append(Printed(picture, title))
        return self.health

    async def pulse(self, what: Pulse) -> None:
        if self.standing is not None:
            raise self.standing
        self.pulses.append(what)

    async def close(self) -> None:
        self.is_closed = True
