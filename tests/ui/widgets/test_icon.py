"""Icons in any colour."""

from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from kitchen_app.ui.widgets.icon import IconView, icon_pixmap

RED, GREY = QColor("#ff0000"), QColor("#808080")


def test_an_icon_takes_the_colour_it_is_given(qtbot: QtBot) -> None:
    pixmap = icon_pixmap("check", 32, "#ff0000", 1.0)
    assert pixmap is not None
    image = pixmap.toImage()
    colours = {
        image.pixelColor(x, y).name()
        for x in range(32)
        for y in range(32)
        if image.pixelColor(x, y).alpha() == 255
    }
    assert colours == {"#ff0000"}


def test_a_missing_icon_takes_no_room(qtbot: QtBot) -> None:
    icon = IconView(24)
    qtbot.addWidget(icon)
    icon.show_icon("no_such_icon", RED)
    assert icon.isHidden()
