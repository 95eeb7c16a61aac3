"""The line is cut, and is back: what came meanwhile is red and named until somebody has seen it."""

import gc
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kitchen_app.base.clock import ScaledClock
from kitchen_app.domain.absence import Meanwhile
from kitchen_app.sandbox.config import SandboxConfig
from kitchen_app.sandbox.faults import EventFault, EventFaultKind
from kitchen_app.services.links import Trouble
from kitchen_app.ui.board.card import OrderCard
from kitchen_app.ui.i18n import tr
from tests.e2e.stage import Stage, emulated_keeta, program
from tests.toxics import HEALTHY, Line, Toxic

# A connection that is given up while it comes about leaves its socket to the garbage collector
# (anyio, below httpx).
pytestmark = pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning")

SPEED = 10.0
WITHIN_MS = 15_000
AWAY_S = 60.0
CUT = Toxic(name="refused", refuses=True)

Wait = Callable[[Callable[[], bool]], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shop:
    """The whole program, and the line between it and Keeta."""

    stage: Stage
    line: Line
    clock: ScaledClock

    def becomes(self, toxic: Toxic) -> None:
        self.stage.keeta.submit(self.line.become(toxic)).result(timeout=5)

    def spoil(self, event_id: int, kind: EventFaultKind) -> None:
        """Let the next event of a kind not reach us for now, as when nobody answers Keeta."""
        fault = EventFault(kind=kind, delay_s=AWAY_S)
        self.stage.keeta.call_soon(lambda: self.stage.sandbox.faults.next_event(event_id, fault))

    def banner(self) -> str:
        look = self.stage.desk.window.banner.look
        return f"{look.title}\n{look.cure}" if look else ""

    def card(self, order_id: int) -> OrderCard | None:
        return self.stage.desk.window.board.cards.get(str(order_id))

    def meanwhile(self, order_id: int) -> Meanwhile | None:
        card = self.card(order_id)
        return card.card.meanwhile if card is not None else None


@pytest.fixture
def shop(qtbot: QtBot, tmp_path: Path) -> Iterator[Shop]:
    clock = ScaledClock(SPEED)
    with emulated_keeta(SandboxConfig(seed=7, speed=SPEED), clock) as (sandbox, keeta):
        line = Line(sandbox.port)
        keeta.submit(line.open()).result(timeout=5)
        base_url = sandbox.base_url.replace(str(sandbox.port), str(line.port))
        with program(tmp_path, sandbox, keeta, clock=clock, base_url=base_url) as stage:
            yield Shop(stage=stage, line=line, clock=clock)
        keeta.submit(line.close()).result(timeout=5)
    gc.collect()  # here, where it is allowed for, and not in whatever test comes next


@pytest.fixture
def wait(qtbot: QtBot) -> Wait:
    def until(condition: Callable[[], bool]) -> None:
        qtbot.waitUntil(condition, timeout=WITHIN_MS)

    return until


def test_what_came_and_was_lost_while_the_line_was_down_is_named(shop: Shop, wait: Wait) -> None:
    stage = shop.stage
    known = stage.place()
    wait(lambda: shop.card(known) is not None)
    cut_at = shop.clock.now()
    shop.becomes(CUT)
    wait(lambda: tr(f"trouble.{Trouble.UNREACHABLE.value}") in shop.banner())
    assert (shop.clock.now() - cut_at).total_seconds() <= 10
    assert tr("away.works_offline") in shop.banner()
    assert tr("away.proved_now") in shop.banner()
    shop.spoil(1001, EventFaultKind.DELAYED)
    shop.spoil(1004, EventFaultKind.LOST)
    missed = stage.place()
    stage.keeta.call_soon(lambda: stage.sandbox.cancel_by_service(known))
    back_at = cut_at.timestamp() + AWAY_S * 0.7
    wait(lambda: shop.clock.now().timestamp() >= back_at)
    assert shop.card(missed) is None
    shop.becomes(HEALTHY)
    wait(lambda: shop.meanwhile(known) is Meanwhile.LOST)
    wait(lambda: shop.meanwhile(missed) is Meanwhile.CAME)
    came, lost = shop.card(missed), shop.card(known)
    assert came is not None
    assert lost is not None
    wait(lambda: came.card.order.number in shop.banner())
    assert lost.card.order.number in shop.banner()
    assert [came.property("tone"), lost.property("tone")] == ["late", "late"]
    QTest.mouseClick(came, Qt.MouseButton.LeftButton, pos=came.rect().center())
    wait(lambda: shop.meanwhile(missed) is None)
    wait(lambda: came.card.order.number not in shop.banner())
    assert lost.card.order.number in shop.banner()
    stage.desk.window.banner.button.click()
    wait(lambda: shop.meanwhile(known) is None)
    wait(lambda: not shop.banner())
