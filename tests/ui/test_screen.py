"""Another look brings another window in the place of the old one, with everything on it."""

import gc
import re
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from kitchen_app.base.loop_thread import LoopThread
from kitchen_app.domain.shop import ShopStatus
from kitchen_app.services.alarm import Sound
from kitchen_app.services.autostart import StartState
from kitchen_app.services.board_keys import DEFAULTS
from kitchen_app.services.preferences import Chosen, Preferences, Setting, SettingValue
from kitchen_app.services.settings import Digits, Look, Motion, Palette, ScreenSettings
from kitchen_app.ui import i18n
from kitchen_app.ui.bridge import Bridge
from kitchen_app.ui.clock import UiClock
from kitchen_app.ui.screen import Screen
from kitchen_app.ui.settings.computer_rows import SoundsRow, StartRow
from kitchen_app.ui.theme import load_theme
from kitchen_app.ui.widgets.quantity_box import QuantityBox
from kitchen_app.ui.widgets.time_chip import TimeChip
from kitchen_app.ui.widgets.touch_scroll import TouchArea
from tests.ui import canned
from tests.ui.conftest import settle
from tests.ui.fakes import FakeKitchen, FakeLoudspeaker

Choose = Callable[[Setting, SettingValue], None]


@pytest.fixture
def screen(
    qtbot: QtBot,
    qapp: QApplication,
    kitchen: FakeKitchen,
    bridge: Bridge,
    clock: UiClock,
    output: FakeLoudspeaker,
) -> Iterator[Screen]:
    kitchen.cards = tuple(canned.states().values())
    chosen = Chosen(screen=ScreenSettings(language="en"))
    kitchen.preferences = Preferences(chosen)
    made = Screen(qapp, bridge, clock, output, chosen=chosen, demo=False)
    made.show()
    with qtbot.waitSignal(bridge.links_changed):
        bridge.start()
    settle(qapp)
    yield made
    made.window.deleteLater()
    settle(qapp)


@pytest.fixture
def choose(
    qtbot: QtBot, qapp: QApplication, kitchen: FakeKitchen, core: LoopThread, bridge: Bridge
) -> Choose:
    def change(setting: Setting, value: SettingValue) -> None:
        with qtbot.waitSignal(bridge.settings_changed):
            core.submit(kitchen.preferences.change({setting: value})).result(timeout=5)
        settle(qapp)

    return change


def test_the_cards_are_there_at_once(screen: Screen, choose: Choose) -> None:
    before = screen.window
    choose(Setting.LOOK, Look.LIGHT)
    assert screen.window is not before
    assert screen.window.isVisible()
    assert screen.window.board.views.keys() == {c.order_id for c in canned.states().values()}
    assert screen.window.board.cards
    assert screen.window.strip.isVisible()


def test_news_goes_to_the_new_window(
    screen: Screen, choose: Choose, kitchen: FakeKitchen, core: LoopThread, qtbot: QtBot
) -> None:
    choose(Setting.LOOK, Look.LIGHT)
    fresh = canned.card(canned.order("1099"))
    old = canned.states()["completed"]
    core.call_soon(lambda: kitchen.board.card_changed.emit(fresh))
    core.call_soon(lambda: kitchen.board.card_removed.emit(old.order.order_id))
    qtbot.waitUntil(lambda: fresh.order_id in screen.window.board.views)
    choose(Setting.LOOK, Look.DARK)
    assert fresh.order_id in screen.window.board.views
    assert old.order_id not in screen.window.board.views


def test_arabic_turns_the_screen_around(screen: Screen, choose: Choose, qapp: QApplication) -> None:
    lanes = list(screen.window.board.lanes.values())
    assert lanes[0].x() < lanes[-1].x()
    choose(Setting.LANGUAGE, "ar")
    lanes = list(screen.window.board.lanes.values())
    assert lanes[0].x() > lanes[-1].x()
    assert i18n.language() == "ar"
    choose(Setting.LANGUAGE, "zh_HK")
    assert qapp.layoutDirection() is Qt.LayoutDirection.LeftToRight


