"""Blocks that cannot be overlooked: notes, allergies, STOP, problems, failures."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from kitchen_app.ui.theme import Theme, set_state
from kitchen_app.ui.widgets.icon import IconView
from kitchen_app.ui.widgets.text import WrapLabel


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeLook:
    """One block: `kind` chooses the colours, `icon` and `title` say the same without colour."""

    kind: str
    icon: str
    title: str = ""
    text: str = ""


_INKS = {
    "note": "on_inverse",
    "allergy": "on_inverse",
    "stop": "on_stop",
    "problem": "on_soon",
    "failure": "late_ink",
    "refund": "soon_ink",
    "over": "on_late",
    "later": "on_inverse",
}


class Notice(QFrame):
    """A filled block with an icon, a word and a text."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icon = IconView(theme.px("icon"), self)
        self._title = WrapLabel("notice_title", self)
        self._text = WrapLabel("notice_text", self)
        pad = theme.px("unit")
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px("gap"), pad, theme.px("gap"), pad)
        row.setSpacing(pad)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._text)
        row.addLayout(words, 1)

    def show_look(self, look: NoticeLook) -> None:
        if self.property("kind") != look.kind:
            set_state(self, "kind", look.kind)
            # A frame asks its style how wide its border is only when it hears of a new style.
            QApplication.sendEvent(self, QEvent(QEvent.Type.StyleChange))
            for label in (self._title, self._text):
                label.style().unpolish(label)
                label.style().polish(label)
        colour: QColor = self._theme.colour(_INKS[look.kind])
        self._icon.show_icon(look.icon, colour)
        self._title.show_text(look.title)
        self._title.setVisible(bool(look.title))
        self._text.show_text(look.text)
        self._text.setVisible(bool(look.text))

    def first_line_bottom(self) -> int:
        """Return where its first line of text ends, in pixels from its top."""
        first = self._title if self._title.text() else self._text
        lines = first.text_lines()
        return first.y() + lines[0][1] if lines else self.height()


class NoticeStack(QWidget):
    """Blocks under each other; the widgets are used again for the next texts."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._looks: tuple[NoticeLook, ...] = ()
        self._blocks: list[Notice] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px("unit"))
        self.hide()

    @property
    def looks(self) -> tuple[NoticeLook, ...]:
        return self._looks

    def show_looks(self, looks: tuple[NoticeLook, ...]) -> None:
        if looks == self._looks:
            return
        self._looks = looks
        while len(self._blocks) < len(looks):
            block = Notice(self._theme, self)
            self._column.addWidget(block)
            self._blocks.append(block)
        for index, block in enumerate(self._blocks):
            if index < len(looks):
                block.show_look(looks[index])
            block.setVisible(index < len(looks))
        self.setVisible(bool(looks))
