"""The signed call: what every endpoint of Keeta's API has in common.

One reading of the clock for member and signature, compact JSON, pace, time limits, Keeta's clock,
and answers sorted by what to do. Source: API Request Protocol and Authorization Guide. httpx stays
behind this file, so that its successor with the same interface is one line away.
"""

import asyncio
import copy
import json
import math
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any, Protocol

import httpx

from kitchen_app.base.clock import Clock
from kitchen_app.keeta.errors import error_for
from kitchen_app.keeta.pace import Paces
from kitchen_app.keeta.signing import compact_json, sign
from kitchen_app.keeta.wire import Reader
from kitchen_app.services.errors import Barred, Busy, NotSent, OutcomeUnknown

_CONNECT_S = 5.0
_WHOLE_CALL_S = 10.0
"""httpx times out each read, not the whole call; this limits the whole."""

_WHOLE_UPLOAD_S = 60.0
"""5 MB over a shop's slow line."""

_DATE_RESOLUTION = timedelta(seconds=1)
_LARGEST_OFFSET = timedelta(days=3650)
_OK = 200
_GATEWAY_FAILED = 500
_TOO_MANY = 429
_DEFAULT_PAUSE_S = 5.0
_LONGEST_PAUSE_S = 60.0

_NOT_SENT = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.UnsupportedProtocol,
    httpx.ProxyError,
)

Params = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer that says success. It may hold tokens or a customer's data: never shown."""

    members: Mapping[str, Any] = field(repr=False)

    @property
    def reader(self) -> Reader:
        return Reader(self.members)


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file sent as the form field `field_name`; its bytes are never signed."""

    field_name: str
    file_name: str
    content_type: str
    content: bytes = field(repr=False)


class Calls(Protocol):
    """Sends calls; every method raises `services.errors.PlatformError`."""

    def now(self) -> datetime:
        """Return the time by Keeta's clock, as far as it has been measured."""
        ...

    async def reach(self) -> None: ...

    async def call(
        self, path: str, params: Params, *, with_token: bool = True, flat: bool = False
    ) -> Answer: ...

    async def upload(self, path: str, params: Params, file: Upload) -> Answer: ...

    async def close(self) -> None: ...


