"""The strip above the lanes: what waits for a person, with the time that is left for it."""

from datetime import datetime

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from kitchen_app.services.waiting import WaitingView, WaitKind
from kitchen_app.ui import words
from kitchen_app.ui.board.grades import Grade, grade, remaining_s
from kitchen_app.ui.i18n import numbered, tr
from kitchen_app.ui.theme import Theme, set_state
from kitchen_app.ui.widgets.countdown_bar import CountdownBar
from kitchen_app.ui.widgets.icon import IconView
from kitchen_app.ui.widgets.text import WrapLabel
from kitchen_app.ui.widgets.touch_button import TouchButton

_LONGEST = 8
_ICONS = {
    WaitKind.NEW: "clock",
    WaitKind.STOP: "warning",
    WaitKind.REFUND: "refund",
    WaitKind.QUESTION: "question",
}


class WaitChip(TouchButton):
    """One thing that waits: number, what it is, time left, and a bar that runs out.

    Signals:
        chosen: somebody wants to see to this `WaitingView`.
    """

    chosen = Signal(object)

    def __init__(self, theme: Theme, view: WaitingView, parent: QWidget | None = None) -> None:
        super().__init__("wait", parent)
        self._theme = theme
        self.view = view
        self._icon = IconView(theme.px("icon"), self)
        self._number = WrapLabel("strong", self)
        self._word = WrapLabel("small", self)
        self.bar = CountdownBar(
            height=theme.px("wait_bar"), radius=0, trough=theme.colour("trough"), parent=self
        )
        self._build_ui()

    def _build_ui(self) -> None:
        self.setFixedSize(self._theme.px("wait_chip"), self._theme.px("primary"))
        unit, half = self._theme.px("unit"), self._theme.px("half")
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(self._number)
        texts.addWidget(self._word)
        row = QHBoxLayout()
        row.setContentsMargins(unit, half, unit, 0)
        row.setSpacing(unit)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(texts, 1)
        column = QVBoxLayout(self)
        edge = self._theme.px("border_strong")
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(0)
        column.addLayout(row, 1)
        column.addWidget(self.bar)
        for part in (self._icon, self._number, self._word, self.bar):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.clicked.connect(self._choose)

    def show_view(self, view: WaitingView, now: datetime) -> None:
        self.view = view
        self._icon.show_icon(_ICONS[view.kind], self._theme.colour("ink"))
        self._number.show_text(numbered(_end_of(view.number)))
        self.tick(now)

    def tick(self, now: datetime) -> None:
        view = self.view
        word = tr("waiting.pending" if view.is_pending else f"waiting.{view.kind.value}")
        number = numbered(view.number)
        spoken = tr(f"waiting.open_{view.kind.value}", number=number)
        self.bar.setVisible(view.until is not None)
        if view.until is None:
            set_state(self, "tone", Grade.LATE.colour if view.kind is WaitKind.STOP else "")
        else:
            left_s = remaining_s(view.until, now)
            urgency = grade(left_s)
            word = word if view.is_pending else f"{word} · {words.countdown(left_s)}"
            fraction = left_s / view.within.total_seconds()
            self.bar.show_fraction(fraction, self._theme.colour(urgency.colour))
            tone = "" if urgency is Grade.IN_TIME or view.is_pending else urgency.colour
            set_state(self, "tone", tone)
        self._word.show_text(word)
        self.setAccessibleName(f"{spoken} · {word}")

    @Slot()
    def _choose(self) -> None:
        self.chosen.emit(self.view)


def _key(view: WaitingView) -> tuple[str, WaitKind]:
    return view.order_id, view.kind


def _end_of(number: str) -> str:
    """Return as much of a number as a chip has room for: people read its end aloud."""
    return number if len(number) <= _LONGEST else f"…{number[1 - _LONGEST :]}"


