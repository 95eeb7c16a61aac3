"""The recipient is fetched off the screen's thread, and what fails is said with its cure."""

import pytest
from pytestqt.qtbot import QtBot

from kitchen_app.base.errors import KnownError
from kitchen_app.domain.order import OrderId
from kitchen_app.services.errors import (
    AuthorisationEnded,
    Busy,
    NotSent,
    NotStored,
    OutcomeUnknown,
    Refused,
)
from kitchen_app.ui.bridge import Bridge
from tests.ui.canned_recipient import RECIPIENT
from tests.ui.fakes import FakeKitchen


def test_who_gets_it_is_told(qtbot: QtBot, bridge: Bridge, kitchen: FakeKitchen) -> None:
    asks = bridge.asks.recipient
    kitchen.recipients.known = {OrderId("77"): RECIPIENT}
    with qtbot.waitSignal(asks.told) as told:
        asks.look("77")
    assert told.args == ["77", RECIPIENT]
    with qtbot.waitSignal(asks.not_ours) as others:
        asks.look("78")
    assert others.args == ["78"]


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (NotSent("no network"), "Check the internet"),
        (Busy("slow", retry_after_s=3), "Wait a moment"),
        (AuthorisationEnded("over"), "Connect the shop again"),
        (OutcomeUnknown("lost"), "did not answer"),
        (Refused(115000999, "not today"), "\u2068not today (115000999)\u2069. Try again"),
        (Refused(115000999, ""), "\u2068(115000999)\u2069"),
        (NotStored("The disk is gone."), "The disk is gone."),
    ],
)
def test_why_nobody_knows_is_told_with_its_cure(
    qtbot: QtBot, bridge: Bridge, kitchen: FakeKitchen, error: KnownError, words: str
) -> None:
    kitchen.recipients.error = error
    asks = bridge.asks.recipient
    with qtbot.assertNotEmitted(bridge.fault_happened), qtbot.waitSignal(asks.not_told) as told:
        asks.look("77")
    assert told.args[0] == "77"
    assert words in told.args[1]


def test_a_bug_of_ours_is_told_as_one(
    qtbot: QtBot, bridge: Bridge, kitchen: FakeKitchen, caplog: pytest.LogCaptureFixture
) -> None:
    kitchen.recipients.error = RuntimeError("planted")
    asks = bridge.asks.recipient
    with qtbot.waitSignals([bridge.fault_happened, asks.not_told]):
        asks.look("77")
    caplog.clear()
