"""The core starts on what an earlier run left and complains in words."""

import asyncio
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from kitchen_app.bootstrap.core import Core
from kitchen_app.bootstrap.core_config import CoreConfig
from kitchen_app.domain.shop import Authorisation
from kitchen_app.services.links import LinkState, LinksView, Trouble
from kitchen_app.services.settings import Secrets
from kitchen_app.store.errors import ConfigError
from kitchen_app.webhook.errors import ListenError
from tests.bootstrap.cores import config_for
from tests.e2e.installation import SECRET, placed, signed
from tests.vaults import FakeVault

JSON = {"Content-Type": "application/json"}


@pytest.fixture
def config(tmp_path: Path) -> CoreConfig:
    return config_for(tmp_path)


async def post(core: Core, body: bytes) -> httpx.Response:
    async with httpx.AsyncClient() as client:
        return await client.post(core.callback_url, content=body, headers=JSON)


async def test_a_genuine_order_is_stored_and_a_forged_one_is_not(config: CoreConfig) -> None:
    core = Core(config)
    await core.start()
    order_id, message = placed(1)
    body = signed(core.callback_url, event_id=1001, message_id="1", message=message)
    shown = asyncio.Event()
    core.kitchen.board.card_changed.connect(lambda _card: shown.set())
    forged = await post(core, body.replace(b"SAR", b"HKD"))
    genuine = await post(core, body)
    async with asyncio.timeout(5):
        await shown.wait()
    cards = (await core.kitchen.snapshot()).cards
    await core.stop()
    assert forged.status_code == httpx.codes.UNAUTHORIZED
    assert genuine.json() == {"code": 0, "message": "Success"}
    assert [card.order_id for card in cards] == [order_id]


async def test_without_a_token_orders_come_in_and_the_strip_says_why_none_go_out(
    config: CoreConfig,
) -> None:
    core = Core(replace(config, secrets=Secrets(app_secret=SECRET)))
    told = asyncio.Event()
    core.access.changed.connect(lambda _view: told.set())
    await core.start()
    async with asyncio.timeout(5):
        await told.wait()
    sending = core.kitchen.links.view.sending
    await core.stop()
    assert sending.state is LinkState.BROKEN
    assert sending.trouble is Trouble.ACCESS_MISSING


async def test_a_keyring_that_asks_a_person_keeps_no_order_out(config: CoreConfig) -> None:
    vault = FakeVault(opened=asyncio.Event())
    core = Core(replace(config, vault=vault))
    async with asyncio.timeout(5):
        await core.start()
    _, message = placed(1)
    body = signed(core.callback_url, event_id=1001, message_id="1", message=message)
    answer = await post(core, body)
    view = core.access.view
    await core.stop()
    assert answer.json()["code"] == 0
    assert view.authorisation is Authorisation.UNKNOWN


async def test_the_registered_address_is_what_counts(config: CoreConfig) -> None:
    url = "https://kitchen.example.net/keeta"
    keeta = replace(config.settings.keeta, callback_url=url)
    core = Core(replace(config, settings=replace(config.settings, keeta=keeta)))
    await core.start()
    assert core.callback_url == url
    await core.stop()


@pytest.mark.parametrize("missing", ["app_id", "shop_id"])
async def test_a_missing_number_is_named(config: CoreConfig, missing: str) -> None:
    changes: dict[str, None] = {missing: None}
    keeta = replace(config.settings.keeta, **changes)  # type: ignore[arg-type]  # None is allowed
    with pytest.raises(ConfigError, match=missing):
        Core(replace(config, settings=replace(config.settings, keeta=keeta)))


async def test_a_port_in_use_leaves_nothing_open(config: CoreConfig, tmp_path: Path) -> None:
    first = Core(config)
    await first.start()
    port = int(first.callback_url.split(":")[2].split("/")[0])
    webhook = replace(config.settings.webhook, port=port)
    second = Core(
        replace(
            config,
            data_dir=tmp_path / "second",
            settings=replace(config.settings, webhook=webhook),
        )
    )
    with pytest.raises(ListenError, match=str(port)):
        await second.start()
    await first.stop()


async def test_a_listener_that_the_system_closed_is_opened_again(config: CoreConfig) -> None:
    core = Core(config)
    await core.start()
    told: list[Trouble] = []
    mended = asyncio.Event()

    def note(view: LinksView) -> None:
        told.append(view.receiving.trouble)
        if Trouble.LISTENER_DOWN in told and not told[-1]:
            mended.set()

    core.kitchen.links.changed.connect(note)
    listener = core._server._server
    assert listener is not None
    listener.close()
    async with asyncio.timeout(10):
        await mended.wait()
    _, message = placed(1)
    body = signed(core.callback_url, event_id=1001, message_id="1", message=message)
    answer = await post(core, body)
    await core.stop()
    assert answer.json()["code"] == 0
