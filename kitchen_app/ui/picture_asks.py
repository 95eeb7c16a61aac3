"""What people ask about the pictures of a refund request."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QSize, Qt, Signal, Slot
from PySide6.QtGui import QImage, QImageReader

from kitchen_app.domain.refunds import CaseId
from kitchen_app.services.errors import PictureUnavailable
from kitchen_app.services.kitchen import Kitchen
from kitchen_app.ui.carrier import Answer, Carrier

FORMATS = frozenset({b"jpeg", b"png", b"webp"})
"""What Keeta takes as a picture (base/image/upload). Others, such as SVG, could reach out."""

LARGEST_PX = 1600
"""The longer side of what is kept in memory: more is not seen on half a screen."""

_MOST_PIXELS = 100_000_000


class PictureAsks(QObject):
    """Fetches pictures on the core thread and decodes them on one of its own.

    Signals:
        picture_told: the `CaseId`, the place in the request's list, and the `QImage`.
        picture_failed: the `CaseId` and the place of a picture that cannot be shown.
    """

    picture_told = Signal(str, int, object)
    picture_failed = Signal(str, int)

    def __init__(self, kitchen: Kitchen, carrier: Carrier, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kitchen = kitchen
        self._carrier = carrier
        self._decoder = ThreadPoolExecutor(max_workers=1, thread_name_prefix="pictures")

    def close(self) -> None:
        """Decode nothing more."""
        self._decoder.shutdown(wait=False, cancel_futures=True)

    @Slot(str, int)
    def fetch(self, case_id: str, index: int) -> None:
        """Ask for the picture at a place of a request's list."""
        self._carrier.fetch(self._load(CaseId(case_id), index), partial(self._take, case_id, index))

    async def _load(self, case_id: CaseId, index: int) -> QImage:
        content = await self._kitchen.pictures.of(case_id, index)
        return await asyncio.get_running_loop().run_in_executor(self._decoder, decode, content)

    def _take(self, case_id: str, index: int, answer: Answer) -> None:
        error = answer.exception()
        if error is None:
            self.picture_told.emit(case_id, index, answer.result())
            return
        if not isinstance(error, PictureUnavailable):
            self._carrier.tell_fault(error)
        self.picture_failed.emit(case_id, index)


def decode(content: bytes, *, longest_px: int = LARGEST_PX) -> QImage:
    """Return a picture, upright and at most `longest_px` long; safe on any thread.

    Raises:
        PictureUnavailable: these bytes are no picture of a kind that we show.
    """
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    size = reader.size()
    is_known = reader.format().data() in FORMATS
    if not is_known or not 0 < size.width() * size.height() <= _MOST_PIXELS:
        raise PictureUnavailable("The file is no picture that can be shown")
    if max(size.width(), size.height()) > longest_px:
        fitting = QSize(longest_px, longest_px)
        reader.setScaledSize(size.scaled(fitting, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if image.isNull():
        raise PictureUnavailable("The picture is broken")
    return image