def test_every_look_is_in_force(screen: Screen, choose: Choose, qapp: QApplication) -> None:
    for look in reversed(Look):
        choose(Setting.LOOK, look)
        for palette in reversed(Palette):
            choose(Setting.PALETTE, palette)
            theme = load_theme(look.value, palette=palette)
            assert theme.colours["surface"] in qapp.styleSheet()
            assert f"color: {theme.colours['on_go']}" in qapp.styleSheet()


def test_scale_and_stillness_are_in_force(screen: Screen, choose: Choose) -> None:
    height = screen.window.strip.menu_button.height()
    choose(Setting.SCALE, 1.8)
    assert screen.window.strip.menu_button.height() > height
    choose(Setting.SCALE, None)
    choose(Setting.MOTION, Motion.OFF)
    screen.window.tools.open_menu()
    assert screen.window.tools.menu.x() == 0, "it does not slide"


def test_arabic_figures_are_everywhere_but_in_what_came_from_outside(
    screen: Screen, choose: Choose
) -> None:
    choose(Setting.LANGUAGE, "ar")
    choose(Setting.DIGITS, Digits.ARABIC_INDIC)
    card = screen.window.board.cards[canned.states()["soon"].order_id]
    assert card.body.head.number.text() == "\u2068١٠٤٢\u2069"
    assert card.body.head.chip.look is not None
    assert card.body.head.chip.look.figure == "١:٤٠"


def own_words(window: QWidget) -> Iterator[str]:
    """Yield what stands on a window, without what came from outside."""
    for widget in window.findChildren(QWidget):
        if isinstance(widget, QLabel | QAbstractButton):
            yield re.sub("\u2068[^\u2069]*\u2069", "", widget.text())
        elif isinstance(widget, TimeChip) and widget.look is not None:
            yield f"{widget.look.figure} {widget.look.word}"
        elif isinstance(widget, QuantityBox):
            yield widget.figure


def test_nothing_of_ours_keeps_a_western_figure(
    screen: Screen, choose: Choose, qapp: QApplication, qtbot: QtBot, bridge: Bridge
) -> None:
    choose(Setting.LANGUAGE, "ar")
    choose(Setting.DIGITS, Digits.ARABIC_INDIC)
    window, states = screen.window, canned.states()
    with qtbot.waitSignal(bridge.asks.settings_unlocked):
        screen.open_settings()
    window.panels.open_details(states["completed"].order_id)
    window.tools.open_all_day()
    window.tools.recall.open_empty()
    window.tools.show_found("", tuple(states.values()))
    window.panels.ask_why(states["preparing"].order_id)
    window.tools.clean.begin()
    settle(qapp)
    told = [words for words in own_words(window) if re.search("[0-9٠-٩]", words)]
    assert len(told) > 50
    western = [words for words in told if re.search("[0-9]", words)]
    names = {name for name in DEFAULTS.values() if re.search("[0-9]", name)}
    strange = [words for words in western if not any(words.endswith(name) for name in names)]
    assert strange == [], "the name of a key is as it is written on the key"


def test_size_and_place_stay(screen: Screen, choose: Choose) -> None:
    place = QRect(40, 30, 1111, 700)
    screen.window.setGeometry(place)
    choose(Setting.LOOK, Look.LIGHT)
    assert screen.window.geometry() == place


@pytest.mark.parametrize("state", [Qt.WindowState.WindowFullScreen, Qt.WindowState.WindowMaximized])
def test_a_window_that_fills_the_screen_goes_on_to_fill_it(
    screen: Screen, choose: Choose, state: Qt.WindowState
) -> None:
    screen.window.setWindowState(state)
    choose(Setting.LOOK, Look.LIGHT)
    assert screen.window.windowState() & state


def test_what_is_not_seen_needs_no_new_window(screen: Screen, choose: Choose) -> None:
    before = screen.window
    choose(Setting.LAST_MINUTE, "accept")
    assert screen.window is before


