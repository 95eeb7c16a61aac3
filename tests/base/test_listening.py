"""A listener that closes leaves no connection half made."""

import asyncio
import gc
import socket
from contextlib import suppress

import pytest

from kitchen_app.base.listening import close_listener


class _Seen(asyncio.Protocol):
    """A connection that is closed as soon as it has come about."""

    made: int = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        _Seen.made += 1
        transport.close()


async def _called(turns: int) -> tuple[asyncio.Server, socket.socket]:
    """Return a server so many turns after somebody has called; it accepts in the second."""
    server = await asyncio.get_running_loop().create_server(_Seen, "127.0.0.1", 0)
    caller = socket.create_connection(server.sockets[0].getsockname(), timeout=1)
    for _ in range(turns):
        await asyncio.sleep(0)
    return server, caller


@pytest.mark.parametrize("turns", range(5))
async def test_who_calls_while_we_close_is_hung_up_on(turns: int) -> None:
    server, caller = await _called(turns)
    with caller:
        await close_listener(server)
        await asyncio.sleep(0)
        with suppress(ConnectionResetError):
            assert caller.recv(1) == b""
    gc.collect()  # what is found open then fails the test


async def test_who_was_accepted_already_comes_about_first() -> None:
    _Seen.made = 0
    server, caller = await _called(2)
    with caller:
        assert _Seen.made == 0, "the case is the one meant"
        await close_listener(server)
        assert _Seen.made == 1


async def test_nobody_is_let_in_after_it() -> None:
    _Seen.made = 0
    server = await asyncio.get_running_loop().create_server(_Seen, "127.0.0.1", 0)
    address = server.sockets[0].getsockname()
    await close_listener(server)
    assert not server.is_serving()
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(address)


async def test_it_may_be_closed_twice() -> None:
    server, caller = await _called(2)
    with caller:
        await close_listener(server)
        await close_listener(server)
    assert not server.is_serving()
