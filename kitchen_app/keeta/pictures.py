"""Pictures that customers add to a refund request, from the addresses that the events name.

Keeta's pages do not say on which hosts these lie, so any https address of a signed event is gone
to, as a stranger: without token, cookies or signature, and for no more than a picture's size.
"""

import asyncio
from urllib.parse import urlsplit

import httpx

from kitchen_app.services.errors import PictureUnavailable

LARGEST_BYTES = 10 * 1024 * 1024
"""Twice what Keeta lets a shop upload (base/image/upload); ours, for nothing says what it is."""

_CONNECT_S = 5.0
_WHOLE_S = 20.0
_MOST_REDIRECTS = 3
_OK = 200


class PictureDownload:
    """Fetches pictures over https; where Keeta itself is plain http (the sandbox), also from it."""

    def __init__(self, *, base_url: str, transport: httpx.AsyncBaseTransport | None = None) -> None:
        self._own = _origin(base_url)
        self._http = httpx.AsyncClient(
            timeout=httpx.Timeout(_WHOLE_S, connect=_CONNECT_S),
            follow_redirects=True,
            max_redirects=_MOST_REDIRECTS,
            event_hooks={"request": [self._check]},  # of every hop
            trust_env=False,
            transport=transport,
        )

    async def close(self) -> None:
        await self._http.aclose()

    async def fetch(self, url: str) -> bytes:
        """Return what lies at an address.

        Raises:
            PictureUnavailable: nothing came of it, within 20 s and 10 MB.
        """
        try:
            async with asyncio.timeout(_WHOLE_S):
                return await self._read(url)
        except (httpx.HTTPError, httpx.InvalidURL, TimeoutError) as error:
            raise PictureUnavailable(f"No picture came ({type(error).__name__})") from error

    async def _read(self, url: str) -> bytes:
        content = bytearray()
        async with self._http.stream("GET", url) as response:
            if response.status_code != _OK:
                raise PictureUnavailable(f"No picture came (HTTP {response.status_code})")
            async for part in response.aiter_bytes():
                content += part
                if len(content) > LARGEST_BYTES:
                    raise PictureUnavailable("The picture is too large")
        return bytes(content)

    async def _check(self, request: httpx.Request) -> None:
        if request.url.scheme != "https" and _origin(str(request.url)) != self._own:
            raise PictureUnavailable("The picture's address is not https")
        request.headers.pop("cookie", None)


def _origin(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.scheme, parts.netloc
