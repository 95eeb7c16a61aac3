"""A call as it came: read from JSON or from a form, and checked in the order Keeta checks.

JSON, application, time, signature, token, limit, then the members; the state comes after all of
them. The place of the limit is a choice: an application is limited once it is known.
"""

import json
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError

from kitchen_app.base.clock import Clock
from kitchen_app.sandbox.authorization import Authorization
from kitchen_app.sandbox.base_calls import IMAGE
from kitchen_app.sandbox.config import SandboxConfig
from kitchen_app.sandbox.endpoint_table import Endpoint
from kitchen_app.sandbox.limits import Limits
from kitchen_app.sandbox.members import check_needed, read_members, whole_number
from kitchen_app.sandbox.refusals import (
    BAD_PARAMETER,
    BAD_SIGNATURE,
    BAD_TIMESTAMP,
    FOREIGN_SHOP,
    UNKNOWN_APPLICATION,
    RefusedError,
)
from kitchen_app.sandbox.replies import Parameters
from kitchen_app.sandbox.signing import compact_json, is_signed


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """One call before it is checked."""

    endpoint: Endpoint
    urls: tuple[str, ...]
    """The addresses that its signature may be for."""
    origin: str
    body: bytes
    """JSON; empty for a form."""
    form: dict[str, str] | None = None
    files: dict[str, bytes] = field(default_factory=dict)

    def parameters(self) -> Parameters:
        return _parse(self.body) if self.form is None else dict(self.form)

    def order_view_id(self) -> int | None:
        """Return the order that the call is about, however wrong the rest of it may be."""
        try:
            given = self.parameters().get("orderViewId")
            return whole_number(given, "orderViewId", BAD_PARAMETER)
        except RefusedError:
            return None


async def receive(request: web.Request, endpoint: Endpoint, config: SandboxConfig) -> Incoming:
    """Read the whole request."""
    # Behind a proxy the client may have called https; it signs the URL that it called.
    urls = [f"{scheme}://{request.host}{request.path}" for scheme in ("http", "https")]
    if config.signed_base_url is not None:
        urls.append(config.signed_base_url + endpoint.path)
    form, files = await _read_form(request) if endpoint.multipart else (None, {})
    return Incoming(
        endpoint=endpoint,
        urls=tuple(urls),
        origin=f"{request.scheme}://{request.host}",
        body=b"" if endpoint.multipart else await request.read(),
        form=form,
        files=files,
    )


async def _read_form(request: web.Request) -> tuple[dict[str, str] | None, dict[str, bytes]]:
    """Return the fields and the files of a form; no fields if it cannot be read."""
    form: dict[str, str] = {}
    files: dict[str, bytes] = {}
    try:
        fields = await request.post()
    except (ValueError, HttpProcessingError):
        return None, {}
    for name, value in fields.items():
        if isinstance(value, web.FileField):
            files[name] = value.file.read()
        else:
            form[name] = str(value)
    return form, files


class Gate:
    """Lets through what Keeta would carry out, and refuses the rest with its code."""

    def __init__(self, config: SandboxConfig, clock: Clock, authorization: Authorization) -> None:
        self._config = config
        self._clock = clock
        self._authorization = authorization
        self._limits = Limits(config, clock)

    def check(self, incoming: Incoming) -> Parameters:
        """Return the members of the call with their types.

        Raises:
            RefusedError, TooManyError: for what Keeta would not carry out.
        """
        endpoint, given = incoming.endpoint, incoming.parameters()
        self._check_application(endpoint, given)
        _require(given, "sig", endpoint)
        if not any(is_signed(url, given, self._config.secret) for url in incoming.urls):
            raise RefusedError(BAD_SIGNATURE, "The sig calculation error")
        if endpoint.with_token:
            _require(given, "accessToken", endpoint)
            self._authorization.check(given["accessToken"])
        self._limits.take(endpoint.path)
        parameters = read_members(endpoint.members, given, endpoint.refused_with)
        check_needed(endpoint.members, parameters, endpoint.refused_with)
        if not endpoint.of_order:
            self._check_shop(parameters)
        return parameters | self._extras(incoming)

    def _check_application(self, endpoint: Endpoint, given: Parameters) -> None:
        _require(given, "appId", endpoint)
        if str(given["appId"]) != str(self._config.app_id):
            raise RefusedError(UNKNOWN_APPLICATION, "The appId does not exist")
        _require(given, "timestamp", endpoint)
        sent_s = whole_number(given["timestamp"], "timestamp", endpoint.refused_with)
        skew_s = abs(self._clock.now().timestamp() - sent_s)
        if self._config.clock_skew_s is not None and skew_s > self._config.clock_skew_s:
            raise RefusedError(BAD_TIMESTAMP, "The timestamp is expired")

    def _check_shop(self, parameters: Parameters) -> None:
        shop_id = parameters.get("shopId")
        if shop_id is not None and shop_id not in self._authorization.shop_ids:
            raise RefusedError(FOREIGN_SHOP, "The shop is not authorized")

    @staticmethod
    def _extras(incoming: Incoming) -> Parameters:
        if not incoming.endpoint.multipart:
            return {}
        return {IMAGE: incoming.files.get(IMAGE), "origin": incoming.origin}


def _require(given: Parameters, name: str, endpoint: Endpoint) -> None:
    if given.get(name) is None:
        raise RefusedError(endpoint.refused_with, f"{name} is null")


def _parse(body: bytes) -> dict[str, Any]:
    try:
        parameters = json.loads(body)
        compact_json(parameters).encode()  # what cannot be written cannot be signed
    except (ValueError, RecursionError) as error:
        raise RefusedError(BAD_PARAMETER, "The request body is not JSON") from error
    if not isinstance(parameters, dict):
        raise RefusedError(BAD_PARAMETER, "The request body is not a JSON object")
    return parameters
