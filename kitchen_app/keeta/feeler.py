"""Is anybody out there? A greeting to our own public address, and to Keeta's if that fails.

Where an address is https, TLS must come about and show the right name: a sign-in page of a hotel
or a dead proxy takes connections, too. Nothing else is sent.
"""

import asyncio
import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlsplit

from kitchen_app.base.tasks import any_true

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
        greetings = [partial(self._answers, door) for door in self._doors]
        return await any_true(greetings, head_start_s=_HEAD_START_S, within_s=_WITHIN_S)

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


def _door(url: str) -> _Door:
    parts = urlsplit(url)
    port = parts.port or _PORTS.get(parts.scheme, 443)
    return _Door(host=parts.hostname or "", port=port, is_tls=parts.scheme == "https")
