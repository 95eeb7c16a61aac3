"""B5: a tunnel program that is kept here fails in each way; it is noticed in time and named.

The whole core runs, over real sockets and SQLite, with the tunnel as a real process. Only its
seconds pass faster: all times are those of the program.
"""

import asyncio
import os
import random
import signal
import socket
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from kitchen_app.bootstrap.core import Core
from kitchen_app.sandbox.config import SandboxConfig
from kitchen_app.sandbox.server import Sandbox
from kitchen_app.services.links import Links, Trouble
from kitchen_app.services.proof_view import Hop
from kitchen_app.services.settings import TunnelKind, TunnelSettings
from kitchen_app.services.tunnel_view import TunnelState
from tests.e2e.stage import config_for
from tests.fakes import FakeClock
from tests.reliability.tunnel_program import DIES, EXIT_CODE
from tests.tunnel import Mode
from tests.virtual_time import HurriedLoop

pytestmark = pytest.mark.alone

Record = Callable[[str, object], None]

HURRY = 40.0
NOTICED_WITHIN_S = 90.0
HEALED_WITHIN_S = 120.0
PATH = "/keeta/stage"

FAULTS: dict[str, str] = {
    Mode.EMPTY_200: Hop.WRONG_PAGE,
    Mode.STATUS_530: Hop.TUNNEL,
    Mode.HANGS: Hop.TUNNEL,
    Mode.OTHER_HOST: Hop.OTHER_NAME,
    DIES: Trouble.TUNNEL_ENDED,
}
"""What the tunnel does → the name under which it is told."""


class KeptTunnel:
    """A core that keeps the tunnel program running through which its messages come."""

    def __init__(self, core: Core, clock: FakeClock, file: Path) -> None:
        self.core = core
        self._clock = clock
        self._file = file

    @property
    def links(self) -> Links:
        return self.core.kitchen.links

    @property
    def pid(self) -> int:
        return int(self._file.with_suffix(".pid").read_text())

    @property
    def told(self) -> str:
        """The name under which something is wrong with the way to us; empty: all is well."""
        now = self._clock.now()
        return (self.links.view.cause_at(now) or self.links.view.lost_at(now)).value

    def behave(self, mode: str) -> None:
        self._file.write_text(mode)
        if mode == DIES:
            os.kill(self.pid, signal.SIGKILL)

    async def until(self, holds: Callable[[], bool], *, within_s: float) -> float:
        """Wait until the links say something; return how long it took."""
        changed = asyncio.Event()

        def note(_: object) -> None:
            changed.set()

        loop = asyncio.get_running_loop()
        began = loop.time()
        self.links.changed.connect(note)
        try:
            async with asyncio.timeout(within_s):
                while not holds():
                    await changed.wait()
                    changed.clear()
        finally:
            self.links.changed.disconnect(note)
        return loop.time() - began

    async def until_well(self) -> None:
        """Wait for a test that has come through just now."""
        before = self.links.view.proof.last_ok
        if self.core._reach is not None:
            self.core._reach.proof.want()

        def holds() -> bool:
            view = self.links.view
            is_new = view.proof.last_ok not in (None, before)
            return is_new and view.tunnel.state is TunnelState.RUNNING and not view.tunnel_trouble

        await self.until(holds, within_s=HEALED_WITHIN_S)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port


@asynccontextmanager
async def kept_tunnel(data_dir: Path) -> AsyncIterator[KeptTunnel]:
    clock = FakeClock()
    clock.follow(asyncio.get_running_loop().time)
    file = data_dir / "mode"
    file.write_text(Mode.CARRIES)
    port = free_port()
    program = (sys.executable, "-m", "tests.reliability.tunnel_program")
    async with Sandbox(SandboxConfig(seed=3)) as sandbox:
        config = config_for(sandbox, data_dir, clock=clock)
        keeta = replace(config.settings.keeta, callback_url=f"http://127.0.0.1:{port}{PATH}")
        tunnel = TunnelSettings(
            kind=TunnelKind.COMMAND, command=(*program, str(port), "{port}", str(file))
        )
        core = Core(replace(config, settings=replace(config.settings, keeta=keeta, tunnel=tunnel)))
        await core.start()
        try:
            yield KeptTunnel(core, clock, file)
        finally:
            await core.stop()


def play(story: Callable[[KeptTunnel], Awaitable[None]], data_dir: Path) -> None:
    async def whole() -> None:
        async with kept_tunnel(data_dir) as kept:
            await kept.until_well()
            await story(kept)

    with asyncio.Runner(loop_factory=partial(HurriedLoop, HURRY)) as runner:
        runner.run(whole())


async def noticed(kept: KeptTunnel, fault: str) -> float:
    """Let the tunnel fail; return how long it took until that was told, by its name."""
    kept.behave(fault)
    took_s = await kept.until(lambda: kept.told == FAULTS[fault], within_s=NOTICED_WITHIN_S)
    kept.behave(Mode.CARRIES)
    await kept.until_well()
    return took_s


def test_each_fault_of_a_tunnel_is_noticed_in_time_and_named(tmp_path: Path) -> None:
    async def story(kept: KeptTunnel) -> None:
        for fault in FAULTS:
            assert await noticed(kept, fault) <= NOTICED_WITHIN_S
        assert kept.links.view.tunnel.exit_code == EXIT_CODE
        assert kept.links.view.tunnel.last_words == "planted: no way out"

    play(story, tmp_path)


@pytest.mark.long
@pytest.mark.timeout(300)
def test_twenty_of_twenty_are_noticed(tmp_path: Path, record_property: Record) -> None:
    faults = [*FAULTS] * 4
    random.Random(8).shuffle(faults)
    took: dict[str, list[float]] = {fault: [] for fault in FAULTS}

    async def story(kept: KeptTunnel) -> None:
        for fault in faults:
            took[fault].append(await noticed(kept, fault))

    play(story, tmp_path)
    assert [len(times) for times in took.values()] == [4] * 5
    record_property("slowest_s", {fault: round(max(times)) for fault, times in took.items()})
