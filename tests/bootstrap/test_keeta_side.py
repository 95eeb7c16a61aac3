"""Keeta's side as the core has it; `tests/e2e/test_access.py` plays it through."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from kitchen_app.base.clock import SystemClock
from kitchen_app.base.tasks import Supervisor
from kitchen_app.bootstrap.keeta_side import KeetaSide
from kitchen_app.domain.order import OrderId, ShopId
from kitchen_app.domain.shop import Authorisation, HeldTokens, TokenPair
from kitchen_app.sandbox.config import SandboxConfig
from kitchen_app.sandbox.server import Sandbox
from kitchen_app.services.errors import AuthorisationEnded
from kitchen_app.services.hub import Hub
from kitchen_app.services.links import Links
from kitchen_app.services.ports import TokenVault
from kitchen_app.services.served_shops import ServedShops
from kitchen_app.services.settings import Secrets
from kitchen_app.store.tokens import MemoryVault

CONFIG = SandboxConfig()
SHOP = ShopId(str(CONFIG.shop_id))


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    async with Sandbox(CONFIG) as running:
        yield running


def side_of(sandbox: Sandbox, vault: TokenVault, supervisor: Supervisor) -> KeetaSide:
    clock = SystemClock()
    return KeetaSide(
        base_url=sandbox.base_url,
        app_id=CONFIG.app_id,
        shops=ServedShops(home=SHOP),
        tokens_of=SHOP,
        secrets=Secrets(app_secret=CONFIG.secret),
        vault=vault,
        clock=clock,
        links=Links(clock),
        hub=Hub(),
        supervisor=supervisor,
    )


async def test_orders_are_read_with_the_tokens_of_the_vault(sandbox: Sandbox) -> None:
    pair = TokenPair(
        access_token=CONFIG.access_token, issued_at=SystemClock().now(), expires_at=None
    )
    supervisor = Supervisor()
    side = side_of(sandbox, MemoryVault(HeldTokens(pair=pair)), supervisor)
    side.start()
    order_id = OrderId(str(await sandbox.place_order()))
    read = await side.orders.read(order_id, SHOP)
    await supervisor.stop()
    await side.close()
    assert read.order.order_id == order_id
    assert side.access.view.authorisation is Authorisation.GOOD


async def test_without_tokens_nothing_is_sent(sandbox: Sandbox) -> None:
    supervisor = Supervisor()
    side = side_of(sandbox, MemoryVault(), supervisor)
    told = asyncio.Event()
    side.access.changed.connect(lambda _view: told.set())
    side.start()
    await told.wait()
    with pytest.raises(AuthorisationEnded):
        await side.orders.accept(OrderId("1"), SHOP)
    await supervisor.stop()
    await side.close()
    assert side.access.view.authorisation is Authorisation.MISSING
    assert list(sandbox.journal.calls) == []