class WaitingStrip(QFrame):
    """As many as fit, the most urgent first; the others are counted, never left out in silence.

    Signals:
        chosen: somebody wants to see to this `WaitingView`.
        accept_all_requested: the ids of the orders that were counted on the button.
    """

    chosen = Signal(object)
    accept_all_requested = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("waiting")
        self._theme = theme
        self._views: tuple[WaitingView, ...] = ()
        self._acceptable: tuple[str, ...] = ()
        self._now: datetime | None = None
        self._title = WrapLabel("strong", self)
        self.chips: list[WaitChip] = []
        self.more_button = TouchButton("quiet", self)
        self.accept_all_button = TouchButton("primary", self)
        self._build_ui()

    def _build_ui(self) -> None:
        theme = self._theme
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        gap, unit = theme.px("gap"), theme.px("unit")
        self.setFixedHeight(theme.px("primary") + unit)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(gap, unit, gap, 0)
        self._row.setSpacing(gap)
        self._row.addWidget(self._title, 0, Qt.AlignmentFlag.AlignVCenter)
        self._row.addWidget(self.more_button, 0, Qt.AlignmentFlag.AlignVCenter)
        self._row.addStretch(1)
        self._row.addWidget(self.accept_all_button)
        self.more_button.clicked.connect(self._choose_hidden)
        self.accept_all_button.clicked.connect(self._accept_all)
        self._render()

    @property
    def views(self) -> tuple[WaitingView, ...]:
        return self._views

    def show_waiting(
        self, views: tuple[WaitingView, ...], acceptable: tuple[str, ...], now: datetime
    ) -> None:
        """Show what waits; `acceptable` are the orders that "accept all" means."""
        self._views, self._acceptable, self._now = views, acceptable, now
        self._render()

    def tick(self, now: datetime) -> None:
        self._now = now
        for chip in self.chips:
            chip.tick(now)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._render()

    def _render(self) -> None:
        count = len(self._acceptable)
        self.accept_all_button.setVisible(count > 1)
        text = tr("waiting.accept_all", n=count)
        self.accept_all_button.show_words(text, spoken=tr("waiting.accept_all_orders", n=count))
        self._title.show_text(tr("waiting.title" if self._views else "waiting.nothing"))
        seen = self._views[: self._room()]
        self._arrange(seen)
        rest = len(self._views) - len(seen)
        self.more_button.setVisible(rest > 0)
        more = tr("waiting.more", n=rest)
        self.more_button.show_words(more, spoken=more)

    def _room(self) -> int:
        """Return how many chips fit beside the words and the button."""
        gap = self._theme.px("gap")
        taken = 2 * gap + self._title.sizeHint().width() + gap
        if not self.accept_all_button.isHidden():
            taken += self.accept_all_button.sizeHint().width() + gap
        chip = self._theme.px("wait_chip") + gap
        room = max(1, (self.width() - taken) // chip)
        if len(self._views) > room:  # the count of the others takes room too
            taken += self.more_button.sizeHint().width() + gap
            room = max(1, (self.width() - taken) // chip)
        return room

    def _arrange(self, seen: tuple[WaitingView, ...]) -> None:
        """Keep the chip of each thing: the keyboard stays where it is. Others are used again."""
        known = {_key(chip.view): chip for chip in self.chips}
        kept = {key: known.pop(key) for view in seen if (key := _key(view)) in known}
        spare = [chip for chip in known.values() if not chip.hasFocus()]
        chips = [kept.get(_key(view)) or self._spare_or_new(spare, view) for view in seen]
        for gone in set(known.values()) - set(chips):
            self._row.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for index, (chip, view) in enumerate(zip(chips, seen, strict=True)):
            if self._row.indexOf(chip) != index + 1:
                self._row.insertWidget(index + 1, chip)
                chip.show()
            if self._now is not None:
                chip.show_view(view, self._now)
        self.chips = chips

    def _spare_or_new(self, spare: list[WaitChip], view: WaitingView) -> WaitChip:
        if spare:
            return spare.pop()
        chip = WaitChip(self._theme, view, self)
        chip.chosen.connect(self.chosen)
        return chip

    @Slot()
    def _choose_hidden(self) -> None:
        if len(self._views) > len(self.chips):
            self.chosen.emit(self._views[len(self.chips)])

    @Slot()
    def _accept_all(self) -> None:
        self.accept_all_requested.emit(self._acceptable)
