"""A shop of which one folder alone lies on a disk that is full; tells what happened.

    python full_folder.py DATA_DIR FOLDER FREE_KB

FOLDER is a name under DATA_DIR, a small file system of its own; FREE_KB is what is left of it.
"""

import asyncio
import json
import logging
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from kitchen_app.base.log import set_up_logging
from kitchen_app.bootstrap.core import Core
from kitchen_app.domain.order import OrderId
from kitchen_app.services import safekeeper
from kitchen_app.services.links import LinkState, Trouble
from tests.bootstrap.cores import core_for
from tests.e2e.installation import placed, signed
from tests.reliability.full_disk import all_shown, fill_disk, post

BEFORE, DURING = 5, 40
SOON_S = 0.2
WITHIN_S = 20.0

logger = logging.getLogger("kitchen_app.trial")


@dataclass(slots=True)
class Story:
    """What happened; `memory` counts the orders shown from memory while the folder was full."""

    answered: list[str] = field(default_factory=list)
    refused: list[tuple[str, bytes]] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)
    memory: int = 0
    missing: int = -1
    unstored_left: int = -1
    troubles_left: list[str] = field(default_factory=list)
    left_in_folder: list[str] = field(default_factory=list)
    backups: int = 0
    is_logging: bool = False


def troubles(core: Core) -> list[str]:
    links = core.kitchen.links.view
    found = [links.receiving.trouble] if links.receiving.state is LinkState.BROKEN else []
    return [trouble.value for trouble in (*found, *links.keeping)]


async def orders(core: Core, client: httpx.AsyncClient, numbers: range, story: Story) -> None:
    for number in numbers:
        order_id, message = placed(number)
        message["note"] = "x" * 20_000
        body = signed(core.callback_url, event_id=1001, message_id=str(number), message=message)
        if await post(core, client, body):
            story.answered.append(order_id)
        else:
            story.refused.append((order_id, body))
        logger.warning("Trial %d", number)


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name != "plug")


async def holds(core: Core, wanted: str, *, is_told: bool) -> None:
    """Wait until a trouble is told, or no longer."""
    async with asyncio.timeout(WITHIN_S):
        while (wanted in troubles(core)) is not is_told:
            await asyncio.to_thread(int)


async def while_full(core: Core, client: httpx.AsyncClient, folder: Path, story: Story) -> None:
    logging.raiseExceptions = False  # the lines that cannot be written are not what is judged
    await orders(core, client, range(BEFORE, BEFORE + DURING), story)
    if folder.name == "backups":
        await holds(core, Trouble.NO_BACKUP.value, is_told=True)
    if story.refused:
        await holds(core, Trouble.STORE_FAILED.value, is_told=True)
    await all_shown(core, set(story.answered))
    story.troubles = troubles(core)
    shown = core.kitchen.board.cards
    story.memory = sum(not shown[OrderId(order_id)].is_stored for order_id, _ in story.refused)
    with suppress(TimeoutError):
        async with asyncio.timeout(WITHIN_S):
            while any(name.startswith("copy.part") for name in names_in(folder)):
                await asyncio.to_thread(int)  # a copy may be under way just now
    story.left_in_folder = names_in(folder)


async def with_room(core: Core, client: httpx.AsyncClient, story: Story) -> None:
    for order_id, body in story.refused:  # as Keeta sends again what was not answered
        if await post(core, client, body):
            story.answered.append(order_id)
    async with asyncio.timeout(WITHIN_S):
        while any(not card.is_stored for card in core.kitchen.board.cards.values()):
            await asyncio.to_thread(int)
    for trouble in (Trouble.NO_BACKUP, Trouble.STORE_FAILED):
        await holds(core, trouble.value, is_told=False)
    story.troubles_left = troubles(core)
    story.unstored_left = len(core.kitchen.board.unstored)


async def play(data_dir: Path, folder: Path, but_kb: int) -> Story:
    story = Story()
    log_dir = data_dir / "logs"
    handler = set_up_logging(log_dir, ())
    safekeeper._FIRST_BACKUP_S = safekeeper._AFTER_FAILURE_S = SOON_S
    safekeeper._BACKUP_EVERY_S = SOON_S
    core = core_for(data_dir)
    await core.start()
    async with httpx.AsyncClient() as client:
        await orders(core, client, range(BEFORE), story)
        plug = fill_disk(folder, but_kb=but_kb)
        await while_full(core, client, folder, story)
        plug.unlink()
        await with_room(core, client, story)
        logger.warning("There is room again")
    await core.stop()
    handler.flush()
    story.is_logging = "There is room again" in (log_dir / "kitchen.log").read_text("utf-8")
    again = core_for(data_dir)
    await again.start()
    async with asyncio.timeout(WITHIN_S):
        await all_shown(again, set(story.answered))
    story.missing = len(set(story.answered) - again.kitchen.board.cards.keys())
    story.backups = len(list((data_dir / "backups").glob("*.db")))
    await again.stop()
    return story


if __name__ == "__main__":
    place = Path(sys.argv[1])
    told = asyncio.run(play(place, place / sys.argv[2], int(sys.argv[3])))
    counts = {name: getattr(told, name) for name in Story.__slots__}
    counts |= {"answered": len(told.answered), "refused": len(told.refused)}
    sys.stdout.write(json.dumps(counts))
