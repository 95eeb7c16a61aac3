"""The formats and sizes of images."""

import pytest

from kitchen_app.sandbox.images import Images, measure
from kitchen_app.sandbox.refusals import RefusedError

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + (800).to_bytes(4) + (600).to_bytes(4)
JPEG = (
    b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x11\x08" + (600).to_bytes(2) + (800).to_bytes(2)
).ljust(40, b"\x00")
WEBP = b"RIFF\x00\x00\x00\x00WEBP"
VP8X = (
    WEBP
    + b"VP8X"
    + b"\x0a\x00\x00\x00"
    + bytes(4)
    + (799).to_bytes(3, "little")
    + (599).to_bytes(3, "little")
)
VP8L = (WEBP + b"VP8L" + bytes(4) + b"\x2f" + (799 | 599 << 14).to_bytes(4, "little")).ljust(
    30, b"\x00"
)
VP8 = WEBP + b"VP8 " + bytes(10) + (800).to_bytes(2, "little") + (600).to_bytes(2, "little")


@pytest.mark.parametrize(
    ("content", "suffix"),
    [(PNG, "png"), (JPEG, "jpg"), (VP8X, "webp"), (VP8L, "webp"), (VP8, "webp")],
    ids=["png", "jpeg", "vp8x", "vp8l", "vp8"],
)
def test_measure(content: bytes, suffix: str) -> None:
    assert measure(content) == (suffix, (800, 600))


@pytest.mark.parametrize("content", [b"", b"GIF89a", PNG[:20], JPEG[:3], VP8[:20]])
def test_no_image(content: bytes) -> None:
    with pytest.raises(RefusedError, match="JPG, JPEG, PNG or WebP"):
        measure(content)


def test_the_same_image_has_one_name() -> None:
    images = Images()
    name = images.keep(JPEG)
    assert images.keep(JPEG) == name
    assert images.find(name) == ("image/jpeg", JPEG)
    assert images.find("other.jpg") is None
