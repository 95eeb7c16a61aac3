"""A refund request: who, why, how much, what happened, and two answers."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from kitchen_app.domain.actions import ActionKind, RejectReason
from kitchen_app.domain.refunds import CaseId
from kitchen_app.ui.board.refund_panel import RefundPanel
from kitchen_app.ui.theme import Theme
from tests.ui import canned

STATES = canned.money_states()
ASKED = STATES["refund"]


@pytest.fixture
def panel(ground: QWidget, theme: Theme) -> RefundPanel:
    return RefundPanel(theme, ground)


def said(panel: QWidget) -> str:
    labels = [label for label in panel.findChildren(QLabel) if not label.isHidden()]
    text = " | ".join(label.text() for label in labels)
    return text.replace("\u2068", "").replace("\u2069", "")


def test_it_shows_all_that_is_known(panel: RefundPanel) -> None:
    panel.ask(ASKED, canned.NOW)
    told = said(panel)
    for phrase in (
        "Refund request · order 1030",
        "11:40 left",
        "Wants everything back: SAR\u00a068.00",
        "The customer asked at",
        "The food was cold <b>and</b> a dip was missing",
        "Coming…",
        "Give SAR\u00a068.00 back · order 1030",
        "Refuse · order 1030",
    ):
        assert phrase in told
    assert [word for _, word in panel.timeline.shown][-1] == "finished"
    assert panel.width() == 640


def test_what_nobody_told_is_not_made_up(panel: RefundPanel) -> None:
    case = canned.asked_back("1030", amount=None, reason="", pictures=())
    panel.ask(replace(ASKED, refunds=(case,)), canned.NOW)
    told = said(panel)
    assert "No reason was given." in told
    assert "Picture" not in told
    assert panel.pictures.isHidden()
    assert "Give the money back · order 1030" in told


@pytest.mark.parametrize(
    ("state", "proposed"), [("refund", RejectReason.ON_ITS_WAY), ("refund_cooking", None)]
)
def test_the_reason_that_fits_is_chosen_beforehand(
    panel: RefundPanel, state: str, proposed: RejectReason | None
) -> None:
    panel.ask(STATES[state], canned.NOW)
    assert panel.why.reason is proposed
    assert panel.reject_button.isEnabled() == (proposed is not None)
    hint = "It had left already" if proposed else "choose why above"
    assert panel.reject_button.hint == hint


def test_agreeing_is_held(qtbot: QtBot, panel: RefundPanel) -> None:
    panel.ask(ASKED, canned.NOW)
    QTest.mouseClick(panel.agree_button, Qt.MouseButton.LeftButton)
    assert panel.is_open, "a tap gives no money away"
    with qtbot.waitSignal(panel.agree_requested, timeout=5000) as agreed:
        QTest.mousePress(panel.agree_button, Qt.MouseButton.LeftButton)
    assert agreed.args == [ASKED.order_id, ActionKind.AGREE_REFUND]
    assert not panel.is_open


def test_refusing_tells_the_chosen_reason(qtbot: QtBot, panel: RefundPanel) -> None:
    panel.ask(ASKED, canned.NOW)
    panel.why.choices[RejectReason.OTHER].click()
    assert not panel.reject_button.isEnabled()
    QTest.keyClicks(panel.why.text, "The camera shows it whole")
    with qtbot.waitSignal(panel.reject_confirmed) as refused:
        QTest.mouseClick(panel.reject_button, Qt.MouseButton.LeftButton)
    assert refused.args == [ASKED.order_id, RejectReason.OTHER, "The camera shows it whole"]


def test_the_time_runs(panel: RefundPanel) -> None:
    panel.ask(ASKED, canned.NOW)
    panel.tick(canned.NOW + timedelta(minutes=10))
    assert "1:40 left" in said(panel)
    panel.tick(canned.NOW + timedelta(minutes=20))
    assert "time's up" in said(panel)


def test_it_follows_its_request_and_no_other(panel: RefundPanel) -> None:
    panel.ask(ASKED, canned.NOW)
    panel.follow(replace(ASKED, refunds=(canned.asked_back("1030", reason="Cold"),)), canned.NOW)
    assert panel.isVisible()
    assert "“Cold”" in said(panel)
    other = canned.asked_back("1030", case_id=CaseId("834"))
    panel.follow(replace(ASKED, refunds=(other,)), canned.NOW)
    assert panel.isHidden(), "a finger may be on the button of the first"
    panel.ask(ASKED, canned.NOW)
    panel.follow(replace(ASKED, refunds=()), canned.NOW)
    assert panel.isHidden()
    panel.ask(ASKED, canned.NOW)
    panel.follow(replace(ASKED, actions=frozenset()), canned.NOW)
    assert panel.isHidden(), "it is being answered"


def test_it_does_not_open_for_nothing(panel: RefundPanel) -> None:
    panel.ask(replace(ASKED, refunds=()), canned.NOW)
    assert not panel.is_open
    assert panel.order_id == ""
