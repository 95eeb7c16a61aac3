"""Uploaded images: what Keeta takes (image upload page) and where they are kept."""

import hashlib
from collections.abc import Callable

from kitchen_app.sandbox.refusals import BAD_IMAGE, RefusedError

MOST_BYTES = 5 * 1024 * 1024
LEAST_WIDTH, LEAST_HEIGHT = 600, 450

Size = tuple[int, int]


class Images:
    """Keeps uploaded images by the address under which they can be fetched."""

    def __init__(self) -> None:
        self._images: dict[str, tuple[str, bytes]] = {}

    def keep(self, content: bytes) -> str:
        """Check an image and return its file name."""
        if len(content) > MOST_BYTES:
            raise RefusedError(BAD_IMAGE, "The image is larger than 5 MB")
        suffix, size = measure(content)
        if size[0] < LEAST_WIDTH or size[1] < LEAST_HEIGHT:
            raise RefusedError(
                BAD_IMAGE, f"The image must be at least {LEAST_WIDTH}x{LEAST_HEIGHT} pixels"
            )
        name = f"{hashlib.sha256(content).hexdigest()[:32]}.{suffix}"
        self._images[name] = (f"image/{'jpeg' if suffix == 'jpg' else suffix}", content)
        return name

    @property
    def count(self) -> int:
        """How many different images have been uploaded."""
        return len(self._images)

    def find(self, name: str) -> tuple[str, bytes] | None:
        """Return content type and bytes of a kept image."""
        return self._images.get(name)


def measure(content: bytes) -> tuple[str, Size]:
    """Return the file ending and the size in pixels; refuse what is no JPEG, PNG or WebP."""
    for suffix, (is_it, size_of) in _FORMATS.items():
        if is_it(content) and (size := size_of(content)) is not None:
            return suffix, size
    raise RefusedError(BAD_IMAGE, "The image must be JPG, JPEG, PNG or WebP")


def _number(content: bytes, at: int, length: int, order: str = "big") -> int:
    return int.from_bytes(content[at : at + length], "big" if order == "big" else "little")


def _png_size(content: bytes) -> Size | None:
    return (_number(content, 16, 4), _number(content, 20, 4)) if len(content) >= 24 else None


def _jpeg_size(content: bytes) -> Size | None:
    """Walk the segments up to the frame header, which holds height and width."""
    at = 2
    while at + 9 <= len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        is_frame = 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC)
        if is_frame:
            return _number(content, at + 7, 2), _number(content, at + 5, 2)
        at += 2 + _number(content, at + 2, 2)
    return None


def _webp_size(content: bytes) -> Size | None:
    kind = content[12:16]
    if len(content) < 30:
        return None
    if kind == b"VP8X":
        return _number(content, 24, 3, "little") + 1, _number(content, 27, 3, "little") + 1
    if kind == b"VP8L":
        bits = _number(content, 21, 4, "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    width, height = _number(content, 26, 2, "little"), _number(content, 28, 2, "little")
    return width & 0x3FFF, height & 0x3FFF


_FORMATS: dict[str, tuple[Callable[[bytes], bool], Callable[[bytes], Size | None]]] = {
    "png": (lambda content: content.startswith(b"\x89PNG\r\n\x1a\n"), _png_size),
    "jpg": (lambda content: content.startswith(b"\xff\xd8"), _jpeg_size),
    "webp": (lambda content: content[:4] == b"RIFF" and content[8:12] == b"WEBP", _webp_size),
}
