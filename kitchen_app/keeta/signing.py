"""Keeta's signature: lower-case hex SHA-256 over URL, sorted parameters and the app secret.

Source: Authorization Guide, section 2; pinned to both published vectors in the tests. One page
of the documentation calls it HMAC; the vectors show that it is not.
"""

import hashlib
import hmac
import json
from collections.abc import Mapping
from typing import Any


def compact_json(value: object) -> str:
    """Return JSON as it is both sent and signed: no spaces, raw UTF-8, keys in given order."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def string_to_sign(url: str, params: Mapping[str, Any], secret: str) -> str:
    """Return the text that is hashed.

    `url` is the full address without a query. Keys are sorted by code unit, `sig` is left out,
    values are not escaped, nested values keep their inner order, the secret has no separator.
    """
    names = sorted(name for name in params if name != "sig")
    return f"{url}?{'&'.join(f'{name}={_text(params[name])}' for name in names)}{secret}"


def sign(url: str, params: Mapping[str, Any], secret: str) -> str:
    """Return the signature: 64 lower-case hex characters."""
    text = string_to_sign(url, params, secret)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def is_signed(url: str, params: Mapping[str, Any], secret: str) -> bool:
    """Tell whether `params["sig"]` fits, in constant time."""
    given = params.get("sig")
    if not isinstance(given, str) or not given.isascii():
        return False
    return hmac.compare_digest(given, sign(url, params, secret))


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool | dict | list) or value is None:
        return compact_json(value)
    return str(value)
