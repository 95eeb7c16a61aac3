"""A tunnel program of whose lives the test decides; its contract is in tests/tunnels."""

import asyncio
from collections import deque

from kitchen_app.services.links import Trouble
from kitchen_app.services.tunnel_ports import TunnelNotStarted


class FakeRun:
    """One life; `die` ends it by itself."""

    def __init__(self, *, is_connected: bool | None) -> None:
        self.connected = is_connected
        self.said = Trouble.NONE
        self.last_words = ""
        self.is_stopped = False
        self._code = asyncio.get_running_loop().create_future()

    def die(self, code: int = 1, *, words: str = "", said: Trouble = Trouble.NONE) -> None:
        self.last_words, self.said = words, said
        self._code.set_result(code)

    async def ended(self) -> int:
        code: int = await asyncio.shield(self._code)
        return code

    async def is_connected(self) -> bool | None:
        return self.connected

    async def stop(self) -> None:
        self.is_stopped = True
        if not self._code.done():
            self._code.set_result(-15)


class FakeProgram:
    """Starts lives; `refusals` are why the next starts fail, `short` how many die at once."""

    name = "cloudflared"

    def __init__(self, *, is_connected: bool | None = True) -> None:
        self.is_connected = is_connected
        self.lives: list[FakeRun] = []
        self.starts: list[float] = []
        self.refusals: deque[Trouble] = deque()
        self.short = 0

    @property
    def life(self) -> FakeRun:
        return self.lives[-1]

    async def start(self) -> FakeRun:
        self.starts.append(asyncio.get_running_loop().time())
        if self.refusals:
            raise TunnelNotStarted(self.refusals.popleft())
        run = FakeRun(is_connected=self.is_connected)
        self.lives.append(run)
        if self.short:
            self.short -= 1
            run.die(7, words="planted")
        return run