def test_leaving_the_new_window_is_heard(screen: Screen, choose: Choose, qtbot: QtBot) -> None:
    choose(Setting.LOOK, Look.LIGHT)
    with qtbot.waitSignal(screen.close_requested):
        screen.window.close()


def test_ten_changes_leave_nothing_behind(
    screen: Screen, choose: Choose, qapp: QApplication
) -> None:
    def count() -> tuple[int, int]:
        settle(qapp)
        gc.collect()
        return len(qapp.allWidgets()), len(gc.get_objects())

    looks = (Look.LIGHT, Look.DARK)
    for look in looks:  # what is made once is made now
        choose(Setting.LOOK, look)
    widgets, objects = count()
    for turn in range(10):
        choose(Setting.LOOK, looks[turn % 2])
    widgets_now, objects_now = count()
    assert widgets_now == widgets
    # PySide keeps an enum, of eleven objects, for each answer of QScroller.grabGesture: one for
    # every area that scrolls. A window that is kept would be some ten thousand objects.
    areas = sum(isinstance(each, TouchArea) for each in qapp.allWidgets())
    assert objects_now - objects < 10 * 12 * areas


def test_settings_are_opened_by_the_pin(
    screen: Screen, kitchen: FakeKitchen, core: LoopThread, bridge: Bridge, qtbot: QtBot
) -> None:
    kitchen.preferences = Preferences(Chosen(), manager=kitchen.manager)
    core.submit(kitchen.manager.change(old="", new="2580")).result(timeout=5)
    pad = screen.window.pin.pad
    screen.open_settings()
    qtbot.waitUntil(lambda: pad.is_open and pad.pad["1"].isEnabled())
    assert screen.settings is None
    QTest.keyClicks(pad, "2580")
    QTest.keyClick(pad, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: screen.settings is not None and screen.settings.is_open)
    assert not pad.is_open


def test_a_kitchens_own_name_is_on_the_cards_at_once_and_its_panel_stays(
    screen: Screen, qapp: QApplication, qtbot: QtBot
) -> None:
    QTest.keyClick(screen.window, Qt.Key.Key_G)
    assert screen.names is not None
    screen.names.buttons["Lentil soup"].click()
    QTest.keyClicks(screen.names.field, "SOUP L")
    before = screen.window
    screen.names.keep_button.click()
    qtbot.waitUntil(lambda: screen.window is not before)
    settle(qapp)
    shown = [label.text() for label in screen.window.board.findChildren(QLabel)]
    assert "\u2068SOUP L\u2069" in shown
    assert "\u2068Lentil soup\u2069" in shown, "the customer's name beside it"
    assert names_are_open(screen)
    QTest.keyClick(screen.names, Qt.Key.Key_Escape)
    assert not names_are_open(screen)
    screen.open_names()
    assert names_are_open(screen)
    screen.open_names()
    assert not names_are_open(screen)


def names_are_open(screen: Screen) -> bool:
    names = screen.names
    return names is not None and names.is_open and names.window() is screen.window


def test_starting_and_sounds_stand_among_the_settings(
    screen: Screen, output: FakeLoudspeaker, qtbot: QtBot
) -> None:
    screen.open_settings()
    qtbot.waitUntil(lambda: screen.settings is not None)
    assert screen.settings is not None
    (start,) = screen.settings.findChildren(StartRow)
    (sounds,) = screen.settings.findChildren(SoundsRow)
    qtbot.waitUntil(start.segments[StartState.OFF].isChecked)
    sounds.buttons[Sound.RIDER].click()
    assert output.heard == [Sound.RIDER]


def test_a_stopped_shop_is_told_on_the_new_window_too(
    screen: Screen, kitchen: FakeKitchen, core: LoopThread, choose: Choose, qtbot: QtBot
) -> None:
    stopped = canned.shop(ShopStatus.RESTING, stopped_ago_s=60)
    core.call_soon(lambda: kitchen.shop.changed.emit(stopped))
    qtbot.waitUntil(lambda: screen.window.banner.look is not None)
    told = screen.window.banner.look
    choose(Setting.LOOK, Look.LIGHT)
    assert screen.window.banner.look == told
