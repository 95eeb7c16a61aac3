"""A button with a layout of its own inside, as high as that needs."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLayout, QSizePolicy, QWidget

from kitchen_app.ui.widgets.touch_button import TouchButton


class ContentButton(TouchButton):
    """Give it its content with `hold`; its own text stays empty."""

    def __init__(self, role: str, parent: QWidget | None = None) -> None:
        super().__init__(role, parent)
        self._content: QLayout | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hold(self, content: QLayout) -> None:
        """Show a layout that is filled already; its widgets leave every touch to the button."""
        self.setLayout(content)
        self._content = content
        for child in self.findChildren(QWidget):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._content.heightForWidth(width) if self._content else 0

    def sizeHint(self) -> QSize:
        return self._content.sizeHint() if self._content else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self._content.minimumSize() if self._content else super().minimumSizeHint()
