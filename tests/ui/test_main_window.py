"""The window as a whole: what is seen, heard, asked, and never cut off."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetrics, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from kitchen_app.domain.actions import ActionKind, CancelReason
from kitchen_app.services.alarm import Sound
from kitchen_app.services.links import Trouble
from kitchen_app.services.settings import LANGUAGES
from kitchen_app.ui import i18n
from kitchen_app.ui.bridge import Bridge
from kitchen_app.ui.sounds import SoundProblem
from kitchen_app.ui.theme import load_theme
from kitchen_app.ui.widgets.text import WrapLabel
from kitchen_app.ui.widgets.time_chip import TimeChip
from kitchen_app.ui.widgets.touch_button import TouchButton
from tests.ui import canned
from tests.ui.conftest import ShowWindow, settle
from tests.ui.fakes import FakeKitchen, FakeLoudspeaker

STATES = canned.states()
ALL = (*STATES.values(), canned.long_order("1050"))


def cut_off(window: QWidget) -> list[str]:
    """Return every visible text that does not fit into its widget, and every widget cut by one."""
    guilty = [
        f"label {label.text()!r} {label.size()}"
        for label in window.findChildren(WrapLabel)
        if label.isVisible() and label.height() < label.heightForWidth(label.width())
    ]
    for button in window.findChildren(TouchButton):
        needed = QFontMetrics(button.font()).horizontalAdvance(button.text())
        if button.isVisible() and needed > button.width() - 2:
            guilty.append(f"button {button.text()!r} {needed} > {button.width()}")
    guilty += [
        f"chip {chip.accessibleName()}"
        for chip in window.findChildren(TimeChip)
        if chip.isVisible() and chip.width() < chip.sizeHint().width()
    ]
    for widget in window.findChildren(QWidget):
        parent = widget.parentWidget()
        if widget.isVisible() and parent is not None and widget.width() > parent.width():
            guilty.append(f"{type(widget).__name__} wider than {type(parent).__name__}")
    return guilty


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", [(1024, 600), (1280, 800), (1920, 1080)])
def test_no_text_is_cut_off(show_window: ShowWindow, language: str, size: tuple[int, int]) -> None:
    window = show_window(ALL, language=language, size=size)
    assert (window.width(), window.height()) == size
    assert cut_off(window) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("trouble", [t for t in Trouble if t])
def test_every_trouble_fits_on_a_small_screen(
    show_window: ShowWindow, bridge: Bridge, qapp: QApplication, language: str, trouble: Trouble
) -> None:
    window = show_window((), language=language, size=(1024, 600))
    bridge.links_changed.emit(canned.links(receiving=trouble, sending=trouble))
    settle(qapp)
    look = window.banner.look
    assert look is not None
    assert look.title == i18n.tr(f"trouble.{trouble.value}")
    assert window.width() == 1024
    assert cut_off(window) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("panel", ["cancel", "details"])
def test_panels_fit_on_a_small_screen(
    show_window: ShowWindow, qapp: QApplication, language: str, panel: str
) -> None:
    window = show_window(ALL, language=language, size=(1024, 600))
    if panel == "cancel":
        window.board.cancel_requested.emit(STATES["soon"].order_id)
        window.panels.cancel.choices[CancelReason.OTHER].setChecked(True)
    else:
        window.board.details_requested.emit(ALL[-1].order_id)
    settle(qapp)
    assert cut_off(window) == []


@pytest.mark.parametrize("name", ["dark", "light"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_it_can_be_photographed(
    show_window: ShowWindow, tmp_path: Path, language: str, name: str
) -> None:
    window = show_window(ALL, language=language, look=load_theme(name, motion=False))
    path = tmp_path / "board.png"
    assert window.save_screenshot(path)
    assert QImage(str(path)).width() == 1280


def test_a_touch_reaches_the_kitchen(
    show_window: ShowWindow, qtbot: QtBot, kitchen: FakeKitchen
) -> None:
    window = show_window((STATES["soon"],))
    card = window.board.cards[STATES["soon"].order_id]
    QTest.mouseClick(card.foot.accept_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: kitchen.asked == [(STATES["soon"].order_id, ActionKind.ACCEPT)])


def test_rejecting_goes_through_the_panel(
    show_window: ShowWindow, qtbot: QtBot, kitchen: FakeKitchen
) -> None:
    window = show_window((STATES["soon"],))
    order_id = STATES["soon"].order_id
    card = window.board.cards[order_id]
    QTest.mouseClick(card.foot.cancel_button, Qt.MouseButton.LeftButton)
    assert window.panels.cancel.is_open
    assert kitchen.asked == []
    window.panels.cancel.choices[CancelReason.SHOP_CLOSED].setChecked(True)
    QTest.mouseClick(window.panels.cancel.confirm_button, Qt.MouseButton.LeftButton)
    asked = (order_id, ActionKind.CANCEL, CancelReason.SHOP_CLOSED, "")
    qtbot.waitUntil(lambda: kitchen.asked == [asked])


def test_a_tap_outside_closes_a_panel(show_window: ShowWindow, qtbot: QtBot) -> None:
    window = show_window((STATES["soon"],))
    window.board.cancel_requested.emit(STATES["soon"].order_id)
    QTest.mouseClick(window.windowHandle(), Qt.MouseButton.LeftButton, pos=QPoint(1200, 780))
    assert window.panels.cancel.is_open
    QTest.mouseClick(window.windowHandle(), Qt.MouseButton.LeftButton, pos=QPoint(400, 400))
    assert not window.panels.cancel.is_open


def test_a_panel_closes_when_its_order_is_past_asking(
    show_window: ShowWindow, bridge: Bridge
) -> None:
    window = show_window((STATES["preparing"], ALL[-1]))
    order = STATES["preparing"].order
    window.board.cancel_requested.emit(order.order_id)
    bridge.cards_changed.emit((canned.card(order, pending=ActionKind.CANCEL),))
    assert not window.panels.cancel.is_open
    window.board.details_requested.emit(ALL[-1].order_id)
    bridge.card_removed.emit(ALL[-1].order_id)
    assert not window.panels.details.is_open


def test_digit_then_enter_accepts(
    show_window: ShowWindow, qtbot: QtBot, kitchen: FakeKitchen
) -> None:
    window = show_window((STATES["soon"], STATES["late"]))
    QTest.keyClick(window, Qt.Key.Key_2)
    focused = window.focusWidget()
    assert isinstance(focused, TouchButton)
    QTest.keyClick(focused, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(kitchen.asked) == 1)
    assert kitchen.asked[0][0] == STATES["soon"].order_id


def test_what_is_not_stored_is_shown_and_gets_its_buttons_back(
    show_window: ShowWindow, bridge: Bridge, qapp: QApplication
) -> None:
    unstored = STATES["unstored"]
    window = show_window((unstored,))
    card = window.board.cards[unstored.order_id]
    assert not card.foot.accept_button.isVisible()
    assert ["Accept order" in look.title for look in card.notices.looks] == [True]
    assert card.bar.isVisible()
    bridge.cards_changed.emit((canned.card(unstored.order),))
    settle(qapp)
    assert window.board.cards[unstored.order_id] is card
    assert card.foot.accept_button.isVisible()
    assert card.notices.looks == ()


def test_a_card_that_left_the_board_is_gone(show_window: ShowWindow, bridge: Bridge) -> None:
    window = show_window((STATES["in_time"],))
    bridge.card_removed.emit(STATES["in_time"].order_id)
    assert window.board.cards == {}


def test_no_sound_is_said_and_can_be_tried(
    show_window: ShowWindow, qtbot: QtBot, output: FakeLoudspeaker
) -> None:
    output.trouble = SoundProblem.NO_DEVICE
    window = show_window(())
    look = window.banner.look
    assert look is not None
    assert look.title == "No loudspeaker is connected"
    QTest.mouseClick(window.strip.sound_button, Qt.MouseButton.LeftButton)
    assert output.heard == [Sound.NEW]


def test_a_missing_loudspeaker_is_told_once_and_again_when_it_changes(
    show_window: ShowWindow, output: FakeLoudspeaker, moment: canned.FixedClock
) -> None:
    output.trouble = SoundProblem.NO_DEVICE
    window = show_window(())
    QTest.mouseClick(window.banner.button, Qt.MouseButton.LeftButton)
    assert not window.banner.isVisible()
    assert "no sound" in [label.text() for label in window.strip.findChildren(QLabel)]
    output.trouble = SoundProblem.FILE_MISSING
    window.tick(moment.now())
    assert window.banner.isVisible()


def test_a_late_touch_is_explained_for_a_while(
    show_window: ShowWindow, bridge: Bridge, moment: canned.FixedClock
) -> None:
    window = show_window((STATES["soon"],))
    bridge.action_not_allowed.emit(STATES["soon"].order_id, ActionKind.ACCEPT)
    look = window.banner.look
    assert look is not None
    assert "can no longer be accepted" in look.title
    moment.forward(seconds=11)
    window.tick(moment.now())
    assert window.banner.look is None


def test_our_fault_stays_until_it_is_read(
    show_window: ShowWindow, qtbot: QtBot, bridge: Bridge, output: FakeLoudspeaker
) -> None:
    window = show_window(())
    bridge.fault_happened.emit()
    assert output.heard == [Sound.FAULT]
    QTest.mouseClick(window.banner.button, Qt.MouseButton.LeftButton)
    assert window.banner.look is None


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("often", [0, 5])
def test_a_restart_is_told_until_it_is_read(
    show_window: ShowWindow,
    qapp: QApplication,
    language: str,
    often: int,
    moment: canned.FixedClock,
) -> None:
    window = show_window((), language=language, size=(1024, 600))
    window.tell_restart(moment.now(), often=often)
    settle(qapp)
    assert cut_off(window) == []
    moment.forward(seconds=3600)
    window.tick(moment.now())
    assert window.banner.isVisible()
    QTest.mouseClick(window.banner.button, Qt.MouseButton.LeftButton)
    assert not window.banner.isVisible()


def test_closing_is_a_question_for_the_application(show_window: ShowWindow, qtbot: QtBot) -> None:
    window = show_window(())
    with qtbot.waitSignal(window.close_requested):
        window.close()
    assert window.isVisible()


def test_the_board_of_the_core_is_shown(
    show_window: ShowWindow, qtbot: QtBot, bridge: Bridge, kitchen: FakeKitchen
) -> None:
    window = show_window(())
    kitchen.cards = tuple(STATES.values())
    with qtbot.waitSignal(bridge.links_changed):
        bridge.start()
    assert len(window.board.cards) == len(STATES)


def test_controls_have_names_and_can_be_reached_by_tab(show_window: ShowWindow) -> None:
    window = show_window(ALL)
    buttons = [button for button in window.findChildren(TouchButton) if button.isVisible()]
    assert all(button.accessibleName() for button in buttons)
    assert all(button.focusPolicy() & Qt.FocusPolicy.TabFocus for button in buttons)
    assert all(button.height() >= 48 for button in buttons)


def test_troubles_of_the_disk_are_shown_until_each_is_closed(
    show_window: ShowWindow, bridge: Bridge, qapp: QApplication
) -> None:
    window = show_window(())
    kept = (Trouble.DISK_FULL, Trouble.RESTORED)
    bridge.links_changed.emit(replace(canned.links(), keeping=kept))
    for trouble in kept:
        settle(qapp)
        look = window.banner.look
        assert look is not None
        assert look.title == i18n.tr(f"trouble.{trouble.value}")
        window.banner.button.click()
    assert window.banner.look is None
    bridge.links_changed.emit(canned.links())
    bridge.links_changed.emit(replace(canned.links(), keeping=kept[:1]))
    assert window.banner.look is not None, "the disk is full once more"
