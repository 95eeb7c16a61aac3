"""A figure and a word."""

from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from kitchen_app.ui.theme import Theme
from kitchen_app.ui.widgets.time_chip import ChipLook, TimeChip

RED, GREY = QColor("#ff0000"), QColor("#808080")


def test_a_new_second_does_not_change_the_size_of_a_chip(qtbot: QtBot, theme: Theme) -> None:
    chip = TimeChip(figure_font=theme.font("countdown"), word_font=theme.font("small"), padding=8)
    qtbot.addWidget(chip)
    sizes = set()
    for figure in ("3:42", "3:41", "1:11"):
        chip.show_look(ChipLook(figure=figure, word="in time", ink=RED))
        sizes.add(chip.sizeHint().toTuple())
    assert len(sizes) == 1
    assert chip.accessibleName() == "1:11 in time"
