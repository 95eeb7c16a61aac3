"""The tunnel and the test through it, put together from the settings."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from kitchen_app.base.clock import SystemClock
from kitchen_app.base.tasks import Supervisor
from kitchen_app.bootstrap.reach import Reach, make_program
from kitchen_app.services.hub import Hub
from kitchen_app.services.links import Links, LinksView, Trouble
from kitchen_app.services.proof import OpenProofs
from kitchen_app.services.proof_ports import Reply
from kitchen_app.services.pulse import Pulse
from kitchen_app.services.settings import TunnelKind, TunnelSettings
from kitchen_app.services.tunnel_view import NO_TUNNEL, TunnelState
from tests.bootstrap.cores import config_for
from tests.fakes import FakeClock, FakeFeeler, FakePlatform


def reach_for(tunnel: TunnelSettings, links: Links, data_dir: Path) -> Reach:
    config = config_for(data_dir)
    platform = FakePlatform(FakeClock())
    return Reach(
        replace(config.settings, tunnel=tunnel),
        config.secrets,
        app_id=1,
        shop_id="2",
        callback_url="http://127.0.0.1:9/keeta/x",
        port=9,
        clock=SystemClock(),
        links=links,
        proofs=OpenProofs(Hub()),
        pulse=Pulse(platform=platform, feeler=FakeFeeler(), links=links),
    )


@pytest.mark.parametrize(
    ("tunnel", "trouble", "has_tested"),
    [
        (TunnelSettings(), Trouble.NONE, True),
        (
            TunnelSettings(kind=TunnelKind.CLOUDFLARED, program="/no/cloudflared"),
            Trouble.TUNNEL_NOT_FOUND,
            False,
        ),
    ],
)
async def test_a_tunnel_is_kept_and_the_test_waits_for_it_a_little(
    tmp_path: Path, tunnel: TunnelSettings, trouble: Trouble, has_tested: bool
) -> None:
    links, supervisor = Links(SystemClock()), Supervisor()
    reach = reach_for(tunnel, links, tmp_path)
    sent, told = asyncio.Event(), asyncio.Event()

    async def send(_message_id: str) -> Reply:
        sent.set()
        await asyncio.Event().wait()
        return Reply.TAKEN

    def note(view: LinksView) -> None:
        if view.tunnel.state is TunnelState.WAITING:
            told.set()

    reach.prober.send = send  # type: ignore[method-assign,assignment]
    links.changed.connect(note)
    reach.serve(supervisor)
    async with asyncio.timeout(10):
        await (sent if has_tested else told).wait()
    assert sent.is_set() is has_tested
    assert links.view.tunnel_trouble is trouble
    assert (links.view.tunnel == NO_TUNNEL) is has_tested
    await supervisor.stop()
    await reach.close()


def test_a_program_is_made_only_if_one_is_named(tmp_path: Path) -> None:
    config = config_for(tmp_path)
    assert make_program(config.settings, config.secrets, port=1) is None
    named = replace(config.settings, tunnel=TunnelSettings(kind=TunnelKind.NGROK))
    program = make_program(named, config.secrets, port=1)
    assert program is not None
    assert program.name == "ngrok"
    program.close()
