"""The main pictures that Keeta has of the shop, and what its review says of each."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kitchen_app.domain.shop import ShopPicture
from kitchen_app.ui.i18n import figures, isolate, tr
from kitchen_app.ui.theme import Theme
from kitchen_app.ui.widgets.pictures import draw_inside
from kitchen_app.ui.widgets.text import WrapLabel
from kitchen_app.ui.widgets.touch_scroll import TouchScroll


class MainPicture(QWidget):
    """One picture, or why it is not there."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ground = theme.colour("trough")
        self._image: QImage | None = None
        height = 2 * theme.px("picture")
        self.setFixedSize(height * 4 // 3, height)
        self._word = WrapLabel("meta", self)
        inside = QVBoxLayout(self)
        inside.addWidget(self._word)

    def say(self, word: str) -> None:
        self._image = None
        self._word.show_text(word)
        self.setAccessibleName(word)
        self.update()

    def show_image(self, image: QImage, spoken: str) -> None:
        self._image = image
        self._word.show_text("")
        self.setAccessibleName(spoken)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._ground)
        if self._image is not None:
            draw_inside(painter, self._image, self.rect())


class MainPictures(QWidget):
    """Asks for each picture once.

    Signals:
        wanted: the address of a picture.
    """

    wanted = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._pictures: tuple[ShopPicture, ...] | None = None
        self._frames: dict[str, MainPicture] = {}
        self._scroll = TouchScroll(self, spacing=theme.px("gap"))
        self._parts: list[QWidget] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._scroll)
        self._scroll.column.addStretch(1)
        self._show(())
        self._add(WrapLabel("option", self, text=tr("shop_picture.unread")))

    def show_pictures(self, pictures: tuple[ShopPicture, ...] | None) -> None:
        """Show these, the newest news of each; None while Keeta has told nothing."""
        if pictures is None or pictures == self._pictures:
            return
        self._pictures = pictures
        self._show(pictures)
        if not pictures:
            self._add(WrapLabel("option", self, text=tr("shop_picture.none")))
        for url in self._frames:
            self.wanted.emit(url)

    @Slot(str, object)
    def take(self, url: str, image: QImage) -> None:
        """Show one that has come."""
        if url in self._frames:
            self._frames[url].show_image(image, tr("shop_picture.spoken"))

    @Slot(str)
    def fail(self, url: str) -> None:
        """Say that one cannot be shown."""
        if url in self._frames:
            self._frames[url].say(tr("shop_picture.not_shown"))

    @property
    def words(self) -> list[str]:
        """What is said of the pictures, in their sequence."""
        labels = [label for part in self._parts for label in part.findChildren(WrapLabel)]
        own = [part for part in self._parts if isinstance(part, WrapLabel)]
        return [label.text() for label in (*own, *labels) if label.text()]

    def _show(self, pictures: tuple[ShopPicture, ...]) -> None:
        for part in self._parts:
            part.hide()
            part.deleteLater()
        self._parts, self._frames = [], {}
        for picture in pictures:
            self._add(self._row(picture, is_alone=len(pictures) == 1))

    def _add(self, part: QWidget) -> None:
        self._scroll.column.insertWidget(len(self._parts), part)
        self._parts.append(part)

    def _row(self, picture: ShopPicture, *, is_alone: bool) -> QWidget:
        row = QWidget(self)
        frame = self._frames[picture.url] = MainPicture(self._theme, row)
        frame.say(tr("picture.coming"))
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(self._theme.px("apart"))
        line.addWidget(frame)
        line.addWidget(WrapLabel("strong", row, text=_state(picture, is_alone=is_alone)), 1)
        return row


def _state(picture: ShopPicture, *, is_alone: bool) -> str:
    """Say how it stands: Keeta lists one alone only if no other is under review."""
    if picture.is_rejected:
        return tr("shop_picture.rejected", reason=isolate(picture.reject_reason))
    if is_alone:
        return tr("shop_picture.shown")
    review = picture.platform_review
    number = figures(str(review)) if review is not None else "?"
    return tr("shop_picture.one_of_many", n=number)
