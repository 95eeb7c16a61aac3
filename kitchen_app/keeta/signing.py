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


CALLBACK_RECIPES = ("{url}?", "{url}", "", "?")
"""What may stand before the parameters of a callback: the guide gives no recipe for those.

The first is that of our own calls, and what integrations use; the others are what one of them
tries. Each ends with the app secret, so that none is weaker than another.
"""


def string_to_sign(
    url: str, params: Mapping[str, Any], secret: str, recipe: str = CALLBACK_RECIPES[0]
) -> str:
    """Return the text that is hashed.

    `url` is the full address without a query. Keys are sorted by code unit, `sig` is left out,
    values are not escaped, nested values keep their inner order, the secret has no separator.
    """
    names = sorted(name for name in params if name != "sig")
    pairs = "&".join(f"{name}={_text(params[name])}" for name in names)
    return f"{recipe.replace('{url}', url)}{pairs}{secret}"


def sign(
    url: str, params: Mapping[str, Any], secret: str, recipe: str = CALLBACK_RECIPES[0]
) -> str:
    """Return the signature: 64 lower-case hex characters."""
    text = string_to_sign(url, params, secret, recipe)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def callback_recipe(url: str, params: Mapping[str, Any], secret: str) -> str | None:
    """Return the recipe by which a callback's `sig` fits, each tried in constant time, or None."""
    given = params.get("sig")
    if not isinstance(given, str) or not given.isascii():
        return None
    fitting = [
        recipe
        for recipe in CALLBACK_RECIPES
        if hmac.compare_digest(given, sign(url, params, secret, recipe))
    ]
    return fitting[0] if fitting else None


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool | dict | list) or value is None:
        return compact_json(value)
    return str(value)
