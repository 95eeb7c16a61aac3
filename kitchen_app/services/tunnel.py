"""Keeping the tunnel program alive, and starting it anew when nothing comes through it.

Whether it carries messages only the test of the receiving path proves (`services.proof`). This
looks after the program: it starts it, asks it how it is, names what it cannot mend. See
docs/decisions/0046.
"""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from kitchen_app.base.backoff import Backoff
from kitchen_app.base.clock import Clock
from kitchen_app.services.links import Links, Trouble
from kitchen_app.services.proof_view import Hop
from kitchen_app.services.tunnel_ports import TunnelNotStarted, TunnelProgram, TunnelRun
from kitchen_app.services.tunnel_view import TunnelState, TunnelView

logger = logging.getLogger(__name__)

LOOK_EVERY_S = 3.0
SETTLED_AFTER_S = 10.0
"""A program that cannot be asked, and has not ended so long, counts as running."""
OFFLINE_AFTER_S = 20.0
"""So long it may take to reach its provider, also after a short fault of the line."""
LONGEST_PAUSE_S = 30.0
"""Keeta repeats a message a minute apart, three times: each repeat meets one of our attempts."""
FIRST_PATIENCE_S = 45.0
"""So long the program has lived, and half as long tests got lost, before it is started anew."""
LONGEST_PATIENCE_S = 900.0

_HEALTHY_AFTER_S = 60.0
_TOLD_AFTER = 2
"""A program that ends once is back in a second; what ends twice in a minute is a fault."""

_MENDED_BY_A_START = frozenset({Hop.TUNNEL, Hop.WRONG_PAGE, Hop.ANSWER})
"""A tunnel that hangs, or answers in our place (cloudflared issue 514), or loses our answers."""


class Tunnel:
    """Runs a tunnel program for ever; `prove` has the receiving path tested now."""

    def __init__(
        self, *, program: TunnelProgram, links: Links, clock: Clock, prove: Callable[[], None]
    ) -> None:
        self._program = program
        self._links = links
        self._clock = clock
        self._prove = prove
        self._view = TunnelView(state=TunnelState.STARTING, name=program.name, since=clock.now())
        self._trouble = Trouble.NONE
        self._short_lives = 0
        self._patience_s = FIRST_PATIENCE_S
        self._first_up = asyncio.Event()

    async def wait_until_up(self, *, within_s: float) -> None:
        """Wait until it carries messages for the first time, but no longer than that."""
        try:
            async with asyncio.timeout(within_s):
                await self._first_up.wait()
        except TimeoutError:
            return

    async def run(self) -> None:
        """Service: keep the program running, and end it when this is cancelled."""
        backoff = Backoff(first_s=1.0, limit_s=LONGEST_PAUSE_S)
        loop = asyncio.get_running_loop()
        while True:
            began_s = loop.time()
            self._show(TunnelState.STARTING)
            has_ended = await self._live()
            self._view = replace(self._view, starts_again=self._view.starts_again + 1)
            if not has_ended:
                continue
            if loop.time() - began_s >= _HEALTHY_AFTER_S:
                backoff.reset()
            self._show(TunnelState.WAITING)
            self._prove()
            await asyncio.sleep(backoff.next())

    async def _live(self) -> bool:
        """See the program through one life; tell whether it ended without our doing."""
        try:
            run = await self._program.start()
        except TunnelNotStarted as error:
            logger.info("%s", error)
            self._trouble = error.trouble
            return True
        try:
            return await self._attend(run)
        finally:
            await run.stop()

    async def _attend(self, run: TunnelRun) -> bool:
        loop = asyncio.get_running_loop()
        began_s = up_s = loop.time()
        while True:
            try:
                async with asyncio.timeout(LOOK_EVERY_S):
                    code = await run.ended()
            except TimeoutError:
                is_connected = await run.is_connected()
                age_s = loop.time() - began_s
                if _is_up(run, is_connected, age_s):
                    up_s = loop.time()
                    self._note_up()
                else:
                    self._note_down(run, is_connected, loop.time() - up_s)
                if self._must_start_anew(run, age_s):
                    return False
            else:
                self._note_end(run, code, loop.time() - began_s)
                return True

    def _note_up(self) -> None:
        self._trouble = Trouble.NONE
        was_running = self._view.state is TunnelState.RUNNING
        self._show(TunnelState.RUNNING)
        if not was_running:
            self._first_up.set()
            self._prove()

    def _note_down(self, run: TunnelRun, is_connected: bool | None, down_s: float) -> None:
        """Tell why it carries nothing, if that is known; a short fault of the line is none."""
        if run.said:
            self._trouble = run.said
        elif is_connected is False and down_s >= OFFLINE_AFTER_S:
            self._trouble = Trouble.TUNNEL_OFFLINE
        else:
            return
        self._show(TunnelState.STARTING)

    def _must_start_anew(self, run: TunnelRun, age_s: float) -> bool:
        """Tell whether tests have got lost for so long that a new start may mend it.

        Without internet (`Hop.INTERNET`) it would not, nor with a token that is refused. Each
        start in vain makes the next one wait twice as long.
        """
        now, lost = self._clock.now(), self._links.view.proof
        hop = self._links.view.lost_at(now)
        if not lost.hop:
            self._patience_s = FIRST_PATIENCE_S
        if hop not in _MENDED_BY_A_START or lost.since is None or run.said:
            return False
        if age_s < self._patience_s or now - lost.since < timedelta(seconds=FIRST_PATIENCE_S / 2):
            return False
        logger.info("Nothing comes through the tunnel (%s): it is started anew", hop)
        self._patience_s = min(self._patience_s * 2, LONGEST_PATIENCE_S)
        return True

    def _note_end(self, run: TunnelRun, code: int, age_s: float) -> None:
        logger.info("The tunnel program ended with code %d after %.0f s", code, age_s)
        self._short_lives = 1 if age_s >= _HEALTHY_AFTER_S else self._short_lives + 1
        if run.said:
            self._trouble = run.said
        elif self._short_lives >= _TOLD_AFTER:
            self._trouble = Trouble.TUNNEL_ENDED
        self._view = replace(self._view, exit_code=code, last_words=run.last_words)

    def _show(self, state: TunnelState) -> None:
        if state is not self._view.state:
            self._view = replace(self._view, state=state, since=self._clock.now())
        self._links.tunnel_is(self._view, self._trouble)


def _is_up(run: TunnelRun, is_connected: bool | None, age_s: float) -> bool:
    if is_connected is None:
        return age_s >= SETTLED_AFTER_S and not run.said
    return is_connected
