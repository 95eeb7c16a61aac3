"""Two are not taken for one."""

from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kitchen_app.ui.theme import Theme
from kitchen_app.ui.widgets.quantity_box import QuantityBox

RED, GREY = QColor("#ff0000"), QColor("#808080")


def picture(qtbot: QtBot, widget: QWidget, width: int, height: int) -> QImage:
    qtbot.addWidget(widget)
    widget.resize(width, height)
    return widget.grab().toImage()


def test_two_are_boxed_and_one_is_not(qtbot: QtBot, theme: Theme) -> None:
    font = theme.font("line", bold=True)
    for quantity, expected in ((1, False), (2, True)):
        box = QuantityBox(quantity, side=34, font=font, fill=RED, on_fill=GREY, plain=GREY)
        image = picture(qtbot, box, 34, 34)
        assert box.is_filled == expected
        assert (image.pixelColor(4, 17) == RED) == expected


def test_done_shows_a_check_mark_and_keeps_its_size(qtbot: QtBot, theme: Theme) -> None:
    font = theme.font("line", bold=True)
    for quantity in (1, 2, 12):
        box = QuantityBox(quantity, side=34, font=font, fill=RED, on_fill=GREY, plain=GREY)
        size = box.sizeHint()
        before = picture(qtbot, box, size.width(), size.height())
        box.show_done(True)
        assert box.sizeHint() == size
        done = box.grab().toImage()
        assert done != before
        colours = {
            done.pixelColor(x, y).name() for x in range(done.width()) for y in range(done.height())
        }
        assert GREY.name() in colours
        assert RED.name() not in colours
        box.show_done(False)
        assert box.grab().toImage() == before


def test_the_figures_may_be_others(qtbot: QtBot, theme: Theme) -> None:
    font = theme.font("line", bold=True)
    box = QuantityBox(3, side=34, font=font, fill=RED, on_fill=GREY, plain=GREY, figure="\u0663")
    qtbot.addWidget(box)
    assert box.accessibleName() == "\u0663"
    assert box.is_filled
