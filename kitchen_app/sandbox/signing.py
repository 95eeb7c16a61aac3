"""Keeta's signature, written from its authorization guide alone.

`sig` = lower-case hex SHA-256 of URL + "?" + the sorted parameters + the application's secret,
all as plain UTF-8 text without any escaping. One page calls it HMAC; the worked example is not.
"""

import hashlib
import hmac
import json
from collections.abc import Mapping

SIGNATURE = "sig"


def compact_json(value: object) -> str:
    """Return JSON without spaces, text unescaped, keys in the order they came."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def value_text(value: object) -> str:
    """Return one parameter as it stands in the signed text: strings bare, all else as JSON."""
    return value if isinstance(value, str) else compact_json(value)


def sign(url: str, parameters: Mapping[str, object], secret: str) -> str:
    """Return the signature over every parameter except `sig` itself."""
    return sign_with(f"{url}?", parameters, secret)


def sign_with(prefix: str, parameters: Mapping[str, object], secret: str) -> str:
    """Return the signature with another text before the parameters than the URL and "?"."""
    pairs = (
        f"{key}={value_text(parameters[key])}" for key in sorted(parameters) if key != SIGNATURE
    )
    text = f"{prefix}{'&'.join(pairs)}{secret}"
    return hashlib.sha256(text.encode()).hexdigest()


def is_signed(url: str, parameters: Mapping[str, object], secret: str) -> bool:
    """Say whether `sig` among the parameters fits this URL."""
    given = str(parameters.get(SIGNATURE, "")).lower()
    return hmac.compare_digest(given.encode(), sign(url, parameters, secret).encode())
