"""Core and emulated Keeta, each with its half of the right to act, over real sockets."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from kitchen_app.base.clock import Clock, SystemClock
from kitchen_app.bootstrap.core import Core
from kitchen_app.bootstrap.core_config import CoreConfig
from kitchen_app.domain.order import OrderId, ShopId
from kitchen_app.domain.shop import Authorisation, HeldTokens, TokenPair
from kitchen_app.sandbox.config import SandboxConfig
from kitchen_app.sandbox.server import Sandbox
from kitchen_app.services.links import LinkState, Trouble
from kitchen_app.services.settings import KeetaSettings, Secrets, Settings, WebhookSettings
from kitchen_app.store.tokens import KeyringVault
from tests.keyrings import MemoryKeyring

WITHIN_S = 10.0


@dataclass
class Scene:
    """A running core, the Keeta that it talks to, and what it keeps."""

    sandbox: Sandbox
    core: Core
    ring: MemoryKeyring
    secrets: Secrets
    canaries: set[str] = field(default_factory=set)

    @property
    def state(self) -> Authorisation:
        return self.core.access.view.authorisation

    @property
    def trouble(self) -> Trouble:
        return self.core.kitchen.links.view.sending.trouble

    async def until(self, holds: Callable[[], bool]) -> None:
        """Wait until something holds that a change of access, links or cards brings about."""
        changed = asyncio.Event()
        signals: list[Any] = [
            self.core.access.changed,
            self.core.kitchen.links.changed,
            self.core.kitchen.board.card_changed,
        ]

        def note(_fact: object) -> None:
            changed.set()

        for signal in signals:
            signal.connect(note)
        async with asyncio.timeout(WITHIN_S):
            while not holds():
                await changed.wait()
                changed.clear()
        for signal in signals:
            signal.disconnect(note)

    async def kept(self) -> HeldTokens | None:
        """Return what the keyring holds, as the next start would find it."""
        held = await vault_of(self.sandbox.config, Secrets(app_secret="x")).load()
        if held is not None:
            self.canaries |= {held.pair.access_token, held.pair.refresh_token}
        return held

    async def new_order(self) -> OrderId:
        """Order something and wait for its card."""
        order_id = OrderId(str(await self.sandbox.place_order()))
        await self.until(lambda: order_id in self.core.kitchen.board.cards)
        return order_id

    async def accept(self, order_id: OrderId) -> None:
        """Accept as a cook does, and wait until Keeta has told everybody."""
        assert await self.core.kitchen.accept(order_id) is not None
        await self.sandbox.delivered(int(order_id), 1002)

    def answers(self, path: str) -> list[int | None]:
        """Return the codes with which Keeta has answered calls to one address."""
        return [call.code for call in self.sandbox.journal.calls if call.path == path]

    def look(self) -> None:
        """Let an ordinary call be made: event 1301 has the program ask what it may do."""
        self.sandbox.authorization.add_shop(self.sandbox.config.shop_id)


def vault_of(config: SandboxConfig, pasted: Secrets) -> KeyringVault:
    shop_id = ShopId(str(config.shop_id))
    return KeyringVault(app_id=config.app_id, shop_id=shop_id, pasted=pasted, clock=SystemClock())


def ten_days_old(access_token: str, refresh_token: str) -> HeldTokens:
    now = datetime.now(UTC)
    pair = TokenPair(
        access_token=access_token,
        refresh_token=refresh_token,
        issued_at=now - timedelta(days=10),
        expires_at=now + timedelta(days=80),
    )
    return HeldTokens(pair=pair)


@asynccontextmanager
async def scene(
    data_dir: Path,
    ring: MemoryKeyring,
    *,
    kept: HeldTokens | None = None,
    covers: list[int] | None = None,
    pasted: Secrets | None = None,
    clock: Clock | None = None,
    **switches: Any,
) -> AsyncIterator[Scene]:
    """Start both sides; `kept` is in the keyring, as from an earlier run.

    `covers` are the shops that Keeta has authorised by then, if not those of its configuration;
    `pasted` is what the owner typed in; both sides live by `clock`.
    """
    config = SandboxConfig(**switches)
    secrets = pasted or Secrets(app_secret=config.secret)
    clock = clock or SystemClock()
    if kept is not None:
        await vault_of(config, secrets).save(kept)
    async with AsyncExitStack() as stack:
        sandbox = await stack.enter_async_context(Sandbox(config, clock))
        if covers is not None:
            sandbox.authorization.shop_ids[:] = covers
        core = Core(
            CoreConfig(
                data_dir=data_dir,
                settings=Settings(
                    keeta=KeetaSettings(
                        base_url=sandbox.base_url, app_id=config.app_id, shop_id=config.shop_id
                    ),
                    webhook=WebhookSettings(port=0, path="/keeta/access"),
                ),
                secrets=secrets,
                clock=clock,
            )
        )
        await core.start()
        stack.push_async_callback(core.stop)
        sandbox.set_callback_url(core.callback_url)
        on = Scene(sandbox, core, ring, secrets)
        await on.until(lambda: on.state is not Authorisation.UNKNOWN)
        yield on


@asynccontextmanager
async def working(data_dir: Path, ring: MemoryKeyring, **switches: Any) -> AsyncIterator[Scene]:
    """Start both sides with tokens that work, and wait until that is known."""
    config = SandboxConfig()
    kept = ten_days_old(config.access_token, config.refresh_token)
    async with scene(data_dir, ring, kept=kept, **switches) as on:
        await on.until(lambda: on.core.kitchen.links.view.sending.state is LinkState.OK)
        yield on
