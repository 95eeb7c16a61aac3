"""A column that remembers its heights, and forgets them in time."""

from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from kitchen_app.ui.theme import Theme
from kitchen_app.ui.widgets.column import RememberingColumn
from kitchen_app.ui.widgets.text import WrapLabel
from tests.ui.conftest import settle


def test_a_changed_text_changes_the_height(qtbot: QtBot, theme: Theme, qapp: QApplication) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    column = RememberingColumn(holder)
    label = WrapLabel("line", text="one")
    column.addWidget(label)
    holder.show()
    settle(qapp)
    one = holder.heightForWidth(300)
    assert holder.heightForWidth(300) == one
    label.show_text("one\ntwo")
    settle(qapp)
    assert holder.heightForWidth(300) > one
    assert column.minimumHeightForWidth(300) == column.heightForWidth(300)
