"""Domain dataclasses ↔ JSON bytes, and the hashes that tell damage from content."""

import hashlib
from typing import TypeVar

import msgspec

from kitchen_app.store.errors import StoreError

T = TypeVar("T")


def encode(value: object) -> bytes:
    return msgspec.json.encode(value)


def decode(data: bytes, kind: type[T]) -> T:
    """Return the dataclass that the bytes hold.

    Raises:
        StoreError: they hold something else, as after damage to the file.
    """
    try:
        return msgspec.json.decode(bytes(data), type=kind)
    except msgspec.MsgspecError as error:
        raise StoreError(f"a stored {kind.__name__} cannot be read: {error}") from error


def decode_whole(data: bytes, hashed: str, kind: type[T]) -> T:
    """Return the dataclass that the bytes hold, if they are what was written.

    An empty hash stands beside what an older program wrote: it is taken as it is.

    Raises:
        StoreError: they are not.
    """
    if hashed and digest(bytes(data)) != hashed:
        raise StoreError(f"a stored {kind.__name__} is not as it was written")
    return decode(data, kind)


def digest(data: bytes) -> str:
    """Return the SHA-256 of stored bytes in hexadecimal."""
    return hashlib.sha256(data).hexdigest()
