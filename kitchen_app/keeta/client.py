"""Keeta's API as we call it: one method an endpoint, signed, timed, decided by `code` only.

httpx stays behind this file, so that its successor with the same interface is one line away.
"""

import asyncio
import json
import logging
import math
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import httpx

from kitchen_app.base.clock import Clock
from kitchen_app.domain.actions import CancelReason
from kitchen_app.domain.order import Order, OrderId, ShopId
from kitchen_app.keeta.codec import CANCEL_CODES, decode_order, order_id_in, order_info
from kitchen_app.keeta.errors import error_for
from kitchen_app.keeta.signing import compact_json, sign
from kitchen_app.keeta.wire import Reader
from kitchen_app.services.errors import Busy, NotAuthorised, NotSent, OutcomeUnknown

logger = logging.getLogger(__name__)

_CONNECT_S = 5.0
_WHOLE_CALL_S = 10.0
"""httpx times out each read, not the whole call; this limits the whole."""

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


class KeetaClient:
    """Calls Keeta for one shop's application.

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
        self._http = httpx.AsyncClient(
            timeout=httpx.Timeout(_WHOLE_CALL_S, connect=_CONNECT_S),
            follow_redirects=False,  # a redirect would carry our token to a stranger
            trust_env=False,
            transport=transport,
        )

    async def close(self) -> None:
        await self._http.aclose()

    async def reach(self) -> None:
        """Ask for nothing: any answer shows that Keeta is there and tells its time."""
        asked_at = self._clock.now()
        response = await self._answer(self._http.head(self._base_url))
        self._measure_clock(response, asked_at)

    async def read(self, order_id: OrderId, shop_id: ShopId) -> Order:
        """Return the order as Keeta has it (order/get)."""
        answer = await self._call("/order/get", _ids(order_id, shop_id))
        info = order_info(answer.child("data"))
        if order_id_in(info) != order_id:
            raise OutcomeUnknown("Keeta's answer does not hold the order we asked for")
        now = self._clock.now() + self._offset
        return decode_order(info, order_id=order_id, shop_id=shop_id, now=now)

    async def accept(self, order_id: OrderId, shop_id: ShopId) -> None:
        """Accept a new order (order/confirm)."""
        await self._call("/order/confirm", _ids(order_id, shop_id))

    async def ready(self, order_id: OrderId, shop_id: ShopId) -> None:
        """Tell that the whole order is prepared (order/prepare: "ready", not "cooking")."""
        await self._call("/order/prepare", _ids(order_id, shop_id))

    async def cancel(
        self, order_id: OrderId, shop_id: ShopId, *, reason: CancelReason, text: str
    ) -> None:
        """Cancel with a full refund (order/cancel); `text` is sent when there is one."""
        params = _ids(order_id, shop_id) | {"cancelCode": CANCEL_CODES[reason]}
        if text:
            params["cancelReason"] = text
        await self._call("/order/cancel", params)

    async def _call(self, path: str, params: dict[str, Any]) -> Reader:
        """Send one signed call; return the answer of a call that Keeta says succeeded.

        Raises:
            PlatformError: by what to do about it, see services.errors.
        """
        url = self._base_url + path
        body = self._signed(url, params)
        asked_at = self._clock.now()
        response = await self._answer(
            self._http.post(
                url,
                content=body.encode("utf-8"),
                headers={"Content-Type": "application/json; charset=utf-8"},
            )
        )
        self._measure_clock(response, asked_at)
        return _success(response)

    @staticmethod
    async def _answer(call: Awaitable[httpx.Response]) -> httpx.Response:
        """Await an answer for a limited time; sort failures by whether anything was sent."""
        try:
            async with asyncio.timeout(_WHOLE_CALL_S):
                return await call
        except _NOT_SENT as error:
            raise NotSent(f"Keeta cannot be reached ({type(error).__name__})") from error
        except (httpx.HTTPError, httpx.InvalidURL, TimeoutError) as error:
            raise OutcomeUnknown(f"no answer from Keeta ({type(error).__name__})") from error

    def _signed(self, url: str, params: dict[str, Any]) -> str:
        """Return the body; one reading of the clock serves both the field and the signature."""
        timestamp = int((self._clock.now() + self._offset).timestamp())
        common = {
            "appId": self._app_id,
            "accessToken": self._access_token,
            "timestamp": timestamp,
        }
        whole = common | params
        return compact_json(whole | {"sig": sign(url, whole, self._secret)})

    def _measure_clock(self, response: httpx.Response, asked_at: datetime) -> None:
        """Compare the answer's `Date` (whole seconds) with the middle of the call."""
        try:
            theirs = parsedate_to_datetime(response.headers["Date"])
        except (KeyError, ValueError):
            return
        middle = asked_at + (self._clock.now() - asked_at) / 2
        offset = theirs.replace(tzinfo=theirs.tzinfo or UTC) - middle + _DATE_RESOLUTION / 2
        if abs(offset) > _LARGEST_OFFSET:
            return  # nobody's clock is that wrong: a broken proxy is
        if abs(offset) <= _DATE_RESOLUTION:
            offset = timedelta()
        if abs(offset - self._offset) > _DATE_RESOLUTION or not offset:
            self._offset = offset
            self._on_clock(offset)


def _ids(order_id: OrderId, shop_id: ShopId) -> dict[str, Any]:
    return {"orderViewId": int(order_id), "shopId": int(shop_id)}


def _success(response: httpx.Response) -> Reader:
    if response.status_code == _TOO_MANY:
        raise Busy("Keeta asks us to slow down", retry_after_s=_pause(response))
    if response.status_code in (401, 403):
        raise NotAuthorised(f"Keeta does not let us in (HTTP {response.status_code})")
    if response.status_code >= _GATEWAY_FAILED:
        raise OutcomeUnknown(f"Keeta failed (HTTP {response.status_code})")
    try:
        answer = Reader(json.loads(response.content))
    except (ValueError, RecursionError) as error:
        raise OutcomeUnknown(f"Keeta's answer is not JSON (HTTP {response.status_code})") from error
    code = answer.integer("code")
    if code is None:
        raise OutcomeUnknown(f"Keeta's answer has no code (HTTP {response.status_code})")
    if code == 0 and response.status_code != _OK:
        raise OutcomeUnknown(f"Keeta's answer is doubtful (HTTP {response.status_code})")
    if code != 0:
        raise error_for(code, answer.text("message"))
    return answer


def _pause(response: httpx.Response) -> float:
    try:
        seconds = float(response.headers.get("Retry-After", _DEFAULT_PAUSE_S))
    except ValueError:
        return _DEFAULT_PAUSE_S
    if math.isnan(seconds):
        return _DEFAULT_PAUSE_S
    return min(max(seconds, 0.5), _LONGEST_PAUSE_S)
