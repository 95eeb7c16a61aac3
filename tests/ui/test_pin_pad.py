"""The pad takes digits by touch and by key, shows none of them, and is large enough to hit."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from kitchen_app.services.settings import LANGUAGES
from kitchen_app.ui import i18n
from kitchen_app.ui.pin_pad import PinPad
from kitchen_app.ui.theme import Theme
from kitchen_app.ui.widgets.text import WrapLabel
from tests.ui import canned
from tests.ui.stage import settle

SMALLEST = (1024, 448)
"""What the smallest window leaves of the board under the strip of what waits."""


@pytest.fixture
def pad(qtbot: QtBot, theme: Theme) -> PinPad:
    return shown(qtbot, theme)


def shown(qtbot: QtBot, theme: Theme) -> PinPad:
    ground = QWidget()
    qtbot.addWidget(ground)
    ground.resize(*SMALLEST)
    ground.show()
    panel = PinPad(theme, ground)
    panel.ask("Cancel order 1037")
    return panel


def texts(pad: PinPad) -> list[str]:
    return [each.text() for each in pad.findChildren(WrapLabel)]


def test_it_is_typed_by_touch_and_entered(qtbot: QtBot, pad: PinPad) -> None:
    for digit in "25803":
        QTest.mouseClick(pad.pad[digit], Qt.MouseButton.LeftButton)
    QTest.mouseClick(pad.erase_button, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(pad.entered) as entered:
        QTest.mouseClick(pad.enter_button, Qt.MouseButton.LeftButton)
    assert entered.args == ["2580"]


def test_it_is_typed_by_key_and_entered(qtbot: QtBot, pad: PinPad) -> None:
    QTest.keyClicks(pad, "2a5-8 03")
    QTest.keyClick(pad, Qt.Key.Key_Backspace)
    with qtbot.waitSignal(pad.entered) as entered:
        QTest.keyClick(pad, Qt.Key.Key_Enter)
    assert entered.args == ["2580"]


def test_nobody_reads_it(pad: PinPad) -> None:
    QTest.keyClicks(pad, "9753")
    assert "••••" in texts(pad)
    assert not [text for text in texts(pad) if set(text) & set("9753") and "1037" not in text]
    spoken = [each.accessibleName() for each in pad.findChildren(WrapLabel)]
    assert "4 digits typed" in spoken
    assert "9753" not in " ".join(spoken)


def test_too_few_are_not_entered_and_more_than_eight_not_taken(qtbot: QtBot, pad: PinPad) -> None:
    QTest.keyClicks(pad, "975")
    assert not pad.enter_button.isEnabled()
    with qtbot.assertNotEmitted(pad.entered):
        QTest.keyClick(pad, Qt.Key.Key_Return)
    QTest.keyClicks(pad, "3975310")
    assert pad.typed == "97539753"


def test_escape_closes_it_and_the_next_begins_anew(pad: PinPad) -> None:
    QTest.keyClicks(pad, "975")
    QTest.keyClick(pad, Qt.Key.Key_Escape)
    assert not pad.is_open
    pad.ask("Reject order 1042")
    assert pad.typed == ""
    assert pad.what == "Reject order 1042"


def test_while_it_is_closed_it_takes_nothing_and_counts(pad: PinPad, qtbot: QtBot) -> None:
    pad.close_for(61, canned.NOW)
    assert "1:01" in pad.said
    QTest.keyClicks(pad, "2580")
    assert pad.typed == ""
    assert not any(button.isEnabled() for button in pad.pad.values())
    pad.tick(canned.NOW + timedelta(seconds=60))
    assert "0:01" in pad.said
    pad.tick(canned.NOW + timedelta(seconds=61))
    assert pad.said == ""
    QTest.keyClicks(pad, "2580")
    assert pad.typed == "2580"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_keys_are_large_and_everything_fits(
    qtbot: QtBot, qapp: QApplication, theme: Theme, language: str
) -> None:
    i18n.install(qapp, language)
    pad = shown(qtbot, theme)
    pad.ask(i18n.tr("pin.old"), can_remove=True)
    pad.close_for(900, canned.NOW)
    settle(qapp)
    keys = (*pad.pad.values(), pad.erase_button, pad.enter_button)
    assert min(key.height() for key in keys) >= 64
    assert min(key.width() for key in keys) >= 64
    places = sorted((key.pos().y(), key.pos().x()) for key in keys)
    assert places[0] == (pad.pad["1"].pos().y(), pad.pad["1"].pos().x())
    apart = pad.pad["2"].geometry().left() - pad.pad["1"].geometry().right() - 1
    assert apart >= 12
    for part in (*keys, *pad.findChildren(WrapLabel), pad.back_button, pad.remove_button):
        corner = part.mapTo(pad, part.rect().bottomRight())
        assert pad.rect().contains(corner), part.accessibleName()
