"""The parts of one world belong together."""

from kitchen_app.sandbox.config import SandboxConfig
from kitchen_app.sandbox.server import Sandbox


async def test_the_server_shows_the_parts_of_its_world() -> None:
    async with Sandbox(SandboxConfig(orders_per_minute=1)) as sandbox:
        world = sandbox.world
        assert sandbox.book is world.book
        assert sandbox.refunds is world.refunds
        assert sandbox.faults is world.faults
        assert world.demo_flow() is not world.demo_flow()
