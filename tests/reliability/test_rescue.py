"""A5 as the owner lives it: the file is spoilt overnight, the shop opens, the board is whole."""

import asyncio
from pathlib import Path

import httpx
import pytest

from kitchen_app.base.signal import Signal
from kitchen_app.bootstrap.core import Core
from kitchen_app.services.links import LinkState, LinksView, Trouble
from kitchen_app.store.database import FILE_NAME
from tests.bootstrap.cores import core_for
from tests.e2e.installation import placed, signed

pytestmark = pytest.mark.usefixtures("expect_complaints")

ORDERS = 20
JSON = {"Content-Type": "application/json"}


async def receive(core: Core, numbers: range) -> set[str]:
    sent = set()
    async with httpx.AsyncClient() as client:
        for number in numbers:
            order_id, message = placed(number)
            body = signed(
                core.callback_url, event_id=1001, message_id=f"m{number}", message=message
            )
            answer = await client.post(core.callback_url, content=body, headers=JSON)
            assert answer.json()["code"] == 0
            sent.add(order_id)
    return sent


async def until_shown(core: Core, wanted: set[str]) -> None:
    changed = asyncio.Event()

    def note(_: object) -> None:
        changed.set()

    signal: Signal[object] = core.kitchen.board.card_changed  # type: ignore[assignment]  # any news
    signal.connect(note)
    async with asyncio.timeout(30):
        while not wanted <= core.kitchen.board.cards.keys():
            await changed.wait()
            changed.clear()


def set_aside(folder: Path) -> int:
    return len(list(folder.glob("kitchen-damaged-*.db")))


async def until_told(core: Core, trouble: Trouble) -> None:
    changed = asyncio.Event()

    def note(_: LinksView) -> None:
        changed.set()

    core.kitchen.links.changed.connect(note)
    async with asyncio.timeout(5):
        while trouble not in core.kitchen.links.view.keeping:
            await changed.wait()
            changed.clear()


async def test_a_shop_whose_file_was_spoilt_opens_with_every_order_and_says_so(
    tmp_path: Path,
) -> None:
    first = core_for(tmp_path)
    await first.start()
    wanted = await receive(first, range(ORDERS))
    await until_shown(first, wanted)
    await first._safekeeper.back_up_now()
    wanted |= await receive(first, range(ORDERS, 2 * ORDERS))
    await until_shown(first, wanted)
    await first.stop()
    file = tmp_path / FILE_NAME
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])

    second = core_for(tmp_path)
    await second.start()
    await until_shown(second, wanted)
    await until_told(second, Trouble.RESTORED)
    assert second.kitchen.links.view.receiving.state is not LinkState.BROKEN
    assert await receive(second, range(100, 101))
    await second.stop()
    assert set_aside(tmp_path) == 1


async def test_damage_under_a_running_shop_is_mended_without_a_restart(tmp_path: Path) -> None:
    core = core_for(tmp_path)
    await core.start()
    wanted = await receive(core, range(ORDERS))
    await until_shown(core, wanted)
    await core._safekeeper.back_up_now()
    core._safe.database.peewee.execute_sql("UPDATE orders SET document = x'00' WHERE rowid % 2")
    wanted |= await receive(core, range(ORDERS, 2 * ORDERS))
    stored = core._store.orders
    assert all(stored.get(card.order_id) for card in core.kitchen.board.cards.values())
    wanted |= await receive(core, range(2 * ORDERS, 3 * ORDERS))
    await until_shown(core, wanted)
    documents = [each.order.number for each in stored.all()]
    await core.stop()
    assert len(documents) == 3 * ORDERS
    assert core._safe.has_rescued
    assert set_aside(tmp_path) == 1
