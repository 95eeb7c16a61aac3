"""The window as a whole: what is seen, heard, asked, and never cut off."""

from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFontMetrics, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from kitchen_app.domain.actions import ActionKind, CancelReason
from kitchen_app.domain.marks import line_keys
from kitchen_app.domain.order import Status
from kitchen_app.domain.part_refund import PartRefund, PartRefundReason, RefundFault
from kitchen_app.services.alarm import Sound
from kitchen_app.services.links import Trouble
from kitchen_app.services.settings import LANGUAGES
from kitchen_app.services.waiting import WaitKind
from kitchen_app.ui import i18n
from kitchen_app.ui.board.lane import LaneView
from kitchen_app.ui.bridge import Bridge
from kitchen_app.ui.sounds import SoundProblem
from kitchen_app.ui.strip import Strip
from kitchen_app.ui.theme import load_theme
from kitchen_app.ui.widgets.badge import Badge
from kitchen_app.ui.widgets.quantity_box import QuantityBox
from kitchen_app.ui.widgets.text import WrapLabel
from kitchen_app.ui.widgets.time_chip import TimeChip
from kitchen_app.ui.widgets.touch_button import TouchButton
from tests.ui import canned
from tests.ui.conftest import ShowWindow, settle
from tests.ui.fakes import FakeKitchen, FakeLoudspeaker

STATES = canned.states()
MONEY = canned.money_states()
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
    return guilty + overlapping(window) + cut_through(window)


def overlapping(window: QWidget) -> list[str]:
    """Return the neighbours in the strip that stand on each other."""
    strips = window.findChildren(Strip)
    parts = [
        part
        for strip in strips
        for part in strip.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
        if part.isVisible()
    ]
    return [
        f"{type(one).__name__} {one.geometry()} over {type(other).__name__} {other.geometry()}"
        for one, other in combinations(parts, 2)
        if one.geometry().intersects(other.geometry())
    ]


def cut_through(window: QWidget) -> list[str]:
    """Return the texts and buttons on cards of which a part is covered or out of sight."""
    guilty = []
    for lane in window.findChildren(LaneView):
        for part in lane.findChildren(QWidget):
            for row in _rows(part) if part.isVisible() else ():
                places = (row.top() + 1, row.center().y(), row.bottom() - 1)
                xs = (row.left() + 3, row.center().x(), row.right() - 3)
                seen = {x: [_is_seen(part, QPoint(x, y)) for y in places] for x in xs}
                if any(any(each) and not all(each) for each in seen.values()):
                    guilty.append(f"{type(part).__name__} {part.accessibleName()!r} {row}")
    return guilty


def _rows(part: QWidget) -> list[QRect]:
    """Return what must be seen whole or not at all: each line of a text, a button, a figure."""
    if isinstance(part, WrapLabel):
        return [QRect(0, top, part.width(), bottom - top) for top, bottom in part.text_lines()]
    is_atom = (
        isinstance(part, TouchButton | TimeChip | QuantityBox | Badge) and part.accessibleName()
    )
    return [part.rect()] if is_atom and part.property("role") != "veil" else []


def _is_seen(part: QWidget, place: QPoint) -> bool:
    found = part.window().childAt(part.mapTo(part.window(), place))
    return found is not None and (found is part or part.isAncestorOf(found))


def nameless(window: QWidget) -> list[str]:
    """Return everything that a person can reach or a screen reader meets, and that has no name."""
    guilty = []
    for widget in (window, *window.findChildren(QWidget)):
        can_be_reached = widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        says_something = isinstance(widget, QAbstractButton | QLabel | TimeChip | QPlainTextEdit)
        is_empty = isinstance(widget, QLabel) and not widget.text()
        if not widget.isVisible() or is_empty or not (can_be_reached or says_something):
            continue
        if not widget.accessibleName():
            guilty.append(f"{type(widget).__name__} in {type(widget.parent()).__name__}")
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
@pytest.mark.parametrize("problem", SoundProblem)
def test_every_trouble_of_the_sound_fits_on_a_small_screen(
    show_window: ShowWindow,
    output: FakeLoudspeaker,
    qapp: QApplication,
    language: str,
    problem: SoundProblem,
) -> None:
    window = show_window((), language=language, size=(1024, 600))
    output.trouble = problem
    window.tick(canned.NOW)
    settle(qapp)
    assert window.banner.look is not None
    assert window.banner.look.title == i18n.tr(f"sound.{problem.value}")
    assert window.width() == 1024
    assert cut_off(window) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("panel", ["cancel", "details"])
