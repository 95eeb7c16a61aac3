"""Is anybody out there? A greeting to our own public address, and to Keeta's if that fails.

Where an address is https, TLS must come about and show the right name: a sign-in page of a hotel
or a dead proxy takes connections, too. Nothing else is sent.
"""

import asyncio
import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

_HEAD_START_S = 1.5
"""So long Keeta is spared, if our own address is there."""

_WITHIN_S = 6.5
"""A line with three seconds there and back, which TLS needs twice, is slow and not dead."""

_PORTS = {"https": 443, "http": 80}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Door:
    host: str
    port: int
    is_tls: bool


class LineFeeler:
    """Greets `urls`, the later ones only if the first does not answer soon."""

    def __init__(self, urls: Sequence[str], *, tls: ssl.SSLContext | None = None) -> None:
        self._doors = tuple(map(_door, urls))
        self._tls = tls or ssl.create_default_context()

    async def reaches_anyone(self) -> bool:
        """Tell whether one of them answers, within 6.5 s; never raises."""
        loop = asyncio.get_running_loop()
        ends_at = loop.time() + _WITHIN_S
        greetings: set[asyncio.Task[bool]] = set()
        try:
            for place, door in enumerate(self._doors, start=1):
                greetings.add(loop.create_task(self._answers(door)))
                is_last = place == len(self._doors)
                until = ends_at if is_last else loop.time() + _HEAD_START_S
                if await _any_true(greetings, until):
                    return True
            return False
        finally:
            for greeting in greetings:
                greeting.cancel()
            await asyncio.gather(*greetings, return_exceptions=True)

    async def _answers(self, door: _Door) -> bool:
        try:
            _, writer = await asyncio.open_connection(
                door.host,
                door.port,
                ssl=self._tls if door.is_tls else None,
                server_hostname=door.host if door.is_tls else None,
            )
        except (OSError, UnicodeError, ValueError):
            return False
        writer.transport.abort()
        return True


async def _any_true(greetings: set[asyncio.Task[bool]], until: float) -> bool:
    """Wait for the first that is answered; those that fail are taken out of the set."""
    loop = asyncio.get_running_loop()
    while greetings:
        done, _ = await asyncio.wait(
            greetings,
            timeout=max(0.0, until - loop.time()),
            return_when=asyncio.FIRST_COMPLETED,
        )
        if not done:
            return False
        if any(greeting.result() for greeting in done):
            return True
        greetings -= done
    return False


def _door(url: str) -> _Door:
    parts = urlsplit(url)
    port = parts.port or _PORTS.get(parts.scheme, 443)
    return _Door(host=parts.hostname or "", port=port, is_tls=parts.scheme == "https")
