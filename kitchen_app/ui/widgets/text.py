"""A label that always shows all of its text, wrapped wherever it must be."""

from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QTextLayout, QTextLine, QTextOption
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

_LINE_SEPARATOR = "\u2028"
_UNBOUNDED = 1 << 20
_LINE_HEIGHT = 1.3
_TALL_LINE_HEIGHT = 1.5  # Arabic and Chinese
_TALL_BASELINE = 0.72
_TALL_FROM = 1.4
_LOOK_CHANGES = frozenset(
    {QEvent.Type.FontChange, QEvent.Type.StyleChange, QEvent.Type.LayoutDirectionChange}
)


class WrapLabel(QLabel):
    """Plain text only, never elided: a word longer than the label is broken.

    QLabel breaks at spaces only and cuts a long word off. Order text is shown as it came, so
    markup in it stays text.
    """

    def __init__(self, role: str, parent: QWidget | None = None, *, text: str = "") -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._heights: dict[int, int] = {}
        self._natural: QSize | None = None
        self._laid_out: tuple[str, int, QTextLayout] | None = None
        self.show_text(text)

    def show_text(self, text: str) -> None:
        if text == self.text():
            return
        self._forget()
        self.setText(text)
        self.setAccessibleName(text)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        self.ensurePolished()
        natural = self._natural_size()
        if width >= natural.width():
            return natural.height()
        known = self._heights.get(width)
        if known is None:
            known = self._heights[width] = self._lay_out(width).height()
        return known

    def sizeHint(self) -> QSize:
        self.ensurePolished()
        return self._natural_size()

    def minimumSizeHint(self) -> QSize:
        self.ensurePolished()
        return QSize(min(self._natural_size().width(), self.fontMetrics().height() * 2), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        self._layout_for(self.width()).draw(painter, QPointF(0, 0))
        painter.end()

    def text_lines(self) -> list[tuple[int, int]]:
        """Return from where to where each line of text reaches, in pixels from the top."""
        layout, top, lines = self._layout_for(self.width()), 0, []
        for index in range(layout.lineCount()):
            bottom = top + self._pitch(layout.lineAt(index))
            lines.append((top, bottom))
            top = bottom
        return lines

    def _natural_size(self) -> QSize:
        """Return the size without any wrapping."""
        if self._natural is None:
            self._natural = self._lay_out(_UNBOUNDED) if self.text() else QSize(0, 0)
        return self._natural

    def _lay_out(self, width: int) -> QSize:
        layout = self._layout_for(width)
        widest, height = 0.0, 0
        for index in range(layout.lineCount()):
            line = layout.lineAt(index)
            widest = max(widest, line.naturalTextWidth())
            height += self._pitch(line)
        return QSize(-int(-widest // 1) + 1, height)

    def _layout_for(self, width: int) -> QTextLayout:
        text = self.text().replace("\n", _LINE_SEPARATOR)
        if self._laid_out and self._laid_out[:2] == (text, width):
            return self._laid_out[2]
        layout = QTextLayout(text, self.font(), self)
        layout.setTextOption(self._option())
        layout.beginLayout()
        top = 0
        line = layout.createLine()
        while line.isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, top + self._baseline(line) - line.ascent()))
            top += self._pitch(line)
            line = layout.createLine()
        layout.endLayout()
        if width != _UNBOUNDED:
            self._laid_out = (text, width, layout)
        return layout

    def _pitch(self, line: QTextLine) -> int:
        """Return the height of a line: by script, not by the much taller fallback font."""
        factor = _TALL_LINE_HEIGHT if self._is_tall(line) else _LINE_HEIGHT
        return round(self.fontInfo().pixelSize() * factor)

    def _baseline(self, line: QTextLine) -> float:
        """Return how far under the top of its line the text stands."""
        pitch = self._pitch(line)
        if self._is_tall(line):  # Arabic hangs deeper than Latin
            return pitch * _TALL_BASELINE
        metrics = self.fontMetrics()
        return (pitch - metrics.ascent() - metrics.descent()) / 2 + metrics.ascent()

    def _is_tall(self, line: QTextLine) -> bool:
        return line.height() > self.fontInfo().pixelSize() * _TALL_FROM

    def _option(self) -> QTextOption:
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        option.setTextDirection(self.layoutDirection())
        horizontal = self.alignment() & Qt.AlignmentFlag.AlignHorizontal_Mask
        if horizontal & Qt.AlignmentFlag.AlignHCenter:
            option.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        elif self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            option.setAlignment(Qt.AlignmentFlag.AlignRight)  # QTextLayout does not mirror
        return option

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in _LOOK_CHANGES:
            self._forget()
            self.updateGeometry()
        super().changeEvent(event)

    def _forget(self) -> None:
        self._heights.clear()
        self._natural = None
        self._laid_out = None
