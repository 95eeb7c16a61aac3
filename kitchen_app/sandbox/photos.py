"""Pictures that the emulator's customers send: a plate with what was left on it, as PNG."""

import struct
import zlib

WIDTH, HEIGHT = 640, 480
_TABLE, _PLATE, _RIM, _FOOD = range(4)
_COLOURS = bytes.fromhex("6b4a2f f4f1ea c9c4b8 b5632a")
_FOODS = ("b5632a", "6f8f3a", "c9a13b", "8d3b2e", "d9d2c0")


def plate(seed: int) -> bytes:
    """Return a picture; another seed puts something else on the plate."""
    colours = _COLOURS[:9] + bytes.fromhex(_FOODS[seed % len(_FOODS)])
    reach = 70 + 12 * (seed % 5)
    rows = b"".join(b"\0" + _row(y, reach) for y in range(HEIGHT))
    head = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 3, 0, 0, 0)
    parts = (b"IHDR", head), (b"PLTE", colours), (b"IDAT", zlib.compress(rows)), (b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in parts)


def _row(y: int, reach: int) -> bytes:
    row = bytearray([_TABLE]) * WIDTH
    for radius, colour in ((220, _RIM), (195, _PLATE), (reach, _FOOD)):
        squared = radius**2 - (y - HEIGHT // 2) ** 2
        if squared > 0:
            half = int(squared**0.5)
            row[WIDTH // 2 - half : WIDTH // 2 + half] = bytes([colour]) * (2 * half)
    return bytes(row)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
