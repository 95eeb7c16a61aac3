"""A client that hangs up in the middle of a call is no failure of the emulator."""

import asyncio

import pytest

from kitchen_app.sandbox.endpoints import BASE_PATH
from kitchen_app.sandbox.server import Sandbox
from tests.sandbox.fakes import Client


@pytest.mark.parametrize("path", ["/order/get", "/base/image/upload"])
async def test_half_a_body_leaves_no_trace(sandbox: Sandbox, client: Client, path: str) -> None:
    _, writer = await asyncio.open_connection("127.0.0.1", sandbox.port)
    writer.write(
        f"POST {BASE_PATH}{path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n"
        "Content-Type: multipart/form-data; boundary=b\r\n\r\n{".encode()
    )
    await writer.drain()
    await client.call("/order/get", 1)  # by now the emulator waits for the rest
    writer.transport.abort()
    assert (await client.call("/order/get", 1))["code"] != 0  # it goes on; the log stays quiet
