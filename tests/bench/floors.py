"""Two servers that do less than we do: what nobody can be faster than on this machine, now.

`python -m tests.bench.floors bare|commit FOLDER` prints its address and serves until it is ended.
`bare` answers; `commit` first writes the body in a group commit with `synchronous=FULL`.
"""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

import apsw
from aiohttp import web


class GroupCommit:
    """Everything that waits goes into one durable transaction."""

    def __init__(self, folder: Path) -> None:
        self._db = apsw.Connection(str(folder / "floor.db"))
        self._db.execute("PRAGMA journal_mode=wal")
        self._db.execute("PRAGMA synchronous=FULL")
        self._db.execute("CREATE TABLE inbox (body BLOB)")
        self._waiting: list[tuple[bytes, asyncio.Future[None]]] = []
        self._arrived = asyncio.Event()

    async def store(self, body: bytes) -> None:
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((body, done))
        self._arrived.set()
        await done

    async def run(self) -> None:
        while True:
            await self._arrived.wait()
            self._arrived.clear()
            group, self._waiting = self._waiting, []
            with self._db:
                self._db.executemany("INSERT INTO inbox VALUES (?)", [(b,) for b, _ in group])
            for _, done in group:
                done.set_result(None)


async def bare_server(
    store: Callable[[bytes], Awaitable[None]] | None = None,
) -> tuple[web.AppRunner, str]:
    """Open a server that answers as we do, after `store`; return it and its address."""

    async def answer(request: web.Request) -> web.Response:
        body = await request.read()
        if store is not None:
            await store(body)
        return web.json_response({"code": 0, "message": "Success"})

    app = web.Application()
    app.router.add_post("/", answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    return runner, f"http://127.0.0.1:{runner.addresses[0][1]}/"


async def serve(store: Callable[[bytes], Awaitable[None]] | None) -> None:
    _, url = await bare_server(store)
    sys.stdout.write(f"{url}\n")
    sys.stdout.flush()
    await asyncio.Event().wait()


async def main(kind: str, folder: Path) -> None:
    if kind == "bare":
        await serve(None)
        return
    commits = GroupCommit(folder)
    async with asyncio.TaskGroup() as group:
        group.create_task(commits.run())
        group.create_task(serve(commits.store))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], Path(sys.argv[2])))
