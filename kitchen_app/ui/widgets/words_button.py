"""A button whose words wrap, with a smaller line under them."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from kitchen_app.ui.theme import Theme, set_state
from kitchen_app.ui.widgets.text import WrapLabel
from kitchen_app.ui.widgets.touch_button import TouchButton


class WordsButton(TouchButton):
    """As high as its words need at its width; its own text stays empty."""

    def __init__(
        self, theme: Theme, role: str, *, below: int = 0, parent: QWidget | None = None
    ) -> None:
        super().__init__(role, parent)
        self._least = theme.px("primary")
        self._words = WrapLabel("button_words", self)
        self._hint = WrapLabel("button_hint", self)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._column = QVBoxLayout(self)
        unit = theme.px("unit")
        self._column.setContentsMargins(unit, unit, unit, unit + below)
        self._column.setSpacing(0)
        self._column.addStretch(1)
        for label in (self._words, self._hint):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            self._column.addWidget(label)
        self._column.addStretch(1)

    @property
    def words(self) -> str:
        return self._words.text()

    @property
    def hint(self) -> str:
        return self._hint.text()

    def show_words(self, text: str, *, spoken: str) -> None:
        self._words.show_text(text)
        self.setAccessibleName(spoken)
        self.updateGeometry()

    def show_hint(self, text: str) -> None:
        self._hint.show_text(text)
        self._hint.setVisible(bool(text))
        self.setAccessibleDescription(text)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.EnabledChange:
            for label in (self._words, self._hint):
                set_state(label, "off", "" if self.isEnabled() else "yes")

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max(self._least, self._column.heightForWidth(width))

    def sizeHint(self) -> QSize:
        hint = self._column.sizeHint()
        return QSize(hint.width(), max(self._least, hint.height()))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._least, self._least)
