"""The way from the public address to the board: the tunnel that is kept, the test through it."""

from collections.abc import Callable

from kitchen_app.base.clock import Clock
from kitchen_app.base.tasks import Supervisor
from kitchen_app.keeta.prober import KeetaProber
from kitchen_app.services.links import Links
from kitchen_app.services.proof import OpenProofs, Proof
from kitchen_app.services.pulse import Pulse
from kitchen_app.services.settings import Secrets, Settings, TunnelKind
from kitchen_app.services.tunnel import Tunnel
from kitchen_app.tunnels.process import SystemProgram
from kitchen_app.tunnels.recipes import Wanted, program_name, recipe_for

TUNNEL_UP_WITHIN_S = 15.0
"""So long the first test waits for the tunnel: lost ones would be told at every start."""


class Reach:
    """Tests the way, and keeps the tunnel program running if the settings name one.

    `callback_url` is what messages are signed for, `port` where the listener stands: both are
    known once it is open.
    """

    def __init__(
        self,
        settings: Settings,
        secrets: Secrets,
        *,
        app_id: int,
        shop_id: str,
        callback_url: str,
        port: int,
        clock: Clock,
        links: Links,
        proofs: OpenProofs,
        pulse: Pulse,
    ) -> None:
        self.prober = KeetaProber(
            app_id=app_id,
            shop_id=shop_id,
            secret=secrets.app_secret,
            callback_url=callback_url,
            clock=clock,
        )
        self.proof = Proof(
            prober=self.prober,
            proofs=proofs,
            pulse=pulse,
            links=links,
            is_public=settings.keeta.callback_url is not None,
        )
        self._program = make_program(settings, secrets, port=port)
        self._tunnel = self._make_tunnel(links, clock, self.proof.want)

    def serve(self, supervisor: Supervisor) -> None:
        """Begin with both."""
        if self._tunnel is not None:
            supervisor.serve(self._tunnel.run, name="tunnel")
        supervisor.serve(self._test, name="proof")

    async def close(self) -> None:
        await self.prober.close()
        if self._program is not None:
            self._program.close()

    def _make_tunnel(self, links: Links, clock: Clock, prove: Callable[[], None]) -> Tunnel | None:
        if self._program is None:
            return None
        return Tunnel(program=self._program, links=links, clock=clock, prove=prove)

    async def _test(self) -> None:
        """Service: test the way, from when there may be one."""
        if self._tunnel is not None:
            await self._tunnel.wait_until_up(within_s=TUNNEL_UP_WITHIN_S)
        await self.proof.run()


def make_program(settings: Settings, secrets: Secrets, *, port: int) -> SystemProgram | None:
    """Return the tunnel program that the settings name, or None if none is to be kept here."""
    if settings.tunnel.kind is TunnelKind.NONE:
        return None
    wanted = Wanted.to_listener(
        settings.tunnel, secrets, port=port, callback_url=settings.keeta.callback_url
    )
    return SystemProgram(
        program_name(settings.tunnel), lambda: recipe_for(wanted), secrets=secrets.values()
    )
