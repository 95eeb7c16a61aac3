"""The view of a tunnel program survives the status file."""

from kitchen_app.services.tunnel_view import NO_TUNNEL, TunnelState, TunnelView
from kitchen_app.store.documents import decode, encode
from tests.fakes import NOON


def test_it_is_read_as_it_was_written() -> None:
    view = TunnelView(
        state=TunnelState.WAITING,
        name="frpc",
        since=NOON,
        starts_again=3,
        exit_code=-9,
        last_words="bye",
    )
    assert decode(encode(view), TunnelView) == view
    assert decode(b"{}", TunnelView) == NO_TUNNEL, "what an older program wrote"
