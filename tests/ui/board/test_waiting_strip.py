"""What waits is in sight, counted when it does not fit, and touched to see to it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kitchen_app.domain.actions import ActionKind
from kitchen_app.services.board import CardView
from kitchen_app.services.waiting import WaitKind, acceptable, waiting_of
from kitchen_app.ui.board.waiting_strip import WaitingStrip
from kitchen_app.ui.theme import Theme
from tests.ui import canned

STATES = canned.states()
MONEY = canned.money_states()


@pytest.fixture
def strip(qtbot: QtBot, theme: Theme) -> WaitingStrip:
    made = WaitingStrip(theme)
    qtbot.addWidget(made)
    made.resize(1024, 72)
    made.show()
    return made


def show(strip: WaitingStrip, *cards: CardView) -> None:
    strip.show_waiting(waiting_of(cards), acceptable(cards), canned.NOW)


def plain(text: str) -> str:
    return text.replace("\u2068", "").replace("\u2069", "")


def test_it_says_so_when_nothing_waits(strip: WaitingStrip) -> None:
    show(strip, STATES["preparing"])
    assert strip.chips == []
    assert not strip.accept_all_button.isVisible()
    assert strip._title.text() == "Nothing waits for you"


def test_each_thing_tells_its_number_its_word_and_its_time(strip: WaitingStrip) -> None:
    show(strip, STATES["soon"], MONEY["refund"], MONEY["question"])
    names = [plain(chip.accessibleName()) for chip in strip.chips]
    assert names == [
        "New order 1042 · new · 1:40",
        "Refund request of order 1030 · refund · 11:40",
        "Was order 1029 refunded? · look in Keeta",
    ]
    assert [chip.bar.isVisible() for chip in strip.chips] == [True, True, False]
    assert strip.chips[0].property("tone") == "soon"
    strip.tick(canned.NOW + timedelta(seconds=60))
    assert strip.chips[0].accessibleName().endswith("0:40")
    assert strip.chips[0].property("tone") == "late"


def test_an_answered_one_is_calm_and_says_so(strip: WaitingStrip) -> None:
    order = STATES["late"].order
    show(strip, canned.card(order, pending=ActionKind.ACCEPT))
    (chip,) = strip.chips
    assert chip.accessibleName().endswith("answered…")
    assert not chip.property("tone")


def test_a_touch_chooses_it(qtbot: QtBot, strip: WaitingStrip) -> None:
    show(strip, STATES["soon"], MONEY["refund"])
    with qtbot.waitSignal(strip.chosen) as chosen:
        QTest.mouseClick(strip.chips[1], Qt.MouseButton.LeftButton)
    assert chosen.args is not None
    assert chosen.args[0].kind is WaitKind.REFUND
    with qtbot.waitSignal(strip.chosen):
        QTest.keyClick(strip.chips[0], Qt.Key.Key_Return)


def test_what_does_not_fit_is_counted_and_can_be_reached(qtbot: QtBot, strip: WaitingStrip) -> None:
    cards = [canned.card(canned.order(str(2000 + n), age_s=n)) for n in range(12)]
    show(strip, *cards)
    hidden = 12 - len(strip.chips)
    assert 0 < len(strip.chips) < 12
    assert strip.more_button.text() == f"+{hidden} more"
    assert all(strip.rect().contains(chip.geometry()) for chip in strip.chips)
    with qtbot.waitSignal(strip.chosen) as chosen:
        QTest.mouseClick(strip.more_button, Qt.MouseButton.LeftButton)
    assert chosen.args == [strip.views[len(strip.chips)]]
    strip.resize(2400, 72)
    qtbot.waitUntil(lambda: len(strip.chips) == 12)
    assert not strip.more_button.isVisible()
    with qtbot.assertNotEmitted(strip.chosen):
        strip._choose_hidden()


def test_all_means_those_that_were_counted(qtbot: QtBot, strip: WaitingStrip) -> None:
    show(strip, STATES["soon"])
    assert not strip.accept_all_button.isVisible(), "one is accepted on its card"
    show(strip, STATES["soon"], STATES["late"], STATES["pending"])
    assert strip.accept_all_button.text() == "Accept all (2)"
    with qtbot.waitSignal(strip.accept_all_requested) as asked:
        QTest.mouseClick(strip.accept_all_button, Qt.MouseButton.LeftButton)
    assert asked.args == [(STATES["late"].order_id, STATES["soon"].order_id)]


def test_the_chip_of_a_thing_stays_its_own(strip: WaitingStrip) -> None:
    show(strip, STATES["soon"], STATES["in_time"])
    second = strip.chips[1]
    show(strip, STATES["in_time"])
    assert strip.chips == [second]


def test_a_long_number_shows_its_end(strip: WaitingStrip) -> None:
    order = replace(STATES["soon"].order, number="761200345678901")
    show(strip, canned.card(order))
    assert "…5678901" in strip.chips[0]._number.text()
    assert "761200345678901" in strip.chips[0].accessibleName()
