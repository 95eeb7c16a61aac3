"""What all of the control API shares: who is answered, and how bodies are read.

No password guards it, so it answers this machine only.
"""

import ipaddress
import json
from collections.abc import Awaitable, Callable
from enum import StrEnum
from typing import Any, TypeVar

from aiohttp import web

from kitchen_app.sandbox.errors import (
    BadRequestError,
    SandboxError,
    UnknownOrderError,
    WrongStateError,
)
from kitchen_app.sandbox.refusals import RefusedError
from kitchen_app.sandbox.signing import compact_json

CONTROL_PATH = "/_sandbox"

T = TypeVar("T")
Named = TypeVar("Named", bound=StrEnum)
Handler = Callable[[web.Request], Awaitable[dict[str, Any]]]

_HTTP_STATUS = {BadRequestError: 400, UnknownOrderError: 404, WrongStateError: 409}


def answered(handler: Handler) -> Callable[[web.Request], Awaitable[web.Response]]:
    """Wrap a handler: its dict becomes the answer, its refusal a status and one sentence."""

    async def answer(request: web.Request) -> web.Response:
        if not is_this_machine(request.remote):
            return _json(403, {"error": "The control API answers this machine only."})
        try:
            return _json(200, await handler(request))
        except SandboxError as error:
            return _json(_HTTP_STATUS.get(type(error), 500), {"error": str(error)})
        except RefusedError as refusal:
            return _json(400, {"error": f"{refusal.message}."})

    return answer


def is_this_machine(remote: str | None) -> bool:
    """Say whether a peer address is a loopback address."""
    try:
        return ipaddress.ip_address(remote or "").is_loopback
    except ValueError:
        return False


def whole_number_in(request: web.Request, name: str) -> int:
    text = request.match_info[name]
    if not (text.isascii() and text.isdigit() and len(text) <= 19):
        raise BadRequestError(f"The {name} in the address must be a whole number, not {text!r}.")
    return int(text)


async def json_object(request: web.Request, known: set[str]) -> dict[str, Any]:
    """Return the optional body; refuse a member that nobody knows."""
    body = await request.read()
    try:
        asked = json.loads(body) if body.strip() else {}
        compact_json(asked).encode()
    except (ValueError, RecursionError) as error:
        raise BadRequestError("The body is not JSON.") from error
    if not isinstance(asked, dict):
        raise BadRequestError("The body must be a JSON object.")
    if unknown := sorted(asked.keys() - known):
        raise BadRequestError(f"Unknown member {unknown[0]!r}; known are {sorted(known)}.")
    return asked


def member(asked: dict[str, Any], name: str, kind: type[T]) -> T | None:
    value = asked.get(name)
    if value is None:
        return None
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        value = float(value)
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise BadRequestError(f"{name} must be of type {kind.__name__}.")
    return value


def count_of(asked: dict[str, Any], name: str, most: int) -> int | None:
    value = member(asked, name, int)
    if value is not None and not 1 <= value <= most:
        raise BadRequestError(f"{name} must be from 1 to {most}.")
    return value


def one_of(kind: type[Named], text: str) -> Named:
    try:
        return kind(text)
    except ValueError as error:
        raise BadRequestError(f"{text!r} is not one of {[each.value for each in kind]}.") from error


def _json(status: int, answer: dict[str, Any]) -> web.Response:
    body = compact_json(answer).encode()
    return web.Response(status=status, body=body, content_type="application/json")
