"""The pictures of a refund request, side by side; one touch makes one large."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from kitchen_app.domain.refunds import CaseId, RefundCase
from kitchen_app.ui.i18n import tr
from kitchen_app.ui.theme import Theme
from kitchen_app.ui.widgets.pictures import draw_inside
from kitchen_app.ui.widgets.words_button import WordsButton

_COLUMNS = 4


class PictureTile(WordsButton):
    """One picture, or the word for why it is not there."""

    def __init__(self, theme: Theme, place: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, "picture", parent=parent)
        self.image: QImage | None = None
        self.is_waiting = False
        self._place = place
        self._edge = theme.px("unit")
        self.show_hint("")

    def wait(self) -> None:
        """Say that the picture is on its way."""
        self.image, self.is_waiting = None, True
        self._say(tr("picture.coming"))

    def fail(self) -> None:
        """Say that there is none, and that a touch tries again."""
        self.image, self.is_waiting = None, False
        self._say(tr("picture.failed"))

    def show_image(self, image: QImage) -> None:
        self.image, self.is_waiting = image, False
        self.show_words("", spoken=tr("picture.spoken", place=self._place))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.image is not None:
            edge = self._edge
            draw_inside(QPainter(self), self.image, self.rect().adjusted(edge, edge, -edge, -edge))

    def _say(self, text: str) -> None:
        self.show_words(text, spoken=f"{self._place}: {text}")
        self.update()


class CasePicturesView(QWidget):
    """Asks for the pictures of the request that it is shown, and for nothing of another.

    Signals:
        picture_requested: the `CaseId` and the place in its list of a picture that is wanted.
        chosen: all pictures that are there, as `QImage`s, and which of them was touched.
    """

    picture_requested = Signal(str, int)
    chosen = Signal(object, int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._case_id: CaseId | None = None
        self._named: Sequence[str] = ()
        self.tiles: list[PictureTile] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.px("gap"))
        for column in range(_COLUMNS):
            self._grid.setColumnStretch(column, 1)

    def show_case(self, case: RefundCase) -> None:
        """Show the pictures of a request; news of the same one leave them alone."""
        self.setVisible(bool(case.pictures))
        if (case.case_id, case.pictures) == (self._case_id, self._named):
            return
        self._case_id, self._named = case.case_id, case.pictures
        for tile in self.tiles:
            self._grid.removeWidget(tile)
            tile.hide()
            tile.deleteLater()
        self.tiles = [self._made(index) for index in range(len(case.pictures))]
        for index in range(len(self.tiles)):
            self._want(index)

    @Slot(str, int, object)
    def take(self, case_id: str, index: int, image: QImage) -> None:
        """Take a picture that has come; one of another request is not ours."""
        if case_id == self._case_id and index < len(self.tiles):
            self.tiles[index].show_image(image)

    @Slot(str, int)
    def fail(self, case_id: str, index: int) -> None:
        """Take note that a picture cannot be shown."""
        if case_id == self._case_id and index < len(self.tiles):
            self.tiles[index].fail()

    def _made(self, index: int) -> PictureTile:
        place = tr("picture.place", place=index + 1, count=len(self._named))
        tile = PictureTile(self._theme, place, self)
        tile.clicked.connect(self._touch)
        self._grid.addWidget(tile, index // _COLUMNS, index % _COLUMNS)
        return tile

    def _want(self, index: int) -> None:
        self.tiles[index].wait()
        self.picture_requested.emit(self._case_id, index)

    @Slot()
    def _touch(self) -> None:
        index = next(i for i, tile in enumerate(self.tiles) if tile is self.sender())
        tile = self.tiles[index]
        if tile.image is not None:
            there = [each for each in self.tiles if each.image is not None]
            self.chosen.emit([each.image for each in there], there.index(tile))
        elif not tile.is_waiting:
            self._want(index)
