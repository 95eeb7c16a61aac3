"""Preview, choose, see the sum, say why, hold: and nothing else can be confirmed."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kitchen_app.domain.money import Money
from kitchen_app.domain.part_refund import Choice, PartRefund, PartRefundReason, RowId
from kitchen_app.ui.board.part_refund_panel import PartRefundPanel
from kitchen_app.ui.theme import Theme
from tests.ui import canned

CARD = canned.states()["completed"]
ONE = (Choice(row_id=RowId("1"), count=1),)
TWO = (Choice(row_id=RowId("1"), count=2),)


class Asked:
    """Remembers what the panel asks for."""

    def __init__(self, panel: PartRefundPanel) -> None:
        self.offers: list[str] = []
        self.prices: list[tuple[Choice, ...]] = []
        panel.offer_requested.connect(self.offers.append)
        panel.price_requested.connect(self._note)

    def _note(self, _: str, choices: tuple[Choice, ...]) -> None:
        self.prices.append(choices)


@pytest.fixture
def panel(ground: QWidget, theme: Theme) -> PartRefundPanel:
    return PartRefundPanel(theme, ground)


@pytest.fixture
def asked(panel: PartRefundPanel) -> Asked:
    notes = Asked(panel)
    panel.ask(CARD)
    panel.show_offer(CARD.order_id, canned.preview())
    return notes


def more(panel: PartRefundPanel) -> None:
    QTest.keyClick(panel.rows.rows[0].stepper.more_button, Qt.Key.Key_Return)


def plain(text: str) -> str:
    return text.replace("\u2068", "").replace("\u2069", "")


def test_it_asks_keeta_first_what_may_be_given_back(panel: PartRefundPanel) -> None:
    notes = Asked(panel)
    panel.ask(CARD)
    assert notes.offers == [CARD.order_id]
    assert not panel.confirm_button.isEnabled()
    panel.show_offer("another order", canned.preview())
    assert panel.rows.rows == []
    panel.show_offer(CARD.order_id, replace(canned.preview(), rows=()))
    assert not panel.why.isVisible()
    panel.show_offer(CARD.order_id, canned.preview())
    assert len(panel.rows.rows) == 3
    assert panel.why.isVisible()


def test_what_is_held_is_what_was_shown(qtbot: QtBot, panel: PartRefundPanel, asked: Asked) -> None:
    more(panel)
    assert asked.prices == [ONE]
    assert panel.sum_text == "Asking Keeta what that is worth…"
    panel.show_price(CARD.order_id, ONE, canned.preview(priced=1250))
    assert plain(panel.sum_text) == "Sum: SAR\u00a012.50"
    assert plain(panel.confirm_button.words) == "Give SAR\u00a012.50 back · order 1032"
    assert not panel.confirm_button.isEnabled(), "no reason yet"
    panel.why.choices[PartRefundReason.OTHER].setChecked(True)
    QTest.keyClicks(panel.why.text, "a hair")
    with qtbot.waitSignal(panel.refund_confirmed, timeout=5000) as confirmed:
        QTest.mousePress(panel.confirm_button, Qt.MouseButton.LeftButton)
    wanted = PartRefund(
        choices=ONE,
        amount=Money(minor=1250, currency="SAR"),
        reason=PartRefundReason.OTHER,
        text="a hair",
    )
    assert confirmed.args == [CARD.order_id, wanted]


def test_an_amount_for_an_older_choice_counts_for_nothing(
    panel: PartRefundPanel, asked: Asked
) -> None:
    panel.why.choices[PartRefundReason.SLOW].setChecked(True)
    more(panel)
    more(panel)
    assert asked.prices == [ONE], "one question at a time"
    panel.show_price(CARD.order_id, ONE, canned.preview(priced=1250))
    assert asked.prices == [ONE, TWO]
    assert not panel.confirm_button.isEnabled()
    panel.show_price("another order", TWO, canned.preview(priced=1))
    panel.show_price(CARD.order_id, TWO, canned.preview(priced=2500))
    assert panel.confirm_button.isEnabled()
    QTest.keyClick(panel.rows.rows[1].stepper.more_button, Qt.Key.Key_Return)
    assert not panel.confirm_button.isEnabled(), "the sum is not of this choice"


def test_more_than_is_left_is_refused_in_words(panel: PartRefundPanel, asked: Asked) -> None:
    more(panel)
    panel.show_trouble(CARD.order_id, ONE, "over_refundable", "")
    told = [look.title for look in panel.trouble]
    assert told == ["That is more than is left of what the customer paid."]
    assert not panel.again_button.isVisible(), "asking again changes nothing"
    QTest.keyClick(panel.rows.rows[0].stepper.less_button, Qt.Key.Key_Return)
    assert not panel.trouble
    assert panel.sum_text == "Nothing chosen yet"


def test_an_unreachable_keeta_can_be_asked_again(panel: PartRefundPanel) -> None:
    notes = Asked(panel)
    panel.ask(CARD)
    panel.show_trouble("another order", None, "unreached", "")
    assert not panel.trouble
    panel.show_trouble(CARD.order_id, None, "refused", "<i>no</i>")
    assert [plain(look.text) for look in panel.trouble] == ["<i>no</i>"]
    QTest.mouseClick(panel.again_button, Qt.MouseButton.LeftButton)
    assert notes.offers == [CARD.order_id] * 2
    panel.show_offer(CARD.order_id, canned.preview())
    more(panel)
    panel.show_trouble(CARD.order_id, ONE, "unreached", "")
    QTest.mouseClick(panel.again_button, Qt.MouseButton.LeftButton)
    assert notes.prices == [ONE, ONE]
    more(panel)
    panel.show_trouble(CARD.order_id, ONE, "unreached", "")
    assert notes.prices == [ONE, ONE, TWO], "the trouble was of an older choice"


def test_it_closes_when_the_order_takes_no_partial_refund_any_more(
    panel: PartRefundPanel, asked: Asked
) -> None:
    panel.follow(CARD)
    assert panel.isVisible()
    panel.follow(replace(CARD, actions=frozenset()))
    assert panel.isHidden()
    panel.show_offer(CARD.order_id, canned.preview(priced=1))
    panel.show_price(CARD.order_id, ONE, canned.preview(priced=1))
    panel.show_trouble(CARD.order_id, ONE, "refused", "")
    assert not panel.trouble
