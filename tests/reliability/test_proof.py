"""The proof light over real sockets: emulated Keeta, core, listener, SQLite and a tunnel."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import httpx
import pytest

from kitchen_app.base.clock import SystemClock
from kitchen_app.bootstrap.core import Core
from kitchen_app.sandbox.config import SandboxConfig
from kitchen_app.sandbox.server import Sandbox
from kitchen_app.services.links import Links, LinkState
from kitchen_app.services.proof import Proof
from kitchen_app.services.proof_view import Hop
from kitchen_app.store.database import open_read_only
from kitchen_app.store.models import InboxRow
from tests.e2e.stage import config_for
from tests.tunnel import Mode, Tunnel, open_tunnel

pytestmark = pytest.mark.alone

TRIES = 20
PATH = "/keeta/stage"
NOTICED_WITHIN_S = 90


@dataclass
class Shop:
    """A core whose public address is a tunnel."""

    core: Core
    tunnel: Tunnel
    sandbox: Sandbox
    data_dir: Path

    @property
    def links(self) -> Links:
        return self.core.kitchen.links

    @property
    def proof(self) -> Proof:
        assert self.core._reach is not None
        return self.core._reach.proof

    async def until(self, holds: Callable[[], bool], *, within_s: float) -> float:
        """Wait until the links say something; return how long it took."""
        changed = asyncio.Event()

        def note(_: object) -> None:
            changed.set()

        loop = asyncio.get_running_loop()
        began = loop.time()
        self.links.changed.connect(note)
        async with asyncio.timeout(within_s):
            while not holds():
                await changed.wait()
                changed.clear()
        self.links.changed.disconnect(note)
        return loop.time() - began

    def inbox_rows(self) -> int:
        database = open_read_only(self.data_dir)
        count: int = InboxRow.select().bind(database.peewee).count()
        database.close()
        return count


@asynccontextmanager
async def shop_behind(
    tunnel: Tunnel, data_dir: Path, *, url: str | None = None, is_public: bool = True
) -> AsyncIterator[Shop]:
    async with Sandbox(SandboxConfig(seed=3)) as sandbox:
        config = config_for(sandbox, data_dir)
        if is_public:
            public = url or f"http://127.0.0.1:{tunnel.port}{PATH}"
            keeta = replace(config.settings.keeta, callback_url=public)
            config = replace(config, settings=replace(config.settings, keeta=keeta))
        core = Core(config)
        await core.start()
        tunnel.target_port = core._server.port
        try:
            yield Shop(core, tunnel, sandbox, data_dir)
        finally:
            await core.stop()


@pytest.fixture
async def tunnel() -> AsyncIterator[Tunnel]:
    async with open_tunnel() as made:
        yield made


async def test_the_good_way_is_proved_and_leaves_nothing_behind(
    tmp_path: Path, tunnel: Tunnel
) -> None:
    async with shop_behind(tunnel, tmp_path) as shop:
        await shop.until(lambda: shop.links.view.proof.last_ok is not None, within_s=10)
        for _ in range(TRIES):
            assert await shop.proof.prove() is Hop.NONE
        assert len(tunnel.carried) >= TRIES + 1
        assert shop.inbox_rows() == 0
        assert not shop.core.kitchen.board.cards
        assert shop.links.view.proof.is_public
        assert shop.links.view.receiving.state is LinkState.UNPROVED
        assert shop.links.view.proved_at is not None


@pytest.mark.parametrize(
    ("mode", "hop"),
    [
        (Mode.EMPTY_200, Hop.WRONG_PAGE),
        (Mode.HTML_200, Hop.WRONG_PAGE),
        (Mode.YES_200, Hop.WRONG_PAGE),
        (Mode.REDIRECT, Hop.WRONG_PAGE),
        (Mode.NOT_FOUND, Hop.WRONG_PAGE),
        (Mode.STATUS_502, Hop.TUNNEL),
        (Mode.STATUS_530, Hop.TUNNEL),
        (Mode.HANGS, Hop.TUNNEL),
        (Mode.HANGS_UP, Hop.TUNNEL),
        (Mode.OTHER_HOST, Hop.OTHER_NAME),
        (Mode.CHANGED, Hop.SIGNATURE),
        (Mode.ANSWER_LOST, Hop.ANSWER),
    ],
)
async def test_each_failure_of_a_tunnel_is_seen_each_time(
    tmp_path: Path, tunnel: Tunnel, mode: Mode, hop: Hop
) -> None:
    async with shop_behind(tunnel, tmp_path) as shop:
        await shop.until(lambda: shop.links.view.proof.last_ok is not None, within_s=10)
        assert shop.core._reach is not None
        shop.core._reach.prober._within_s = 0.3 if mode is Mode.HANGS else 10
        tunnel.elsewhere = f"http://127.0.0.1:{tunnel.target_port}{PATH}".encode()
        tunnel.mode = mode
        assert [await shop.proof.prove() for _ in range(TRIES)] == [hop] * TRIES
        tunnel.mode = Mode.CARRIES
        assert await shop.proof.prove() is Hop.NONE
        assert shop.inbox_rows() == 0


async def test_a_tunnel_that_is_gone_is_seen_each_time(tmp_path: Path, tunnel: Tunnel) -> None:
    async with shop_behind(tunnel, tmp_path) as shop:
        await shop.until(lambda: shop.links.view.proof.last_ok is not None, within_s=10)
        await tunnel.close()
        assert [await shop.proof.prove() for _ in range(TRIES)] == [Hop.TUNNEL] * TRIES
        await shop.sandbox.stop()
        assert [await shop.proof.prove() for _ in range(TRIES)] == [Hop.INTERNET] * TRIES


async def test_the_running_program_tells_of_it_and_of_its_end(
    tmp_path: Path, tunnel: Tunnel
) -> None:
    tunnel.mode = Mode.EMPTY_200
    async with shop_behind(tunnel, tmp_path) as shop:
        links = shop.links
        now = SystemClock().now
        noticed_s = await shop.until(
            lambda: links.view.lost_at(now()) is Hop.WRONG_PAGE, within_s=NOTICED_WITHIN_S
        )
        assert noticed_s <= 6, "two tests, five seconds apart"
        tunnel.mode = Mode.CARRIES
        shop.proof.want()
        await shop.until(lambda: not links.view.proof.hop, within_s=2)


async def test_without_a_public_address_only_this_computer_is_proved(
    tmp_path: Path, tunnel: Tunnel
) -> None:
    async with shop_behind(tunnel, tmp_path, is_public=False) as shop:
        await shop.until(lambda: shop.links.view.proof.last_ok is not None, within_s=10)
        assert not shop.links.view.proof.is_public
        assert shop.links.view.proved_at is None
        assert tunnel.carried == []


async def test_a_test_played_again_by_an_outsider_has_no_effect(
    tmp_path: Path, tunnel: Tunnel
) -> None:
    async with shop_behind(tunnel, tmp_path) as shop:
        await shop.until(lambda: shop.links.view.proof.last_ok is not None, within_s=10)
        before = shop.links.view
        body = tunnel.carried[0].partition(b"\r\n\r\n")[2]
        async with httpx.AsyncClient() as outsider:
            for _ in range(TRIES):
                answer = await outsider.post(
                    shop.core.callback_url,
                    content=body,
                    headers={"Content-Type": "application/json"},
                )
                assert answer.json()["code"] == 0
        assert shop.inbox_rows() == 0
        assert shop.links.view == before
        assert not shop.core.kitchen.board.cards
