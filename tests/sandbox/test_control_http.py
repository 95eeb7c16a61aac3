"""What all of the control API shares."""

import aiohttp
import pytest

from kitchen_app.sandbox.control_http import is_this_machine
from kitchen_app.sandbox.server import Sandbox


@pytest.mark.parametrize("body", [b"{", b'{"note":"\\ud800"}'])
async def test_body_that_is_not_json(
    sandbox: Sandbox, session: aiohttp.ClientSession, body: bytes
) -> None:
    url = f"http://127.0.0.1:{sandbox.port}/_sandbox/orders"
    async with session.post(url, data=body) as answer:
        assert (answer.status, await answer.json()) == (400, {"error": "The body is not JSON."})


@pytest.mark.parametrize(
    ("remote", "answered"),
    [("127.0.0.1", True), ("::1", True), ("192.0.2.7", False), (None, False), ("socket", False)],
)
def test_only_this_machine_is_answered(remote: str | None, answered: bool) -> None:
    assert is_this_machine(remote) == answered
