"""A signed connection to the emulator, as the program has one to Keeta."""

from kitchen_app.base.clock import Clock, SystemClock
from kitchen_app.keeta.transport import SignedCalls
from kitchen_app.sandbox.config import SandboxConfig


def calls_to(
    base_url: str,
    config: SandboxConfig,
    *,
    access_token: str | None = None,
    clock: Clock | None = None,
) -> SignedCalls:
    """Return calls with the emulator's own token, or another; close them."""
    return SignedCalls(
        base_url=base_url,
        app_id=config.app_id,
        secret=config.secret,
        access_token=access_token or config.access_token,
        clock=clock or SystemClock(),
        on_clock=lambda _offset: None,
    )
