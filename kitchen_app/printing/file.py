"""A drawn paper as a file: PNG for screens, PDF in its true size for other printers.

Both are written dot for dot: neither format needs more than deflated bits.
"""

import struct
import zlib
from collections.abc import Callable
from pathlib import Path

from kitchen_app.base.files import put_in_place
from kitchen_app.printing.errors import FileNotMade
from kitchen_app.services.print_ports import Raster

DOTS_PER_INCH = 203
_MM = 25.4
_POINTS = 72
_MARGIN_MM = 4.0
_ROLLS_MM = {384: 58.0, 512: 80.0, 576: 80.0}
"""How wide the paper is on which so many dots are printed."""

_DOTS_PER_METRE = round(DOTS_PER_INCH * 1000 / _MM)
_ROWS_PER_PAGE = 32_000  # a page of PDF is at most 14,400 points long
_FLIPPED = bytes(255 - byte for byte in range(256))


def png_of(raster: Raster) -> bytes:
    """Return a picture of one bit for each dot."""
    size = raster.row_bytes
    light = raster.rows.translate(_FLIPPED)  # in a picture 1 is white
    rows = b"".join(b"\0" + light[at : at + size] for at in range(0, len(light), size))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        (
            _chunk(b"IHDR", struct.pack(">IIBBBBB", raster.width, raster.height, 1, 0, 0, 0, 0)),
            _chunk(b"pHYs", struct.pack(">IIB", _DOTS_PER_METRE, _DOTS_PER_METRE, 1)),
            _chunk(b"IDAT", zlib.compress(rows, 9)),
            _chunk(b"IEND", b""),
        )
    )


def pdf_of(raster: Raster) -> bytes:
    """Return a document whose pages are as wide as the roll, and as long as what is printed."""
    pages = [
        _page(raster, top, min(_ROWS_PER_PAGE, raster.height - top), 3 + 3 * number)
        for number, top in enumerate(range(0, raster.height, _ROWS_PER_PAGE))
    ]
    kids = b" ".join(b"%d 0 R" % (3 + 3 * number) for number in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(pages), kids),
        *(each for page in pages for each in page),
    ]
    return _document(objects)


FORMATS: dict[str, Callable[[Raster], bytes]] = {".png": png_of, ".pdf": pdf_of}
"""What a paper can be written as, by the ending of the file's name."""


def write(raster: Raster, path: Path) -> None:
    """Write a paper to a file, whole or not at all; what was there is replaced.

    Raises:
        FileNotMade: the name ends otherwise than in `FORMATS`, or the disk did not take it.
    """
    made = FORMATS.get(path.suffix.lower())
    if made is None:
        raise FileNotMade(f"{path} must end in {' or '.join(FORMATS)}.")
    draft = path.with_name(f"{path.name}.new")
    try:
        try:
            draft.write_bytes(made(raster))
            put_in_place(draft, path)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as error:
        raise FileNotMade(f"{path} cannot be written: {error}") from error


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _page(raster: Raster, top: int, height: int, number: int) -> tuple[bytes, bytes, bytes]:
    """Return the objects of a page, the first of which has this number."""
    printed_mm = raster.width / DOTS_PER_INCH * _MM
    roll_mm = _ROLLS_MM.get(raster.width, printed_mm + 2 * _MARGIN_MM)
    wide, high = (dots / DOTS_PER_INCH * _POINTS for dots in (raster.width, height))
    page_width = roll_mm / _MM * _POINTS
    left = max(0.0, (page_width - wide) / 2)
    content = b"q %.3f 0 0 %.3f %.3f 0 cm /I Do Q" % (wide, high, left)
    rows = raster.rows[top * raster.row_bytes : (top + height) * raster.row_bytes]
    return (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %.3f %.3f] /Contents %d 0 R"
        b" /Resources << /XObject << /I %d 0 R >> >> >>"
        % (page_width, high, number + 1, number + 2),
        _stream(b"", content),
        _stream(
            b"/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray"
            b" /BitsPerComponent 1 /Decode [1 0] /Filter /FlateDecode" % (raster.width, height),
            zlib.compress(rows, 9),
        ),
    )


def _stream(entries: bytes, data: bytes) -> bytes:
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (entries, len(data), data)


def _document(objects: list[bytes]) -> bytes:
    """Return objects, numbered from 1, as a file with the table of their places."""
    written = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, each in enumerate(objects, start=1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = len(written)
    written += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    written += b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    written += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, table)
    return bytes(written)
