"""Each ask of the screen is one of the kitchen, and each look has an answer."""

import pytest
from pytestqt.qtbot import QtBot

from kitchen_app.domain.actions import ActionKind, RejectReason
from kitchen_app.domain.part_refund import Choice, InvalidRefund, RefundFault, RowId
from kitchen_app.services.errors import NotSent, Refused
from kitchen_app.ui.bridge import Bridge
from tests.ui import canned
from tests.ui.fakes import FakeKitchen

ONE = (Choice(row_id=RowId("1"), count=1),)
STEPS = (
    ActionKind.ACCEPT,
    ActionKind.COLLECT,
    ActionKind.DISPATCH,
    ActionKind.DELIVER,
    ActionKind.AGREE_REFUND,
    ActionKind.ACKNOWLEDGE,
)


@pytest.mark.parametrize("kind", STEPS)
def test_a_step_needs_the_order_only(
    qtbot: QtBot, bridge: Bridge, kitchen: FakeKitchen, kind: ActionKind
) -> None:
    bridge.asks.take_step("1", kind)
    qtbot.waitUntil(lambda: kitchen.asked == [("1", kind)])


def test_what_needs_more_is_no_step(bridge: Bridge) -> None:
    with pytest.raises(ValueError, match="refund_part"):
        bridge.asks.take_step("1", ActionKind.REFUND_PART)


def test_all_are_accepted_one_by_one(qtbot: QtBot, bridge: Bridge, kitchen: FakeKitchen) -> None:
    bridge.asks.accept_all(("1", "2"))
    wanted = [("1", ActionKind.ACCEPT), ("2", ActionKind.ACCEPT)]
    qtbot.waitUntil(lambda: kitchen.asked == wanted)


def test_everything_else_reaches_the_kitchen(
    qtbot: QtBot, bridge: Bridge, kitchen: FakeKitchen
) -> None:
    bridge.asks.take_back("1")
    bridge.asks.reject_refund("2", RejectReason.OTHER, "eaten")
    bridge.asks.refund_part("3", canned.QUESTION.wanted)
    bridge.asks.settle_by_hand("4", "touch", True)
    qtbot.waitUntil(lambda: len(kitchen.asked) == 4)
    assert kitchen.asked == [
        ("1", ActionKind.READY, "taken back"),
        ("2", ActionKind.REJECT_REFUND, RejectReason.OTHER, "eaten"),
        ("3", ActionKind.REFUND_PART, canned.QUESTION.wanted),
        ("", ActionKind.REFUND_PART, "touch", True),
    ]


def test_an_offer_and_a_price_come_back(qtbot: QtBot, bridge: Bridge) -> None:
    with qtbot.waitSignal(bridge.asks.offered) as offered:
        bridge.asks.offer("1")
    assert offered.args == ["1", canned.preview()]
    with qtbot.waitSignal(bridge.asks.priced) as priced:
        bridge.asks.price("1", ONE)
    assert priced.args == ["1", ONE, canned.preview(priced=1250)]


@pytest.mark.parametrize(
    ("error", "code", "detail"),
    [
        (InvalidRefund(RefundFault.OVER_REFUNDABLE), "over_refundable", ""),
        (Refused(7, "not this order"), "refused", "not this order"),
        (NotSent("offline"), "unreached", ""),
    ],
)
def test_a_look_that_fails_says_why(
    qtbot: QtBot, bridge: Bridge, kitchen: FakeKitchen, error: Exception, code: str, detail: str
) -> None:
    kitchen.part_refunds.error = error
    with qtbot.waitSignal(bridge.asks.preview_failed) as failed:
        bridge.asks.price("1", ONE)
    assert failed.args == ["1", ONE, code, detail]


def test_a_bug_in_a_look_is_a_fault_and_no_endless_wait(
    qtbot: QtBot, bridge: Bridge, kitchen: FakeKitchen, caplog: pytest.LogCaptureFixture
) -> None:
    kitchen.part_refunds.error = ZeroDivisionError("ours")
    with qtbot.waitSignals([bridge.fault_happened, bridge.asks.preview_failed]):
        bridge.asks.offer("1")
    assert caplog.records[-1].exc_info is not None
    caplog.clear()


def test_ticks_and_looks_reach_the_kitchen(
    qtbot: QtBot, bridge: Bridge, kitchen: FakeKitchen
) -> None:
    bridge.asks.strike("1", "1 7", True)
    bridge.asks.look("2")
    qtbot.waitUntil(lambda: kitchen.marks.looks == ["2"])
    assert kitchen.marks.struck == [("1", "1 7", True)]


def test_a_tick_that_fails_is_a_fault_of_ours(
    qtbot: QtBot, bridge: Bridge, kitchen: FakeKitchen, caplog: pytest.LogCaptureFixture
) -> None:
    kitchen.marks.error = RuntimeError("planted")
    with qtbot.waitSignal(bridge.fault_happened):
        bridge.asks.strike("1", "1 7", True)
    assert "An ask of the screen failed" in caplog.text
    caplog.clear()


def test_what_came_on_the_screen_is_told(
    bridge: Bridge, kitchen: FakeKitchen, qtbot: QtBot
) -> None:
    bridge.asks.note_shown(("1", "2"))
    qtbot.waitUntil(lambda: kitchen.witness.seen == ["1", "2"])
