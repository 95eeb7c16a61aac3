"""A card tells each state in words, and asks by its buttons."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from kitchen_app.domain.absence import Meanwhile
from kitchen_app.domain.actions import ActionKind
from kitchen_app.domain.order import Status
from kitchen_app.services.board import CardView
from kitchen_app.ui import i18n
from kitchen_app.ui.board.card import OrderCard
from kitchen_app.ui.theme import Theme
from kitchen_app.ui.widgets.quantity_box import QuantityBox
from kitchen_app.ui.widgets.text import WrapLabel
from kitchen_app.ui.widgets.touch_button import TouchButton
from tests.ui import canned
from tests.ui.conftest import settle

STATES = canned.states() | canned.money_states()


def shown(qtbot: QtBot, theme: Theme, view: CardView) -> OrderCard:
    card = OrderCard(theme, view, canned.NOW)
    qtbot.addWidget(card)
    card.resize(340, card.heightForWidth(340))
    card.show()
    return card


def said(widget: QWidget) -> str:
    """Return every visible word, without direction marks."""
    labels = [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]
    buttons = [b.text() for b in widget.findChildren(TouchButton) if b.isVisible()]
    return " | ".join((*labels, *buttons)).replace("\u2068", "").replace("\u2069", "")


@pytest.mark.parametrize(
    ("state", "phrases"),
    [
        ("in_time", ["1043", "Delivery · looking for a rider", "placed", "Accept", "Reject"]),
        ("soon", ["ready by", "Chicken shawarma plate · Large", "Garlic sauce ×4 (2 each)"]),
        ("soon", ["Extra bread ×2", "Note: no pickles", "cutlery · paid SAR\u00a068.00"]),
        ("late", ["ALLERGY", "Severe nut allergy", "Cash: collect SAR\u00a068.00", "Pickup"]),
        ("over", ["Keeta may cancel it"]),
        ("pending", ["accepting…"]),
        ("failed", ["Not accepted", "Keeta said no", "<b>order status invalid</b> (20012)"]),
        ("unreadable", ["Open order 1046 in Keeta's app", "has not arrived yet"]),
        ("preparing", ["Ready", "Cancel", "rider on the way · Yousef", "Please ring the bell"]),
        ("behind", ["4 min late", "no cutlery", "Own delivery · rider is here · 陳大文"]),
        ("stopped", ["STOP", "Cancelled by the customer", "changed my mind"]),
        ("ready", ["rider lost, another may come", "Cancel"]),
        ("collected", ["left", "Imran"]),
        ("completed", ["delivered"]),
        ("cancelled", ["Cancelled by Keeta"]),
        ("ready_pickup", ["Handed over"]),
        ("courier", ["Courier left"]),
        ("on_the_way", ["Delivered"]),
        ("refund", ["Wants everything back: SAR\u00a068.00", "cold <b>and</b>", "Answer · 11:40"]),
        ("refund_cooking", ["Wants part back: SAR\u00a068.00", "Answer · 1:00", "Ready"]),
        ("question", ["Refund not certain", "whether SAR\u00a012.50", "Say what happened"]),
        ("undo", ["Undo", "ready: told in 4 s"]),
    ],
)
def test_it_says(qtbot: QtBot, theme: Theme, state: str, phrases: list[str]) -> None:
    words = said(shown(qtbot, theme, STATES[state]))
    for phrase in phrases:
        assert phrase in words


@pytest.mark.parametrize(
    ("state", "figure", "word", "tone"),
    [
        ("in_time", "3:42", "in time", "calm"),
        ("soon", "1:40", "soon", "soon"),
        ("late", "0:44", "hurry", "late"),
        ("over", "0:00", "time's up", "late"),
        ("preparing", "8", "min", "calm"),
    ],
)
def test_a_grade_is_colour_word_and_figure(
    qtbot: QtBot, theme: Theme, state: str, figure: str, word: str, tone: str
) -> None:
    card = shown(qtbot, theme, STATES[state])
    look = card.body.head.chip.look
    assert look is not None
    assert (look.figure, look.word, card.property("tone")) == (figure, word, tone)


@pytest.mark.parametrize("state", ["pending", "collected", "cancelled"])
def test_nothing_can_be_asked_of(qtbot: QtBot, theme: Theme, state: str) -> None:
    card = shown(qtbot, theme, STATES[state])
    assert not [button for button in card.findChildren(TouchButton) if button.isVisible()]


def test_a_pending_order_never_looks_accepted(qtbot: QtBot, theme: Theme) -> None:
    card = shown(qtbot, theme, STATES["pending"])
    assert card.bar.isVisible()
    assert "accepting…" in said(card)


@pytest.mark.parametrize(
    ("state", "button", "signal"),
    [
        ("soon", "step_button", "step_requested"),
        ("soon", "cancel_button", "cancel_requested"),
        ("preparing", "step_button", "step_requested"),
        ("ready", "cancel_button", "cancel_requested"),
        ("ready_pickup", "step_button", "step_requested"),
        ("courier", "step_button", "step_requested"),
        ("on_the_way", "step_button", "step_requested"),
        ("refund", "answer_button", "answer_requested"),
        ("question", "answer_button", "answer_requested"),
        ("undo", "undo_button", "undo_requested"),
    ],
)
def test_a_touch_asks(qtbot: QtBot, theme: Theme, state: str, button: str, signal: str) -> None:
    card = shown(qtbot, theme, STATES[state])
    with qtbot.waitSignal(getattr(card, signal)) as asked:
        QTest.mouseClick(getattr(card.foot, button), Qt.MouseButton.LeftButton)
    step = STATES[state].next_step
    assert asked.args == [STATES[state].order_id, *([step] if button == "step_button" else [])]


def test_the_whole_order_opens_from_its_head_and_from_the_keyboard(
    qtbot: QtBot, theme: Theme
) -> None:
    for state in ("soon", "completed"):
        card = shown(qtbot, theme, STATES[state])
        with qtbot.waitSignal(card.details_requested):
            QTest.mouseClick(card.body.head.number, Qt.MouseButton.LeftButton)
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Space):
            card.setFocus()
            qtbot.waitUntil(card.hasFocus)
            with qtbot.waitSignal(card.details_requested):
                QTest.keyClick(card, key)
    card = shown(qtbot, theme, STATES["soon"])
    with qtbot.assertNotEmitted(card.details_requested):
        QTest.mouseClick(card.body.lines, Qt.MouseButton.LeftButton)


def test_enter_presses_a_button(qtbot: QtBot, theme: Theme) -> None:
    card = shown(qtbot, theme, STATES["soon"])
    with qtbot.waitSignal(card.step_requested):
        QTest.keyClick(card.foot.step_button, Qt.Key.Key_Return)


def test_accept_is_the_largest_and_apart_from_reject(qtbot: QtBot, theme: Theme) -> None:
    card = shown(qtbot, theme, STATES["soon"])
    accept, reject = card.foot.step_button.geometry(), card.foot.cancel_button.geometry()
    assert accept.height() >= 64
    assert accept.width() > reject.width()
    assert accept.left() - reject.right() > 12


def test_time_runs_without_a_new_view(qtbot: QtBot, theme: Theme) -> None:
    card = shown(qtbot, theme, STATES["in_time"])
    card.tick(canned.NOW + timedelta(seconds=110))
    look = card.body.head.chip.look
    assert look is not None
    assert (look.figure, look.word) == ("1:52", "soon")
    card.tick(canned.NOW + timedelta(seconds=400))
    assert "Keeta may cancel it" in said(card)
    assert card.bar.fraction == 0


def test_a_new_state_keeps_the_widgets(qtbot: QtBot, theme: Theme) -> None:
    card = shown(qtbot, theme, STATES["soon"])
    rows = list(card.body.lines.rows)
    accepted = replace(STATES["soon"].order, status=Status.ACCEPTED, accepted_at=canned.NOW)
    card.show_card(canned.card(accepted), canned.NOW)
    assert card.body.lines.rows == rows
    assert card.foot.step_button.text() == "Ready"
    assert not card.bar.isVisible()


def test_a_long_order_is_folded_so_that_its_buttons_stay(
    qapp: QApplication, qtbot: QtBot, theme: Theme
) -> None:
    card = shown(qtbot, theme, canned.long_order("1050"))
    card.allow_room(QSize(340, 620))
    settle(qapp)
    assert card.heightForWidth(340) <= 620
    assert "Show all 14 lines" in said(card)
    assert "no pickles" in said(card)
    with qtbot.waitSignal(card.details_requested):
        QTest.mouseClick(card.body.more_button, Qt.MouseButton.LeftButton)
    card.allow_room(QSize(340, 5000))
    assert not card.body.more_button.isVisible()


def test_a_long_note_is_offered_whole(qtbot: QtBot, theme: Theme) -> None:
    note = "please knock " * 60
    card = shown(qtbot, theme, canned.card(canned.order("1", note=note)))
    assert "Show the whole note" in said(card)
    assert "…" in said(card)


def test_an_allergy_is_never_shortened(qtbot: QtBot, theme: Theme) -> None:
    note = "I am telling you at length that " * 20 + "I have a nut ALLERGY"
    card = shown(qtbot, theme, canned.card(canned.order("1", note=note)))
    assert "nut ALLERGY" in said(card)


@pytest.mark.parametrize(
    ("language", "expected"),
    [("ar", ["صحن شاورما دجاج", "قبول", "توصيل"]), ("zh_HK", ["雞肉沙威瑪碟", "接單", "外送"])],
)
def test_it_speaks_the_cooks_language(
    qapp: QApplication, qtbot: QtBot, theme: Theme, language: str, expected: list[str]
) -> None:
    i18n.install(qapp, language)
    words = said(shown(qtbot, theme, STATES["soon"]))
    for phrase in expected:
        assert phrase in words


@pytest.mark.parametrize("state", STATES)
def test_every_control_has_a_name(qtbot: QtBot, theme: Theme, state: str) -> None:
    card = shown(qtbot, theme, STATES[state])
    visible = [button for button in card.findChildren(TouchButton) if button.isVisible()]
    assert all(button.accessibleName() for button in visible)
    assert STATES[state].order.number in card.accessibleName()


def test_reject_becomes_cancel_once_accepted(qtbot: QtBot, theme: Theme) -> None:
    assert ActionKind.CANCEL in STATES["preparing"].actions
    card = shown(qtbot, theme, STATES["preparing"])
    name = card.foot.cancel_button.accessibleName().replace("\u2068", "").replace("\u2069", "")
    assert name == "Cancel order 1037"


def test_what_was_refunded_is_not_to_be_made(qtbot: QtBot, theme: Theme) -> None:
    lines = (
        replace(canned.RICE, left=1),
        replace(canned.SOUP, left=0),
        replace(canned.TEA, quantity=2),
    )
    order = replace(STATES["late"].order, lines=lines)
    card = shown(qtbot, theme, canned.card(order))
    boxes = [row.findChild(QuantityBox) for row in card.body.lines.rows]
    assert [box.quantity for box in boxes if box] == [1, 0, 2]
    text = said(card)
    assert "2 of 3 refunded · make 1" in text
    assert "Refunded: do not make it" in text
    assert text.lower().count("refunded") == 2


def test_an_order_for_later_says_when_and_has_no_age(qtbot: QtBot, theme: Theme) -> None:
    _, tonight = canned.later_orders()
    card = shown(qtbot, theme, tonight)
    assert "Today" in said(card)
    assert not card.body.head.chip.isVisible()
    assert card.property("tone") == "calm"
    ready_by = tonight.order.ready_by
    assert ready_by is not None
    card.tick(ready_by - timedelta(minutes=40))
    assert "Today" not in said(card)
    assert card.body.head.chip.isVisible()


def test_tomorrow_becomes_today_on_the_card(qtbot: QtBot, theme: Theme) -> None:
    tomorrow, _ = canned.later_orders()
    card = shown(qtbot, theme, tomorrow)
    assert "Tomorrow" in said(card)
    card.tick(canned.NOW + timedelta(hours=22))
    assert "Today" in said(card)


def test_how_long_ago_it_came_goes_on_by_itself(qtbot: QtBot, theme: Theme) -> None:
    cooking = canned.card(canned.order("31", status=Status.ACCEPTED, ready_by=None))
    card = OrderCard(theme, replace(cooking, meanwhile=Meanwhile.CAME), canned.NOW)
    qtbot.addWidget(card)
    says = {label.text() for label in card.findChildren(WrapLabel)}
    assert "Came while offline · 1 min ago" in says
    card.tick(canned.NOW + timedelta(minutes=5))
    says = {label.text() for label in card.findChildren(WrapLabel)}
    assert "Came while offline · 6 min ago" in says
