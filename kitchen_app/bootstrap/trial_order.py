"""One order's way through the whole program: from an emulated Keeta to the board and onto paper.

Everything runs as in an installation, in a folder of its own and on this machine's loopback only:
neither the keyring nor the owner's data are touched, and nothing is heard.
"""

import asyncio
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from kitchen_app.base.clock import SystemClock
from kitchen_app.base.errors import KnownError
from kitchen_app.base.loop_thread import LoopThread
from kitchen_app.bootstrap.core import Core
from kitchen_app.bootstrap.core_config import CoreConfig
from kitchen_app.bootstrap.demo import secrets_for, settings_for, vault_for
from kitchen_app.bootstrap.paper import PaperPainter
from kitchen_app.domain.order import OrderId, Status
from kitchen_app.domain.tickets import Copy, Ticket
from kitchen_app.sandbox.config import SandboxConfig
from kitchen_app.sandbox.server import Sandbox
from kitchen_app.services.alarm import Ring, Sound
from kitchen_app.services.settings import LANGUAGES, Settings

if TYPE_CHECKING:
    from kitchen_app.bootstrap.window import Desk
    from kitchen_app.ui.sounds import SoundProblem

_WITHIN_S = 15.0
_ZONE = "Asia/Riyadh"
_PAPER_DOTS = 576
_SHORTEST_PAPER = 200
_LEAST_INK = 0.01
_FEWEST_COLOURS = 10
"""An empty window has hardly any."""


class NotPlayed(KnownError):
    """The order did not come through; the text says where it stayed."""


class TrialOrder:
    """Play the order with `play`, then look at what became of it; a `with` block ends it all."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._stack = ExitStack()
        self._order_id = OrderId("")
        self._core: Core | None = None
        self._painter: PaperPainter | None = None
        self._core_thread = LoopThread("core")

    def __enter__(self) -> "TrialOrder":
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def play(self) -> str:
        """Have an order placed at the emulated Keeta, take it, accept it.

        Raises:
            NotPlayed: it did not arrive, or Keeta never heard that it was accepted.
        """
        keeta = self._running("sandbox", LoopThread("sandbox"))
        config = SandboxConfig()
        sandbox = Sandbox(config)
        keeta.submit(sandbox.start()).result(_WITHIN_S)
        self._stack.callback(lambda: keeta.submit(sandbox.stop()).result(_WITHIN_S))
        thread = self._running("core", self._core_thread)
        settings = settings_for(sandbox, _ZONE)
        core = thread.submit(_started(self._folder, settings, config)).result(_WITHIN_S)
        self._stack.callback(lambda: thread.submit(core.stop()).result(_WITHIN_S))
        keeta.call_soon(partial(sandbox.set_callback_url, core.callback_url))
        placed = keeta.submit(sandbox.place_order()).result(_WITHIN_S)
        self._order_id = OrderId(str(placed))
        thread.submit(_accepted(core, self._order_id)).result(2 * _WITHIN_S)
        keeta.submit(_has_heard(sandbox, placed)).result(_WITHIN_S)
        self._core, self._painter = core, PaperPainter(settings, self._folder)
        return "placed, told, shown, accepted, confirmed"

    def draw_board(self) -> str:
        """Open the window, find the order's card on it, and draw it.

        Raises:
            NotPlayed: there is no order, no card of it, or nothing to be seen.
        """
        from kitchen_app.bootstrap.window import application, loop_factory, open_desk

        core, _ = self._played()
        desk = open_desk(core.kitchen, self._core_thread, _Silence(), demo=True)
        try:
            with asyncio.Runner(loop_factory=loop_factory(application())) as runner:
                runner.run(_card_shown(desk, self._order_id))
            picture = desk.window.grab().toImage()
        finally:
            desk.close()
            desk.window.deleteLater()
        wide, high = picture.width(), picture.height()
        seen = {picture.pixel(x, y) for x in range(0, wide, 16) for y in range(0, high, 16)}
        if len(seen) < _FEWEST_COLOURS:
            raise NotPlayed("The board was drawn empty.")
        return f"{wide} x {high} dots, {len(desk.window.board.cards)} card"

    def draw_ticket(self) -> str:
        """Draw the kitchen's paper in each language.

        Raises:
            NotPlayed: there is no order, or hardly anything stands on its paper.
        """
        core, painter = self._played()
        painter.begin()
        order = core.kitchen.board.cards[self._order_id].order
        ticket = Ticket(copy=Copy.KITCHEN, order=order, printed_at=SystemClock().now())
        heights = []
        for language in LANGUAGES:
            painter.speak((language,))
            paper = painter.paint(ticket, width=_PAPER_DOTS)
            ink = sum(map(int.bit_count, paper.rows)) / (paper.width * max(1, paper.height))
            if paper.height < _SHORTEST_PAPER or ink < _LEAST_INK:
                raise NotPlayed(f"The paper in {language} came out empty.")
            heights.append(paper.height)
        return f"{_PAPER_DOTS} dots wide, {', '.join(map(str, heights))} long"

    def _played(self) -> tuple[Core, PaperPainter]:
        if self._core is None or self._painter is None:
            raise NotPlayed("Not tried: there is no order to show.")
        return self._core, self._painter

    def _running(self, name: str, thread: LoopThread) -> LoopThread:
        thread.start()
        self._stack.callback(thread.stop)
        return thread


class _Silence:
    """A loudspeaker that nobody hears."""

    def play_loop(self, ring: Ring) -> None: ...

    def play_once(self, sound: Sound) -> None: ...

    def stop(self) -> None: ...

    def problem(self) -> "SoundProblem | None":
        return None


async def _started(folder: Path, settings: Settings, config: SandboxConfig) -> Core:
    core = Core(
        CoreConfig(
            data_dir=folder,
            settings=settings,
            secrets=secrets_for(config),
            clock=SystemClock(),
            vault=vault_for(config),
        )
    )
    await core.start()
    return core


async def _accepted(core: Core, order_id: OrderId) -> None:
    cards = core.kitchen.board.cards
    await _until(core, lambda: order_id in cards, "The order did not arrive.")
    await core.kitchen.accept(order_id)
    await _until(
        core,
        lambda: cards[order_id].order.status is Status.ACCEPTED,
        "The order was not accepted.",
    )


async def _until(core: Core, holds: Callable[[], bool], complaint: str) -> None:
    """Wait until something holds that a change of cards brings about."""
    changed = asyncio.Event()

    def note(_card: object) -> None:
        changed.set()

    core.kitchen.board.card_changed.connect(note)
    try:
        async with asyncio.timeout(_WITHIN_S):
            while not holds():
                await changed.wait()
                changed.clear()
    except TimeoutError:
        raise NotPlayed(complaint) from None
    finally:
        core.kitchen.board.card_changed.disconnect(note)


async def _has_heard(sandbox: Sandbox, order_view_id: int) -> None:
    if sandbox.order(order_view_id).phase.value != "accepted":
        raise NotPlayed("Keeta did not hear that the order was accepted.")


async def _card_shown(desk: "Desk", order_id: OrderId) -> None:
    shown = asyncio.Event()

    def note(_cards: object) -> None:
        shown.set()

    desk.bridge.cards_changed.connect(note)
    try:
        async with asyncio.timeout(_WITHIN_S):
            while order_id not in desk.window.board.cards:
                await shown.wait()
                shown.clear()
    except TimeoutError:
        raise NotPlayed("The board shows no card of the order.") from None
    finally:
        desk.bridge.cards_changed.disconnect(note)
