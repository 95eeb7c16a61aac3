"""The members of a call as a person typed them: what Keeta cannot take is refused in words.

Keeta's signature is over the values as text. For a null and for a fraction at the top level its
rule is unknown, so neither is ever sent (Authorization Guide, how values are written).
"""

import json
import math
from typing import Any

from kitchen_app.base.errors import KnownError

_OWN = frozenset({"appId", "accessToken", "timestamp", "sig"})
_DEEPEST = 20
"""No call of Keeta's has more than four levels."""


def read_typed_body(text: str) -> dict[str, Any]:
    """Return the members that `--json` holds.

    Raises:
        KnownError: it holds something that must not be sent.
    """
    try:
        body = json.loads(text, object_pairs_hook=_unique, parse_constant=_no_constant)
    except RecursionError:
        raise _too_deep() from None
    except ValueError as error:
        raise KnownError(f"--json does not hold JSON: {error}.") from error
    if not isinstance(body, dict):
        raise KnownError('--json must hold an object, such as {"orderViewId": 761200345678901}.')
    if taken := sorted(_OWN & body.keys()):
        raise KnownError(f"Leave {', '.join(taken)} out of --json: the program adds and signs it.")
    for name, value in body.items():
        _check_member(name, value)
    _check_inside(body)
    return body


def _check_member(name: str, value: object) -> None:
    if value is None:
        raise KnownError(
            f"{name!r} in --json is null, which Keeta cannot check: leave it out, or write [] "
            "to clear a list."
        )
    if isinstance(value, float):
        raise KnownError(
            f"{name!r} in --json is a fraction, which Keeta cannot check: write a whole number "
            "(money in its smallest unit), or a text in quotes."
        )


def _check_inside(body: dict[str, Any]) -> None:
    """Look at every value without recursion: how deep it goes is what is asked."""
    waiting: list[tuple[object, int]] = [(body, 1)]
    while waiting:
        value, depth = waiting.pop()
        if depth > _DEEPEST:
            raise _too_deep()
        if isinstance(value, dict):
            waiting += [(member, depth + 1) for pair in value.items() for member in pair]
        elif isinstance(value, list):
            waiting += [(member, depth + 1) for member in value]
        elif isinstance(value, str):
            _check_text(value)
        elif isinstance(value, float) and not math.isfinite(value):
            raise KnownError("A number in --json is too large: write it with fewer digits.")


def _check_text(text: str) -> None:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raise KnownError(
            "A text in --json holds half a character (\\ud800 to \\udfff): write the character "
            "itself, or both halves."
        ) from None


def _too_deep() -> KnownError:
    return KnownError(f"--json is nested too deeply: Keeta's calls need no more than {_DEEPEST}.")


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members: dict[str, Any] = {}
    for name, value in pairs:
        if name in members:
            raise KnownError(f"{name!r} stands twice in --json: leave one of them out.")
        members[name] = value
    return members


def _no_constant(name: str) -> Any:
    raise KnownError(f"{name} in --json is not JSON: write a number, or leave the member out.")
