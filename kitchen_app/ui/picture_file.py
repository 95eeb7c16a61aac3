"""A picture of a person's disk, made into a main picture that Keeta can use.

Cut to 4:3, turned upright, without what a camera has written into the file (a place, for one).
All of it is safe on any thread.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, QSize, Qt
from PySide6.QtGui import QImage, QImageWriter, QPainter

from kitchen_app.base.errors import KnownError
from kitchen_app.domain.shop import LARGEST_PICTURE_BYTES, SMALLEST_PICTURE_SIDE_PX
from kitchen_app.services.errors import PictureUnavailable
from kitchen_app.ui.picture_asks import decode

LARGEST_FILE_BYTES = 40 * 1024 * 1024
"""More than any camera's picture: what is sent is cut out of it and far smaller."""

LONGEST_SIDE_PX = 4800
_MOST_SENT = QSize(2400, 1800)
_QUALITIES = (90, 80, 65, 50)


class FileFault(StrEnum):
    """Why a file cannot become the main picture."""

    UNREADABLE = "unreadable"  # the system does not give it
    HEAVY = "heavy"  # over 40 MB
    KIND = "kind"  # broken, or none of JPEG, PNG and WebP
    SMALL = "small"  # a part of 4:3 would not be over 900 pixels each way


class UnusableFile(KnownError):
    """A file that is no picture for us; nothing was sent."""

    def __init__(self, fault: FileFault) -> None:
        super().__init__(f"The file cannot be used as a picture ({fault})")
        self.fault = fault


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadyPicture:
    """What is sent: a JPEG file and its size in pixels."""

    content: bytes = field(repr=False)
    width_px: int
    height_px: int


LEAST = QSize(-(-SMALLEST_PICTURE_SIDE_PX * 4 // 3), SMALLEST_PICTURE_SIDE_PX)
"""The smallest part of 4:3 that is over 900 pixels each way."""


def read_picture(path: Path) -> QImage:
    """Return the picture in a file, upright and at most `LONGEST_SIDE_PX` long.

    Raises:
        UnusableFile: there is none in it that could be used.
    """
    try:
        if path.stat().st_size > LARGEST_FILE_BYTES:
            raise UnusableFile(FileFault.HEAVY)
        content = path.read_bytes()
    except OSError as error:
        raise UnusableFile(FileFault.UNREADABLE) from error
    try:
        image = decode(content, longest_px=LONGEST_SIDE_PX)
    except PictureUnavailable as error:
        raise UnusableFile(FileFault.KIND) from error
    if image.width() < LEAST.width() or image.height() < LEAST.height():
        raise UnusableFile(FileFault.SMALL)
    return image


def cut_out(image: QImage, part: QRect) -> ReadyPicture:
    """Return a part of a picture as it is sent: at most 2400 × 1800 pixels and 5 MB."""
    piece = image.copy(part)
    if piece.width() > _MOST_SENT.width():
        piece = piece.scaled(
            _MOST_SENT,
            Qt.AspectRatioMode.IgnoreAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
    opaque = QImage(piece.size(), QImage.Format.Format_RGB32)
    opaque.fill(Qt.GlobalColor.white)  # under what is transparent
    painter = QPainter(opaque)
    painter.drawImage(0, 0, piece)
    painter.end()
    for quality in _QUALITIES:
        content = _as_jpeg(opaque, quality)
        if len(content) <= LARGEST_PICTURE_BYTES:
            break
    return ReadyPicture(content=content, width_px=opaque.width(), height_px=opaque.height())


def _as_jpeg(image: QImage, quality: int) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(b"JPEG"))
    writer.setQuality(quality)
    writer.write(image)
    return bytes(buffer.data().data())
