"""A process of its own that keeps many connections half open: `slow_crowd.py PORT PATH COUNT`.

Who is thrown out comes again a second later: at once would be a flood, not slowness. When its
standard input is closed it prints how long the longest was held, and how many were thrown out.
"""

import asyncio
import os
import sys
import time

COMES_AGAIN_S = 1.0
SAYS_MORE_EVERY_S = 1.0


def beginnings(path: str) -> list[bytes]:
    """Return what a connection may begin with: nothing, half a head, half a body."""
    head = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
    return [
        b"",
        b"P",
        f"{head}X-Slow: ".encode(),
        f"{head}Content-Length: 1000\r\n\r\n{{".encode(),
        f"{head}Transfer-Encoding: chunked\r\n\r\n5\r\n".encode(),
    ]


async def dawdle(port: int, first: bytes, held_s: list[float]) -> None:
    """Connect, say a little now and then, and come again when thrown out."""
    while True:
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            await asyncio.sleep(COMES_AGAIN_S)
            continue
        began = time.perf_counter()
        try:
            writer.write(first)
            while True:
                try:
                    async with asyncio.timeout(SAYS_MORE_EVERY_S):
                        if not await reader.read(100):
                            break
                except TimeoutError:
                    writer.write(b"x")
        except OSError:
            pass
        writer.transport.abort()
        held_s.append(time.perf_counter() - began)
        await asyncio.sleep(COMES_AGAIN_S)


async def main(port: int, path: str, count: int) -> None:
    held_s: list[float] = []
    starts = beginnings(path)
    async with asyncio.TaskGroup() as group:
        for number in range(count):
            group.create_task(dawdle(port, starts[number % len(starts)], held_s))
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        await asyncio.to_thread(sys.stdin.read)
        sys.stdout.write(f"{max(held_s):.2f} {len(held_s)}\n")
        sys.stdout.flush()
        os._exit(0)  # the others would dawdle on


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), sys.argv[2], int(sys.argv[3])))
