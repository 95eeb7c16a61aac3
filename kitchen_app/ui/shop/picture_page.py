"""The main picture: what Keeta has, and proposing another one."""

from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import QRect, Signal, Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from kitchen_app.domain.shop import ShopPicture
from kitchen_app.services.shop_front import ShopFacts
from kitchen_app.services.shop_view import ChangeKind, ChangeResult, Outcome
from kitchen_app.ui.asks import Asks
from kitchen_app.ui.clock import UiClock
from kitchen_app.ui.i18n import isolate, tr
from kitchen_app.ui.picture_file import FileFault
from kitchen_app.ui.shop.crop_pane import CropPane
from kitchen_app.ui.shop.file_well import FileWell
from kitchen_app.ui.shop.main_pictures import MainPictures
from kitchen_app.ui.shop.page import ShopPage
from kitchen_app.ui.theme import Theme
from kitchen_app.ui.widgets.text import WrapLabel


class PicturePage(ShopPage):
    """A file is dropped or chosen, cut to 4:3, and proposed; Keeta reviews it before it shows.

    Signals:
        file_chosen: the `Path` of a person's file.
        wanted: the address of a main picture that should be seen.
        proposed: the `QImage` and the `QRect` of it that customers should see.
    """

    section: ClassVar[str] = "picture"
    file_chosen = Signal(object)
    wanted = Signal(str)
    proposed = Signal(object, object)

    def __init__(self, theme: Theme, clock: UiClock, parent: QWidget | None = None) -> None:
        super().__init__(theme, clock, parent)
        self._pictures: tuple[ShopPicture, ...] | None = None
        self._title = WrapLabel("title", self, text=tr("shop_picture.title"))
        self._told = WrapLabel("strong", self)
        self._stack = QStackedWidget(self)
        self.shown = MainPictures(theme, self)
        self.well = FileWell(theme, self.shown, self)
        self.crop = CropPane(theme, self)
        self._build_ui()

    def _build_ui(self) -> None:
        gap = self.theme.px("gap")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(gap)
        column.addWidget(self._title)
        column.addWidget(self._told)
        column.addWidget(self._stack, 1)
        self._stack.addWidget(self.well)
        self._stack.addWidget(self.crop)
        self._say("")
        self.well.chosen.connect(self._read)
        self.well.too_many.connect(self._refuse_many)
        self.crop.agreed.connect(self._send)
        self.crop.declined.connect(self._go_back)
        self.shown.wanted.connect(self.wanted)

    # --- what the core tells ----------------------------------------------------------------

    def connect_asks(self, asks: Asks) -> None:
        profile = asks.profile
        self.file_chosen.connect(profile.read)
        self.wanted.connect(profile.fetch)
        self.proposed.connect(profile.set_picture)
        profile.file_told.connect(self.show_file)
        profile.file_failed.connect(self.refuse_file)
        profile.picture_told.connect(self.shown.take)
        profile.picture_failed.connect(self.shown.fail)
        profile.answered.connect(self._take_answer)
        profile.failed.connect(self._take_failure)
        profile.locked.connect(self._wait_for_pin)
        profile.resumed.connect(self._go_on)

    def show_facts(self, facts: ShopFacts) -> None:
        self._pictures = facts.shop.pictures if facts.shop is not None else None
        if self.isVisible():
            self.shown.show_pictures(self._pictures)

    def begin(self) -> None:
        self.shown.show_pictures(self._pictures)

    @Slot(object)
    def show_file(self, image: QImage) -> None:
        """Let the part be chosen."""
        self._say("")
        self.crop.show_image(image)
        self._turn(is_cropping=True)

    @Slot(object)
    def refuse_file(self, fault: FileFault) -> None:
        """Say why a file cannot be the main picture."""
        self._say(tr(f"shop_picture.fault_{fault.value}"))

    @Slot(object)
    def _take_answer(self, result: ChangeResult) -> None:
        if result.kind is not ChangeKind.PICTURE:
            return
        words = isolate(result.message or str(result.code or ""))
        self._say(tr(f"shop_picture.{result.outcome.value}", words=words))
        self.crop.let_go(can=True)
        if result.outcome is Outcome.DONE:
            self._go_back_quietly()

    @Slot(object, str)
    def _take_failure(self, kind: ChangeKind, reason: str) -> None:
        if kind is ChangeKind.PICTURE:
            self._say(tr("shop_picture.failed", reason=isolate(reason)))
            self.crop.let_go(can=True)

    @Slot(object)
    def _wait_for_pin(self, kind: ChangeKind) -> None:
        if kind is ChangeKind.PICTURE:
            self._say("")
            self.crop.let_go(can=True)

    @Slot(object)
    def _go_on(self, kind: ChangeKind) -> None:
        if kind is ChangeKind.PICTURE:
            self._say(tr("shop_picture.sending"))
            self.crop.let_go(can=False)

    # --- what people do ---------------------------------------------------------------------

    @Slot(object)
    def _read(self, file: Path) -> None:
        self._say(tr("shop_picture.reading"))
        self.file_chosen.emit(file)

    @Slot()
    def _refuse_many(self) -> None:
        self._say(tr("shop_picture.one_file"))

    @Slot(object, object)
    def _send(self, image: QImage, part: QRect) -> None:
        self._say(tr("shop_picture.sending"))
        self.crop.let_go(can=False)
        self.proposed.emit(image, part)

    @Slot()
    def _go_back(self) -> None:
        self._say("")
        self._go_back_quietly()

    def _go_back_quietly(self) -> None:
        self._turn(is_cropping=False)

    def _turn(self, *, is_cropping: bool) -> None:
        self._stack.setCurrentWidget(self.crop if is_cropping else self.well)
        self._title.setVisible(not is_cropping)  # the picture needs the room
        self.marked.emit(is_cropping)

    def _say(self, text: str) -> None:
        self._told.show_text(text)
        self._told.setVisible(bool(text))

    @property
    def told(self) -> str:
        """What is said over the picture; empty if nothing."""
        return "" if self._told.isHidden() else self._told.text()

    @property
    def is_cropping(self) -> bool:
        return self._stack.currentIndex() == 1
