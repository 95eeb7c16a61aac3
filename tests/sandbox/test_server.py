"""Starting, stopping and serving."""

import aiohttp
import pytest

from kitchen_app.base.clock import ScaledClock
from kitchen_app.base.errors import KnownError
from kitchen_app.sandbox.config import SandboxConfig
from kitchen_app.sandbox.errors import PortInUseError
from kitchen_app.sandbox.server import Sandbox


async def test_base_url_names_the_bound_port() -> None:
    async with Sandbox(SandboxConfig()) as sandbox:
        assert sandbox.port > 0
        assert sandbox.base_url == f"http://127.0.0.1:{sandbox.port}/api/open"
        assert isinstance(sandbox.clock, ScaledClock)


async def test_port_in_use_names_the_cure() -> None:
    async with Sandbox(SandboxConfig()) as first:
        second = Sandbox(SandboxConfig(port=first.port))
        with pytest.raises(PortInUseError, match="choose another port with --port"):
            await second.start()
        await second.stop()
    assert issubclass(PortInUseError, KnownError)


async def test_port_is_free_after_stop(session: aiohttp.ClientSession) -> None:
    async with Sandbox(SandboxConfig()) as first:
        port = first.port
    async with Sandbox(SandboxConfig(port=port)):
        await _answers(session, f"http://127.0.0.1:{port}/_sandbox/orders")


async def test_orders_lists_every_order() -> None:
    async with Sandbox(SandboxConfig()) as sandbox:
        placed = [await sandbox.place_order() for _ in range(3)]
        assert [snapshot.order_view_id for snapshot in sandbox.orders()] == placed


async def _answers(session: aiohttp.ClientSession, url: str) -> None:
    """Return once the address answers; each try gives the server a turn of the loop."""
    while True:
        try:
            async with session.get(url) as answer:
                assert answer.status == 200
                return
        except aiohttp.ClientConnectionError:
            continue