class SignedCalls:
    """Calls Keeta for one application; the one place that holds the access token.

    `on_clock` hears Keeta's clock minus ours whenever an answer carries a `Date`.
    """

    def __init__(
        self,
        *,
        base_url: str,
        app_id: int,
        secret: str,
        access_token: str,
        clock: Clock,
        on_clock: Callable[[timedelta], None],
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self._base_url = base_url.rstrip("/")
        self._app_id = app_id
        self._secret = secret
        self._access_token = access_token
        self._clock = clock
        self._on_clock = on_clock
        self._offset = timedelta()
        self._paces = Paces()
        self._http = httpx.AsyncClient(
            timeout=httpx.Timeout(_WHOLE_CALL_S, connect=_CONNECT_S),
            follow_redirects=False,  # a redirect would carry our token to a stranger
            trust_env=False,
            transport=transport,
        )

    def set_access_token(self, access_token: str) -> None:
        """Use another token from the next call on; calls under way keep theirs."""
        self._access_token = access_token

    def holding(self, access_token: str) -> "SignedCalls":
        """Return calls with another token over the same connection, which `self` closes."""
        other = copy.copy(self)
        other.set_access_token(access_token)
        return other

    def now(self) -> datetime:
        """Return the time by Keeta's clock, as far as it has been measured."""
        return self._clock.now() + self._offset

    async def close(self) -> None:
        await self._http.aclose()

    async def reach(self) -> None:
        """Ask for nothing: any answer shows that Keeta is there and tells its time."""
        await self._measured(self._http.head(self._base_url), within_s=_WHOLE_CALL_S)

    async def call(
        self, path: str, params: Params, *, with_token: bool = True, flat: bool = False
    ) -> Answer:
        """Send one signed call; return the answer of a call that Keeta says succeeded.

        `with_token=False` is for calls of the application itself. `flat` takes an answer without
        a `code` for a success, as /base/oauth/token gives it.

        Raises:
            PlatformError: by what to do about it, see services.errors.
        """
        await self._paces.turn(path)  # before signing: the signature holds the time
        url = self._base_url + path
        body = compact_json(self._signed(url, params, with_token=with_token))
        request = self._http.post(
            url,
            content=body.encode("utf-8"),
            headers={"Content-Type": "application/json; charset=utf-8"},
        )
        return _success(await self._measured(request, within_s=_WHOLE_CALL_S), flat=flat)

    async def upload(self, path: str, params: Params, file: Upload) -> Answer:
        """Send one signed form with a file in it (source: Upload Image).

        Raises:
            PlatformError: by what to do about it, see services.errors.
        """
        await self._paces.turn(path)
        url = self._base_url + path
        signed = self._signed(url, params, with_token=True)
        request = self._http.post(
            url,
            data={name: str(value) for name, value in signed.items()},
            files={file.field_name: (file.file_name, file.content, file.content_type)},
        )
        return _success(await self._measured(request, within_s=_WHOLE_UPLOAD_S), flat=False)

    async def _measured(
        self, request: Awaitable[httpx.Response], *, within_s: float
    ) -> httpx.Response:
        """Await an answer and learn Keeta's time from it; sort failures by what was sent."""
        asked_at_s = self._clock.monotonic()
        try:
            async with asyncio.timeout(within_s):
                response = await request
        except _NOT_SENT as error:
            raise NotSent(f"Keeta cannot be reached ({type(error).__name__})") from error
        except (httpx.HTTPError, httpx.InvalidURL, TimeoutError) as error:
            raise OutcomeUnknown(f"no answer from Keeta ({type(error).__name__})") from error
        self._measure_clock(response, took_s=self._clock.monotonic() - asked_at_s)
        return response

    def _signed(self, url: str, params: Params, *, with_token: bool) -> dict[str, Any]:
        """Return all members; one reading of the clock serves both member and signature."""
        common: dict[str, Any] = {"appId": self._app_id}
        if with_token:
            common["accessToken"] = self._access_token
        common["timestamp"] = int(self.now().timestamp())
        whole = common | dict(params)
        return whole | {"sig": sign(url, whole, self._secret)}

    def _measure_clock(self, response: httpx.Response, *, took_s: float) -> None:
        """Compare the answer's `Date` (whole seconds) with the middle of the call.

        What is measured by a slow call is that uncertain: it moves only what it contradicts.
        """
        if took_s > _WHOLE_CALL_S:
            return  # the machine slept meanwhile: nobody knows when Keeta said it
        try:
            theirs = parsedate_to_datetime(response.headers["Date"])
        except (KeyError, ValueError):
            return
        half = timedelta(seconds=took_s / 2)
        middle = self._clock.now() - half
        offset = theirs.replace(tzinfo=theirs.tzinfo or UTC) - middle + _DATE_RESOLUTION / 2
        if abs(offset) > _LARGEST_OFFSET:
            return  # nobody's clock is that wrong: a broken proxy is
        if abs(offset) <= _DATE_RESOLUTION:
            offset = timedelta()
        is_contradicted = abs(offset - self._offset) > _DATE_RESOLUTION + half
        is_gone = not offset and half <= _DATE_RESOLUTION
        if is_contradicted or is_gone:
            self._offset = offset
            self._on_clock(offset)


def _success(response: httpx.Response, *, flat: bool) -> Answer:
    _check_status(response)
    try:
        answer = json.loads(response.content)
    except (ValueError, RecursionError) as error:
        raise OutcomeUnknown(f"Keeta's answer is not JSON (HTTP {response.status_code})") from error
    members = answer if isinstance(answer, dict) else {}
    reader = Reader(members)
    code = reader.integer("code")
    if code is None and not (flat and members and "code" not in members):
        raise OutcomeUnknown(f"Keeta's answer has no code (HTTP {response.status_code})")
    if not code and response.status_code != _OK:
        raise OutcomeUnknown(f"Keeta's answer is doubtful (HTTP {response.status_code})")
    if code:
        raise error_for(code, reader.prose("message"))
    return Answer(members=members)


def _check_status(response: httpx.Response) -> None:
    if response.status_code == _TOO_MANY:
        raise Busy("Keeta asks us to slow down", retry_after_s=_pause(response))
    if response.status_code in (401, 403):
        raise Barred(f"Keeta does not let us in (HTTP {response.status_code})")
    if response.status_code >= _GATEWAY_FAILED:
        raise OutcomeUnknown(f"Keeta failed (HTTP {response.status_code})")


def _pause(response: httpx.Response) -> float:
    try:
        seconds = float(response.headers.get("Retry-After", _DEFAULT_PAUSE_S))
    except ValueError:
        return _DEFAULT_PAUSE_S
    if math.isnan(seconds):
        return _DEFAULT_PAUSE_S
    return min(max(seconds, 0.5), _LONGEST_PAUSE_S)
