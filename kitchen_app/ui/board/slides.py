"""New cards come in from the side, once, and end where their order stands by then."""

from PySide6.QtCore import QEasingCurve, QObject, QPoint, QPropertyAnimation, QRect, Qt, Slot

from kitchen_app.ui.board.card import OrderCard
from kitchen_app.ui.widgets.slide_over import SLIDE_MS


class Slides(QObject):
    """Keeps the slides that are under way."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._under_way: dict[OrderCard, QPropertyAnimation] = {}

    def slide_in(self, card: OrderCard) -> None:
        """Let a card that stands in its place come in from the side where lines begin."""
        mirrored = card.layoutDirection() is Qt.LayoutDirection.RightToLeft
        shift = card.width() // 3
        slide = QPropertyAnimation(card, b"pos", self)
        slide.setDuration(SLIDE_MS)
        slide.setStartValue(card.pos() + QPoint(shift if mirrored else -shift, 0))
        slide.setEndValue(card.pos())
        slide.setEasingCurve(QEasingCurve.Type.OutCubic)
        slide.finished.connect(self._forget_finished)
        self._under_way[card] = slide
        slide.start()

    def put(self, card: OrderCard, place: QRect) -> None:
        """Put a card in its place, or let it go on sliding there if that is where it ends."""
        slide = self._under_way.get(card)
        if slide is not None and slide.endValue() == place.topLeft():
            card.resize(place.size())
            return
        self.end(card)
        card.setGeometry(place)

    def end(self, card: OrderCard) -> None:
        """Stop the slide of a card, if it slides."""
        slide = self._under_way.pop(card, None)
        if slide is not None:
            slide.stop()
            slide.deleteLater()

    @Slot()
    def _forget_finished(self) -> None:
        for card, slide in tuple(self._under_way.items()):
            if slide is self.sender():
                self.end(card)
