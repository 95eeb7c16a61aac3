"""What people ask about what customers see of the shop: its phones and its main picture."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QRect, Signal
from PySide6.QtGui import QImage

from kitchen_app.domain.shop import Contact
from kitchen_app.services.errors import PictureUnavailable
from kitchen_app.services.kitchen import Kitchen
from kitchen_app.services.profile_changes import ProfileChanges
from kitchen_app.services.shop_view import ChangeKind, ChangeResult
from kitchen_app.ui.carrier import Answer, Carrier
from kitchen_app.ui.change_asks import ChangeAsks
from kitchen_app.ui.picture_asks import decode
from kitchen_app.ui.picture_file import UnusableFile, cut_out, read_picture


class ProfileAsks(ChangeAsks):
    """Reads, cuts out and decodes pictures on a thread of its own.

    Signals:
        picture_told: the address of a main picture, and the `QImage`.
        picture_failed: the address of one that cannot be shown.
        file_told: the `QImage` in a person's file.
        file_failed: the `FileFault` of one.
    """

    picture_told = Signal(str, object)
    picture_failed = Signal(str)
    file_told = Signal(object)
    file_failed = Signal(object)

    def __init__(self, kitchen: Kitchen, carrier: Carrier, parent: QObject | None = None) -> None:
        super().__init__(kitchen, carrier, parent)
        self._painter = ThreadPoolExecutor(max_workers=1, thread_name_prefix="main-picture")

    def close(self) -> None:
        """Read nothing more."""
        self._painter.shutdown(wait=False, cancel_futures=True)

    def set_contact(self, contact: Contact, based_on: tuple[str, ...]) -> None:
        """Replace the phones that customers see."""
        front = self.talk.front
        make = partial(front.profile.set_contact, contact, based_on=based_on)
        self._change(front, ChangeKind.CONTACT, make)

    def set_picture(self, image: QImage, part: QRect) -> None:
        """Propose a part of a picture as the main one."""
        front = self.talk.front
        make = partial(self._send, front.profile, QImage(image), QRect(part))
        self._change(front, ChangeKind.PICTURE, make)

    def fetch(self, url: str) -> None:
        """Ask for a main picture."""
        front = self.talk.front
        self.talk.fetch(front, self._load(front.profile, url), partial(self._take_picture, url))

    def read(self, path: Path) -> None:
        """Ask for the picture in a file."""
        self.talk.fetch(self.talk.front, self._read(path), self._take_file)

    async def _send(
        self, profile: ProfileChanges, image: QImage, part: QRect, *, approval: str
    ) -> ChangeResult:
        loop = asyncio.get_running_loop()
        ready = await loop.run_in_executor(self._painter, cut_out, image, part)
        return await profile.set_picture(
            ready.content, width_px=ready.width_px, height_px=ready.height_px, approval=approval
        )

    async def _load(self, profile: ProfileChanges, url: str) -> QImage:
        content = await profile.picture(url)
        return await asyncio.get_running_loop().run_in_executor(self._painter, decode, content)

    async def _read(self, path: Path) -> QImage:
        return await asyncio.get_running_loop().run_in_executor(self._painter, read_picture, path)

    def _take_picture(self, url: str, answer: Answer) -> None:
        error = answer.exception()
        if error is None:
            self.picture_told.emit(url, answer.result())
            return
        if not isinstance(error, PictureUnavailable):
            self._carrier.tell_fault(error)
        self.picture_failed.emit(url)

    def _take_file(self, answer: Answer) -> None:
        error = answer.exception()
        if error is None:
            self.file_told.emit(answer.result())
        elif isinstance(error, UnusableFile):
            self.file_failed.emit(error.fault)
        else:
            self._carrier.tell_fault(error)
