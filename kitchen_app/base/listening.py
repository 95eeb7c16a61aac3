"""Closing a listening socket without leaving half a connection behind."""

import asyncio
from contextlib import suppress

_TURNS_TO_COME_ABOUT = 2
"""How many turns of the loop a connection takes from `accept()` until its protocol knows it."""


async def close_listener(server: asyncio.Server) -> None:
    """Take no more connections, and let those already accepted come about before it closes.

    A server that is closed between `accept()` and the making of the transport fails an assertion
    of asyncio's own, and the connection stays open until the garbage collector finds it. Python
    offers no way to stop accepting other than to close, so the loop is told to look away first;
    where it cannot be told (the proactor of Windows), the server is only closed.
    """
    loop = asyncio.get_running_loop()
    for each in server.sockets:
        with suppress(NotImplementedError):
            loop.remove_reader(each.fileno())
    for _ in range(_TURNS_TO_COME_ABOUT):
        await asyncio.sleep(0)
    server.close()
