"""A field takes the keyboard and its own keys."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kitchen_app.ui import i18n
from kitchen_app.ui.printers.draft import PrinterSetting
from kitchen_app.ui.printers.rows import PadField, PickRow
from kitchen_app.ui.settings.segments import Option
from kitchen_app.ui.theme import Theme


def test_an_address_is_typed_by_touch(qtbot: QtBot, theme: Theme) -> None:
    pad = PadField(theme, "Address", has_dots=True)
    qtbot.addWidget(pad)
    typed: list[str] = []
    pad.typed.connect(typed.append)
    for sign in "10.9":
        pad.keys[sign].click()
    pad.keys["\u232b"].click()
    assert typed == ["1", "10", "10.", "10.9", "10."]
    pad.begin("192.168.1.1")
    assert (pad.text, len(typed)) == ("192.168.1.1", 5)
    assert all(key.accessibleName() for key in pad.keys.values())


def test_in_arabic_an_address_is_written_from_the_left(
    qtbot: QtBot, theme: Theme, qapp: QApplication
) -> None:
    i18n.install(qapp, "ar")
    pad = PadField(theme, "العنوان", has_dots=False)
    qtbot.addWidget(pad)
    assert pad.field.layoutDirection() is Qt.LayoutDirection.LeftToRight
    assert "." not in pad.keys


def test_a_touch_only_asks(qtbot: QtBot, theme: Theme) -> None:
    options = [Option(value=True, words="On"), Option(value=False, words="Off")]
    row = PickRow(theme, PrinterSetting.CUT, options)
    qtbot.addWidget(row)
    row.grid.show_value(True)
    with qtbot.waitSignal(row.chosen) as asked:
        row.grid.segments[1].click()
    assert asked.args == [PrinterSetting.CUT, False]
    assert row.grid.segments[0].isChecked()
