"""A shop on a disk that fills up: run inside a file system of its own, tells what happened.

    python full_disk.py DATA_DIR FREE_KB

FREE_KB is what is left of the disk when the rush begins, besides the ballast.
"""

import asyncio
import json
import os
import shutil
import sys
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from kitchen_app.bootstrap.core import Core
from kitchen_app.domain.order import OrderId
from kitchen_app.services.links import Trouble
from kitchen_app.store.ballast import Ballast
from tests.bootstrap.cores import core_for
from tests.e2e.installation import placed, signed

JSON = {"Content-Type": "application/json"}
ROUNDS = 600
REFUSALS = 20


@dataclass(slots=True)
class Story:
    """What happened: who was answered, when the ballast went, which banners were shown."""

    answered: list[str] = field(default_factory=list)
    refused: list[tuple[str, bytes]] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)
    ballast_went_at: int = -1
    shown_within_s: float = -1.0
    missing: int = -1
    ballast_is_back: bool = False
    from_memory: int = -1
    unstored_left: int = -1


def fill_disk(folder: Path, *, but_kb: int) -> Path:
    """Take all the room but a little with one file."""
    plug = folder / "plug"
    size = shutil.disk_usage(folder).free - but_kb * 1024
    with plug.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, size)
    return plug


async def post(core: Core, client: httpx.AsyncClient, body: bytes) -> bool:
    answer = await client.post(core.callback_url, content=body, headers=JSON)
    return answer.status_code == httpx.codes.OK and answer.json()["code"] == 0


async def rush(core: Core, client: httpx.AsyncClient, story: Story, ballast: Ballast) -> None:
    """Send orders until the disk is full and twenty were refused."""
    for number in range(ROUNDS):
        order_id, message = placed(number)
        message["note"] = "x" * 40_000
        body = signed(core.callback_url, event_id=1001, message_id=str(number), message=message)
        if await post(core, client, body):
            story.answered.append(order_id)
        else:
            story.refused.append((order_id, body))
        if story.ballast_went_at < 0 and not ballast.is_there:
            story.ballast_went_at = len(story.answered)
        if len(story.refused) >= REFUSALS:
            return


async def all_shown(core: Core, wanted: set[str]) -> None:
    while not wanted <= core.kitchen.board.cards.keys():
        await asyncio.to_thread(int)


async def made(ballast: Ballast) -> None:
    while not ballast.is_there:
        await asyncio.to_thread(int)


async def play(data_dir: Path, but_kb: int) -> Story:
    story = Story()
    core = core_for(data_dir)

    def note(view: object) -> None:
        links = core.kitchen.links.view
        for trouble in (links.receiving.trouble, *links.keeping):
            if trouble is not Trouble.NONE and trouble.value not in story.troubles:
                story.troubles.append(trouble.value)

    core.kitchen.links.changed.connect(note)
    await core.start()
    ballast = Ballast(data_dir)
    async with asyncio.timeout(5):
        await made(ballast)
    plug = fill_disk(data_dir, but_kb=but_kb)
    async with httpx.AsyncClient() as client:
        await rush(core, client, story, ballast)
        async with asyncio.timeout(10):
            while Trouble.DISK_FULL.value not in story.troubles:
                await asyncio.to_thread(int)
        cards = core.kitchen.board.cards
        story.from_memory = sum(
            not cards[OrderId(order_id)].is_stored for order_id, _ in story.refused
        )
        plug.unlink()
        loop = asyncio.get_running_loop()
        freed_at = loop.time()
        for order_id, body in story.refused:  # as Keeta sends again what was not answered
            if await post(core, client, body):
                story.answered.append(order_id)
        async with asyncio.timeout(20):
            await all_shown(core, set(story.answered))
            while core.kitchen.board.unstored:
                await asyncio.to_thread(int)
            story.unstored_left = len(core.kitchen.board.unstored)
            story.shown_within_s = loop.time() - freed_at
            await made(ballast)
        story.ballast_is_back = True
    await core.stop()
    again = core_for(data_dir)
    await again.start()
    async with asyncio.timeout(20):
        await all_shown(again, set(story.answered))
    story.missing = len(set(story.answered) - again.kitchen.board.cards.keys())
    await again.stop()
    return story


if __name__ == "__main__":
    told = asyncio.run(play(Path(sys.argv[1]), int(sys.argv[2])))
    counts = {name: getattr(told, name) for name in Story.__slots__}
    counts |= {"answered": len(told.answered), "refused": len(told.refused)}
    sys.stdout.write(json.dumps(counts))
