"""What a program that could not be started tells."""

from kitchen_app.base.errors import KnownError
from kitchen_app.services.links import Trouble
from kitchen_app.services.tunnel_ports import TunnelNotStarted


def test_the_error_names_its_trouble() -> None:
    error = TunnelNotStarted(Trouble.TUNNEL_KEYLESS)
    assert isinstance(error, KnownError)
    assert error.trouble is Trouble.TUNNEL_KEYLESS
    assert str(error) == "The tunnel program could not be started (tunnel_keyless)."