def test_panels_fit_on_a_small_screen(
    show_window: ShowWindow, qapp: QApplication, language: str, panel: str
) -> None:
    window = show_window(ALL, language=language, size=(1024, 600))
    if panel == "cancel":
        window.board.pool.cancel_requested.emit(STATES["soon"].order_id)
        window.panels.cancel.why.choices[CancelReason.OTHER].setChecked(True)
    else:
        window.board.pool.details_requested.emit(ALL[-1].order_id)
    settle(qapp)
    assert cut_off(window) == []


@pytest.mark.parametrize("name", ["dark", "light"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_it_can_be_photographed(
    show_window: ShowWindow, tmp_path: Path, language: str, name: str
) -> None:
    window = show_window(ALL, language=language, look=load_theme(name, motion=False))
    path = tmp_path / "board.png"
    assert window.grab().save(str(path))
    assert QImage(str(path)).width() == 1280


def test_a_touch_reaches_the_kitchen(
    show_window: ShowWindow, qtbot: QtBot, kitchen: FakeKitchen
) -> None:
    window = show_window((STATES["soon"],))
    card = window.board.cards[STATES["soon"].order_id]
    QTest.mouseClick(card.foot.step_button, Qt.MouseButton.LeftButton)
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
    window.panels.cancel.why.choices[CancelReason.SHOP_CLOSED].setChecked(True)
    QTest.mousePress(window.panels.cancel.confirm_button, Qt.MouseButton.LeftButton)
    asked = (order_id, ActionKind.CANCEL, CancelReason.SHOP_CLOSED, "")
    qtbot.waitUntil(lambda: kitchen.asked == [asked])


def test_a_tap_outside_closes_a_panel(show_window: ShowWindow, qtbot: QtBot) -> None:
    window = show_window((STATES["soon"],))
    window.board.pool.cancel_requested.emit(STATES["soon"].order_id)
    QTest.mouseClick(window.windowHandle(), Qt.MouseButton.LeftButton, pos=QPoint(1200, 780))
    assert window.panels.cancel.is_open
    QTest.mouseClick(window.windowHandle(), Qt.MouseButton.LeftButton, pos=QPoint(400, 400))
    assert not window.panels.cancel.is_open


def test_a_panel_closes_when_its_order_is_past_asking(
    show_window: ShowWindow, bridge: Bridge
) -> None:
    window = show_window((STATES["preparing"], ALL[-1]))
    order = STATES["preparing"].order
    window.board.pool.cancel_requested.emit(order.order_id)
    bridge.cards_changed.emit((canned.card(order, pending=ActionKind.CANCEL),))
    assert not window.panels.cancel.is_open
    window.board.pool.details_requested.emit(ALL[-1].order_id)
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
    assert not card.foot.step_button.isVisible()
    assert ["Accept order" in look.title for look in card.body.notices.looks] == [True]
    assert card.bar.isVisible()
    bridge.cards_changed.emit((canned.card(unstored.order),))
    settle(qapp)
    assert window.board.cards[unstored.order_id] is card
    assert card.foot.step_button.isVisible()
    assert card.body.notices.looks == ()


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
    assert len(window.board.views) == len(STATES)


def test_controls_have_names_and_can_be_reached_by_tab(show_window: ShowWindow) -> None:
    window = show_window(ALL)
    buttons = [button for button in window.findChildren(TouchButton) if button.isVisible()]
    assert all(button.accessibleName() for button in buttons)
    # a veil only repeats what Enter on its card, or a touch on the head, does
    buttons = [button for button in buttons if button.property("role") != "veil"]
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


def test_the_strip_of_what_waits_brings_things_forward(show_window: ShowWindow) -> None:
    window = show_window((STATES["soon"], STATES["late"], *MONEY.values()))
    chips = {(chip.view.order_id, chip.view.kind): chip for chip in window.waiting.chips}
    QTest.mouseClick(chips[STATES["soon"].order_id, WaitKind.NEW], Qt.MouseButton.LeftButton)
    assert window.board.cards[STATES["soon"].order_id].foot.step_button.hasFocus()
    for state, panel in (("refund", window.panels.refund), ("question", window.panels.question)):
        kind = WaitKind(state)
        QTest.mouseClick(chips[MONEY[state].order_id, kind], Qt.MouseButton.LeftButton)
        assert panel.is_open
        assert panel.order_id == MONEY[state].order_id


def test_the_strip_does_not_move_under_a_finger(
    show_window: ShowWindow, bridge: Bridge, qtbot: QtBot
) -> None:
    window = show_window((STATES["soon"],))
    handle = window.windowHandle()
    QTest.mousePress(handle, Qt.MouseButton.LeftButton, pos=QPoint(600, 780))
    bridge.cards_changed.emit((STATES["late"],))
    assert len(window.waiting.chips) == 1
    QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, pos=QPoint(600, 780))
    qtbot.waitUntil(lambda: len(window.waiting.chips) == 2)
    bridge.card_removed.emit(STATES["late"].order_id)
    assert len(window.waiting.chips) == 1


def test_all_new_orders_are_accepted_at_once(
    show_window: ShowWindow, qtbot: QtBot, kitchen: FakeKitchen
) -> None:
    window = show_window((STATES["soon"], STATES["late"], STATES["pending"]))
    QTest.mouseClick(window.waiting.accept_all_button, Qt.MouseButton.LeftButton)
    wanted = [(STATES[name].order_id, ActionKind.ACCEPT) for name in ("late", "soon")]
    qtbot.waitUntil(lambda: kitchen.asked == wanted)


def test_ready_is_taken_back_by_touch_and_by_key(
    show_window: ShowWindow, qtbot: QtBot, kitchen: FakeKitchen
) -> None:
    window = show_window((MONEY["undo"],))
    order_id = MONEY["undo"].order_id
    foot = window.board.cards[order_id].foot
    QTest.mouseClick(foot.undo_button, Qt.MouseButton.LeftButton)
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    wanted = [(order_id, ActionKind.READY, "taken back")] * 2
    qtbot.waitUntil(lambda: kitchen.asked == wanted)


def test_nothing_is_taken_back_by_key_when_nothing_can_be(
    show_window: ShowWindow, kitchen: FakeKitchen
) -> None:
    window = show_window((STATES["pending"], STATES["preparing"]))
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(window, Qt.Key.Key_9)
    assert kitchen.asked == []


def test_zero_puts_the_keyboard_on_what_waits(show_window: ShowWindow) -> None:
    window = show_window((STATES["preparing"],))
    QTest.keyClick(window, Qt.Key.Key_0)
    assert not window.waiting.chips
    window = show_window((MONEY["refund"],))
    QTest.keyClick(window, Qt.Key.Key_0)
    assert window.waiting.chips[0].hasFocus()
    QTest.keyClick(window.waiting.chips[0], Qt.Key.Key_Return)
    assert window.panels.refund.is_open


def test_a_refund_is_agreed_to_with_keys_only(
    show_window: ShowWindow, qtbot: QtBot, kitchen: FakeKitchen
) -> None:
    window = show_window((MONEY["refund"],))
    window.panels.open_answer(MONEY["refund"].order_id)
    button = window.panels.refund.agree_button
    steps = 0
    while window.focusWidget() is not button:
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        steps += 1
        assert steps < 30, "Tab leads to every control of the panel"
    QTest.keyPress(button, Qt.Key.Key_Space)
    wanted = [(MONEY["refund"].order_id, ActionKind.AGREE_REFUND)]
    qtbot.waitUntil(lambda: kitchen.asked == wanted)


def test_a_partial_refund_goes_from_preview_to_ask(
    show_window: ShowWindow, qtbot: QtBot, kitchen: FakeKitchen
) -> None:
    window = show_window((STATES["completed"],))
    window.panels.open_part(STATES["completed"].order_id)
    part = window.panels.part
    qtbot.waitUntil(lambda: len(part.rows.rows) == 3)
    part.rows.rows[0].stepper.more_button.click()
    part.why.choices[PartRefundReason.MISSING].setChecked(True)
    qtbot.waitUntil(part.confirm_button.isEnabled)
    QTest.mousePress(part.confirm_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(kitchen.asked) == 1)
    order_id, kind, wanted = kitchen.asked[0]
    assert (order_id, kind) == (STATES["completed"].order_id, ActionKind.REFUND_PART)
    assert isinstance(wanted, PartRefund)
    assert (wanted.amount.minor, wanted.reason) == (1250, PartRefundReason.MISSING)


def test_a_refund_that_is_not_sent_is_explained(show_window: ShowWindow, bridge: Bridge) -> None:
    window = show_window((STATES["completed"],))
    bridge.refund_refused.emit(STATES["completed"].order_id, RefundFault.OVER_REFUNDABLE)
    look = window.banner.look
    assert look is not None
    assert look.cure == "That is more than is left of what the customer paid."


def test_a_finger_strikes_a_line_off_on_the_card_and_in_its_panel(
    show_window: ShowWindow, kitchen: FakeKitchen, qtbot: QtBot, qapp: QApplication
) -> None:
    view = canned.card(canned.order("31", status=Status.ACCEPTED))
    window = show_window((view,), size=(1280, 1080))  # whole: what scrolls holds a press back
    window.panels.open_details(view.order_id)
    settle(qapp)
    for lines in (window.panels.details.lines, window.board.cards[view.order_id].body.lines):
        row = lines.rows[1]
        place = row.mapTo(window, row.rect().center())
        QTest.mouseClick(window.windowHandle(), Qt.MouseButton.LeftButton, pos=place)
        wanted = (view.order_id, line_keys(view.order.lines)[1], True)
        qtbot.waitUntil(lambda: kitchen.marks.struck == [wanted])  # noqa: B023 - waited for here
        kitchen.marks.struck.clear()


def test_opening_an_order_says_that_its_changes_are_seen(
    show_window: ShowWindow, kitchen: FakeKitchen, qtbot: QtBot
) -> None:
    view = canned.card(canned.order("31", status=Status.ACCEPTED, ready_by=canned.NOW))
    window = show_window((canned.changed_since(view, ready_by=canned.NOW.replace(hour=3)),))
    window.panels.open_details(view.order_id)
    qtbot.waitUntil(lambda: kitchen.marks.looks == [view.order_id])


def test_a_product_is_marked_as_sold_out_from_its_order(
    show_window: ShowWindow, kitchen: FakeKitchen, qtbot: QtBot, qapp: QApplication
) -> None:
    soup = replace(canned.SOUP, spu_id="70")
    view = canned.card(canned.order("31", status=Status.ACCEPTED, lines=(soup,)))
    window = show_window((view,))
    window.panels.open_details(view.order_id)
    window.panels.details.sold_out_button.click()
    panel = window.panels.sold_out
    assert panel.is_open
    assert not window.panels.details.is_open
    (row,) = panel.rows.values()
    row.hold_button.held.emit()
    qtbot.waitUntil(lambda: row.state.text().startswith("Keeta has marked it"))
    assert [available for _, available in kitchen.sold_out.wishes] == [False]
    QTest.mouseClick(row.sell_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: row.state.text() == "Keeta sells it again.")


def test_an_order_that_names_no_products_offers_no_switch(show_window: ShowWindow) -> None:
    view = canned.card(canned.order("31", status=Status.ACCEPTED))
    window = show_window((view,))
    window.panels.open_details(view.order_id)
    assert window.panels.details.sold_out_button.isHidden()
