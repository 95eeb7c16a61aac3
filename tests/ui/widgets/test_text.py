"""A label that never hides a part of its text."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from kitchen_app.ui.theme import Theme
from kitchen_app.ui.widgets.text import WrapLabel

TEXTS = ["short", "a" * 200, "two words " * 20, "قهوة عربية " * 12, "雞肉香飯" * 20, "one\ntwo"]


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("width", [60, 200, 400])
def test_every_width_has_a_height(qtbot: QtBot, theme: Theme, text: str, width: int) -> None:
    label = WrapLabel("line", text=text)
    qtbot.addWidget(label)
    natural = label.sizeHint()
    rows = label.heightForWidth(width) / natural.height()
    if natural.width() <= width:
        assert label.heightForWidth(width) == natural.height()
    else:
        assert rows >= natural.width() / width * 0.9 or "\n" in text


def test_markup_stays_text(qtbot: QtBot, theme: Theme) -> None:
    label = WrapLabel("line", text="<b>x</b>")
    qtbot.addWidget(label)
    assert label.textFormat() is Qt.TextFormat.PlainText
    plain = WrapLabel("line", text="x")
    qtbot.addWidget(plain)
    assert label.sizeHint().width() > plain.sizeHint().width()


def test_new_text_and_new_look_are_measured_again(qtbot: QtBot, theme: Theme) -> None:
    label = WrapLabel("line", text="x")
    qtbot.addWidget(label)
    before = label.sizeHint()
    label.show_text("x\nx")
    assert label.sizeHint().height() == 2 * before.height()
    font = label.font()
    font.setPixelSize(60)
    label.setFont(font)
    label.setStyleSheet("font-size: 60px")
    assert label.sizeHint().height() > 2 * before.height()


def test_nothing_takes_no_room(qtbot: QtBot, theme: Theme) -> None:
    label = WrapLabel("line")
    qtbot.addWidget(label)
    assert label.sizeHint().isEmpty()
    assert label.heightForWidth(100) == 0
