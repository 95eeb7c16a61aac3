"""Facts cross to the UI thread in batches, asks cross to the core."""

import threading
from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from kitchen_app.base.loop_thread import LoopThread
from kitchen_app.domain.actions import ActionKind, CancelReason
from kitchen_app.domain.part_refund import InvalidRefund, RefundFault
from kitchen_app.services.board import CardView
from kitchen_app.services.preferences import Setting
from kitchen_app.ui.bridge import Bridge
from tests.ui import canned
from tests.ui.fakes import FakeKitchen


class Listener:
    """Remembers what the bridge told, and on which thread."""

    def __init__(self, bridge: Bridge) -> None:
        self.batches: list[tuple[CardView, ...]] = []
        self.removed: list[str] = []
        self.threads: set[int] = set()
        bridge.cards_changed.connect(self.take_cards)
        bridge.card_removed.connect(self.removed.append)

    def take_cards(self, cards: tuple[CardView, ...]) -> None:
        self.batches.append(cards)
        self.threads.add(threading.get_ident())


def test_it_loads_the_board_and_the_links(
    qtbot: QtBot, bridge: Bridge, kitchen: FakeKitchen
) -> None:
    kitchen.cards = tuple(canned.states().values())
    listener = Listener(bridge)
    with qtbot.waitSignal(bridge.links_changed):
        bridge.start()
    told = [card for batch in listener.batches for card in batch]
    assert tuple(told) == kitchen.cards
    assert listener.threads == {threading.get_ident()}


def test_many_changes_arrive_as_one(
    qtbot: QtBot, bridge: Bridge, kitchen: FakeKitchen, core: LoopThread
) -> None:
    with qtbot.waitSignal(bridge.links_changed):
        bridge.start()
    listener = Listener(bridge)
    first = canned.card(canned.order("1"))
    second = replace(first, pending=None, actions=frozenset())
    other = canned.card(canned.order("2"))

    async def change() -> None:
        for view in (first, other, second):
            kitchen.board.card_changed.emit(view)
        kitchen.board.card_removed.emit(other.order_id)

    with qtbot.waitSignal(bridge.card_removed):
        core.submit(change()).result(5)
    assert listener.batches == [(second,)]
    assert listener.removed == [other.order_id]


def test_asks_reach_the_kitchen(
    qtbot: QtBot, bridge: Bridge, kitchen: FakeKitchen, core: LoopThread
) -> None:
    bridge.asks.take_step("1", ActionKind.ACCEPT)
    bridge.asks.take_step("2", ActionKind.READY)
    bridge.asks.cancel("3", CancelReason.OTHER, "no gas")
    qtbot.waitUntil(lambda: len(kitchen.asked) == 3)
    assert kitchen.asked == [
        ("1", ActionKind.ACCEPT),
        ("2", ActionKind.READY, "can undo"),
        ("3", ActionKind.CANCEL, CancelReason.OTHER, "no gas"),
    ]


def test_a_touch_that_came_too_late_is_told(
    qtbot: QtBot, bridge: Bridge, kitchen: FakeKitchen
) -> None:
    kitchen.refuses = True
    with qtbot.waitSignal(bridge.action_not_allowed) as told:
        bridge.asks.take_step("1", ActionKind.ACCEPT)
    assert told.args == ["1", ActionKind.ACCEPT]


def test_a_bug_of_ours_is_logged_and_told(
    qtbot: QtBot, bridge: Bridge, kitchen: FakeKitchen, caplog: pytest.LogCaptureFixture
) -> None:
    kitchen.error = ZeroDivisionError("ours")
    with qtbot.waitSignal(bridge.fault_happened):
        bridge.asks.take_step("1", ActionKind.READY)
    assert caplog.records[-1].exc_info is not None
    caplog.clear()


def test_an_ask_after_the_core_has_ended_is_a_fault_not_a_crash(
    qtbot: QtBot, bridge: Bridge, core: LoopThread, caplog: pytest.LogCaptureFixture
) -> None:
    core.stop()
    with qtbot.waitSignal(bridge.fault_happened):
        bridge.asks.take_step("1", ActionKind.ACCEPT)
    bridge.stop()
    caplog.clear()


def test_nothing_is_told_after_stop(
    qtbot: QtBot, bridge: Bridge, kitchen: FakeKitchen, core: LoopThread
) -> None:
    with qtbot.waitSignal(bridge.links_changed):
        bridge.start()
    listener = Listener(bridge)
    bridge.stop()

    async def change() -> None:
        kitchen.board.card_changed.emit(canned.card(canned.order("1")))

    core.submit(change()).result(5)
    with qtbot.assertNotEmitted(bridge.cards_changed, wait=20):
        pass
    assert listener.batches == []


def test_a_refund_that_must_not_be_sent_is_told_by_its_fault(
    qtbot: QtBot, bridge: Bridge, kitchen: FakeKitchen
) -> None:
    kitchen.error = InvalidRefund(RefundFault.OVER_REFUNDABLE)
    with qtbot.waitSignal(bridge.refund_refused) as told:
        bridge.asks.refund_part("1", canned.QUESTION.wanted)
    assert told.args == ["1", RefundFault.OVER_REFUNDABLE]


def test_what_is_read_comes_back_on_the_thread_of_the_screen(qtbot: QtBot, bridge: Bridge) -> None:
    threads: list[int] = []
    bridge.asks.offered.connect(lambda *_: threads.append(threading.get_ident()))
    with qtbot.waitSignal(bridge.asks.offered):
        bridge.asks.offer("1")
    assert threads == [threading.get_ident()]


def test_a_look_after_the_core_has_ended_is_a_fault(
    qtbot: QtBot, bridge: Bridge, core: LoopThread, caplog: pytest.LogCaptureFixture
) -> None:
    core.stop()
    with qtbot.waitSignal(bridge.fault_happened):
        bridge.asks.offer("1")
    caplog.clear()


def test_a_choice_is_told(
    qtbot: QtBot, bridge: Bridge, kitchen: FakeKitchen, core: LoopThread
) -> None:
    with qtbot.waitSignal(bridge.links_changed):
        bridge.start()
    with qtbot.waitSignal(bridge.settings_changed) as told:
        core.submit(kitchen.preferences.change({Setting.SCALE: 1.2}))
    assert told.args == [kitchen.preferences.chosen]
    bridge.stop()
    core.submit(kitchen.preferences.change({Setting.SCALE: 1.4})).result(timeout=5)


def test_everything_is_told_again_at_once(
    qtbot: QtBot, bridge: Bridge, kitchen: FakeKitchen, core: LoopThread
) -> None:
    first, second = canned.card(canned.order("1")), canned.card(canned.order("2"))
    kitchen.cards = (first, second)
    with qtbot.waitSignal(bridge.links_changed):
        bridge.start()
    with qtbot.waitSignal(bridge.card_removed):
        core.call_soon(lambda: kitchen.board.card_removed.emit(first.order.order_id))
    listener = Listener(bridge)
    with qtbot.waitSignal(bridge.links_changed):
        bridge.retell()
    assert listener.batches == [(second,)]


def test_before_anything_was_told_nothing_is_told_again(qtbot: QtBot, bridge: Bridge) -> None:
    with qtbot.assertNotEmitted(bridge.cards_changed), qtbot.assertNotEmitted(bridge.links_changed):
        bridge.retell()
